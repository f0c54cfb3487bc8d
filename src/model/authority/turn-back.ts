/**
 * People who come to a barrier are turned back: they leave the routine where they stand, or go back over the border they
 * came by, and set out for home.
 */
import { NONE } from "../../base/columns.js";
import { EventCode } from "../../engine/events.js";
import { ARRIVAL } from "../../engine/mail.js";
import { ActivityCode, ARRIVING, NOBODY } from "../../engine/world.js";
import { enterState, groupOf } from "../infection/progression.js";
import { startReturning } from "../movement/return.js";
import type { Simulation } from "../simulation.js";
import { justBefore } from "../windows.js";

/** Who is stopped at the door of their home stays in for this long, s, before they look again (as in `return.ts`). */
const STAY_IN = 1800;

/** Someone in routine is stopped in the place they are in, and goes home out of routine. */
export function turnBack(sim: Simulation, person: number): void {
  const { world } = sim;
  const place = world.occupancy.place[person]!;
  log(sim, person, place);
  startReturning(sim, person);
  if (world.routine.home(person) === place) world.actAt(person, world.now + STAY_IN);
}

function log({ world }: Simulation, person: number, place: number): void {
  const { state, strain } = world.person;
  world.emit(EventCode["turned-back"], person, NONE, place, state[person]!, strain[person]!);
}

/** Whether someone out of routine, who has come to a door, is stopped at a checkpoint: on the way out, or where there are no borders. */
export function isStopped(sim: Simulation, person: number, door: number): boolean {
  const { to, back } = sim.city.doors;
  const from = to[back[door]!]!;
  const { barriers, world } = sim;
  if (!barriers!.isInside(from) && !(world.isHere(to[door]!) && barriers!.isInside(to[door]!))) return false;
  if (barriers!.letsPass(person, door)) return false;
  log(sim, person, from);
  return true;
}

/**
 * Whether someone whom the routine brings into the zone being processed now is turned back, explicit so far or not; if so
 * they are on the way back. The routine is left as asked for now.
 */
export function isTurnedBack(sim: Simulation, person: number): boolean {
  const { barriers, world } = sim;
  if (barriers === undefined) return false;
  const { routine, now } = world;
  routine.at(person, now);
  const { place } = routine;
  if (!world.isHere(place) || (barriers.destroyed[place] === 0 && !barriers.isInside(place))) return false;
  routine.at(person, justBefore(now));
  const from = routine.place;
  routine.at(person, now);
  if (!barriers.stops(person, from, place)) return false;
  const { person: people, occupancy } = world;
  if (people.owner[person] === NOBODY) {
    people.speed[person] = routine.speed(person);
    occupancy.group[person] = groupOf(sim, person);
    people.owner[person] = world.zone + 1;
    people.queued[person] = 0;
  }
  log(sim, person, from);
  people.activity[person] = ActivityCode.returning;
  people.goal[person] = NONE;
  goBack(sim, person, from, NONE);
  return true;
}

/**
 * Whether someone out of routine on the border, about to come in by the door they walk to, is turned back at a checkpoint or
 * from what has been destroyed; if so they are on the way back.
 */
export function isTurnedAway(sim: Simulation, person: number): boolean {
  const { barriers, authority, world } = sim;
  if (barriers === undefined) return false;
  const { bounced } = authority!.person;
  if (bounced[person] === 1) {
    bounced[person] = 0;
    return false;
  }
  const { to, back } = world.city.doors;
  const door = world.person.door[person]!;
  const place = to[door]!;
  const from = to[back[door]!]!;
  const known = !barriers.bars(door, person);
  if (barriers.destroyed[place] === 0) {
    // who was on the border before there was a cordon comes in
    if (!known || !barriers.isInside(place) || barriers.letsPass(person, door)) return false;
  }
  log(sim, person, from);
  bounced[person] = 1;
  world.unusual[world.zone]!--;
  goBack(sim, person, from, back[door]!);
  return true;
}

/** Takes someone on the border back to where they came from. */
function goBack(sim: Simulation, person: number, from: number, door: number): void {
  const { world } = sim;
  const { person: people, queue, mail } = world;
  world.occupancy.place[person] = from;
  people.door[person] = door;
  people.crossing[person] = ARRIVING;
  queue.release(person);
  const row = mail.add();
  const { columns } = mail;
  columns.kind[row] = ARRIVAL;
  columns.to[row] = from;
  columns.time[row] = world.now + sim.windows.length;
  columns.person[row] = person;
  columns.progress[row] = queue.release(world.progressId + person);
  columns.contact[row] = Number.POSITIVE_INFINITY;
}

/** Someone who comes in from a border, by a ride, where all was destroyed meanwhile, dies there. Returns whether. */
export function isTooLate(sim: Simulation, person: number, place: number): boolean {
  if (sim.barriers === undefined || sim.barriers.destroyed[place] === 0) return false;
  kill(sim, person, place);
  return true;
}

/** A bombing kills a person. */
export function kill(sim: Simulation, person: number, place: number): void {
  const { world, ptts } = sim;
  const { strain } = world.person;
  world.emit(EventCode.bombed, person, NONE, place, ptts.bombed, strain[person]!);
  enterState(sim, person, ptts.bombed);
}
