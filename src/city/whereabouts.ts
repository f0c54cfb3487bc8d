/**
 * The place someone in routine is in, and nothing else: what `Routine.at` answers, for less. Most questions fall in
 * hours in which the day's plan alone says that the person is at home or at the anchor, whatever the trips between
 * take; only the others have the trip worked out.
 */
import { NONE } from "../base/columns.js";
import { type City, RoleCode } from "./city.js";
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

/** In place of the time of a trip: not worked out yet; no shop. */
const UNKNOWN = -1;
const NO_SHOP = -2;
/** More than the time of a trip loses as a float32, s: trips take less than three days. */
const ROUNDING = 0.01;

export class Whereabouts {
  private readonly city: City;
  private readonly routine: Routine;
  private readonly words: Uint32Array;
  private readonly floats: Float32Array;
  /** s: no trip of the city takes anybody longer. */
  private readonly cityWide: number;
  private atAnchorUntil: Float64Array | undefined;

  constructor(city: City, routine: Routine, records: Records) {
    const { household, anchor, role } = city.people;
    const { home, shop } = city.households;
    const { words, floats } = records;
    for (let person = 0; person < household.length; person++) {
      words[wordOf(person, HOME)] = home[household[person]!]!;
      words[wordOf(person, ANCHOR)] = anchor[person]!;
      words[wordOf(person, ROLE)] = role[person]!;
      floats[wordOf(person, SHOP_TRIP)] = shop[household[person]!] === NONE ? NO_SHOP : UNKNOWN;
    }
    this.city = city;
    this.routine = routine;
    this.words = words;
    this.floats = floats;
    this.cityWide = routine.still ? 0 : routine.trips.longest(walkingSpeed(0) * SLOWEST_PACE);
    // In the order of the rows, homes are neighbours in memory: later, one by one, this would cost five times as much.
    if (!routine.still) {
      for (let person = 0; person < anchor.length; person++) {
        if (anchor[person] !== NONE) floats[wordOf(person, ANCHOR_TRIP)] = this.workOut(person, ANCHOR_TRIP);
      }
    }
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
    const { routine, words } = this;
    const role = words[wordOf(person, ROLE)]!;
    const day = routine.dayOf(t);
    if (role !== RoleCode.worker && routine.isWeekend(day)) return false;
    const clock = t - routine.dawnOf(day);
    return clock >= FIRST_OUT[role]! && clock < this.lastAtAnchor(role);
  }

  /** s after dawn from which on nobody of a role is at the anchor. */
  private lastAtAnchor(role: number): number {
    this.atAnchorUntil ??= Float64Array.from(LAST_BACK, (back, each) => {
      return Math.max(back, LAST_LEAVE[each]! + this.cityWide + LEAST_STAY) + this.cityWide;
    });
    return this.atAnchorUntil[role]!;
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
    if (leave < Number.POSITIVE_INFINITY) {
      const trip = floats[wordOf(person, ANCHOR_TRIP)]!;
      if (t < back) return t >= leave + trip ? anchor : NONE;
      const free = Math.max(back, leave + trip + LEAST_STAY) + trip;
      if (t < shop) return t >= free ? home : NONE;
      setOut = Math.max(shop, free + REST);
    }
    const trip = this.longestToShop(person);
    const over = setOut + shopping + 2 * trip;
    return t >= over ? home : NONE;
  }

  /** s: no trip of the person between home and shop takes longer; worked out once. */
  private longestToShop(person: number): number {
    const { floats } = this;
    const word = wordOf(person, SHOP_TRIP);
    if (floats[word] === UNKNOWN) floats[word] = this.workOut(person, SHOP_TRIP);
    return floats[word]!;
  }

  private workOut(person: number, trip: typeof ANCHOR_TRIP | typeof SHOP_TRIP): number {
    const { people, households } = this.city;
    const goal = trip === ANCHOR_TRIP ? people.anchor[person]! : households.shop[people.household[person]!]!;
    const slowest = walkingSpeed(people.age[person]!) * SLOWEST_PACE;
    return this.routine.trips.atMost(this.home(person), goal, slowest) + ROUNDING;
  }
}
