/**
 * Zones wake and sleep. A zone is *alert* while someone out of routine is in it or in a zone beside it. It wakes when it
 * becomes alert, or at once when someone in it leaves the routine or a noise comes in: everyone in it is then explicit, and
 * everyone else whose routine leads into it is awaited. Waking changes no outcome: it makes explicit what the routine says.
 */
import type { Simulation } from "../simulation.js";
import { NONE } from "../../base/columns.js";
import { nextVisit } from "../../city/next-visit.js";
import { GONE, NOBODY } from "../../engine/world.js";
import { isTurnedBack } from "../authority/turn-back.js";
import { appear, dissolve, mustStayExplicit } from "./presence.js";
import { noticed } from "./movement.js";
import { startle } from "../danger/flee.js";

/** Wakes the zone being processed. */
export function wake(sim: Simulation): void {
  const { world } = sim;
  const { awake, city, zone } = world;
  if (awake[zone] === 1) return;
  awake[zone] = 1;
  world.alertAt[zone] = world.now;
  for (let i = city.registerStart[zone]!; i < city.registerStart[zone + 1]!; i++) meet(sim, city.register[i]!);
  awaitVisits(sim);
}

/** Somebody of the register of a waking zone: explicit already, placed now, or awaited. */
function meet(sim: Simulation, person: number): void {
  const { owner, expected } = sim.world.person;
  if (owner[person] === GONE) return;
  if (sim.world.isOurs(person)) expected[person] = 1;
  else if (!appears(sim, person)) awaitVisit(sim, person);
}

/** Makes someone explicit whom the routine brings here now, unless they are explicit elsewhere. */
function appears(sim: Simulation, person: number): boolean {
  const { routine, now, person: people } = sim.world;
  routine.at(person, now);
  return people.owner[person] === NOBODY && appear(sim, person);
}

/** Lets the zone being processed sleep. */
export function sleep(sim: Simulation): void {
  const { world } = sim;
  const { awake, city, zone, person: people } = world;
  awake[zone] = 0;
  world.visits[zone]!.clear();
  awaitVisits(sim);
  for (let i = city.registerStart[zone]!; i < city.registerStart[zone + 1]!; i++) {
    const person = city.register[i]!;
    if (!world.isOurs(person)) continue;
    people.expected[person] = 0;
    if (!mustStayExplicit(sim, person)) dissolve(sim, person);
  }
}

/**
 * Awaits the next visit of someone whom the routine, asked just now, does not bring here, or no longer. While they stay
 * somewhere, it is enough to ask again when they leave: most people stay for hours, and to work their trips out takes
 * longer than all the rest.
 */
function awaitVisit(sim: Simulation, person: number): void {
  const { world } = sim;
  const { routine, zone, now } = world;
  // the routine may have been asked what comes after now, by those who were about to leave
  const stays = routine.goal === NONE && routine.until > now && !world.isHere(routine.place);
  world.visits[zone]!.push(person, stays ? routine.until : nextVisit(routine, person, zone, now));
}

/** Awaits the next visit of someone who leaves the zone. */
export function awaitReturn(sim: Simulation, person: number): void {
  const { world } = sim;
  world.visits[world.zone]!.push(person, nextVisit(world.routine, person, world.zone, world.now));
  awaitVisits(sim);
}

/** Keeps the zone's one pending event for its visitors in line with who comes first. */
function awaitVisits(sim: Simulation): void {
  const { world } = sim;
  world.queue.schedule(world.visitId + world.zone, world.visits[world.zone]!.first);
}

/** Those whom the routine brings into an awake zone now are in it from now on, unless they are explicit elsewhere. */
export function welcome(sim: Simulation): void {
  const { world } = sim;
  const { owner, expected } = world.person;
  const visits = world.visits[world.zone]!;
  while (visits.first === world.now) {
    const person = visits.pop();
    if (owner[person] === GONE) continue;
    // Here already, or on the border and about to be: whoever leaves the zone is awaited again.
    if (world.isOurs(person)) expected[person] = 1;
    else if (owner[person] === NOBODY && isTurnedBack(sim, person)) awaitVisit(sim, person);
    else if (appears(sim, person)) enterInRoutine(sim, person);
    else awaitVisit(sim, person);
  }
  awaitVisits(sim);
}

/** What coming into a place brings for someone in routine. Who finds it shut is startled, inside: they have slipped in. */
function enterInRoutine(sim: Simulation, person: number): void {
  const { occupancy, place: places } = sim.world;
  const place = occupancy.place[person]!;
  noticed(sim, person, place);
  if (places.shut[place] === 1) startle(sim, person);
}

/** Whether a zone or one beside it held someone out of routine when the last window ended. */
export function isAlert(sim: Simulation, zone: number): boolean {
  const { neighbourStart, neighbour } = sim.world.city;
  const { unusual: seen } = sim.world.exchange.last;
  if (seen[zone]! > 0) return true;
  for (let i = neighbourStart[zone]!; i < neighbourStart[zone + 1]!; i++) if (seen[neighbour[i]!]! > 0) return true;
  return false;
}
