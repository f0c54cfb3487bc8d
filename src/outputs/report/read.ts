/** Reading a run's tables back, a row group and a few columns at a time. */
import { asyncBufferFromFile, parquetScan } from "hyparquet";

/** Values of the asked columns, all of `rows` length. */
export type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** Calls `visit` with each row group of a file, in order. */
export async function readTable(
  file: string,
  columns: readonly string[],
  visit: (columns: Columns, rows: number) => void,
): Promise<void> {
  const scan = await parquetScan({ file: await asyncBufferFromFile(file), columns: [...columns] });
  for (const { rowStart, rowEnd } of scan.ranges) {
    const values = await Promise.all(columns.map((column) => scan.readColumn({ column, rowStart, rowEnd })));
    visit(Object.fromEntries(columns.map((column, i) => [column, values[i]!])), rowEnd - rowStart);
  }
}
