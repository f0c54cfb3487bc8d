/** Attacks and contact infections in one city, with everything the authorities can do. */
import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { OutingCode } from "../../src/city/called-off.js";
import { ActivityCode } from "../../src/engine/world.js";
import type { Simulation } from "../../src/model/simulation.js";
import { ALL, at, HOUR, runOf, SCHOOL, town } from "./authority-town.js";
import { strainWith } from "./hybrid-town.js";
import { recount } from "./town.js";

vi.setConfig({ testTimeout: 120_000 });

/** The virus of season 1, and one that goes from person to person as fast among colleagues, mates and neighbours. */
const cold = {
  entry: "sick",
  contact: { rates: { class: "1 /h", workplace: "1 /h", community: "0.5 /h" } },
  states: {
    sick: { infectiousness: 1, dwell: { fixed: "30 h" }, next: { well: 1 } },
    well: {},
  },
};
const BOTH = {
  strains: { ...strainWith(0.02, {}), cold },
  outbreak: [
    { strain: "cold", count: 150 },
    { strain: "jonas", at: "2 h", count: 12 },
  ],
  start: "2021-10-29T07:00",
};

/** Whoever is in routine is where the routine says, outings called off left out. */
function misplaced({ world }: Simulation): number {
  let wrong = 0;
  for (let person = 0; person < town.people.age.length; person++) {
    if (world.person.activity[person] !== ActivityCode.routine) continue;
    world.routine.at(person, world.now);
    if (world.routine.place !== world.whereabouts(person)) wrong++;
  }
  return wrong;
}

test("all interventions keep everybody in one place and one state, and a run in pieces is the same", () => {
  const information = { crowd: { rate: "6 /h" }, calls: {}, policy: {}, effects: { caution: 0.8 } };
  const all = ALL.map((each) => (each.do === "sweep" || each.do === "bombing" ? { ...each, when: at(150) } : each));
  const { sim } = runOf(all, { ...BOTH, information });
  const pieces = runOf(all, { ...BOTH, information }).sim;
  for (const hour of [0.7, 2.2, 2.6, 3, 4]) {
    sim.runUntil(hour * HOUR);
    recount(sim);
    expect(misplaced(sim)).toBe(0);
    for (let part = 4; part >= 0; part--) pieces.runUntil(hour * HOUR - part * 97);
  }
  expect(pieces.hash()).toEqual(sim.hash());
  expect(new Set(sim.orders.map(({ plan }) => plan.what.do)).size).toBe(8);
  expect(sim.attacks).toBeGreaterThan(10);
});

test("nobody who stays in by order infects anyone, or is infected, but at home", () => {
  const shelter = [{ name: "stay", do: "shelter", when: at(0), compliance: 0.6 }];
  const { sim, rows } = runOf(shelter, BOTH);
  sim.runUntil(5 * HOUR);
  sim.flush();
  const caught = rows.filter(({ kind, other, state }) => {
    return kind === "infected" && other !== NONE && sim.states[state]!.name === "cold.sick";
  });
  const staysIn = (person: number, time: number) => sim.world.routine.isOff(person, OutingCode.community, time);
  let pairs = 0;
  for (const { person, other, time } of caught.filter((row) => row.time > 61)) {
    expect(staysIn(person, time), `${person} infected by ${other} at ${time} s`).toBe(false);
    expect(staysIn(other, time), `${person} infected by ${other} at ${time} s`).toBe(false);
    pairs++;
  }
  expect(pairs).toBeGreaterThan(30);
  const people = Array.from(town.people.age, (_, person) => staysIn(person, 4 * HOUR));
  expect(people.filter(Boolean).length).toBeGreaterThan(0.5 * people.length);
  expect(sim.attacks).toBeGreaterThan(5);
});

test("nobody passes a cordon without checkpoints", () => {
  const cordon = [{ name: "ring", do: "cordon", when: at(100), area: { zones: SCHOOL } }];
  const { sim } = runOf(cordon, BOTH);
  const inside = () => {
    const zones = SCHOOL.map((name) => town.manifest.zones.findIndex((zone) => zone.name === name));
    const people = Array.from(town.people.age, (_, person) => sim.world.whereabouts(person));
    return people.map((place) => (place === NONE ? NONE : zones.includes(town.places.zone[place]!) ? 1 : 0));
  };
  sim.runUntil(100 * 60);
  const first = inside();
  sim.runUntil(5 * HOUR);
  const later = inside();
  expect(first.filter((each) => each === 1).length).toBeGreaterThan(200);
  expect(first.filter((each, person) => later[person] !== NONE && later[person] !== each)).toEqual([]);
  expect(sim.attacks).toBeGreaterThan(20);
});
