/**
 * Vaccination: so many doses a day, given by the hour to people of an area and age in an order drawn once. A dose makes who
 * is susceptible immune with the probability of its efficacy, at once; one that cures also those infected who have not turned.
 * Nobody knows who is infected or immune, so they get doses too; who cannot be reached on a border has their turn later.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { ActivityCode, ARRIVING, GONE } from "../../engine/world.js";
import { enterState } from "../infection/progression.js";
import { ConductCode, SUSCEPTIBLE } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { record } from "../record.js";
import { isIncubating } from "./barriers.js";
import type { Order } from "./order.js";
import type { PlanOf } from "./plan.js";

/** s between two rounds. */
const ROUND = 3600;
const ROUNDS_A_DAY = 24;

export function beginVaccination(sim: Simulation, plan: PlanOf<"vaccination">, order: Order, at: number): void {
  round(sim, plan, order, queueFor(sim, plan, order), 1, at);
}

/** Those to be vaccinated, in their order. */
function queueFor(sim: Simulation, { row, what }: PlanOf<"vaccination">, { area }: Order): number[] {
  const { world, authority } = sim;
  const { age } = world.city.people;
  const draws = new Float64Array(age.length);
  const people: number[] = [];
  for (let person = 0; person < age.length; person++) {
    if (what.age !== undefined && (age[person]! < what.age[0] || age[person]! > what.age[1])) continue;
    if (!authority!.areas.has(area, world.routine.home(person))) continue;
    draws[person] = world.random.uniform(Draw.vaccination, person, row);
    people.push(person);
  }
  return people.sort((a, b) => draws[a]! - draws[b]! || a - b);
}

/** Gives the doses of the n-th hour. */
function round(
  sim: Simulation,
  plan: PlanOf<"vaccination">,
  order: Order,
  queue: readonly number[],
  n: number,
  at: number,
): void {
  if (at >= order.ends) return;
  const { world, authority } = sim;
  const { doses } = plan.what;
  const given = Math.floor((n * doses) / ROUNDS_A_DAY) - Math.floor(((n - 1) * doses) / ROUNDS_A_DAY);
  const { dosed } = authority!.person;
  const chosen: number[] = [];
  const later: number[] = [];
  let next = 0;
  for (; next < queue.length && chosen.length < given; next++) {
    const person = queue[next]!;
    if (dosed[person] === 1 || !canBeReached(sim, person)) continue;
    (isBetween(sim, person) ? later : chosen).push(person);
  }
  const zones = chosen.map((person) => (world.apart ? world.city.places.zone[world.whereabouts(person)]! : 0));
  world.team.barrier(); // all have chosen, before the first gets a dose
  chosen.forEach((person, k) => {
    if (!world.team.has(zones[k]!)) return;
    world.turnTo(zones[k]!, at);
    dosed[person] = 1;
    vaccinate(sim, plan, person);
  });
  world.team.barrier();
  const rest = later.concat(queue.slice(next));
  if (rest.length > 0) sim.agenda.add(at + ROUND, (_, time) => round(sim, plan, order, rest, n + 1, time));
}

function canBeReached({ world, ptts }: Simulation, person: number): boolean {
  return world.person.owner[person] !== GONE && ptts.conduct[world.person.state[person]!] === ConductCode.person;
}

/** Whether someone is on the border between two zones now. */
function isBetween(sim: Simulation, person: number): boolean {
  const { world } = sim;
  if (!world.apart) return false;
  const { activity, crossing } = world.person;
  if (activity[person] !== ActivityCode.routine) return crossing[person]! >= ARRIVING;
  const { zone } = world.city.places;
  world.routine.at(person, world.now + sim.windows.length);
  return zone[world.routine.place] !== zone[world.whereabouts(person)];
}

function vaccinate(sim: Simulation, { row, what }: PlanOf<"vaccination">, person: number): void {
  const { world, ptts, sweep } = sim;
  const { state, strain } = world.person;
  const canTake = state[person] === SUSCEPTIBLE || (what.cures && isIncubating(sim, person));
  const takes = canTake && world.random.uniform(Draw.vaccination, person, row, 1) < what.efficacy;
  const after = takes ? ptts.vaccinated : state[person]!;
  const last = sweep === undefined ? strain[person]! : sweep.strainOf(person);
  record(sim, EventCode.vaccinated, person, NONE, world.whereabouts(person), after, last);
  if (!takes) return;
  if (sweep === undefined) enterState(sim, person, after);
  else sweep.immunise(person, after);
}
