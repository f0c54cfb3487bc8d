import { expect, test, vi } from "vitest";
import { Simulation, type SimulationOptions } from "../../src/model/simulation.js";
import { schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;
const scenario = schoolOutbreak(2_000);
const town = townOf(scenario, 150);

function hashAfter(hours: readonly number[], options: SimulationOptions): string {
  const sim = new Simulation(town, scenario, options);
  for (const hour of hours) {
    sim.runUntil(hour * HOUR);
    sim.countByState();
  }
  return JSON.stringify(sim.hash());
}

test("the same seed gives the same outcome, another seed another", () => {
  const first = hashAfter([3], { seed: 1 });
  expect(hashAfter([3], { seed: 1 })).toBe(first);
  expect(hashAfter([3], { seed: 2 })).not.toBe(first);
});

test("watching and sampling change nothing", () => {
  let rows = 0;
  const listener = (_: unknown, count: number): void => {
    rows += count;
  };
  const often = Array.from({ length: 180 }, (_, k) => (k + 1) / 60);
  expect(hashAfter(often, { seed: 1, listener })).toBe(hashAfter([3], { seed: 1 }));
  expect(rows).toBeGreaterThanOrEqual(0);
});

test("the zones a city is cut into change nothing", () => {
  const coarse = new Simulation(townOf(scenario, 1e6), scenario, { seed: 1 });
  const fine = new Simulation(townOf(scenario, 60), scenario, { seed: 1 });
  coarse.runUntil(3 * HOUR);
  fine.runUntil(3 * HOUR);
  expect(fine.hash()).toEqual(coarse.hash());
});
