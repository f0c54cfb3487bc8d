import { expect, test, vi } from "vitest";
import { NONE } from "../../../src/base/columns.js";
import { makeCity } from "../../../src/builder/made.js";
import { Simulation } from "../../../src/model/simulation.js";
import { resolveScenario } from "../../../src/scenario/builtin.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { inRoom, ofKind, run, stateOf } from "./runs.js";

vi.setConfig({ testTimeout: 60_000 });

const DAY = 86_400;

/** Half the room is recovered from `a`; `b` comes, and infects them with half the probability. */
const HALF_IMMUNE = {
  a: {
    ...{ entry: "infectious", contact: { rate: "1 per day" } },
    states: {
      infectious: { infectiousness: 1, dwell: { fixed: "1 d" }, next: { recovered: 1 } },
      recovered: { susceptibility: { b: 0.5 } },
    },
  },
  b: {
    ...{ entry: "infectious", contact: { rate: "1 per day" } },
    states: {
      infectious: { infectiousness: 1, dwell: { fixed: "1 d" }, next: { recovered: 1 } },
      recovered: {},
    },
  },
};

/** Of those infected with b from `start` on: how many had had a, and how many nothing. */
function infectedWithB(rows: ReturnType<typeof run>["rows"]): { recovered: number; others: number } {
  const had = new Set<number>();
  const counts = { recovered: 0, others: 0 };
  for (const { person, other, strain } of ofKind(rows, "infected")) {
    if (strain === 0) had.add(person);
    else if (other !== NONE) counts[had.has(person) ? "recovered" : "others"]++;
  }
  return counts;
}

test("people recovered from one strain are infected with another with the probability the state says", () => {
  const people = 20_000;
  const outbreak = [
    { strain: "a", count: people / 2, state: "recovered" },
    { strain: "b", count: 800 },
  ];
  const { rows } = run(inRoom(people, HALF_IMMUNE, { outbreak, until: "1 d" }));
  const { recovered, others } = infectedWithB(rows);
  expect(others).toBeGreaterThan(300);
  expect(rows.filter(({ strain, other }) => strain === 0 && other !== NONE)).toEqual([]);
  // Seeds of b are among those who have had nothing: 9,200 of these are left, and 10,000 others.
  const ratio = (0.5 * 10_000) / 9_200;
  const error = ratio * Math.sqrt(1 / recovered + 1 / others);
  expect(Math.abs(recovered / others - ratio)).toBeLessThan(4 * error);
});

test("a strain to which nobody recovered from another is susceptible is kept out by it, and not the other way round", () => {
  const strains = {
    a: HALF_IMMUNE.a,
    b: { ...HALF_IMMUNE.b, states: { ...HALF_IMMUNE.b.states, recovered: { susceptibility: { a: 1 } } } },
  };
  const none = { a: { ...strains.a, states: { ...strains.a.states, recovered: { susceptibility: { b: 0 } } } } };
  for (const [from, to, infected] of [
    ["a", "b", false],
    ["b", "a", true],
  ] as const) {
    const outbreak = [
      { strain: from, count: 490, state: "recovered" },
      { strain: to, count: 10 },
    ];
    const { sim } = run(inRoom(500, { ...strains, ...none }, { outbreak, until: "3 d" }));
    expect(sim.infections > 500, `${to} after ${from}`).toBe(infected);
  }
});

test("a bite takes with the probability of the victim's state", () => {
  const attack = { law: { kind: "pair-rate", rate: "0.0001 /h" }, outcomes: { bitten: 0.8, escaped: 0.2 } };
  const strains = {
    cold: { ...HALF_IMMUNE.a, states: { ...HALF_IMMUNE.a.states, recovered: { susceptibility: { turning: 0.25 } } } },
    turning: { entry: "turned", attack, states: { turned: { conduct: "turned" } } },
  };
  const outbreak = [
    { strain: "cold", count: 1_980, state: "recovered" },
    { strain: "turning", count: 20 },
  ];
  const { rows } = run(inRoom(2_000, strains, { outbreak, stop: { cases: 2_800 } }));
  const bitten = ofKind(rows, "infected").filter(({ other }) => other !== NONE).length;
  const attacks = bitten + ofKind(rows, "attacked").length;
  expect(bitten).toBe(800);
  expect(Math.abs(bitten / attacks - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / attacks));
});

function influenza(...sets: string[]) {
  const { text, file } = resolveScenario("influenza");
  const scenario = loadScenario(text, file, ["people=6000", "until=12 d", ...sets]);
  return { scenario, city: makeCity(scenario.city, "test")! };
}

const STATES = {
  latent: { dwell: { fixed: "1 d" }, next: { infectious: 1 } },
  infectious: { infectiousness: 1, dwell: { fixed: "2 d" }, next: { recovered: 1 } },
  recovered: {},
};

