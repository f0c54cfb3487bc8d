/**
 * What each kind of event says and how much it weighs: the table that follow and chronicle tell from. A kind that is not in it
 * gets no sentence. To have a new kind told, add its lines here.
 *
 * In the words {person} and {other} are the event's two people, {person.o} and {other.o} the same as objects ("her"),
 * {where} the place. A sentence begins with a capital and ends with its event's number, both put in by `sentence`.
 */
import type { Conduct } from "../../scenario/schema.js";
import type { RunFile } from "../run-file.js";
import { nounsOf } from "../report/headline.js";
import type { Happening } from "./events.js";
import { whereabouts } from "./where.js";

/** What the choice of words depends on. */
export interface Facts {
  readonly hasOther: boolean;
  /** Of the person's state after the event. */
  readonly conduct: Conduct;
  /** Whether that state is one that nobody leaves by themselves. */
  readonly isFinal: boolean;
  /** Infections of this run are bites. */
  readonly bites: boolean;
}

/** One way in which a kind of event is told. */
export interface Telling {
  readonly when?: (facts: Facts) => boolean;
  /** How much such an event weighs by itself: 1 for what everyone goes through, 10 for what a season turns on. */
  readonly weight: number;
  readonly words: readonly string[];
}

/** Tellings by kind of event; the first that fits is taken. */
export const TELLINGS: Readonly<Record<string, readonly Telling[]>> = {
  infected: [
    {
      when: ({ hasOther, bites }) => !hasOther && bites,
      weight: 8,
      words: ["{person} is bitten {where}; nobody saw by what"],
    },
    { when: ({ hasOther }) => !hasOther, weight: 8, words: ["{person} is infected {where}; nobody knows how"] },
    {
      when: ({ bites }) => bites,
      weight: 3,
      words: [
        "{other} bites {person.o} {where}",
        "{person} is bitten by {other.o} {where}",
        "{other} gets hold of {person.o} {where} and bites",
      ],
    },
    { weight: 2, words: ["{person} is infected by {other.o} {where}"] },
  ],
  mutated: [
    { weight: 4, words: ["what {other} passes on to {person.o} {where} is no longer what it was: a new variant"] },
  ],
  progressed: [
    {
      when: ({ conduct }) => conduct === "turned",
      weight: 3,
      words: ["{person} turns {where}", "{where}, {person} turns"],
    },
    {
      when: ({ conduct }) => conduct === "hybrid",
      weight: 7,
      words: ["{person} changes and does not turn: half turned, with a mind still, {where}"],
    },
    {
      when: ({ conduct, isFinal }) => conduct === "person" && isFinal,
      weight: 5,
      words: ["the bite takes nothing from {person.o}: immune, {where}"],
    },
    { when: ({ conduct }) => conduct === "dead", weight: 2, words: ["{person} dies {where}"] },
  ],
  attacked: [
    {
      weight: 1.5,
      words: ["{other} tears free of {person.o} {where}", "{person} goes for {other.o} {where} and misses"],
    },
  ],
  killed: [
    {
      when: ({ conduct }) => conduct === "turned",
      weight: 4,
      words: ["{person} kills {other.o} {where}", "{other} is killed by {person.o} {where}"],
    },
    {
      weight: 4,
      words: ["{person} stands and fights {where}, and kills {other.o}", "{person} kills {other.o} {where}"],
    },
  ],
  alarmed: [{ weight: 0.5, words: ["{person} runs {where}"] }],
  hid: [{ weight: 1, words: ["{person} shuts the door and hides {where}", "{person} hides {where}"] }],
  "broke-in": [{ weight: 2, words: ["{person} breaks the door open {where}"] }],
  calmed: [{ weight: 0.8, words: ["{person} looks out, and comes out of hiding {where}"] }],
  resumed: [{ weight: 0.3, words: ["{person} is home and goes on as before"] }],
  complied: [{ weight: 1, words: ["{person} does as told, and sets out {where}"] }],
  "turned-back": [
    { weight: 1.5, words: ["{person} is turned back {where}", "nobody gets through: {person} is turned back {where}"] },
  ],
  caught: [{ weight: 3, words: ["they look at {person.o} {where}, and keep {person.o} from going on"] }],
  lifted: [{ weight: 6, words: ["a helicopter takes {person.o} out of the city {where}"] }],
  bombed: [{ weight: 6, words: ["the bombs fall, and {person} dies {where}"] }],
  vaccinated: [{ weight: 1, words: ["{person} gets a dose {where}"] }],
  confined: [{ weight: 4, words: ["they see the bite, and lock {person.o} in {where}"] }],
  joined: [{ weight: 0.5, words: ["{person} is among others {where}"] }],
  "water-out": [{ weight: 3, words: ["the water is gone {where}"] }],
  "food-out": [{ weight: 2, words: ["there is nothing left to eat {where}"] }],
  opened: [
    { weight: 2.5, words: ["{person} opens the door to {other.o} {where}", "{person} lets {other.o} in {where}"] },
  ],
  refused: [
    {
      weight: 3,
      words: ["{person} keeps the door shut to {other.o} {where}", "{other} knocks {where}; {person} does not open"],
    },
  ],
  "went-back": [
    { weight: 4, words: ["{person} goes back out for {other.o}", "{person} leaves shelter to fetch {other.o}"] },
  ],
  found: [{ weight: 4, words: ["{person} finds {other.o} {where}"] }],
  "stayed-in": [{ weight: 2, words: ["{other} is still out there; {person} stays {where}"] }],
  moved: [{ weight: 2, words: ["{person} leaves {where} for a place with something to drink"] }],
  climbed: [{ weight: 3, words: ["{person} makes for the roof"] }],
  expelled: [{ weight: 6, words: ["{person} drives {other.o} out {where}, for what {other} may become"] }],
  kept: [{ weight: 4, words: ["{other} is infected, and {person} lets {other.o} stay {where}"] }],
  confessed: [{ weight: 6, words: ["{person} says it {where}: bitten"] }],
  concealed: [{ weight: 4, words: ["{person} says nothing of the bite {where}"] }],
  "held-door": [
    {
      when: ({ hasOther }) => hasOther,
      weight: 8,
      words: ["{person} holds the broken door {where} so that {other} gets out"],
    },
    { weight: 8, words: ["{person} holds the broken door {where} so that the others get out"] },
  ],
  lured: [{ weight: 8, words: ["{person} goes out and shouts, to lead them away from the door"] }],
  waited: [{ weight: 4, words: ["{person} could run faster, and does not leave {other.o}"] }],
  abandoned: [{ weight: 6, words: ["{person} runs, and leaves {other.o} behind"] }],
  allied: [{ weight: 3, words: ["{person} and {other} agree to help each other, door to door"] }],
  shared: [{ weight: 4, words: ["{person} gives {other.o} half of what there is"] }],
  betrayed: [{ weight: 7, words: ["{person} gives {other.o} nothing, for all that was agreed"] }],
};

