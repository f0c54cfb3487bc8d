/** What people knew and were told, beside what was true: the section of runs whose scenario has `information`. */
import { join } from "node:path";
import type { RunFile } from "../run-file.js";
import type { Clock } from "./words.js";
import { count, html, share } from "./words.js";
import { readTable } from "./read.js";

/** Most times that are shown. */
const MOST_ROWS = 13;

/** One time of the series. */
interface Moment {
  readonly time: number;
  readonly stance: string;
  readonly leaks: number;
  readonly reported: number;
  readonly cases: number;
  readonly deadReported: number;
  readonly dead: number;
  readonly turnedReported: number;
  readonly turned: number;
  readonly missing: number;
  heard: number;
  convinced: number;
  people: number;
}

const RECORD = [
  ...["time_s", "stance", "leaks", "cases_reported", "cases_true", "dead_reported", "dead_true"],
  ...["turned_reported", "turned_true", "missing_reported"],
] as const;
const BELIEFS = ["time_s", "unaware", "rumour", "convinced"] as const;

const STANCE_WORDS: Readonly<Record<string, string>> = {
  nothing: "say nothing",
  denial: "deny it",
  truth: "say what they know",
};

/** The section, as HTML; an empty string where the run has no such tables. */
export async function toldSection(folder: string, run: RunFile, clock: Clock): Promise<string> {
  if (run.tables.record === undefined || run.tables.beliefs === undefined) return "";
  const moments = await readMoments(folder);
  if (moments.length === 0) return "";
  const infects = Object.keys(run.scenario.strains).length > 0;
  const step = Math.max(1, Math.ceil((moments.length - 1) / (MOST_ROWS - 1)));
  const shown = moments.filter((_, row) => row % step === 0 || row === moments.length - 1);
  const text =
    "Told is what was publicly known: what the authorities had reported and whom others had reported missing. True is what had happened. Nobody in the city knew the true numbers.";
  return `<section><h2>${infects ? "What people were told, and what was true" : "Who had heard"}</h2><p>${infects ? text : ""}</p>${table(shown, clock, infects)}</section>`;
}

async function readMoments(folder: string): Promise<Moment[]> {
  const moments = new Map<number, Moment>();
  await readTable(join(folder, "record.parquet"), RECORD, (columns, rows) => {
    const number = (name: (typeof RECORD)[number], row: number) => Number(columns[name]![row]);
    for (let row = 0; row < rows; row++) {
      moments.set(number("time_s", row), {
        time: number("time_s", row),
        stance: String(columns.stance![row]),
        leaks: number("leaks", row),
        reported: number("cases_reported", row),
        cases: number("cases_true", row),
        deadReported: number("dead_reported", row),
        dead: number("dead_true", row),
        turnedReported: number("turned_reported", row),
        turned: number("turned_true", row),
        missing: number("missing_reported", row),
        ...{ heard: 0, convinced: 0, people: 0 },
      });
    }
  });
  await readTable(join(folder, "beliefs.parquet"), BELIEFS, (columns, rows) => {
    const number = (name: (typeof BELIEFS)[number], row: number) => Number(columns[name]![row]);
    for (let row = 0; row < rows; row++) {
      const moment = moments.get(number("time_s", row));
      if (moment === undefined) continue;
      const [rumour, convinced] = [number("rumour", row), number("convinced", row)];
      moment.heard += rumour + convinced;
      moment.convinced += convinced;
      moment.people += number("unaware", row) + rumour + convinced;
    }
  });
  return [...moments.values()];
}

function table(moments: readonly Moment[], clock: Clock, infects: boolean): string {
  const knowledge = ["have heard", "are convinced"];
  const numbers = ["infected: told", "true", "turned: told", "true", "dead: told", "true", "missing: told"];
  const head = ["", ...(infects ? ["the authorities"] : [])].map((word) => `<th>${word}</th>`);
  const right = [...knowledge, ...(infects ? numbers : [])].map((word) => `<th class="n">${word}</th>`);
  const rows = moments.map((m) => {
    const said = `${STANCE_WORDS[m.stance] ?? html(m.stance)}${m.leaks > 0 && m.stance !== "truth" ? "; it leaks" : ""}`;
    const words = [clock.time(m.time), ...(infects ? [said] : [])].map((word) => `<td>${word}</td>`);
    const told = [m.reported, m.cases, m.turnedReported, m.turned, m.deadReported, m.dead, m.missing].map(count);
    const shares = [share(m.heard, m.people), share(m.convinced, m.people)];
    const cells = [...shares, ...(infects ? told : [])].map((word) => `<td class="n">${word}</td>`);
    return `<tr>${words.join("")}${cells.join("")}</tr>`;
  });
  return `<div class="spread"><table><thead><tr>${head.join("")}${right.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
