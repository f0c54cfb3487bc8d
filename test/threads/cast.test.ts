/** The cast in a run shared by threads: the built program (dist), since threads of Node load no TypeScript. */
import { beforeAll, expect, test, vi } from "vitest";
import type * as Hyosan from "../../src/index.js";
import { schoolOutbreak, townOf } from "../model/town.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let hyosan: typeof Hyosan;

beforeAll(async () => {
  hyosan = (await import("../../dist/index.js" as string)) as typeof Hyosan;
});

test("one, two and three threads tell the same courses of the same people", () => {
  const people = {
    "Nam On-jo": { role: "pupil", school: "Hyosan High School", traits: { courage: 1 } },
    "Lee Cheong-san": { class: { of: "Nam On-jo" } },
    "Yoon Gwi-nam": { class: "Science lab" },
    "Park Sun-hwa": { role: "worker", school: "Hyosan High School" },
  };
  const scenario = schoolOutbreak(3_000, { until: "3 h", cast: { people } });
  const town = townOf(scenario, 250);
  const outcomes = [1, 2, 3].map((threads) => {
    const rows: unknown[] = [];
    const sim = hyosan.startSimulation(town, scenario, { threads, courses: (course) => rows.push(course) });
    for (const hour of [0.25, 1, 3]) {
      sim.runUntil(hour * 3600);
      sim.flush();
    }
    const outcome = { hash: sim.hash(), players: sim.cast.players, rows };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.rows.length).toBeGreaterThan(10);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
