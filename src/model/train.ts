/**
 * Trains. A train is a place that its timetable takes from platform to platform. Its doors are ways only while it
 * stands: through them those in flight get out, the turned come out and get in, both sides see and hear each other.
 *
 * Who is out of routine on a platform of a line, or in a train, counts in the zone of the line, which is awake as long.
 * From then on each train of the line has a timer for the next time its doors open or shut. A train that stands with
 * someone out of routine in it counts as one more in the zone of its platform, and so keeps that one awake.
 */
import { NONE } from "../base/columns.js";
import { HUNTER, PREY } from "../engine/occupancy.js";
import { ActivityCode } from "../engine/world.js";
import { reaction } from "./hunt.js";
import type { Simulation } from "./simulation.js";
import { sleepAround, wake } from "./waking.js";

/** A line on which nobody is out of routine any more falls asleep after this time, s: the next may come soon. */
const QUIET = 600;

/** Someone out of routine is in a place from now on. Call before `leavesUnusual` of the place they come from. */
export function comesUnusual(sim: Simulation, place: number): void {
  const { world } = sim;
  const { lines } = world;
  if (lines.count === 0) return;
  const train = lines.trainAt(place);
  if (train !== NONE) {
    watch(sim, lines.loopLine[lines.loopOf[train]!]!);
    if (world.train.unusual[train]!++ === 0) hold(sim, train);
    return;
  }
  const platform = lines.platformAt(place);
  if (platform === NONE) return;
  const { start, items } = lines.stationsAt;
  for (let row = start[platform]!; row < start[platform + 1]!; row++) {
    const line = lines.lineOf[items[row]!]!;
    world.unusual[world.city.lines.zone[line]!]!++;
    watch(sim, line);
  }
}

/** Someone out of routine is in a place no more. */
export function leavesUnusual(sim: Simulation, place: number): void {
  const { world } = sim;
  const { lines } = world;
  if (lines.count === 0) return;
  const train = lines.trainAt(place);
  if (train !== NONE) {
    world.line.quietSince[lines.loopLine[lines.loopOf[train]!]!] = world.now;
    if (--world.train.unusual[train]! === 0) release(sim, train);
    return;
  }
  const platform = lines.platformAt(place);
  if (platform === NONE) return;
  const { start, items } = lines.stationsAt;
  for (let row = start[platform]!; row < start[platform + 1]!; row++) {
    const line = lines.lineOf[items[row]!]!;
    world.unusual[world.city.lines.zone[line]!]!--;
    world.line.quietSince[line] = world.now;
  }
}

/** Wakes a line and sets the timers of its trains, unless they run. */
function watch(sim: Simulation, line: number): void {
  const { world } = sim;
  const { lines, city } = world;
  wake(sim, city.lines.zone[line]!);
  if (world.line.watched[line] === 1) return;
  world.line.watched[line] = 1;
  for (let train = 0; train < lines.trains; train++)
    if (lines.loopLine[lines.loopOf[train]!] === line) setTimer(sim, train);
}

function setTimer(sim: Simulation, train: number): void {
  const { world } = sim;
  world.trainAt(train, world.routine.timetable.nextChange(world.lines.placeOf(train), world.now));
}

/** A train with someone out of routine in it stands at a platform: that zone is awake while it does. */
function hold(sim: Simulation, train: number): void {
  const { world } = sim;
  const platform = standsAt(sim, world.lines.placeOf(train));
  if (platform === NONE) return;
  const zone = world.city.places.zone[platform]!;
  world.train.held[train] = platform;
  world.unusual[zone]!++;
  wake(sim, zone);
}

function release(sim: Simulation, train: number): void {
  const { world } = sim;
  const platform = world.train.held[train]!;
  if (platform === NONE) return;
  world.train.held[train] = NONE;
  const zone = world.city.places.zone[platform]!;
  if (--world.unusual[zone] === 0) sleepAround(sim, zone);
}

/** The doors of a train open or shut. */
export function changeDoors(sim: Simulation, train: number): void {
  const { world } = sim;
  const { lines, city } = world;
  const line = lines.loopLine[lines.loopOf[train]!]!;
  const zone = city.lines.zone[line]!;
  if (world.line.watched[line] === 0) return;
  release(sim, train);
  if (world.unusual[zone] === 0 && world.now - world.line.quietSince[line]! > QUIET) {
    world.line.watched[line] = 0;
    sleepAround(sim, zone);
    return;
  }
  const place = lines.placeOf(train);
  const platform = standsAt(sim, place);
  if (platform !== NONE) {
    if (world.train.unusual[train]! > 0) hold(sim, train);
    letOut(sim, place, platform);
    drawIn(sim, place, platform);
  }
  setTimer(sim, train);
}

/** The turned in a train that opens its doors step out, if they have nobody to attack in it. */
function letOut(sim: Simulation, place: number, platform: number): void {
  const { world } = sim;
  const { occupancy, person: people } = world;
  if (occupancy.count(place, HUNTER) === 0 || occupancy.count(place, PREY) > 0) return;
  const door = doorBetween(sim, place, platform);
  const first = occupancy.first(place, HUNTER);
  const end = first + occupancy.count(place, HUNTER);
  for (let entry = first; entry < end; entry++) {
    const hunter = occupancy.pool[entry]!;
    if (people.activity[hunter] === ActivityCode.hunting) stepThrough(sim, hunter, door);
  }
}

