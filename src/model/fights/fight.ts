/**
 * The outcome of an attack by strength. The weights of the strain hold between equals; else the odds of a good outcome
 * (escaped, attacker killed) to a bad one (bitten, killed) are multiplied by (D/A)^γ, A the attacker's strength and D that of
 * the defence: Bradley & Terry's (1952) law of paired comparisons, with the strain's odds between equals.
 *
 * n who defend together have D = n^(c−1)·Σ strength: Lanchester's (1916) linear law for c = 1, his square law for c = 2,
 * which holds where all can strike at once. The weight of killing is multiplied by the mean of what each has of courage and
 * arms, by strength. A blow that goes home strikes the victim, or a helper at the weight of their risk; a hybrid who helps steps
 * between, and is struck as likely as the victim. A hybrid out of control who attacks is held where a helper would pull the
 * victim away.
 */
import { pow } from "../../base/exact.js";
import { EventCode } from "../../engine/events.js";
import { feast, feed, restrain } from "../hybrids/control.js";
import { relieve } from "../hybrids/hunger.js";
import { hybridLaw, isWild, showThemselves } from "../hybrids/hybrids.js";
import { fleeFrom, fleeTogether } from "../danger/flee.js";
import { makeNoise, Noise } from "../danger/noise.js";
import { enterState, infect } from "../infection/progression.js";
import { KILLED, susceptibility } from "../infection/ptts.js";
import { BITE } from "../strains/heredity.js";
import type { Simulation } from "../simulation.js";
import { exert, strength } from "./abilities.js";
import { gather, join } from "./help.js";

/** The greatest number below 1: what rounding may not carry a uniform over. */
const BELOW_ONE = 1 - 2 ** -53;

/** Weights of the outcomes of an attack on those gathered in the defence. */
export interface Weights {
  bitten: number;
  escaped: number;
  attackerKilled: number;
  victimKilled: number;
}

/** Strength of the defence: of n together n^(c−1) times the sum. */
export function combined(strengths: readonly number[], concentration: number): number {
  let sum = 0;
  for (const each of strengths) sum += each;
  const n = strengths.length;
  return n === 1 ? sum : sum * pow(n, concentration - 1);
}

/** The weights of the outcomes for the defence gathered last. */
export function weigh(sim: Simulation, attacker: number): Weights {
  const { world } = sim;
  const { defence, exponent, concentration } = sim.combat!;
  const base = sim.outcomes[world.person.strain[attacker]!]!;
  const ease = sim.variation === undefined ? 1 : sim.variation.factor(BITE, attacker);
  const odds = pow(combined(defence.strength, concentration) / strength(sim, attacker), exponent);
  let sum = 0;
  let lethal = 0;
  for (let i = 0; i < defence.person.length; i++) {
    sum += defence.strength[i]!;
    lethal += defence.strength[i]! * defence.lethality[i]!;
  }
  return {
    bitten: base.bitten * ease,
    escaped: base.escaped * odds,
    attackerKilled: base.attackerKilled * odds * (lethal / sum),
    victimKilled: base.victimKilled,
  };
}

/** An attack on a victim, the place's `count`-th; `u` uniform of (0, 1). */
export function fight(sim: Simulation, attacker: number, victim: number, u: number, count: number): void {
  const { world } = sim;
  const { defence } = sim.combat!;
  const place = world.occupancy.place[victim]!;
  gather(sim, victim, place, count);
  const { bitten, escaped, attackerKilled, victimKilled } = weigh(sim, attacker);
  sim.tally.attacks++;
  for (let i = 0; i < defence.person.length; i++) {
    if (i > 0) log(sim, EventCode.helped, defence.person[i]!, victim, place);
    exert(sim, defence.person[i]!, sim.combat!.effort);
  }
  if (sim.hybrids !== undefined) fightAsHybrids(sim, 1);
  shoot(sim, attacker, place);
  const { row, rest } = choose([bitten, attackerKilled, victimKilled, escaped], u);
  if (row === 0) {
    const blow = choose(defence.exposure, rest);
    bite(sim, attacker, defence.person[blow.row]!, place, blow.rest);
  } else if (row === 1) kill(sim, killer(sim, rest), attacker, place);
  else if (row === 2) kill(sim, attacker, stricken(sim, rest), place);
  else {
    log(sim, EventCode.attacked, attacker, victim, place);
    rescue(sim, attacker, victim, place, rest);
  }
}