/** A person as a sentence names them. */
export interface Named {
  readonly subject: string;
  readonly object: string;
}

export class Teller {
  private readonly conducts: ReadonlyMap<string, Conduct>;
  private readonly finals: ReadonlySet<string>;
  private readonly bites: boolean;

  constructor(run: RunFile) {
    this.conducts = new Map(run.states.map(({ name, conduct }) => [name, conduct]));
    this.bites = nounsOf(run.scenario).done === "bitten";
    const several = Object.keys(run.scenario.strains).length > 1;
    this.finals = new Set(
      Object.entries(run.scenario.strains).flatMap(([strain, { states }]) =>
        Object.entries(states).flatMap(([name, { dwell }]) =>
          dwell === undefined ? [several ? `${strain}.${name}` : name] : [],
        ),
      ),
    );
  }

  /** Conduct of those in a state. */
  conductOf(state: string): Conduct {
    return this.conducts.get(state) ?? "person";
  }

  /** How an event is told; undefined if it is not. */
  tellingOf({ kind, other, state }: Pick<Happening, "kind" | "other" | "state">): Telling | undefined {
    const facts: Facts = {
      hasOther: other !== null,
      conduct: this.conductOf(state),
      isFinal: this.finals.has(state),
      bites: this.bites,
    };
    return TELLINGS[kind]?.find(({ when }) => when === undefined || when(facts));
  }

  /** The words of an event, without capital, point and number; undefined if it is not told. `variant`: any number. */
  clause(
    event: Happening,
    variant: number,
    person: Named,
    other: Named | undefined,
    where = whereabouts(event),
  ): string | undefined {
    const telling = this.tellingOf(event);
    if (telling === undefined) return undefined;
    return telling.words[variant % telling.words.length]!.replace(/\{([\w.]+)\}/g, (_, slot: string) => {
      if (slot === "where") return where;
      const who = slot.startsWith("person") ? person : other;
      return (slot.endsWith(".o") ? who?.object : who?.subject) ?? "someone";
    })
      .replace(/ {2,}/g, " ")
      .trim();
  }
}

/** "she" and "her", "he" and "him". */
export function pronoun(sex: string): Named {
  return sex === "female" ? { subject: "she", object: "her" } : { subject: "he", object: "him" };
}

/** With a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
