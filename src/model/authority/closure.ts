/**
 * Closure: buildings of some uses in an area are closed, schools for instance. Whose day or shop is there does not set out for it
 * while they are; who is there comes away as planned. Nobody has to obey: there is nothing to go to. The doors are not locked to
 * those who are out of routine.
 */
import { NONE } from "../../base/columns.js";
import { OutingCode } from "../../city/called-off.js";
import { BUILDING_USES } from "../../city/city.js";
import type { Simulation } from "../simulation.js";
import type { Order } from "./order.js";
import type { PlanOf } from "./plan.js";

/** Whether what a person would set out for on an outing (OUTINGS) is closed by an order. */
export function isClosed(
  sim: Simulation,
  { what }: PlanOf<"closure">,
  { area }: Order,
  person: number,
  outing: number,
): boolean {
  const goal = goalOf(sim, person, outing);
  if (goal === NONE) return false;
  const { places, buildings } = sim.city;
  const building = places.building[goal]!;
  if (building === NONE || !sim.authority!.areas.has(area, goal)) return false;
  return (what.uses as readonly string[]).includes(BUILDING_USES[buildings.use[building]!]!);
}

function goalOf({ city: { people, households } }: Simulation, person: number, outing: number): number {
  if (outing === OutingCode.anchor) return people.anchor[person]!;
  return outing === OutingCode.shop ? households.shop[people.household[person]!]! : NONE;
}
