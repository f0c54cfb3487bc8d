/** What the authorities ordered, in the folder of a run and on its page. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { digest } from "../../src/outputs/report/digest.js";
import { readTable } from "../../src/outputs/report/read.js";
import { facts } from "../../src/outputs/report/sections.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { Simulation } from "../../src/model/simulation.js";
import { at, town } from "../model/authority-town.js";
import { schoolOutbreak } from "../model/town.js";
import { newFolder } from "./folder.js";

test("a run's folder has what was ordered, why and when, and who was killed by a bombing", {
  timeout: 60_000,
}, async () => {
  const scenario = schoolOutbreak(4_000, {
    authority: [
      { name: "stay in", do: "shelter", when: at(5), delay: "10 min", lasts: "1 h" },
      {
        name: "the bomb",
        do: "bombing",
        when: { number: "turned", reaches: 3 },
        area: { around: "first case", within: "60 m" },
      },
      { name: "never", do: "sweep", when: { hand: true } },
    ],
  });
  const folder = newFolder();
  const recorder = await RunRecorder.open(folder, { scenario, city: town, cityHash: "0", seed: 3, force: true });
  const sim = new Simulation(town, scenario, { seed: 3, listener: recorder.listener });
  sim.flush();
  recorder.sample(sim);
  sim.runUntil(1_800);
  sim.flush();
  recorder.sample(sim);
  await recorder.close(sim, {}, "finished");
  const rows: unknown[] = [];
  const columns = ["time_s", "intervention", "kind", "trigger", "value", "begins_s", "ends_s"];
  await readTable(join(folder, "interventions.parquet"), columns, (c, n) => {
    for (let row = 0; row < n; row++) rows.push(columns.map((name) => c[name]![row]));
  });
  const bomb = sim.orders[1]!;
  expect(rows).toEqual([
    [300, "stay in", "shelter", "time", null, 900, 4_500],
    [bomb.ordered, "the bomb", "bombing", "turned", bomb.value, bomb.ordered, null],
  ]);
  const events = { ordered: 0, bombed: 0, destroyed: 0 };
  await readTable(join(folder, "events.parquet"), ["kind", "person", "state"], (c, n) => {
    for (let row = 0; row < n; row++) {
      const kind = String(c.kind![row]);
      if (!Object.hasOwn(events, kind)) continue;
      events[kind as keyof typeof events]++;
      expect(c.person![row] === null).toBe(kind !== "bombed");
      expect(c.state![row]).toBe(kind === "bombed" ? "bombed" : null);
    }
  });
  const dead = sim.states.findIndex(({ name }) => name === "bombed");
  expect(events.ordered).toBe(2);
  expect(events.bombed).toBe(sim.countByState()[dead]);
  expect(events.destroyed).toBeGreaterThan(10);
  const page = facts(await digest(folder));
  expect(page).toContain("stay in (shelter)");
  expect(page).toContain("the bomb (bombing)");
  expect(page).not.toContain("never");
});
