/** The course of an infection: how long each state lasts, which comes next, and what a change of state brings. */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { BYSTANDER, type Group, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode, GONE, NOBODY } from "../../engine/world.js";
import { discharge, seekCare } from "../authority/triage.js";
import { scheduleContact, wakeStreamsAround } from "../contact/contact.js";
import { updateHazard } from "../danger/encounter.js";
import { preyGone, startHunting } from "../danger/hunt.js";
import { isTurnOfControl, turnOfControl } from "../hybrids/control.js";
import { beginHunger } from "../hybrids/hunger.js";
import { isWild, staysHidden } from "../hybrids/hybrids.js";
import { fallIll, silence, witness } from "../information/news.js";
import { appear, dissolve, mustStayExplicit, remove } from "../movement/presence.js";
import { startReturning } from "../movement/return.js";
import { record } from "../record.js";
import type { Simulation } from "../simulation.js";
import { HYBRIDS, INCUBATION } from "../strains/heredity.js";
import { ConductCode, lawOf } from "./ptts.js";
import { drawDwell, drawNext } from "./transition.js";

/**
 * Infects a person. `by` NONE: seeded. `strain`: the infector's, which may mutate on the way. `state` by default the
 * strain's entry, `place` where the person is.
 */
export function infect(
  sim: Simulation,
  person: number,
  by: number,
  strain: number,
  state = sim.ptts.entry[strain]!,
  place = sim.world.whereabouts(person),
): void {
  const { variation } = sim;
  if (variation === undefined) {
    beginInfection(sim, person, by, strain, state, place);
    return;
  }
  const passed = variation.passOn(person, by, strain);
  const entered = passed === strain ? state : sim.ptts.entry[passed]!;
  if (variation.isNew) record(sim, EventCode.mutated, person, by, place, entered, passed);
  beginInfection(sim, person, by, passed, entered, place);
}

function beginInfection(
  sim: Simulation,
  person: number,
  by: number,
  strain: number,
  state: number,
  place: number,
): void {
  const { world } = sim;
  sim.authority?.situation.noteCase(person);
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
  // whom the turned attack has seen them; in rooms and graphs one knows that one is infected, in cities who falls ill does
  if (sim.law === undefined && sim.settings === undefined) witness(sim, person);
  world.emit(EventCode.infected, person, by, place, state, strain);
  enterState(sim, person, state);
  if (sim.authority?.wards !== undefined && by !== NONE) seekCare(sim, person);
}

/** The person's dwell time is over: they enter the next state. */
export function progress(sim: Simulation, person: number): void {
  const { world } = sim;
  if (isTurnOfControl(sim, person)) {
    turnOfControl(sim, person);
    return;
  }
  const { strain, state, entered } = world.person;
  const next = nextState(sim, person, state[person]!, entered[person]!);
  world.emit(EventCode.progressed, person, NONE, world.whereabouts(person), next, strain[person]!);
  enterState(sim, person, next);
  if (sim.authority?.wards !== undefined) discharge(sim, person);
}

/** The state that follows a person's present one, the `entered`-th of theirs. */
export function nextState(sim: Simulation, person: number, state: number, entered: number): number {
  const { world, ptts, variation } = sim;
  const hybrids = variation === undefined ? 1 : variation.factor(HYBRIDS, person);
  return drawNext(ptts, lawFor(sim, person, state), world.random, Draw.nextState, person, entered, hybrids);
}

/** The row of laws of a state for a person: the state's, or those for their age. */
function lawFor({ world, ptts }: Simulation, person: number, state: number): number {
  if (ptts.bandStart[state] === ptts.bandStart[state + 1]) return state;
  return lawOf(ptts, state, world.city.people.age[person]!);
}

/** Puts a person into a state: dwell, contacts, conduct. */
export function enterState(sim: Simulation, person: number, state: number): void {
  const { world, ptts } = sim;
  const { person: people } = world;
  const old = people.state[person]!;
  sim.count(person, old, state);
  people.state[person] = state;
  people.entered[person]!++;
  const end = world.now + dwell(sim, person, state, people.entered[person]!);
  world.progressAt(person, end);
  if (sim.hybrids !== undefined) beginHunger(sim, person, end);
  const conduct = ptts.conduct[state]!;
  if (conduct !== ptts.conduct[old]!) changeConduct(sim, person, conduct);
  else if (isExplicit(sim, person)) regroup(sim, person);
  fallIll(sim, person, state);
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
  const { variation, ptts } = sim;
  const time = drawDwell(ptts, lawFor(sim, person, state), sim.world.random, Draw.dwell, person, count);
  if (variation === undefined || ptts.incubating[state] === 0) return time;
  return time * variation.factor(INCUBATION, person);
}

function changeConduct(sim: Simulation, person: number, conduct: number): void {
  if (conduct !== ConductCode.person && conduct !== ConductCode.hybrid) silence(sim, person);
  switch (conduct) {
    case ConductCode.turned:
      startHunting(sim, person);
      break;
    case ConductCode.dead:
    case ConductCode.gone:
      remove(sim, person);
      break;
    default:
      if (conduct === ConductCode.hybrid && sim.moving && !staysHidden(sim, person)) startReturning(sim, person);
      if (isExplicit(sim, person)) regroup(sim, person);
  }
}

/** The group a person belongs to by state and activity. */
export function groupOf(sim: Simulation, person: number): Group {
  const { person: people } = sim.world;
  const state = people.state[person]!;
  const conduct = sim.ptts.conduct[state]!;
  const hunts = conduct === ConductCode.turned || isWild(sim, person);
  if (hunts) return people.activity[person] === ActivityCode.dormant ? BYSTANDER : HUNTER;
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
