/** Contact infections where outings are called off: by orders to stay in, by what people believe. */
import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { makeCity } from "../../src/builder/made.js";
import { OutingCode, type Reason } from "../../src/city/called-off.js";
import type { City } from "../../src/city/city.js";
import { EventCode } from "../../src/engine/events.js";
import { Simulation, type SimulationOptions } from "../../src/model/simulation.js";
import { resolveScenario } from "../../src/scenario/builtin.js";
import { loadScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/schema.js";

vi.setConfig({ testTimeout: 120_000 });

const HOUR = 3600;
const DAY = 24 * HOUR;

function influenza(...sets: string[]): Scenario {
  const { text, file } = resolveScenario("influenza");
  return loadScenario(text, file, sets);
}

const towns = new Map<string, City>();

function townOf({ city }: Scenario): City {
  const key = JSON.stringify(city);
  const town = towns.get(key) ?? makeCity(city, "test")!;
  towns.set(key, town);
  return town;
}

interface Row {
  readonly kind: number;
  readonly person: number;
  readonly by: number;
  readonly place: number;
  readonly time: number;
}

/** Runs to the end, pausing as often as `pause` says (s); the run, and its events. */
function run(scenario: Scenario, options: SimulationOptions = {}, pause = Number.POSITIVE_INFINITY) {
  const rows: Row[] = [];
  const simulation = new Simulation(townOf(scenario), scenario, {
    ...options,
    listener: ({ kind, person, other, place, time }, count) => {
      for (let row = 0; row < count; row++) {
        const [by, at] = [other[row]!, place[row]!];
        rows.push({ kind: kind[row]!, person: person[row]!, by, place: at, time: time[row]! });
      }
    },
  });
  while (simulation.finished === "no") simulation.runUntil(simulation.now + pause);
  simulation.flush();
  return { simulation, rows, infections: rows.filter(({ kind }) => kind === EventCode.infected) };
}

/** Reasons that differ from day to day and from outing to outing. */
const some: Reason = (person, outing, begins) => (person + 3 * outing + Math.floor(begins / DAY)) % 3 === 0;

test("the place of someone who calls outings off is that found by following their day from place to place", () => {
  const scenario = influenza("people=3000", "until=14 d");
  const { world } = new Simulation(townOf(scenario), scenario);
  const { routine } = world;
  routine.callOff(some);
  let out = 0;
  let off = 0;
  for (let person = 0; person < world.city.people.age.length; person += 3) {
    const until = (4 + (person % 5)) * DAY;
    for (let t = until - DAY; t < until; ) {
      world.now = t;
      routine.at(person, t);
      const { place, until: next } = routine;
      const end = Math.min(next, until);
      for (const share of [0, 0.001, 0.37, 0.99]) {
        world.now = t + share * (end - t);
        expect(world.byRoutine!.at(person, world.now), `person ${person} at ${world.now} s`).toBe(place);
      }
      if (place !== routine.home(person)) out++;
      t = end;
    }
    const { leave } = routine.departures(person, 3 + (person % 5));
    if (leave < Number.POSITIVE_INFINITY && some(person, OutingCode.anchor, leave, leave - 60)) {
      world.now = leave + HOUR;
      if (world.byRoutine!.at(person, world.now) === routine.home(person)) off++;
    }
  }
  expect(out).toBeGreaterThan(1000);
  expect(off).toBeGreaterThan(100);
});

const ORDERS = [
  { name: "shelter", do: "shelter", when: { at: "9 d" }, lasts: "6 d", compliance: 0.7 },
  { name: "no school", do: "closure", when: { at: "5 d" }, lasts: "9 d" },
  { name: "curfew", do: "curfew", when: { number: "infections", reaches: 300 }, from: "16:00", to: "05:00" },
];
/** All know what is said, and the ill know; nobody passes it on. */
const TOLD = {
  policy: { stance: "silent", notice: 50, leak: { rate: "0.001 /h" }, collapse: 0.2 },
  record: { share: 0.7, delay: "1 d" },
  begins: [{ at: "3 d", count: 40, belief: "convinced" }],
};
/** People infect others from the first moment, and some die. */
const DEADLY = {
  latent: { infectiousness: 1, dwell: { gamma: { mean: "3 d", shape: 2 } }, next: { recovered: 0.7, dead: 0.3 } },
  recovered: {},
  dead: { conduct: "dead" },
};
const REPORTED = [{ ...ORDERS.at(-1)!, when: { number: "reported", reaches: 120 } }];

test.each([
  ["by order", [`authority=${JSON.stringify(ORDERS)}`], true],
  ["by belief", [`information=${JSON.stringify(TOLD)}`], true],
  [
    "by order of those who are told",
    [`information=${JSON.stringify(TOLD)}`, `authority=${JSON.stringify(REPORTED)}`],
    true,
  ],
  [
    "by belief, where some die",
    [`information=${JSON.stringify(TOLD)}`, `strains.influenza.states=${JSON.stringify(DEADLY)}`],
    true,
  ],
  [
    "by what people tell each other, who are careful besides",
    [`information=${JSON.stringify({ ...TOLD, crowd: { rate: "3 /d" }, calls: {}, effects: { caution: 0.7 } })}`],
    false,
  ],
])("outings called off %s: swept, with everyone awake, and in pieces the same to the bit", (_, sets, swept) => {
  const scenario = influenza("people=1500", "until=25 d", "outbreak.0.count=40", ...sets);
  const lazy = run(scenario);
  const awake = run(scenario, { alwaysAwake: true });
  const paused = run(scenario, {}, 0.37 * DAY);
  expect(lazy.simulation.sweep !== undefined).toBe(swept);
  expect(awake.simulation.sweep).toBeUndefined();
  expect(lazy.infections.length).toBeGreaterThan(100);
  expect(lazy.infections).toEqual(awake.infections);
  expect(lazy.simulation.hash()).toEqual(awake.simulation.hash());
  expect(paused.simulation.hash()).toEqual(lazy.simulation.hash());
  const free = run(influenza("people=1500", "until=25 d", "outbreak.0.count=40"));
  expect(free.simulation.hash()).not.toEqual(lazy.simulation.hash());
});

/** Contacts a day. */
const RATE = 2.5;

/** Rates of which only one is not 0, for people infectious for exactly two days in which half of the people stay in. */
function only(setting: string): Scenario {
  const states = {
    infectious: { infectiousness: 1, dwell: { fixed: "2 d" }, next: { recovered: 1 } },
    latent: { dwell: { fixed: "9 d" }, next: { recovered: 1 } },
    recovered: {},
  };
  const order = [{ name: "stay", do: "shelter", when: { at: "0 s" }, compliance: 0.5 }];
  return influenza(
    "people=6000",
    "until=3 d",
    `strains.influenza.states=${JSON.stringify(states)}`,
    `strains.influenza.contact.rates={ ${setting}: ${RATE} /d }`,
    `outbreak=[{ strain: influenza, state: infectious, ${setting === "class" ? "count: 300, who: { role: pupil }" : "count: 600"} }]`,
    `authority=${JSON.stringify(order)}`,
  );
}

/** s of the first two days that two people spend in a place, by the routine asked every so often. */
const EVERY = 300;

/** [people] for each a bit for every EVERY in which they are in a place. */
function presence(sim: Simulation, person: number, place: number): Uint8Array {
  const { routine } = sim.world;
  return Uint8Array.from({ length: (2 * DAY) / EVERY }, (_, k) => {
    routine.at(person, (k + 0.5) * EVERY);
    return routine.place === place ? 1 : 0;
  });
}

test.each(["household", "class", "community"])(
  "as many are infected as those spend together who go out: %s",
  (setting) => {
    const scenario = only(setting);
    const { simulation, infections } = run(scenario);
    const { people, households, places } = simulation.city;
    const { routine } = simulation.world;
    const homeOf = (person: number) => households.home[people.household[person]!]!;
    const groupOf = (person: number) =>
      setting === "household"
        ? homeOf(person)
        : setting === "class"
          ? people.anchor[person]!
          : places.zone[homeOf(person)]!;
    const isIn = (person: number) => routine.isOff(person, OutingCode.community, 12 * HOUR);
    const members = new Map<number, number[]>();
    for (let person = 0; person < people.age.length; person++) {
      const group = groupOf(person);
      if (group !== NONE) members.set(group, [...(members.get(group) ?? []), person]);
    }
    const sources = infections.filter(({ by }) => by === NONE).map(({ person }) => person);
    const exposure = new Float64Array(people.age.length);
    for (const source of sources) {
      const others = members.get(groupOf(source))!.filter((other) => other !== source);
      const own = setting === "community" ? undefined : presence(simulation, source, groupOf(source));
      for (const other of others) {
        let together = isIn(source) || isIn(other) ? 0 : 30 * HOUR;
        if (own !== undefined) {
          const theirs = presence(simulation, other, groupOf(source));
          together = own.reduce((sum, bit, k) => sum + bit * theirs[k]!, 0) * EVERY;
        }
        exposure[other]! += together / others.length;
      }
    }
    for (const source of sources) exposure[source] = 0;
    let mean = 0;
    let variance = 0;
    for (const seconds of exposure) {
      const probability = 1 - Math.exp((-RATE / DAY) * seconds);
      mean += probability;
      variance += probability * (1 - probability);
    }
    expect(sources.filter(isIn).length).toBeGreaterThan(0.4 * sources.length);
    expect(mean).toBeGreaterThan(30);
    expect(Math.abs(infections.length - sources.length - mean)).toBeLessThan(4 * Math.sqrt(variance));
  },
);

test("where schools are closed pupils do not meet, and all others as they did", () => {
  const scenario = (...sets: string[]) => influenza("people=3000", "until=30 d", ...sets);
  const closed = [{ name: "no school", do: "closure", when: { at: "4 d" } }];
  const free = run(scenario());
  const kept = run(scenario(`authority=${JSON.stringify(closed)}`));
  const { people } = kept.simulation.city;
  const inClass = (all: Row[]) =>
    all.filter(({ person, by, place, time }) => {
      const mates = by !== NONE && people.anchor[person] === people.anchor[by] && people.role[person] === 1;
      return mates && place === people.anchor[person] && time > 4 * DAY + 61;
    });
  expect(people.role.filter((role) => role === 1).length).toBeGreaterThan(200);
  expect(inClass(free.infections).length).toBeGreaterThan(100);
  expect(inClass(kept.infections)).toEqual([]);
  const before = (all: Row[]) => all.filter(({ time }) => time < 4 * DAY);
  expect(before(kept.infections)).toEqual(before(free.infections));
  const { routine } = kept.simulation.world;
  for (let person = 0; person < people.age.length; person++) {
    const { leave } = routine.departures(person, 8);
    if (leave < Number.POSITIVE_INFINITY && people.role[person] === 2)
      expect(routine.isOff(person, OutingCode.anchor, leave)).toBe(false);
  }
});

test("an order by hand is the order of that time", () => {
  const order = (when: object) => `authority=${JSON.stringify([{ name: "stay", do: "shelter", when }])}`;
  const sets = ["people=1500", "until=20 d", "outbreak.0.count=40"];
  const planned = run(influenza(...sets, order({ at: "7 d" }))).simulation;
  const scenario = influenza(...sets, order({ hand: true }));
  const byHand = new Simulation(townOf(scenario), scenario);
  byHand.runUntil(7 * DAY);
  byHand.order("stay");
  byHand.runUntil(20 * DAY);
  expect(byHand.sweep).toBeDefined();
  expect(byHand.hash()).toEqual(planned.hash());
});

test("an order to stay in, given when so many cases are reported, flattens an epidemic of influenza", () => {
  const information = { record: { share: 0.5, delay: "1 d" }, effects: { shelter: 0 } };
  const order = { name: "stay", do: "shelter", when: { number: "reported", reaches: 40 }, compliance: 0.8 };
  const sets = ["people=4000", "until=60 d", `information=${JSON.stringify(information)}`];
  const [free, kept] = [influenza(...sets), influenza(...sets, `authority=${JSON.stringify([order])}`)];
  const differences: number[] = [];
  for (let seed = 1; seed <= 5; seed++) {
    const without = run(free, { seed });
    const withOrder = run(kept, { seed });
    const { begins } = withOrder.simulation.orders[0]!;
    const before = (all: Row[]) => all.filter(({ time }) => time < begins + 60);
    expect(before(withOrder.infections)).toEqual(before(without.infections)); // a pair differs by what differs
    expect(busiestDay(withOrder.infections)).toBeLessThan(busiestDay(without.infections) / 2);
    differences.push(without.infections.length - withOrder.infections.length);
  }
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length;
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (differences.length - 1);
  expect(Math.min(...differences)).toBeGreaterThan(0);
  expect(mean - 4 * Math.sqrt(variance / differences.length)).toBeGreaterThan(0.2 * 4000);
});

/** Most infections in a day. */
function busiestDay(infections: readonly Row[]): number {
  const days = new Map<number, number>();
  for (const { time } of infections) days.set(Math.floor(time / DAY), (days.get(Math.floor(time / DAY)) ?? 0) + 1);
  return Math.max(...days.values());
}
