import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { makeCity } from "../../src/builder/made.js";
import type { City } from "../../src/city/city.js";
import { EventCode } from "../../src/engine/events.js";
import { Simulation, type SimulationOptions } from "../../src/model/simulation.js";
import { resolveScenario } from "../../src/scenario/builtin.js";
import { loadScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/schema.js";

vi.setConfig({ testTimeout: 120_000 });

const DAY = 86_400;

function influenza(...sets: string[]): Scenario {
  const { text, file } = resolveScenario("influenza");
  return loadScenario(text, file, sets);
}

function townOf({ city }: Scenario): City {
  return makeCity(city, "test")!;
}

interface Infection {
  readonly person: number;
  readonly by: number;
  readonly time: number;
}

/** Runs to the end, pausing as often as `pause` says (s); the run, and who was infected by whom. */
function run(town: City, scenario: Scenario, options: SimulationOptions = {}, pause = Number.POSITIVE_INFINITY) {
  const infections: Infection[] = [];
  const simulation = new Simulation(town, scenario, {
    ...options,
    listener: ({ kind, person, other, time }, rows) => {
      for (let row = 0; row < rows; row++) {
        if (kind[row] !== EventCode.infected) continue;
        infections.push({ person: person[row]!, by: other[row]!, time: time[row]! });
      }
    },
  });
  while (simulation.finished === "no") simulation.runUntil(simulation.now + pause);
  simulation.flush();
  return { simulation, infections };
}

test.each([1, 2])(
  "influenza swept and with everyone awake, one event at a time, is the same to the bit, seed %i",
  (seed) => {
    const scenario = influenza("people=1500", "until=25 d", "outbreak.0.count=40");
    const town = townOf(scenario);
    const swept = run(town, scenario, { seed });
    const awake = run(town, scenario, { seed, alwaysAwake: true });
    expect(swept.simulation.sweep).toBeDefined();
    expect(awake.simulation.sweep).toBeUndefined();
    expect(swept.infections.length).toBeGreaterThan(500);
    expect(swept.simulation.hash()).toEqual(awake.simulation.hash());
  },
);

test("neither pauses nor the length of the windows change a sweep, and it ends with the last recovery", () => {
  const scenario = influenza("people=3000");
  const town = townOf(scenario);
  const whole = run(town, scenario).simulation;
  const paused = run(town, scenario, {}, 0.37 * DAY).simulation;
  const often = run(town, influenza("people=3000", "record.series=10 min")).simulation;
  expect(whole.finished).toBe("extinction");
  expect(whole.now).toBeGreaterThan(30 * DAY);
  for (const other of [paused, often]) expect([other.hash(), other.now]).toEqual([whole.hash(), whole.now]);
});

test("the first infections of a sweep are those of a run that stops with them", () => {
  const scenario = influenza("people=3000");
  const town = townOf(scenario);
  const stopped = run(town, influenza("people=3000", "stop.cases=400"));
  expect(stopped.simulation.sweep).toBeUndefined();
  expect(stopped.infections).toHaveLength(400);
  expect(run(town, scenario).infections.slice(0, 400)).toEqual(stopped.infections);
});

test("people infected later by hand, and dying ones, are the same swept and one by one", () => {
  const states = {
    latent: { dwell: { fixed: "1 d" }, next: { infectious: 1 } },
    infectious: { infectiousness: 1, dwell: { fixed: "3 d" }, next: { recovered: 0.7, dead: 0.3 } },
    recovered: {},
    dead: { conduct: "dead" },
  };
  const outbreak = [
    { strain: "influenza", count: 5 },
    { strain: "influenza", count: 20, at: "8 d", state: "infectious", who: { role: "pupil" } },
  ];
  const scenario = influenza(
    "people=1500",
    "until=16 d",
    `strains.influenza.states=${JSON.stringify(states)}`,
    `outbreak=${JSON.stringify(outbreak)}`,
  );
  const town = townOf(scenario);
  const swept = run(town, scenario).simulation;
  expect(swept.hash()).toEqual(run(town, scenario, { alwaysAwake: true }).simulation.hash());
});

/** Rates of which only one is not 0, for people infectious for exactly two days, so that whom they infect is not. */
function only(setting: string): Scenario {
  const states = {
    infectious: { infectiousness: 1, dwell: { fixed: "2 d" }, next: { recovered: 1 } },
    latent: { dwell: { fixed: "9 d" }, next: { recovered: 1 } },
    recovered: {},
  };
  return influenza(
    "people=6000",
    "until=3 d",
    `strains.influenza.states=${JSON.stringify(states)}`,
    `strains.influenza.contact.rates={ ${setting}: 0.5 /d }`,
    `outbreak=[{ strain: influenza, state: infectious, ${setting === "class" ? "count: 250, who: { role: pupil }" : "count: 600"} }]`,
  );
}

/** s within the first two days during which a person is in a place by their routine: [from, until] each. */
function staysIn({ world }: Simulation, person: number, place: number): [number, number][] {
  const stays: [number, number][] = [];
  for (let t = 0; t < 2 * DAY; ) {
    world.routine.at(person, t);
    const until = Math.min(world.routine.until, 2 * DAY);
    if (world.routine.place === place) stays.push([t, until]);
    t = until;
  }
  return stays;
}

function overlap(a: readonly [number, number][], b: readonly [number, number][]): number {
  let sum = 0;
  for (const [from, until] of a) for (const [f, u] of b) sum += Math.max(0, Math.min(until, u) - Math.max(from, f));
  return sum;
}

/** Hours of two days in which contacts are made in the community. */
const OPEN = 2 * 15 * 3600;

/** [people] hazard of being infected by the infectious, without the rate, s. */
function exposures(sim: Simulation, setting: string, sources: readonly number[]): Float64Array {
  const { people, households, places } = sim.city;
  const exposure = new Float64Array(people.age.length);
  const homeOf = (person: number) => households.home[people.household[person]!]!;
  const groupOf = (person: number): number => {
    if (setting === "household") return people.household[person]!;
    if (setting === "community") return places.zone[homeOf(person)]!;
    return people.anchor[person]!;
  };
  const members = new Map<number, number[]>();
  for (let person = 0; person < people.age.length; person++) {
    const group = groupOf(person);
    if (group !== NONE) members.set(group, [...(members.get(group) ?? []), person]);
  }
  for (const source of sources) {
    if (setting === "class" && people.role[source] === 3) continue;
    if (setting === "workplace" && people.role[source] !== 3) continue;
    const others = (members.get(groupOf(source)) ?? []).filter((other) => other !== source);
    const place = setting === "household" ? homeOf(source) : people.anchor[source]!;
    const stays = setting === "community" ? [] : staysIn(sim, source, place);
    for (const other of others) {
      const together = setting === "community" ? OPEN : overlap(stays, staysIn(sim, other, place));
      exposure[other]! += together / others.length;
    }
  }
  return exposure;
}

test.each(["household", "class", "workplace", "community"])(
  "as many are infected as the time spent together says: %s",
  (setting) => {
    const scenario = only(setting);
    const { simulation, infections } = run(townOf(scenario), scenario);
    const sources = infections.filter(({ by }) => by === NONE).map(({ person }) => person);
    const exposure = exposures(simulation, setting, sources);
    for (const source of sources) exposure[source] = 0;
    let mean = 0;
    let variance = 0;
    for (const seconds of exposure) {
      const probability = 1 - Math.exp((-0.5 / DAY) * seconds);
      mean += probability;
      variance += probability * (1 - probability);
    }
    expect(mean).toBeGreaterThan(30);
    expect(Math.abs(infections.length - sources.length - mean)).toBeLessThan(4 * Math.sqrt(variance));
  },
);
