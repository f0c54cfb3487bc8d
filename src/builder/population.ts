/** Stage: the residents of every zone, in households, with age and sex. */
import type { Random } from "../base/random.js";
import { startsFromCounts } from "../base/csr.js";
import { shuffle } from "./apportion.js";
import { AGES, type Facts } from "./demography.js";
import { dealAges } from "./families.js";
import { BuildDraw } from "./purposes.js";
import { householdSizes } from "./sizes.js";

/** N people by household, H households by zone. */
export interface Population {
  /** [Z + 1] */
  readonly zoneHouseholds: Uint32Array;
  /** [Z + 1] */
  readonly zonePeople: Uint32Array;
  /** [H + 1] */
  readonly householdStart: Uint32Array;
  /** [N] row of households. */
  readonly household: Uint32Array;
  /** [N] completed years. */
  readonly age: Uint8Array;
  /** [N] 0 female, 1 male. */
  readonly sex: Uint8Array;
}

/** Makes the people; every zone has exactly its residents, households and residents by year of age. */
export function populate(facts: Facts, random: Random, assumptions: string[]): Population {
  const zoneHouseholds = startsFromCounts(facts.households);
  const zonePeople = startsFromCounts(facts.residents);
  const households = zoneHouseholds.at(-1)!;
  const people = zonePeople.at(-1)!;
  const sizes = new Uint32Array(households);
  for (let zone = 0; zone < facts.residents.length; zone++) {
    const from = zoneHouseholds[zone]!;
    const to = zoneHouseholds[zone + 1]!;
    if (from === to) continue;
    sizes.set(householdSizes(facts.residents[zone]!, to - from), from);
    shuffle(sizes, from, to, random, BuildDraw.householdSize);
  }
  const householdStart = startsFromCounts(sizes);
  const population: Population = {
    zoneHouseholds,
    zonePeople,
    householdStart,
    household: new Uint32Array(people),
    age: new Uint8Array(people),
    sex: new Uint8Array(people),
  };
  for (let h = 0; h < households; h++) population.household.fill(h, householdStart[h], householdStart[h + 1]);
  for (let zone = 0; zone < facts.residents.length; zone++)
    dealAges(population, zone, facts.ages.slice(zone * AGES, (zone + 1) * AGES), random);
  assumptions.push(
    "Household sizes: 34.5 / 28.8 / 19.2 / 17.6 % with 1 / 2 / 3 / 4 and more persons (Statistics Korea 2022), tilted to each zone's mean.",
    "Who lives together is not known: children with parents about 30 years older, couples of about the same age, adult children with their parents, and people alone.",
  );
  return population;
}
