/** Interventions: ordered when they should be, with no effect before their first, lazily as fully awake, the same to the bit. */
import { expect, test, vi } from "vitest";
import { landZones } from "../../src/city/city.js";
import { NOBODY } from "../../src/engine/world.js";
import { Simulation } from "../../src/model/simulation.js";
import { lineTown } from "../city/line-town.js";
import { ALL, at, HOUR, runOf, SCHOOL } from "./authority-town.js";
import { look, observe, recount, schoolOutbreak } from "./town.js";

vi.setConfig({ testTimeout: 120_000 });

const KINDS: Record<string, readonly unknown[]> = {
  cordon: [{ name: "c", do: "cordon", when: at(20), area: { zones: SCHOOL.slice(2) }, checkpoints: { count: 3 } }],
  bombing: [{ name: "b", do: "bombing", when: at(20), area: { around: "first case", within: "80 m" } }],
  evacuation: [{ name: "e", do: "evacuation", when: at(20), area: { zones: SCHOOL } }],
  sweep: [{ name: "s", do: "sweep", when: at(20), area: { zones: SCHOOL } }],
  airlift: [{ name: "a", do: "airlift", when: at(20), from: "Hyosan High School / Classroom 3-1" }],
  triage: [{ name: "t", do: "triage", when: at(20), seek: 1 }],
  shelter: [{ name: "s", do: "shelter", when: at(20), compliance: 1 }],
  vaccination: [{ name: "v", do: "vaccination", when: at(20), doses: 24_000, efficacy: 0.5 }],
};

test("several interventions in a lazy town and in a fully awake one have the same outcome", () => {
  const lazy = runOf(ALL).sim;
  const awake = runOf(ALL, {}, { alwaysAwake: true }).sim;
  for (const hour of [0.2, 0.3, 0.6, 1, 1.6, 2.5, 4, 12]) {
    lazy.runUntil(hour * HOUR);
    awake.runUntil(hour * HOUR);
    expect(lazy.hash(), `after ${hour} h`).toEqual(awake.hash());
    recount(lazy);
    if (hour === 0.2) expect(lazy.world.awake).toContain(0); // soon after that no zone of so small a town sleeps
    expect(awake.world.awake).not.toContain(0);
  }
  expect(lazy.orders.map(({ plan }) => plan.what.name).sort()).toEqual(ALL.map(({ name }) => name).sort());
  expect(lazy.events).toBeLessThanOrEqual(awake.events);
});

test("several interventions are the same to the bit", () => {
  const { sim } = runOf(ALL);
  sim.runUntil(2 * HOUR);
  const { state, events } = sim.hash();
  expect(`${state} ${events}`).toMatchInlineSnapshot(`"ad16b130582d0dcd 54eaaf460783cc25"`);
});

test.for(Object.entries(KINDS))(
  "a paired run with %s has the same log until it begins, and another one later",
  ([, authority]) => {
    const plain = runOf([]);
    const with_ = runOf(authority);
    for (const { sim } of [plain, with_]) {
      sim.runUntil(1.5 * HOUR);
      sim.flush();
    }
    const rest = with_.rows.filter(({ kind }) => kind !== "ordered");
    const begin = 20 * 60;
    const before = (rows: typeof rest) => rows.filter(({ time }) => time < begin).map((row) => ({ ...row, state: 0 }));
    expect(before(rest).length).toBeGreaterThan(100);
    expect(before(rest)).toEqual(before(plain.rows));
    expect(rest.slice(before(rest).length)).not.toEqual(plain.rows.slice(before(rest).length));
  },
);

test("interventions that never begin, and those that ask nobody, change nothing but their own rows", () => {
  const plain = runOf([]);
  const idle = runOf([
    { name: "late", do: "bombing", when: { number: "deaths", reaches: 3_999 }, area: { zones: SCHOOL } },
    { name: "waiting", do: "sweep", when: { hand: true } },
    { name: "unheard", do: "shelter", when: at(5), compliance: 0 },
    { name: "deaf", do: "evacuation", when: at(5), area: { zones: SCHOOL }, compliance: 0 },
    { name: "no use", do: "vaccination", when: at(5), doses: 24_000, efficacy: 0 },
  ]);
  for (const { sim } of [plain, idle]) {
    sim.runUntil(2 * HOUR);
    sim.flush();
  }
  const own = new Set(["ordered", "vaccinated"]);
  expect(idle.rows.filter(({ kind }) => !own.has(kind))).toEqual(plain.rows);
});

