/**
 * Writes down where someone is and what they do, if their whole course is recorded. It is called when they have acted, left the
 * routine or entered a state; while they are in routine nothing is written, since that can be worked out (`courses.ts`).
 */
import { NONE } from "../../base/columns.js";
import { ActivityCode, ARRIVING, GONE, NOBODY } from "../../engine/world.js";
import type { Simulation } from "../simulation.js";

export function note(sim: Simulation, person: number): void {
  if (sim.followed === undefined || sim.followed[person] === 0) return;
  const { world } = sim;
  const { person: people, errand } = world;
  const owner = people.owner[person]!;
  if (owner === NOBODY || (owner !== GONE && people.crossing[person]! >= ARRIVING)) return;
  const page = world.exchange.now.moves[world.team.rank]!;
  const row = page.add();
  const { columns } = page;
  const activity = people.activity[person]!;
  const heads = activity === ActivityCode.heading;
  columns.time[row] = world.now;
  columns.person[row] = person;
  columns.place[row] = owner === GONE ? NONE : world.occupancy.place[person]!;
  columns.goal[row] = heads ? errand.target[person]! : goalOf(sim, person, activity);
  columns.activity[row] = activity;
  columns.purpose[row] = heads ? errand.purpose[person]! : 0;
}

function goalOf({ world }: Simulation, person: number, activity: number): number {
  if (activity === ActivityCode.returning) return world.routine.home(person);
  return activity === ActivityCode.fleeing ? world.person.goal[person]! : NONE;
}
