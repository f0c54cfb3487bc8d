/** What the public had been told, if the run has a public record beside the truth. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../report/read.js";
import type { RunFile, RunTable } from "../run-file.js";
import { count } from "../report/words.js";

/** The public record at a time. */
export interface RecordRow {
  readonly time: number;
  readonly stance: string;
  readonly cases: readonly [reported: number, truth: number];
  readonly dead: readonly [reported: number, truth: number];
  readonly missing: number;
}

const COLUMNS = ["time_s", "stance", "cases_reported", "cases_true", "dead_reported", "dead_true", "missing_reported"];

/** The record, in order of time; empty for a run that has none. */
export async function readRecord(folder: string, run: RunFile): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  const tables: Readonly<Record<string, RunTable | undefined>> = run.tables;
  const file = join(folder, "record.parquet");
  const columns = tables.record?.columns;
  if (columns === undefined || COLUMNS.some((name) => columns[name] === undefined) || !existsSync(file)) return rows;
  await readTable(file, COLUMNS, (values, length) => {
    const c = values as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < length; row++) {
      rows.push({
        time: c.time_s![row]!,
        stance: c.stance![row]!,
        cases: [c.cases_reported![row]!, c.cases_true![row]!],
        dead: [c.dead_reported![row]!, c.dead_true![row]!],
        missing: c.missing_reported![row]!,
      });
    }
  });
  return rows;
}

/** What the authorities have said, by their stance. */
const STANCES: Readonly<Record<string, string>> = {
  nothing: "Nothing: the authorities are silent",
  denial: "The authorities deny it",
  truth: "The authorities admit it",
};

/** The record in words; `clock`: its time. */
export function recordWords({ stance, cases, dead, missing }: RecordRow, clock: string): string {
  const said = STANCES[stance] ?? stance;
  const known = `${count(cases[0])} of ${count(cases[1])} cases and ${count(dead[0])} of ${count(dead[1])} dead are known`;
  return `${said}. At ${clock} ${known}, ${count(missing)} people are missing (record.parquet).`;
}
