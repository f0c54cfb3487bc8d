import { expect, test, vi } from "vitest";
import { NONE } from "../../../src/base/columns.js";
import { makeCity } from "../../../src/builder/made.js";
import { EventCode } from "../../../src/engine/events.js";
import { BITE, DORMANCY, HYBRIDS, INCUBATION, INFECTIOUSNESS, SPEED } from "../../../src/model/strains/heredity.js";
import { Simulation } from "../../../src/model/simulation.js";
import { resolveScenario } from "../../../src/scenario/builtin.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { schoolOutbreak, townOf } from "../town.js";
import { inRoom, ofKind, run, stateOf } from "./runs.js";

vi.setConfig({ testTimeout: 60_000 });

const DAY = 86_400;

const SIR = {
  entry: "infectious",
  contact: { rate: "2 per day" },
  states: {
    infectious: { infectiousness: 1, dwell: { fixed: "1 d" }, next: { recovered: 1 } },
    recovered: {},
  },
};

/** The flagship's strain, every transmission of which mutates in the given traits. */
function mutating(spread: Record<string, number>, changes: Record<string, unknown> = {}) {
  const { jonas } = schoolOutbreak(3_000).strains;
  const { attack, states } = jonas!;
  const scenario = schoolOutbreak(3_000, changes);
  const mutation = { probability: 1, spread: { ...NO_SPREAD, ...spread }, most: 10, to: {} };
  return { ...scenario, strains: { jonas: { entry: "incubating", attack, states, mutation, ...changes.jonas! } } };
}

const NO_SPREAD = { incubation: 0, bite: 0, speed: 0, hybrids: 0, dormancy: 0, infectiousness: 0 };

test("each transmission mutates with the given probability: variants are binomial, whatever the dynamics", () => {
  const scenario = inRoom(3_000, { sir: { ...SIR, mutation: { probability: 0.1 } } });
  const { sim, rows } = run(scenario);
  const transmissions = sim.infections - 10;
  const mutants = ofKind(rows, "mutated").length;
  expect(transmissions).toBeGreaterThan(1_500);
  expect(Math.abs(mutants - 0.1 * transmissions)).toBeLessThan(4 * Math.sqrt(transmissions * 0.09));
});

test("a mutation is told right before the infection by which it is passed on, and never of the seeded", () => {
  const { rows } = run(inRoom(500, { sir: { ...SIR, mutation: { probability: 0.3 } } }));
  rows.forEach((row, k) => {
    if (row.kind === EventCode.mutated) expect(rows[k + 1]).toEqual({ ...row, kind: EventCode.infected });
  });
  expect(ofKind(rows, "mutated").length).toBeGreaterThan(50);
  expect(ofKind(rows, "mutated").filter(({ other }) => other === NONE)).toEqual([]);
});

test("a strain that does not mutate has the same run with and without one that does, in another room of the log", () => {
  const { rows } = run(inRoom(500, { sir: SIR }));
  const mutated = run(inRoom(500, { sir: { ...SIR, mutation: { probability: 0.3 } } })).rows;
  expect(mutated.filter(({ kind }) => kind !== EventCode.mutated)).toEqual(rows);
});

test("factors take Gaussian steps of the given spread in the logarithm, and are inherited without mutation", () => {
  const mutation = { probability: 0.5, spread: { infectiousness: 0.05 } };
  const { sim, rows } = run(inRoom(4_000, { sir: { ...SIR, mutation } }));
  const mutants = new Set(ofKind(rows, "mutated").map(({ person }) => person));
  const steps: number[] = [];
  for (const { person, other } of ofKind(rows, "infected")) {
    const own = sim.variation!.factor(INFECTIOUSNESS, person);
    const parent = other === NONE ? 1 : sim.variation!.factor(INFECTIOUSNESS, other);
    if (mutants.has(person)) steps.push(Math.log(own / parent) / 0.05);
    else expect(own).toBe(parent);
  }
  const n = steps.length;
  expect(n).toBeGreaterThan(1_000);
  const squares = steps.reduce((sum, step) => sum + step * step, 0);
  expect(Math.abs(steps.reduce((sum, step) => sum + step, 0)) / n).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
});

