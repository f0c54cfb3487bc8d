import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { HEALTHY, sick, sickSet } from "./sick.js";

test("groups have defaults for all of it", () => {
  const { groups } = loadScenario(HEALTHY, "a.yaml", ["groups={}"]);
  expect(groups).toMatchObject({ temperature: 1, thirst: 3 * 86_400, supplies: { home: { water: 4.8, food: 16 } } });
  expect(loadScenario(HEALTHY, "a.yaml").groups).toBeUndefined();
  const some = loadScenario(HEALTHY, "a.yaml", ["groups.supplies.shop.water=3"]).groups!.supplies;
  expect(some.shop).toEqual({ water: 3, food: 2 });
  expect(some.home).toEqual({ water: 4.8, food: 16 });
});

test.for([
  ["groups.temperature=0", "groups.temperature: expected a number above 0"],
  ["groups.temperature=-1", "groups.temperature: expected a number above 0"],
  ["groups.supplies.home.water=-2", "groups.supplies.home.water: expected a number of at least 0"],
  ["groups.supplies.cellar.water=2", "groups.supplies.cellar: expected one of the keys home, shop, hall, room"],
  ["groups.weights.tie=-1", "groups.weights.tie: expected a number of at least 0"],
  ["groups.weights.courge=1", 'groups.weights.courge: expected a known key (did you mean "courage"?)'],
  ["groups.showing=1.5", "groups.showing: expected a probability from 0 to 1"],
  ["groups.thirst=3", "groups.thirst: expected a duration"],
  ["groups.thirst=0 s", "groups.thirst: expected more than 0, found 0"],
  ["groups.holding=0 s", "groups.holding: expected more than 0, found 0"],
  ["groups.barricade.most=5 min", "groups.barricade.most: expected at least `behaviour.breaking` (600 s)"],
  ["groups.barricade.wear=-0.1", "groups.barricade.wear: expected a number of at least 0"],
])("%s is told where it stands", ([setting, message]) => {
  expect(sickSet(setting!)).toContain(message);
});

test("groups are for attacks by encounter, and the place in the file is told", () => {
  const pair = HEALTHY.replace("kind: encounter, handling: 15 s", "kind: pair-rate, rate: 1 /h").replace(
    "city: hyosan",
    "city: { room: { people: 9 } }",
  );
  expect(() => loadScenario(`${pair}groups: {}\n`, "a.yaml")).toThrow(/a.yaml:20:1 groups: expected groups only where/);
  expect(sick("outbreak:", "groups:\n  temperature: 0\noutbreak:")).toContain("a.yaml:18:16 groups.temperature");
});
