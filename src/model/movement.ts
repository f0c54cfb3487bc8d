/** Walking: speed, the slowing by density, the limited flow of doors, and what stepping into a place brings. */
import { NONE } from "../base/columns.js";
import { exp } from "../base/exact.js";
import { PlaceKindCode } from "../city/city.js";
import { walkingSpeed } from "../city/routine.js";
import { BYSTANDER, HUNTER, PREY } from "../engine/occupancy.js";
import { ActivityCode } from "../engine/world.js";
import { updateHazard } from "./encounter.js";
import { preyGone, rouse } from "./hunt.js";
import { startle, startleAll } from "./flee.js";
import type { Simulation } from "./simulation.js";
import { ConductCode } from "./ptts.js";
import { comesUnusual, isTrainDoor, isTrainDoorLocked, leavesUnusual } from "./train.js";
import { sleepAround, wakeAround } from "./waking.js";

/** Specific flow a door lets pass, persons/(m·s) (IMO MSC.1/Circ.1533, SFPE: 1.3). */
export const DOOR_FLOW = 1.3;
/** Speed on stairs as a share of that on the level (SFPE: k = 1.08 on 7/11 stairs against 1.40). */
export const STAIR_SPEED = 0.77;
/** Density below which people walk at the speed they want, persons/m²: there the diagram takes off at most 0.25 %. */
const FREE_DENSITY = 0.3;
/** Nobody is slower than this share of the desired speed, however dense: else a jam would never dissolve. */
const SLOWEST = 0.03;

/**
 * Walking speed at a density as a share of the free speed: 1 − exp(−1.913 (1/ρ − 1/5.4)), the fundamental diagram of
 * Weidmann (1993) in Kladek's form.
 * @param density persons/m²
 */
export function crowdFactor(density: number): number {
  if (density < FREE_DENSITY) return 1;
  return Math.max(SLOWEST, 1 - exp(-1.913 * (1 / density - 1 / 5.4)));
}

/** Running speed of a person, m/s: falls with age as the walking speed does, and follows the personal pace. */
export function runningSpeed(sim: Simulation, person: number): number {
  return (sim.world.person.speed[person]! / walkingSpeed(20)) * sim.behaviour.runningSpeed;
}

/** Sets out for a door of the place the person is in, at a free speed in m/s. They arrive there by `pass`. */
export function setOut(sim: Simulation, person: number, door: number, speed: number): void {
  const { world } = sim;
  const { city, occupancy } = world;
  const place = occupancy.place[person]!;
  const density = occupancy.total(place) / city.places.area[place]!;
  const stairs = city.places.kind[place] === PlaceKindCode.stair ? STAIR_SPEED : 1;
  world.person.door[person] = door;
  world.person.queued[person] = 0;
  world.actAt(person, world.now + city.doors.distance[door]! / (speed * stairs * crowdFactor(density)));
}

/** What came of walking to a door. */
export const PASSED = 0;
export const WAITING = 1;
export const LOCKED = 2;

/** The person has reached the door they walked to: passes it, waits for their turn, or finds it locked. */
export function pass(sim: Simulation, person: number): number {
  const { world } = sim;
  const { city, person: people, doorFree } = world;
  const door = people.door[person]!;
  if (isLocked(sim, door, person)) return LOCKED;
  if (people.queued[person] === 0) {
    const leaf = Math.min(door, city.doors.back[door]!);
    const free = doorFree[leaf]!;
    const gap = 1 / (DOOR_FLOW * city.doors.width[door]!);
    if (free > world.now) {
      doorFree[leaf] = free + gap;
      people.queued[person] = 1;
      world.actAt(person, free);
      return WAITING;
    }
    doorFree[leaf] = world.now + gap;
  }
  people.queued[person] = 0;
  people.door[person] = NONE;
  step(sim, person, city.doors.to[door]!, door);
  return PASSED;
}

/**
 * Whether a door keeps this person out: a shut place to all but its residents, a home to the turned, a train that has
 * left or is full.
 */
export function isLocked(sim: Simulation, door: number, person: number): boolean {
  if (isTrainDoor(sim, door)) return isTrainDoorLocked(sim, door, person);
  const { city, place, routine, person: people } = sim.world;
  const to = city.doors.to[door]!;
  if (place.shut[to] === 0) {
    if (city.places.kind[to] !== PlaceKindCode.home) return false;
    const activity = people.activity[person]!;
    return (activity === ActivityCode.hunting || activity === ActivityCode.breaking) && place.broken[to] === 0;
  }
  return routine.home(person) !== to || sim.ptts.conduct[people.state[person]!] === ConductCode.turned;
}

/** Moves an explicit person into another place, by `door` or NONE, with all that seeing and being seen brings. */
export function step(sim: Simulation, person: number, to: number, door: number): void {
  const { world } = sim;
  const { occupancy, place: places, city } = world;
  const from = occupancy.place[person]!;
  const group = occupancy.group[person]! as 0 | 1 | 2;
  const unusual = world.person.activity[person] !== ActivityCode.routine;
  const zoneFrom = city.places.zone[from]!;
  const zoneTo = city.places.zone[to]!;
  if (unusual) wakeAround(sim, zoneTo);
  occupancy.leave(person);
  occupancy.enter(person, to, group);
  if (unusual) comesUnusual(sim, to);
  if (unusual && zoneFrom !== zoneTo) {
    world.unusual[zoneTo]!++;
    if (--world.unusual[zoneFrom] === 0) sleepAround(sim, zoneFrom);
  }
  if (unusual) leavesUnusual(sim, from);
  if (group !== BYSTANDER) {
    const facing = group === PREY ? HUNTER : PREY;
    if (occupancy.count(from, facing) > 0) updateHazard(sim, from);
    if (occupancy.count(to, facing) > 0) updateHazard(sim, to);
  }
  if (group === PREY) {
    if (occupancy.count(from, HUNTER) > 0) {
      if (door !== NONE) {
        places.trailDoor[from] = door;
        places.trailAt[from] = world.now;
      }
      preyGone(sim, from);
    }
    if (occupancy.count(to, BYSTANDER) > 0) rouse(sim, to);
  }
  if (group === HUNTER) {
    if (occupancy.count(to, HUNTER) === 1) startleAll(sim, to);
  } else if (occupancy.count(to, HUNTER) > 0) {
    startle(sim, person);
  }
}
