/**
 * The decisions of groups, from actions.parquet: which of them an episode tells, and what decided them.
 *
 * A decision weighs the weight of its kind of event (`tell.ts`) × (1 + s / 4), s = −log2 of the probability of the choice (at
 * most 4: how little it was to be expected), and besides 6 if someone of the cast is concerned and the strength of the tie (3
 * family, less for others, for rivals as much). An episode tells at most three, of different choices and people; a choice that has
 * been told before weighs 0.7 as much each time. All assumed.
 */
import { join } from "node:path";
import { readTable } from "../report/read.js";
import { count } from "../report/words.js";
import type { RunFile } from "../run-file.js";
import type { Teller } from "./tell.js";

/** A choice someone made, and what they weighed; NaN where it was not weighed. */
export interface Decision {
  /** Row of events.parquet. */
  readonly event: number;
  readonly time: number;
  readonly decision: string;
  readonly choice: string;
  readonly person: number;
  readonly other: number | null;
  /** Probability of the choice before it was made. */
  readonly probability: number;
  readonly tie: number;
  readonly courage: number;
  readonly loyalty: number;
  readonly risk: number;
  /** Turned seen right outside. */
  readonly danger: number;
  /** d; time for which there is water. */
  readonly supplies: number;
}

/** Choices that are told by themselves; all others are what most people do. */
const TOLD = new Set([
  ...["opened", "refused", "went-back", "expelled", "kept", "confessed", "concealed"],
  ...["held-door", "lured", "waited", "abandoned", "shared", "betrayed"],
]);
const CAST = 6;
const MOST_SURPRISE = 4;
/** Told in an episode; candidates of an episode that are kept of each choice. */
const MOST = 3;
const KEPT = 6;
/** A choice that has been told before weighs this much less, each time. */
const WORN = 0.7;

const TERMS = ["tie", "courage", "loyalty", "risk", "danger", "supplies"] as const;
const COLUMNS = ["event", "time_s", "decision", "choice", "person", "other", "probability", ...TERMS];

async function readDecisions(folder: string, run: RunFile, visit: (decision: Decision) => void): Promise<void> {
  if (run.tables.actions === undefined) return;
  await readTable(join(folder, "actions.parquet"), COLUMNS, (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    const term = (name: (typeof TERMS)[number], row: number): number => c[name]![row] ?? Number.NaN;
    for (let row = 0; row < rows; row++) {
      visit({
        ...{ event: c.event![row]!, time: c.time_s![row]!, decision: c.decision![row]!, choice: c.choice![row]! },
        ...{ person: c.person![row]!, other: c.other![row] ?? null, probability: c.probability![row]! },
        ...{ tie: term("tie", row), courage: term("courage", row), loyalty: term("loyalty", row) },
        ...{ risk: term("risk", row), danger: term("danger", row), supplies: term("supplies", row) },
      });
    }
  });
}

/** A decision and its weight. */
export interface Candidate {
  readonly decision: Decision;
  readonly weight: number;
}

/**
 * Of each episode the decisions that weigh most, the heaviest first; memory is bounded by the number of episodes.
 *
 * @param ends  s; ends of the episodes
 */
export async function weighDecisions(
  folder: string,
  run: RunFile,
  ends: readonly number[],
  cast: ReadonlySet<number>,
  teller: Teller,
): Promise<Candidate[][]> {
  const kept = ends.map(() => new Map<string, Candidate[]>());
  await readDecisions(folder, run, (decision) => {
    const { choice, time, person, other, probability, tie } = decision;
    if (!TOLD.has(choice)) return;
    const episode = ends.findIndex((end) => time < end);
    const own = teller.tellingOf({ kind: choice, other, state: "" })?.weight ?? 0;
    const surprise = Math.min(MOST_SURPRISE, -Math.log2(probability));
    const isOfCast = cast.has(person) || (other !== null && cast.has(other));
    const weight = own * (1 + surprise / 4) + (isOfCast ? CAST : 0) + Math.abs(Number.isNaN(tie) ? 0 : tie);
    const lists = kept[episode < 0 ? kept.length - 1 : episode];
    if (lists === undefined) return;
    const list = lists.get(choice) ?? [];
    lists.set(choice, list);
    if (list.length === KEPT && weight <= list.at(-1)!.weight) return;
    if (list.length === KEPT) list.pop();
    let at = list.length;
    while (at > 0 && list[at - 1]!.weight < weight) at--;
    list.splice(at, 0, { decision, weight });
  });
  return kept.map((lists) => [...lists.values()].flat().sort((a, b) => b.weight - a.weight));
}

/** Chooses what episodes tell of their candidates, one episode after the other. */
export class DecisionChooser {
  private readonly worn = new Map<string, number>();

  /** `told`: events that the episode tells already. */
  choose(candidates: readonly Candidate[], told: ReadonlySet<number>): Decision[] {
    const chosen: Decision[] = [];
    for (let n = 0; n < MOST; n++) {
      const free = candidates.filter(({ decision }) => !told.has(decision.event) && isOther(decision, chosen));
      if (free.length === 0) break;
      const best = free.reduce((a, b) => (this.weight(b) > this.weight(a) ? b : a)).decision;
      this.worn.set(best.choice, (this.worn.get(best.choice) ?? 0) + 1);
      chosen.push(best);
    }
    return chosen.sort((a, b) => a.event - b.event);
  }

  private weight({ decision, weight }: Candidate): number {
    return weight * WORN ** (this.worn.get(decision.choice) ?? 0);
  }
}

