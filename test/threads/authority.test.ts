/** Interventions in a run shared by threads: the built program (dist), since threads of Node load no TypeScript. */
import { beforeAll, expect, test, vi } from "vitest";
import type * as Hyosan from "../../src/index.js";
import { ALL, town } from "../model/authority-town.js";
import { schoolOutbreak } from "../model/town.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOUR = 3600;
let hyosan: typeof Hyosan;

beforeAll(async () => {
  hyosan = (await import("../../dist/index.js" as string)) as typeof Hyosan;
});

test("one, two and three threads have the same outbreak and the same interventions, also by hand", () => {
  const byHand = {
    name: "last",
    do: "evacuation",
    when: { hand: true },
    to: "Hyosan Hospital / Lobby",
    lasts: "30 min",
  };
  const scenario = schoolOutbreak(4_000, { authority: [...ALL, byHand] });
  const outcomes = [1, 2, 3].map((threads) => {
    const sim = hyosan.startSimulation(town, scenario, { threads, seed: 3 });
    sim.runUntil(0.75 * HOUR);
    sim.order("last");
    for (const hour of [1, 2]) sim.runUntil(hour * HOUR);
    const { infections, events } = sim;
    const orders = sim.orders.map(({ plan, ordered, begins, trigger, value }) => [
      plan.row,
      ordered,
      begins,
      trigger,
      value,
    ]);
    const outcome = { hash: sim.hash(), infections, events, counts: [...sim.countByZoneState()], orders };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.infections).toBeGreaterThan(30);
  expect(outcomes[0]!.orders.length).toBe(11);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
