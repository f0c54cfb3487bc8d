import { beforeAll, describe, expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { type City, PlaceKindCode } from "../../src/city/city.js";
import { RIDE_SPEED, Trips, WAIT } from "../../src/city/trips.js";
import { below, dice } from "../engine/dice.js";
import { homeOf, smallCity } from "./hyosan.js";
import { stepsOf } from "./steps.js";

let city: City;
/** Every routine trip of the city, and as many between any two places. */
const pairs: [from: number, to: number][] = [];

beforeAll(() => {
  city = smallCity(12_000);
  const { people, households, places } = city;
  for (let person = 0; person < people.age.length; person++) {
    const home = homeOf(city, person);
    for (const goal of [people.anchor[person]!, households.shop[people.household[person]!]!]) {
      if (goal !== NONE) pairs.push([home, goal]);
    }
  }
  const roll = dice(1);
  const routine = pairs.length;
  expect(routine).toBeGreaterThan(10_000);
  for (let k = 0; k < routine; k++) pairs.push([below(roll, places.kind.length), below(roll, places.kind.length)]);
});

interface Trip {
  readonly place: number[];
  readonly metres: number[];
  /** Position of the bus on the way; -1 if the trip is on foot. */
  readonly ride: number;
  readonly rideSeconds: number;
  readonly walked: number;
}

function trip(trips: Trips, from: number, to: number): Trip {
  if (!trips.joins(from, to)) expect.fail(`no trip from ${from} to ${to}`);
  const { place, metres, seconds, walked } = stepsOf(city, trips, from, to);
  const ride = seconds.indexOf(WAIT) < 0 ? -1 : seconds.indexOf(WAIT) + 1;
  const rideSeconds = ride < 0 ? 0 : seconds[ride]!;
  expect(seconds.filter((s) => s > 0).length).toBeLessThanOrEqual(ride < 0 ? 0 : 2);
  return { place, metres, ride, rideSeconds, walked };
}

function doorBetween(from: number, to: number): number {
  const { doorStart, doors } = city;
  for (let door = doorStart[from]!; door < doorStart[from + 1]!; door++) if (doors.to[door] === to) return door;
  return NONE;
}

/** The stop a place hangs on, by its chain of doors. */
function stopOf(place: number): number {
  let at = place;
  for (let door = city.toStop.door[at]!; door !== NONE; door = city.toStop.door[at]!) at = city.doors.to[door]!;
  return at;
}

/** First failure of a law over all trips, as a sentence; undefined if it holds for all. */
function failure(law: (from: number, to: number, trip: Trip) => boolean): string | undefined {
  const trips = new Trips(city);
  for (const [from, to] of pairs) {
    if (!law(from, to, trip(trips, from, to))) return `from place ${from} to place ${to}`;
  }
  return undefined;
}

describe("every trip", () => {
  test("is a chain of doors from the first place to the last, and its metres are theirs", () => {
    const law = (from: number, to: number, { place, metres, ride, walked }: Trip) => {
      if (place[0] !== from || place[place.length - 1] !== to || metres[metres.length - 1] !== 0) return false;
      let sum = 0;
      for (let i = 0; i + 1 < place.length; i++) {
        sum += metres[i]!;
        if (i === ride - 1 || i === ride) continue;
        const door = doorBetween(place[i]!, place[i + 1]!);
        if (door === NONE || city.doors.distance[door] !== metres[i]) return false;
      }
      return sum === walked;
    };
    expect(failure(law)).toBeUndefined();
  });

  test("that is not on foot goes from a platform by its vehicle to another platform", () => {
    const { kind, x, y } = city.places;
    let rides = 0;
    const law = (_from: number, _to: number, { place, metres, ride, rideSeconds }: Trip) => {
      if (ride < 0) return rideSeconds === 0;
      rides++;
      const [stop, vehicle, exit] = place.slice(ride - 1, ride + 2) as [number, number, number];
      const distance = Math.hypot(x[stop]! - x[exit]!, y[stop]! - y[exit]!);
      return (
        kind[stop] === PlaceKindCode.platform &&
        kind[vehicle] === PlaceKindCode.vehicle &&
        kind[exit] === PlaceKindCode.platform &&
        vehicle === stop + 1 &&
        metres[ride - 1] === 0 &&
        metres[ride] === 0 &&
        Math.abs(rideSeconds - distance / RIDE_SPEED) < 1e-6
      );
    };
    expect(failure(law)).toBeUndefined();
    expect(rides).toBeGreaterThan(1000);
  });

  test("is on foot exactly where both ends hang on the same stop", () => {
    expect(failure((from, to, { ride }) => ride < 0 === (stopOf(from) === stopOf(to)))).toBeUndefined();
  });

  test("that does not begin or end in a vehicle enters no place twice", () => {
    const isVehicle = (place: number) => city.places.kind[place] === PlaceKindCode.vehicle;
    const law = (from: number, to: number, { place }: Trip) =>
      isVehicle(from) || isVehicle(to) || new Set(place).size === place.length;
    expect(failure(law)).toBeUndefined();
  });

  test("is never longer on foot than by way of the stops", () => {
    const { distance } = city.toStop;
    const law = (from: number, to: number, { walked }: Trip) => {
      const viaStops = distance[from]! + distance[to]!;
      return walked <= viaStops;
    };
    expect(failure(law)).toBeUndefined();
  });

  test("leads back through the same places, but for the vehicle", () => {
    const back = new Trips(city);
    const law = (from: number, to: number, there: Trip) => {
      const { place, metres, ride, walked, rideSeconds } = trip(back, to, from);
      const n = place.length;
      if (n !== there.place.length || rideSeconds !== there.rideSeconds || ride < 0 !== there.ride < 0) return false;
      for (let i = 0; i < n; i++) {
        if (i !== ride && place[i] !== there.place[n - 1 - i]) return false;
        if (i < n - 1 && metres[i] !== there.metres[n - 2 - i]) return false;
      }
      return walked === there.walked;
    };
    expect(failure(law)).toBeUndefined();
  });

  test("begins with the door toward its end", () => {
    const trips = new Trips(city);
    const law = (from: number, to: number, { place, ride }: Trip) => {
      if (from === to) return true;
      const door = trips.doorToward(from, to);
      return ride === 1 ? door === NONE : door === doorBetween(from, place[1]!);
    };
    expect(failure(law)).toBeUndefined();
  });
});

test("a trip from a place to itself stays there", () => {
  const { place, walked, ride } = trip(new Trips(city), 7, 7);
  expect({ place, walked, ride }).toEqual({ place: [7], walked: 0, ride: -1 });
});

test("there is no trip to, from or among places that reach no stop", () => {
  const door = city.toStop.door.slice();
  const distance = city.toStop.distance.slice();
  const islands = [pairs[0]![0], pairs[0]![1]];
  for (const place of islands) {
    door[place] = NONE;
    distance[place] = Infinity;
  }
  const trips = new Trips({ ...city, toStop: { door, distance } });
  const reachable = city.places.kind.indexOf(PlaceKindCode.platform);
  for (const [from, to] of [islands, [reachable, islands[0]], [islands[0], reachable]] as [number, number][]) {
    expect(trips.joins(from, to)).toBe(false);
  }
  expect(trips.joins(reachable, reachable)).toBe(true);
});
