/** CSV tables of a recipe: rows of text by column, and numbers with the line they stand in. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parse } from "csv-parse/sync";
import { InputError } from "../../base/problems.js";

/** One row of a table. */
export class Row {
  constructor(
    private readonly path: string,
    /** Line of the file, from 1. */
    readonly line: number,
    private readonly record: Readonly<Record<string, string>>,
  ) {}

  text(column: string): string {
    return this.record[column] ?? "";
  }

  /** A number at least `least`; undefined where the field is empty. Throws InputError for anything else. */
  number(column: string, least = Number.NEGATIVE_INFINITY): number | undefined {
    const text = this.text(column);
    if (text === "") return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && value >= least) return value;
    return this.fail(column, Number.isFinite(least) ? `a number of at least ${least}` : "a number", `"${text}"`);
  }

  fail(column: string, expected: string, found: string): never {
    throw new InputError({ where: `${this.path}:${this.line}`, path: column, expected, found });
  }
}

/** All rows of a CSV file with a header. Throws InputError with the line of what is no CSV. */
export async function readRows(path: string): Promise<Row[]> {
  const text = await readFile(path, "utf8");
  try {
    const options = { columns: true, info: true, bom: true, trim: true, skip_empty_lines: true } as const;
    const rows = parse(text, options) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    return rows.map(({ record, info }) => new Row(path, info.lines, record));
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    const where = lines === undefined ? path : `${path}:${lines}`;
    throw new InputError({ where, path: "", expected: "comma separated values (CSV)", found: message });
  }
}

/** Names of the columns, from the first line of a CSV file alone. */
export async function headerOf(path: string): Promise<string[]> {
  const lines = createInterface({ input: createReadStream(path, "utf8") });
  try {
    for await (const line of lines) {
      const [names] = parse(line, { bom: true, trim: true, relax_quotes: true }) as string[][];
      return names ?? [];
    }
    return [];
  } finally {
    lines.close();
  }
}
