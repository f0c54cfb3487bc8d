import { describe, expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { type City, NO_STATION } from "../../src/city/city.js";
import { BOARDING, Course } from "../../src/city/course.js";
import { Routine } from "../../src/city/routine.js";
import { below, dice } from "../engine/dice.js";
import { homeOf, smallCity } from "./hyosan.js";
import { lineTown } from "./line-town.js";
import { stepsOf } from "./steps.js";

const START = "2021-10-29T00:00";
const HOUR = 3600;

interface Entered {
  readonly place: number;
  readonly at: number;
}

/** The places of a trip with the times at which they are entered, summed up door by door. */
function doorByDoor(city: City, routine: Routine, from: number, to: number, leave: number, pace: number): Entered[] {
  const { trips, timetable } = routine;
  const { place, metres, seconds, exit } = stepsOf(city, trips, from, to);
  const entered: Entered[] = [];
  let now = leave;
  for (let i = 0; i < place.length; i++) {
    entered.push({ place: place[i]!, at: now });
    if (exit[i] === NO_STATION) {
      now += seconds[i]! + metres[i]! * pace;
    } else {
      routine.board(place[i]!, exit[i]!, now + BOARDING);
      entered.push({ place: timetable.train, at: timetable.departs });
      now = timetable.arrives;
    }
  }
  return entered;
}

describe.for([
  ["a town with buses", () => smallCity(12_000)],
  ["a town with lines", () => lineTown(5_000)],
] as const)("the course of a trip in %s", ([, make]) => {
  const city = make();
  const routine = new Routine(city, new Random(1), START);
  const course = new Course(city, routine.trips, routine.timetable);
  const { zone } = city.places;

  test("is, to the bit, that of one who goes door by door", () => {
    const roll = dice(3);
    let rides = 0;
    let entries = 0;
    for (let trial = 0; trial < 1500; trial++) {
      const person = below(roll, city.people.age.length);
      const goal = city.people.anchor[person]!;
      if (goal === NONE) continue;
      const [from, to] = trial % 2 === 0 ? [homeOf(city, person), goal] : [goal, homeOf(city, person)];
      const pace = routine.pace(person);
      const { leave } = routine.departures(person, 0);
      if (leave === Number.POSITIVE_INFINITY) continue;
      const steps = doorByDoor(city, routine, from, to, leave, pace);
      course.begin(from, to, leave, pace);
      expect(course.arrival).toBe(steps.at(-1)!.at);
      if (steps.some(({ place }) => routine.trips.isVehicle(place))) rides++;
      for (let i = 0; i + 1 < steps.length; i++) {
        const until = steps[i + 1]!.at;
        for (const t of [steps[i]!.at, (steps[i]!.at + until) / 2]) {
          course.at(t);
          expect([course.place, course.until]).toEqual([steps[i]!.place, until]);
        }
      }
      const asked = new Set(steps.map(({ place }) => zone[place]!)).add(below(roll, city.zones.x.length));
      for (const wanted of asked) {
        for (const t of [leave - 1, steps[below(roll, steps.length)]!.at, leave + HOUR * 0.2]) {
          const first = steps.find(({ place, at }, i) => {
            return i > 0 && at > t && zone[place] === wanted && zone[steps[i - 1]!.place] !== wanted;
          });
          expect(course.entry(wanted, t)).toBe(first?.at ?? Number.POSITIVE_INFINITY);
          if (first !== undefined) entries++;
        }
      }
      const zones = new Set<number>();
      course.zones((each) => zones.add(each));
      expect(zones).toEqual(new Set(steps.map(({ place }) => zone[place]!)));
    }
    expect(rides).toBeGreaterThan(100);
    expect(entries).toBeGreaterThan(500);
  });
});

test("where there is no way one is there at once", () => {
  const city = smallCity(12_000);
  const distance = city.toStop.distance.slice();
  const door = city.toStop.door.slice();
  const [from, to] = [homeOf(city, 0), homeOf(city, 5000)];
  for (const place of [from, to]) {
    distance[place] = Infinity;
    door[place] = NONE;
  }
  const routine = new Routine({ ...city, toStop: { door, distance } }, new Random(1), START);
  routine.course.begin(from, to, 100, 0.75);
  expect(routine.course.arrival).toBe(100);
});
