/** The second reading: whom each episode follows, and everything that befalls them in it; and where its infections were. */
import type { RunFile } from "../run-file.js";
import { type Happening, readEvents, type Rows } from "./events.js";
import type { Span } from "./episodes.js";
import type { CastRow } from "./people.js";
import type { Survey, Weighed } from "./survey.js";
import type { Teller, Telling } from "./tell.js";
import { crowd } from "./where.js";

/** One person in one episode. */
export interface Strand {
  readonly person: number;
  readonly isCast: boolean;
  /** Of their heaviest events together. */
  readonly weight: number;
  /** Their events in the episode that are told, in order. */
  readonly events: Happening[];
}

/** Infections in one surroundings in an episode. */
export interface Toll {
  readonly where: string;
  infected: number;
  readonly first: Happening;
  last: Happening;
}

/** The last event of someone's health, and that with which they hid, if they hide still. */
export interface Standing {
  readonly health: Happening | undefined;
  readonly hiding: Happening | undefined;
}

/** Is called with every event of the run in order, and the episode it is in. */
export type RowListener = (episode: number, rows: Rows, row: number) => void;

/** An episode before it is written. */
export interface Plot {
  readonly span: Span;
  /** s */
  readonly from: number;
  readonly to: number;
  /** The heaviest first. */
  readonly strands: readonly Strand[];
  /** Most infections first. */
  tolls: Toll[];
  /** How everyone who is followed anywhere stands at the end of the episode, by their last events. */
  readonly open: Map<number, Standing>;
}

/** Followed in an episode at most: of the cast, and others. */
const OF_CAST = 6;
const OTHERS = 3;
/** Whoever stands out by a kind of event that others have stood out by before counts this much less, each time. */
const WORN = 0.6;
/** Events of one person in one episode that are kept. */
const MOST_EVENTS = 80;
/** Surroundings of an episode that are counted apart. */
const MOST_TOLLS = 20_000;

/** Chooses whom the episodes follow, and reads what befalls them; `listeners` hear all events of this reading. */
export async function plotEpisodes(
  folder: string,
  run: RunFile,
  spans: readonly Span[],
  survey: Survey,
  cast: readonly CastRow[],
  teller: Teller,
  listeners: readonly RowListener[],
): Promise<Plot[]> {
  const players = new Set(cast.map(({ person }) => person));
  const chooser = new Chooser(survey, players, teller);
  const first = survey.bins.flatMap(({ arrivals }) => arrivals)[0]?.person;
  const before = new Set<number>();
  const plots = spans.map((span, row): Plot => {
    const strands = chooser.choose(span, row === 0 ? first : undefined);
    for (const { person } of strands) before.add(person);
    const [from, to] = [survey.begins(span.first), survey.begins(span.end)];
    return { span, from, to, strands, tolls: [], open: new Map() };
  });
  await readEvents(folder, run, collector(plots, before, teller, listeners));
  for (const plot of plots) plot.tolls.sort((a, b) => b.infected - a.infected || a.first.id - b.first.id);
  return plots;
}

/** Someone's heaviest events in an episode. */
interface Candidate {
  readonly person: number;
  readonly weights: number[];
  /** The heaviest, and its weight. */
  telling: Telling | undefined;
  top: number;
}

/** Chooses whom episodes follow, one after the other. */
class Chooser {
  private readonly before = new Set<number>();
  /** How often someone stood out by a kind of event. */
  private readonly worn = new Map<Telling | undefined, number>();

  constructor(
    private readonly survey: Survey,
    private readonly cast: ReadonlySet<number>,
    private readonly teller: Teller,
  ) {}

  /**
   * The cast, and of all others those whose heaviest events weigh most, with a preference for those known already; and with
   * whom it all begins (`opening`).
   */
  choose({ first, end }: Span, opening?: number): Strand[] {
    const { cast, survey } = this;
    const candidates = new Map<number, Candidate>();
    for (const bin of survey.bins.slice(first, end)) for (const weighed of bin.kept) this.note(candidates, weighed);
    const ofCast = [...candidates.values()].filter(({ person }) => cast.has(person));
    const chosen = ofCast.sort((a, b) => this.weight(b) - this.weight(a) || a.person - b.person).slice(0, OF_CAST);
    const others = [...candidates.values()].filter(({ person }) => !cast.has(person));
    for (let n = 0; n < OTHERS && others.length > 0; n++) {
      const best = others.reduce((a, b) => (this.weight(b) > this.weight(a) ? b : a));
      others.splice(others.indexOf(best), 1);
      this.worn.set(best.telling, (this.worn.get(best.telling) ?? 0) + 1);
      chosen.push(best);
    }
    const opens = opening === undefined ? undefined : candidates.get(opening);
    if (opens !== undefined && !chosen.includes(opens)) chosen.push(opens);
    const strands = chosen.map((candidate): Strand => {
      const { person } = candidate;
      const weight = person === opening ? Number.POSITIVE_INFINITY : this.weight(candidate);
      return { person, isCast: cast.has(person), weight, events: [] };
    });
    for (const { person } of strands) this.before.add(person);
    return strands;
  }

