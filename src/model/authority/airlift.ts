/**
 * Airlift: a helicopter lands at a place at regular times and takes those who wait there out of the city, in the order in which
 * they came, as many as it has seats. It does not land while the turned are there; those it finds infected stay behind.
 */
import { NONE } from "../../base/columns.js";
import { EventCode } from "../../engine/events.js";
import { HUNTER } from "../../engine/occupancy.js";
import { enterState } from "../infection/progression.js";
import { ConductCode } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { isCaught } from "./barriers.js";
import { peopleIn } from "./evacuation.js";
import type { Order } from "./order.js";
import type { PlanOf } from "./plan.js";

export function beginAirlift(sim: Simulation, plan: PlanOf<"airlift">, order: Order, at: number): void {
  const { world, authority } = sim;
  const zone = world.city.places.zone[plan.place]!;
  authority!.watch([zone], at);
  authority!.pads ??= new Map();
  authority!.pads.set(plan.place, plan.row);
  if (world.team.has(zone)) for (const person of peopleIn(sim, [plan.place])) queueUp(sim, person, plan.place);
  land(sim, plan, order, at);
}

/** Someone has come to a place from which people are lifted: they are the last in the queue. */
export function queueUp({ authority }: Simulation, person: number, place: number): void {
  const row = authority!.pads!.get(place);
  if (row !== undefined) authority!.person.ticket[person] = ++authority!.tickets[row]!;
}

function land(sim: Simulation, plan: PlanOf<"airlift">, order: Order, at: number): void {
  const { world, authority } = sim;
  const zone = world.city.places.zone[plan.place]!;
  if (at >= order.ends) {
    authority!.pads!.delete(plan.place);
    authority!.unwatch([zone]);
    return;
  }
  if (world.team.has(zone)) {
    world.turnTo(zone, at);
    board(sim, plan);
  }
  sim.agenda.add(Math.min(order.ends, at + plan.what.every), (_, time) => land(sim, plan, order, time));
}

function board(sim: Simulation, { row, what, place }: PlanOf<"airlift">): void {
  const { world, ptts } = sim;
  if (sim.barriers?.destroyed[place] === 1 || world.occupancy.count(place, HUNTER) > 0) return;
  const { ticket } = sim.authority!.person;
  const waiting = peopleIn(sim, [place]).filter((person) => ticket[person]! > 0);
  const { state, strain } = world.person;
  let seats = what.seats;
  for (const person of waiting.sort((a, b) => ticket[a]! - ticket[b]!)) {
    if (seats === 0) return;
    ticket[person] = 0;
    if (ptts.conduct[state[person]!] !== ConductCode.person) continue;
    if (isCaught(sim, person, row, what, place)) continue;
    seats--;
    world.emit(EventCode.lifted, person, NONE, place, ptts.evacuated, strain[person]!);
    enterState(sim, person, ptts.evacuated);
  }
}
