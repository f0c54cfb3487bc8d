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
  /** Title of an episode in which it befalls someone of the cast. */
  readonly title?: string;
}

/** Tellings by kind of event; the first that fits is taken. In the words the place comes last, since it may be left out. */
export const TELLINGS: Readonly<Record<string, readonly Telling[]>> = {
  // infection
  infected: [
    {
      when: ({ hasOther, conduct }) => !hasOther && conduct === "hybrid",
      weight: 8,
      title: "What {person} becomes",
      words: ["{person} becomes a hybrid, nobody saw how, {where}"],
    },
    {
      when: ({ hasOther, bites }) => !hasOther && bites,
      weight: 8,
      words: ["{person} is bitten, nobody saw by what, {where}"],
    },
    { when: ({ hasOther }) => !hasOther, weight: 8, words: ["{person} is infected, nobody knows how, {where}"] },
    {
      when: ({ bites }) => bites,
      weight: 3,
      title: "{person} is bitten",
      words: [
        "{other} bites {person.o} {where}",
        "{person} is bitten by {other.o} {where}",
        "{other} sinks teeth into {person.o} {where}",
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
      title: "{person} turns",
      words: ["{person} turns {where}"],
    },
    {
      when: ({ conduct }) => conduct === "hybrid",
      weight: 7,
      title: "What {person} becomes",
      words: ["{person} does not turn like the others, but becomes a hybrid, {where}"],
    },
    {
      when: ({ conduct, isFinal }) => conduct === "person" && isFinal,
      weight: 5,
      words: ["{person} does not turn at all, and is immune, {where}"],
    },
    { when: ({ conduct }) => conduct === "dead", weight: 2, words: ["{person} dies {where}"] },
  ],

  // danger
  attacked: [
    {
      weight: 1.5,
      words: ["{other} tears free of {person.o} {where}", "{person} goes for {other.o} and misses {where}"],
    },
  ],
  killed: [
    {
      when: ({ conduct }) => conduct === "turned",
      weight: 4,
      title: "The death of {other}",
      words: ["{person} kills {other.o} {where}", "{other} is torn to death by {person.o} {where}"],
    },
    {
      weight: 4,
      words: ["{person} stands and fights, and kills {other.o}, {where}", "{person} strikes {other.o} down {where}"],
    },
  ],
  alarmed: [{ weight: 0.5, words: ["{person} takes fright and runs {where}"] }],
  hid: [
    {
      weight: 1,
      words: ["{person} shuts the door from inside and hides {where}", "{person} goes into hiding {where}"],
    },
  ],
  "broke-in": [{ weight: 2, words: ["{person} breaks the door open {where}"] }],
  calmed: [{ weight: 0.8, words: ["{person} looks out, finds it quiet, and comes out of hiding {where}"] }],
  resumed: [{ weight: 0.3, words: ["{person} is home, and takes up the day where it was left"] }],
  helped: [{ weight: 4, words: ["{person} steps in for {other.o} {where}"] }],
  rescued: [{ weight: 5, words: ["{person} pulls {other.o} away, alive, {where}"] }],
  stood: [{ weight: 1.5, words: ["{person} turns round to fight {where}"] }],
  shot: [{ weight: 2, words: ["{person} fires at {other.o} {where}"] }],
  "set-off-alarm": [{ weight: 3, words: ["{person} sets off the alarm {where}"] }],

  // hybrids
  revealed: [{ title: "What {person} is", weight: 8, words: ["it comes out that {person} is a hybrid, {where}"] }],
  "lost-control": [{ weight: 7, words: ["{person} loses control and hunts {where}"] }],
  fed: [{ weight: 5, words: ["{person} feeds on {other.o} {where}"] }],
  restrained: [{ weight: 6, words: ["{person} holds {other.o} down, out of control, {where}"] }],
  "came-back": [{ weight: 5, words: ["{person} comes to, in control again, {where}"] }],

  // groups
  // made of `knocked` and the answer by `groups.ts`
  "let-in": [
    {
      weight: 5,
      words: [
        "{person} knocks and begs {where}, and {other} opens",
        "{other} hears {person.o} knock {where}, and opens",
      ],
    },
  ],
  "turned-away": [
    {
      weight: 6,
      words: [
        "{person} knocks and begs {where}; {other} keeps the door shut",
        "{other} hears {person.o} beg to be let in {where}, and keeps the door shut",
      ],
    },
  ],
  knocked: [{ weight: 3, words: ["{person} begs {other.o} to be let in {where}"] }],
  opened: [{ weight: 5, words: ["{person} opens the door to {other.o} {where}"] }],
  refused: [{ weight: 6, words: ["{person} keeps the door shut to {other.o} {where}"] }],
  "went-back": [{ weight: 6, words: ["{person} leaves the shelter to fetch {other.o} {where}"] }],
  found: [{ weight: 6, words: ["{person} has reached {other.o} {where}"] }],
  "water-out": [{ weight: 4, words: ["{person} and the others have drunk the last of the water {where}"] }],
  "food-out": [{ weight: 3, words: ["{person} and the others have eaten the last of the food {where}"] }],
  climbed: [{ weight: 3, words: ["{person} makes for the roof {where}"] }],
  expelled: [
    {
      title: "{other} is driven out",
      weight: 8,
      words: ["{person} drives {other.o}, who is infected, out of the shelter {where}"],
    },
  ],
  kept: [{ weight: 5, words: ["{person} lets {other.o}, who is infected, stay {where}"] }],
  lured: [
    {
      title: "{person} goes out",
      weight: 8,
      words: ["{person} goes out to lead the turned away from the door {where}"],
    },
  ],
  abandoned: [{ weight: 6, words: ["{person} runs on, and leaves {other.o} behind {where}"] }],
  waited: [{ weight: 4, words: ["{person} could run faster, and stays with {other.o} {where}"] }],
  confessed: [{ weight: 6, words: ["{person} tells the others the truth {where}"] }],
  concealed: [{ weight: 4, words: ["{person} keeps the truth from the others {where}"] }],
  "held-door": [
    {
      when: ({ hasOther }) => hasOther,
      weight: 8,
      title: "{person} stays at the door",
      words: ["{person} stays at the broken door, so that {other} gets out, {where}"],
    },
    {
      weight: 8,
      title: "{person} stays at the door",
      words: ["{person} stays at the broken door, so that the others get out, {where}"],
    },
  ],
  "stayed-in": [{ weight: 2, words: ["{person} does not go out for {other.o} {where}"] }],
  moved: [{ weight: 2, words: ["{person} leaves the shelter for one with supplies {where}"] }],
  shared: [
    {
      weight: 4,
      words: ["{person} and the others give half of their water and food to {other.o} and those next door {where}"],
    },
  ],
  allied: [{ weight: 2.5, words: ["{person} and {other} make a pact between their groups {where}"] }],
  betrayed: [{ weight: 8, words: ["{person} breaks the pact with {other.o}, and gives no water {where}"] }],

  // authority and information
  caught: [{ weight: 3, words: ["{person} is picked out as infected at an inspection {where}"] }],
  "turned-back": [{ weight: 1.5, words: ["{person} is turned back {where}"] }],
  lifted: [{ weight: 5, words: ["{person} is flown out of the city {where}"] }],
  complied: [{ weight: 1, words: ["{person} does as ordered, and sets out {where}"] }],
  vaccinated: [{ weight: 1, words: ["{person} gets a dose {where}"] }],
  confined: [{ weight: 4, words: ["{person}, bitten, is locked into a ward {where}"] }],
  bombed: [{ title: "The death of {person}", weight: 7, words: ["{person} dies under the bombs {where}"] }],
  convinced: [
    {
      when: ({ hasOther }) => hasOther,
      weight: 0.8,
      words: ["{other} tells {person.o} what is going on, and is believed {where}"],
    },
    { weight: 0.5, words: ["{person} has seen enough to know what is going on {where}"] },
  ],
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

  /**
   * Which of the wordings of an event to take: by `turn`, any number, among those that begin with the one it is told of, if
   * that is asked for and there are such. `isOther`: that one is the event's other person.
   */
  variant(event: Happening, turn: number, isOther?: boolean): number {
    const words = this.tellingOf(event)?.words ?? [];
    const all = [...words.keys()];
    const fitting = isOther === undefined ? all : all.filter((row) => startsWithOther(words[row]!) === isOther);
    const among = fitting.length === 0 ? all : fitting;
    return among[turn % among.length] ?? 0;
  }

  /** Whether a wording names the event's other person first. */
  startsWithOther(event: Happening, variant: number): boolean {
    return startsWithOther(this.tellingOf(event)?.words[variant] ?? "");
  }

  /** The words of an event, without capital, point and number; undefined if it is not told. */
  clause(
    event: Happening,
    variant: number,
    person: Named,
    other: Named | undefined,
    where = event.place === null ? "" : whereabouts(event),
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

function startsWithOther(words: string): boolean {
  const [other, person] = [words.indexOf("{other"), words.indexOf("{person")];
  return other >= 0 && (person < 0 || other < person);
}

/** "she" and "her", "he" and "him". */
export function pronoun(sex: string): Named {
  return sex === "female" ? { subject: "she", object: "her" } : { subject: "he", object: "him" };
}

/** "her", "his". */
export function possessive(sex: string): string {
  return sex === "female" ? "her" : "his";
}

/** With a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
