/**
 * The place someone in routine is in, and nothing else: what `Routine.at` answers, for less. Most questions fall in
 * hours in which the day's plan alone says that the person is at home or at the anchor, whatever the trips between
 * take; only the others have the trip worked out. What the plan needs of a person stands in one record: whoever is
 * asked about is somewhere else in memory each time, and what a question costs is the lines of memory it touches.
 */
import { NONE } from "../base/columns.js";
import { type City, RoleCode } from "./city.js";
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

/** Words of a record: home, anchor (NONE if there is none), and the longest that a trip to the anchor and to the shop can take (float32, s). */
const RECORD = 4;
const HOME = 0;
const ANCHOR = 1;
const ANCHOR_TRIP = 2;
const SHOP_TRIP = 3;
/** In place of the time of a trip: not worked out yet; no shop. */
const UNKNOWN = -1;
const NO_SHOP = -2;
/** More than the time of a trip loses as a float32, s: trips take less than three days. */
const ROUNDING = 0.01;

export class Whereabouts {
  private readonly city: City;
  private readonly routine: Routine;
  /** [people × RECORD] the same memory as words and as floats. */
  private readonly words: Uint32Array;
  private readonly floats: Float32Array;
  private atAnchorUntil: Float64Array | undefined;

  constructor(city: City, routine: Routine) {
    const { household, anchor } = city.people;
    const { home, shop } = city.households;
    const words = new Uint32Array(household.length * RECORD);
    const floats = new Float32Array(words.buffer);
    for (let person = 0; person < household.length; person++) {
      const record = person * RECORD;
      words[record + HOME] = home[household[person]!]!;
      words[record + ANCHOR] = anchor[person]!;
      floats[record + ANCHOR_TRIP] = UNKNOWN;
      floats[record + SHOP_TRIP] = shop[household[person]!] === NONE ? NO_SHOP : UNKNOWN;
    }
    this.city = city;
    this.routine = routine;
    this.words = words;
    this.floats = floats;
  }

  /** Home of a person. */
  home(person: number): number {
    return this.words[person * RECORD + HOME]!;
  }

  /** Anchor of a person; NONE if there is none. */
  anchor(person: number): number {
    return this.words[person * RECORD + ANCHOR]!;
  }

  /** The place a person is in at time `t` (s) by their routine. */
  at(person: number, t: number): number {
    const { routine } = this;
    const home = this.home(person);
    if (routine.still) return home;
    const day = routine.dayOf(t);
    const dawn = routine.dawnOf(day);
    const role = this.city.people.role[person]!;
    if (t < dawn + FIRST_OUT[role]!) return home;
    const place = this.sure(person, role, day, dawn, t);
    if (place !== NONE) return place;
    routine.at(person, t);
    return routine.place;
  }

  /** Whether a person's role lets them be at their anchor at time `t` (s); the plan of their day is not looked at. */
  mayBeAtAnchor(person: number, t: number): boolean {
    const { routine, city } = this;
    const role = city.people.role[person]!;
    const day = routine.dayOf(t);
    if (role !== RoleCode.worker && routine.isWeekend(day)) return false;
    const clock = t - routine.dawnOf(day);
    return clock >= FIRST_OUT[role]! && clock < this.lastAtAnchor(role);
  }

  /** s after dawn from which on nobody of a role is at the anchor. */
  private lastAtAnchor(role: number): number {
    this.atAnchorUntil ??= Float64Array.from(LAST_BACK, (back, each) => {
      const trip = this.routine.trips.longest(walkingSpeed(0) * SLOWEST_PACE);
      return Math.max(back, LAST_LEAVE[each]! + trip + LEAST_STAY) + trip;
    });
    return this.atAnchorUntil[role]!;
  }

  /** The place as far as the plan of the day and the longest that its trips can take say it; else NONE. */
  private sure(person: number, role: number, day: number, dawn: number, t: number): number {
    const { words, floats, routine } = this;
    const record = person * RECORD;
    const home = words[record + HOME]!;
    const anchor = words[record + ANCHOR]!;
    const hasShop = floats[record + SHOP_TRIP] !== NO_SHOP;
    const { leave, back, shop, shopping } = routine.planFor(person, role, anchor !== NONE, hasShop, day, dawn);
    if (t < leave && t < shop) return home;
    let setOut = shop;
    if (leave < Number.POSITIVE_INFINITY) {
      const trip = this.longest(person, ANCHOR_TRIP);
      if (t < back) return t >= leave + trip ? anchor : NONE;
      const free = Math.max(back, leave + trip + LEAST_STAY) + trip;
      if (t < shop) return t >= free ? home : NONE;
      setOut = Math.max(shop, free + REST);
    }
    const trip = this.longest(person, SHOP_TRIP);
    const over = setOut + shopping + 2 * trip;
    return t >= over ? home : NONE;
  }

  /** s: no trip of the person between home and anchor, or shop, takes longer; worked out once. */
  private longest(person: number, trip: typeof ANCHOR_TRIP | typeof SHOP_TRIP): number {
    const { floats } = this;
    const word = person * RECORD + trip;
    if (floats[word] === UNKNOWN) floats[word] = this.workOut(person, trip);
    return floats[word]!;
  }

  private workOut(person: number, trip: typeof ANCHOR_TRIP | typeof SHOP_TRIP): number {
    const { people, households } = this.city;
    const goal = trip === ANCHOR_TRIP ? people.anchor[person]! : households.shop[people.household[person]!]!;
    const slowest = walkingSpeed(people.age[person]!) * SLOWEST_PACE;
    return this.routine.trips.atMost(this.home(person), goal, slowest) + ROUNDING;
  }
}
