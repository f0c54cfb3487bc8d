/** An explicit person in routine goes where the routine says, when it says. */
import { NONE } from "../../base/columns.js";
import { ActivityCode, ARRIVING, LEAVING } from "../../engine/world.js";
import { isTurnedBack, turnBack } from "../authority/turn-back.js";
import { arrive, cross } from "./crossing.js";
import { startle } from "../danger/flee.js";
import { step } from "./movement.js";
import { continueRoutine } from "./presence.js";
import type { Simulation } from "../simulation.js";

/** The routine's next change of place is due. Who finds the place shut is startled, outside, or inside if it is their home. */
export function followRoutine(sim: Simulation, person: number): void {
  const { world } = sim;
  const { routine, occupancy, person: people } = world;
  if (people.crossing[person] === LEAVING) {
    leave(sim, person);
    return;
  }
  if (people.crossing[person] === ARRIVING) {
    comeIn(sim, person);
    return;
  }
  const from = occupancy.place[person]!;
  const trip = people.goal[person]!;
  if (trip === NONE) routine.at(person, world.now);
  else routine.advance(person, from, trip, people.speed[person]!, world.now);
  const { place, until, goal } = routine;
  people.goal[person] = goal;
  if (place !== from) {
    if (sim.barriers?.stops(person, from, place) === true) {
      turnBack(sim, person);
      return;
    }
    if (world.place.shut[place] === 1 && routine.home(person) !== place) {
      startle(sim, person);
      return;
    }
    step(sim, person, place, NONE);
  }
  if (people.activity[person] !== ActivityCode.routine) return;
  if (place !== from && world.place.shut[place] === 1) startle(sim, person);
  else continueRoutine(sim, person, place, until);
}

/** Comes into the next zone; how long they stay there was worked out when they set out for it. */
function comeIn(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy } = world;
  const place = occupancy.place[person]!;
  const until = people.mood[person]!;
  if (isTurnedBack(sim, person)) return;
  arrive(sim, person);
  if (people.activity[person] !== ActivityCode.routine) return;
  if (world.place.shut[place] === 1) startle(sim, person);
  else continueRoutine(sim, person, place, until);
}

/**
 * Steps onto the border, to come into the next zone when the routine says, or as soon as can be after that. Who has called
 * the outing off since they meant to leave stays.
 */
function leave(sim: Simulation, person: number): void {
  const { world } = sim;
  const { routine, person: people, occupancy } = world;
  const until = people.mood[person]!;
  const goal = people.goal[person]!;
  if (goal === NONE) routine.at(person, until);
  else routine.advance(person, occupancy.place[person]!, goal, people.speed[person]!, until);
  people.goal[person] = routine.goal;
  if (world.isHere(routine.place)) {
    continueRoutine(sim, person, routine.place, routine.until);
    return;
  }
  if (
    sim.barriers?.isInside(occupancy.place[person]!) &&
    sim.barriers.stops(person, occupancy.place[person]!, routine.place)
  ) {
    turnBack(sim, person);
    return;
  }
  people.mood[person] = routine.until;
  cross(sim, person, routine.place, ARRIVING, Math.max(until, world.now + sim.windows.length));
}
