/**
 * A run told as episodes. Nothing is invented: every sentence is made of events, and ends with their rows in events.parquet.
 * Each episode follows some people: those of the cast first, then those whose events weigh most (`survey.ts`); and it tells the
 * decisions that weigh most (`decisions.ts`) and what the authorities ordered and brought about (`orders.ts`).
 */
import { readRunFile, type RunFile } from "../run-file.js";
import { Consequences } from "./consequences.js";
import { DecisionChooser, readWeighed, weighDecisions } from "./decisions.js";
import { cutEpisodes } from "./episodes.js";
import { readFates } from "./fates.js";
import { Effects, readOrders } from "./orders.js";
import { type CastRow, description, readCast, readPeople } from "./people.js";
import type { Passage } from "./prose.js";
import { readRecord } from "./record.js";
import { type Plot, plotEpisodes } from "./strands.js";
import { surveyRun } from "./survey.js";
import { Teller } from "./tell.js";
import { Writer } from "./writer.js";

/** Infections, turnings and deaths. */
export interface Count {
  readonly infected: number;
  readonly turned: number;
  readonly dead: number;
}

/** What a passage is about. */
export type Subject = "person" | "decision" | "order" | "numbers";

export interface Turn extends Passage {
  readonly about: Subject;
}

export interface Episode {
  readonly number: number;
  readonly title: string;
  readonly from_s: number;
  readonly to_s: number;
  /** "Fri 09:10, day 1" */
  readonly from: string;
  readonly to: string;
  readonly cold_open: Passage | null;
  /** In the order in which they begin; what came of orders, and the numbers, last. */
  readonly turns: readonly Turn[];
  readonly count: { readonly episode: Count; readonly so_far: Count };
  /** What the public had been told by the end; null if the run has no public record. */
  readonly told: string | null;
  readonly cliffhanger: Passage | null;
}

/** One of the cast, as they are at the start. */
export interface Introduction {
  readonly person: number;
  readonly name: string;
  readonly words: string;
}

export interface Chronicle {
  readonly run: string;
  readonly title: string;
  readonly city: string;
  readonly seed: number;
  readonly note: string;
  /** What the scenario says of itself; null if it says nothing. */
  readonly about: string | null;
  readonly cast: readonly Introduction[];
  readonly episodes: readonly Episode[];
  /** Where the cast is at the end, in truth. */
  readonly afterwards: readonly Passage[];
}

const NOTE =
  "Numbers in brackets are rows of events.parquet: what each sentence tells. Names of residents who are not of the cast are generated; ages, places and times are those of the run.";

/** Tells a run in at most `most` episodes. Throws InputError if the folder holds no run, or one without events. */
export async function chronicle(folder: string, most: number): Promise<Chronicle> {
  const run = readRunFile(folder);
  const teller = new Teller(run);
  const cast = await readCast(folder, run);
  const survey = await surveyRun(folder, run, cast, teller);
  const isEmpty = survey.bins.every((bin) => bin.kept.length === 0);
  const spans = isEmpty ? [] : cutEpisodes(survey, most);
  const ends = spans.map(({ end }) => survey.begins(end));
  const candidates = await weighDecisions(folder, run, ends, new Set(cast.map(({ person }) => person)), teller);
  const consequences = new Consequences(candidates);
  const effects = new Effects(run.city.residents, teller);
  const listeners = [consequences.listener, effects.listener];
  const plots = await plotEpisodes(folder, run, spans, survey, cast, teller, listeners);
  const chooser = new DecisionChooser();
  const decisions = plots.map((plot, row) => chooser.choose(candidates[row] ?? [], eventsOf(plot)));
  const wanted = mentioned(plots);
  for (const decision of decisions.flat()) {
    const events = [consequences.eventOf(decision), consequences.after(decision)];
    for (const event of events.filter((each) => each !== undefined)) {
      wanted.add(event.person);
      if (event.other !== null) wanted.add(event.other);
    }
  }
  const told = new Set(plots.flatMap((plot) => [...eventsOf(plot)]));
  for (const { event } of decisions.flat()) told.add(event);
  const writer = new Writer({
    ...{ run, teller, survey, effects, consequences },
    people: await readPeople(folder, run, cast, wanted),
    weighed: await readWeighed(folder, run, told),
    orders: await readOrders(folder, run),
    record: await readRecord(folder, run),
    fates: await readFates(folder, run),
  });
  const episodes = plots.map((plot, row) => writer.episode(plot, plots[row + 1], decisions[row]!));
  const { title, name, seed, description: about } = run.scenario;
  return {
    ...{ run: folder, title: title ?? name, city: run.city.name, seed, note: NOTE, about: about ?? null },
    ...{ cast: cast.map((player) => introduction(player, run)), episodes },
    afterwards: cast.map((player) => writer.afterwards(player, plots)),
  };
}

/** "**Nam On-jo**, a 16-year-old pupil of Classroom 1-1; friend of Lee Cheong-san; rival of Yoon Gwi-nam." */
function introduction(player: CastRow, { scenario }: RunFile): Introduction {
  const { person, name } = player;
  const ties = (scenario.cast?.ties ?? []).flatMap(({ between: [a, b], kind }) => {
    const other = a === name ? b : b === name ? a : undefined;
    return other === undefined ? [] : [{ other, kind }];
  });
  const kinds = [...new Set(ties.map(({ kind }) => kind))];
  const words = kinds.map((kind) => {
    const others = ties.filter((tie) => tie.kind === kind).map(({ other }) => other);
    return `${kind} of ${others.length === 1 ? others[0] : `${others.slice(0, -1).join(", ")} and ${others.at(-1)}`}`;
  });
  const household = scenario.cast?.people[name]?.household;
  const home = household === undefined ? [] : [`of the household of ${household}`];
  return { person, name, words: `${[`**${name}**, ${description(player)}`, ...home, ...words].join("; ")}.` };
}

function eventsOf({ strands }: Plot): Set<number> {
  return new Set(strands.flatMap(({ events }) => events.map(({ id }) => id)));
}

function mentioned(plots: readonly Plot[]): Set<number> {
  const people = new Set<number>();
  for (const { strands, open } of plots) {
    for (const { person } of strands) people.add(person);
    for (const { person, other } of strands.flatMap(({ events }) => events)) {
      people.add(person);
      if (other !== null) people.add(other);
    }
    for (const person of open.keys()) people.add(person);
  }
  return people;
}
