/** What the public had been told, if the run has a public record beside the truth. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../report/read.js";
import type { RunFile, RunTable } from "../run-file.js";
import { count, counted, share } from "../report/words.js";

/** The public record at a time. */
export interface RecordRow {
  readonly time: number;
  readonly stance: string;
  readonly cases: readonly [reported: number, truth: number];
  readonly dead: readonly [reported: number, truth: number];
  readonly missing: number;
  /** People who have heard of it, who are convinced, and all who live; absent where it is not known. */
  readonly aware?: readonly [heard: number, convinced: number, living: number];
}

const COLUMNS = ["time_s", "stance", "cases_reported", "cases_true", "dead_reported", "dead_true", "missing_reported"];

/** The record, in order of time; empty for a run that has none. */
export async function readRecord(folder: string, run: RunFile): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  const tables: Readonly<Record<string, RunTable | undefined>> = run.tables;
  const file = join(folder, "record.parquet");
  const columns = tables.record?.columns;
  if (columns === undefined || COLUMNS.some((name) => columns[name] === undefined) || !existsSync(file)) return rows;
  const beliefs = await readBeliefs(folder);
  await readTable(file, COLUMNS, (values, length) => {
    const c = values as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < length; row++) {
      rows.push({
        time: c.time_s![row]!,
        stance: c.stance![row]!,
        cases: [c.cases_reported![row]!, c.cases_true![row]!],
        dead: [c.dead_reported![row]!, c.dead_true![row]!],
        missing: c.missing_reported![row]!,
        ...(beliefs.has(c.time_s![row]!) && { aware: beliefs.get(c.time_s![row]!)! }),
      });
    }
  });
  return rows;
}

/** People of the whole city by what they know, by time. */
async function readBeliefs(folder: string): Promise<ReadonlyMap<number, readonly [number, number, number]>> {
  const sums = new Map<number, [number, number, number]>();
  const file = join(folder, "beliefs.parquet");
  if (!existsSync(file)) return sums;
  await readTable(file, ["time_s", "unaware", "rumour", "convinced"], (values, length) => {
    const c = values as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < length; row++) {
      const sum = sums.get(c.time_s![row]!) ?? [0, 0, 0];
      sums.set(c.time_s![row]!, sum);
      const [unaware, rumour, convinced]: number[] = [c.unaware![row]!, c.rumour![row]!, c.convinced![row]!];
      sum[0] += rumour! + convinced!;
      sum[1] += convinced!;
      sum[2] += unaware! + rumour! + convinced!;
    }
  });
  return sums;
}

/** What the authorities have said, by their stance. */
const STANCES: Readonly<Record<string, string>> = {
  nothing: "Nothing: the authorities are silent",
  denial: "The authorities deny it",
  truth: "The authorities admit it",
};

/** The record in words; `clock`: its time. */
export function recordWords({ stance, cases, dead, missing, aware }: RecordRow, clock: string): string {
  const said = STANCES[stance] ?? stance;
  const known =
    cases[0] === 0 && dead[0] === 0
      ? `none of ${counted(cases[1], "case", "cases")} and ${count(dead[1])} dead is known`
      : `${count(cases[0])} of ${count(cases[1])} cases and ${count(dead[0])} of ${count(dead[1])} dead are known`;
  const missed = missing === 0 ? "" : `, ${counted(missing, "person is", "people are")} missing`;
  const heard =
    aware === undefined
      ? ""
      : ` Of all who live ${share(aware[0], aware[2])} have heard of it, ${share(aware[1], aware[2])} are convinced (beliefs.parquet).`;
  return `${said}. At ${clock} ${known}${missed} (record.parquet).${heard}`;
}