test("an order by hand is the order of that time", () => {
  const byTime = runOf([{ ...(KINDS.evacuation![0] as object), when: at(20) }]);
  const byHand = runOf([{ ...(KINDS.evacuation![0] as object), when: { hand: true } }]);
  byTime.sim.runUntil(HOUR);
  byHand.sim.runUntil(20 * 60);
  expect(() => byHand.sim.order("evacuate")).toThrow(/authority: expected the intervention e, found "evacuate"/);
  byHand.sim.order("e");
  expect(() => byHand.sim.order("e")).toThrow(/expected an intervention that has not been ordered yet/);
  byHand.sim.runUntil(HOUR);
  expect(byHand.sim.hash()).toEqual(byTime.sim.hash());
  expect(byHand.sim.orders).toMatchObject([{ trigger: "hand", ordered: 1200, begins: 1200 }]);
});

test("an order that waits for a number is given at the first look at which the number is reached", () => {
  const order = { name: "b", do: "shelter", when: { number: "turned", reaches: 5 }, delay: "10 min" };
  const { sim } = runOf([order]);
  const turned = sim.states.findIndex(({ conduct }) => conduct === "turned");
  let reached = Number.NaN;
  for (let time = 0; time <= HOUR; time += 60) {
    sim.runUntil(time);
    if (Number.isNaN(reached) && sim.countByState()[turned]! >= 5) reached = time;
  }
  expect(reached).toBeGreaterThan(300);
  expect(sim.orders).toMatchObject([{ trigger: "turned", ordered: reached, begins: reached + 600 }]);
  expect(sim.orders[0]!.value).toBeGreaterThanOrEqual(5);
});

test("a cordon around a quarter with a station: nobody comes or leaves by train, lazily as fully awake", () => {
  const city = lineTown(7_200);
  const platform = city.platforms.place[2]!;
  const zone = city.places.zone[platform]!;
  const names = [zone, ...city.neighbour.subarray(city.neighbourStart[zone]!, city.neighbourStart[zone + 1]!)]
    .filter((each) => each < landZones(city))
    .map((each) => city.manifest.zones[each]!.name);
  const inside = new Set(names.map((name) => city.manifest.zones.findIndex((each) => each.name === name)));
  const scenario = schoolOutbreak(3_600, {
    start: "2021-10-29T18:00",
    outbreak: [{ strain: "jonas", count: 3, state: "turned", where: { zone: "Ring" } }],
    authority: [{ name: "c", do: "cordon", when: at(10), area: { zones: names } }],
  });
  const lazy = new Simulation(city, scenario, { seed: 2 });
  const awake = new Simulation(city, scenario, { seed: 2, alwaysAwake: true });
  lazy.runUntil(600);
  const people = city.people.age.length;
  const place = new Map<number, number>();
  observe(
    lazy,
    (id) => {
      if (id < people && look.place(lazy, id) < 0xffffffff) place.set(id, look.place(lazy, id));
    },
    (id) => {
      const before = place.get(id);
      const after = id < people ? look.place(lazy, id) : 0xffffffff;
      if (before === undefined || after === 0xffffffff) return;
      const crosses = inside.has(city.places.zone[before]!) !== inside.has(city.places.zone[after]!);
      expect(crosses && lazy.now > 600 + lazy.windows.length, `person ${id}`).toBe(false);
    },
  );
  for (let time = 600; time <= 3 * HOUR; time += 30) {
    lazy.runUntil(time);
    // nobody knows where those have been who were left to the routine
    for (const person of place.keys()) if (lazy.world.person.owner[person] === NOBODY) place.delete(person);
  }
  awake.runUntil(3 * HOUR);
  expect(lazy.hash()).toEqual(awake.hash());
  expect(lazy.infections).toBeGreaterThan(20);
});

test("schools closed before the day stay empty, lazily as fully awake, and the outbreak goes elsewhere", () => {
  const closure = [{ name: "no school", do: "closure", when: at(5) }];
  const morning = { start: "2021-10-29T07:00", outbreak: [{ strain: "jonas", count: 6 }] };
  const [lazy, awake, open] = [
    runOf(closure, morning).sim,
    runOf(closure, morning, { alwaysAwake: true }).sim,
    runOf([], morning).sim,
  ];
  for (const sim of [lazy, awake, open]) sim.runUntil(2.5 * HOUR);
  expect(lazy.hash()).toEqual(awake.hash());
  const inClass = ({ world, city }: Simulation) =>
    [...city.people.role.keys()].filter(
      (person) => city.people.role[person] === 1 && world.whereabouts(person) === city.people.anchor[person],
    ).length;
  expect(inClass(open)).toBeGreaterThan(100);
  expect(inClass(lazy)).toBe(0);
  expect(lazy.attacks).toBeGreaterThan(5);
});
