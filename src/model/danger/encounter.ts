/**
 * Encounters of the turned with people they attack, in one place.
 *
 * Every hunting turned person attacks at the rate a = c·ρ / (1 + c·h·ρ), ρ the density of people it can attack: the
 * two-dimensional encounter rate of kinetic theory, c = 2·r·v for reach r and relative speed v, with Holling's type II
 * handling time h (Holling 1959). The place's hazard is the sum over its hunters, who may differ in reach (`reach.ts`). When it changes, the part of the
 * unit-exponential hazard not yet used up is carried over (modified next-reaction method, Anderson 2007), so the
 * process is exact and no draw is wasted.
 */
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { HUNTER, PREY } from "../../engine/occupancy.js";
import { feast, feed } from "../hybrids/control.js";
import { fight } from "../fights/fight.js";
import { armsOf, isArmed } from "../authority/squads.js";
import { scream } from "./noise.js";
import { attackerOf, hazardOfAll } from "./reach.js";
import { enterState, infect } from "../infection/progression.js";
import type { Simulation } from "../simulation.js";
import { KILLED, susceptibility } from "../infection/ptts.js";
import { BITE } from "../strains/heredity.js";

const UINT32 = 2 ** -32;

/** How often the turned attack: the law of the scenario with its parameters in SI. */
export type AttackLaw =
  | {
      readonly kind: "encounter" /** 2·reach·speed, m²/s */;
      readonly sweep: number /** s */;
      readonly handling: number;
      /** Exponents with which a hunter's reach goes with their height and strength; undefined: all reach as far. */
      readonly reachBy?: { readonly height: number; readonly strength: number } | undefined;
    }
  | { readonly kind: "pair-rate" /** 1/s */; readonly rate: number }
  | { readonly kind: "edge-rate" /** 1/s */; readonly rate: number };

/** Hazard of the next attack in a place of `area` m² with `prey` people who can be attacked and `hunters`, 1/s. */
export function attackHazard(law: AttackLaw, prey: number, hunters: number, area: number): number {
  if (prey === 0 || hunters === 0 || law.kind === "edge-rate") return 0;
  if (law.kind === "pair-rate") return law.rate * prey * hunters;
  const density = prey / area;
  return (hunters * law.sweep * density) / (1 + law.sweep * law.handling * density);
}

/** Brings a place's pending attack in line with the people now in it. */
export function updateHazard(sim: Simulation, place: number): void {
  const { world, law } = sim;
  const { occupancy, danger, now } = world;
  const old = danger.hazardRate[world.place.danger[place]!]!;
  const hunters = occupancy.count(place, HUNTER);
  if (law === undefined || (hunters === 0 && old === 0)) return;
  const rate = sim.reaches
    ? hazardByReach(sim, place, old === 0)
    : attackHazard(law, occupancy.count(place, PREY), hunters, world.city.places.area[place]!);
  if (rate === old) return;
  const row = world.dangerOf(place);
  let left = danger.hazard[row]!;
  if (old > 0) left = Math.max(0, (left - now) * old);
  danger.hazardRate[row] = rate;
  if (rate === 0) {
    danger.hazard[row] = left;
    world.attackAt(place, Number.POSITIVE_INFINITY);
    return;
  }
  if (old === 0) {
    occupancy.sort(place);
    if (left === 0) left = drawHazard(sim, place, row);
  }
  scheduleAttack(sim, place, row, left / rate);
}

/** The same where some reach farther than others; `isFirst`: the place was quiet, and who is in it in any order. */
function hazardByReach(sim: Simulation, place: number, isFirst: boolean): number {
  const density = densityOf(sim, place);
  if (density === 0) return 0;
  if (isFirst) sim.world.occupancy.sort(place);
  return hazardOfAll(sim, place, density);
}

/** Density of prey in a place, persons/m². */
function densityOf({ world }: Simulation, place: number): number {
  return world.occupancy.count(place, PREY) / world.city.places.area[place]!;
}

/** `row`: the place's row of `danger`, here and below. */
function drawHazard(sim: Simulation, place: number, row: number): number {
  const { random, danger } = sim.world;
  return random.exponential(Draw.attackTime, place, danger.attacks[row]!);
}

function scheduleAttack(sim: Simulation, place: number, row: number, wait: number): void {
  const { world } = sim;
  const due = world.now + wait;
  world.danger.hazard[row] = due;
  world.attackAt(place, due);
}

/** The place's hazard is used up: one of its hunters attacks one of its people. */
export function attack(sim: Simulation, place: number): void {
  const { world } = sim;
  const { occupancy, danger, random } = world;
  const row = world.dangerOf(place);
  const count = danger.attacks[row]!++;
  random.draw(Draw.attackPair, place, count);
  const chance = random.w0 * UINT32;
  const victim = occupancy.pick(place, PREY, Math.floor(random.w1 * UINT32 * occupancy.count(place, PREY)));
  const attacker = sim.reaches
    ? attackerOf(sim, place, densityOf(sim, place), chance)
    : occupancy.pick(place, HUNTER, Math.floor(chance * occupancy.count(place, HUNTER)));
  scheduleAttack(sim, place, row, drawHazard(sim, place, row) / danger.hazardRate[row]!);
  const u = random.uniform(Draw.attackOutcome, place, count);
  if (sim.combat !== undefined) fight(sim, attacker, victim, u, count);
  else if (resolve(sim, attacker, victim, u) && sim.hybrids !== undefined) feed(sim, attacker, victim);
  if (sim.moving) scream(sim, place);
}

/**
 * Outcome of an attack by weights; a victim who stands and fights multiplies the weight of killing the attacker. Returns
 * whether the victim was bitten or killed.
 */
export function resolve(sim: Simulation, attacker: number, victim: number, u: number): boolean {
  const { world } = sim;
  const strain = world.person.strain[attacker]!;
  const { escaped, attackerKilled, victimKilled, ...weights } = sim.outcomes[strain]!;
  const bitten = weights.bitten * (sim.variation === undefined ? 1 : sim.variation.factor(BITE, attacker));
  const kill = attackerKilled * might(sim, victim);
  let rest = u * (bitten + escaped + kill + victimKilled);
  sim.tally.attacks++;
  const place = world.occupancy.place[victim]!;
  if (rest < bitten) {
    const takes = rest < bitten * susceptibility(sim.ptts, world.person.state[victim]!, strain);
    if (takes) infect(sim, victim, attacker, strain);
    else log(sim, EventCode.attacked, attacker, victim, place);
    return true;
  }
  rest -= bitten;
  if (rest < kill) {
    log(sim, EventCode.killed, victim, attacker, place);
    enterState(sim, attacker, KILLED);
    if (sim.hybrids !== undefined) feast(sim, place, attacker);
  } else if (rest < kill + victimKilled) {
    log(sim, EventCode.killed, attacker, victim, place);
    enterState(sim, victim, KILLED);
    if (sim.hybrids !== undefined) feast(sim, place, victim);
    return true;
  } else {
    log(sim, EventCode.attacked, attacker, victim, place);
  }
  return false;
}

/** Factor on the weight with which a victim kills the attacker: of who is armed, of who stands and fights. */
function might(sim: Simulation, victim: number): number {
  if (isArmed(sim, victim)) return armsOf(sim, victim);
  return sim.moving && sim.fights(victim) ? sim.behaviour.fighting : 1;
}

function log(sim: Simulation, kind: number, person: number, other: number, place: number): void {
  const { world } = sim;
  const { state, strain } = world.person;
  world.emit(kind, person, other, place, state[person]!, strain[person]!);
}
