/**
 * Who defends someone under attack: the victim, and those present who choose to help. Each decides by an own draw; family
 * and friends are likelier to (Liebst et al. 2019: ties to the victim are what best tells who steps in), people of courage
 * too. Of those who would, as many as get at the attacker do: the readiest.
 */
import { FAMILY } from "../../city/ties.js";
import { Draw } from "../../city/draws.js";
import { BYSTANDER, PREY } from "../../engine/occupancy.js";
import { hybridLaw, isMindless, isPredator } from "../hybrids/hybrids.js";
import type { Simulation } from "../simulation.js";
import { armsOf, FIREARM, IMPROVISED, strength } from "./abilities.js";

/** Younger children help nobody, a (assumed). */
const HELPS_FROM = 12;

/** Who takes part in the defence against one attack, victim first: scratch, kept between attacks. */
export class Defence {
  readonly person: number[] = [];
  /** Strength of each, arms included; man of 25–35: 1. */
  readonly strength: number[] = [];
  /** Factor on the weight with which each kills the attacker. */
  readonly lethality: number[] = [];
  /** Weight with which a blow that goes home strikes each. */
  readonly exposure: number[] = [];
  /** 1: has a firearm, and uses it. */
  readonly shoots: number[] = [];
  /** How ready each volunteer is, from 0 (readiest) to 1. */
  private readonly readiness: number[] = [];
  private readonly volunteers: number[] = [];

  clear(): void {
    const { person, strength, lethality, exposure, shoots, readiness, volunteers } = this;
    for (const list of [person, strength, lethality, exposure, shoots, readiness, volunteers]) list.length = 0;
  }

  /** Somebody is ready to help; of more than `most` the least ready stays out. */
  volunteer(person: number, readiness: number, most: number): void {
    const { volunteers, readiness: of } = this;
    let at = volunteers.length;
    while (at > 0 && of[at - 1]! > readiness) at--;
    if (at >= most) return;
    volunteers.splice(at, 0, person);
    of.splice(at, 0, readiness);
    if (volunteers.length > most) volunteers.length = of.length = most;
  }

  /** The volunteers in the order of their rows. */
  inOrder(): readonly number[] {
    return this.volunteers.sort((a, b) => a - b);
  }
}

/** Gathers those who defend a victim in a place, in the place's `count`-th attack. */
export function gather(sim: Simulation, victim: number, place: number, count: number): void {
  const { combat, ties, world } = sim;
  const { defence, help: law } = combat!;
  const { occupancy } = world;
  defence.clear();
  join(sim, victim, place);
  if (law.most === 0 || occupancy.count(place, PREY) + occupancy.count(place, BYSTANDER) < 2) return;
  ties.of(victim);
  for (const group of [PREY, BYSTANDER] as const) {
    const first = occupancy.first(place, group);
    const end = first + occupancy.count(place, group);
    for (let entry = first; entry < end; entry++) {
      const person = occupancy.pool[entry]!;
      if (person === victim) continue;
      const probability = willingness(sim, person);
      const u = world.random.uniform(Draw.help, person, count, place);
      if (u < probability) defence.volunteer(person, u / probability, law.most);
    }
  }
  for (const helper of defence.inOrder()) join(sim, helper, place);
}

/** Probability that someone present helps the victim whose ties were asked last. */
function willingness(sim: Simulation, person: number): number {
  const { world, ties } = sim;
  const law = sim.combat!.help;
  if (isMindless(sim, person)) return 0;
  const isClose = ties.isClose(person);
  const hybrid = hybridLaw(sim, person);
  if (hybrid !== undefined && isPredator(sim, person)) return 0;
  if (hybrid !== undefined) return isClose ? hybrid.protect : hybrid.defend;
  if (world.city.people.age[person]! < HELPS_FROM) return 0;
  const isFamily = isClose && ties.kind[ties.person.indexOf(person)] === FAMILY;
  const base = isFamily ? law.family : isClose ? law.friend : law.stranger;
  return Math.min(1, base * (sim.fights(person) ? law.brave : 1));
}

/** Takes someone into the defence, with the arms they have and use: who is no fighter uses none but their own. */
export function join(sim: Simulation, person: number, place: number): void {
  const { defence, arms } = sim.combat!;
  const kind = armsOf(sim, person, place);
  const helps = defence.person.length > 0;
  const fights = helps || kind === FIREARM || sim.fights(person);
  const weapon = !fights
    ? undefined
    : kind === FIREARM
      ? arms.firearm
      : kind === IMPROVISED
        ? arms.improvised
        : undefined;
  defence.person.push(person);
  defence.strength.push(strength(sim, person) * (weapon?.strength ?? 1));
  defence.lethality.push((fights ? sim.behaviour.fighting : 1) * (weapon?.lethality ?? 1));
  // the victim as they are, a hybrid because they step between
  defence.exposure.push(!helps || hybridLaw(sim, person) !== undefined ? 1 : sim.combat!.help.risk);
  defence.shoots.push(kind === FIREARM ? 1 : 0);
}
