/**
 * The lazy city: where an untouched person is, as a pure function of the person, the time and the seed.
 *
 * A day begins at 04:00. It holds at most two outings from home, each a trip there, a stay, and the trip back: to the
 * anchor (school, workplace) and to the household's shop. Nothing is stored; `at` works the day out when it is asked.
 * An outing may be called off (`called-off.ts`): the person then stays at home until the next one.
 */
import { NONE } from "../base/columns.js";
import { paceOnGrid, secondsOnGrid } from "../base/grid.js";
import type { Random } from "../base/random.js";
import { CalledOff, type Clock, END_OF_TIME, OutingCode, type Reason } from "./called-off.js";
import { type City, ROLES, type Role, RoleCode } from "./city.js";
import { BOARDING, Course } from "./course.js";
import { Draw } from "./draws.js";
import { Lines } from "./lines.js";
import { DAWN, Timetable } from "./timetable.js";
import { BUS, TRAIN, Trips, WAIT } from "./trips.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * When a role leaves for its anchor and comes away, local time in hours (earliest, latest; uniform). Assumed after the
 * usual hours of Korean schools and offices (school from 09:00, work 09:00–18:00).
 */
const HOURS: Record<Role, { leave: readonly [number, number]; back: readonly [number, number] }> = {
  "at-home": { leave: [0, 0], back: [0, 0] },
  pupil: { leave: [7.6, 8.4], back: [15.0, 17.0] },
  student: { leave: [8.0, 10.0], back: [15.0, 19.0] },
  worker: { leave: [7.2, 8.8], back: [17.5, 19.5] },
};
const HOURS_OF_ROLE = ROLES.map((role) => HOURS[role]);

/** Share of people with an anchor who go there on a day of the weekend, and of workers absent on a weekday. */
const WEEKEND_WORK = 0.15;
const ABSENT = 0.05;
/** Probability of going to the shop on a day: with the anchor visited, and without. Stay there: 15 to 45 min. */
const SHOP_AFTER_WORK = 0.15;
const SHOP_FREE_DAY = 0.5;
/** When people set out for the shop on a day without the anchor, local time in hours (earliest, latest; uniform). */
const SHOP_HOURS = [10, 18] as const;
/** [roles] s after dawn at which the last of the role sets out for the anchor, and the last comes away if not late. */
export const LAST_LEAVE = HOURS_OF_ROLE.map(({ leave }) => leave[1] * HOUR - DAWN);
export const LAST_BACK = HOURS_OF_ROLE.map(({ back }) => back[1] * HOUR - DAWN);
/** [roles] s after dawn before which nobody of the role leaves home, on any day. */
export const FIRST_OUT = HOURS_OF_ROLE.map(({ leave }) => (leave[0] || SHOP_HOURS[0]) * HOUR - DAWN);
/** Who arrives at the anchor after the time to leave it stays this long, s. */
export const LEAST_STAY = 300;
/** Least time at home between the outings of a day, s. */
export const REST = 600;

const UINT32 = 2 ** -32;

/**
 * Desired walking speed at an age, m/s: 1.34 for adults (Weidmann 1993; KOTI 2002), 1.16, 1.04 and 0.93 from 60, 70
 * and 80 (KOTI 2002), children from 0.7 at 4 years linearly to the adults' at 14.
 */
export function walkingSpeed(age: number): number {
  if (age >= 80) return 0.93;
  if (age >= 70) return 1.04;
  if (age >= 60) return 1.16;
  if (age >= 14) return 1.34;
  return 0.7 + (Math.max(age, 4) - 4) * 0.064;
}

/** Spread of personal pace around the mean for the age (0.26 / 1.34 in Weidmann 1993), cut at two deviations. */
const PACE_DEVIATION = 0.19;
const MOST_DEVIATIONS = 2;
/** Nobody walks slower than this share of the speed for their age. */
export const SLOWEST_PACE = 1 - PACE_DEVIATION * MOST_DEVIATIONS;

/** The times of a day's outings, s of the simulation's clock; Infinity for outings that do not take place. */
export interface Plan {
  /** When the person sets out for the anchor, and comes away. */
  leave: number;
  back: number;
  /** When the person sets out for the shop, if home by then, and how long they stay there, s. */
  shop: number;
  shopping: number;
}

