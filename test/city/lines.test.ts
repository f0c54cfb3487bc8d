import { beforeAll, describe, expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { type City, NO_STATION } from "../../src/city/city.js";
import { decodeCity, encodeCity } from "../../src/city/format.js";
import { brokenLaws } from "../../src/city/laws.js";
import { Lines } from "../../src/city/lines.js";
import { BOARDING } from "../../src/city/course.js";
import { Routine } from "../../src/city/routine.js";
import { Timetable } from "../../src/city/timetable.js";
import { EXPECTED_PACE, RIDE_SPEED, Trips, WAIT } from "../../src/city/trips.js";
import { below, dice } from "../engine/dice.js";
import { homeOf } from "./hyosan.js";
import { lineTown } from "./line-town.js";
import { stepsOf } from "./steps.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = "2021-10-29T00:00";

let city: City;
let lines: Lines;
let timetable: Timetable;
let people = 0;

beforeAll(() => {
  city = lineTown(14_400);
  lines = new Lines(city);
  timetable = new Timetable(city, lines, 0);
  people = city.people.age.length;
});

/** Two stations of one line, and a time within ten days. */
function someRide(roll: () => number): { from: number; to: number; t: number } {
  const from = below(roll, city.stations.run.length);
  const line = lines.lineOf[from]!;
  const first = city.lineStart[line]!;
  let to = from;
  while (to === from) to = first + below(roll, city.lineStart[line + 1]! - first);
  return { from, to, t: (roll() - 0.3) * 10 * DAY };
}

function platformPlace(station: number): number {
  return city.platforms.place[city.stations.platform[station]!]!;
}

test("the town obeys all laws, also as a file", () => {
  expect(brokenLaws(city)).toEqual([]);
  const read = decodeCity(encodeCity(city), "town", true);
  expect(read).toEqual(city);
  expect(city.manifest.lineNames).toEqual(["Red", "Blue", "Ring"]);
});

describe("the timetable", () => {
  /** Local times, s after midnight, at which runs of a loop set out on any day: an independent list. */
  function starts(headway: number, every: number, round: number): number[] {
    const list: number[] = [];
    for (let run = 0; ; run++) {
      const at = 5.5 * HOUR + run * headway;
      if (at > 24 * HOUR || at + round > 28 * HOUR) return list;
      const peak = (at >= 6.5 * HOUR && at < 9 * HOUR) || (at >= 17 * HOUR && at < 20 * HOUR);
      if (peak || run % every === 0) list.push(at);
    }
  }

  test("has the departures of the line's headways, in peak hours and outside them", () => {
    // Red: 120 s in peak hours, 240 s else; the third station is two legs and two stops from the first
    const { run } = city.stations;
    const offset = run[0]! + run[1]! + 2 * 20;
    const expected = starts(120, 2, lines.round(0)).map((at) => at + offset);
    const found: number[] = [];
    for (let t = 5 * HOUR; ; t = timetable.departs + 1e-6) {
      timetable.board(2, 5, t);
      if (timetable.departs > 27.5 * HOUR) break;
      found.push(timetable.departs);
      expect(timetable.arrives - timetable.departs).toBe(run[2]! + run[3]! + run[4]! + 2 * 20);
    }
    expect(found).toEqual(expected);
    const inPeak = found.filter((t) => t >= 7.5 * HOUR && t < 8.5 * HOUR).length;
    const atNoon = found.filter((t) => t >= 11.5 * HOUR && t < 12.5 * HOUR).length;
    expect([inPeak, atNoon]).toEqual([30, 15]);
  });

  test("is the same every day and whatever the hour at which the clock starts", () => {
    const roll = dice(1);
    const later = new Timetable(city, lines, 9.5 * HOUR);
    for (let k = 0; k < 2_000; k++) {
      const { from, to, t } = someRide(roll);
      timetable.board(from, to, t);
      const { departs, train } = timetable;
      timetable.board(from, to, t + 3 * DAY);
      expect(timetable.departs - departs).toBeCloseTo(3 * DAY, 6);
      expect(timetable.train).toBe(train);
      later.board(from, to, t - 9.5 * HOUR);
      expect(later.departs + 9.5 * HOUR).toBeCloseTo(departs, 6);
    }
  });

  test("the first train is at the platform until it departs, at the exit from its arrival on, and not before", () => {
    const roll = dice(2);
    for (let k = 0; k < 5_000; k++) {
      const { from, to, t } = someRide(roll);
      timetable.board(from, to, t);
      const { train, departs, arrives } = timetable;
      if (!(departs >= t && arrives > departs)) expect.fail(`${departs} and ${arrives} at ${t}`);
      expect(timetable.standing(train, departs - 1e-3)).toBe(platformPlace(from));
      expect(timetable.standing(train, departs)).toBe(NONE);
      expect(timetable.standing(train, arrives)).toBe(platformPlace(to));
      expect(timetable.standing(train, arrives - 1e-3)).toBe(NONE);
      // whoever comes just in time boards this train, whoever comes later another one
      timetable.board(from, to, departs);
      expect([timetable.train, timetable.departs, timetable.arrives]).toEqual([train, departs, arrives]);
      timetable.board(from, to, departs + 1e-6);
      expect(timetable.departs).toBeGreaterThan(departs);
    }
  });

  test("from change to change a train's doors open and shut, and between two nothing happens", () => {
    const roll = dice(3);
    let stops = 0;
    for (let train = 0; train < lines.trains; train++) {
      const place = lines.placeOf(train);
      let t = below(roll, 3 * DAY);
      for (let k = 0; k < 400; k++) {
        const next = timetable.nextChange(place, t);
        expect(next).toBeGreaterThan(t);
        const between = t + roll() * (next - t) * 0.999;
        if (k > 0) expect(timetable.standing(place, between)).toBe(timetable.standing(place, t));
        expect(timetable.standing(place, next) === NONE).toBe(timetable.standing(place, next - 1e-4) !== NONE);
        if (timetable.standing(place, t) === NONE) expect(timetable.nextArrival(place, t)).toBe(next);
        else stops++;
        t = next;
      }
    }
    expect(stops).toBeGreaterThan(1000);
  });

  test("between two stations a train is on the straight line from one to the other, and moves steadily", () => {
    const { x, y } = city.places;
    const roll = dice(6);
    for (let k = 0; k < 3_000; k++) {
      const { from, t } = someRide(roll);
      const line = lines.lineOf[from]!;
      if (from + 1 === city.lineStart[line + 1]) continue;
      timetable.board(from, from + 1, t);
      const { train, departs, arrives } = timetable;
      const [a, b] = [platformPlace(from), platformPlace(from + 1)];
      const share = roll();
      timetable.locate(train, departs + share * (arrives - departs));
      expect(timetable.x).toBeCloseTo(x[a]! + share * (x[b]! - x[a]!), 3);
      expect(timetable.y).toBeCloseTo(y[a]! + share * (y[b]! - y[a]!), 3);
      timetable.locate(train, arrives + 1);
      expect([timetable.x, timetable.y]).toEqual([x[b], y[b]]);
      timetable.locate(train, departs - 1);
      expect([timetable.x, timetable.y]).toEqual([x[a], y[a]]);
    }
  });

  test("the train that makes a call is the one that stands there", () => {
    const roll = dice(4);
    for (let k = 0; k < 5_000; k++) {
      const t = roll() * 2 * DAY;
      const at = new Map<number, number[]>();
      for (let train = 0; train < lines.trains; train++) {
        const platform = timetable.standing(lines.placeOf(train), t);
        if (platform !== NONE) at.set(platform, [...(at.get(platform) ?? []), lines.placeOf(train)]);
      }
      const platform = below(roll, city.platforms.place.length);
      const found: number[] = [];
      const { start, items } = lines.callsAt;
      for (let row = start[platform]!; row < start[platform + 1]!; row++) {
        const call = items[row]!;
        const train = timetable.trainAtCall(call, t);
        if (train !== NONE) found.push(train);
      }
      const expected = at.get(city.platforms.place[platform]!) ?? [];
      expect(found.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
    }
  });
});

describe("routes", () => {
  test("lead from every platform to every interchange, and no way is faster than the one found", () => {
    const { routeSeconds, interchanges, platforms } = city;
    const count = interchanges.stop.length;
    expect(routeSeconds.every((seconds) => seconds < Infinity)).toBe(true);
    for (let a = 0; a < platforms.place.length; a++)
      for (let i = 0; i < count; i++)
        for (const from of lines.stations(a)) {
          const line = lines.lineOf[from]!;
          for (let to = city.lineStart[line]!; to < city.lineStart[line + 1]!; to++) {
            if (to === from || lines.interchangeOf[a] === i) continue;
            lines.ride(from, to);
            const ride = city.lines.headway[line]! / 2 + lines.arrival - lines.departure;
            const rest = routeSeconds[city.stations.platform[to]! * count + i]!;
            expect(routeSeconds[a * count + i]!).toBeLessThanOrEqual((ride + rest) * (1 + 1e-6));
          }
        }
  });

  test("from the red to the blue line one changes at the crossing", () => {
    const name = (place: number) => city.manifest.placeNames[place];
    const trips = new Trips(city);
    const stopNamed = (wanted: string) =>
      city.interchanges.stop[Array.from(city.interchanges.stop).findIndex((stop) => name(stop) === wanted)]!;
    const steps = stepsOf(city, trips, stopNamed("East"), stopNamed("South"));
    expect(steps.place.map(name)).toEqual(["East", "East", "Cross", "Cross", "South", "South"]);
    expect(steps.exit.map((exit) => exit !== NO_STATION)).toEqual([false, true, false, true, false, false]);
    const { x, y } = city.places;
    const [out, into] = steps.place.slice(2, 4) as [number, number];
    const metres = 140 + Math.hypot(x[out]! - x[into]!, y[out]! - y[into]!);
    expect(Math.abs(steps.metres[2]! - metres)).toBeLessThan(1 / 256);
  });
});

/** Every routine trip. */
function routineTrips(): [number, number][] {
  const pairs: [number, number][] = [];
  for (let person = 0; person < people; person++) {
    const household = city.people.household[person]!;
    for (const goal of [city.people.anchor[person]!, city.households.shop[household]!])
      if (goal !== NONE) pairs.push([homeOf(city, person), goal], [goal, homeOf(city, person)]);
  }
  return pairs;
}

describe("every trip", () => {
  test("goes by doors, buses and trains of one line, and is expected to be no slower than by bus alone", () => {
    const trips = new Trips(city);
    const { x, y } = city.places;
    const homes = new Set(city.households.home);
    let byLine = 0;
    for (const [from, to] of routineTrips()) {
      if (!trips.joins(from, to)) expect.fail(`no trip from ${from} to ${to}`);
      const { place, metres, seconds, exit } = stepsOf(city, trips, from, to);
      const { length } = place;
      if (place[0] !== from || place[length - 1] !== to) expect.fail(`ends of the trip from ${from} to ${to}`);
      let expected = 0;
      for (let i = 0; i + 1 < length; i++) {
        const next = place[i + 1]!;
        expected += seconds[i]! + metres[i]! / EXPECTED_PACE;
        if (exit[i] !== NO_STATION) {
          byLine++;
          const boarded = lines.boarding(lines.platformAt(place[i]!), exit[i]!);
          if (lines.lineOf[boarded] !== lines.lineOf[exit[i]!]) expect.fail(`boarded ${boarded} for ${exit[i]}`);
          if (next !== platformPlace(exit[i]!)) expect.fail(`got out at ${next} instead of ${exit[i]}`);
          lines.ride(boarded, exit[i]!);
          const { headway } = city.lines;
          expected += headway[lines.lineOf[boarded]!]! / 2 + lines.arrival - lines.departure;
        } else if (seconds[i] === 0) {
          const doors = city.doors.to.subarray(city.doorStart[place[i]!], city.wayEnd[place[i]!]);
          const isHome = homes.has(place[i]!) || homes.has(next);
          if (!isHome && !doors.includes(next)) expect.fail(`no door from ${place[i]} to ${next}`);
        }
      }
      const start = trips.stopOf(from);
      const end = trips.stopOf(to);
      if (start === end || exit.every((station) => station === NO_STATION)) continue;
      let walk = 0;
      for (let i = 0; place[i] !== start; i++) walk += metres[i]!;
      for (let i = length - 1; place[i] !== end; i--) walk += metres[i - 1]!;
      const byBus = WAIT + Math.hypot(x[start]! - x[end]!, y[start]! - y[end]!) / RIDE_SPEED + walk / EXPECTED_PACE;
      if (expected > byBus * (1 + 1e-6)) expect.fail(`${expected} s from ${from} to ${to}, by bus ${byBus} s`);
    }
    expect(byLine).toBeGreaterThan(1000);
  });
});

describe("the routine of riders", () => {
  test("is in a train from the timetable's departure to its arrival, and on its platforms before and after", () => {
    const routine = new Routine(city, new Random(1), START);
    let rides = 0;
    let changes = 0;
    for (let person = 0; person < people; person += 3) {
      let before = NONE;
      let since = 0;
      for (let t = 4 * HOUR; t < 28 * HOUR; ) {
        routine.at(person, t);
        const { place, until } = routine;
        if (lines.isTrain(place)) {
          rides++;
          expect(timetable.standing(place, t - 1e-3)).toBe(before);
          expect(timetable.standing(place, t)).toBe(NONE);
          routine.at(person, until);
          expect(timetable.standing(place, until)).toBe(routine.place);
          const station = lines.stations(lines.platformAt(before)).find((s) => {
            return lines.lineOf[s] === lines.loopLine[lines.loopOf[lines.trainAt(place)]!];
          })!;
          const exit = lines.boarding(lines.platformAt(routine.place), station);
          timetable.board(station, exit, since + BOARDING);
          expect([timetable.train, timetable.departs, timetable.arrives]).toEqual([place, t, until]);
        } else if (lines.platformAt(before) !== NONE && lines.platformAt(place) !== NONE) changes++;
        before = place;
        since = t;
        t = until;
      }
    }
    expect(rides).toBeGreaterThan(500);
    expect(changes).toBeGreaterThan(20);
  });

  test("asked at any instant is what following it step by step gives", () => {
    const roll = dice(5);
    const asked = new Routine(city, new Random(1), START);
    const stepped = new Routine(city, new Random(1), START);
    let trains = 0;
    for (let person = 0; person < people; person += 5) {
      const speed = asked.speed(person);
      asked.at(person, 0);
      for (let t = asked.until; t < 3 * DAY; t = asked.until) {
        const { place, goal } = asked;
        asked.at(person, t);
        const { until } = asked;
        if (lines.isTrain(asked.place)) trains++;
        if (goal !== NONE) {
          stepped.advance(person, place, goal, speed, t);
          const next = stepped.place === asked.place && stepped.until === until && stepped.goal === asked.goal;
          if (!next) expect.fail(`person ${person} at ${t}, from ${place} to ${goal}`);
        }
        stepped.at(person, t + roll() * (until - t) * 0.999);
        const same = stepped.place === asked.place && (asked.goal === NONE || stepped.until === until);
        if (!same) expect.fail(`person ${person} after ${t}`);
      }
    }
    expect(trains).toBeGreaterThan(1000);
  });

  test("is registered in the zones of its lines and platforms", () => {
    const { registerStart, register, places } = city;
    const registered = new Set<number>();
    for (let zone = 0; zone < city.zones.x.length; zone++)
      for (let i = registerStart[zone]!; i < registerStart[zone + 1]!; i++)
        registered.add(zone * people + register[i]!);
    const routine = new Routine(city, new Random(1), START);
    for (let person = 0; person < people; person += 7)
      for (let t = 0; t < 5 * DAY; t = routine.until) {
        routine.at(person, t);
        if (!registered.has(places.zone[routine.place]! * people + person))
          expect.fail(`person ${person} in place ${routine.place}`);
      }
    const riders = registerStart.at(-1)! - registerStart.at(-4)!;
    expect(riders).toBeGreaterThan(500);
  });
});
