/**
 * Who is explicit. A person is explicit, placed in the occupancy with a timer of their own, while there is a reason:
 * an awake zone on their routine, or being out of routine themselves. Everyone else is where their routine says.
 */
import { NONE } from "../base/columns.js";
import { HUNTER, PREY } from "../engine/occupancy.js";
import { ActivityCode } from "../engine/world.js";
import { updateHazard } from "./encounter.js";
import { preyGone } from "./hunt.js";
import { groupOf } from "./progression.js";
import { openIfLast } from "./return.js";
import type { Simulation } from "./simulation.js";
import { comesUnusual, leavesUnusual } from "./train.js";
import { sleepAround, wakeAround } from "./waking.js";

/** Adds a reason to keep a person explicit; with the first one they are placed where their routine has them. */
export function follow(sim: Simulation, person: number): void {
  const { world } = sim;
  if (world.person.followed[person]!++ > 0) return;
  world.routine.at(person, world.now);
  world.occupancy.enter(person, world.routine.place, groupOf(sim, person));
  world.person.goal[person] = world.routine.goal;
  world.person.speed[person] = world.routine.speed(person);
  world.actAt(person, world.routine.until);
}

/** Takes a reason away; after the last one the person dissolves into the routine again. */
export function unfollow(sim: Simulation, person: number): void {
  const { world } = sim;
  const reasons = world.person.followed[person]! - 1;
  world.person.followed[person] = reasons;
  if (reasons > 0) return;
  world.occupancy.leave(person);
  world.actAt(person, Number.POSITIVE_INFINITY);
}

/** Takes a person out of the routine into another activity; wakes the zone they are in and those around. */
export function leaveRoutine(sim: Simulation, person: number, activity: number): void {
  const { world } = sim;
  const { person: people } = world;
  if (people.activity[person] === ActivityCode.routine) {
    follow(sim, person);
    const zone = zoneOf(sim, person);
    world.unusual[zone]!++;
    people.activity[person] = activity;
    wakeAround(sim, zone);
    comesUnusual(sim, world.occupancy.place[person]!);
  }
  const hid = people.activity[person] === ActivityCode.hiding;
  people.activity[person] = activity;
  people.door[person] = NONE;
  people.queued[person] = 0;
  if (hid) openIfLast(sim, world.occupancy.place[person]!);
}

/** Gives a person who is where their routine has them back to it. */
export function resumeRoutine(sim: Simulation, person: number): void {
  const { world } = sim;
  const place = world.occupancy.place[person]!;
  world.person.activity[person] = ActivityCode.routine;
  world.routine.at(person, world.now);
  world.person.goal[person] = world.routine.goal;
  world.actAt(person, world.routine.until);
  unfollow(sim, person);
  noLongerUnusual(sim, place);
}

/** Takes a person out of the run: dead or gone. */
export function remove(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy } = world;
  const wasRoutine = people.activity[person] === ActivityCode.routine;
  people.activity[person] = ActivityCode.still;
  people.door[person] = NONE;
  world.actAt(person, Number.POSITIVE_INFINITY);
  const place = occupancy.place[person]!;
  if (place !== NONE) {
    const group = occupancy.group[person]!;
    occupancy.leave(person);
    openIfLast(sim, place);
    updateHazard(sim, place);
    if (group === PREY && occupancy.count(place, HUNTER) > 0) preyGone(sim, place);
    if (!wasRoutine) noLongerUnusual(sim, place);
  }
}

function noLongerUnusual(sim: Simulation, place: number): void {
  const zone = sim.world.city.places.zone[place]!;
  if (--sim.world.unusual[zone] === 0) sleepAround(sim, zone);
  leavesUnusual(sim, place);
}

function zoneOf(sim: Simulation, person: number): number {
  return sim.world.city.places.zone[sim.world.occupancy.place[person]!]!;
}
