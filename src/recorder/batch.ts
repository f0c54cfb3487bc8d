/** Rows on their way out: one table's columns, handed to the sink each time they are full. */
import { allocate, type Table } from "../base/columns.js";
import type { Sink, TableName, TableSpec } from "./tables.js";

/** Rows of one batch, and so of one row group of a file. */
export const BATCH_ROWS = 1 << 16;

/** A growing table of which only the last batch is in memory. */
export class Batch<S extends TableSpec> {
  readonly columns: Table<S>;
  /** Rows added in all. */
  total = 0;
  private rows = 0;

  constructor(
    readonly name: TableName,
    spec: S,
    private readonly sink: Sink,
    private readonly room = BATCH_ROWS,
  ) {
    this.columns = allocate(spec, room);
  }

  /** The row of `columns` to fill next; valid until the next call. */
  next(): number {
    if (this.rows === this.room) this.flush();
    this.total++;
    return this.rows++;
  }

  /** Hands over what has been collected. */
  flush(): void {
    if (this.rows > 0) this.sink(this.name, this.columns as Table<TableSpec>, this.rows);
    this.rows = 0;
  }
}
