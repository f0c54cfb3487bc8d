/**
 * Trains. A train is a place that its timetable takes from platform to platform, in the zone of its line. Its doors are
 * ways only while it stands: through them those in flight get out and the turned come out and get in. Nothing is heard
 * through them. They are doors of a border: who passes is on it for a moment, and what is behind is known from a glimpse.
 */
import { NONE } from "../../base/columns.js";
import { HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { isBarredToTurned } from "../authority/barriers.js";
import type { Simulation } from "../simulation.js";

/** Sets the train's timer for the next time its doors open, if the turned in it have set none yet. */
export function watchTrain(sim: Simulation, place: number): void {
  const { world } = sim;
  if (world.lines.count === 0) return;
  const train = world.lines.trainAt(place);
  if (train === NONE || world.timers.has(world.trainId + train)) return;
  world.trainAt(train, world.routine.timetable.nextArrival(place, world.now));
}

/** A train with turned people in it opens its doors: they step out, unless they have somebody to attack in it. */
export function openDoors(sim: Simulation, train: number): void {
  const { world } = sim;
  const { occupancy, lines } = world;
  const place = lines.placeOf(train);
  const hunters = occupancy.count(place, HUNTER);
  if (hunters === 0) return;
  watchTrain(sim, place);
  const platform = standsAt(sim, place);
  if (platform === NONE || occupancy.count(place, PREY) > 0) return;
  const door = doorBetween(sim, place, platform);
  if (isBarredToTurned(sim, door)) return;
  const first = occupancy.first(place, HUNTER);
  for (let entry = first; entry < first + hunters; entry++) {
    const hunter = occupancy.pool[entry]!;
    if (world.person.activity[hunter] === ActivityCode.hunting) stepThrough(sim, hunter, door);
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

/** Whether a door of a place is one between a train and a platform. */
export function isTrainDoor({ world: { lines, city } }: Simulation, place: number, door: number): boolean {
  return lines.count > 0 && (lines.isTrain(place) || lines.isTrain(city.doors.to[door]!));
}

/** Whether the door of a train is open: the train stands at the platform it leads to. */
export function isTrainDoorOpen(sim: Simulation, door: number): boolean {
  const { to, back } = sim.world.city.doors;
  const a = to[door]!;
  const b = to[back[door]!]!;
  return standsAt(sim, a) === b || standsAt(sim, b) === a;
}

/** Whether a train takes no more people out of routine; the turned push their way in. */
export function isFull({ world }: Simulation, train: number): boolean {
  const { lines, city, occupancy } = world;
  if (!world.isHere(train)) return world.border.isShut(train);
  const line = lines.loopLine[lines.loopOf[lines.trainAt(train)]!]!;
  return occupancy.total(train) >= city.lines.capacity[line]!;
}

/** What others see in place of a shut door: 1 for a train that is full. */
export function shownAsShut(sim: Simulation, place: number): number {
  if (sim.world.lines.isTrain(place)) return isFull(sim, place) ? 1 : 0;
  return sim.world.place.shut[place]!;
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
  const { lines, border } = sim.world;
  if (lines.count === 0) return NONE;
  if (lines.isTrain(place)) {
    const platform = standsAt(sim, place);
    return platform !== NONE && border.hasPrey(platform) ? doorBetween(sim, place, platform) : NONE;
  }
  const platform = lines.platformAt(place);
  if (platform === NONE) return NONE;
  const { start, items } = lines.callsAt;
  for (let row = start[platform]!; row < start[platform + 1]!; row++) {
    const train = trainOfCall(sim, items[row]!);
    if (train !== NONE && border.hasPrey(train)) return doorBetween(sim, place, train);
  }
  return NONE;
}

/**
 * For someone in flight: out of a train that stands, unless more of the turned are outside than inside; from a platform
 * into a train that takes them. Else NONE.
 */
export function doorOfEscapeByTrain(sim: Simulation, place: number): number {
  const { lines, occupancy, border } = sim.world;
  if (lines.count === 0) return NONE;
  if (lines.isTrain(place)) {
    const platform = standsAt(sim, place);
    if (platform === NONE || border.hunters(platform) > occupancy.count(place, HUNTER)) return NONE;
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
