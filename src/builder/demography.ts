/** The facts of each zone, completed: residents, households, residents by year of age. */
import type { Random } from "../base/random.js";
import { apportion } from "./apportion.js";
import type { Draft, ZoneDraft } from "./draft.js";
import { BuildDraw } from "./purposes.js";
import { count } from "./osm/words.js";

/** Ages are 0 .. 110 completed years. */
export const AGES = 111;
const OLDEST = AGES - 1;

/** Mean household size where a zone's households are not known (Korea 2022, Statistics Korea census: 2.2). */
const MEAN_HOUSEHOLD = 2.2;

/** Residents of Korea by age, % (resident registration, Ministry of the Interior and Safety, 2021; rounded). */
const STANDARD_PYRAMID: readonly { readonly from: number; readonly to: number; readonly persons: number }[] = [
  { from: 0, to: 9, persons: 7.3 },
  { from: 10, to: 19, persons: 9.1 },
  { from: 20, to: 29, persons: 12.9 },
  { from: 30, to: 39, persons: 13.0 },
  { from: 40, to: 49, persons: 15.9 },
  { from: 50, to: 59, persons: 16.7 },
  { from: 60, to: 69, persons: 13.8 },
  { from: 70, to: 79, persons: 7.2 },
  { from: 80, to: 99, persons: 4.1 },
];
/** Above 80 each year of age has this share of the year before (about the mortality of the very old). */
const SURVIVAL = 0.87;

/** Facts of Z zones. */
export interface Facts {
  readonly residents: Uint32Array;
  readonly households: Uint32Array;
  /** [Z × AGES] residents by zone and year of age. */
  readonly ages: Uint32Array;
}

/** Completes the facts of a draft's zones; says in `assumptions` what had to be assumed. */
export function completeFacts(draft: Draft, random: Random, assumptions: string[]): Facts {
  const zones = draft.zones.length;
  const residents = Uint32Array.from(draft.zones, (zone) => Math.max(0, Math.round(zone.residents)));
  const households = new Uint32Array(zones);
  const ages = new Uint32Array(zones * AGES);
  let assumedHouseholds = 0;
  let cappedHouseholds = 0;
  let assumedAges = 0;
  draft.zones.forEach((zone, z) => {
    const persons = residents[z]!;
    if (persons === 0) return;
    const known = zone.households === undefined ? undefined : Math.round(zone.households);
    if (known === undefined) assumedHouseholds++;
    else if (known < 1 || known > persons) cappedHouseholds++;
    households[z] = Math.max(1, Math.min(persons, known ?? Math.round(persons / MEAN_HOUSEHOLD)));
    const bands = knownBands(zone);
    if (bands === undefined) assumedAges++;
    ages.set(agesOf(bands ?? STANDARD_PYRAMID, persons, random, z), z * AGES);
  });
  if (assumedHouseholds > 0)
    assumptions.push(
      `Households of ${count(assumedHouseholds, "zone")} are not known: residents / ${MEAN_HOUSEHOLD} (mean of Korea 2022).`,
    );
  if (cappedHouseholds > 0)
    assumptions.push(
      `Households of ${count(cappedHouseholds, "zone")} were set to the nearest number between 1 and the residents.`,
    );
  if (assumedAges > 0)
    assumptions.push(`Ages of ${count(assumedAges, "zone")} are not known: the age pyramid of Korea 2021.`);
  assumptions.push(
    "Residents are spread evenly over the years of an age band (within 5 %); above 80 each year has 87 % of the year before.",
  );
  return { residents, households, ages };
}

function knownBands({ ages }: ZoneDraft): ZoneDraft["ages"] {
  return ages?.some(({ persons }) => persons > 0) ? ages : undefined;
}

/** [AGES] residents by year of age: bands scaled to the residents, each spread over its years. */
function agesOf(bands: NonNullable<ZoneDraft["ages"]>, residents: number, random: Random, zone: number): Uint32Array {
  const ages = new Uint32Array(AGES);
  const perBand = apportion(
    bands.map(({ persons }) => persons),
    residents,
  );
  bands.forEach(({ from, to }, band) => {
    const first = Math.min(from, OLDEST);
    const last = Math.max(first, Math.min(to, OLDEST));
    const weights = new Float64Array(last - first + 1);
    for (let age = first, weight = 1; age <= last; age++) {
      if (age > 80) weight *= SURVIVAL;
      weights[age - first] = weight * (0.95 + 0.1 * random.uniform(BuildDraw.ageYear, zone, age));
    }
    apportion(weights, perBand[band]!).forEach((persons, year) => {
      ages[first + year]! += persons;
    });
  });
  return ages;
}
