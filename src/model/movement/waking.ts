/**
 * Zones wake and sleep. A zone is *alert* while someone out of routine is in it or in a zone beside it. It wakes when it
 * becomes alert, or at once when someone in it leaves the routine or a noise comes in: everyone in it is then explicit, and
 * everyone else whose routine leads into it is awaited. Waking changes no outcome: it makes explicit what the routine says.
 */
import type { Simulation } from "../simulation.js";
import { NONE } from "../../base/columns.js";
import { nextVisit } from "../../city/next-visit.js";
import { NOBODY } from "../../engine/world.js";
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
  for (let row = city.registerStart[zone]!; row < city.registerStart[zone + 1]!; row++) meet(sim, row);
  awaitVisits(sim);
}

/**
 * Somebody on the register (its row): made explicit if they are so nowhere and the routine has them here now, else awaited.
 * Returns whether they were made explicit. Who is explicit elsewhere comes over a border, and is awaited once they are left to
 * the routine.
 */
function meet(sim: Simulation, row: number): boolean {
  const { world } = sim;
  const person = world.city.register[row]!;
  if (world.person.owner[person] !== NOBODY) return false;
  world.routine.at(person, world.now);
  if (appear(sim, person)) return true;
  awaitVisit(sim, row, person);
  return false;
}

/** Lets the zone being processed sleep. */
export function sleep(sim: Simulation): void {
  const { world } = sim;
  const { awake, city, zone } = world;
  awake[zone] = 0;
  world.visits[zone]!.clear();
  awaitVisits(sim);
  for (let i = city.registerStart[zone]!; i < city.registerStart[zone + 1]!; i++) {
    const person = city.register[i]!;
    if (!world.isOurs(person)) continue;
    if (!mustStayExplicit(sim, person)) dissolve(sim, person);
  }
}

/**
 * Awaits the next visit of someone whom the routine, asked just now, does not bring here, or no longer. While they stay
 * somewhere, it is enough to ask again when they leave: most people stay for hours, and to work their trips out takes
 * longer than all the rest.
 */
function awaitVisit(sim: Simulation, row: number, person: number): void {
  const { world } = sim;
  const { routine, zone, now, city } = world;
  // the routine may have been asked what comes after now, by those who were about to leave
  const stays = routine.goal === NONE && routine.until > now && !world.isHere(routine.place);
  const time = stays ? routine.until : nextVisit(routine, person, zone, now);
  world.visits[zone]!.push(row - city.registerStart[zone]!, time);
}

/** Keeps the zone's one pending event for its visitors in line with who comes first. */
function awaitVisits(sim: Simulation): void {
  const { world } = sim;
  world.queue.schedule(world.visitId + world.zone, world.visits[world.zone]!.first);
}

/** Those whom the routine brings into an awake zone now are in it from now on. Returns whether there were any. */
export function welcome(sim: Simulation): boolean {
  const { world } = sim;
  const visits = world.visits[world.zone]!;
  const first = world.city.registerStart[world.zone]!;
  let came = false;
  while (visits.first === world.now) if (comesIn(sim, first + visits.pop())) came = true;
  awaitVisits(sim);
  return came;
}

/** Awaits those on the register of the zone being processed, an awake one, who are among people left to their routine. */
export function awaitReleased(sim: Simulation, people: Uint32Array): void {
  if (people.length === 0) return;
  const { city, zone, visits } = sim.world;
  const { register, registerStart } = city;
  const first = registerStart[zone]!;
  const end = registerStart[zone + 1]!;
  let row = first;
  for (const person of people) {
    row = firstFrom(register, row, end, person);
    if (row < end && register[row] === person && !visits[zone]!.has(row - first)) comesIn(sim, row);
  }
  awaitVisits(sim);
}

/** The first row from `row` on, of ascending ones that end with `end`, that holds `value` or more: near ones are found soon. */
function firstFrom(values: Uint32Array, row: number, end: number, value: number): number {
  let low = row;
  let step = 1;
  while (low + step < end && values[low + step]! < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the routine brings someone on the register in now; else they are explicit, or awaited. */
function comesIn(sim: Simulation, row: number): boolean {
  const person = sim.world.city.register[row]!;
  if (sim.world.person.owner[person] !== NOBODY || isTurnedBack(sim, person)) return false;
  if (!meet(sim, row)) return false;
  enterInRoutine(sim, person);
  return true;
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
