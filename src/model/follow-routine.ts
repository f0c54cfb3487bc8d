/** An explicit person in routine goes where the routine says, when it says. */
import { NONE } from "../base/columns.js";
import { ActivityCode } from "../engine/world.js";
import { startle } from "./flee.js";
import { step } from "./movement.js";
import type { Simulation } from "./simulation.js";

/** The routine's next change of place is due. Who finds the place shut is startled, outside, or inside if it is their home. */
export function followRoutine(sim: Simulation, person: number): void {
  const { world } = sim;
  const { routine, occupancy, person: people } = world;
  const from = occupancy.place[person]!;
  const trip = people.goal[person]!;
  if (trip === NONE) routine.at(person, world.now);
  else routine.advance(person, from, trip, people.speed[person]!, world.now);
  const { place, until, goal } = routine;
  people.goal[person] = goal;
  if (place !== from) {
    if (world.place.shut[place] === 1 && routine.home(person) !== place) {
      startle(sim, person);
      return;
    }
    step(sim, person, place, NONE);
    if (people.activity[person] !== ActivityCode.routine) return;
    if (world.place.shut[place] === 1) {
      startle(sim, person);
      return;
    }
  }
  world.actAt(person, until);
}