test("in a city strains with full immunity to each other are swept; with partial immunity they run one event at a time", () => {
  const contact = { rates: { household: "1 /d", class: "1 /d", community: "1 /d" } };
  const strain = (susceptibility: object | number) => ({
    ...{ entry: "latent", contact },
    states: { ...STATES, recovered: { susceptibility } },
  });
  const outbreak = "[{ strain: a, count: 3000, state: recovered }, { strain: b, count: 60 }]";
  const counts = [0, { b: 0.5 }, { b: 1 }].map((susceptibility) => {
    const strains = { a: strain(susceptibility), b: strain(0) };
    const { scenario, city } = influenza(`strains=${JSON.stringify(strains)}`, `outbreak=${outbreak}`, "until=4 d");
    const { sim, rows } = run(scenario, {}, city);
    expect(sim.sweep === undefined).toBe(susceptibility !== 0);
    return infectedWithB(rows);
  });
  const [none, half, full] = counts;
  expect(none!.recovered).toBe(0);
  const shares = [half!, full!].map(({ recovered, others }) => recovered / others);
  const error = shares[1]! * Math.sqrt(1 / full!.recovered + 1 / full!.others + 1 / half!.recovered + 1 / half!.others);
  expect(Math.abs(shares[0]! / 0.5 - shares[1]!)).toBeLessThan(4 * 1.5 * error);
});

test("what follows a state, and how long it lasts, may differ by age; others have the state's own", () => {
  const byAge = [
    { age: [0, 17], dwell: { fixed: "5 d" } },
    { age: [65, 120], next: { dead: 1 } },
  ];
  const states = { ...STATES, infectious: { ...STATES.infectious, byAge }, dead: { conduct: "dead" } };
  const { scenario, city } = influenza(`strains.influenza.states=${JSON.stringify(states)}`);
  const { sim, rows } = run(scenario, {}, city);
  const { age } = city.people;
  const fellIll = new Map<number, number>();
  const seen = new Set<string>();
  for (const { person, time, state } of ofKind(rows, "progressed")) {
    const years = age[person]!;
    if (state === stateOf(sim, "infectious")) fellIll.set(person, time);
    else {
      seen.add(years < 18 ? "child" : years < 65 ? "adult" : "old");
      expect(sim.states[state]!.name).toBe(years >= 65 ? "dead" : "recovered");
      expect(time - fellIll.get(person)!).toBeCloseTo((years < 18 ? 5 : 2) * DAY, 4);
    }
  }
  expect(seen.size).toBe(3);
});

test("with dispersion k the offspring of the infected are negative binomial", () => {
  const [R, k, seeds] = [1.5, 0.4, 1_500];
  const states = { infectious: { infectiousness: 1, dwell: { fixed: "1 d" }, next: { recovered: 1 } }, recovered: {} };
  const strain = { entry: "infectious", contact: { rate: `${R} per day`, dispersion: k }, states };
  const scenario = inRoom(100_000, { sir: strain }, { outbreak: [{ strain: "sir", count: seeds }], until: "1 d" });
  const { rows } = run(scenario);
  const offspring = new Map(
    ofKind(rows, "infected").flatMap(({ person, other }) => (other === NONE ? [[person, 0]] : [])),
  );
  for (const { other } of ofKind(rows, "infected")) {
    if (offspring.has(other)) offspring.set(other, offspring.get(other)! + 1);
  }
  const counts = [...offspring.values()];
  const none = counts.filter((n) => n === 0).length / seeds;
  const expected = (1 + R / k) ** -k;
  expect(Math.abs(none - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / seeds) + 0.01);
  const mean = counts.reduce((sum, n) => sum + n, 0) / seeds;
  expect(Math.abs(mean - R)).toBeLessThan(4 * Math.sqrt((R + (R * R) / k) / seeds) + 0.03 * R);
});

test("carriers who are half as infectious cause the share of infections that theory says (Fraser et al. 2004)", () => {
  const fixed = { dwell: { fixed: "5 d" }, next: { recovered: 1 } };
  const states = {
    latent: { dwell: { fixed: "1 h" }, next: { ill: 0.6, carrier: 0.4 } },
    ...{ ill: { infectiousness: 1, ...fixed }, carrier: { infectiousness: 0.5, ...fixed }, recovered: {} },
  };
  const strain = { entry: "latent", contact: { rate: "0.5 per day" }, states };
  const { sim, rows } = run(inRoom(6_000, { seir: strain }, { outbreak: [{ strain: "seir", count: 60 }] }));
  const state = new Map<number, number>();
  let [all, byCarriers] = [0, 0];
  for (const row of rows) {
    state.set(row.person, row.state);
    if (row.other === NONE) continue;
    all++;
    if (state.get(row.other) === stateOf(sim, "carrier")) byCarriers++;
  }
  expect(all).toBeGreaterThan(3_000);
  expect(Math.abs(byCarriers / all - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / all));
});

test("a strain with a base has all of it that it does not give itself", () => {
  const a = { ...HALF_IMMUNE.b, label: "first", mutation: { to: { b: 0.1, c: 0.2 } } };
  const states = { infectious: { dwell: { exponential: { mean: "2 d" } } }, recovered: { susceptibility: 1 } };
  const scenario = inRoom(99, { a, b: { base: "a", states }, c: { base: "b", contact: { rate: "2 per day" } } });
  const { a: first, b, c } = scenario.strains;
  expect(b).toEqual({
    ...first,
    ...{ base: "a", label: undefined, mutation: { ...first!.mutation, to: { c: 0.2 } } },
    states: {
      infectious: { ...first!.states.infectious, dwell: { exponential: { mean: 2 * DAY } } },
      recovered: { ...first!.states.recovered, susceptibility: 1 },
    },
  });
  expect(c!.contact!.rate).toBeCloseTo(2 / DAY, 12);
  expect(c!.states).toEqual(b!.states);
  expect(new Simulation(makeCity(scenario.city, "test")!, scenario).states.map(({ name }) => name)).toContain(
    "c.recovered",
  );
});