test("a variant twice as infectious makes twice the contacts", () => {
  const people = 3_000;
  const mutation = { probability: 1, spread: { infectiousness: 0.3 } };
  const { sim, rows } = run(inRoom(people, { sir: { ...SIR, contact: { rate: "1.5 per day" }, mutation } }));
  const rate = (person: number) => (1.5 / DAY) * sim.variation!.factor(INFECTIOUSNESS, person);
  const isMore = (person: number) => sim.variation!.factor(INFECTIOUSNESS, person) > 1.5;
  let susceptible = people;
  let before = 0;
  let exposure = 0; // integral of the share of susceptible people over time
  const since = new Map<number, number>();
  const sums = { expected: 0, found: 0 };
  for (const { kind, person, other, time } of rows) {
    if (kind === EventCode.mutated) continue;
    exposure += ((time - before) * susceptible) / (people - 1);
    before = time;
    if (kind === EventCode.progressed) {
      if (isMore(person)) sums.expected += rate(person) * (exposure - since.get(person)!);
      continue;
    }
    since.set(person, exposure);
    susceptible--;
    if (other !== NONE && isMore(other)) sums.found++;
  }
  expect(sums.expected).toBeGreaterThan(500);
  expect(Math.abs(sums.found - sums.expected)).toBeLessThan(4 * Math.sqrt(sums.expected));
});

test("incubation lasts as much longer as the variant's factor says, other states as long as ever", () => {
  const states = {
    incubating: { dwell: { fixed: "2 h" }, next: { infectious: 1 } },
    infectious: { infectiousness: 1, dwell: { fixed: "1 d" }, next: { recovered: 1 } },
    recovered: {},
  };
  const mutation = { probability: 0.5, spread: { incubation: 0.4 } };
  const { sim, rows } = run(inRoom(800, { seir: { ...SIR, entry: "incubating", states, mutation } }));
  const infected = new Map(ofKind(rows, "infected").map((row) => [row.person, row]));
  const ill = new Map<number, number>();
  for (const { person, time, state } of ofKind(rows, "progressed")) {
    if (state === stateOf(sim, "infectious")) {
      const factor = sim.variation!.factor(INCUBATION, person);
      expect((time - infected.get(person)!.time) / 7_200).toBeCloseTo(factor, 6);
      ill.set(person, time);
    } else expect(time - ill.get(person)!).toBeCloseTo(DAY, 4);
  }
  expect(ill.size).toBeGreaterThan(400);
});

test("the weight of bites and of hybrids has the variant's factor", () => {
  const attack = { law: { kind: "pair-rate", rate: "0.001 /h" }, outcomes: { bitten: 0.3, escaped: 0.7 } };
  const states = {
    incubating: { dwell: { fixed: "1 h" }, next: { turned: 0.8, hybrid: 0.2 } },
    turned: { conduct: "turned", dwell: { fixed: "30 d" }, next: { dead: 1 } },
    ...{ hybrid: { conduct: "hybrid" }, dead: { conduct: "dead" } },
  };
  const mutation = { probability: 1, spread: { bite: 0.5, hybrids: 0.7 } };
  const { sim, rows } = run(inRoom(3_000, { jonas: { entry: "incubating", attack, states, mutation } }));
  const share = (weight: number, factor: number) => (weight * factor) / (weight * factor + 1 - weight);
  const sums = { bites: 0, bitten: 0, biteVariance: 0, hybrids: 0, hybrid: 0, hybridVariance: 0 };
  for (const { kind, person, other, state } of rows) {
    if ((kind === EventCode.infected && other !== NONE) || kind === EventCode.attacked) {
      const attacker = kind === EventCode.infected ? other : person;
      const p = share(0.3, sim.variation!.factor(BITE, attacker));
      sums.bites += p;
      sums.biteVariance += p * (1 - p);
      if (kind === EventCode.infected) sums.bitten++;
    }
    if (kind !== EventCode.progressed || state === stateOf(sim, "dead")) continue;
    const p = share(0.2, sim.variation!.factor(HYBRIDS, person));
    sums.hybrids += p;
    sums.hybridVariance += p * (1 - p);
    if (state === stateOf(sim, "hybrid")) sums.hybrid++;
  }
  expect(sums.bitten).toBeGreaterThan(1_000);
  expect(Math.abs(sums.bitten - sums.bites)).toBeLessThan(4 * Math.sqrt(sums.biteVariance));
  expect(Math.abs(sums.hybrid - sums.hybrids)).toBeLessThan(4 * Math.sqrt(sums.hybridVariance));
});

