/**
 * Rumour by word of mouth, with stifling. Everyone who has heard of it tells: they meet people as a Poisson stream, each one
 * uniformly among the residents of a zone. Who has not heard is told; whoever meets someone who has stops telling: the teller
 * alone (Maki & Thompson 1973), or both if the other is a teller as well (Daley & Kendall 1965). In their model a pair of
 * tellers meets at the rate of any other pair, but both streams bring about that meeting: so half of them count. Telling and
 * stifling may fail, and tellers may forget (Nekovee, Moreno, Bianconi & Marsili 2007).
 */
import { NONE } from "../../base/columns.js";
import { log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { CONVINCED, RUMOUR, STIFLED } from "../../engine/beliefs.js";
import type { Information as Settings } from "../../scenario/information.js";
import type { Simulation } from "../simulation.js";
import { heldFrom, inform } from "./news.js";

const UINT32 = 2 ** -32;

type Crowd = NonNullable<Settings["crowd"]>;

/** Someone who lives in the zone being processed tells from a time on, unless they have stopped before. */
export function beginTelling(sim: Simulation, person: number, since: number): void {
  const { world } = sim;
  const { settings, beliefs } = sim.information!;
  const { crowd } = settings;
  const { stifledAt, meetings } = beliefs.table;
  if (crowd === undefined || stifledAt[person]! < Number.POSITIVE_INFINITY || world.willTell(person)) return;
  world.tellAt(person, since + world.random.exponential(Draw.rumour, person, meetings[person]!++) / rateOf(crowd));
  if (sim.strains.length === 0) sim.tally.active++;
}

/** They stop; others know from a time on. */
export function stopTelling(sim: Simulation, person: number, since: number): void {
  const { world } = sim;
  const { stifledAt } = sim.information!.beliefs.table;
  if (sim.information!.settings.crowd === undefined || !world.willTell(person)) return;
  stifledAt[person] = Math.min(stifledAt[person]!, since);
  world.tellAt(person, Number.POSITIVE_INFINITY);
  if (sim.strains.length === 0) sim.tally.active--;
}

/** Meetings of a teller, and their forgetting, 1/s. */
function rateOf({ rate, forget }: Crowd): number {
  return rate + (forget === undefined ? 0 : 1 / forget);
}

/** A teller meets someone, or forgets. */
export function tell(sim: Simulation, person: number): void {
  const { world } = sim;
  const { random, now } = world;
  const { settings, beliefs } = sim.information!;
  const crowd = settings.crowd!;
  const rate = rateOf(crowd);
  random.draw(Draw.rumour, person, beliefs.table.meetings[person]!++);
  const wait = -log((random.w0 + 0.5) * UINT32);
  const choice = random.w1 * UINT32;
  const chance = random.w2 * UINT32;
  const what = random.w3 * UINT32;
  world.tellAt(person, now + wait / rate); // before anything that may stop them
  if (what * rate >= crowd.rate) {
    stopTelling(sim, person, heldFrom(sim));
    return;
  }
  const other = someone(sim, person, choice, (what * rate) / crowd.rate < crowd.abroad);
  if (other === NONE || beliefs.isSilent(other, now)) return;
  if (!beliefs.hasHeard(other, now)) {
    // what is left of the chance is uniform again
    if (chance < crowd.tell) inform(sim, other, chance < crowd.tell * crowd.convinces ? CONVINCED : RUMOUR, person);
  } else if (crowd.model === "daley-kendall" && tells(sim, other)) {
    if (chance >= crowd.stifle / 2) return;
    inform(sim, other, STIFLED, person);
    stopTelling(sim, person, heldFrom(sim));
  } else if (chance < crowd.stifle) {
    stopTelling(sim, person, heldFrom(sim));
  }
}

/** Someone else who lives in the zone of the person's home or, `abroad`, of their anchor; NONE if there is nobody. */
function someone(sim: Simulation, person: number, choice: number, abroad: boolean): number {
  const { city } = sim.world;
  const { firstPerson, residents } = city.zones;
  const home = sim.residence[person]!;
  const anchor = city.people.anchor[person]!;
  const zone = abroad && anchor !== NONE ? city.places.zone[anchor]! : home;
  if (zone !== home) return residents[zone] === 0 ? NONE : firstPerson[zone]! + Math.floor(choice * residents[zone]!);
  const others = residents[zone]! - 1;
  if (others <= 0) return NONE;
  const other = firstPerson[zone]! + Math.floor(choice * others);
  return other >= person ? other + 1 : other;
}

function tells(sim: Simulation, other: number): boolean {
  return !(sim.information!.beliefs.table.stifledAt[other]! < sim.world.now);
}
