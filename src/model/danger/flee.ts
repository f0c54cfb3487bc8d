/** People in danger: they are startled, run for home or the nearest shelter, away from the turned, or hide. */
import { NONE } from "../../base/columns.js";
import { PlaceKindCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { BYSTANDER, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { isBarred } from "../authority/barriers.js";
import { engage, isArmed } from "../authority/squads.js";
import { isInCare } from "../authority/triage.js";
import { maySetOffAlarm } from "./alarm.js";
import { run, SPENT_SPEED } from "../fights/abilities.js";
import { mayTurn, takesStand } from "../fights/stand.js";
import { seeDangerAll } from "../hybrids/defend.js";
import { hideOf, slownessOf } from "../information/effects.js";
import { witness } from "../information/news.js";
import { reaction } from "./hunt.js";
import { knock, mayKnock } from "../groups/door.js";
import { flightSpeed } from "../groups/pace.js";
import { isNoRefuge, join } from "../groups/refuge.js";
import { isLocked, LOCKED, pass, setOut, WAITING } from "../movement/movement.js";
import { leaveRoutine } from "../movement/presence.js";
import { startReturning } from "../movement/return.js";
import type { Simulation } from "../simulation.js";
import { ConductCode } from "../infection/ptts.js";
import { doorOfEscapeByTrain, standsAt, stepThrough } from "../movement/train.js";

const UINT32 = 2 ** -32;
/** People run for their home if it is no farther than this in a straight line, m; else for the nearest shelter. */
const HOME_RANGE = 600;
/** Most people a place can hide, persons/m². */
const FULL = 2;
/** Someone who has been in flight for this long, and sees no turned where they are, walks home, s. */
const ALL_CLEAR = 900;
/** How long someone with no way out waits before looking again, s. */
const CORNERED = 5;

/** Kinds of place in which those can hide who go there on purpose. */
const INDOORS = new Set<number>(
  (["home", "room", "stair", "hall", "roof"] as const).map((kind) => PlaceKindCode[kind]),
);

/** Weights of the choice of a door, as seconds of delay each is worth. */
const DREAD = 25; // one turned person behind the door
const GOAL = 40; // the door is on the way to the goal
const BACK = 15; // the door one came through
const WHIM = 10; // spread of the personal whim
const ASKING = 30; // those behind the door have shut it, and would have to open

/** Startles everyone in a place whom danger concerns. */
export function startleAll(sim: Simulation, place: number): void {
  const { occupancy } = sim.world;
  for (const group of [PREY, BYSTANDER] as const) {
    const first = occupancy.first(place, group);
    const end = first + occupancy.count(place, group);
    if (sim.groups === undefined) {
      for (let entry = first; entry < end; entry++) startle(sim, occupancy.pool[entry]!);
      continue;
    }
    // who leaves a group is written down, in an order that does not depend on when the zone woke
    const people: number[] = [];
    for (let entry = first; entry < end; entry++) {
      const person = occupancy.pool[entry]!;
      if (hasConductOfPerson(sim, person)) people.push(person);
    }
    for (const person of people.sort((a, b) => a - b)) startle(sim, person);
  }
  if (sim.hybrids !== undefined) seeDangerAll(sim, place);
}

/** Whether a person is neither turned nor a hybrid nor dead. */
function hasConductOfPerson({ ptts, world }: Simulation, person: number): boolean {
  return ptts.conduct[world.person.state[person]!] === ConductCode.person;
}

/** A person becomes aware of danger and will act after a reaction time, unless they are on the run already. */
export function startle(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people } = world;
  if (!sim.moving || !hasConductOfPerson(sim, person)) return;
  const activity = people.activity[person]!;
  if (activity === ActivityCode.fleeing && sim.combat?.turns) mayTurn(sim, person);
  if (activity === ActivityCode.startled || activity === ActivityCode.fleeing) return;
  if (activity === ActivityCode.fighting || activity === ActivityCode.holding) return;
  if (sim.authority !== undefined && standsFirm(sim, person)) return;
  leaveRoutine(sim, person, ActivityCode.startled);
  world.actAt(person, world.now + slownessOf(sim, person) * reaction(sim, person));
  witness(sim, person);
}

/** Whether nothing startles a person, by authority: who is armed stands and fires, who is in care goes on. */
function standsFirm(sim: Simulation, person: number): boolean {
  if (!isArmed(sim, person)) return isInCare(sim, person);
  engage(sim, person);
  return true;
}

/** A startled person acts. */
export function takeFlight(sim: Simulation, person: number): void {
  if (takesStand(sim, person)) return;
  beginFlight(sim, person);
  flee(sim, person);
}

function beginFlight(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, city, occupancy } = world;
  const place = occupancy.place[person]!;
  people.activity[person] = ActivityCode.fleeing;
  people.mood[person] = world.now;
  const home = world.routine.home(person);
  const dx = city.places.x[home]! - city.places.x[place]!;
  const dy = city.places.y[home]! - city.places.y[place]!;
  const near = dx * dx + dy * dy < HOME_RANGE * HOME_RANGE && !world.lines.isTrain(place);
  people.goal[person] = near ? home : NONE;
  world.emit(EventCode.alarmed, person, NONE, place, people.state[person]!, people.strain[person]!);
  if (sim.noises.setOff > 0) maySetOffAlarm(sim, person);
}

