/**
 * Barricades. A door held from the inside has a strength S (s): the mean time one turned person needs to break in. It begins
 * with `behaviour.breaking`, grows by `gain` for each person inside and falls by `wear` for each turned at work on it, between
 * bounds. With n at work the hazard of breaking is n / S(t). Between two changes S is linear until it meets a bound, so the
 * hazard used up is known in closed form; when anything changes, what is left of the unit-exponential hazard is carried over,
 * as for attacks. One stream a door, not one for each of the turned: they are exchangeable, strength is the door's, and one
 * pending event does.
 */
import { exp, log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { HUNTER } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { reaction } from "../danger/hunt.js";
import type { Simulation } from "../simulation.js";

/** Share of `behaviour.breaking` that wear leaves, and that a door has after it was broken (assumed). */
const SPENT = 0.25;
/** Share of the work of people who have nothing to eat (assumed). */
const HUNGRY = 0.5;

/** Integral of 1/S over `time` s, S beginning with `strength` and changing by `slope` a second until it is `bound`. */
export function exposure(strength: number, slope: number, bound: number, time: number): number {
  if (slope === 0) return time / strength;
  const turn = Math.max(0, (bound - strength) / slope);
  const moving = Math.min(time, turn);
  const reached = strength + slope * moving;
  return log(reached / strength) / slope + (time - moving) / reached;
}

/** Time after which that integral is `share`: the inverse of `exposure`. */
export function exposureTime(strength: number, slope: number, bound: number, share: number): number {
  if (slope === 0) return share * strength;
  const turn = Math.max(0, (bound - strength) / slope);
  const untilTurn = exposure(strength, slope, bound, turn);
  if (share <= untilTurn) return (strength * (exp(slope * share) - 1)) / slope;
  return turn + (share - untilTurn) * (strength + slope * turn);
}

/** Change of a door's strength, s a second. */
function slopeOf(sim: Simulation, place: number): number {
  const { members, working, hungryAt } = sim.world.refuge;
  const { gain, wear } = sim.groups!.barricade;
  const hands = members[place]! * (hungryAt[place]! > 0 ? HUNGRY : 1);
  return gain * hands - wear * working[place]!;
}

function boundOf(sim: Simulation, slope: number): number {
  return slope > 0 ? sim.groups!.barricade.most : SPENT * sim.behaviour.breaking;
}

/** Reckons strength and hazard of a door up to `time` s later; nothing may have changed in between. */
export function wear(sim: Simulation, place: number, time: number): void {
  const { strength, hazard, working } = sim.world.refuge;
  const slope = slopeOf(sim, place);
  const bound = boundOf(sim, slope);
  const old = strength[place]!;
  if (working[place]! > 0) {
    const used = working[place]! * exposure(old, slope, bound, time);
    hazard[place] = Math.max(Number.MIN_VALUE, hazard[place]! - used);
  }
  if (slope > 0) strength[place] = Math.max(old, Math.min(bound, old + slope * time));
  else if (slope < 0) strength[place] = Math.min(old, Math.max(bound, old + slope * time));
}

/** Works out when a door gives way if nothing changes. */
export function planBreak(sim: Simulation, place: number): void {
  const { random, now, refuge } = sim.world;
  const { strength, hazard, working, breakAt, broken } = refuge;
  if (working[place] === 0) {
    breakAt[place] = Number.POSITIVE_INFINITY;
    return;
  }
  if (hazard[place] === 0) hazard[place] = random.exponential(Draw.barricade, place, broken[place]!);
  const slope = slopeOf(sim, place);
  const share = hazard[place]! / working[place]!;
  breakAt[place] = now + exposureTime(strength[place]!, slope, boundOf(sim, slope), share);
}

/** A door has given way: nobody works on it any more, and the next time it begins with what is left of it. */
export function wreck(sim: Simulation, place: number): void {
  const { strength, hazard, working, breakAt, broken } = sim.world.refuge;
  strength[place] = SPENT * sim.behaviour.breaking;
  hazard[place] = 0;
  working[place] = 0;
  breakAt[place] = Number.POSITIVE_INFINITY;
  broken[place]!++;
}

/** The turned of the zone who work on the doors of a place, in the order of their rows. */
export function workersAt({ world }: Simulation, place: number): number[] {
  const { city, occupancy, person: people } = world;
  const { to } = city.doors;
  const found = new Set<number>();
  for (let door = city.doorStart[place]!; door < city.doorStart[place + 1]!; door++) {
    const outside = to[door]!;
    if (!world.isHere(outside)) continue;
    const first = occupancy.first(outside, HUNTER);
    const end = first + occupancy.count(outside, HUNTER);
    for (let entry = first; entry < end; entry++) {
      const person = occupancy.pool[entry]!;
      if (people.activity[person] !== ActivityCode.breaking) continue;
      if (to[people.door[person]!] === place) found.add(person);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The turned at work on a door that keeps them out no more hunt again, each after their reaction. */
export function dismissWorkers(sim: Simulation, workers: readonly number[], delay = 0): void {
  const { world } = sim;
  for (const worker of workers) {
    world.person.activity[worker] = ActivityCode.hunting;
    world.person.mood[worker] = 0;
    world.actAt(worker, world.now + delay + reaction(sim, worker));
  }
}
