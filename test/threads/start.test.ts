/** A run shared by threads: the built program (dist), since threads of Node load no TypeScript. */
import { beforeAll, expect, test, vi } from "vitest";
import type * as Hyosan from "../../src/index.js";
import { strainWith } from "../model/hybrid-town.js";
import { schoolOutbreak, townOf } from "../model/town.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOUR = 3600;
let hyosan: typeof Hyosan;

beforeAll(async () => {
  hyosan = (await import("../../dist/index.js" as string)) as typeof Hyosan;
});

test("one, two, three and eight threads have the same outbreak, event by event", () => {
  const scenario = schoolOutbreak(3_000, { until: "1 h" });
  const town = townOf(scenario, 250);
  const outcomes = [1, 2, 3, 8].map((threads) => {
    const rows: number[] = [];
    const sim = hyosan.startSimulation(town, scenario, {
      threads,
      listener: (chunk, n) => {
        for (let row = 0; row < n; row++) rows.push(chunk.time[row]!, chunk.person[row]!, chunk.kind[row]!);
      },
    });
    for (const hour of [0.25, 0.6, 1]) sim.runUntil(hour * HOUR);
    sim.flush();
    const { infections, attacks, active, events } = sim;
    const counts = [...sim.countByZoneState()];
    const outcome = { hash: sim.hash(), infections, attacks, active, events, counts, rows };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.infections).toBeGreaterThan(5);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});

test("places that have seen danger have a row each of what it has left, whichever thread made it, and others have none", () => {
  const scenario = schoolOutbreak(3_000, { until: "1 h" });
  for (const threads of [1, 3]) {
    const sim = hyosan.startSimulation(townOf(scenario, 250), scenario, { threads });
    sim.runUntil(HOUR);
    const { danger, place } = sim.world;
    const rows = [...place.danger].filter((row) => row > 0);
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThan(place.danger.length / 2);
    expect(rows.reduce((sum, row) => sum + danger.attacks[row]!, 0)).toBe(danger.attacks.reduce((a, b) => a + b, 0));
    expect([danger.hazardRate[0], danger.hazard[0], danger.attacks[0], danger.quietUntil[0]]).toEqual([0, 0, 0, 0]);
    sim.end();
  }
});

test("one, two and three threads have the same groups and decisions", () => {
  const strains = strainWith(0.3, { hunger: { after: "30 min" }, control: { rate: "4 /h" } });
  const scenario = schoolOutbreak(3_000, { until: "90 min", groups: {}, fights: {}, noise: { setOff: 0.05 }, strains });
  const town = townOf(scenario, 250);
  const outcomes = [1, 2, 3].map((threads) => {
    const events: number[] = [];
    const decisions: number[] = [];
    const sim = hyosan.startSimulation(town, scenario, {
      threads,
      listener: (chunk, n) => {
        for (let row = 0; row < n; row++) events.push(chunk.time[row]!, chunk.person[row]!, chunk.kind[row]!);
      },
      actions: (chunk, n) => {
        for (let row = 0; row < n; row++)
          decisions.push(chunk.event[row]!, chunk.person[row]!, chunk.probability[row]!);
      },
    });
    for (const hour of [0.25, 0.9, 1.5]) sim.runUntil(hour * HOUR);
    sim.flush();
    const outcome = { hash: sim.hash(), events, decisions };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.decisions.length).toBeGreaterThan(300);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});

test("one, two and three threads have the same attacks where all reach differently", () => {
  const { jonas } = strainWith(0.3, { reach: 2, sight: 2, hunger: { after: "20 min" }, control: { rate: "6 /h" } }) as {
    jonas: { attack: { law: object } };
  };
  const law = { ...jonas.attack.law, reachBy: { height: 1, strength: 0.5 } };
  const scenario = schoolOutbreak(3_000, {
    until: "1 h",
    strains: { jonas: { ...jonas, attack: { ...jonas.attack, law } } },
    fights: { arms: { police: 0.2, turn: 0.7 } },
  });
  const town = townOf(scenario, 250);
  const outcomes = [1, 2, 3].map((threads) => {
    const sim = hyosan.startSimulation(town, scenario, { threads });
    for (const hour of [0.3, 1]) sim.runUntil(hour * HOUR);
    const outcome = { hash: sim.hash(), infections: sim.infections, attacks: sim.attacks };
    sim.end();
    return outcome;
  });
  expect(outcomes[0]!.attacks).toBeGreaterThan(10);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});

test("people who cannot be infected are told by the first thread, and the others end", () => {
  const scenario = schoolOutbreak(3_000, { outbreak: [{ strain: "jonas", count: 2_999, where: { kind: "roof" } }] });
  const town = townOf(scenario, 250);
  expect(() => hyosan.startSimulation(town, scenario, { threads: 2 })).toThrow(/at least 2999 susceptible people/);
});

test("a run that ends with the n-th case or with extinction ends at the same time, with any number of threads and pauses", () => {
  const scenario = schoolOutbreak(3_000, { until: "2 h", stop: { cases: 10 } });
  const town = townOf(scenario, 250);
  const ends = [1, 2, 3].flatMap((threads) =>
    [3_600, 100.3].map((slice) => {
      const sim = hyosan.startSimulation(town, scenario, { threads });
      for (let t = slice; sim.finished === "no" && t <= 7_200; t += slice) sim.runUntil(t);
      const { finished, now, infections } = sim;
      const end = { finished, now, infections, hash: sim.hash() };
      sim.end();
      return end;
    }),
  );
  expect(ends[0]!.finished).toBe("cases");
  for (const end of ends) expect(end).toEqual(ends[0]);
});
