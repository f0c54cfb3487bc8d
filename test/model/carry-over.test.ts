import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { cityHash } from "../../src/city/format.js";
import { GONE } from "../../src/engine/world.js";
import { agedCity } from "../../src/model/carry-over/ageing.js";
import { carryOver } from "../../src/model/carry-over/carry-over.js";
import { Lapse, YEAR } from "../../src/model/carry-over/lapse.js";
import { Simulation } from "../../src/model/simulation.js";
import type { Earlier } from "../../src/scenario/continue.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { parseScenario } from "../../src/scenario/load.js";
import { schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const PEOPLE = {
  "Nam On-jo": { sex: "female", role: "pupil", traits: { courage: 0.9 } },
  "Lee Su-hyeok": { sex: "male", class: { of: "Nam On-jo" } },
  "Choi Nam-ra": { role: "worker" },
};
const cast = { people: PEOPLE, ties: [{ between: ["Nam On-jo", "Lee Su-hyeok"], kind: "friend", strength: 0.95 }] };
const season1 = schoolOutbreak(3_000, { until: "4 h", cast });
const town = townOf(season1, 250);
const hash = cityHash(town);
const first = new Simulation(town, season1);
first.runUntil(4 * 3600);

/** What the first season has left; some of the cast changed, so that each fate occurs. */
function earlier(states: Readonly<Record<string, string>> = {}): Earlier {
  const { strain, damage } = first.aftermath();
  const name = (person: number) => first.states[first.stateOf(person)]!.name;
  const people = [...town.people.age.keys()].flatMap((person) => {
    const player = first.cast.players.find((each) => each.person === person);
    const state = states[player?.name ?? ""] ?? name(person);
    return state === "susceptible"
      ? []
      : [{ person, state, strain: strain[person] === 255 && player === undefined ? null : "jonas" }];
  });
  return {
    ...{
      run: "season-1",
      scenario: season1,
      cityName: "Hyosan",
      cityHash: hash,
      seed: 1,
      lasted: 4 * 3600,
      elapsed: 4 * 3600,
    },
    ...{ people, damage },
    cast: first.cast.players.map(({ name: called, person }) => ({
      ...{
        name: called,
        person,
        age: town.people.age[person]!,
        sex: town.people.sex[person] === 0 ? "female" : "male",
      },
      ...{ state: states[called] ?? name(person), strain: "jonas" },
    })),
  };
}

function season2(changes: Record<string, unknown> = {}): Scenario {
  return schoolOutbreak(3_000, {
    ...{ start: "2025-04-29T08:00", until: "2 h", outbreak: [{ strain: "jonas", who: { role: "worker" } }] },
    ...{ continue: { run: "season-1", after: "3.5 a" } },
    ...changes,
  });
}

function begin(scenario = season2(), from = earlier({ "Nam On-jo": "susceptible", "Choi Nam-ra": "hybrid" })) {
  const taken = carryOver(scenario, from, town, hash);
  const city = agedCity(town, taken.carried.seed, from.elapsed + scenario.continue!.after);
  return { city, sim: new Simulation(city, taken.scenario, { carried: taken.carried }) };
}

test("everyone is older by the years and, by a birthday of their own, the part of one; nobody is born", () => {
  const { city } = begin();
  let sum = 0;
  for (let person = 0; person < town.people.age.length; person++) {
    const years = city.people.age[person]! - town.people.age[person]!;
    expect([3, 4]).toContain(years);
    sum += years;
  }
  const n = town.people.age.length;
  expect(Math.abs(sum / n - 3.5)).toBeLessThan((4 * 0.5) / Math.sqrt(n));
});

test("who has outgrown school is at home by day, everyone else keeps their day", () => {
  const { city } = begin();
  for (let person = 0; person < town.people.age.length; person++) {
    const grown = town.people.role[person] === 1 && city.people.age[person]! >= 19;
    expect(city.people.anchor[person]).toBe(grown ? NONE : town.people.anchor[person]);
    expect(city.people.role[person]).toBe(grown ? 0 : town.people.role[person]);
  }
});

test("the dead are lost, the turned have decayed, hybrids and immune remain, and take part as such", () => {
  const { sim } = begin();
  const conduct = (person: number) => first.states[first.stateOf(person)]!;
  const counts = { dead: 0, turned: 0 };
  for (let person = 0; person < town.people.age.length; person++) {
    if (sim.cast.players.some((player) => player.person === person)) continue;
    const was = conduct(person);
    const is = sim.states[sim.stateOf(person)]!.name;
    if (was.conduct === "dead" || was.conduct === "turned") {
      counts[was.conduct]++;
      expect(is).toBe("lost");
    }
    if (was.name === "immune") expect(is).toBe("protected");
    if (was.name === "susceptible" && is !== "incubating") expect(is).toBe("susceptible");
    if (is === "lost") expect([sim.world.person.owner[person], sim.world.whereabouts(person)]).toEqual([GONE, NONE]);
  }
  expect(counts.dead).toBeGreaterThan(5);
  expect(counts.turned).toBeGreaterThan(20);
  expect(sim.states[sim.stateOf(sim.cast.rowOf("Choi Nam-ra"))]!.name).toBe("hybrid");
  const all = sim.countByState().reduce((sum, n) => sum + n, 0);
  expect(all).toBe(3_000);
});

test("hybrids of a strain that is there no more are hybrids all the same", () => {
  const other = parseScenario({
    ...{ name: "s2", city: "hyosan", outbreak: [], until: "2 h", start: "2025-04-29T08:00" },
    continue: { run: "season-1", after: "3.5 a" },
    strains: { nova: { entry: "sick", contact: { rate: "1 /d" }, states: { sick: { infectiousness: 1 } } } },
  });
  const { sim } = begin(other);
  const state = sim.states[sim.stateOf(sim.cast.rowOf("Choi Nam-ra"))]!;
  expect(state).toMatchObject({ name: "hybrid-before", conduct: "hybrid" });
});

test("the state one passes through goes on by its own law: all the incubating have turned, died, or are hybrid or immune", () => {
  const lapse = new Lapse(earlier(), 3.5 * YEAR);
  const fates = { well: 0, immune: 0, hybrid: 0, lost: 0 };
  const n = 20_000;
  for (let person = 0; person < n; person++) fates[lapse.of(person, 20, "incubating", "jonas").fate]++;
  expect(fates.well).toBe(0);
  for (const [fate, p] of [
    ["hybrid", 0.01],
    ["immune", 0.005],
    ["lost", 0.985],
  ] as const) {
    expect(Math.abs(fates[fate] / n - p), fate).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
  }
  // After a day nearly none of the turned, who last a month, have decayed; they are lost all the same.
  expect(new Lapse(earlier(), 86_400).of(1, 20, "turned", "jonas")).toEqual({
    fate: "lost",
    state: "turned",
    strain: "jonas",
  });
});

test("what was broken is broken, ties and traits are those of before, the cast keeps its rows", () => {
  const { sim } = begin(season2({ seed: 9 }));
  const { damage } = first.aftermath();
  expect(damage.length).toBeGreaterThan(3);
  for (const { place } of damage) expect(sim.world.place.broken[place]).toBe(1);
  for (const { name, person } of first.cast.players) {
    if (name !== "Lee Su-hyeok") expect(sim.cast.rowOf(name)).toBe(person);
    expect(sim.traits.of(person, "loyalty")).toBe(first.traits.of(person, "loyalty"));
  }
  const onJo = sim.cast.rowOf("Nam On-jo");
  expect(sim.traits.of(onJo, "courage")).toBe(0.9);
  const worker = town.people.role.indexOf(3);
  sim.ties.of(worker);
  first.ties.of(worker);
  expect(sim.ties.person).toEqual(first.ties.person);
});

test("a run of another city, or someone dead in truth in the cast, is an error; without them it is not", () => {
  const from = earlier({ "Nam On-jo": "killed", "Lee Su-hyeok": "susceptible", "Choi Nam-ra": "hybrid" });
  expect(() => carryOver(season2(), from, town, "another")).toThrow(
    /continue\.run: expected a run of this city, .*another.*carry: cast/,
  );
  const scenario = season2({ cast: { people: { "Nam On-jo": {} } } });
  expect(() => carryOver(scenario, from, town, hash)).toThrow(
    /people\.Nam On-jo: expected someone who was alive .*dead in truth: killed/,
  );
  const { scenario: taken } = carryOver(season2(), from, town, hash);
  expect(Object.keys(taken.cast!.people)).toEqual(["Lee Su-hyeok", "Choi Nam-ra"]);
  expect(taken.cast!.ties).toEqual([]);
});

test("into another city go named people only: older, of the same sex, hybrids as hybrids, with their ties", () => {
  const from = earlier({ "Nam On-jo": "susceptible", "Lee Su-hyeok": "susceptible", "Choi Nam-ra": "hybrid" });
  const people = {
    "Nam On-jo": {},
    "Lee Su-hyeok": { traits: { courage: 1 } },
    "Choi Nam-ra": {},
    "Ha Jin": { role: "worker" },
  };
  const scenario = season2({ continue: { run: "s1", after: "3.5 a", carry: "cast" }, cast: { people } });
  const { scenario: taken, carried } = carryOver(scenario, from, town, "another");
  const sim = new Simulation(town, taken, { carried });
  const onJo = sim.cast.rowOf("Nam On-jo");
  const before = from.cast[0]!;
  expect(town.people.sex[onJo]).toBe(0);
  expect([before.age + 3, before.age + 4]).toContain(town.people.age[onJo]);
  expect(sim.states[sim.stateOf(sim.cast.rowOf("Choi Nam-ra"))]!.name).toBe("hybrid");
  expect(sim.ties.between(onJo, sim.cast.rowOf("Lee Su-hyeok"))).toBe(3);
  expect(sim.countByState()[sim.states.findIndex(({ name }) => name === "lost")]).toBe(0);
  const wrong = (member: object) => {
    const changed = season2({
      continue: { run: "s1", after: "3.5 a", carry: "cast" },
      cast: { people: { "Nam On-jo": member } },
    });
    return () => carryOver(changed, from, town, "another");
  };
  expect(wrong({ age: 60 })).toThrow(/Nam On-jo\.age: expected 2\d|Nam On-jo\.age: expected 1\d/);
  expect(wrong({ sex: "male" })).toThrow(/Nam On-jo\.sex: expected female, as before, found male/);
});
