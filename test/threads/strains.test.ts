/** Variants in a run shared by threads: the built program (dist), since threads of Node load no TypeScript. */
import { beforeAll, expect, test, vi } from "vitest";
import type * as Hyosan from "../../src/index.js";
import { schoolOutbreak, townOf } from "../model/town.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let hyosan: typeof Hyosan;

beforeAll(async () => {
  hyosan = (await import("../../dist/index.js" as string)) as typeof Hyosan;
});

test("one, two and three threads have the same mutations, and the same genomes of everyone", () => {
  const { jonas } = schoolOutbreak(3_000).strains;
  const spread = { incubation: 0.3, bite: 0.2, speed: 0.1, hybrids: 0.5, dormancy: 0.3, infectiousness: 0 };
  const mutation = { probability: 0.4, spread, most: 5, to: { worse: 0.05 } };
  const scenario = {
    ...schoolOutbreak(3_000, { until: "90 min" }),
    strains: { jonas: { ...jonas!, mutation }, worse: { ...jonas!, base: "jonas" } },
  };
  const town = townOf(scenario, 250);
  const outcomes = [1, 2, 3].map((threads) => {
    const mutations: number[] = [];
    const sim = hyosan.startSimulation(town, scenario, {
      threads,
      listener: ({ kind, person, time }, rows) => {
        for (let row = 0; row < rows; row++) {
          if (kind[row] === hyosan.EventCode.mutated) mutations.push(person[row]!, time[row]!);
        }
      },
    });
    sim.runUntil(5_400);
    sim.flush();
    const genomes = Array.from({ length: town.people.age.length }, (_, person) =>
      [0, 1, 2, 3, 4, 5].map((trait) => sim.variation!.factor(trait, person)),
    );
    const outcome = { hash: sim.hash(), infections: sim.infections, mutations, genomes };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.mutations.length).toBeGreaterThan(10);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
