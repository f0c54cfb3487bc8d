/**
 * The turned. They go for people they see in the place or through an open door, else follow the trail of someone who
 * fled or of a noise, break shut doors on it, else wander; without stimulus they go dormant and cost nothing.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { BYSTANDER, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode, BURSTING_IN } from "../../engine/world.js";
import { isBarredToTurned } from "../authority/barriers.js";
import { cross } from "../movement/crossing.js";
import { updateHazard } from "./encounter.js";
import { seemsShut, startleAll } from "./flee.js";
import { beginWork } from "../groups/refuge.js";
import { hybridLaw } from "../hybrids/hybrids.js";
import { LOCKED, pass, runningSpeed, setOut, WAITING } from "../movement/movement.js";
import { leaveRoutine } from "../movement/presence.js";
import type { Simulation } from "../simulation.js";
import { DORMANCY, SPEED } from "../strains/heredity.js";
import { doorToPreyByTrain, isTrainDoor, isTrainDoorOpen, watchTrain } from "../movement/train.js";

const UINT32 = 2 ** -32;
/** Speed of the turned while they wander, as a share of their running speed. */
const WANDER_SPEED = 0.2;
/** Mood of a turned person under stimulus; without one it is the time at which they go dormant. */
const ROUSED = 0;
/** Dormant ones take this much longer to react than people do. */
const ROUSING = 3;

/** A person has turned: they hunt where they are. */
export function startHunting(sim: Simulation, person: number): void {
  const { world } = sim;
  if (!sim.moving) {
    world.occupancy.regroup(person, HUNTER);
    updateHazard(sim, world.occupancy.place[person]!);
    return;
  }
  leaveRoutine(sim, person, ActivityCode.hunting);
  const place = world.occupancy.place[person]!;
  world.person.mood[person] = ROUSED;
  world.actAt(person, world.now + reaction(sim, person));
  becomeHunter(sim, person, place);
}

function becomeHunter(sim: Simulation, person: number, place: number): void {
  const { occupancy } = sim.world;
  const wasPrey = occupancy.group[person] === PREY;
  occupancy.regroup(person, HUNTER);
  updateHazard(sim, place);
  watchTrain(sim, place);
  if (occupancy.count(place, HUNTER) === 1) startleAll(sim, place);
  else if (wasPrey) preyGone(sim, place);
}

/** An act of a hunting person: where they are, with the door they walked to (if any) reached. */
export function hunt(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy } = world;
  const goingTo = people.door[person]!;
  if (goingTo !== NONE) {
    const outcome = pass(sim, person);
    if (outcome === WAITING) return;
    if (outcome === LOCKED) {
      if (!isTrainDoor(sim, occupancy.place[person]!, goingTo) && !isBarredToTurned(sim, goingTo)) {
        startBreaking(sim, person);
        return;
      }
      people.door[person] = NONE;
    }
  }
  const place = occupancy.place[person]!;
  if (occupancy.count(place, PREY) > 0) {
    people.mood[person] = ROUSED;
    return;
  }
  const door = stimulus(sim, place, person);
  if (door !== NONE) {
    people.mood[person] = ROUSED;
    setOut(sim, person, door, huntingSpeed(sim, person));
    return;
  }
  if (people.mood[person] === ROUSED) people.mood[person] = world.now + patience(sim, person);
  if (world.now >= people.mood[person]!) goDormant(sim, person, place);
  else wander(sim, person, place);
}

/** Door toward the nearest people a hunter has in sight, else along the trail while it is fresh; NONE without either. */
function stimulus(sim: Simulation, place: number, hunter: number): number {
  const { city, place: places, now } = sim.world;
  const { to, distance } = city.doors;
  const end = city.wayEnd[place]!;
  let best = NONE;
  let nearest = Number.POSITIVE_INFINITY;
  const farSighted = sim.hybrids !== undefined && hybridLaw(sim, hunter)?.sight === 2;
  for (let door = city.doorStart[place]!; door < end; door++) {
    const behind = to[door]!;
    if (distance[door]! >= nearest || isBarredToTurned(sim, door)) continue;
    const way = preyBehind(sim, place, behind) ? 0 : farSighted ? wayToPrey(sim, place, behind) : Infinity;
    if (distance[door]! + way >= nearest) continue;
    nearest = distance[door]! + way;
    best = door;
  }
  const byTrain = doorToPreyByTrain(sim, place);
  if (byTrain !== NONE && distance[byTrain]! < nearest && !isBarredToTurned(sim, byTrain)) best = byTrain;
  if (best === NONE && isFresh(places.heardAt[place]!, now, sim.behaviour.memory)) best = places.trailDoor[place]!;
  if (best !== NONE && isBarredToTurned(sim, best)) return NONE;
  return best === NONE || !isTrainDoor(sim, place, best) || isTrainDoorOpen(sim, best) ? best : NONE;
}

/** Whether a trace left at a time (0: never) is still followed. */
function isFresh(left: number, now: number, memory: number): boolean {
  return left > 0 && now - left < memory;
}

/** Whether people to be attacked can be seen in an open place next to `place`. */
function preyBehind({ world }: Simulation, place: number, behind: number): boolean {
  const { border } = world;
  if (border.edge[place] !== 0 && !world.isHere(behind)) return border.hasPrey(behind) && !border.isShut(behind);
  return world.occupancy.count(behind, PREY) > 0 && world.place.shut[behind] === 0;
}

