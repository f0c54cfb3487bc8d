/**
 * The official word. At regular times the authorities look at the situation: how many are infected or killed, which they know,
 * and how many people are convinced, which all threads know. Once they know of the outbreak they warn, say nothing, or deny it.
 * While they are silent or deny, something may leak, by a hazard for each person who is convinced; and when more than a share of
 * people know better they admit it: the warning comes then. Every word to all reaches each person, or not, after a delay of their
 * own, and is believed by their trust, or not.
 */
import { log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import type { Information as Settings } from "../../scenario/information.js";
import { PROTECTED, SUSCEPTIBLE } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { beginTelling, stopTelling } from "./crowd.js";
import { CONVINCED_PEOPLE, TELLING_PEOPLE } from "./information.js";
import { isReassured, trustOf } from "./trust.js";

const UINT32 = 2 ** -32;

/** Words to all. */
export const WORDS = [
  "warning", // the authorities say what is true, as soon as they know it
  "denial", // they say that there is nothing
  "leak", // the truth comes out against their will
  "admission", // they say what is true, after they were silent or denied it
] as const;
export type Word = (typeof WORDS)[number];

export interface Announcement {
  /** s */
  readonly at: number;
  readonly word: Word;
}

export class Official {
  /** What has been said, in order of time. */
  readonly said: Announcement[] = [];
  /** Whether the authorities know of the outbreak. */
  isAware = false;
  /** s; Infinity: not yet. */
  deniedAt = Number.POSITIVE_INFINITY;
  admittedAt = Number.POSITIVE_INFINITY;
  /** Reviews so far. */
  reviews = 0;
  private readonly policy: Settings["policy"];

  constructor({ policy }: Settings) {
    this.policy = policy;
  }

  /** Whether the authorities keep what happens at a time, s, to themselves; asked at that time or later. */
  hides(t: number): boolean {
    return this.policy !== undefined && this.policy.stance !== "tell" && t < this.admittedAt;
  }

  say(at: number, word: Word): void {
    this.said.push({ at, word });
  }
}

/** Puts the first review on the agenda. */
export function planReviews({ information, agenda }: Simulation): void {
  const policy = information?.settings.policy;
  if (policy !== undefined) agenda.add(policy.review, review);
}

/** The authorities look at the situation. Of the agenda. */
function review(sim: Simulation, at: number): void {
  const { official, settings } = sim.information!;
  const { stance, notice, review: interval } = settings.policy!;
  const number = official.reviews++;
  const counts = sim.information!.survey(at);
  if (official.isAware) {
    if (official.hides(at)) reviewSecret(sim, at, number, counts);
  } else if (affected(sim) >= notice) {
    official.isAware = true;
    if (stance === "tell") announce(sim, at, "warning");
    else if (stance === "deny") deny(sim, at);
  }
  sim.agenda.add(at + interval, review);
}

/** People who are or were infected, or were killed. */
function affected(sim: Simulation): number {
  const counts = sim.countByState();
  return sim.residence.length - counts[SUSCEPTIBLE]! - counts[PROTECTED]!;
}

/** Whether the secret leaks, by the hazard since the last review, and whether it is one still. */
function reviewSecret(sim: Simulation, at: number, number: number, counts: Uint32Array): void {
  const { official, settings } = sim.information!;
  const { leak, review: interval, collapse } = settings.policy!;
  const convinced = counts[CONVINCED_PEOPLE]!;
  const living = counts.subarray(0, TELLING_PEOPLE).reduce((sum, n) => sum + n, 0);
  const hazard = leak.rate * convinced * interval;
  if (hazard > 0 && sim.world.random.exponential(Draw.leak, 0, number) < hazard) announce(sim, at, "leak");
  if (convinced === 0 || convinced < collapse * living) return;
  official.admittedAt = at;
  announce(sim, at, "admission");
}

/**
 * Lets everyone hear a word that is true: the residents of this thread's zones. Who first hears of it by a leak passes it on; an
 * official word, which all hear, nobody does.
 */
function announce(sim: Simulation, at: number, word: Word): void {
  const { world, information } = sim;
  const { official, settings, beliefs } = information!;
  const { broadcast, leak } = settings.policy!;
  const count = official.said.length;
  const reach = word === "leak" ? leak.reach : broadcast.reach;
  const { heardAt, convincedAt, stifledAt } = beliefs.table;
  const { random } = world;
  forResidents(sim, at, (person) => {
    random.draw(Draw.broadcast, person, count);
    if (random.w0 * UINT32 >= reach) return;
    const since = at - broadcast.delay * log((random.w1 + 0.5) * UINT32);
    const chance = random.w2 * UINT32;
    if (heardAt[person]! > since) {
      heardAt[person] = since;
      if (word === "leak") beginTelling(sim, person, since);
      else if (!world.willTell(person)) stifledAt[person] = Math.min(stifledAt[person]!, since);
    }
    const isBelieved =
      word === "leak" ? chance < leak.convinces && !isReassured(sim, person, at) : chance < trustOf(sim, person, at);
    if (isBelieved) convincedAt[person] = Math.min(convincedAt[person]!, since);
  });
  official.say(at, word);
}

/** The authorities say what is true, by an order to broadcast it: a warning, or an admission if they kept it to themselves. */
export function warn(sim: Simulation, at: number): void {
  const { official, settings } = sim.information!;
  if (settings.policy === undefined) return;
  const word = official.hides(at) ? "admission" : "warning";
  official.isAware = true;
  official.admittedAt = Math.min(official.admittedAt, at);
  announce(sim, at, word);
}

/** Tells everyone that there is nothing. Whom it reassures passes no rumour on. */
function deny(sim: Simulation, at: number): void {
  const { official, beliefs } = sim.information!;
  official.deniedAt = at;
  forResidents(sim, at, (person) => {
    if (!beliefs.isConvinced(person, at) && sim.world.willTell(person) && believesDenial(sim, person, at))
      stopTelling(sim, person, at);
  });
  official.say(at, "denial");
}

function believesDenial(sim: Simulation, person: number, at: number): boolean {
  return sim.world.random.uniform(Draw.denial, person, 0) < trustOf(sim, person, at);
}

/** Calls `act` with everyone who lives in a zone of this thread and is not turned, dead or gone. */
function forResidents(sim: Simulation, at: number, act: (person: number) => void): void {
  const { world, information } = sim;
  const { firstPerson, residents } = world.city.zones;
  for (let zone = 0; zone < residents.length; zone++) {
    if (!world.team.has(zone)) continue;
    world.turnTo(zone, at);
    const end = firstPerson[zone]! + residents[zone]!;
    for (let person = firstPerson[zone]!; person < end; person++)
      if (!information!.beliefs.isSilent(person, at)) act(person);
  }
}
