/**
 * Who does what they are told. Everyone has an obedience of their own, a factor from 0.5 to 1.5 (uniform, mean 1), and one draw
 * for each order, so who obeys one order obeys another more likely, and asking again brings the same answer. Where there is
 * information, who is not convinced of the danger obeys as far as they trust the official word.
 */
import { Draw } from "../../city/draws.js";
import { trustOf } from "../information/trust.js";
import type { Simulation } from "../simulation.js";

/** Least obedience, and the spread above it (assumed). */
const LEAST = 0.5;
const SPREAD = 1;

/**
 * Whether a person complies with the intervention of a row, which one of average obedience does with probability `share`, by
 * what they have known before time `t`, s.
 */
export function complies(sim: Simulation, person: number, row: number, share: number, t: number): boolean {
  const { random } = sim.world;
  const obedience = LEAST + SPREAD * random.uniform(Draw.obedience, person, 0);
  return random.uniform(Draw.compliance, person, row) < share * obedience * willingness(sim, person, t);
}

/** Factor on obedience by what a person knows and whom they trust. */
function willingness(sim: Simulation, person: number, t: number): number {
  const { information } = sim;
  return information === undefined || information.beliefs.isConvinced(person, t) ? 1 : trustOf(sim, person, t);
}
