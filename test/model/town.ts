/** Small towns for the tests of the model: a generated city with finer zones than its size would give it. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { parse } from "yaml";
import { NONE } from "../../src/base/columns.js";
import { makeCity } from "../../src/builder/made.js";
import type { City } from "../../src/city/city.js";
import { BYSTANDER, HUNTER, PREY } from "../../src/engine/occupancy.js";
import { ARRIVING, GONE, NOBODY } from "../../src/engine/world.js";
import { groupOf } from "../../src/model/infection/progression.js";
import type { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { rezoned } from "./rezoned.js";

const SCHOOL = parse(readFileSync("bench/school.yaml", "utf8")) as Record<string, unknown>;

/** The outbreak of season 1, and nothing but its virus, in a town of `people`, from one pupil of the high school; `changes` replace parts of the scenario. */
export function schoolOutbreak(people: number, changes: Record<string, unknown> = {}): Scenario {
  return parseScenario({
    ...SCHOOL,
    city: { generate: { people } },
    outbreak: [{ strain: "jonas", where: { use: "high" }, who: { role: "pupil" } }],
    ...changes,
  });
}

const towns = new Map<string, City>();

/** The town of a scenario, in square zones of `side` m; made once. */
export function townOf(scenario: Scenario, side: number): City {
  const key = `${JSON.stringify(scenario.city)} ${side}`;
  let town = towns.get(key);
  if (town === undefined) {
    town = rezoned(makeCity(scenario.city, "test")!, side);
    towns.set(key, town);
  }
  return town;
}

/** Calls `before` with the id of each event that is due, and `after` when it has been carried out. */
export function observe(sim: Simulation, before: (id: number) => void, after: (id: number) => void): void {
  for (const queue of sim.world.queues) {
    const next = queue.next.bind(queue);
    let last = -1;
    queue.next = (limit) => {
      if (last >= 0) after(last);
      last = next(limit);
      if (last < 0) return last;
      sim.world.now = queue.now;
      before(last);
      return last;
    };
  }
}

/** What the tests look at inside a run. */
export const look = {
  /** Place of an explicit person; NONE for those whom the routine places, and on a border. */
  place: (sim: Simulation, person: number) =>
    isExplicit(sim, person) && !look.isOnBorder(sim, person) ? sim.world.occupancy.place[person]! : NONE,
  /** Place that someone on a border comes into. */
  destination: (sim: Simulation, person: number) => sim.world.occupancy.place[person]!,
  isOnBorder: (sim: Simulation, person: number) =>
    isExplicit(sim, person) && sim.world.person.crossing[person]! >= ARRIVING,
  activity: (sim: Simulation, person: number) => sim.world.person.activity[person]!,
  isShut: (sim: Simulation, place: number) => sim.world.place.shut[place]!,
  isBroken: (sim: Simulation, place: number) => sim.world.place.broken[place]!,
};

function isExplicit(sim: Simulation, person: number): boolean {
  const owner = sim.world.person.owner[person]!;
  return owner !== NOBODY && owner !== GONE;
}

/** Counts everyone anew: the explicit stand in one place and one group each, and the states add up. */
export function recount(sim: Simulation): void {
  const { occupancy, city } = sim.world;
  const people = city.people.age.length;
  const seen = new Uint8Array(people);
  let present = 0;
  for (let place = 0; place < city.places.kind.length; place++) {
    for (const group of [PREY, HUNTER, BYSTANDER] as const) {
      for (let k = 0; k < occupancy.count(place, group); k++) {
        const person = occupancy.pick(place, group, k);
        expect(seen[person]!++, `person ${person} stands in two entries`).toBe(0);
        expect(look.place(sim, person)).toBe(place);
        expect(groupOf(sim, person), `group of person ${person}`).toBe(group);
        present++;
      }
    }
  }
  let explicit = 0;
  for (let person = 0; person < people; person++) if (look.place(sim, person) !== NONE) explicit++;
  expect(present).toBe(explicit);
  const states = new Uint32Array(sim.states.length);
  for (let person = 0; person < people; person++) states[sim.stateOf(person)]!++;
  expect(sim.countByState()).toEqual(states);
}