test.each([
  ["speed", SPEED, 0.3],
  ["dormancy", DORMANCY, 1],
])("variants differ in %s, and so does what becomes of the outbreak", (trait, row, sigma) => {
  const without = mutating({}, { until: "2 h" });
  const varied = mutating({ [trait]: sigma }, { until: "2 h" });
  const town = townOf(without, 120);
  const [plain, other] = [without, varied].map((scenario) => run(scenario, { seed: 3 }, town));
  const infected = ofKind(other!.rows, "infected").filter(({ other: by }) => by !== NONE);
  expect(infected.length).toBeGreaterThan(5);
  for (const { person } of infected) expect(other!.sim.variation!.factor(row, person)).not.toBe(1);
  expect(other!.sim.hash().events).not.toBe(plain!.sim.hash().events);
});

test("a lazy and a fully awake town have the same outbreak of the same variants", () => {
  const spread = { incubation: 0.3, bite: 0.2, speed: 0.1, hybrids: 0.5, dormancy: 0.3 };
  const scenario = mutating(spread, { until: "2 h" });
  const town = townOf(scenario, 120);
  const [lazy, awake] = [false, true].map((alwaysAwake) => run(scenario, { alwaysAwake }, town));
  expect(ofKind(lazy!.rows, "mutated").length).toBeGreaterThan(20);
  expect(lazy!.sim.hash()).toEqual(awake!.sim.hash());
});

test("influenza that mutates, and whose spreaders differ, is the same swept and with everyone awake", () => {
  const { text, file } = resolveScenario("influenza");
  const mutation = "{ probability: 0.1, spread: { infectiousness: 0.2, incubation: 0.2 } }";
  const scenario = loadScenario(text, file, [
    ...["people=1500", "until=25 d", "outbreak.0.count=40"],
    ...[`strains.influenza.mutation=${mutation}`, "strains.influenza.contact.dispersion=0.5"],
  ]);
  const town = makeCity(scenario.city, "test")!;
  const swept = run(scenario, {}, town);
  const awake = run(scenario, { alwaysAwake: true }, town);
  expect(swept.sim.sweep).toBeDefined();
  expect(awake.sim.sweep).toBeUndefined();
  expect(ofKind(swept.rows, "mutated").length).toBeGreaterThan(40);
  expect(swept.sim.hash()).toEqual(awake.sim.hash());
});

test("a strain that mutates into another passes that on with the given probability, with its states", () => {
  const strains = {
    wild: { ...SIR, mutation: { to: { escape: 0.05 } } },
    escape: { base: "wild", contact: { rate: "3 per day" } },
  };
  const outbreak = [{ strain: "wild", count: 10 }];
  const { sim, rows } = run(inRoom(3_000, strains, { outbreak }));
  const byWild = ofKind(rows, "infected").filter(
    ({ other }) => other !== NONE && rows.some((row) => row.person === other && row.strain === 0),
  );
  const escaped = byWild.filter(({ strain }) => strain === 1);
  const n = byWild.length;
  expect(n).toBeGreaterThan(300);
  expect(Math.abs(escaped.length - 0.05 * n)).toBeLessThan(4 * Math.sqrt(n * 0.05 * 0.95));
  expect(ofKind(rows, "mutated").map(({ person }) => person)).toEqual(escaped.map(({ person }) => person));
  for (const { state } of escaped) expect(sim.states[state]!.name).toBe("escape.infectious");
  expect(ofKind(rows, "infected").filter(({ strain }) => strain === 1).length).toBeGreaterThan(2 * escaped.length);
});

test("only traits in which variants differ take memory, and a scenario without mutation has no genomes", () => {
  const { variation } = new Simulation(
    makeCity({ room: { people: 9, area: 9 } }, "test")!,
    inRoom(
      9,
      { sir: SIR },
      {
        outbreak: [],
      },
    ),
  );
  expect(variation).toBeUndefined();
});
