/**
 * Triage: while it is in force the bitten make for the nearest hospital, if they do, and nothing holds them up on the way. There
 * they are recognised, if they are, and locked into the ward that the hospital keeps for it, until its beds are taken. Who turns
 * in there does not get out; who recovers goes home.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { ActivityCode } from "../../engine/world.js";
import { ConductCode } from "../infection/ptts.js";
import { PurposeCode, send } from "../movement/errand.js";
import { startReturning } from "../movement/return.js";
import type { Simulation } from "../simulation.js";
import { nearest } from "./evacuation.js";
import { hospitals, type PlanOf } from "./plan.js";

/** The hospitals have wards that the turned do not get out of. */
export function openWards(sim: Simulation): void {
  const authority = sim.authority!;
  if (authority.wards !== undefined) return;
  const { ward } = authority.barriers();
  authority.wards = new Map(hospitals(sim.city).map((each, row) => [each.ward, row]));
  for (const place of authority.wards.keys()) ward[place] = 1;
}

/** Someone has been bitten, and makes for a hospital, perhaps. */
export function seekCare(sim: Simulation, person: number): void {
  const { world, authority } = sim;
  const { wards } = authority!;
  const order = authority!.inForce("triage");
  if (wards === undefined || order === undefined) return;
  if (sim.ptts.conduct[world.person.state[person]!] !== ConductCode.person) return;
  const { row, what } = order.plan as PlanOf<"triage">;
  const place = world.occupancy.place[person]!;
  if (!authority!.areas.has(order.area, place) || authority!.person.squad[person]! > 0) return;
  if (world.random.uniform(Draw.triage, person, row) >= what.seek) return;
  const open = [...wards.keys()].filter((ward) => sim.barriers!.destroyed[ward] === 0);
  if (open.length === 0) return;
  authority!.person.order[person] = row + 1;
  send(sim, person, nearest(sim, place, open), PurposeCode.care, true);
}

/** Someone bitten has come to the hospital: they are locked in, or not recognised, or there is no bed, and go home. */
export function admit(sim: Simulation, person: number): void {
  const { world, authority } = sim;
  const { state, strain, activity } = world.person;
  const ward = world.occupancy.place[person]!;
  const row = authority!.person.order[person]! - 1;
  const { recognised, beds } = authority!.plans[row]!.what as PlanOf<"triage">["what"];
  const { held, wards } = authority!;
  const inWard = wards!.get(ward)!;
  if (held[inWard]! >= beds || world.random.uniform(Draw.triage, person, row, 1) >= recognised) {
    startReturning(sim, person);
    return;
  }
  held[inWard]!++;
  activity[person] = ActivityCode.confined;
  world.actAt(person, Number.POSITIVE_INFINITY);
  world.emit(EventCode.confined, person, NONE, ward, state[person]!, strain[person]!);
}

/** The state of someone held has changed: who is a person, well for good, goes home. */
export function discharge(sim: Simulation, person: number): void {
  const { world, ptts } = sim;
  const { state, activity } = world.person;
  if (activity[person] !== ActivityCode.confined) return;
  if (ptts.conduct[state[person]!] === ConductCode.person && ptts.active[state[person]!] === 0)
    startReturning(sim, person);
}

/** Whether someone is on the way to a hospital, or held in one: nothing they see makes them run away. */
export function isInCare({ world }: Simulation, person: number): boolean {
  const { activity } = world.person;
  if (activity[person] === ActivityCode.confined) return true;
  return activity[person] === ActivityCode.heading && world.errand.purpose[person] === PurposeCode.care;
}
