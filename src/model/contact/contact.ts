/**
 * Transmission without attack: each infectious person makes contacts as a Poisson stream of their own, and each contact
 * infects if it meets someone susceptible (thinning). Cost is per contact, never per person. Here for rooms and graphs,
 * where the same streams carry attacks along the edges (law edge-rate); for cities in `airborne.ts`.
 */
import { NONE } from "../../base/columns.js";
import { log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { HUNTER, PREY } from "../../engine/occupancy.js";
import { makeAirborneContact, scheduleAirborne } from "./airborne.js";
import { cautionOf } from "../information/effects.js";
import { resolve } from "../danger/encounter.js";
import { infect } from "../infection/progression.js";
import type { Simulation } from "../simulation.js";
import { ConductCode, susceptibility } from "../infection/ptts.js";
import { individualInfectiousness } from "../strains/infectiousness.js";

const UINT32 = 2 ** -32;

type EdgeSimulation = Simulation & { readonly law: { readonly kind: "edge-rate"; readonly rate: number } };

/** Whether a person's stream carries attacks rather than contacts. */
function attacksAlongEdges(sim: Simulation, person: number): sim is EdgeSimulation {
  if (sim.law?.kind !== "edge-rate") return false;
  return sim.ptts.conduct[sim.world.person.state[person]!] === ConductCode.turned;
}

/** Rate of a person's stream in their present state, 1/s; 0: none. */
function streamRate(sim: Simulation, person: number): number {
  const { person: people } = sim.world;
  const state = people.state[person]!;
  if (attacksAlongEdges(sim, person)) return sim.law.rate * waysOf(sim, person);
  const strain = people.strain[person]!;
  const contact = sim.contact[strain];
  if (contact === undefined) return 0;
  const rate = contact.rate! * sim.ptts.infectiousness[state]!;
  return sim.individual && rate > 0 ? rate * individualInfectiousness(sim, person, strain) : rate;
}

function waysOf(sim: Simulation, person: number): number {
  const { city } = sim.world;
  const place = sim.world.whereabouts(person);
  return city.wayEnd[place]! - city.doorStart[place]!;
}

/** Sets the person's next contact after a change of state (the exponential law keeps no memory). */
export function scheduleContact(sim: Simulation, person: number): void {
  if (!sim.streams) return;
  if (sim.settings !== undefined) {
    scheduleAirborne(sim, sim.settings, person);
    return;
  }
  const rate = streamRate(sim, person);
  if (rate === 0) {
    sim.world.contactAt(person, Number.POSITIVE_INFINITY);
    return;
  }
  const { random, now } = sim.world;
  const wait = random.exponential(Draw.contact, person, sim.contacts[person]!++) / rate;
  sim.world.contactAt(person, now + wait);
}

/** One contact attempt of an infectious person. */
export function makeContact(sim: Simulation, person: number): void {
  if (sim.settings !== undefined) {
    makeAirborneContact(sim, sim.settings, person);
    return;
  }
  const { world } = sim;
  const { random } = world;
  random.draw(Draw.contact, person, sim.contacts[person]!++);
  const wait = -log((random.w0 + 0.5) * UINT32);
  const choice = random.w1 * UINT32;
  const chance = random.w2 * UINT32;
  const rate = streamRate(sim, person);
  world.contactAt(person, world.now + wait / rate);
  const strain = world.person.strain[person]!;
  if (attacksAlongEdges(sim, person)) {
    const victim = behindWay(sim, person, choice);
    if (victim !== NONE && sim.ptts.attackable[world.person.state[victim]!] === 1) resolve(sim, person, victim, chance);
    else if (!hasPreyBehindWays(sim, person)) world.contactAt(person, Number.POSITIVE_INFINITY);
  } else {
    const edges = sim.contact[strain]!.among === "edges";
    const other = edges ? behindWay(sim, person, choice) : companion(sim, person, choice);
    const state = world.person.state[other]!;
    if (other !== NONE && chance < susceptibility(sim.ptts, state, strain) * cautionOf(sim, other))
      infect(sim, other, person, strain);
  }
}

/** Someone behind a uniformly chosen way of the person's place; NONE if nobody is there. */
function behindWay(sim: Simulation, person: number, choice: number): number {
  const { city, occupancy } = sim.world;
  const place = sim.world.whereabouts(person);
  const first = city.doorStart[place]!;
  const ways = city.wayEnd[place]! - first;
  if (ways === 0) return NONE;
  const scaled = choice * ways;
  const way = Math.floor(scaled);
  const behind = city.doors.to[first + way]!;
  const people = occupancy.total(behind);
  return people === 0 ? NONE : occupancy.pool[occupancy.first(behind, PREY) + Math.floor((scaled - way) * people)]!;
}

function hasPreyBehindWays(sim: Simulation, person: number): boolean {
  const { city, occupancy } = sim.world;
  const place = sim.world.whereabouts(person);
  for (let door = city.doorStart[place]!; door < city.wayEnd[place]!; door++) {
    if (occupancy.count(city.doors.to[door]!, PREY) > 0) return true;
  }
  return false;
}

/** Someone can be attacked again: the streams of the turned around, which had nobody left, run on. */
export function wakeStreamsAround(sim: Simulation, person: number): void {
  if (sim.law?.kind !== "edge-rate") return;
  const { city, occupancy } = sim.world;
  const place = sim.world.whereabouts(person);
  for (let door = city.doorStart[place]!; door < city.wayEnd[place]!; door++) {
    const behind = city.doors.to[door]!;
    const first = occupancy.first(behind, HUNTER);
    for (let entry = first; entry < first + occupancy.count(behind, HUNTER); entry++) {
      const hunter = occupancy.pool[entry]!;
      if (!sim.world.willContact(hunter)) scheduleContact(sim, hunter);
    }
  }
}

/** A uniformly chosen one of the others in the person's room, NONE if there is none. */
function companion(sim: Simulation, person: number, choice: number): number {
  const { occupancy } = sim.world;
  const place = sim.world.whereabouts(person);
  const others = occupancy.total(place) - 1;
  if (others <= 0) return NONE;
  const first = occupancy.first(place, PREY);
  const pick = occupancy.pool[first + Math.floor(choice * others)]!;
  return pick === person ? occupancy.pool[first + others]! : pick;
}
