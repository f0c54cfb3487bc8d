/**
 * How infectious one person is beside others. With dispersion k each person's contacts have a factor of their own, gamma
 * with mean 1 and shape k, for as long as they have the strain: offspring of a fixed mean infectious period are then
 * negative binomial with that k (Lloyd-Smith et al. 2005). A variant may have a factor too.
 */
import { Draw } from "../../city/draws.js";
import type { Simulation } from "../simulation.js";
import { INFECTIOUSNESS } from "./heredity.js";

/** Factor on the rate of an infected person's contacts beyond that of their state; 1 where the scenario has no such thing. */
export function individualInfectiousness(sim: Simulation, person: number, strain: number): number {
  const k = sim.contact[strain]?.dispersion;
  const own = k === undefined ? 1 : sim.world.random.gamma(k, Draw.spreading, person, strain) / k;
  return sim.variation === undefined ? own : own * sim.variation.factor(INFECTIOUSNESS, person);
}
