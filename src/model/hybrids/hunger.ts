/**
 * Hunger of hybrids, and the control it takes from them. Hunger H rises from 0, when fed, to 1 in the time `after`, and stays
 * there; a fight takes something off it. Control is lost with the hazard rate·H^power. The time of it is drawn exactly, by the
 * inverse of the cumulated hazard, and anew whenever hunger changes otherwise than by time.
 */
import { pow } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import type { Hybrid } from "../../scenario/hybrid.js";
import type { Simulation } from "../simulation.js";
import { hybridLaw, isPredator, isWild, WILD } from "./hybrids.js";

/** Hazard of losing control, added up from the last meal until `since` s after it. */
export function cumulatedHazard({ hunger: { after }, control: { rate, power } }: Hybrid, since: number): number {
  const rising = Math.min(since, after) / after;
  return ((rate * after) / (power + 1)) * pow(rising, power + 1) + rate * Math.max(0, since - after);
}

/** s after the last meal at which the cumulated hazard is `total`. */
export function timeOfHazard({ hunger: { after }, control: { rate, power } }: Hybrid, total: number): number {
  if (rate === 0) return Number.POSITIVE_INFINITY;
  const risen = (rate * after) / (power + 1);
  return total < risen ? after * pow(total / risen, 1 / (power + 1)) : after + (total - risen) / rate;
}

/** Hunger of a hybrid now, 0 to 1. */
export function hungerOf(sim: Simulation, hybrid: number): number {
  const law = hybridLaw(sim, hybrid);
  if (law === undefined) return 0;
  const { world } = sim;
  return Math.min(1, (world.now - world.hybrid.fedAt[hybrid]!) / law.hunger.after);
}

/** Sets the time at which a hybrid loses control, or regains it; or leaves their state, if that comes first. */
export function awaitControl(sim: Simulation, hybrid: number): void {
  const { world } = sim;
  const law = hybridLaw(sim, hybrid)!;
  const { fedAt, endsAt } = world.hybrid;
  const e = world.random.exponential(Draw.control, hybrid, world.person.decisions[hybrid]!++);
  let due = isPredator(sim, hybrid) ? Number.POSITIVE_INFINITY : world.now + law.control.spell * e;
  if (!isWild(sim, hybrid)) {
    const fed = fedAt[hybrid]!;
    due = Math.max(world.now, fed + timeOfHazard(law, cumulatedHazard(law, world.now - fed) + e));
  }
  world.progressAt(hybrid, Math.min(due, endsAt[hybrid]!));
}

/** Someone has entered a state, which they leave at `end` (s): if as a hybrid, they are fed, and their hunger begins. */
export function beginHunger(sim: Simulation, person: number, end: number): void {
  const { world } = sim;
  world.hybrid.status[person]! &= ~WILD;
  if (hybridLaw(sim, person) === undefined) return;
  world.hybrid.fedAt[person] = world.now;
  world.hybrid.endsAt[person] = end;
  awaitControl(sim, person);
}

/** A fight, or a part of one, takes something off a hybrid's hunger. */
export function relieve(sim: Simulation, hybrid: number, part = 1): void {
  const law = hybridLaw(sim, hybrid);
  if (law === undefined) return;
  const { world } = sim;
  const { fedAt } = world.hybrid;
  const hungry = hungerOf(sim, hybrid) - part * law.hunger.fight;
  fedAt[hybrid] = world.now - Math.max(0, hungry) * law.hunger.after;
  awaitControl(sim, hybrid);
}
