import { expect, test, vi } from "vitest";
import { LEAD, OutingCode, type Reason } from "../../src/city/called-off.js";
import { Random } from "../../src/base/random.js";
import { NONE } from "../../src/base/columns.js";
import { Routine } from "../../src/city/routine.js";
import { Simulation } from "../../src/model/simulation.js";
import { schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60;
const HOUR = 3600;
/** A Friday before people go to school and work. */
const START = "2021-10-29 07:20";

/** Half of the people stay at home if their outing is decided on from 20 to 80 min after the start. */
const half: Reason = (person, _outing, _begins, decided) =>
  person % 2 === 0 && decided > 20 * MINUTE && decided < 80 * MINUTE;

test("who has called an outing off is at home instead, until the next one", () => {
  const city = townOf(schoolOutbreak(3_000), 250);
  const free = new Routine(city, new Random(1), START.replace(" ", "T"));
  const bound = new Routine(city, new Random(1), START.replace(" ", "T"));
  bound.callOff((_person, outing) => outing === OutingCode.anchor);
  let out = 0;
  for (let person = 0; person < city.people.age.length; person++) {
    const { leave, shop } = { ...free.departures(person, 0) };
    if (leave === Number.POSITIVE_INFINITY) continue;
    bound.at(person, leave - 1);
    expect(bound.until).toBe(leave);
    const home = bound.place;
    bound.at(person, leave + 1);
    expect([bound.place, bound.goal]).toEqual([home, NONE]);
    expect(bound.until).toBe(shop < Number.POSITIVE_INFINITY ? shop : nextOf(free, person));
    free.at(person, leave + 4 * HOUR);
    if (free.place !== home) out++;
  }
  expect(out).toBeGreaterThan(1_000);
});

function nextOf(routine: Routine, person: number): number {
  const { leave, shop } = routine.departures(person, 1);
  const next = Math.min(leave, shop);
  return next < Number.POSITIVE_INFINITY ? next : routine.dawnOf(2);
}

test("before an outing is decided on everyone who asks is told that it takes place", () => {
  const city = townOf(schoolOutbreak(3_000), 250);
  const clock = { now: 0 };
  const free = new Routine(city, new Random(1), START.replace(" ", "T"));
  const bound = new Routine(city, new Random(1), START.replace(" ", "T"), clock);
  bound.callOff((_person, outing) => outing === OutingCode.anchor);
  let asked = 0;
  for (let person = 0; person < city.people.age.length; person++) {
    const { leave } = free.departures(person, 0);
    if (leave === Number.POSITIVE_INFINITY || leave < LEAD) continue;
    clock.now = leave - LEAD - 0.01;
    bound.at(person, leave + 600);
    free.at(person, leave + 600);
    expect([bound.place, bound.until, bound.goal]).toEqual([free.place, free.until, free.goal]);
    clock.now = leave - LEAD;
    bound.at(person, leave + 600);
    expect(bound.place).toBe(bound.home(person));
    asked++;
  }
  expect(asked).toBeGreaterThan(1_000);
});

test.for([1, 2, 3])("lazily and fully awake the same outings are called off, seed %i", (seed) => {
  const scenario = schoolOutbreak(3_000, {
    start: START,
    outbreak: [{ strain: "jonas", count: 12, where: { kind: "home" } }],
  });
  const town = townOf(scenario, 120);
  const runs = [false, true, undefined].map((alwaysAwake) => {
    const sim = new Simulation(town, scenario, { seed, alwaysAwake: alwaysAwake === true });
    if (alwaysAwake !== undefined) sim.world.routine.callOff(half);
    return sim;
  });
  const [lazy, awake, free] = runs as [Simulation, Simulation, Simulation];
  for (const hour of [0.3, 0.6, 1, 1.5, 2.5]) {
    const outcomes = runs.map((sim) => {
      sim.runUntil(hour * HOUR);
      const whereabouts = Array.from(town.people.age, (_, person) => sim.world.whereabouts(person));
      return { hash: sim.hash(), infections: sim.infections, whereabouts };
    });
    expect(outcomes[0], `after ${hour} h`).toEqual(outcomes[1]);
    if (hour > 0.5) expect(outcomes[2]!.whereabouts).not.toEqual(outcomes[0]!.whereabouts);
  }
  const atHome = (sim: Simulation) =>
    Array.from(town.people.age, (_, person) => sim.world.whereabouts(person) === sim.world.routine.home(person)).filter(
      Boolean,
    ).length;
  expect(atHome(lazy)).toBeGreaterThan(atHome(free) + 200);
  expect(awake.infections).toBeGreaterThan(15);
});
