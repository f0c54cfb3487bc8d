/** What the public record says of the cast beside the truth, if the run has both. */
import { join } from "node:path";
import { formatClock } from "../../base/units.js";
import { readTable } from "../report/read.js";
import type { RunFile } from "../run-file.js";
import { pronoun } from "./tell.js";

/** What is publicly known of someone, and what is true, from a time on. */
export interface FateRow {
  readonly time_s: number;
  /** alive, missing, turned, dead */
  readonly status: string;
  /** alive, turned, hybrid, dead */
  readonly truth: string;
}

/** Rows of each of the cast by row of people, in order of time; empty for runs without a public record. */
export async function readFates(folder: string, run: RunFile): Promise<ReadonlyMap<number, readonly FateRow[]>> {
  const fates = new Map<number, FateRow[]>();
  if (run.tables.fates === undefined) return fates;
  await readTable(join(folder, "fates.parquet"), ["time_s", "person", "status", "truth"], (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      const person: number = c.person![row]!;
      const own = fates.get(person) ?? [];
      fates.set(person, own);
      own.push({ time_s: c.time_s![row]!, status: c.status![row]!, truth: c.truth![row]! });
    }
  });
  return fates;
}

/** How someone stands in the public record at the end of a run. */
export interface PublicFate {
  readonly status: string;
  /** s; since when it says so; null: from the start. */
  readonly since_s: number | null;
  /** Whether that is the truth. Who is missing is neither dead nor alive to the public: that is never it. */
  readonly is_true: boolean;
  readonly words: string;
}

/** What it says at the end of all rows, in words: "dead, since Fri 15:40, day 1: wrong, she is a hybrid". */
export function publicFate(rows: readonly FateRow[], start: string, sex: string): PublicFate {
  const { status, truth } = rows.at(-1)!;
  const first = rows.findLastIndex((row) => row.status !== status) + 1;
  const since_s = first === 0 ? null : rows[first]!.time_s;
  const is_true = status === truth;
  const changed = rows.find((row) => row.truth === truth)!.time_s;
  const self = pronoun(sex).subject;
  const said =
    since_s === null ? "alive, nothing has been reported" : `${status}, since ${formatClock(start, since_s)}`;
  const is = truth === "hybrid" ? "a hybrid" : truth;
  const held = changed === 0 ? "" : `, since ${formatClock(start, changed)}`;
  const isOpen = status === "missing" || (status === "alive" && truth === "hybrid");
  const words = is_true ? said : `${said}: ${isOpen ? "in truth" : "wrong,"} ${self} is ${is}${held}`;
  return { status, since_s, is_true, words };
}
