/** The zones (dong) of the generated Seoul and their facts; every district has exactly its residents. */
import { apportion } from "../apportion.js";
import type { ZoneDraft } from "../draft.js";
import { hypot } from "../geometry.js";
import type { Lot } from "../hyosan/blocks.js";
import { CharacterCode } from "../hyosan/characters.js";
import type { ZoneName } from "../hyosan/names.js";
import { areaOf, expectedResidents } from "../hyosan/zones.js";
import { AGES, type District } from "./districts.js";
import { type Quarters, zonesOf } from "./regions.js";

/** Residents of a zone about where the city is made smaller, and fewest zones of a district that has land for them. */
const ZONE_RESIDENTS = 22_500;
const LEAST_ZONES = 2;
const OLDEST = 99;

/** The zones by district, those of one district together. */
export interface Zones {
  /** [Z] row of the districts. */
  readonly district: readonly number[];
  /** [Z] quarters. */
  readonly quarters: readonly (readonly number[])[];
  readonly names: readonly ZoneName[];
  /** [quarters] row of the zones. */
  readonly of: Uint16Array;
}

/** Divides every district; its first zone is the one with most business, the others follow by distance from the middle. */
export function divideDistricts(
  districts: readonly District[],
  districtOf: Uint8Array,
  quarters: Quarters,
  lots: readonly Lot[],
  people: number,
): Zones {
  const homes = new Float64Array(districtOf.length);
  const trade = new Float64Array(districtOf.length);
  for (const lot of lots) {
    homes[lot.quarter]! += expectedResidents(lot);
    const isTrade = lot.character === CharacterCode.business || lot.character === CharacterCode.industry;
    if (isTrade) trade[lot.quarter]! += lot.area;
  }
  const all = districts.reduce((sum, { dong }) => sum + dong, 0);
  const share = Math.min(1, people / ZONE_RESIDENTS / all);
  const zones: { district: number; quarters: number[]; name: ZoneName }[] = [];
  districts.forEach(({ dong, name }, district) => {
    const rows = [...districtOf.keys()].filter((quarter) => districtOf[quarter] === district);
    const groups = zonesOf(rows, homes, quarters, Math.max(LEAST_ZONES, Math.round(dong * share)));
    const [x, y] = middle(rows, quarters);
    const away = (group: readonly number[]) => {
      const [gx, gy] = middle(group, quarters);
      return hypot(gx - x, gy - y);
    };
    const business = groups.map((group) => group.reduce((sum, quarter) => sum + trade[quarter]!, 0));
    const first = business.indexOf(Math.max(...business));
    const others = groups.filter((_, k) => k !== first).sort((a, b) => away(a) - away(b) || a[0]! - b[0]!);
    const stem = name.replace(/-gu$/, "");
    [groups[first]!, ...others].forEach((group, k) => {
      zones.push({ district, quarters: group, name: { dong: `${name} ${k + 1}-dong`, stem: `${stem} ${k + 1}` } });
    });
  });
  const of = new Uint16Array(districtOf.length);
  zones.forEach((zone, row) => {
    for (const quarter of zone.quarters) of[quarter] = row;
  });
  return {
    district: zones.map(({ district }) => district),
    quarters: zones.map((zone) => zone.quarters),
    names: zones.map(({ name }) => name),
    of,
  };
}

/** Mean of the middles of some quarters, m on the ground. */
function middle(rows: readonly number[], { x, y }: Quarters): [number, number] {
  const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
  return [mean(x), mean(y)];
}

/** Persons of each district: `people` in the proportions of the real ones (largest remainders). */
export function residentsOf(districts: readonly District[], people: number): Uint32Array {
  return apportion(
    districts.map(({ residents }) => residents),
    people,
  );
}

/** Residents, households and ages of each zone: its district's, in proportion to what its blocks hold. */
export function zoneFacts(
  districts: readonly District[],
  zones: Zones,
  quarters: Quarters,
  lots: readonly Lot[],
  borders: readonly (readonly number[])[],
  people: number,
): Omit<ZoneDraft, "workers">[] {
  const weight = new Float64Array(zones.district.length);
  for (const lot of lots) weight[zones.of[lot.quarter]!]! += expectedResidents(lot);
  const residents = residentsOf(districts, people);
  const facts: Omit<ZoneDraft, "workers">[] = [];
  districts.forEach(({ code, householdSize }, district) => {
    const rows = [...zones.district.keys()].filter((zone) => zones.district[zone] === district);
    const persons = apportion(
      rows.map((zone) => weight[zone]!),
      residents[district]!,
    );
    rows.forEach((zone, k) => {
      const here = persons[k]!;
      const ages = apportion(AGES, here);
      const [x, y] = middle(zones.quarters[zone]!, quarters);
      facts.push({
        name: zones.names[zone]!.dong,
        code: `${code}-${String(k + 1).padStart(2, "0")}`,
        x,
        y,
        area: zones.quarters[zone]!.reduce((sum, quarter) => sum + areaOf(borders[quarter]!), 0),
        residents: here,
        households: Math.max(1, Math.round(here / householdSize)),
        ages: AGES.map((_, band) => ({
          from: 5 * band,
          to: band === AGES.length - 1 ? OLDEST : 5 * band + 4,
          persons: ages[band]!,
        })),
      });
    });
  });
  return facts;
}
