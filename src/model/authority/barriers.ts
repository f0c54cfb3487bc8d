/**
 * What keeps people out by authority: cordons around zones, destroyed places, locked wards. A cordon lies on the borders of its
 * zones, so that whoever crosses it crosses a border of zones. It is guarded in the zone inside: who goes out is
 * stopped there before they step onto the border, who comes in when they come over it. All threads hold the same barriers, as
 * they are put up and taken away at instants of the agenda; the queues at checkpoints are known only where they are worked off.
 */
import { NONE } from "../../base/columns.js";
import { PlaceKindCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { ConductCode, NO_STRAIN } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { isArmed } from "./squads.js";
import type { Order } from "./order.js";

/** How well infected people are told from others. */
export interface Inspection {
  readonly sensitivity: number;
  readonly falseAlarms: number;
}

/** One way through a cordon. */
interface Checkpoint {
  /** Row of the cordon. */
  readonly cordon: number;
  readonly inspection: Inspection;
  /** s: time of one inspection, longest wait. */
  readonly every: number;
  readonly patience: number;
  /** Its row in `free`. */
  readonly row: number;
}

export class Barriers {
  /** [Z] row + 1 of the cordon around a zone; 0: none. */
  readonly ring: Uint8Array;
  /** [P] 1: destroyed. */
  readonly destroyed: Uint8Array;
  /** [P] 1: a ward that the turned do not get out of. */
  readonly ward: Uint8Array;
  /** By row of door, out and in. */
  private readonly checkpoints = new Map<number, Checkpoint>();
  /** s: when the next one can be inspected at each checkpoint. */
  private readonly free: Float64Array;
  private used = 0;
  private readonly sim: Simulation;

  /** @param free  room for all checkpoints there will be */
  constructor(sim: Simulation, free: Float64Array) {
    this.free = free;
    const { places, zones } = sim.city;
    this.sim = sim;
    this.ring = new Uint8Array(zones.x.length);
    this.destroyed = new Uint8Array(places.kind.length);
    this.ward = new Uint8Array(places.kind.length);
  }

  /** Puts up a cordon, with checkpoints in its widest streets. */
  encircle({ plan: { row, what }, area }: Order): void {
    if (what.do !== "cordon") return;
    for (const zone of area.zones) this.ring[zone] = row + 1;
    this.shutBetweenRings();
    const { count, every, patience, ...inspection } = what.checkpoints;
    const { width, back } = this.sim.city.doors;
    const streets = this.streetsAcross(area.zones);
    streets.sort((a, b) => width[b]! - width[a]! || a - b);
    for (const door of streets.slice(0, count)) {
      for (const side of [door, back[door]!])
        this.checkpoints.set(side, { cordon: row, inspection, every, patience, row: this.used++ });
    }
  }

  /** Takes a cordon away. */
  open({ plan: { row }, area }: Order): void {
    for (const zone of area.zones) if (this.ring[zone] === row + 1) this.ring[zone] = 0;
    for (const [door, checkpoint] of this.checkpoints) if (checkpoint.cordon === row) this.checkpoints.delete(door);
  }

  /** Between two cordons there is no checkpoint. */
  private shutBetweenRings(): void {
    const { to, back } = this.sim.city.doors;
    for (const door of this.checkpoints.keys())
      if (this.isInside(to[door]!) && this.isInside(to[back[door]!]!)) this.checkpoints.delete(door);
  }

  /** The doors from a street of some zones to a street of others that no cordon lies around. */
  private streetsAcross(zones: readonly number[]): number[] {
    const { doors, doorStart, places } = this.sim.city;
    const found: number[] = [];
    for (let place = 0; place < places.kind.length; place++) {
      if (places.kind[place] !== PlaceKindCode.street) break; // streets are the first places
      if (!zones.includes(places.zone[place]!)) continue;
      for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
        const to = doors.to[door]!;
        if (places.kind[to] === PlaceKindCode.street && this.ring[places.zone[to]!] === 0) found.push(door);
      }
    }
    return found;
  }

  /** Whether a step from a place to another crosses a cordon. */
  crosses(from: number, to: number): boolean {
    const { zone } = this.sim.city.places;
    return this.ring[zone[from]!] !== this.ring[zone[to]!];
  }

  /** Whether a ride or a step without a door from a place to another is impossible. */
  severs(from: number, to: number): boolean {
    return this.destroyed[to] === 1 || this.crosses(from, to);
  }

  /** Whether a door keeps the turned in or out: none of them passes a checkpoint. */
  barsTurned(door: number): boolean {
    const { to, back } = this.sim.city.doors;
    const from = to[back[door]!]!;
    return this.ward[from] === 1 || this.severs(from, to[door]!);
  }

  /** Whether a door keeps a person in or out. At a checkpoint everybody may try, once; squads pass cordons. */
  bars(door: number, person: number): boolean {
    const { world, ptts } = this.sim;
    if (ptts.conduct[world.person.state[person]!] === ConductCode.turned) return this.barsTurned(door);
    const { to, back } = world.city.doors;
    const behind = to[door]!;
    if (this.destroyed[behind] === 1) return true;
    if (!this.crosses(to[back[door]!]!, behind) || isArmed(this.sim, person)) return false;
    const checkpoint = this.checkpoints.get(door);
    return checkpoint === undefined || this.sim.authority!.person.refused[person] === checkpoint.cordon + 1;
  }

  /** Whether someone at a door across a cordon of this zone is let out of it, or in; all other doors let them. */
  letsPass(person: number, door: number): boolean {
    const { to, back } = this.sim.city.doors;
    if (!this.crosses(to[back[door]!]!, to[door]!) || isArmed(this.sim, person)) return true;
    const checkpoint = this.checkpoints.get(door);
    if (checkpoint === undefined) return false;
    const { world, authority } = this.sim;
    if (authority!.person.refused[person] === checkpoint.cordon + 1) return false;
    const free = this.free[checkpoint.row]!;
    if (free > world.now + checkpoint.patience) return false;
    this.free[checkpoint.row] = Math.max(free, world.now) + checkpoint.every;
    if (isCaught(this.sim, person, checkpoint.cordon, checkpoint.inspection, to[door]!)) {
      authority!.person.refused[person] = checkpoint.cordon + 1;
      return false;
    }
    return true;
  }

  /** The door from a place to another; NONE if there is none, as between a bus and where one gets out. */
  doorBetween(from: number, to: number): number {
    const { doors, doorStart } = this.sim.city;
    for (let door = doorStart[from]!; door < doorStart[from + 1]!; door++) if (doors.to[door] === to) return door;
    return NONE;
  }

  /** Whether someone in routine who steps from a place to another is stopped, by an inspection perhaps. */
  stops(person: number, from: number, to: number): boolean {
    if (this.destroyed[to] === 1) return true;
    if (!this.crosses(from, to)) return false;
    const door = this.doorBetween(from, to);
    return door === NONE || !this.letsPass(person, door);
  }

  /** Whether a place is in the zone inside a cordon as seen from another one: there who goes from one to the other is stopped. */
  isInside(place: number): boolean {
    return this.ring[this.sim.city.places.zone[place]!]! > 0;
  }
}

