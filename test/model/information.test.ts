import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Ties } from "../../src/city/ties.js";
import { EventCode, type Listener } from "../../src/engine/events.js";
import { COUNTED, CONVINCED_PEOPLE } from "../../src/model/information/information.js";
import { trustOf } from "../../src/model/information/trust.js";
import { Simulation } from "../../src/model/simulation.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { groupedTown, informed } from "./informed-town.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;

interface Row {
  readonly time: number;
  readonly kind: number;
  readonly person: number;
  readonly other: number;
}

function listening(rows: Row[]): Listener {
  return ({ time, kind, person, other }, n) => {
    for (let k = 0; k < n; k++) rows.push({ time: time[k]!, kind: kind[k]!, person: person[k]!, other: other[k]! });
  };
}

function start(scenario: Scenario, side: number, seed: number, rows: Row[] = []): Simulation {
  return new Simulation(groupedTown(scenario, side), scenario, { seed, listener: listening(rows) });
}

test.for([1, 2, 3])(
  "lazily and fully awake people know the same, at the same time, and do the same, seed %i",
  (seed) => {
    const scenario = informed(3_000, {}, { start: "2021-10-29 07:30", outbreak: [{ strain: "jonas", count: 6 }] });
    const town = groupedTown(scenario, 120);
    const [lazy, awake] = [false, true].map((alwaysAwake) => new Simulation(town, scenario, { seed, alwaysAwake }));
    for (const hour of [0.1, 0.3, 0.6, 1, 1.5, 2.5]) {
      const [a, b] = [lazy!, awake!].map((sim) => {
        sim.runUntil(hour * HOUR);
        const { heardAt, convincedAt, silentAt, stifledAt } = sim.information!.beliefs.table;
        const whereabouts = Array.from(town.people.age, (_, person) => sim.world.whereabouts(person));
        const { said } = sim.information!.official;
        return { hash: sim.hash(), whereabouts, heardAt, convincedAt, silentAt, stifledAt, said };
      });
      expect(a, `after ${hour} h`).toEqual(b);
    }
    const { heardAt, convincedAt } = lazy!.information!.beliefs.table;
    expect(convincedAt.every((at, person) => heardAt[person]! <= at)).toBe(true);
    expect(lazy!.information!.countAt(lazy!.now)[CONVINCED_PEOPLE]).toBeGreaterThan(0);
    expect(lazy!.information!.official.said.map(({ word }) => word)).toContain("admission");
  },
);

test("lazily and fully awake the same comes of information with groups, fights and fading noises", () => {
  const rest = { start: "2021-10-29 07:30", outbreak: [{ strain: "jonas", count: 8 }] };
  const scenario = informed(3_000, {}, { ...rest, groups: {}, fights: {}, noise: { fade: 1 } });
  const town = groupedTown(scenario, 120);
  const runs = [false, true].map((alwaysAwake) => new Simulation(town, scenario, { seed: 1, alwaysAwake }));
  for (const hour of [0.3, 0.8, 1.4]) {
    const [lazy, awake] = runs.map((sim) => {
      sim.runUntil(hour * HOUR);
      return sim.hash();
    });
    expect(lazy, `after ${hour} h`).toEqual(awake);
  }
  expect(runs[0]!.infections).toBeGreaterThan(50);
});

test("whoever sees the turned, or is startled, is convinced within two windows", () => {
  const rows: Row[] = [];
  const sim = start(informed(3_000, { crowd: undefined, calls: undefined, policy: undefined }), 120, 2, rows);
  sim.runUntil(HOUR);
  sim.flush();
  const { convincedAt, silentAt } = sim.information!.beliefs.table;
  const alarmed = rows.filter(({ kind, person, time }) => kind === EventCode.alarmed && silentAt[person]! > time + 2);
  expect(alarmed.length).toBeGreaterThan(50);
  const told = rows.filter(({ kind }) => kind === EventCode.convinced);
  for (const { other } of told) expect(other).toBe(NONE);
  // startled at a time, alarmed a reaction time later
  for (const { person, time } of alarmed) expect(convincedAt[person]).toBeLessThan(time + 2 * sim.windows.length);
  expect(new Set(told.map(({ person }) => person)).size).toBe(told.length);
});

