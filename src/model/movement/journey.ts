/** Journeys of people out of routine to a place of the city: door by door on foot, by bus, by train. */
import { NONE } from "../../base/columns.js";
import { PlaceKindCode } from "../../city/city.js";
import { BUS, TRAIN, WAIT, WALK } from "../../city/trips.js";
import { isSevered, isTrainCutOff } from "../authority/barriers.js";
import { ARRIVING } from "../../engine/world.js";
import { arrive, cross } from "./crossing.js";
import { isLocked, LOCKED, pass, setOut, step, WAITING } from "./movement.js";
import { boardTrain, leaveTrain } from "./ride.js";
import type { Simulation } from "../simulation.js";

/**
 * What the next act of a traveller begins with: they pass the door they have come to, or come in from a border. Returns
 * false if they must wait for that, or if what they met has turned them to something else.
 */
export function goOn(sim: Simulation, person: number): boolean {
  const { person: people } = sim.world;
  const activity = people.activity[person];
  if (people.door[person] !== NONE) {
    const outcome = pass(sim, person);
    if (outcome === WAITING) return false;
    if (outcome === LOCKED) people.door[person] = NONE;
  } else if (people.crossing[person] === ARRIVING) arrive(sim, person);
  return people.activity[person] === activity;
}

/**
 * Goes on toward a place, from the place the traveller is in, at a free speed on foot (m/s). Returns false, and sets no
 * next act, if there is no way or its next door is locked.
 */
export function travel(sim: Simulation, person: number, destination: number, speed: number): boolean {
  const { world } = sim;
  const { person: people, city, routine, occupancy } = world;
  const place = occupancy.place[person]!;
  if (world.lines.isTrain(place)) {
    leaveTrain(sim, person, place);
    return true;
  }
  if (city.places.kind[place] === PlaceKindCode.vehicle && people.goal[person] !== NONE) {
    getOut(sim, person, people.goal[person]!);
    return true;
  }
  const { trips } = routine;
  if (!trips.joins(place, destination)) return false;
  const how = trips.decide(place, destination);
  if (how === BUS) {
    if (isSevered(sim, person, place, trips.stop)) return false;
    takeBus(sim, person, place + 1, trips.stop, WAIT + trips.rideTime(place, trips.stop));
    return true;
  }
  if (how === TRAIN) {
    const { stations, platforms } = city;
    const { station } = trips;
    if (isTrainCutOff(sim, person, place, platforms.place[stations.platform[station]!]!)) return false;
    boardTrain(sim, person, place, station);
    return true;
  }
  const { door } = trips;
  if (isLocked(sim, door, person)) return false;
  setOut(sim, person, door, speed);
  return true;
}

/** The door to which someone on the way to another place would walk next; NONE if they would ride. */
export function doorAhead(sim: Simulation, person: number, destination: number): number {
  const { routine, occupancy } = sim.world;
  const { trips } = routine;
  const place = occupancy.place[person]!;
  if (!trips.joins(place, destination)) return NONE;
  return trips.decide(place, destination) === WALK ? trips.door : NONE;
}

function takeBus(sim: Simulation, person: number, vehicle: number, exit: number, seconds: number): void {
  const { world } = sim;
  const activity = world.person.activity[person];
  world.person.goal[person] = exit;
  step(sim, person, vehicle, NONE);
  if (world.person.activity[person] === activity) world.actAt(person, world.now + seconds);
}

function getOut(sim: Simulation, person: number, exit: number): void {
  const { world } = sim;
  const activity = world.person.activity[person];
  world.person.goal[person] = NONE;
  if (isSevered(sim, person, world.occupancy.place[person]!, exit)) {
    world.actAt(person, world.now);
    return;
  }
  if (!world.isHere(exit)) {
    cross(sim, person, exit, ARRIVING);
    return;
  }
  step(sim, person, exit, NONE);
  if (world.person.activity[person] === activity) world.actAt(person, world.now);
}
