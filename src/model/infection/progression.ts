/** The course of an infection: how long each state lasts, which comes next, and what a change of state brings. */
import { NONE } from "../../base/columns.js";
import { exp } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { BYSTANDER, type Group, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode, GONE, NOBODY } from "../../engine/world.js";
import { discharge, seekCare } from "../authority/triage.js";
import { scheduleContact, wakeStreamsAround } from "../contact/contact.js";
import { updateHazard } from "../danger/encounter.js";
import { preyGone, startHunting } from "../danger/hunt.js";
import { appear, dissolve, mustStayExplicit, remove } from "../movement/presence.js";
import { startReturning } from "../movement/return.js";
import type { Simulation } from "../simulation.js";
import { ConductCode, DwellLaw } from "./ptts.js";

/** Infects a person. `by` NONE: seeded. `state` by default the strain's entry, `place` where the person is. */
export function infect(
  sim: Simulation,
  person: number,
  by: number,
  strain: number,
  state = sim.ptts.entry[strain]!,
  place = sim.world.whereabouts(person),
): void {
  const { world } = sim;
  if (sim.sweep !== undefined) {
    sim.sweep.infect(person, by, strain, state, place);
    return;
  }
  sim.tally.infections++;
  if (sim.moving && world.person.owner[person] === NOBODY) {
    world.routine.at(person, world.now);
    appear(sim, person, true);
  }
  world.person.strain[person] = strain;
  world.emit(EventCode.infected, person, by, place, state, strain);
  enterState(sim, person, state);
  if (sim.wards !== undefined && by !== NONE) seekCare(sim, person);
}

/** The person's dwell time is over: they enter the next state. */
export function progress(sim: Simulation, person: number): void {
  const { world } = sim;
  const { strain, state, entered } = world.person;
  const next = nextState(sim, person, state[person]!, entered[person]!);
  world.emit(EventCode.progressed, person, NONE, world.whereabouts(person), next, strain[person]!);
  enterState(sim, person, next);
  if (sim.wards !== undefined) discharge(sim, person);
}

/** The state that follows a person's present one, the `entered`-th of theirs. */
export function nextState({ world, ptts }: Simulation, person: number, state: number, entered: number): number {
  const end = ptts.nextStart[state + 1]! - 1;
  let row = ptts.nextStart[state]!;
  if (row < end) {
    const u = world.random.uniform(Draw.nextState, person, entered);
    while (row < end && u >= ptts.nextCumulative[row]!) row++;
  }
  return ptts.next[row]!;
}

/** Puts a person into a state: dwell, contacts, conduct. */
export function enterState(sim: Simulation, person: number, state: number): void {
  const { world, ptts } = sim;
  const { person: people } = world;
  const old = people.state[person]!;
  sim.count(person, old, state);
  people.state[person] = state;
  people.entered[person]!++;
  world.progressAt(person, world.now + dwell(sim, person, state, people.entered[person]!));
  const conduct = ptts.conduct[state]!;
  if (conduct !== ptts.conduct[old]!) changeConduct(sim, person, conduct);
  else if (isExplicit(sim, person)) regroup(sim, person);
  scheduleContact(sim, person);
  if (ptts.attackable[state] === 1) wakeStreamsAround(sim, person);
  const sleeps = world.awake[world.zone] === 0;
  if (sleeps && isExplicit(sim, person) && !mustStayExplicit(sim, person)) dissolve(sim, person);
}

function isExplicit({ world }: Simulation, person: number): boolean {
  const owner = world.person.owner[person]!;
  return owner !== NOBODY && owner !== GONE;
}

/** Time spent in a state just entered, the `count`-th of the person's, s; Infinity in a final one. */
export function dwell(sim: Simulation, person: number, state: number, count: number): number {
  const { ptts, world } = sim;
  const { random } = world;
  const a = ptts.dwellA[state]!;
  const b = ptts.dwellB[state]!;
  switch (ptts.dwellLaw[state]) {
    case DwellLaw.fixed:
      return a;
    case DwellLaw.exponential:
      return a * random.exponential(Draw.dwell, person, count);
    case DwellLaw.gamma:
      return (a / b) * random.gamma(b, Draw.dwell, person, count);
    case DwellLaw.lognormal:
      return exp(a + b * random.normal(Draw.dwell, person, count));
    case DwellLaw.uniform:
      return a + (b - a) * random.uniform(Draw.dwell, person, count);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function changeConduct(sim: Simulation, person: number, conduct: number): void {
  switch (conduct) {
    case ConductCode.turned:
      startHunting(sim, person);
      break;
    case ConductCode.dead:
    case ConductCode.gone:
      remove(sim, person);
      break;
    default:
      if (conduct === ConductCode.hybrid && sim.moving) startReturning(sim, person);
      if (isExplicit(sim, person)) regroup(sim, person);
  }
}

/** The group a person belongs to by state and activity. */
export function groupOf(sim: Simulation, person: number): Group {
  const { person: people } = sim.world;
  const state = people.state[person]!;
  const conduct = sim.ptts.conduct[state]!;
  if (conduct === ConductCode.turned) return people.activity[person] === ActivityCode.dormant ? BYSTANDER : HUNTER;
  return sim.ptts.attackable[state] === 1 ? PREY : BYSTANDER;
}

/** Brings the group of an explicit person in line with their state. */
export function regroup(sim: Simulation, person: number): void {
  const { occupancy } = sim.world;
  const group = groupOf(sim, person);
  const old = occupancy.group[person];
  if (old === group) return;
  occupancy.regroup(person, group);
  const place = occupancy.place[person]!;
  updateHazard(sim, place);
  if (old === PREY) preyGone(sim, place);
}