/** A person runs at once, without a time to react. */
export function fleeFrom(sim: Simulation, person: number): void {
  prepareFlight(sim, person);
  flee(sim, person);
}

function prepareFlight(sim: Simulation, person: number): void {
  const fled = sim.world.person.activity[person] === ActivityCode.fleeing;
  leaveRoutine(sim, person, ActivityCode.fleeing);
  if (!fled) beginFlight(sim, person);
}

/** One person pulls another away: both run at once, for the door the one chooses. */
export function fleeTogether(sim: Simulation, leader: number, follower: number): void {
  const { door, speed } = sim.world.person;
  const { person: people, lines, occupancy } = sim.world;
  const inTrain = lines.isTrain(occupancy.place[leader]!);
  prepareFlight(sim, leader);
  prepareFlight(sim, follower);
  flee(sim, leader);
  if (inTrain || people.activity[leader] !== ActivityCode.fleeing || door[leader] === NONE) flee(sim, follower);
  else setOut(sim, follower, door[leader]!, flightSpeed(sim, speed[leader]! > speed[follower]! ? leader : follower));
}

/** An act of someone in flight. */
export function flee(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy, random, city } = world;
  let cameBy = NONE;
  const door = people.door[person]!;
  if (door !== NONE) {
    let outcome = pass(sim, person);
    if (outcome === LOCKED && letIn(sim, person, door)) outcome = pass(sim, person);
    if (outcome === WAITING || (sim.combat?.turns && people.activity[person] !== ActivityCode.fleeing)) return;
    if (outcome === LOCKED) people.door[person] = NONE;
    else cameBy = city.doors.back[door]!;
  }
  const place = occupancy.place[person]!;
  random.draw(Draw.flight, person, people.decisions[person]!++);
  const whim = random.w1;
  const chance = random.w0 * UINT32;
  if (occupancy.count(place, HUNTER) === 0) {
    if (wouldHide(sim, person, place, chance)) {
      hide(sim, person, place);
      return;
    }
    if (world.now - people.mood[person]! > ALL_CLEAR) {
      startReturning(sim, person);
      return;
    }
  }
  const next = chooseDoor(sim, person, place, cameBy, whim);
  if (next === NONE) {
    world.actAt(person, waitForWayOut(sim, place));
    return;
  }
  if (world.lines.isTrain(place)) {
    stepThrough(sim, person, next);
    return;
  }
  setOut(sim, person, next, speedOfFlight(sim, person, next));
}

function speedOfFlight(sim: Simulation, person: number, door: number): number {
  const { world } = sim;
  const speed = flightSpeed(sim, person);
  if (sim.combat !== undefined) return speed * run(sim, person, world.city.doors.distance[door]!, speed);
  const spent = world.now - world.person.mood[person]! > sim.behaviour.endurance;
  return speed * (spent ? SPENT_SPEED : 1);
}

/** Whether those behind a locked door let a person in. */
function letIn(sim: Simulation, person: number, door: number): boolean {
  return sim.groups !== undefined && knock(sim, person, door);
}

/** When someone with no way out looks again: in a moving train when it next opens its doors. */
function waitForWayOut(sim: Simulation, place: number): number {
  const { lines, routine, now } = sim.world;
  if (!lines.isTrain(place) || standsAt(sim, place) !== NONE) return now + CORNERED;
  return routine.timetable.nextArrival(place, now);
}

/** Indoors, with at most two open doors to shut and room left; one's own home or a place already shut in any case. */
function wouldHide(sim: Simulation, person: number, place: number, chance: number): boolean {
  const { city, occupancy, place: places, routine } = sim.world;
  const kind = city.places.kind[place]!;
  const indoors = kind === PlaceKindCode.home || kind === PlaceKindCode.room || kind === PlaceKindCode.stair;
  if (!indoors || city.wayEnd[place]! - city.doorStart[place]! > 2) return false;
  if (occupancy.total(place) > FULL * city.places.area[place]!) return false;
  if (sim.groups !== undefined && isNoRefuge(sim, person, place)) return false;
  return routine.home(person) === place || places.shut[place] === 1 || chance < hideOf(sim, person);
}