/** The turned on a platform who have nobody to attack there turn to the people in a train that opens its doors. */
function drawIn(sim: Simulation, place: number, platform: number): void {
  const { world } = sim;
  const { occupancy, person: people } = world;
  if (occupancy.count(platform, HUNTER) === 0 || occupancy.count(platform, PREY) > 0) return;
  if (occupancy.count(place, PREY) === 0) return;
  const first = occupancy.first(platform, HUNTER);
  const end = first + occupancy.count(platform, HUNTER);
  for (let entry = first; entry < end; entry++) {
    const hunter = occupancy.pool[entry]!;
    if (people.activity[hunter] !== ActivityCode.hunting || people.queued[hunter] === 1) continue;
    people.door[hunter] = NONE;
    world.actAt(hunter, world.now + reaction(sim, hunter));
  }
}

/** Someone who stands at the open door of a train passes it at once (by the rule of all doors: in turn). */
export function stepThrough(sim: Simulation, person: number, door: number): void {
  const { person: people, now } = sim.world;
  people.door[person] = door;
  people.queued[person] = 0;
  sim.world.actAt(person, now);
}

/** The platform at which a train (a place) stands now; NONE between two, and for places that are no train. */
export function standsAt(sim: Simulation, place: number): number {
  const { lines, routine, now } = sim.world;
  return lines.isTrain(place) ? routine.timetable.standing(place, now) : NONE;
}

/** Whether a door is one between a train and a platform. */
export function isTrainDoor(sim: Simulation, door: number): boolean {
  const { lines, city } = sim.world;
  if (lines.count === 0) return false;
  const { to, back } = city.doors;
  return lines.isTrain(to[door]!) || lines.isTrain(to[back[door]!]!);
}

/** Whether the door of a train is open: the train stands at the platform it leads to. */
export function isTrainDoorOpen(sim: Simulation, door: number): boolean {
  const { to, back } = sim.world.city.doors;
  const a = to[door]!;
  const b = to[back[door]!]!;
  return standsAt(sim, a) === b || standsAt(sim, b) === a;
}

/** Whether a train takes no more people out of routine; the turned push their way in. */
export function isFull(sim: Simulation, place: number): boolean {
  const { lines, city, occupancy } = sim.world;
  const line = lines.loopLine[lines.loopOf[lines.trainAt(place)]!]!;
  return occupancy.total(place) >= city.lines.capacity[line]!;
}

/** Whether a train's door keeps a person out or in: it is shut, or the train is full (not for the turned). */
export function isTrainDoorLocked(sim: Simulation, door: number, person: number): boolean {
  if (!isTrainDoorOpen(sim, door)) return true;
  const { lines, city, person: people } = sim.world;
  const to = city.doors.to[door]!;
  return people.activity[person] !== ActivityCode.hunting && lines.isTrain(to) && isFull(sim, to);
}

/** From a platform the door to a train that stands there with people to attack, from a train that to its platform. */
export function doorToPreyByTrain(sim: Simulation, place: number): number {
  const { lines, occupancy } = sim.world;
  if (lines.count === 0) return NONE;
  if (lines.isTrain(place)) {
    const platform = standsAt(sim, place);
    const seen = platform !== NONE && occupancy.count(platform, PREY) > 0;
    return seen ? doorBetween(sim, place, platform) : NONE;
  }
  const platform = lines.platformAt(place);
  if (platform === NONE) return NONE;
  const { start, items } = lines.callsAt;
  for (let row = start[platform]!; row < start[platform + 1]!; row++) {
    const train = trainOfCall(sim, items[row]!);
    if (train !== NONE && occupancy.count(train, PREY) > 0) return doorBetween(sim, place, train);
  }
  return NONE;
}

/**
 * For someone in flight: out of a train that stands, unless more of the turned are outside than inside; from a platform
 * into a train that takes them. Else NONE.
 */
export function doorOfEscapeByTrain(sim: Simulation, place: number): number {
  const { lines, occupancy } = sim.world;
  if (lines.count === 0) return NONE;
  if (lines.isTrain(place)) {
    const platform = standsAt(sim, place);
    if (platform === NONE || occupancy.count(platform, HUNTER) > occupancy.count(place, HUNTER)) return NONE;
    return doorBetween(sim, place, platform);
  }
  const platform = lines.platformAt(place);
  if (platform === NONE) return NONE;
  const { start, items } = lines.callsAt;
  for (let row = start[platform]!; row < start[platform + 1]!; row++) {
    const train = trainOfCall(sim, items[row]!);
    if (train !== NONE && !isFull(sim, train)) return doorBetween(sim, place, train);
  }
  return NONE;
}

/** The train that makes a call now; NONE if none does. */
function trainOfCall(sim: Simulation, call: number): number {
  const { routine, now } = sim.world;
  return routine.timetable.trainAtCall(call, now);
}

/** The door from a place to another that it has one to. */
export function doorBetween(sim: Simulation, from: number, to: number): number {
  const { doors, doorStart } = sim.world.city;
  let door = doorStart[from]!;
  while (doors.to[door] !== to) door++;
  return door;
}
