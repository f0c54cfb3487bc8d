/**
 * The memory of a run: buffers in the order in which they are taken. Threads that build the same world take the same
 * buffers in the same order, so that the first allocates them and the others are handed its list.
 */
import { allocate, type ColumnType, columnArray, bytesOf, type Schema, type Table } from "../base/columns.js";

export class Memory {
  /** Whether the buffers come from another thread, and hold a world already. */
  readonly attached: boolean;
  /** Whether other threads see the buffers. */
  readonly shared: boolean;
  readonly buffers: ArrayBufferLike[];
  private taken = 0;

  /** @param from  the buffers of another thread's world; or whether those to be made are to be shared */
  constructor(from: readonly SharedArrayBuffer[] | boolean) {
    this.attached = typeof from === "object";
    this.shared = from !== false;
    this.buffers = typeof from === "object" ? [...from] : [];
  }

  /** Zero-filled memory, or what the other thread has put there. */
  take(bytes: number): ArrayBufferLike {
    if (!this.attached) this.buffers.push(this.shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
    return this.buffers[this.taken++]!;
  }

  array<T extends ColumnType>(type: T, rows: number): ReturnType<typeof columnArray<T>> {
    return columnArray(type, rows, this.take(rows * bytesOf(type)));
  }

  /** A table of `rows` rows; see `allocate`. */
  table<S extends Schema>(schema: S, rows: number, only?: readonly (keyof S & string)[]): Table<S> {
    return allocate(schema, rows, only, (bytes) => this.take(bytes));
  }
}
