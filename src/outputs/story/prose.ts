/** Sentences of a chronicle: one or a few events each, with their numbers. */
import { localTimeAt } from "../../base/units.js";
import type { Happening } from "./events.js";
import { description, type Resident } from "./people.js";
import type { Strand } from "./strands.js";
import { capital, type Named, pronoun, type Teller } from "./tell.js";
import { whereabouts } from "./where.js";

/** A sentence, or several, and the rows of events.parquet it tells. */
export interface Passage {
  readonly text: string;
  readonly events: readonly number[];
}

/** Fewer than this of one kind in a row are told one by one. */
const RUN_OF = 3;
/** s within which flight and what ends it are one, and "moments later"; and within which it is "at once". */
const SOON = 90;
const AT_ONCE = 10;
/** s up to which the time since the last sentence is said, not the time of day. */
const SAID_AS_SINCE = 3600;

const AT_ONCE_WORDS = ["At once", "Then", "A moment later"];
const SOON_WORDS = ["Moments later", "Soon after", "Not two minutes later"];
const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** "four", "27". */
export function numeral(n: number): string {
  return NUMBERS[n] ?? n.toLocaleString("en-US");
}

export class Prose {
  /** People who have been introduced in this episode. */
  private readonly met = new Set<number>();

  constructor(
    private readonly teller: Teller,
    private readonly people: ReadonlyMap<number, Resident>,
    private readonly start: string,
  ) {}

  /** A new episode begins: whoever is not of the cast is introduced again. */
  forget(): void {
    for (const person of this.met) if (this.people.get(person)?.isCast !== true) this.met.delete(person);
  }

  /** "09:26" */
  time(seconds: number): string {
    return localTimeAt(this.start, seconds).slice(11);
  }

  /** A person's name, at the first mention with who they are; `beside`: someone they may be related to. */
  introduce(person: number, beside?: number): string {
    const resident = this.people.get(person);
    if (resident === undefined) return "someone";
    if (this.met.has(person)) return resident.name;
    this.met.add(person);
    const relation = beside === undefined ? undefined : relationOf(resident, this.people.get(beside));
    return `${resident.name}, ${relation === undefined ? description(resident) : `${resident.age}, ${relation}`},`;
  }

  /** What befalls someone, told group by group (`groupsOf`); undefined if nothing can be told. `byPlace`: begins with the place. */
  strand({ person }: Strand, groups: readonly (readonly Happening[])[], byPlace: boolean): Passage | undefined {
    const sentences: string[] = [];
    const ids: number[] = [];
    let last: Happening | undefined;
    for (const group of groups) {
      const text = this.sentence(person, group, last, byPlace);
      if (text === undefined) continue;
      sentences.push(text);
      ids.push(...group.map(({ id }) => id));
      last = group.at(-1)!;
    }
    return sentences.length === 0 ? undefined : { text: sentences.join(" "), events: ids };
  }

  /** "Choi Nam-ra, 17, of the same class [#1391]": of whom the same is told as of someone else. */
  likewise(person: number, { id }: Happening, first: number): string {
    return `${this.introduce(person, first).replace(/,$/, "")} [#${id}]`;
  }

  /** One sentence on one event, or on several of one kind. */
  private sentence(
    person: number,
    group: readonly Happening[],
    last: Happening | undefined,
    byPlace: boolean,
  ): string | undefined {
    const first = group[0]!;
    const turn = first.id + (last?.kind === first.kind ? 1 : 0); // another wording for each event, but the same in each telling
    const variant = this.teller.variant(first, turn, last === undefined ? first.person !== person : undefined);
    const [subject, object] = this.named(person, first, last === undefined, variant);
    const startsWithPlace = byPlace && last === undefined && first.place !== null;
    const where = startsWithPlace ? "" : place(first, last);
    const clause = this.teller.clause(first, variant, subject, object, where);
    if (clause === undefined) return undefined;
    const when = last === undefined ? `at ${this.time(first.time)}` : this.since(last, first);
    const opening = startsWithPlace ? `${capital(whereabouts(first))}, ${when},` : capital(when);
    const more = group.length === 1 ? "" : this.more(group, person);
    const numbers = group.length === 1 ? `[#${first.id}]` : `[#${first.id} … #${group.at(-1)!.id}]`;
    return `${opening} ${tidy(clause)}${more}`
      .replace(/,(?=[.,;])/g, "")
      .replace(/,$/, "")
      .concat(` ${numbers}.`);
  }