/** What fighting does to the hybrids in the defence: it shows what they are, and takes something off their hunger. */
function fightAsHybrids(sim: Simulation, part: number): void {
  for (const person of sim.combat!.defence.person) {
    if (hybridLaw(sim, person) === undefined) continue;
    showThemselves(sim, person);
    relieve(sim, person, part);
  }
}

/** The row of the weights on which a uniform falls, and how far into it, again a uniform. */
export function choose(weights: readonly number[], u: number): { readonly row: number; readonly rest: number } {
  let left = u * weights.reduce((sum, weight) => sum + weight, 0);
  let row = 0;
  while (row < weights.length - 1 && left >= weights[row]!) left -= weights[row++]!;
  return { row, rest: Math.min(left / weights[row]! || 0, BELOW_ONE) };
}

/**
 * A blow of someone who stands and fights, at a hunter in their place; `u` uniform, `part` of the effort of a fight. One by a
 * firearm is not answered.
 */
export function strike(sim: Simulation, person: number, hunter: number, u: number, part: number): void {
  const { world } = sim;
  const { defence } = sim.combat!;
  const place = world.occupancy.place[person]!;
  defence.clear();
  join(sim, person, place);
  const { bitten, escaped, attackerKilled, victimKilled } = weigh(sim, hunter);
  const answered = defence.shoots[0] === 1 ? 0 : 1;
  exert(sim, person, sim.combat!.effort * part);
  if (sim.hybrids !== undefined) fightAsHybrids(sim, part);
  shoot(sim, hunter, place);
  const { row, rest } = choose([attackerKilled, answered * bitten, answered * victimKilled, escaped], u);
  if (row === 0) kill(sim, person, hunter, place);
  else if (row === 1) bite(sim, hunter, person, place, rest);
  else if (row === 2) kill(sim, hunter, person, place);
}

/** Those with firearms in the defence fire. */
function shoot(sim: Simulation, at: number, place: number): void {
  const { defence } = sim.combat!;
  if (!defence.shoots.includes(1)) return;
  for (let i = 0; i < defence.person.length; i++)
    if (defence.shoots[i] === 1) log(sim, EventCode.shot, defence.person[i]!, at, place);
  makeNoise(sim, place, Noise.shot);
}

/** Whom a blow strikes: the victim with weight 1, each helper with that of their risk; `u` uniform. */
function stricken(sim: Simulation, u: number): number {
  const { person, exposure } = sim.combat!.defence;
  return person[choose(exposure, u).row]!;
}

/** Who of the defence kills the attacker: by strength and what it kills with. */
function killer(sim: Simulation, u: number): number {
  const { person, strength: each, lethality } = sim.combat!.defence;
  return person[
    choose(
      each.map((one, row) => one * lethality[row]!),
      u,
    ).row
  ]!;
}

/** A bite: it infects if the uniform `u` is below the victim's susceptibility to the strain. */
function bite(sim: Simulation, attacker: number, victim: number, place: number, u: number): void {
  const { state, strain } = sim.world.person;
  if (u < susceptibility(sim.ptts, state[victim]!, strain[attacker]!)) infect(sim, victim, attacker, strain[attacker]!);
  else log(sim, EventCode.attacked, attacker, victim, place);
  if (sim.hybrids !== undefined) feed(sim, attacker, victim);
}

function kill(sim: Simulation, person: number, other: number, place: number): void {
  log(sim, EventCode.killed, person, other, place);
  enterState(sim, other, KILLED);
  if (sim.hybrids === undefined) return;
  if (isWild(sim, person)) feed(sim, person, other);
  feast(sim, place, other);
}

/** A helper pulls the victim, who has got off, away: both run for one door. Hybrids out of control they hold instead. */
function rescue(sim: Simulation, attacker: number, victim: number, place: number, u: number): void {
  const { person } = sim.combat!.defence;
  const helpers = person.length - 1;
  if (helpers === 0) return;
  const helper = person[1 + Math.min(helpers - 1, Math.floor(u * helpers))]!;
  if (isWild(sim, attacker)) {
    restrain(sim, helper, attacker);
    return;
  }
  log(sim, EventCode.rescued, helper, victim, place);
  if (hybridLaw(sim, helper) === undefined) fleeTogether(sim, helper, victim);
  else fleeFrom(sim, victim);
}

function log({ world }: Simulation, kind: number, person: number, other: number, place: number): void {
  const { state, strain } = world.person;
  world.emit(kind, person, other, place, state[person]!, strain[person]!);
}