/** The fastest that anybody walks by routine, m/s. */
export const FASTEST_WALK = walkingSpeed(20) * (1 + 2 * PACE_DEVIATION);

/** Where people are by their routine. After `at` the answer stands in `place` and `until`. */
export class Routine {
  /** Place the person is in. */
  place = NONE;
  /** s: until then the person stays; then they enter another place or set out for one. Infinity if never. */
  until = Number.POSITIVE_INFINITY;
  /** Where the trip the person is on ends; NONE while they stay. */
  goal = NONE;

  readonly trips: Trips;
  readonly timetable: Timetable;
  /** The trip last looked at. */
  readonly course: Course;
  readonly city: City;
  private readonly random: Random;
  /** s after midnight at which the simulation's clock stands at 0, and the weekday then (0 Monday). */
  private readonly startOfDay: number;
  private readonly startWeekday: number;
  /** Nobody has anywhere to go (inline cities). */
  readonly still: boolean;
  /** What is called off; undefined while nothing ever is. */
  private calledOff: CalledOff | undefined;
  private readonly clock: Clock;

  /** `start`: local date and time at time 0, "2021-10-29T08:00". `clock`: by whose time outings are known to be called off. */
  constructor(city: City, random: Random, start: string, clock: Clock = END_OF_TIME) {
    this.city = city;
    this.random = random;
    this.clock = clock;
    const lines = new Lines(city);
    this.trips = new Trips(city, lines);
    const date = new Date(`${start}${start.length === 16 ? ":00" : ""}Z`);
    this.startOfDay = date.getUTCHours() * HOUR + date.getUTCMinutes() * 60 + date.getUTCSeconds();
    this.startWeekday = (date.getUTCDay() + 6) % 7;
    this.timetable = new Timetable(city, lines, this.startOfDay);
    this.course = new Course(city, this.trips, this.timetable);
    this.still = isStill(city);
  }

  /** From now on outings for which there is this reason, among others, do not take place. */
  callOff(reason: Reason): void {
    this.calledOff ??= new CalledOff(this.clock);
    this.calledOff.add(reason);
  }

  /** Whether anything may ever be called off. */
  get callsOff(): boolean {
    return this.calledOff !== undefined;
  }

  /** Whether an outing that has begun, or was to begin by now, does not take place. */
  isOff(person: number, outing: number, begins: number): boolean {
    return this.calledOff?.has(person, outing, begins) === true;
  }

  /** Home of a person. */
  home(person: number): number {
    return this.city.households.home[this.city.people.household[person]!]!;
  }

  /** Desired walking speed of a person, m/s. */
  speed(person: number): number {
    return 1 / this.pace(person);
  }

  /** The pace last asked for, and whose it is. */
  private lastPace = 0;
  private pacePerson = NONE;

