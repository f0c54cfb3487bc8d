/**
 * Whom an infectious person of a city can meet: the household while at home, the class or workplace while there, the
 * community of the zone. A person's attempts are one Poisson stream at the sum of the rates of the settings, whatever
 * hour it is and wherever they are: a function of person and count. Whether an attempt is one is a matter of thinning.
 */
import { group } from "../../base/csr.js";
import { NONE } from "../../base/columns.js";
import { log } from "../../base/exact.js";
import { type City, RoleCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import {
  ATTEMPTS,
  FIRST_AT_ANCHOR,
  FIRST_AT_HOME,
  HEALTH,
  halfOf,
  OTHERS,
  type Records,
  ROLE,
  wordOf,
} from "../../city/records.js";
import { type Hours, isWithin } from "../../city/whereabouts.js";
import type { World } from "../../engine/world.js";
import { ATTEMPT, type Batch } from "./batch.js";
import type { Scenario } from "../../scenario/schema.js";

const UINT32 = 2 ** -32;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Contacts in the community are made from 07:00 to 22:00 local time, here s after the dawn of the day at 04:00. */
const COMMUNITY_HOURS: Hours = { from: 3 * HOUR, until: 18 * HOUR };

/** Where an attempt is made. */
export const AT_HOME = 0;
export const AT_ANCHOR = 1;
export const IN_COMMUNITY = 2;

type Contact = Scenario["strains"][string]["contact"];

/** Most others a household or a room can have: what a half word holds. */
const MOST_OTHERS = 0xffff;

/** The settings of a city. One person and one attempt at a time stand in the fields: nothing is allocated. */
export class Settings {
  /** The person approached, and the sum of their rates, 1/s. */
  person = NONE;
  rate = 0;
  /** The attempt drawn last: unit-exponential wait before it, setting, and a row: of people, or of the roster at the anchor. */
  wait = 0;
  setting = AT_HOME;
  row = 0;

  private readonly records: Uint32Array;
  private readonly halves: Uint16Array;
  /** People with an anchor, by anchor. */
  private readonly roster: Uint32Array;
  private readonly world: World;
  /** [strains] rates by setting, 1/s; those of strains without contacts are 0. */
  private readonly household: Float64Array;
  private readonly class: Float64Array;
  private readonly workplace: Float64Array;
  private readonly community: Float64Array;

  /** Rows of the zone's residents: the first, and how many others there are. */
  private firstInZone = 0;
  private othersInZone = 0;
  /** [2] sums of the rates, 1/s: at home; at home and at the anchor. */
  private readonly below = new Float64Array(2);
  /** [4] words of the last draw, two for each of two attempts; and whose they are: half the count of the first. */
  private readonly words = new Uint32Array(4);
  private drawn = -1;

  constructor(world: World, contacts: readonly Contact[]) {
    const rates = contacts.map((contact) => {
      const everywhere = contact?.rate ?? 0;
      return contact?.rates ?? { household: everywhere, class: everywhere, workplace: everywhere, community: 0 };
    });
    const { start, items } = rosterOf(world.city);
    this.world = world;
    this.household = Float64Array.from(rates, (each) => each.household);
    this.class = Float64Array.from(rates, (each) => each.class);
    this.workplace = Float64Array.from(rates, (each) => each.workplace);
    this.community = Float64Array.from(rates, (each) => each.community);
    this.roster = items;
    this.records = world.records.words;
    this.halves = world.records.halves;
    fillRecords(world.city, start, world.records);
  }

  /** Sets whom an infectious person may meet, with a strain, and `rate`. */
  approach(person: number, strain: number): void {
    const { halves, below } = this;
    const zone = halves[halfOf(person, HEALTH) + 1]!;
    const { zones } = this.world.city;
    let rate = 0;
    if (halves[halfOf(person, OTHERS)]! > 0) rate = this.household[strain]!;
    below[0] = rate;
    if (halves[halfOf(person, OTHERS) + 1]! > 0) {
      rate += this.records[wordOf(person, ROLE)] === RoleCode.worker ? this.workplace[strain]! : this.class[strain]!;
    }
    below[1] = rate;
    this.firstInZone = zones.firstPerson[zone]!;
    this.othersInZone = zones.residents[zone]! - 1;
    if (this.othersInZone > 0) rate += this.community[strain]!;
    this.person = person;
    this.rate = rate;
    this.drawn = -1;
  }

  /** Draws the next attempt of the person approached. */
  next(): void {
    this.draw(this.records[wordOf(this.person, ATTEMPTS)]!++);
  }

  /**
   * Draws the attempts of the person approached from time `from` on up to the first after `horizon`, s, and appends
   * those in the hours of their setting: `second` is the row, `place` the setting. `pace`: s for a unit of waiting.
   * The time of the last; Infinity if there is none before `end`.
   */
  follow(from: number, end: number, horizon: number, pace: number, strain: number, into: Batch): number {
    const { person, records } = this;
    const { routine, byRoutine } = this.world;
    const role = records[wordOf(person, ROLE)]!;
    let day = routine.dayOf(from);
    let dawn = routine.dawnOf(day);
    let hours = byRoutine!.anchorHours(role, routine.isWeekend(day));
    for (let time = from; ; ) {
      if (time > horizon) return time;
      this.next();
      time += this.wait * pace;
      if (!(time < end)) return Number.POSITIVE_INFINITY;
      if (time >= dawn + DAY) {
        day = routine.dayOf(time);
        dawn = routine.dawnOf(day);
        hours = byRoutine!.anchorHours(role, routine.isWeekend(day));
      }
      const { setting } = this;
      if (setting === IN_COMMUNITY && !isOpen(time - dawn)) continue;
      if (setting === AT_ANCHOR && !isWithin(hours, time - dawn)) continue;
      into.push(time, ATTEMPT, person, strain, this.row, setting);
    }
  }

  /** Draws once more the attempt that was the last of the person approached. */
  last(): void {
    this.draw(this.records[wordOf(this.person, ATTEMPTS)]! - 1);
  }

  /** The other person of the attempt. */
  whom(): number {
    return this.setting === AT_ANCHOR ? this.onRoster(this.person, this.row) : this.row;
  }

  /** The person at a row of the roster of a person's anchor; the last on it instead of the person. */
  onRoster(person: number, row: number): number {
    const other = this.roster[row]!;
    if (other !== person) return other;
    return this.roster[this.records[wordOf(person, FIRST_AT_ANCHOR)]! + this.halves[halfOf(person, OTHERS) + 1]!]!;
  }

  /** Whether the attempt takes with someone of a susceptibility. */
  takes(susceptibility: number): boolean {
    if (susceptibility === 0 || susceptibility === 1) return susceptibility === 1;
    const { person, records } = this;
    const count = records[wordOf(person, ATTEMPTS)]! - 1;
    return this.world.random.uniform(Draw.contact, person, count, 1) < susceptibility;
  }

  /** Place of an attempt of a person in a setting; NONE in the community. */
  place(person: number, setting: number): number {
    const { byRoutine } = this.world;
    if (setting === IN_COMMUNITY) return NONE;
    return setting === AT_HOME ? byRoutine!.home(person) : byRoutine!.anchor(person);
  }

  /** One draw of four words serves two attempts. */
  private draw(count: number): void {
    const { person, words } = this;
    if (this.drawn !== count >>> 1) {
      const { random } = this.world;
      this.drawn = count >>> 1;
      random.draw(Draw.contact, person, this.drawn);
      words[0] = random.w0;
      words[1] = random.w1;
      words[2] = random.w2;
      words[3] = random.w3;
    }
    const first = (count & 1) << 1;
    this.wait = -log((words[first]! + 0.5) * UINT32);
    this.choose((words[first + 1]! + 0.5) * UINT32 * this.rate);
  }

  /** Setting and row of an attempt, from a point of the sum of the rates. */
  private choose(point: number): void {
    const { person, halves, records, below } = this;
    const home = below[0]!;
    const anchor = below[1]!;
    if (point < home) {
      this.setting = AT_HOME;
      const others = halves[halfOf(person, OTHERS)]!;
      this.row = oneOf(records[wordOf(person, FIRST_AT_HOME)]!, others, point / home, person);
    } else if (point < anchor) {
      this.setting = AT_ANCHOR;
      const first = records[wordOf(person, FIRST_AT_ANCHOR)]!;
      const others = halves[halfOf(person, OTHERS) + 1]!;
      this.row = first + pick(others, (point - home) / (anchor - home));
    } else {
      this.setting = IN_COMMUNITY;
      this.row = oneOf(this.firstInZone, this.othersInZone, (point - anchor) / (this.rate - anchor), person);
    }
  }
}

/** Whether contacts are made in the community at this time of a day, s after dawn. */
export function isOpen(sinceDawn: number): boolean {
  return isWithin(COMMUNITY_HOURS, sinceDawn);
}

/** A whole number below n, by a share of 0 to 1 (which rounding may make 1). */
function pick(n: number, share: number): number {
  return Math.min(Math.floor(share * n), n - 1);
}

/** One of `others` + 1 rows from `first` on, but not the person's own. */
function oneOf(first: number, others: number, share: number, person: number): number {
  const row = first + pick(others, share);
  return row === person ? first + others : row;
}

/** People by anchor: CSR [P + 2]; the last group are those without, and is left out of the items. */
function rosterOf(city: City): { start: Uint32Array; items: Uint32Array } {
  const { anchor } = city.people;
  const places = city.places.kind.length;
  const keys = anchor.map((place) => (place === NONE ? places : place));
  const { start, items } = group(keys, places + 1);
  return { start, items: items.slice(0, start[places]) };
}

function fillRecords(
  { people, places, households, householdStart }: City,
  rosterStart: Uint32Array,
  { words, halves }: Records,
): void {
  const { household, anchor } = people;
  for (let person = 0; person < household.length; person++) {
    const first = householdStart[household[person]!]!;
    words[wordOf(person, FIRST_AT_HOME)] = first;
    halves[halfOf(person, HEALTH) + 1] = places.zone[households.home[household[person]!]!]!;
    halves[halfOf(person, OTHERS)] = others(first, householdStart[household[person]! + 1]!);
    const place = anchor[person]!;
    if (place === NONE) continue;
    words[wordOf(person, FIRST_AT_ANCHOR)] = rosterStart[place]!;
    halves[halfOf(person, OTHERS) + 1] = others(rosterStart[place]!, rosterStart[place + 1]!);
  }
}

function others(first: number, end: number): number {
  const count = end - first - 1;
  if (count <= MOST_OTHERS) return count;
  throw new RangeError(`people of a household or room: expected at most ${MOST_OTHERS + 1}, found ${count + 1}`);
}