test("calls go along ties, to each person at most once, and some of them convince", () => {
  const rows: Row[] = [];
  const calls = { delay: { median: "4 min" }, family: { calls: 1, convinces: 0.5 }, mate: { calls: 0 } };
  const sim = start(informed(3_000, { crowd: undefined, policy: undefined, calls }), 120, 2, rows);
  sim.runUntil(2 * HOUR);
  sim.flush();
  const ties = new Ties(sim.city, sim.world.random);
  const heard = rows.filter(({ kind, other }) => kind >= EventCode.heard && other !== NONE);
  const { household } = sim.city.people;
  const kin = heard.filter(({ person, other }) => household[person] === household[other]);
  expect(kin.length).toBeGreaterThan(100);
  for (const { person, other } of heard) expect(ties.between(other, person)).not.toBe(NONE);
  const pairs = heard.map(({ person, other }) => person * sim.residence.length + other);
  expect(new Set(pairs).size).toBe(pairs.length);
  // who had not heard before the call: half of them are convinced by it
  const first = kin.filter(
    ({ person, time }) => !rows.some((row) => row.kind >= EventCode.heard && row.person === person && row.time < time),
  );
  const convinced = first.filter(({ kind }) => kind === EventCode.convinced).length;
  const n = first.length;
  expect(Math.abs(convinced / n - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / n));
});

test("small children neither call nor are called", () => {
  const calledBelow = (leastAge: number, age: number): number => {
    const rows: Row[] = [];
    const scenario = informed(3_000, { crowd: undefined, policy: undefined, calls: { leastAge } });
    const sim = start(scenario, 120, 2, rows);
    sim.runUntil(HOUR);
    sim.flush();
    const calls = rows.filter(({ kind, other }) => kind >= EventCode.heard && other !== NONE);
    expect(calls.length).toBeGreaterThan(50);
    const ages = sim.city.people.age;
    return calls.filter(({ person, other }) => Math.min(ages[person]!, ages[other]!) < age).length;
  };
  expect(calledBelow(0, 7)).toBeGreaterThan(0);
  expect(calledBelow(7, 7)).toBe(0);
  expect(calledBelow(30, 30)).toBe(0);
});

test("people far from the front come to know without being made explicit, and no zone wakes for it", () => {
  const scenario = informed(
    3_000,
    { begins: [{ belief: "convinced", count: 20 }], policy: undefined },
    { outbreak: [] },
  );
  const patient = { ...scenario, stop: { extinction: false } };
  const sim = start(patient, 250, 1);
  sim.runUntil(2 * HOUR);
  expect(sim.information!.survey(sim.now)[CONVINCED_PEOPLE]).toBeGreaterThan(100);
  expect(sim.world.awake.every((awake) => awake === 0)).toBe(true);
  expect(sim.world.person.owner.every((owner) => owner === 0)).toBe(true);
});

test("of the convinced the share that shelters stays at home, and only they", () => {
  const quiet = { outbreak: [], start: "2021-10-29 06:00", stop: { extinction: false } };
  const scenario = informed(
    3_000,
    {
      crowd: undefined,
      calls: undefined,
      policy: undefined,
      begins: [{ belief: "convinced", count: 1_500 }],
      effects: { shelter: 0.4 },
    },
    quiet,
  );
  const sim = start(scenario, 250, 1);
  const free = start({ ...scenario, information: undefined }, 250, 1);
  for (const each of [sim, free]) each.runUntil(4 * HOUR);
  const { beliefs } = sim.information!;
  let [would, stay] = [0, 0];
  for (let person = 0; person < sim.residence.length; person++) {
    const there = free.world.whereabouts(person);
    if (there === free.world.routine.home(person)) continue;
    const isHome = sim.world.whereabouts(person) === sim.world.routine.home(person);
    if (!beliefs.isConvinced(person, sim.now)) expect(isHome).toBe(false);
    else {
      would++;
      if (isHome) stay++;
    }
  }
  expect(would).toBeGreaterThan(500);
  expect(Math.abs(stay / would - 0.4)).toBeLessThan(4 * Math.sqrt(0.24 / would));
});

