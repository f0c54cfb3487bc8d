/**
 * Who does what they are told. Everyone has an obedience of their own, a factor from 0.5 to 1.5 (uniform, mean 1), and one draw
 * for each order: p·obedience, at most 1, of the people with an obedience comply. So who obeys one order obeys another
 * more likely, and asking again brings the same answer.
 */
import { Draw } from "../../city/draws.js";
import type { Simulation } from "../simulation.js";

/** Least obedience, and the spread above it (assumed). */
const LEAST = 0.5;
const SPREAD = 1;

/** Whether a person complies with the intervention of a row, which one of average obedience does with probability `share`. */
export function complies({ world }: Simulation, person: number, row: number, share: number): boolean {
  const { random } = world;
  const obedience = LEAST + SPREAD * random.uniform(Draw.obedience, person, 0);
  return random.uniform(Draw.compliance, person, row) < share * obedience;
}
