import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { makeCity } from "../../src/builder/made.js";
import { type City, RoleCode } from "../../src/city/city.js";
import { brokenLaws } from "../../src/city/laws.js";
import { EventCode } from "../../src/engine/events.js";
import { Simulation } from "../../src/model/simulation.js";
import { resolveScenario } from "../../src/scenario/builtin.js";
import { loadScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/schema.js";

const { text, file } = resolveScenario("two-cities");
const scenario = loadScenario(text, file);
const city = makeCity(scenario.city, "test")!;
const { places, households, people, manifest } = city;
/** Zones of Seoul stand after those of Hyosan; they are named by district. */
const firstOfSeoul = manifest.zones.findIndex(({ name }) => /-gu /.test(name));
const isSeoul = (place: number) => places.zone[place]! >= firstOfSeoul;
const homeOf = (person: number) => households.home[people.household[person]!]!;

/** The two cities joined otherwise. */
function joined(changes: object): Scenario["city"] {
  if (typeof scenario.city === "string" || !("join" in scenario.city)) throw new Error("expected a join");
  return { join: { ...scenario.city.join, ...changes } };
}

const uncommuted = makeCity(joined({ commuters: 0 }), "test")!;

test("two cities joined keep their residents, and all laws of a city", () => {
  expect(brokenLaws(city)).toEqual([]);
  const residents = (from: number, to: number) => city.zones.residents.slice(from, to).reduce((a, b) => a + b, 0);
  expect(residents(0, firstOfSeoul)).toBe(12_000);
  expect(residents(firstOfSeoul, city.zones.residents.length)).toBe(30_000);
});

test("their stations lie as far apart as stated, on a line of their own; the subway's passengers can change to it", () => {
  const line = manifest.lineNames!.findIndex((name) => name.startsWith("Railway"));
  const [a, b] = [city.lineStart[line]!, city.lineStart[line]! + 1].map(
    (station) => city.platforms.place[city.stations.platform[station]!]!,
  ) as [number, number];
  expect(Math.hypot(places.x[a]! - places.x[b]!, places.y[a]! - places.y[b]!)).toBeCloseTo(60_000, -1);
  expect([isSeoul(a), isSeoul(b)]).toEqual([false, true]);
  // 60 km at 42 m/s, stretched to a whole number of headways
  const run = city.stations.run[city.lineStart[line]!]!;
  expect(run).toBeGreaterThan(60_000 / 42 - 1);
  expect(run).toBeLessThan(60_000 / 42 + 1200);
  const interchange = city.interchangeStart.findLastIndex(
    (first) => first <= city.stations.platform[city.lineStart[line]! + 1]!,
  );
  expect(city.interchangeStart[interchange + 1]! - city.interchangeStart[interchange]!).toBeGreaterThan(1);
});

test("the stated number of people commute each way, beyond those whom the jobs draw", () => {
  const crossing = (made: City) => {
    let east = 0;
    let west = 0;
    for (let person = 0; person < made.people.age.length; person++) {
      const anchor = made.people.anchor[person]!;
      if (anchor === NONE || made.people.role[person] !== RoleCode.worker) continue;
      const home = made.places.zone[made.households.home[made.people.household[person]!]!]! >= firstOfSeoul;
      const work = made.places.zone[anchor]! >= firstOfSeoul;
      if (!home && work) east++;
      if (home && !work) west++;
    }
    return { east, west };
  };
  const drawn = crossing(uncommuted);
  const all = crossing(city);
  expect([all.east - drawn.east, all.west - drawn.west]).toEqual([400, 400]);
});

test("whoever works in the other city rides there by train and is at work by noon", () => {
  const sim = new Simulation(city, { ...scenario, outbreak: [] });
  const { routine } = sim.world;
  const commuters = Array.from({ length: people.age.length }, (_, person) => person).filter(
    (person) => people.anchor[person] !== NONE && !isSeoul(homeOf(person)) && isSeoul(people.anchor[person]!),
  );
  let atWork = 0;
  let onTrains = 0;
  for (const person of commuters) {
    routine.at(person, 5.5 * 3600);
    if (isSeoul(routine.place)) atWork++;
    for (let t = 0; t < 5.5 * 3600; t += 60) {
      routine.at(person, t);
      if (!sim.world.lines.isTrain(routine.place)) continue;
      onTrains++;
      break;
    }
  }
  // 5 % of workers stay away on a weekday; four standard errors
  const share = atWork / commuters.length;
  expect(share).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.05 * 0.95) / commuters.length));
  expect(onTrains).toBeGreaterThanOrEqual(atWork);
});

test("an infection of Hyosan travels to Seoul with a commuter", () => {
  const inSeoul: number[] = [];
  const sim = new Simulation(city, scenario, {
    listener: (chunk, rows) => {
      for (let row = 0; row < rows; row++) {
        if (chunk.kind[row] === EventCode.infected && chunk.other[row] !== NONE && isSeoul(chunk.place[row]!))
          inSeoul.push(chunk.time[row]!);
      }
    },
  });
  for (let hour = 1; hour <= 12 && inSeoul.length === 0; hour++) {
    sim.runUntil(hour * 3600);
    sim.flush();
  }
  expect(inSeoul.length).toBeGreaterThan(0);
});

test("cities that would overlap are refused, with what to change", () => {
  expect(() => makeCity(joined({ distance: 3_000 }), "two.yaml")).toThrow(/city\.join\.distance.*open country/s);
  expect(() =>
    makeCity(joined({ cities: ["hyosan", { generate: { name: "seoul", people: 500, seed: 1 } }] }), "two.yaml"),
  ).toThrow(/city\.join\.cities\.1\.generate\.people.*at least 10000/s);
});
