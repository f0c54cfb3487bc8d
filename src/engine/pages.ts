/**
 * A table whose rows are written during a window and read when the next begins. In memory that several threads see it has
 * its full size at once (what is never written to takes no room); else it grows.
 */
import { allocate, type Schema, type Table } from "../base/columns.js";
import type { Memory } from "./memory.js";

/** Rows at the start where the table grows; rows where it does not, unless told otherwise: more than a window of one thread can fill. */
const SMALL = 256;
const FULL = 1 << 19;

export class Page<S extends Schema> {
  columns: Table<S>;
  private readonly schema: S;
  private readonly used: Int32Array;
  private room: number;
  private readonly grows: boolean;

  /** `most`: rows that are never exceeded. */
  constructor(schema: S, memory: Memory, most = FULL) {
    this.schema = schema;
    this.grows = !memory.shared;
    this.room = this.grows ? SMALL : most;
    this.columns = memory.table(schema, this.room);
    this.used = memory.array("i32", 1);
  }

  /** Valid rows. */
  get rows(): number {
    return this.used[0]!;
  }

  /** A new row, to be filled in. */
  add(): number {
    const row = this.used[0]!;
    if (row === this.room) this.grow();
    this.used[0] = row + 1;
    return row;
  }

  clear(): void {
    this.used[0] = 0;
  }

  private grow(): void {
    if (!this.grows) throw new RangeError(`a window of one thread: expected at most ${this.room} rows, found more`);
    const { columns, schema } = this;
    this.room *= 2;
    this.columns = allocate(schema, this.room);
    for (const name of Object.keys(schema)) this.columns[name]!.set(columns[name] as never);
  }
}