  /** An event's two people as the sentence names them: who comes first in it is introduced first. */
  private named(person: number, event: Happening, isFirst: boolean, variant: number): [Named, Named | undefined] {
    const companion = event.person === person ? event.other : event.person;
    const isOtherFirst = this.teller.startsWithOther(event, variant);
    const companionFirst = companion !== null && isFirst && (event.person === person) === isOtherFirst;
    const early = companionFirst ? both(this.introduce(companion)) : undefined;
    const self = isFirst
      ? both(this.introduce(person, companionFirst ? companion : undefined))
      : pronoun(this.people.get(person)?.sex ?? "male");
    const beside = early ?? (companion === null ? undefined : both(this.introduce(companion, person)));
    return event.person === person ? [self, beside] : [beside ?? self, self];
  }

  /** ", and until 10:40 eleven others": the rest of several events of one kind. */
  private more(group: readonly Happening[], person: number): string {
    const n = group.length - 1;
    const until = this.time(group.at(-1)!.time);
    const others = new Set(group.slice(1).map((event) => (event.person === person ? event.other : event.person)));
    others.delete(null);
    const times = `${numeral(n)} times more`;
    const what =
      others.size === n && n > 1 ? `${numeral(n)} others` : n === 1 ? "once more" : n === 2 ? "twice more" : times;
    const isDone = group[0]!.person === person || group[0]!.kind === "infected";
    return `, and ${isDone ? what : times.replace("two times", "twice").replace("one times", "once")} until ${until}`;
  }

  private since(last: Happening, event: Happening): string {
    const seconds = event.time - last.time;
    if (seconds < AT_ONCE) return AT_ONCE_WORDS[event.id % AT_ONCE_WORDS.length]!;
    if (seconds < SOON) return SOON_WORDS[event.id % SOON_WORDS.length]!;
    if (seconds >= SAID_AS_SINCE) return `At ${this.time(event.time)}`;
    const minutes = Math.floor(event.time / 60) - Math.floor(last.time / 60); // as the clock shows
    return `${capital(numeral(minutes))} ${minutes === 1 ? "minute" : "minutes"} later`;
  }
}

function relationOf(one: Resident, other: Resident | undefined): string | undefined {
  if (other === undefined || one.person === other.person) return undefined;
  if (one.household === other.household) return "of the same household";
  if (one.dayPlace === null || one.dayPlace !== other.dayPlace || one.dayBuilding !== other.dayBuilding)
    return undefined;
  if (one.dayPlace === one.dayBuilding) return undefined;
  return one.role === "worker" ? "a colleague" : "of the same class";
}

function both(name: string): Named {
  return { subject: name, object: name };
}

/** Where, as far as the sentence before has not said it. */
function place(event: Happening, last: Happening | undefined): string {
  if (event.place === null) return "";
  const where = whereabouts(event);
  if (last === undefined || event.place === null) return where;
  if (last.place === event.place || where === whereabouts(last)) return "";
  if (event.buildingName === null || event.buildingName !== last.buildingName) return where;
  return where.replace(` of ${event.buildingName}`, "");
}

function tidy(clause: string): string {
  return clause
    .replace(/ +([,;.])/g, "$1")
    .replace(/ {2,}/g, " ")
    .replace(/,\s*$/, ",")
    .trim();
}

/**
 * Someone's events as sentences tell them: several of one kind in a row as one; flight only where nothing follows from it; not
 * every shut door of someone who hides and hides again.
 */
export function groupsOf(person: number, events: readonly Happening[]): Happening[][] {
  const told = events.filter((event, row) => {
    const [before, next] = [events[row - 1], events[row + 1]];
    if (event.kind === "alarmed")
      return (before === undefined || event.time - before.time > SOON) && !isSoon(event, next);
    if (event.kind === "hid")
      return before?.kind !== "hid" && !(before?.kind === "alarmed" && events[row - 2]?.kind === "hid");
    return event.kind !== "resumed" || row > 0;
  });
  const key = (event: Happening) => `${event.kind} ${event.person === person} ${event.other === null}`;
  const groups: Happening[][] = [];
  for (let first = 0; first < told.length; ) {
    let end = first + 1;
    while (end < told.length && key(told[end]!) === key(told[first]!)) end++;
    if (end - first < RUN_OF) for (const event of told.slice(first, end)) groups.push([event]);
    else groups.push(told.slice(first, end));
    first = end;
  }
  return groups;
}

function isSoon({ time }: Happening, next: Happening | undefined): boolean {
  return next !== undefined && next.time - time < SOON;
}