  private note(candidates: Map<number, Candidate>, { event, weight }: Weighed): void {
    const telling = this.teller.tellingOf(event);
    const add = (person: number, own: number) => {
      const candidate = candidates.get(person) ?? { person, weights: [], telling, top: 0 };
      candidates.set(person, candidate);
      candidate.weights.push(own);
      if (own <= candidate.top) return;
      candidate.top = own;
      candidate.telling = telling;
    };
    add(event.person, weight);
    if (event.other !== null) add(event.other, weight / 2);
  }

  private weight({ person, weights, telling }: Candidate): number {
    const heaviest = sum(weights.sort((a, b) => b - a).slice(0, 3));
    if (this.cast.has(person)) return heaviest;
    return heaviest * WORN ** (this.worn.get(telling) ?? 0) * (this.before.has(person) ? 1.5 : 1);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How someone stands after an event of theirs. */
function after(standing: Standing | undefined, event: Happening, isPerson: boolean): Standing {
  const { health, hiding } = standing ?? { health: undefined, hiding: undefined };
  const { kind } = event;
  if (isPerson && kind === "hid") return { health, hiding: event };
  if (isPerson && (kind === "infected" || kind === "progressed")) return { health: event, hiding };
  if (kind === "killed" && !isPerson) return { health: event, hiding: undefined };
  return isPerson || kind === "attacked" ? { health, hiding: undefined } : { health, hiding };
}

function collector(
  plots: readonly Plot[],
  followed: ReadonlySet<number>,
  teller: Teller,
  listeners: readonly RowListener[],
) {
  const strands = plots.map(({ strands: list }) => new Map(list.map((strand) => [strand.person, strand])));
  const tolls = plots.map(() => new Map<string, Toll>());
  const latest = new Map<number, Standing>();
  const ends = plots.map(({ to }) => to);
  let at = 0;
  const close = () => {
    for (const [person, standing] of latest) plots[at]!.open.set(person, standing);
    plots[at]!.tolls.push(...tolls[at]!.values());
    tolls[at]!.clear();
    at++;
  };
  return (rows: Rows): void => {
    for (let row = 0; row < rows.length; row++) {
      while (at < plots.length - 1 && rows.time[row]! >= ends[at]!) close();
      for (const listener of listeners) listener(at, rows, row);
      const person = rows.person[row] ?? null;
      if (person === null) continue;
      const other = rows.other[row] ?? null;
      const kind = rows.kind[row]!;
      const isFollowed = followed.has(person) || (other !== null && followed.has(other));
      if (!isFollowed && kind !== "infected") continue;
      const event = rows.at(row);
      if (kind === "infected") addToll(tolls[at]!, event);
      if (!isFollowed) continue;
      for (const one of other === null ? [person] : [person, other]) {
        if (followed.has(one)) latest.set(one, after(latest.get(one), event, one === person));
      }
      if (teller.tellingOf(event) === undefined) continue;
      for (const one of other === null || other === person ? [person] : [person, other]) {
        const strand = strands[at]!.get(one);
        if (strand !== undefined && strand.events.length < MOST_EVENTS) strand.events.push(event);
      }
    }
    const isLast = at === plots.length - 1;
    if (isLast) {
      plots[at]!.tolls = [...tolls[at]!.values()];
      for (const [person, standing] of latest) plots[at]!.open.set(person, standing);
    }
  };
}

function addToll(tolls: Map<string, Toll>, event: Happening): void {
  const where = crowd(event);
  const toll = tolls.get(where);
  if (toll === undefined) {
    if (tolls.size < MOST_TOLLS) tolls.set(where, { where, infected: 1, first: event, last: event });
    return;
  }
  toll.infected++;
  toll.last = event;
}
