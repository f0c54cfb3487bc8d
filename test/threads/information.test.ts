/** What people know, in a run shared by threads: the built program (dist), since threads of Node load no TypeScript. */
import { beforeAll, expect, test, vi } from "vitest";
import type * as Hyosan from "../../src/index.js";
import { groupedTown, informed } from "../model/informed-town.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOUR = 3600;
let hyosan: typeof Hyosan;

beforeAll(async () => {
  hyosan = (await import("../../dist/index.js" as string)) as typeof Hyosan;
});

test("with one, two and three threads the same people know the same, and are told the same", () => {
  const scenario = informed(
    3_000,
    { begins: [{ at: "5 min", count: 30 }] },
    { until: "1 h", start: "2021-10-29 07:40", outbreak: [{ strain: "jonas", count: 6 }] },
  );
  const town = groupedTown(scenario, 250);
  const outcomes = [1, 2, 3].map((threads) => {
    const sim = hyosan.startSimulation(town, scenario, { threads });
    const counts = [0.2, 0.4, 0.41, 0.7].map((hour) => {
      sim.runUntil(hour * HOUR);
      return [...sim.information!.countAt(sim.now)];
    });
    const { infections, events, information } = sim;
    const { heardAt, convincedAt, silentAt, stifledAt } = information!.beliefs.table;
    const times = [heardAt, convincedAt, silentAt, stifledAt].map((all) => [...all]);
    const { said } = information!.official;
    const outcome = { hash: sim.hash(), infections, events, counts, times, said };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.infections).toBeGreaterThan(10);
  expect(outcomes[0]!.said.map(({ word }) => word)).toContain("denial");
  expect(outcomes[0]!.times[1]!.filter((at) => at < 0.7 * HOUR).length).toBeGreaterThan(300);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
