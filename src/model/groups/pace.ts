/** How fast people flee who wait for someone slower, or who have gone hungry. */
import { runningSpeed } from "../movement/movement.js";
import type { Simulation } from "../simulation.js";

/** Speed of those who have had nothing to eat for more than a day, as a share of their own (assumed). */
const WEAKENED = 0.8;

/** Running speed of someone in flight, m/s. */
export function flightSpeed(sim: Simulation, person: number): number {
  const own = runningSpeed(sim, person);
  if (sim.groups === undefined) return own;
  const { pace, weak } = sim.world.member;
  const able = own * (weak[person] === 1 ? WEAKENED : 1);
  return pace[person]! > 0 ? Math.min(able, pace[person]!) : able;
}