/** Inspects a person: whether they are found infected, rightly or not. The same intervention always finds the same. */
export function isCaught(
  sim: Simulation,
  person: number,
  row: number,
  { sensitivity, falseAlarms }: Inspection,
  place: number,
): boolean {
  const { world } = sim;
  const { state, strain } = world.person;
  const found =
    world.random.uniform(Draw.inspection, person, row) < (isIncubating(sim, person) ? sensitivity : falseAlarms);
  const kind = found ? EventCode.caught : EventCode.inspected;
  world.emit(kind, person, NONE, place, state[person]!, strain[person]!);
  return found;
}

/** Whether a person has an infection under way and has not turned. */
export function isIncubating({ world, ptts }: Simulation, person: number): boolean {
  const state = world.person.state[person]!;
  return (
    ptts.info[state]!.strain !== NO_STRAIN && ptts.active[state] === 1 && ptts.conduct[state] === ConductCode.person
  );
}

/** Whether a door keeps a person out by authority. */
export function isBarred({ barriers }: Simulation, door: number, person: number): boolean {
  return barriers?.bars(door, person) === true;
}

/** Whether a door keeps the turned in or out by authority. */
export function isBarredToTurned({ barriers }: Simulation, door: number): boolean {
  return barriers?.barsTurned(door) === true;
}

/** Whether a person may not board a train at a platform, to get out at another: trains do not stop within a cordon. */
export function isTrainCutOff(sim: Simulation, person: number, platform: number, exit: number): boolean {
  if (sim.barriers === undefined || isArmed(sim, person)) return false;
  return sim.barriers.isInside(platform) || sim.barriers.severs(platform, exit);
}

/** Whether a person's ride from a place to another is cut off by authority. */
export function isSevered(sim: Simulation, person: number, from: number, to: number): boolean {
  const { barriers } = sim;
  if (barriers === undefined) return false;
  return isArmed(sim, person) ? barriers.destroyed[to] === 1 : barriers.severs(from, to);
}