test("a warning convinces as many as it reaches and as trust it", () => {
  const policy = { stance: "tell", review: "10 min", notice: 1, broadcast: { reach: 0.8, delay: "1 min" } };
  const scenario = informed(20_000, { crowd: undefined, calls: undefined, policy, trust: { mean: 0.5, spread: 0.4 } });
  const sim = start(scenario, 1_000, 1);
  sim.runUntil(0.5 * HOUR);
  expect(sim.information!.official.said).toEqual([{ at: 600, word: "warning" }]);
  const n = sim.residence.length;
  const { beliefs } = sim.information!;
  let [heard, convinced, trust] = [0, 0, 0];
  for (let person = 0; person < n; person++) {
    if (beliefs.hasHeard(person, sim.now)) heard++;
    if (beliefs.isConvinced(person, sim.now)) convinced++;
    trust += trustOf(sim, person, 0);
  }
  const seen = sim.log!.rows; // those who saw for themselves come on top: no more than there are events
  expect(heard / n).toBeGreaterThan(0.8 - 4 * Math.sqrt(0.16 / n));
  expect(heard / n).toBeLessThan(0.8 + 4 * Math.sqrt(0.16 / n) + seen / n);
  expect(Math.abs(trust / n - 0.5)).toBeLessThan(4 * Math.sqrt(0.8 ** 2 / 12 / n));
  expect(convinced / n).toBeGreaterThan(0.4 - 4 * Math.sqrt(0.24 / n));
  expect(convinced / n).toBeLessThan(0.4 + 4 * Math.sqrt(0.24 / n) + seen / n);
});

test("who has heard otherwise trusts less after a denial, and a denial keeps those who trust from believing others", () => {
  const sim = start(informed(3_000, { trust: { mean: 1, spread: 0, loss: 0.25 } }), 120, 2);
  const { beliefs, official } = sim.information!;
  sim.runUntil(HOUR);
  expect(official.deniedAt).toBeLessThan(HOUR);
  const after = official.deniedAt + 1;
  let [doubt, believe] = [0, 0];
  for (let person = 0; person < sim.residence.length; person++) {
    expect(trustOf(sim, person, official.deniedAt)).toBe(1);
    const heard = beliefs.hasHeard(person, after);
    expect(trustOf(sim, person, after)).toBe(heard ? 0.25 : 1);
    if (heard) doubt++;
    else believe++;
  }
  expect(doubt).toBeGreaterThan(20);
  expect(believe).toBeGreaterThan(20);
});

test("the turned and the dead tell nobody: after they fell silent nobody has anything from them", () => {
  const rows: Row[] = [];
  const sim = start(informed(3_000, {}, { outbreak: [{ strain: "jonas", count: 15 }] }), 120, 3, rows);
  sim.runUntil(2 * HOUR);
  sim.flush();
  const { silentAt } = sim.information!.beliefs.table;
  let silent = 0;
  for (const { kind, other, time } of rows) {
    if (kind < EventCode.heard || other === NONE) continue;
    expect(time).toBeLessThanOrEqual(silentAt[other]! + 2 * sim.windows.length);
  }
  for (const at of silentAt) if (at < sim.now) silent++;
  expect(silent).toBeGreaterThan(10);
  const counts = sim.information!.countAt(sim.now);
  const living = counts.reduce((sum, n, row) => (row % COUNTED <= CONVINCED_PEOPLE ? sum + n : sum), 0);
  expect(living).toBe(sim.residence.length - silent);
});
