/**
 * Who is explicit. A person is explicit, in a place of a zone and with a timer of their own, while that zone is awake, and
 * in any zone while out of routine or with a state of health that can still change. Everyone else is where their routine says.
 */
import { NONE } from "../../base/columns.js";
import { type Group, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode, ARRIVING, GONE, INSIDE, LEAVING, NOBODY } from "../../engine/world.js";
import { note } from "../cast/note.js";
import { updateHazard } from "../danger/encounter.js";
import { preyGone } from "../danger/hunt.js";
import { groupOf } from "../infection/progression.js";
import { endWork, quit } from "../groups/refuge.js";
import { openIfLast } from "./return.js";
import type { Simulation } from "../simulation.js";
import { wake } from "./waking.js";

/**
 * Makes someone explicit where their routine has them now; ask the routine first. Returns false, and changes nothing, if
 * that is not in the zone being processed, or if they are on its border already, about to come into another (`anyway`:
 * these too).
 */
export function appear(sim: Simulation, person: number, anyway = false): boolean {
  const { world } = sim;
  const { routine, person: people } = world;
  const { place, until, goal } = routine;
  if (!world.isHere(place)) return false;
  people.goal[person] = goal;
  people.speed[person] = routine.speed(person);
  const leaves = leavesZone(sim, person, place, until);
  if (leaves && !anyway && world.now >= until - sim.windows.length) return false;
  people.owner[person] = world.zone + 1;
  people.door[person] = NONE;
  scheduleRoutine(sim, person, until, leaves);
  world.occupancy.enter(person, place, groupOf(sim, person));
  return true;
}

/** Sets the next act of someone in routine: at `until`, or, if that leads into another zone, when they step onto the border. */
function scheduleRoutine(sim: Simulation, person: number, until: number, leaves: boolean): void {
  const { world } = sim;
  world.person.crossing[person] = leaves ? LEAVING : INSIDE;
  world.person.mood[person] = until;
  world.actAt(person, leaves ? Math.max(world.now, until - sim.windows.length) : until);
}

/** Sets the next act of someone in routine, who stays in `place` until `until`. */
export function continueRoutine(sim: Simulation, person: number, place: number, until: number): void {
  scheduleRoutine(sim, person, until, leavesZone(sim, person, place, until));
}

/** Whether the place after this one is in another zone. */
function leavesZone({ world }: Simulation, person: number, place: number, until: number): boolean {
  if (world.border.edge[place] === 0 || until === Number.POSITIVE_INFINITY) return false;
  const { routine } = world;
  const { goal, speed } = world.person;
  if (goal[person] === NONE) routine.at(person, until);
  else routine.advance(person, place, goal[person]!, speed[person]!, until);
  return !world.isHere(routine.place);
}

/** Whether someone explicit stays so when the zone sleeps. */
export function mustStayExplicit({ world, ptts }: Simulation, person: number): boolean {
  const { activity, state } = world.person;
  return activity[person] !== ActivityCode.routine || ptts.active[state[person]!] === 1;
}

/** Leaves someone to the routine. */
export function dissolve(sim: Simulation, person: number): void {
  const { world } = sim;
  if (world.person.crossing[person]! < ARRIVING) world.occupancy.leave(person);
  world.actAt(person, Number.POSITIVE_INFINITY);
  world.release(person);
}

/** Takes a person of the zone being processed out of the routine into another activity; the zone wakes. */
export function leaveRoutine(sim: Simulation, person: number, activity: number): void {
  const { world } = sim;
  const { person: people } = world;
  const before = people.activity[person];
  const door = people.door[person]!;
  people.activity[person] = activity;
  people.door[person] = NONE;
  people.queued[person] = 0;
  if (before === ActivityCode.routine) {
    people.crossing[person] = INSIDE;
    world.unusual[world.zone]!++;
    wake(sim);
  } else if (before === ActivityCode.hiding) leaveHiding(sim, person, world.occupancy.place[person]!);
  else if (before === ActivityCode.breaking) leaveDoor(sim, door);
  if (sim.followed !== undefined) note(sim, person);
}

/** Someone hides in a place no more. */
function leaveHiding(sim: Simulation, person: number, place: number): void {
  if (sim.groups !== undefined) quit(sim, person, place);
  openIfLast(sim, place);
}

/** Someone works on a door no more. */
function leaveDoor(sim: Simulation, door: number): void {
  const behind = sim.world.city.doors.to[door]!;
  if (sim.groups !== undefined && sim.world.isHere(behind)) endWork(sim, behind);
}

/** Gives a person who is where their routine has them back to it. */
export function resumeRoutine(sim: Simulation, person: number): void {
  const { world } = sim;
  const { routine } = world;
  world.person.activity[person] = ActivityCode.routine;
  world.unusual[world.zone]!--;
  routine.at(person, world.now);
  const { place, until, goal } = routine;
  world.person.goal[person] = goal;
  continueRoutine(sim, person, place, until);
}

/** Takes a person out of the run: dead or gone. */
export function remove(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy } = world;
  const before = people.activity[person];
  const door = people.door[person]!;
  people.activity[person] = ActivityCode.still;
  people.door[person] = NONE;
  if (people.owner[person] !== NOBODY) {
    const place = occupancy.place[person]!;
    const group = occupancy.group[person]! as Group;
    world.actAt(person, Number.POSITIVE_INFINITY);
    occupancy.leave(person);
    if (before === ActivityCode.hiding) leaveHiding(sim, person, place);
    else openIfLast(sim, place);
    if (before === ActivityCode.breaking) leaveDoor(sim, door);
    updateHazard(sim, place);
    if (group === PREY && occupancy.count(place, HUNTER) > 0) preyGone(sim, place);
    if (before !== ActivityCode.routine) world.unusual[world.zone]!--;
  }
  people.owner[person] = GONE;
  if (sim.followed !== undefined) note(sim, person);
}
