/**
 * The place someone in routine is in, and nothing else: what `Routine.at` answers, for less. Most questions fall in
 * hours in which the day's plan alone says that the person is at home or at the anchor, whatever the trips between
 * take; only the others have the trip worked out.
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

/** Ages below this have a speed of their own in the table of slowest speeds. */
const AGES = 256;

export class Whereabouts {
  private readonly city: City;
  private readonly routine: Routine;
  /** [AGES] m/s: nobody of the age walks slower. */
  private readonly slowest = Float64Array.from({ length: AGES }, (_, age) => walkingSpeed(age) * SLOWEST_PACE);

  private atAnchorUntil: Float64Array | undefined;

  constructor(city: City, routine: Routine) {
    this.city = city;
    this.routine = routine;
  }

  /** The place a person is in at time `t` (s) by their routine. */
  at(person: number, t: number): number {
    const { routine, city } = this;
    const home = city.households.home[city.people.household[person]!]!;
    if (routine.still) return home;
    const day = routine.dayOf(t);
    const dawn = routine.dawnOf(day);
    if (t < dawn + FIRST_OUT[city.people.role[person]!]!) return home;
    const place = this.sure(person, home, day, dawn, t);
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
      const trip = this.routine.trips.longest(this.slowest[0]!);
      return Math.max(back, LAST_LEAVE[each]! + trip + LEAST_STAY) + trip;
    });
    return this.atAnchorUntil[role]!;
  }

  /** The place as far as the plan of the day and the longest that its trips can take say it; else NONE. */
  private sure(person: number, home: number, day: number, dawn: number, t: number): number {
    const { people } = this.city;
    const { leave, back, shop, shopping } = this.routine.plan(person, day, dawn);
    const forAnchor = leave < Number.POSITIVE_INFINITY;
    if (t < leave && t < shop) return home;
    let free = dawn;
    if (forAnchor) {
      const anchor = people.anchor[person]!;
      const trip = this.longest(person, home, anchor);
      if (t < back) return t >= leave + trip ? anchor : NONE;
      free = Math.max(back, leave + trip + LEAST_STAY) + trip;
      if (t < shop) return t >= free ? home : NONE;
    }
    const household = people.household[person]!;
    const trip = this.longest(person, home, this.city.households.shop[household]!);
    const over = Math.max(shop, forAnchor ? free + REST : shop) + shopping + 2 * trip;
    return t >= over ? home : NONE;
  }

  /** s: no trip of the person between two places takes longer. */
  private longest(person: number, from: number, to: number): number {
    return this.routine.trips.atMost(from, to, this.slowest[this.city.people.age[person]!]!);
  }
}
