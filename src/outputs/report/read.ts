/** Reading a run's tables back, a row group and a few columns at a time. */
import { asyncBufferFromFile, parquetScan } from "hyparquet";
import { InputError } from "../../base/problems.js";

/** Values of the asked columns, all of `rows` length. */
export type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** Calls `visit` with each row group of a file, in order. Throws InputError if the file is not there, cut or no table. */
export async function readTable(
  file: string,
  columns: readonly string[],
  visit: (columns: Columns, rows: number) => void,
): Promise<void> {
  const read = <T>(work: () => Promise<T>) => work().catch((error: unknown) => refuse(file, error));
  const scan = await read(async () => parquetScan({ file: await asyncBufferFromFile(file), columns: [...columns] }));
  for (const { rowStart, rowEnd } of scan.ranges) {
    const values = await read(() =>
      Promise.all(columns.map((column) => scan.readColumn({ column, rowStart, rowEnd }))),
    );
    visit(Object.fromEntries(columns.map((column, i) => [column, values[i]!])), rowEnd - rowStart);
  }
}

function refuse(file: string, error: unknown): never {
  const message = error instanceof Error ? error.message.split("\n")[0]! : String(error);
  const found = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : message;
  throw new InputError({ where: file, path: "", expected: "a whole Parquet file of a run", found });
}
