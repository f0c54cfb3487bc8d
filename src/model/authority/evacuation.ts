/**
 * Evacuation: the people of an area who comply go to a place, or to the public room nearest outside, and wait there until the
 * order ends. It is given again every RENEWAL to those who have come into the area since, have been driven back by the turned,
 * or are in hiding: they go once they see none of the turned outside.
 */
import { NONE } from "../../base/columns.js";
import { EventCode } from "../../engine/events.js";
import { ActivityCode, ARRIVING } from "../../engine/world.js";
import { ConductCode } from "../infection/ptts.js";
import { huntersOutside } from "../groups/danger.js";
import { PurposeCode, send } from "../movement/errand.js";
import { startReturning } from "../movement/return.js";
import { wake } from "../movement/waking.js";
import type { Simulation } from "../simulation.js";
import { complies } from "./compliance.js";
import type { Order } from "./order.js";
import type { PlanOf } from "./plan.js";

/** s after which those who are then in the area are told again (assumed: loudspeakers on their round). */
const RENEWAL = 1800;

export function beginEvacuation(sim: Simulation, plan: PlanOf<"evacuation">, order: Order, at: number): void {
  const { world, authority } = sim;
  const { areas } = authority!;
  const refuges = plan.place === NONE ? refugesAround(sim, order) : [plan.place];
  for (const zone of order.area.zones) {
    if (refuges.length === 0 || !world.team.has(zone)) continue;
    world.turnTo(zone, at);
    wake(sim);
    for (const person of peopleIn(sim, areas.in(order.area, zone))) {
      if (!canGo(sim, person) || !complies(sim, person, plan.row, plan.what.compliance, at)) continue;
      const place = world.occupancy.place[person]!;
      if (refuges.includes(place)) continue;
      const { state, strain } = world.person;
      authority!.person.order[person] = plan.row + 1;
      world.emit(EventCode.complied, person, NONE, place, state[person]!, strain[person]!);
      send(sim, person, nearest(sim, place, refuges), PurposeCode.evacuate);
    }
  }
  if (at + RENEWAL < order.ends) sim.agenda.add(at + RENEWAL, (_, time) => beginEvacuation(sim, plan, order, time));
}

/** The explicit people in some places, ascending. */
export function peopleIn({ world }: Simulation, places: readonly number[]): number[] {
  const { occupancy } = world;
  const found: number[] = [];
  for (const place of places) {
    const first = occupancy.first(place, 0);
    for (let entry = first; entry < first + occupancy.total(place); entry++) found.push(occupancy.pool[entry]!);
  }
  return found.sort((a, b) => a - b);
}

/** People who can be told to go somewhere: in routine, on the way home or hiding where it is quiet; not on a border, not in squads. */
function canGo(sim: Simulation, person: number): boolean {
  const { world, ptts, authority } = sim;
  const { activity, crossing, state } = world.person;
  if (ptts.conduct[state[person]!] !== ConductCode.person || authority!.person.squad[person]! > 0) return false;
  if (crossing[person]! >= ARRIVING) return false;
  if (activity[person] === ActivityCode.hiding) return huntersOutside(sim, world.occupancy.place[person]!) === 0;
  return activity[person] === ActivityCode.routine || activity[person] === ActivityCode.returning;
}

/** The public rooms outside an area that the streets at its rim lead to, those destroyed left out. */
function refugesAround({ authority, barriers }: Simulation, { area }: Order): number[] {
  const { areas } = authority!;
  const refuges = new Set<number>();
  for (const place of areas.rim(area)) {
    const refuge = areas.shelterOf(place);
    if (refuge !== NONE && !areas.has(area, refuge) && barriers?.destroyed[refuge] !== 1) refuges.add(refuge);
  }
  return [...refuges].sort((a, b) => a - b);
}

/** The one of some places that is nearest to a place in a straight line. */
export function nearest({ city }: Simulation, from: number, places: readonly number[]): number {
  const { x, y } = city.places;
  let best = NONE;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const dx = x[place]! - x[from]!;
    const dy = y[place]! - y[from]!;
    const distance = dx * dx + dy * dy;
    if (distance >= least) continue;
    least = distance;
    best = place;
  }
  return best;
}

/** Someone evacuated is where they were sent: waits until the order ends, then goes home. */
export function waitForEnd(sim: Simulation, person: number): void {
  const { world, authority } = sim;
  const order = authority!.given.find(({ plan }) => plan.row + 1 === authority!.person.order[person]);
  if (order !== undefined && world.now < order.ends) world.actAt(person, order.ends);
  else startReturning(sim, person);
}
