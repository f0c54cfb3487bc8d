import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { Records } from "../../src/city/records.js";
import { Routine } from "../../src/city/routine.js";
import { Whereabouts } from "../../src/city/whereabouts.js";
import { cityFromRoom } from "../../src/builder/inline.js";
import { smallCity } from "./hyosan.js";
import { stepsOf } from "./steps.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A Friday. */
const START = "2021-10-29T08:00";

test("whereabouts are those of the routine, at any time of a week", () => {
  const city = smallCity(12_000);
  const routine = new Routine(city, new Random(1), START);
  const whereabouts = new Whereabouts(city, routine, new Records(city.people.age.length));
  const dice = new Random(2);
  for (let k = 0; k < 300_000; k++) {
    const person = dice.below(city.people.age.length, 1, k, 0);
    const t = dice.uniform(1, k, 1) * 8 * DAY - DAY / 2;
    const place = whereabouts.at(person, t);
    routine.at(person, t);
    if (place === city.people.anchor[person]) expect(whereabouts.mayBeAtAnchor(person, t)).toBe(true);
    if (place !== routine.place) expect({ person, t, place }).toEqual({ person, t, place: routine.place });
  }
});

test("whereabouts are those of the routine just before and after each step of a day", () => {
  const city = smallCity(12_000);
  const routine = new Routine(city, new Random(1), START);
  const whereabouts = new Whereabouts(city, routine, new Records(city.people.age.length));
  let steps = 0;
  for (let person = 0; person < city.people.age.length; person += 7) {
    for (let t = 0; t < 1.5 * DAY; steps++) {
      routine.at(person, t);
      const { place, until } = routine;
      expect(whereabouts.at(person, t)).toBe(place);
      expect(whereabouts.at(person, t + (until - t) * (1 - 1e-9))).toBe(place);
      t = until;
    }
  }
  expect(steps).toBeGreaterThan(10_000);
});

test("no trip takes longer than the time it may take at most", () => {
  const city = smallCity(12_000);
  const { trips } = new Routine(city, new Random(1), START);
  for (let person = 0; person < city.people.age.length; person++) {
    const home = city.households.home[city.people.household[person]!]!;
    for (const goal of [city.people.anchor[person]!, city.households.shop[city.people.household[person]!]!]) {
      if (goal === NONE || !trips.joins(home, goal)) continue;
      const { seconds, walked } = stepsOf(city, trips, home, goal);
      const took = walked / 1.2 + seconds.reduce((a, b) => a + b, 0);
      expect(trips.atMost(home, goal, 1.2)).toBeGreaterThan(took);
      expect(trips.atMost(goal, home, 1.2)).toBeGreaterThan(took);
    }
  }
});

test("in an inline city everyone is at home", () => {
  const city = cityFromRoom({ people: 3, area: 10 });
  const routine = new Routine(city, new Random(1), START);
  expect(new Whereabouts(city, routine, new Records(city.people.age.length)).at(2, 5 * HOUR)).toBe(routine.home(2));
});
