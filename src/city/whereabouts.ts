/**
 * The place someone in routine is in, and nothing else: what `Routine.at` answers, for less. Most questions fall in
 * hours in which the day's plan alone says that the person is at home or at the anchor, whatever the trips between
 * take; only the others have the trip worked out. Outings may be called off, as the routine knows it by its clock.
 */
import { NONE } from "../base/columns.js";
import { OutingCode } from "./called-off.js";
import { type City, ROLES, RoleCode } from "./city.js";
import { ANCHOR, ANCHOR_TRIP, HOME, type Records, ROLE, SHOP_TRIP, wordOf } from "./records.js";
import {
  FIRST_OUT,
  LAST_BACK,
  LAST_LEAVE,
  LEAST_STAY,
  REST,
  type Routine,
  SLOWEST_PACE,
  walkingSpeed,
} from "./routine.js";

/** In place of the time of a trip to the shop: there is none. */
const NO_SHOP = -1;
/** More than the time of a trip loses as a float32, s: trips take less than three days. */
const ROUNDING = 0.01;

/** Hours of a day, s after its dawn: from the first on, before the second. */
export interface Hours {
  readonly from: number;
  readonly until: number;
}

/** Whether a time of a day, s after its dawn, is within hours. */
export function isWithin({ from, until }: Hours, sinceDawn: number): boolean {
  return sinceDawn >= from && sinceDawn < until;
}

const NEVER: Hours = { from: 0, until: 0 };

export class Whereabouts {
  private readonly routine: Routine;
  private readonly words: Uint32Array;
  private readonly floats: Float32Array;
  /** [roles] when some of the role may be at their anchor on a weekday. */
  private readonly hours: readonly Hours[];

  constructor(city: City, routine: Routine, records: Records) {
    const trip = routine.still ? 0 : routine.trips.longest(walkingSpeed(0) * SLOWEST_PACE);
    this.routine = routine;
    this.words = records.words;
    this.floats = records.floats;
    this.hours = ROLES.map((_, role) => ({
      from: FIRST_OUT[role]!,
      until: Math.max(LAST_BACK[role]!, LAST_LEAVE[role]! + trip + LEAST_STAY) + trip,
    }));
    this.fill(city);
  }

  /** Fills in the records. In the order of rows homes are neighbours in memory; one by one, when asked, it costs five times as much. */
  private fill({ people, households }: City): void {
    const { words, floats } = this;
    const { household, anchor, role, age } = people;
    for (let person = 0; person < household.length; person++) {
      const home = households.home[household[person]!]!;
      const goal = anchor[person]!;
      const shop = households.shop[household[person]!]!;
      const slowest = walkingSpeed(age[person]!) * SLOWEST_PACE;
      words[wordOf(person, HOME)] = home;
      words[wordOf(person, ANCHOR)] = goal;
      words[wordOf(person, ROLE)] = role[person]!;
      if (goal !== NONE) floats[wordOf(person, ANCHOR_TRIP)] = this.longest(home, goal, slowest);
      floats[wordOf(person, SHOP_TRIP)] = shop === NONE ? NO_SHOP : this.longest(home, shop, slowest);
    }
  }

  /** s: no trip between two places takes longer, as a float32. */
  private longest(from: number, to: number, slowest: number): number {
    return this.routine.trips.atMost(from, to, slowest) + ROUNDING;
  }

  /** Home of a person. */
  home(person: number): number {
    return this.words[wordOf(person, HOME)]!;
  }

  /** Anchor of a person; NONE if there is none. */
  anchor(person: number): number {
    return this.words[wordOf(person, ANCHOR)]!;
  }

  /** The place a person is in at time `t` (s) by their routine. */
  at(person: number, t: number): number {
    const { routine } = this;
    const home = this.home(person);
    if (routine.still) return home;
    const day = routine.dayOf(t);
    const dawn = routine.dawnOf(day);
    const role = this.words[wordOf(person, ROLE)]!;
    if (t < dawn + FIRST_OUT[role]!) return home;
    const place = this.sure(person, role, day, dawn, t);
    if (place !== NONE) return place;
    routine.at(person, t);
    return routine.place;
  }

  /** Whether a person's role lets them be at their anchor at time `t` (s); the plan of their day is not looked at. */
  mayBeAtAnchor(person: number, t: number): boolean {
    const { routine } = this;
    const day = routine.dayOf(t);
    const role = this.words[wordOf(person, ROLE)]!;
    return isWithin(this.anchorHours(role, routine.isWeekend(day)), t - routine.dawnOf(day));
  }

  /** When some of a role may be at their anchor on a weekday or a day of the weekend. */
  anchorHours(role: number, isWeekend: boolean): Hours {
    return isWeekend && role !== RoleCode.worker ? NEVER : this.hours[role]!;
  }

  /** The place as far as the plan of the day and the longest that its trips can take say it; else NONE. */
  private sure(person: number, role: number, day: number, dawn: number, t: number): number {
    const { words, floats, routine } = this;
    const home = words[wordOf(person, HOME)]!;
    const anchor = words[wordOf(person, ANCHOR)]!;
    const hasShop = floats[wordOf(person, SHOP_TRIP)] !== NO_SHOP;
    const { leave, back, shop, shopping } = routine.planFor(person, role, anchor !== NONE, hasShop, day, dawn);
    if (t < leave && t < shop) return home;
    let setOut = shop;
    if (leave < Number.POSITIVE_INFINITY && !(t >= leave && routine.isOff(person, OutingCode.anchor, leave))) {
      const trip = floats[wordOf(person, ANCHOR_TRIP)]!;
      if (t < back) return t >= leave + trip ? anchor : NONE;
      const free = Math.max(back, leave + trip + LEAST_STAY) + trip;
      if (t < shop) return t >= free ? home : NONE;
      setOut = Math.max(shop, free + REST);
    }
    const over = setOut + shopping + 2 * floats[wordOf(person, SHOP_TRIP)]!;
    return t >= over ? home : NONE;
  }
}
