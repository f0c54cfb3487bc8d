import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { makeCity } from "../../src/builder/made.js";
import type { Listener } from "../../src/engine/events.js";
import { CONVINCED_PEOPLE, TELLING_PEOPLE } from "../../src/model/information/information.js";
import { Simulation } from "../../src/model/simulation.js";
import { loadScenario, parseScenario } from "../../src/scenario/load.js";
import { groupedTown, informed } from "./informed-town.js";

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60;
const HOUR = 3600;

test("with the same seed a cover-up and a warning share every event before the first word", () => {
  const [lied, told] = ["cover-up", "told-at-once"].map((name) => {
    const scenario = loadScenario(readFileSync(`scenarios/${name}.yaml`, "utf8"), name);
    const rows: number[][] = [];
    const listener: Listener = ({ time, kind, person, other, place, state }, n) => {
      for (let k = 0; k < n; k++) rows.push([time[k]!, kind[k]!, person[k]!, other[k]!, place[k]!, state[k]!]);
    };
    const sim = new Simulation(makeCity(scenario.city, "test")!, scenario, { listener });
    sim.runUntil(0.75 * HOUR);
    sim.flush();
    return { rows, said: sim.information!.official.said };
  });
  const { at } = lied!.said[0]!;
  expect(lied!.said[0]!.word).toBe("denial");
  expect(told!.said).toEqual([{ at, word: "warning" }]);
  const before = (rows: number[][]) => rows.filter(([time]) => time! < at);
  expect(before(lied!.rows).length).toBeGreaterThan(500);
  expect(before(lied!.rows)).toEqual(before(told!.rows));
  expect(lied!.rows).not.toEqual(told!.rows);
});

test("a denial ends at the first review at which more than a share of people know better", () => {
  const scenario = informed(3_000, {
    policy: { stance: "deny", review: "5 min", notice: 3, collapse: 0.3, leak: { rate: "0 per h" } },
  });
  const sim = new Simulation(groupedTown(scenario, 250), scenario, { seed: 2 });
  const share = () => {
    const counts = sim.information!.survey(sim.now);
    return counts[CONVINCED_PEOPLE]! / counts.subarray(0, TELLING_PEOPLE).reduce((sum, n) => sum + n, 0);
  };
  const { official } = sim.information!;
  for (let review = 1; official.admittedAt === Number.POSITIVE_INFINITY && review < 60; review++) {
    sim.runUntil(review * 5 * MINUTE - 1e-6);
    const known = share();
    sim.runUntil(review * 5 * MINUTE);
    expect(official.admittedAt === sim.now, `${known} know at ${sim.now} s`).toBe(
      official.deniedAt < sim.now && known >= 0.3,
    );
  }
  expect(official.said.map(({ word }) => word)).toEqual(["denial", "admission"]);
});

test("leaks come at the hazard times the number of the convinced, as long as nothing is admitted", () => {
  const scenario = parseScenario({
    name: "leaks",
    city: { room: { people: 400 } },
    until: "400 h",
    stop: { extinction: false },
    strains: {
      mild: { entry: "sick", contact: { rate: "1e-9 per d" }, states: { sick: { infectiousness: 1 } } },
    },
    outbreak: [{ strain: "mild" }],
    information: {
      begins: [{ belief: "convinced", count: 200 }],
      policy: {
        ...{ stance: "silent", review: "15 min", notice: 1, collapse: 1 },
        leak: { rate: "0.005 per h", reach: 0 },
      },
    },
  });
  const sim = new Simulation(makeCity(scenario.city, "test")!, scenario, { seed: 5 });
  sim.runUntil(400 * HOUR);
  const n = 1_599; // reviews after the one at which they came to know
  const convinced = sim.information!.survey(sim.now)[CONVINCED_PEOPLE]!; // the 200, and the one who is sick
  const p = 1 - Math.exp(-0.005 * convinced * 0.25);
  const leaks = sim.information!.official.said.length;
  expect(Math.abs(leaks / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
});

test("the silent say nothing, and what they admit in the end convinces", () => {
  const quiet = (stance: string) => {
    const policy = { stance, review: "5 min", notice: 3, collapse: 0.1, leak: { rate: "0 per h" } };
    const scenario = informed(3_000, { policy });
    const sim = new Simulation(groupedTown(scenario, 250), scenario, { seed: 2 });
    sim.runUntil(2 * HOUR);
    return sim.information!;
  };
  const silent = quiet("silent");
  expect(silent.official.said.map(({ word }) => word)).toEqual(["admission"]);
  const { admittedAt } = silent.official;
  const convinced = (t: number) => silent.beliefs.table.convincedAt.filter((at) => at < t).length;
  expect(convinced(admittedAt + 1_800)).toBeGreaterThan(2 * convinced(admittedAt));
  expect(quiet("deny").official.deniedAt).toBeLessThan(2 * HOUR);
});
