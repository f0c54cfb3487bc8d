/** Walking: speed, the slowing by density, the limited flow of doors, and what stepping into a place brings. */
import { NONE } from "../../base/columns.js";
import { exp } from "../../base/exact.js";
import { PlaceKindCode } from "../../city/city.js";
import { walkingSpeed } from "../../city/routine.js";
import { BYSTANDER, type Group, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode, ARRIVING } from "../../engine/world.js";
import { queueUp } from "../authority/airlift.js";
import { isBarred } from "../authority/barriers.js";
import { isStopped, isTurnedAway } from "../authority/turn-back.js";
import { arrive, cross } from "./crossing.js";
import { updateHazard } from "../danger/encounter.js";
import { preyGone, rouse } from "../danger/hunt.js";
import { startle, startleAll } from "../danger/flee.js";
import { exception } from "../groups/door.js";
import type { Simulation } from "../simulation.js";
import { hybridLaw, isHybrid, isMindless } from "../hybrids/hybrids.js";
import { seeDanger } from "../hybrids/defend.js";
import { isTrainDoor, isTrainDoorLocked, watchTrain } from "./train.js";

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
  const own = (sim.world.person.speed[person]! / walkingSpeed(20)) * sim.behaviour.runningSpeed;
  return sim.hybrids === undefined ? own : own * (hybridLaw(sim, person)?.speed ?? 1);
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

/**
 * The person has reached the door they walked to: passes it, waits for their turn, or finds it locked. Into another zone
 * they pass in two acts: onto the border (WAITING), and into the place behind.
 */
export function pass(sim: Simulation, person: number): number {
  const { world } = sim;
  const { city, person: people } = world;
  const door = people.door[person]!;
  if (people.crossing[person]! >= ARRIVING) {
    if (sim.barriers !== undefined && isTurnedAway(sim, person)) return WAITING;
    people.door[person] = NONE;
    arrive(sim, person);
    return PASSED;
  }
  if (isLocked(sim, door, person)) return LOCKED;
  const to = city.doors.to[door]!;
  const here = isInside(sim, person) || world.isHere(to);
  if (sim.barriers !== undefined && people.queued[person] === 0 && isStopped(sim, person, door)) return LOCKED;
  if (people.queued[person] === 0) {
    const leaf = here ? Math.min(door, city.doors.back[door]!) : door;
    const turn = world.flow.pass(leaf, world.now, 1 / (DOOR_FLOW * city.doors.width[door]!));
    if (turn > world.now) {
      people.queued[person] = 1;
      world.actAt(person, turn);
      return WAITING;
    }
  }
  people.queued[person] = 0;
  if (!here) {
    cross(sim, person, to, ARRIVING);
    return WAITING;
  }
  people.door[person] = NONE;
  step(sim, person, to, door);
  return PASSED;
}

/**
 * Whether a door keeps this person out: a shut place to all but its residents, a home to the turned, a train that has
 * left or is full, and what the authorities have shut off.
 */
export function isLocked(sim: Simulation, door: number, person: number): boolean {
  if (isBarred(sim, door, person)) return true;
  const { city, place, routine, border, occupancy, person: people } = sim.world;
  if (isTrainDoor(sim, occupancy.place[person]!, door)) return isTrainDoorLocked(sim, door, person);
  const to = city.doors.to[door]!;
  const here = isInside(sim, person) || sim.world.isHere(to);
  const shut = here ? place.shut[to] === 1 : border.isShut(to);
  if (!shut) {
    if (city.places.kind[to] !== PlaceKindCode.home) return false;
    const activity = people.activity[person]!;
    const turned = activity === ActivityCode.hunting || activity === ActivityCode.breaking;
    return turned && !(here ? place.broken[to] === 1 : border.isBroken(to));
  }
  const special = here && sim.groups !== undefined ? exception(sim, person, to) : undefined;
  if (special !== undefined) return special === "locked";
  return routine.home(person) !== to || isMindless(sim, person);
}

/** Whether all doors of the place the person is in lead to places of its zone. */
function isInside({ world }: Simulation, person: number): boolean {
  return world.border.edge[world.occupancy.place[person]!] === 0;
}

/** Moves an explicit person into another place of the same zone, by `door` or NONE, with all that seeing and being seen brings. */
export function step(sim: Simulation, person: number, to: number, door: number): void {
  const { occupancy } = sim.world;
  const group = occupancy.group[person]! as Group;
  goOut(sim, person, door);
  occupancy.enter(person, to, group);
  noticed(sim, person, to);
}

/** Takes an explicit person out of the place they are in, by `door` or NONE. */
export function goOut(sim: Simulation, person: number, door: number): void {
  const { occupancy, place: places, now } = sim.world;
  const from = occupancy.place[person]!;
  const group = occupancy.group[person]!;
  occupancy.leave(person);
  if (group === BYSTANDER) return;
  if (occupancy.count(from, group === PREY ? HUNTER : PREY) === 0) return;
  updateHazard(sim, from);
  if (group !== PREY) return;
  if (door !== NONE) {
    places.trailDoor[from] = door;
    places.heardAt[from] = now;
  }
  preyGone(sim, from);
}

/** What coming into a place brings, for the person and for those in it. */
export function noticed(sim: Simulation, person: number, place: number): void {
  const { occupancy } = sim.world;
  const group = occupancy.group[person]!;
  if (sim.authority?.pads !== undefined) queueUp(sim, person, place);
  if (group === HUNTER) {
    watchTrain(sim, place);
    if (occupancy.count(place, PREY) > 0) updateHazard(sim, place);
    if (occupancy.count(place, HUNTER) === 1) startleAll(sim, place);
    return;
  }
  const hunted = occupancy.count(place, HUNTER) > 0;
  if (group === PREY) {
    if (hunted) updateHazard(sim, place);
    if (occupancy.count(place, BYSTANDER) > 0) rouse(sim, place);
  }
  if (hunted) startle(sim, person);
  if (hunted && sim.hybrids !== undefined && isHybrid(sim, person)) seeDanger(sim, person);
}
