/**
 * Hybrids out of control hunt as the turned do. They come to themselves when they have bitten or killed somebody, when they
 * are held, or after a time; then some are lost to the turned. Those in control feed on the bodies of who is killed near them.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { BYSTANDER } from "../../engine/occupancy.js";
import { startHunting } from "../danger/hunt.js";
import { enterState, regroup } from "../infection/progression.js";
import { startReturning } from "../movement/return.js";
import type { Simulation } from "../simulation.js";
import { awaitControl, hungerOf, relieve } from "./hunger.js";
import { hybridLaw, isWild, showThemselves, WILD } from "./hybrids.js";

/** What a hybrid's timer brings before they leave their state: control is lost, or a spell is over. */
export function turnOfControl(sim: Simulation, hybrid: number): void {
  if (isWild(sim, hybrid)) endSpell(sim, hybrid);
  else loseControl(sim, hybrid);
}

/** Whether the timer of a person is one of control, not that of the end of their state. */
export function isTurnOfControl(sim: Simulation, person: number): boolean {
  const { world } = sim;
  return hybridLaw(sim, person) !== undefined && world.now < world.hybrid.endsAt[person]!;
}

function loseControl(sim: Simulation, hybrid: number): void {
  const { world } = sim;
  log(sim, EventCode["lost-control"], hybrid, NONE);
  world.hybrid.status[hybrid]! |= WILD;
  awaitControl(sim, hybrid);
  startHunting(sim, hybrid);
  showThemselves(sim, hybrid);
}

/** A spell is over by itself: they come to themselves, or are lost to the turned. */
function endSpell(sim: Simulation, hybrid: number): void {
  const { world, hybrids } = sim;
  const { state, decisions } = world.person;
  const { control } = hybridLaw(sim, hybrid)!;
  if (world.random.uniform(Draw.lost, hybrid, decisions[hybrid]!++) >= control.lost) {
    comeBack(sim, hybrid);
    return;
  }
  const next = hybrids!.lost[state[hybrid]!]!;
  world.emit(EventCode.progressed, hybrid, NONE, world.whereabouts(hybrid), next, world.person.strain[hybrid]!);
  enterState(sim, hybrid, next);
}

/** A hybrid comes to themselves, and goes home. */
function comeBack(sim: Simulation, hybrid: number): void {
  log(sim, EventCode["came-back"], hybrid, NONE);
  sim.world.hybrid.status[hybrid]! &= ~WILD;
  startReturning(sim, hybrid);
  regroup(sim, hybrid);
  awaitControl(sim, hybrid);
}

/** A hybrid feeds, on somebody bitten or killed; out of control they come to themselves. */
export function feed(sim: Simulation, hybrid: number, other: number): void {
  if (hybridLaw(sim, hybrid) === undefined) return;
  log(sim, EventCode.fed, hybrid, other);
  sim.world.hybrid.fedAt[hybrid] = sim.world.now;
  if (isWild(sim, hybrid)) comeBack(sim, hybrid);
  else awaitControl(sim, hybrid);
}

/** Somebody was killed in a place: hungry hybrids in it, in control or not, may feed on the body, in the order of their rows. */
export function feast(sim: Simulation, place: number, body: number): void {
  const { world } = sim;
  const { occupancy, person: people, random } = world;
  const first = occupancy.first(place, BYSTANDER);
  const present = occupancy.pool.slice(first, first + occupancy.count(place, BYSTANDER)).sort();
  for (const hybrid of present) {
    if (hybridLaw(sim, hybrid) === undefined) continue;
    if (random.uniform(Draw.feast, hybrid, people.decisions[hybrid]!++) >= hungerOf(sim, hybrid)) continue;
    feed(sim, hybrid, body);
    showThemselves(sim, hybrid);
  }
}

/** Somebody holds a hybrid who is out of control until they come to themselves. */
export function restrain(sim: Simulation, person: number, hybrid: number): void {
  if (!isWild(sim, hybrid)) return;
  log(sim, EventCode.restrained, person, hybrid);
  relieve(sim, hybrid);
  comeBack(sim, hybrid);
}

function log({ world }: Simulation, kind: number, person: number, other: number): void {
  const { state, strain } = world.person;
  world.emit(kind, person, other, world.whereabouts(person), state[person]!, strain[person]!);
}
