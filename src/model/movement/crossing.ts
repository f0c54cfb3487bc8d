/**
 * Crossing the border between two zones. Each zone is processed on its own for a window of time, so whoever leaves one
 * is on the border for as long as a window lasts, in neither, and comes into the other in a later window. People in routine
 * step onto the border early and come in when their routine says; all others come in that much later.
 */
import type { Table } from "../../base/columns.js";
import { ARRIVAL, type MAIL } from "../../engine/mail.js";
import type { Group } from "../../engine/occupancy.js";
import { ActivityCode, BURSTING_IN, INSIDE } from "../../engine/world.js";
import { openedUp } from "../groups/refuge.js";
import { isTooLate } from "../authority/turn-back.js";
import { goOut, noticed } from "./movement.js";
import { mustStayExplicit } from "./presence.js";
import type { Simulation } from "../simulation.js";
import { wake } from "./waking.js";

/** Takes a person onto the border, toward a place of another zone; `how`: ARRIVING or BURSTING_IN. */
export function cross(
  sim: Simulation,
  person: number,
  to: number,
  how: number,
  arrival = sim.world.now + sim.windows.length,
): void {
  const { world } = sim;
  const { person: people, occupancy, queue } = world;
  goOut(sim, person, people.door[person]!);
  occupancy.place[person] = to;
  people.crossing[person] = how;
  if (people.activity[person] !== ActivityCode.routine) world.unusual[world.zone]!--;
  queue.release(person);
  const { mail } = world;
  const row = mail.add();
  const { columns } = mail;
  columns.kind[row] = ARRIVAL;
  columns.to[row] = to;
  columns.time[row] = arrival;
  columns.person[row] = person;
  columns.progress[row] = queue.release(world.progressId + person);
  columns.contact[row] = sim.streams ? queue.release(world.contactId + person) : Number.POSITIVE_INFINITY;
}

/**
 * The zone being processed takes over someone on its border. Where it sleeps, who is in routine and well is left to the
 * routine.
 */
export function takeOver(sim: Simulation, mail: Table<typeof MAIL>, row: number): void {
  const { world } = sim;
  const { person: people } = world;
  const person = mail.person[row]!;
  if (world.awake[world.zone] === 0 && !mustStayExplicit(sim, person)) {
    world.release(person);
    return;
  }
  const arrival = mail.time[row]!;
  people.owner[person] = world.zone + 1;
  if (people.activity[person] !== ActivityCode.routine) world.unusual[world.zone]!++;
  world.actAt(person, arrival);
  world.progressAt(person, Math.max(arrival, mail.progress[row]!));
  if (sim.streams) world.contactAt(person, Math.max(arrival, mail.contact[row]!));
}

/** Someone on the border comes in. What befell them there (a change of state) follows at once. */
export function arrive(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy } = world;
  const place = occupancy.place[person]!;
  if (people.activity[person] !== ActivityCode.routine) wake(sim);
  if (people.crossing[person] === BURSTING_IN) burst(sim, place);
  people.crossing[person] = INSIDE;
  occupancy.enter(person, place, occupancy.group[person]! as Group);
  if (sim.barriers !== undefined && isTooLate(sim, person, place)) return;
  noticed(sim, person, place);
}

/** Someone has broken a door in from another zone. */
function burst(sim: Simulation, place: number): void {
  sim.world.breakOpen(place);
  if (sim.groups !== undefined) openedUp(sim, place);
}
