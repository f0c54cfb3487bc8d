import { beforeAll, describe, expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { type City, PlaceKindCode, type Role, RoleCode } from "../../src/city/city.js";
import { Routine } from "../../src/city/routine.js";
import { RIDE_SPEED, WAIT } from "../../src/city/trips.js";
import { below, dice } from "../engine/dice.js";
import { homeOf, smallCity } from "./hyosan.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A Friday. */
const START = "2021-10-29T00:00";
const SATURDAY = DAY;
const MONDAY = 3 * DAY;

let city: City;
let people = 0;

beforeAll(() => {
  city = smallCity(12_000);
  people = city.people.age.length;
});

function newRoutine(start = START, of: City = city): Routine {
  return new Routine(of, new Random(1), start);
}

/** A stretch of time in one place, s; without the instants at which the routine is looked at again. */
interface Stay {
  readonly place: number;
  readonly from: number;
  readonly until: number;
}

/** Where a person is from time 0 to the end of the week, followed from `until` to `until`. */
function weekOf(routine: Routine, person: number): Stay[] {
  const stays: Stay[] = [];
  for (let t = 0; t < 7 * DAY; ) {
    routine.at(person, t);
    const { place, until } = routine;
    if (!(until > t)) expect.fail(`person ${person}: until ${until} at ${t}`);
    const last = stays.at(-1);
    if (last?.place === place) stays[stays.length - 1] = { ...last, until };
    else stays.push({ place, from: t, until });
    t = until;
  }
  return stays;
}

function doorDistance(from: number, to: number): number {
  const { doorStart, doors } = city;
  for (let door = doorStart[from]!; door < doorStart[from + 1]!; door++)
    if (doors.to[door] === to) return doors.distance[door]!;
  return Number.NaN;
}

test("the routine is a pure function: asked again, in another order, by another object, it answers the same", () => {
  const roll = dice(1);
  const routine = newRoutine();
  const asked = Array.from({ length: 20_000 }, () => {
    const person = below(roll, people);
    const t = (roll() - 0.2) * 10 * DAY;
    routine.at(person, t);
    return { person, t, place: routine.place, until: routine.until, order: roll() };
  });
  asked.sort((a, b) => a.order - b.order);
  const other = newRoutine();
  for (const { person, t, place, until } of asked) {
    other.at(person, t);
    if (other.place !== place || other.until !== until) expect.fail(`person ${person} at ${t}`);
  }
});

test("followed from `until` to `until`, a week has everyone where the routine has them at any instant", () => {
  const roll = dice(2);
  const routine = newRoutine();
  for (let person = 0; person < people; person += 12) {
    const stays = weekOf(routine, person);
    for (let k = 0; k < 50; k++) {
      const t = roll() * 7 * DAY;
      routine.at(person, t);
      const { place, until } = routine;
      const stay = stays.find(({ until }) => t < until)!;
      // the last stay may go on after the week
      if (place !== stay.place || (until > stay.until && stay !== stays.at(-1)))
        expect.fail(`person ${person} at ${t}`);
    }
  }
});

test("advancing along a trip step by step gives exactly what the routine says when asked", () => {
  const asked = newRoutine();
  const advanced = newRoutine();
  let steps = 0;
  for (let person = 0; person < people; person += 7) {
    const speed = asked.speed(person);
    asked.at(person, 0);
    for (let t = asked.until; t < 4 * DAY; t = asked.until) {
      const { place, goal } = asked;
      asked.at(person, t);
      if (goal === NONE) continue;
      advanced.advance(person, place, goal, speed, t);
      steps++;
      const same = advanced.place === asked.place && advanced.until === asked.until && advanced.goal === asked.goal;
      if (!same) expect.fail(`person ${person} at ${t}, from ${place} to ${goal}`);
    }
  }
  expect(steps).toBeGreaterThan(1000);
});

test("at `until` a person enters another place, unless they set out from home or the goal just then", () => {
  const roll = dice(3);
  const routine = newRoutine();
  for (let k = 0; k < 20_000; k++) {
    const person = below(roll, people);
    routine.at(person, roll() * 7 * DAY);
    const { place, until } = routine;
    routine.at(person, until);
    const household = city.people.household[person]!;
    const ends = [homeOf(city, person), city.people.anchor[person]!, city.households.shop[household]!];
    if (routine.place === place && !ends.includes(place)) expect.fail(`person ${person} at ${until}`);
  }
});

test("everyone is at home at 04:00", () => {
  const routine = newRoutine();
  for (let day = 0; day < 8; day++) {
    let out = 0;
    for (let person = 0; person < people; person++) {
      routine.at(person, day * DAY + 4 * HOUR);
      if (routine.place !== homeOf(city, person)) out++;
    }
    expect(out).toBe(0);
  }
});

test("people go from place to place by doors, no faster than they walk, and by vehicles no faster than they ride", () => {
  const { kind, x, y } = city.places;
  const routine = newRoutine();
  let doors = 0;
  let rides = 0;
  for (let person = 0; person < people; person += 12) {
    const speed = routine.speed(person);
    const stays = weekOf(routine, person);
    for (let i = 0; i + 1 < stays.length; i++) {
      const { place, from, until } = stays[i]!;
      const next = stays[i + 1]!.place;
      let seconds: number;
      if (kind[place] === PlaceKindCode.vehicle) {
        seconds = Math.hypot(x[place]! - x[next]!, y[place]! - y[next]!) / RIDE_SPEED;
        if (kind[next] !== PlaceKindCode.platform) expect.fail(`person ${person} leaves a vehicle to ${next}`);
        rides++;
      } else {
        seconds = kind[next] === PlaceKindCode.vehicle ? WAIT : doorDistance(place, next) / speed;
        doors++;
      }
      // the first stay may have begun before time 0
      if (i > 0 && !(until - from >= seconds * (1 - 1e-9))) {
        expect.fail(`person ${person}: ${until - from} s in ${place} before ${next}, which takes ${seconds} s`);
      }
    }
  }
  expect(doors).toBeGreaterThan(50_000);
  expect(rides).toBeGreaterThan(1000);
});

test("every place of a person's routine is in a zone whose register has the person", () => {
  const { registerStart, register, places } = city;
  const registered = new Set<number>();
  for (let zone = 0; zone < city.zones.x.length; zone++) {
    for (let i = registerStart[zone]!; i < registerStart[zone + 1]!; i++) registered.add(zone * people + register[i]!);
  }
  const routine = newRoutine();
  for (let person = 0; person < people; person += 12) {
    for (const { place } of weekOf(routine, person)) {
      if (!registered.has(places.zone[place]! * people + person)) expect.fail(`person ${person} in place ${place}`);
    }
  }
});

test("a local instant has the same routine whatever the hour of that date at which the clock starts", () => {
  const roll = dice(4);
  const midnight = newRoutine(START);
  for (const [start, hour] of [["2021-10-29T02:00", 2] as const, ["2021-10-29T09:30:00", 9.5] as const]) {
    const later = newRoutine(start);
    for (let k = 0; k < 3000; k++) {
      const person = below(roll, people);
      const t = below(roll, 7 * DAY);
      midnight.at(person, t);
      later.at(person, t - hour * HOUR);
      expect(later.place).toBe(midnight.place);
      expect(later.until + hour * HOUR).toBeCloseTo(midnight.until, 5);
    }
  }
});

test("where nobody has anywhere to go everyone is at home for good", () => {
  const nowhere = new Uint32Array(people).fill(NONE);
  const still = {
    ...city,
    people: { ...city.people, anchor: nowhere },
    households: { ...city.households, shop: new Uint32Array(city.households.shop.length).fill(NONE) },
  };
  const routine = newRoutine(START, still);
  for (let person = 0; person < people; person += 100) {
    routine.at(person, 12 * HOUR);
    expect(routine.place).toBe(homeOf(city, person));
    expect(routine.until).toBe(Number.POSITIVE_INFINITY);
  }
});

/** The observed number of successes of n trials of probability p must lie within four standard errors of it. */
function expectShare(successes: number, n: number, p: number): void {
  expect(n).toBeGreaterThan(100);
  const tolerance = 4 * Math.sqrt(n * p * (1 - p));
  expect(Math.abs(successes - n * p), `${successes} of ${n} instead of ${p}`).toBeLessThanOrEqual(tolerance);
}

/** The city with its workers turned into students: a city this small has no university. */
function withStudents(): City {
  const role = city.people.role.map((code) => (code === RoleCode.worker ? RoleCode.student : code));
  return { ...city, people: { ...city.people, role } };
}

describe("the share of people at their anchor at 13:30 is the probability of going", () => {
  const shares: [day: string, from: number, role: Role, share: number][] = [
    ["a Friday", 0, "worker", 0.95],
    ["a Friday", 0, "pupil", 1],
    ["a Friday", 0, "student", 1],
    ["a Saturday", SATURDAY, "worker", 0.15],
    ["a Saturday", SATURDAY, "pupil", 0],
    ["a Saturday", SATURDAY, "student", 0],
    ["a Sunday", 2 * DAY, "worker", 0.15],
    ["a Monday", MONDAY, "worker", 0.95],
    ["a Monday", MONDAY, "pupil", 1],
  ];
  for (const [day, from, role, share] of shares) {
    test(`${role} on ${day}: ${share}`, () => {
      const within = role === "student" ? withStudents() : city;
      const routine = newRoutine(START, within);
      let n = 0;
      let there = 0;
      for (let person = 0; person < people; person++) {
        const anchor = city.people.anchor[person]!;
        if (within.people.role[person] !== RoleCode[role] || anchor === homeOf(city, person)) continue;
        n++;
        routine.at(person, from + 13.5 * HOUR);
        if (routine.place === anchor) there++;
      }
      expectShare(there, n, share);
    });
  }
});

describe("the share of people who go to the shop is the probability of going", () => {
  test("0.5 on a day without work or school, 0.15 after it", () => {
    const routine = newRoutine();
    const went = [0, 0];
    const all = [0, 0];
    for (let person = 0; person < people; person++) {
      const shop = city.households.shop[city.people.household[person]!]!;
      const anchor = city.people.anchor[person]!;
      if (shop === NONE || shop === anchor) continue;
      let anchored = 0;
      let shopped = 0;
      for (let t = MONDAY + 4 * HOUR; t < MONDAY + 28 * HOUR; t = routine.until) {
        routine.at(person, t);
        if (routine.place === anchor) anchored = 1;
        if (routine.place === shop && routine.until - t > 600) shopped = 1;
      }
      all[anchored]!++;
      went[anchored]! += shopped;
    }
    expectShare(went[0]!, all[0]!, 0.5);
    expectShare(went[1]!, all[1]!, 0.15);
  });
});
