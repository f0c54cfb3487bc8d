/** What those in a refuge see of the danger outside. */
import { log } from "../../base/exact.js";
import { huntersBehind } from "../danger/flee.js";
import type { Simulation } from "../simulation.js";

/** The turned right outside a place, those at work on its doors among them. */
export function huntersOutside(sim: Simulation, place: number): number {
  const { city } = sim.world;
  let seen = 0;
  for (let door = city.doorStart[place]!; door < city.doorStart[place + 1]!; door++) {
    seen += huntersBehind(sim, place, city.doors.to[door]!);
  }
  return seen;
}

/** How much a number of turned frightens: each further one less, ln(1 + n). */
export function crowd(turned: number): number {
  return log(1 + turned);
}
