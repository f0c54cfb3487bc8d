/**
 * Reach by person: how far one of the turned, or a hybrid out of control, gets at somebody. The reach of the attack law is that
 * of a man of 25–35; others' is that times powers of their height and of their strength, as shares of his, and a factor of hybrids.
 *
 * Each hunter i of a place then attacks at a rate a_i of their own, and the place's hazard is exactly the sum. The sum is taken
 * anew, in the order of the hunters, whenever prey or hunters change: a_i saturates with the density of prey at a density of
 * the hunter's own, so no total over hunters could be kept from which it follows. The attacker is hunter i with probability a_i / sum.
 */
import { pow } from "../../base/exact.js";
import { HUNTER } from "../../engine/occupancy.js";
import type { Scenario } from "../../scenario/schema.js";
import { byAgeAndSex, ownStrength } from "../fights/abilities.js";
import { hybridLaw } from "../hybrids/hybrids.js";
import type { Simulation } from "../simulation.js";
import type { AttackLaw } from "./encounter.js";

/**
 * Body height, cm: age, women, men. Approximate, within some 2 cm, or 1 % of reach: children near the Korean growth charts of
 * 2017 (Kim et al. 2018), adults about the means of the Korean survey of body measurements of 2020–21 (men of 20–69 172.5,
 * women 159.6), their course with age assumed. Arm span is body height, within a hundredth or two.
 */
const HEIGHT = [
  [0, 49, 50],
  [5, 108, 110],
  [10, 139, 139],
  [15, 160, 169],
  [18, 161, 174],
  [30, 161, 174],
  [45, 159, 172],
  [65, 154, 167],
  [80, 150, 164],
] as const;
const REFERENCE = 174;

export type Encounter = Extract<AttackLaw, { readonly kind: "encounter" }>;

/** Whether some reach farther than others. */
export function isPersonal(law: AttackLaw | undefined, { strains }: Scenario): boolean {
  if (law?.kind !== "encounter") return false;
  return law.reachBy !== undefined || Object.values(strains).some(({ hybrid }) => (hybrid?.reach ?? 1) !== 1);
}

/** Mean height of an age (a) and sex (0 female, 1 male); a man of 25–35: 1. */
export function meanHeight(age: number, sex: number): number {
  return byAgeAndSex(HEIGHT, age, sex) / REFERENCE;
}

/** Reach of a hunter as a factor on that of the law. */
export function reachOf(sim: Simulation, hunter: number): number {
  const { factor } = sim.world.reach;
  if (factor[hunter] === 0) factor[hunter] = bodyReach(sim, hunter);
  return factor[hunter]! * (hybridLaw(sim, hunter)?.reach ?? 1);
}

/** What a person's body makes of it, for good. */
function bodyReach(sim: Simulation, person: number): number {
  const { reachBy } = sim.law as Encounter;
  if (reachBy === undefined) return 1;
  const { age, sex } = sim.city.people;
  const height = pow(meanHeight(age[person]!, sex[person]!), reachBy.height);
  return height * pow(ownStrength(sim, person), reachBy.strength);
}

/** Rate at which a hunter of a given reach (a factor) attacks among prey of a density, 1/s. */
export function rateOf({ sweep, handling }: Encounter, reach: number, density: number): number {
  const met = sweep * reach * density;
  return met / (1 + met * handling);
}

/** Hazard of the next attack in a place with a density of prey: the sum over its hunters, 1/s. */
export function hazardOfAll(sim: Simulation, place: number, density: number): number {
  const { occupancy } = sim.world;
  const law = sim.law as Encounter;
  const first = occupancy.first(place, HUNTER);
  const end = first + occupancy.count(place, HUNTER);
  let sum = 0;
  for (let entry = first; entry < end; entry++) sum += rateOf(law, reachOf(sim, occupancy.pool[entry]!), density);
  return sum;
}

/** The hunter of a place who attacks, by the uniform `u`, among prey of a density. */
export function attackerOf(sim: Simulation, place: number, density: number, u: number): number {
  const { occupancy } = sim.world;
  const law = sim.law as Encounter;
  const first = occupancy.first(place, HUNTER);
  const last = first + occupancy.count(place, HUNTER) - 1;
  let left = u * hazardOfAll(sim, place, density);
  let entry = first;
  for (; entry < last; entry++) {
    left -= rateOf(law, reachOf(sim, occupancy.pool[entry]!), density);
    if (left < 0) break;
  }
  return occupancy.pool[entry]!;
}