/** m from an open place of this zone to the nearest people in sight next to it, on from a place beside it; Infinity if there are none. */
function wayToPrey(sim: Simulation, from: number, place: number): number {
  const { world } = sim;
  const { to, distance } = world.city.doors;
  let nearest = Number.POSITIVE_INFINITY;
  if (!world.isHere(place) || world.place.shut[place] === 1) return nearest;
  for (let door = world.city.doorStart[place]!; door < world.city.wayEnd[place]!; door++) {
    if (to[door] === from || distance[door]! >= nearest) continue;
    if (preyBehind(sim, place, to[door]!) && !isBarredToTurned(sim, door)) nearest = distance[door]!;
  }
  return nearest;
}

function wander(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { city, random, person: people } = world;
  const first = city.doorStart[place]!;
  const ways = city.wayEnd[place]! - first;
  random.draw(Draw.hunt, person, people.decisions[person]!++);
  const door = first + Math.floor(random.w0 * UINT32 * ways);
  if (ways === 0 || seemsShut(sim, place, city.doors.to[door]!) || isBarredToTurned(sim, door)) {
    world.actAt(person, people.mood[person]!);
    return;
  }
  setOut(sim, person, door, huntingSpeed(sim, person) * WANDER_SPEED);
}

/** Speed of a turned person under stimulus, m/s. */
function huntingSpeed(sim: Simulation, person: number): number {
  const speed = runningSpeed(sim, person) * sim.behaviour.turnedSpeed;
  return sim.variation === undefined ? speed : speed * sim.variation.factor(SPEED, person);
}

/** How long a turned person wanders without stimulus, s: exponential. */
function patience(sim: Simulation, person: number): number {
  const { person: people, random } = sim.world;
  const mean = sim.behaviour.wandering * (sim.variation?.factor(DORMANCY, person) ?? 1);
  return mean * random.exponential(Draw.hunt, person, people.decisions[person]!++);
}

function goDormant(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  world.person.activity[person] = ActivityCode.dormant;
  world.occupancy.regroup(person, BYSTANDER);
  updateHazard(sim, place);
  world.actAt(person, Number.POSITIVE_INFINITY);
}

/** Stirs the dormant turned of a place: each wakes after its own time. */
export function rouse(sim: Simulation, place: number): void {
  const { occupancy, person: people, now } = sim.world;
  const first = occupancy.first(place, BYSTANDER);
  const end = first + occupancy.count(place, BYSTANDER);
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    if (people.activity[person] !== ActivityCode.dormant || sim.world.willAct(person)) continue;
    sim.world.actAt(person, now + ROUSING * reaction(sim, person));
  }
}

/** A dormant person wakes and hunts. */
export function wakeUp(sim: Simulation, person: number): void {
  const { world } = sim;
  const place = world.occupancy.place[person]!;
  world.person.activity[person] = ActivityCode.hunting;
  world.person.mood[person] = ROUSED;
  becomeHunter(sim, person, place);
  hunt(sim, person);
}

/** If the last prey has left a place or is no prey any more, its idle hunters look for the next. */
export function preyGone(sim: Simulation, place: number): void {
  const { occupancy } = sim.world;
  if (!sim.moving || occupancy.count(place, PREY) > 0) return;
  const first = occupancy.first(place, HUNTER);
  const end = first + occupancy.count(place, HUNTER);
  for (let entry = first; entry < end; entry++) {
    const hunter = occupancy.pool[entry]!;
    const works = sim.world.person.activity[hunter] === ActivityCode.breaking;
    if (!works && !sim.world.willAct(hunter)) reactSoon(sim, hunter);
  }
}

/** Hunters without prey in a place that hears a noise turn toward it, unless they are about to. */
export function drawNear(sim: Simulation, place: number): void {
  const { occupancy, person: people } = sim.world;
  const trail = sim.world.place.trailDoor[place]!;
  const first = occupancy.first(place, HUNTER);
  const end = first + occupancy.count(place, HUNTER);
  for (let entry = first; entry < end; entry++) {
    const hunter = occupancy.pool[entry]!;
    if (people.activity[hunter] !== ActivityCode.hunting || people.queued[hunter] === 1) continue;
    const door = people.door[hunter]!;
    if (door === trail || (door === NONE && sim.world.willAct(hunter))) continue;
    people.door[hunter] = NONE;
    reactSoon(sim, hunter);
  }
}

function reactSoon(sim: Simulation, person: number): void {
  sim.world.actAt(person, sim.world.now + reaction(sim, person));
}

/** Time to react, s: exponential. */
export function reaction(sim: Simulation, person: number): number {
  const { person: people, random } = sim.world;
  return sim.behaviour.reaction * random.exponential(Draw.reaction, person, people.decisions[person]!++);
}

function startBreaking(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, random } = world;
  people.activity[person] = ActivityCode.breaking;
  const behind = world.city.doors.to[people.door[person]!]!;
  if (sim.groups !== undefined && world.isHere(behind)) {
    beginWork(sim, behind);
    return;
  }
  const time = random.exponential(Draw.breaking, person, people.decisions[person]!++);
  world.actAt(person, world.now + sim.behaviour.breaking * time);
}

/** The door a turned person has worked on gives way; they go through. */
export function breakIn(sim: Simulation, person: number): void {
  const { world } = sim;
  const { city, person: people } = world;
  const door = people.door[person]!;
  if (isBarredToTurned(sim, door)) {
    people.activity[person] = ActivityCode.hunting;
    people.door[person] = NONE;
    hunt(sim, person);
    return;
  }
  const behind = city.doors.to[door]!;
  const here = world.isHere(behind);
  if (here) world.breakOpen(behind);
  world.emit(EventCode["broke-in"], person, NONE, behind, people.state[person]!, people.strain[person]!);
  people.activity[person] = ActivityCode.hunting;
  people.mood[person] = ROUSED;
  if (here) hunt(sim, person);
  else cross(sim, person, behind, BURSTING_IN);
}
