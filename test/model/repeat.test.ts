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

test("the zones a city is cut into change no more than the instants at their borders", () => {
  const seeds = Array.from({ length: 24 }, (_, k) => k + 1);
  const infections = (side: number) =>
    seeds.map((seed) => {
      const sim = new Simulation(townOf(scenario, side), scenario, { seed });
      sim.runUntil(1.5 * HOUR);
      return sim.infections;
    });
  const coarse = infections(1e6);
  const fine = infections(100);
  const error = Math.sqrt((variance(coarse) + variance(fine)) / seeds.length);
  expect(Math.abs(mean(fine) - mean(coarse))).toBeLessThan(4 * error);
});

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (values.length - 1);
}
