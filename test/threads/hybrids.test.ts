/** Hybrids, fights and noise in a run shared by threads: the built program (dist), since threads of Node load no TypeScript. */
import { beforeAll, expect, test, vi } from "vitest";
import type * as Hyosan from "../../src/index.js";
import { HYBRIDS } from "../model/hybrid-town.js";
import { townOf } from "../model/town.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let hyosan: typeof Hyosan;

beforeAll(async () => {
  hyosan = (await import("../../dist/index.js" as string)) as typeof Hyosan;
});

test("one, two and three threads have the same outbreak of hybrids who fight", () => {
  const town = townOf(HYBRIDS, 200);
  const outcomes = [1, 2, 3].map((threads) => {
    const sim = hyosan.startSimulation(town, HYBRIDS, { threads, seed: 2 });
    for (const hour of [0.3, 1, 1.5]) sim.runUntil(hour * 3600);
    const { infections, attacks, active, events } = sim;
    const outcome = { hash: sim.hash(), infections, attacks, active, events };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.infections).toBeGreaterThan(30);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