/** Hides in a place, with those who do already. */
export function hide(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { person: people, random } = world;
  world.shut(place);
  people.activity[person] = ActivityCode.hiding;
  world.emit(EventCode.hid, person, NONE, place, people.state[person]!, people.strain[person]!);
  waitInHiding(sim, person, random.exponential(Draw.hiding, person, people.decisions[person]!++));
  if (sim.groups !== undefined) join(sim, person, place);
}

/** Someone who has come to a place on purpose hides there, or goes home if one cannot. */
export function shelterHere(sim: Simulation, person: number): void {
  const { world } = sim;
  const { occupancy, city } = world;
  const place = occupancy.place[person]!;
  const kind = city.places.kind[place]!;
  const canBeShut = INDOORS.has(kind) && occupancy.count(place, HUNTER) === 0 && !isNoRefuge(sim, person, place);
  if (!canBeShut || occupancy.total(place) > FULL * city.places.area[place]!) startReturning(sim, person);
  else {
    leaveRoutine(sim, person, ActivityCode.hiding);
    hide(sim, person, place);
  }
}

/** Stays hidden for `share` of the mean time in hiding. */
export function waitInHiding(sim: Simulation, person: number, share: number): void {
  sim.world.actAt(person, sim.world.now + sim.behaviour.calm * share);
}

/** Whether a place next to `place` is shut, as far as one knows. */
export function seemsShut({ world }: Simulation, place: number, behind: number): boolean {
  const { border } = world;
  if (border.edge[place] !== 0 && !world.isHere(behind)) return border.isShut(behind);
  return world.place.shut[behind] === 1;
}

/** The turned known to be in a place next to `place`. */
export function huntersBehind({ world }: Simulation, place: number, behind: number): number {
  if (world.border.edge[place] !== 0 && !world.isHere(behind)) return world.border.hunters(behind);
  return world.occupancy.count(behind, HUNTER);
}

/** The door that costs least: way, danger behind it, off the way to the goal, back, whim. NONE if all are locked. */
function chooseDoor(sim: Simulation, person: number, place: number, cameBy: number, whim: number): number {
  const { city } = sim.world;
  const { to, distance } = city.doors;
  const goal = doorTowardGoal(sim, person, place);
  const speed = sim.behaviour.runningSpeed;
  // From inside a home its private doors lead out.
  const end = city.places.kind[place] === PlaceKindCode.home ? city.doorStart[place + 1]! : city.wayEnd[place]!;
  let best = NONE;
  let least = Number.POSITIVE_INFINITY;
  for (let door = city.doorStart[place]!; door < end; door++) {
    const behind = to[door]!;
    const locked = seemsShut(sim, place, behind) && isLocked(sim, door, person);
    if (locked && !(sim.groups !== undefined && mayKnock(sim, person, door))) continue;
    if (isBarred(sim, door, person)) continue;
    const dread = DREAD * huntersBehind(sim, place, behind);
    let cost = distance[door]! / speed + dread + WHIM * UINT32 * scramble(whim, door);
    if (locked) cost += ASKING;
    if (door === goal) cost -= GOAL;
    if (door === cameBy) cost += BACK;
    if (cost < least) {
      least = cost;
      best = door;
    }
  }
  const train = doorOfEscapeByTrain(sim, place);
  if (train !== NONE && !isBarred(sim, train, person)) {
    const danger = DREAD * huntersBehind(sim, place, to[train]!);
    const cost = distance[train]! / speed + danger + WHIM * UINT32 * scramble(whim, train);
    if (cost < least) {
      least = cost;
      best = train;
    }
  }
  if (goal !== NONE && goal >= end && !isLocked(sim, goal, person)) {
    const cost = distance[goal]! / speed + DREAD * huntersBehind(sim, place, to[goal]!) - GOAL;
    if (cost < least) best = goal;
  }
  return best;
}

/** First door on the way home, if that is the goal and on foot; else toward the nearest shelter. */
function doorTowardGoal(sim: Simulation, person: number, place: number): number {
  const { city, person: people, routine } = sim.world;
  const goal = people.goal[person]!;
  if (goal !== NONE && goal !== place) {
    const { trips } = routine;
    if (trips.stopOf(place) === trips.stopOf(goal)) return trips.doorToward(place, goal);
  }
  return city.toShelter.door[place]!;
}

/** 32 bits that differ for every door under one draw (the finalizer of MurmurHash3). */
function scramble(draw: number, door: number): number {
  let h = draw ^ door;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