  /** s that a person takes for a metre. */
  pace(person: number): number {
    if (person === this.pacePerson) return this.lastPace;
    const deviation = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, this.random.normal(Draw.pace, person, 0)));
    this.pacePerson = person;
    this.lastPace = paceOnGrid(walkingSpeed(this.city.people.age[person]!) * (1 + PACE_DEVIATION * deviation));
    return this.lastPace;
  }

  /** Number of the routine day that time `t` (s) falls in; 0 begins at the dawn of the date of the start. */
  dayOf(t: number): number {
    return Math.floor((t + this.startOfDay - DAWN) / DAY);
  }

  /** Time at which a routine day begins, s. */
  dawnOf(day: number): number {
    return day * DAY - this.startOfDay + DAWN;
  }

  /** Time since the dawn of the day that `t` falls in, s: from 0 to a day. */
  sinceDawn(t: number): number {
    return t - this.dawnOf(this.dayOf(t));
  }

  /** Whether a routine day is one of the weekend. */
  isWeekend(day: number): boolean {
    return (((this.startWeekday + day) % 7) + 7) % 7 >= 5;
  }

  /** Works out where the person is at time `t` (s): sets `place`, `until` and `goal`. */
  at(person: number, t: number): void {
    const home = this.home(person);
    if (this.still) {
      this.stay(home, Number.POSITIVE_INFINITY);
      return;
    }
    const day = this.dayOf(t);
    const dawn = this.dawnOf(day);
    if (!this.during(person, home, day, dawn, t)) this.stayHome(person, home, day + 1, dawn + DAY);
  }

  /** Finds the person during the outings of a day; false once all are over. */
  private during(person: number, home: number, day: number, dawn: number, t: number): boolean {
    const { people, households } = this.city;
    const plan = this.plan(person, day, dawn);
    let free = dawn;
    if (plan.leave < Number.POSITIVE_INFINITY) {
      const anchor = people.anchor[person]!;
      if (t < plan.leave) return this.stay(home, plan.leave);
      if (plan.shop === Number.POSITIVE_INFINITY && this.isBack(person, home, anchor, plan, t)) return false;
      if (!this.isOff(person, OutingCode.anchor, plan.leave)) {
        free = this.outing(person, home, anchor, plan.leave, plan.back, LEAST_STAY, t);
        if (free === Number.POSITIVE_INFINITY) return true;
      }
    }
    if (plan.shop < Number.POSITIVE_INFINITY) {
      const leave = Math.max(plan.shop, free + REST);
      if (t < leave) return this.stay(home, leave);
      if (this.isOff(person, OutingCode.shop, leave)) return false;
      const shop = households.shop[people.household[person]!]!;
      free = this.outing(person, home, shop, leave, leave, plan.shopping, t);
      if (free === Number.POSITIVE_INFINITY) return true;
    }
    return false;
  }

  /** Whether someone is home again from the anchor for sure, however long the trips take. */
  isBack(person: number, home: number, anchor: number, { leave, back }: Plan, t: number): boolean {
    if (t < back) return false;
    const most = this.trips.atMostByDay(home, anchor, this.speed(person));
    return t >= back + most && leave + most + LEAST_STAY <= back;
  }

  private stay(place: number, until: number, goal = NONE): boolean {
    this.place = place;
    this.until = until;
    this.goal = goal;
    return true;
  }

  /**
   * What `at(person, now)` answers for a person who leaves `place` at this very time `now` on a trip to `goal`, worked
   * out from there in a few steps. `speed` is the person's.
   */
  advance(person: number, place: number, goal: number, speed: number, now: number): void {
    const next = this.nextPlace(place, goal, now);
    if (next === goal) this.at(person, now);
    else if (next !== NONE) this.stay(next, this.leaving(next, goal, speed, now), goal);
  }

  /** The place after `place` on a trip to `goal`; NONE if it is a vehicle, which the person has then been put into. */
  private nextPlace(place: number, goal: number, now: number): number {
    const { trips, timetable, city } = this;
    if (trips.lines.isTrain(place)) return timetable.standing(place, now);
    if (trips.isVehicle(place)) return trips.exitOf(place - 1, goal);
    const how = trips.decide(place, goal);
    if (how === TRAIN) {
      this.board(place, trips.station, now);
      this.stay(timetable.train, timetable.arrives, goal);
    } else if (how === BUS) {
      this.stay(place + 1, now + trips.rideTime(place, trips.stop), goal);
    } else {
      return city.doors.to[trips.door]!;
    }
    return NONE;
  }

  /** When someone who enters a place (no vehicle) now on a trip to `goal` leaves it again. */
  private leaving(place: number, goal: number, speed: number, now: number): number {
    const { trips, timetable, city } = this;
    const how = trips.decide(place, goal);
    if (how === BUS) return now + WAIT;
    if (how !== TRAIN) return now + city.doors.distance[trips.door]! * paceOnGrid(speed);
    this.board(place, trips.station, now + BOARDING);
    return timetable.departs;
  }

  /** Finds in the timetable the first train from a platform of a line (a place) to a station from time `now` on. */
  board(platform: number, exit: number, now: number): void {
    const { lines } = this.trips;
    this.timetable.board(lines.boarding(lines.platformAt(platform), exit), exit, now);
  }

  /** At home until the first outing of `day` (if any; else of some later day: looked at again at its dawn). */
  private stayHome(person: number, home: number, day: number, dawn: number): void {
    const plan = this.plan(person, day, dawn);
    const leave = Math.min(plan.leave, plan.shop);
    this.stay(home, leave === Number.POSITIVE_INFINITY ? dawn + DAY : leave);
  }

  /**
   * One outing: there, stay until `back` but at least `stay` seconds, home again. Sets place and until if `t` falls in
   * it and returns Infinity; else returns the time at which the person is home again.
   */
  private outing(
    person: number,
    home: number,
    goal: number,
    leave: number,
    back: number,
    stay: number,
    t: number,
  ): number {
    const pace = this.pace(person);
    // Who is away long enough comes away at `back` whenever they arrived: then the way there need not be found.
    const there = leave + this.trips.atMostByDay(home, goal, 1 / pace);
    if (there + stay <= back) {
      if (t >= back) return this.walk(goal, home, back, pace, t);
      if (t >= there) {
        this.stay(goal, back);
        return Number.POSITIVE_INFINITY;
      }
    }
    const arrival = this.walk(home, goal, leave, pace, t);
    if (arrival === Number.POSITIVE_INFINITY) return arrival;
    const turn = Math.max(back, arrival + stay);
    if (t < turn) {
      this.stay(goal, turn);
      return Number.POSITIVE_INFINITY;
    }
    return this.walk(goal, home, turn, pace, t);
  }

  /** One trip from time `leave` on; as `outing`, returns the arrival time or Infinity if `t` falls in it. */
  private walk(from: number, to: number, leave: number, pace: number, t: number): number {
    const { course } = this;
    course.begin(from, to, leave, pace);
    if (t >= course.arrival) return course.arrival;
    course.at(t);
    this.stay(course.place, course.until, to);
    return Number.POSITIVE_INFINITY;
  }

  /**
   * The times at which a person means to set out on a day of the simulation (0: the day of its start), s of its clock:
   * `leave` for the anchor and `back` from it, `shop`; Infinity for what is not planned. Valid until the next call.
   */
  departures(person: number, day: number): { readonly leave: number; readonly back: number; readonly shop: number } {
    return this.plan(person, day, day * DAY - this.startOfDay + DAWN);
  }

  /** The outings last asked for, whose they are and of which day: often they are asked for again at once. */
  private readonly planned: Plan = { leave: 0, back: 0, shop: 0, shopping: 0 };
  private plannedPerson = NONE;
  private plannedDay = 0;

  /** The outings of a person's day; valid until the next call. */
  plan(person: number, day: number, dawn: number): Readonly<Plan> {
    const { people, households } = this.city;
    const hasAnchor = people.anchor[person] !== NONE;
    const hasShop = households.shop[people.household[person]!] !== NONE;
    return this.planFor(person, people.role[person]!, hasAnchor, hasShop, day, dawn);
  }

  /** As `plan`, for a person about whom these facts are at hand. */
  planFor(
    person: number,
    role: number,
    hasAnchor: boolean,
    hasShop: boolean,
    day: number,
    dawn: number,
  ): Readonly<Plan> {
    const { random, planned } = this;
    if (person === this.plannedPerson && day === this.plannedDay) return planned;
    this.plannedPerson = person;
    this.plannedDay = day;
    random.draw(Draw.day, person, day);
    const u0 = random.w0 * UINT32;
    const u1 = random.w1 * UINT32;
    const u2 = random.w2 * UINT32;
    const u3 = random.w3 * UINT32;
    const worker = role === RoleCode.worker;
    const goes = hasAnchor && (this.isWeekend(day) ? worker && u2 < WEEKEND_WORK : !worker || u2 >= ABSENT);
    const midnight = dawn - DAWN;
    planned.leave = Number.POSITIVE_INFINITY;
    planned.shop = Number.POSITIVE_INFINITY;
    if (goes) {
      const hours = HOURS_OF_ROLE[role]!;
      planned.leave = midnight + secondsOnGrid((hours.leave[0] + u0 * (hours.leave[1] - hours.leave[0])) * HOUR);
      planned.back = midnight + secondsOnGrid((hours.back[0] + u1 * (hours.back[1] - hours.back[0])) * HOUR);
    }
    const probability = goes ? SHOP_AFTER_WORK : SHOP_FREE_DAY;
    if (hasShop && u3 < probability) {
      const u = u3 / probability;
      const hour = goes ? 19.5 + u : SHOP_HOURS[0] + (SHOP_HOURS[1] - SHOP_HOURS[0]) * u;
      planned.shop = midnight + secondsOnGrid(hour * HOUR);
      planned.shopping = secondsOnGrid(900 + 1800 * u1);
    }
    return planned;
  }
}

function isStill(city: City): boolean {
  const { anchor } = city.people;
  const { shop } = city.households;
  for (let person = 0; person < anchor.length; person++) if (anchor[person] !== NONE) return false;
  for (let household = 0; household < shop.length; household++) if (shop[household] !== NONE) return false;
  return true;
}
