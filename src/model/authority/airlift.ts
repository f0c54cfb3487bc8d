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
  const waiting = new Set<number>();
  authority!.pads ??= new Map();
  authority!.pads.set(plan.place, waiting);
  if (world.team.has(zone)) for (const person of peopleIn(sim, [plan.place])) waiting.add(person);
  land(sim, plan, order, at);
}

/** Someone has come to a place from which people are lifted: they are the last in the queue. */
export function queueUp(pads: Map<number, Set<number>>, person: number, place: number): void {
  const waiting = pads.get(place);
  if (waiting === undefined) return;
  waiting.delete(person);
  waiting.add(person);
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
  const waiting = sim.authority!.pads!.get(place)!;
  const present = new Set(peopleIn(sim, [place]));
  const { state, strain } = world.person;
  let seats = what.seats;
  for (const person of waiting) {
    if (seats === 0) return;
    waiting.delete(person);
    if (!present.has(person) || ptts.conduct[state[person]!] !== ConductCode.person) continue;
    if (isCaught(sim, person, row, what, place)) continue;
    seats--;
    world.emit(EventCode.lifted, person, NONE, place, ptts.evacuated, strain[person]!);
    enterState(sim, person, ptts.evacuated);
  }
}
