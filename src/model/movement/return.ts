/** After the danger: people leave hiding, walk or ride home, and take up the routine when it has them at home. */
import { NONE } from "../../base/columns.js";
import { NO_STATION, PlaceKindCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { ActivityCode, ARRIVING } from "../../engine/world.js";
import { arrive, cross } from "./crossing.js";
import { huntersBehind, waitInHiding } from "../danger/flee.js";
import { isLocked, LOCKED, pass, setOut, step, WAITING } from "./movement.js";
import { leaveRoutine, resumeRoutine } from "./presence.js";
import { boardTrain, leaveTrain } from "./ride.js";
import type { Simulation } from "../simulation.js";
import { doorBetween } from "./train.js";

/** How long someone who cannot get home for now waits before trying again, s. */
const RETRY = 1800;

/** Someone in hiding looks out: stays while turned are in sight, else goes home. */
export function emerge(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy, random } = world;
  const place = occupancy.place[person]!;
  if (dangerOutside(sim, place)) {
    waitInHiding(sim, person, random.exponential(Draw.hiding, person, people.decisions[person]!++));
    return;
  }
  world.emit(EventCode.calmed, person, NONE, place, people.state[person]!, people.strain[person]!);
  startReturning(sim, person);
}

/** The person goes home, out of routine. */
export function startReturning(sim: Simulation, person: number): void {
  const { world } = sim;
  leaveRoutine(sim, person, ActivityCode.returning);
  world.person.goal[person] = NONE;
  world.actAt(person, world.now);
}

function dangerOutside(sim: Simulation, place: number): boolean {
  const { city } = sim.world;
  for (let door = city.doorStart[place]!; door < city.doorStart[place + 1]!; door++) {
    if (huntersBehind(sim, place, city.doors.to[door]!) > 0) return true;
  }
  return false;
}

/** Opens the doors of a place in which nobody hides any more. */
export function openIfLast(sim: Simulation, place: number): void {
  const { occupancy, person: people, place: places } = sim.world;
  if (places.shut[place] === 0) return;
  const first = occupancy.first(place, 0);
  const end = first + occupancy.total(place);
  for (let entry = first; entry < end; entry++) {
    if (people.activity[occupancy.pool[entry]!] === ActivityCode.hiding) return;
  }
  sim.world.open(place);
}

/** An act of someone on the way home, or at home until the routine has them there. */
export function goHome(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy, routine } = world;
  if (people.door[person] !== NONE) {
    const outcome = pass(sim, person);
    if (outcome === WAITING) return;
    if (outcome === LOCKED) people.door[person] = NONE;
  } else if (people.crossing[person] === ARRIVING) arrive(sim, person);
  if (people.activity[person] !== ActivityCode.returning) return;
  const place = occupancy.place[person]!;
  if (place === routine.home(person)) {
    routine.at(person, world.now);
    if (routine.place === place) {
      world.emit(EventCode.resumed, person, NONE, place, people.state[person]!, people.strain[person]!);
      resumeRoutine(sim, person);
    } else {
      world.actAt(person, routine.until);
    }
    return;
  }
  walkOrRide(sim, person, place);
}

function walkOrRide(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { person: people, city, routine } = world;
  if (world.lines.isTrain(place)) {
    leaveTrain(sim, person, place);
    return;
  }
  if (city.places.kind[place] === PlaceKindCode.vehicle && people.goal[person] !== NONE) {
    const exit = people.goal[person]!;
    people.goal[person] = NONE;
    if (!world.isHere(exit)) {
      cross(sim, person, exit, ARRIVING);
      return;
    }
    step(sim, person, exit, NONE);
    if (people.activity[person] === ActivityCode.returning) world.actAt(person, world.now);
    return;
  }
  const { trips } = routine;
  if (!trips.find(place, routine.home(person))) {
    world.actAt(person, world.now + RETRY);
    return;
  }
  if (trips.seconds[0]! > 0) {
    const vehicle = trips.place[1]!;
    people.goal[person] = trips.place[2]!;
    const seconds = trips.seconds[0]! + trips.seconds[1]!;
    step(sim, person, vehicle, NONE);
    if (people.activity[person] === ActivityCode.returning) world.actAt(person, world.now + seconds);
    return;
  }
  if (trips.exit[0] !== NO_STATION) {
    boardTrain(sim, person, place, trips.exit[0]!);
    return;
  }
  const door = doorBetween(sim, place, trips.place[1]!);
  if (isLocked(sim, door, person)) {
    world.actAt(person, world.now + RETRY);
  } else {
    setOut(sim, person, door, people.speed[person]!);
  }
}
