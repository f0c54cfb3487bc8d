/** Sentences of a chronicle: one or a few events each, with their numbers. Which events make one sentence: `groups.ts`. */
import { localTimeAt } from "../../base/units.js";
import { type Decision, likelihoodWords, reasonWords } from "./decisions.js";
import type { Happening } from "./events.js";
import { idsOf, isAtDoor, type Moment } from "./groups.js";
import { description, type Resident } from "./people.js";
import type { RunFile } from "../run-file.js";
import type { Strand } from "./strands.js";
import { capital, type Named, possessive, pronoun, type Teller } from "./tell.js";
import { whereabouts } from "./where.js";

/** A sentence, or several, and the rows of events.parquet it tells. */
export interface Passage {
  readonly text: string;
  readonly events: readonly number[];
}

/** s within which what follows is "moments later", and within which it is one sentence. */
const SOON = 90;
const AT_ONCE = 10;
/** People at one door who are named. */
const MOST_NAMES = 3;
/** s up to which the time since the last sentence is said, not the time of day. */
const SAID_AS_SINCE = 3600;

/** Ways in which a paragraph begins: with the time, with the place, with the person. */
export const FRAMES = 3;
const [, WITH_PLACE, WITH_PERSON] = [0, 1, 2];

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
    private readonly run: RunFile,
    /** What was weighed in decisions, by their events. */
    private readonly weighed: ReadonlyMap<number, Decision>,
  ) {}

  /** A new episode begins: whoever is not of the cast is introduced again. */
  forget(): void {
    for (const person of this.met) if (this.people.get(person)?.isCast !== true) this.met.delete(person);
  }

  /** "09:26" */
  time(seconds: number): string {
    return localTimeAt(this.run.scenario.start, seconds).slice(11);
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

  /** What befalls someone, told group by group (`groupsOf`); undefined if nothing can be told. */
  strand({ person }: Strand, groups: readonly (readonly Moment[])[], frame: number): Passage | undefined {
    const sentences: string[] = [];
    const ids: number[] = [];
    let last: Moment | undefined;
    let before: Clause | undefined;
    for (const group of groups) {
      const clause = this.clause(person, group, last, frame);
      if (clause === undefined) continue;
      const first = group[0]!;
      const { text, joins } = clause;
      if (last !== undefined && before?.joins === true && joins && first.time - last.time < AT_ONCE) {
        const { length } = this.pronounOf(person).subject;
        sentences.push(`${sentences.pop()!.slice(0, -1)}, and ${text.slice(length + 1)}.`);
        before = undefined;
      } else {
        sentences.push(`${last === undefined ? text : `${this.since(last, first)} ${text}`}.`);
        before = clause;
      }
      ids.push(...group.flatMap(idsOf));
      last = group.at(-1)!;
    }
    return sentences.length === 0 ? undefined : { text: sentences.join(" "), events: ids };
  }

  /** A decision: what was done, what decided it, how likely it was, and what came of it. */
  decision(decision: Decision, event: Happening, after: Happening | undefined, frame: number): Passage | undefined {
    const clause = this.clause(event.person, [event], undefined, frame);
    if (clause === undefined) return undefined;
    const sentences = [`${clause.text}.`, likelihoodWords(decision)];
    const ids = [event.id];
    if (after !== undefined) {
      const variant = this.teller.variant(after, after.id);
      const name = (person: number) => both(this.introduce(person));
      const [subject, object] = [name(after.person), after.other === null ? undefined : name(after.other)];
      const then = this.teller.clause(after, variant, subject, object, place(after, event));
      if (then !== undefined) {
        sentences.push(`${this.since(event, after)} ${finished(then)} [#${after.id}].`);
        ids.push(after.id);
      }
    }
    return { text: sentences.join(" "), events: ids };
  }

  /** "Choi Nam-ra, 17, of the same class [#1391]": of whom the same is told as of someone else. */
  likewise(person: number, { id }: Happening, first: number): string {
    return `${this.introduce(person, first).replace(/,$/, "")} [#${id}]`;
  }

  /** One clause on one event, or on several of one kind; the first of a paragraph has its time and place as `frame` says. */
  private clause(
    person: number,
    group: readonly Moment[],
    last: Moment | undefined,
    frame: number,
  ): Clause | undefined {
    const first = group[0]!;
    const isFirst = last === undefined;
    const atDoor = isAtDoor(first);
    const begins = isFirst && frame === WITH_PLACE && first.place !== null;
    const where = begins ? "" : place(first, last);
    const turn = first.id + (last?.kind === first.kind ? 1 : 0); // another wording for each event, but the same in each telling
    const variant = this.teller.variant(first, turn, isFirst || atDoor ? first.person !== person : undefined);
    const bySelf = (first.person === person) !== this.teller.startsWithOther(first, variant);
    const clause =
      group.length > 1 && atDoor
        ? this.atDoors(person, group, isFirst, where)
        : this.teller.clause(first, variant, ...this.named(person, first, isFirst, variant), where);
    if (clause === undefined) return undefined;
    const more = group.length === 1 || atDoor ? "" : this.more(group, person);
    const reason = this.reason(person, group);
    const told = `${finished(clause)}${more}`;
    const text = `${isFirst ? this.framed(told, first, begins ? WITH_PLACE : frame) : told}${reason} ${numbers(group)}`;
    const joins = isFirst ? bySelf : text.startsWith(`${this.pronounOf(person).subject} `);
    return { text, joins: joins && reason === "" };
  }

  /** The first clause of a paragraph with its time. */
  private framed(told: string, event: Moment, frame: number): string {
    const at = `at ${this.time(event.time)}`;
    if (frame === WITH_PLACE && event.place !== null) return `${capital(whereabouts(event))}, ${at}, ${told}`;
    return frame === WITH_PERSON ? `${capital(told)} ${at}` : `${capital(at)} ${told}`;
  }

  /** ": the two are close", of a single decision. */
  private reason(person: number, group: readonly Moment[]): string {
    const ids = group.length === 1 ? idsOf(group[0]!) : [];
    const decision = ids.map((id) => this.weighed.get(id)).find((each) => each !== undefined);
    if (decision === undefined) return "";
    const who = decision.person === person ? this.pronounOf(person).subject : this.introduce(decision.person);
    const [one, other] = [decision.person, decision.other ?? decision.person].map((each) => this.people.get(each));
    const isFamily = one !== undefined && one.household === other?.household;
    return reasonWords(decision, this.run, who.replace(/,$/, ""), isFamily);
  }

  private pronounOf(person: number): Named {
    return pronoun(this.people.get(person)?.sex ?? "male");
  }

  /** Several who knock at the door that someone holds, or several doors at which someone knocks. */
  private atDoors(person: number, group: readonly Moment[], isFirst: boolean, where: string): string {
    const first = group[0]!;
    const opens = first.kind === "let-in";
    const who = isFirst ? this.introduce(person) : this.pronounOf(person).subject;
    if (first.person === person) {
      const doors = `${who} knocks ${numeral(group.length)} times${where === "" ? "" : `, first ${where}`}`;
      return opens ? `${doors}, and each time someone opens` : `${doors}, and nobody opens`;
    }
    const names = [...new Set(group.map((event) => event.person))].map(
      (each) => this.people.get(each)?.name ?? "someone",
    );
    const told = names.slice(0, MOST_NAMES);
    if (names.length > told.length) told.push(`${numeral(names.length - told.length)} more`);
    const list =
      told.length === 1 ? `${told[0]} again and again` : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
    return `${who} ${opens ? "opens the door to" : "keeps the door shut to"} ${list} ${where}`;
  }

  /** An event's two people as the sentence names them: who comes first in it is introduced first. */
  private named(person: number, event: Moment, isFirst: boolean, variant: number): [Named, Named | undefined] {
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
  private more(group: readonly Moment[], person: number): string {
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

  private since(last: Moment, event: Moment): string {
    const seconds = event.time - last.time;
    if (seconds < AT_ONCE) return AT_ONCE_WORDS[event.id % AT_ONCE_WORDS.length]!;
    if (seconds < SOON) return SOON_WORDS[event.id % SOON_WORDS.length]!;
    if (seconds >= SAID_AS_SINCE) return `At ${this.time(event.time)}`;
    const minutes = Math.floor(event.time / 60) - Math.floor(last.time / 60); // as the clock shows
    return `${capital(numeral(minutes))} ${minutes === 1 ? "minute" : "minutes"} later`;
  }
}

/** A clause with the numbers of its events. */
interface Clause {
  readonly text: string;
  /** It begins with the one whose story it is, and nothing stands behind what it says. */
  readonly joins: boolean;
}

function numbers(group: readonly Moment[]): string {
  const ids = group.flatMap(idsOf);
  if (ids.length > 2) return `[#${ids[0]} … #${ids.at(-1)}]`;
  return `[${ids.map((id) => `#${id}`).join(", ")}]`;
}

function relationOf(one: Resident, other: Resident | undefined): string | undefined {
  if (other === undefined || one.person === other.person) return undefined;
  if (one.household === other.household) return `of ${possessive(other.sex)} household`;
  if (one.dayPlace === null || one.dayPlace !== other.dayPlace || one.dayBuilding !== other.dayBuilding)
    return undefined;
  if (one.dayPlace === one.dayBuilding) return undefined;
  return one.role === "worker" ? "a colleague" : `of ${possessive(other.sex)} class`;
}

function both(name: string): Named {
  return { subject: name, object: name };
}

/** Where, as far as the sentence before has not said it. */
function place(event: Moment, last: Moment | undefined): string {
  if (event.place === null) return "";
  const where = whereabouts(event);
  if (last === undefined || event.place === null) return where;
  if (last.place === event.place || where === whereabouts(last)) return "";
  if (event.buildingName === null || event.buildingName !== last.buildingName) return where;
  return where.replace(` of ${event.buildingName}`, "");
}

/** Without the marks that slots left empty leave behind. */
function finished(clause: string): string {
  return clause
    .replace(/ +([,;.])/g, "$1")
    .replace(/ {2,}/g, " ")
    .replace(/,(?=[.,;])/g, "")
    .trim()
    .replace(/,$/, "");
}