/** Whether a decision has neither the choice nor any of the people of others. */
function isOther({ choice, person, other }: Decision, chosen: readonly Decision[]): boolean {
  return !chosen.some((each) => {
    const among = [each.person, each.other];
    return each.choice === choice || among.includes(person) || (other !== null && among.includes(other));
  });
}

/** How each term pulls, in its units, toward the first of two choices: as in the utilities of MODEL.md, 7.25. */
const PULLS: Readonly<Record<string, { readonly done: string; readonly of: Partial<Record<Term, number>> }>> = {
  open: { done: "opened", of: { tie: 1, courage: 1, danger: -1 } },
  "go-back": { done: "went-back", of: { tie: 1, courage: 1, risk: 1, danger: -1 } },
  expel: { done: "expelled", of: { tie: -1, risk: -1, danger: -0.5 } },
  reveal: { done: "confessed", of: { tie: 0.5, loyalty: 1, risk: 1, danger: -0.5 } },
  hold: { done: "held-door", of: { tie: 1, courage: 2 } },
  lure: { done: "lured", of: { tie: 1, courage: 2 } },
  wait: { done: "waited", of: { tie: 1, danger: -0.5 } },
  share: { done: "shared", of: { tie: 1, loyalty: 1 } },
};
type Term = "tie" | "courage" | "loyalty" | "risk" | "danger";

/** Terms that pull less than this, in units of utility, are not worth a word; against the choice, this. */
const LEAST_PULL = 0.6;
const LEAST_AGAINST = 1;

/**
 * What decided, in words that follow those of the choice: ": what pulled most toward it, although what pulled most against it". ""
 * where nothing much was weighed. `who`: the one who decided, as a subject; `isFamily`: the two are of one household.
 */
export function reasonWords(decision: Decision, run: RunFile, who: string, isFamily: boolean): string {
  const pulls = pullsOf(decision, run);
  const toward = pulls.filter(({ pull }) => pull >= LEAST_PULL).slice(0, 2);
  const against = pulls.findLast(({ pull }) => pull <= -LEAST_AGAINST);
  const said = toward.map(({ term }) => termWords(term, decision, who, isFamily)).join(" and ");
  const although = against === undefined ? "" : `, although ${termWords(against.term, decision, who, isFamily)}`;
  return `${said === "" ? "" : `: ${said}`}${although}`;
}

/** What each term counts toward the choice, the greatest first. */
function pullsOf(decision: Decision, { scenario }: RunFile): { readonly term: Term; readonly pull: number }[] {
  const weights = scenario.groups?.weights;
  const pull = PULLS[decision.decision];
  if (weights === undefined || pull === undefined) return [];
  const { tie, courage, loyalty, risk, danger, choice } = decision;
  const values: Record<Term, number> = {
    tie: weights.tie * tie * (0.5 + loyalty),
    courage: weights.courage * (2 * courage - 1),
    loyalty: weights.loyalty * (2 * loyalty - 1),
    risk: weights.courage * (2 * risk - 1),
    danger: weights.danger * Math.log(1 + danger),
  };
  const sign = choice === pull.done ? 1 : -1;
  return (Object.entries(pull.of) as [Term, number][])
    .map(([term, factor]) => ({ term, pull: sign * factor * values[term] }))
    .filter((each) => !Number.isNaN(each.pull))
    .sort((a, b) => b.pull - a.pull);
}

function termWords(term: Term, decision: Decision, who: string, isFamily: boolean): string {
  const { tie, courage, loyalty, risk, danger, event } = decision;
  switch (term) {
    case "tie": {
      if (tie < 0) return "the two are no friends";
      const [one, another] = tie >= 2 ? (isFamily ? FAMILY : CLOSE) : tie >= 1.2 ? FRIENDS : KNOWN;
      return event % 2 === 0 ? one : another;
    }
    case "danger":
      return danger === 1
        ? "one of the turned stands right outside"
        : `${count(danger)} of the turned stand right outside`;
    case "courage":
      return rank("courage", courage, who);
    case "loyalty":
      return rank("loyalty", loyalty, who);
    case "risk":
      return risk > 0.5 ? `${who} likes a risk` : `${who} shuns risks`;
  }
}

const FAMILY = ["they are family", "the two live together"] as const;
const CLOSE = ["the two are close", "they are as close as family"] as const;
const FRIENDS = ["the two are friends", "they are friends"] as const;
const KNOWN = ["the two know each other", "they are not strangers"] as const;

/** "she has more courage than 96 in 100" */
function rank(trait: string, value: number, who: string): string {
  const share = Math.min(99, Math.round(100 * Math.max(value, 1 - value)));
  return `${who} has ${value > 0.5 ? "more" : "less"} ${trait} than ${share} in 100`;
}

/** How likely the choice was, as a sentence. */
export function likelihoodWords({ probability, event }: Decision): string {
  if (probability < 0.1) {
    const n = Math.min(100, Math.round(1 / probability));
    return event % 2 === 0 ? `One in ${n} would have done so.` : `Of ${n} people in that place one would have.`;
  }
  if (probability < 0.45) return `${TENTHS[Math.round(10 * probability)]} in ten would have done so.`;
  if (probability < 0.55) return "It could have gone either way.";
  if (probability > 0.95) return "Nearly everyone would have done so.";
  return `${TENTHS[Math.min(9, Math.round(10 * probability))]} in ten would have done so.`;
}

const TENTHS = ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/** What was weighed in some of the decisions, by their events. */
export async function readWeighed(
  folder: string,
  run: RunFile,
  events: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Decision>> {
  const found = new Map<number, Decision>();
  await readDecisions(folder, run, (decision) => {
    if (events.has(decision.event)) found.set(decision.event, decision);
  });
  return found;
}
