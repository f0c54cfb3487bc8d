/** Residents where no table says how many: from the buildings where OSM has them, else from the streets. */
import type { FootprintDraft, StreetDraft } from "../draft.js";

/**
 * Gross floor of housing a resident, m²: about 40 m² of dwelling a person (the European mean, Eurostat EU-SILC
 * 2012 to 2020) and a third more for walls, stairs and the shops of the ground floor.
 */
const FLOOR_PER_RESIDENT = 55;

/**
 * Residents a metre of street with homes: Andong has 0.27 and Andorra 0.28. Dense cities have more (Seoul 1.1): for
 * them give a population table.
 */
const RESIDENTS_PER_METRE = 0.25;

/** Buildings count as mapped where their ground area, m², is at least this a metre of street with homes. */
const MAPPED_GROUND_PER_METRE = 3;

const WITH_HOMES = new Set(
  "primary secondary tertiary unclassified residential living_street pedestrian road".split(" "),
);

/** Sentence for the manifest. */
export const RESIDENTS_ASSUMPTION =
  `Residents: no table was given, so one for each ${FLOOR_PER_RESIDENT} m² of floor in buildings that are or may be ` +
  "housing (storeys unknown: 1 below 100 m² of ground, 2 below 300 m², else 3) where the file has " +
  `${MAPPED_GROUND_PER_METRE} m² of such ground or more a metre of street with homes, elsewhere ` +
  `${RESIDENTS_PER_METRE} a metre of street with homes (primary to residential, pedestrian).`;

/** Ground and floor, m², of a building that is or may be housing; 0 for others. */
function housing({ use, area, levels }: FootprintDraft): { ground: number; floor: number } {
  if (use !== undefined && use !== "house" && use !== "apartments") return { ground: 0, floor: 0 };
  const usual = area < 100 ? 1 : area < 300 ? 2 : 3;
  return { ground: area, floor: area * (levels ?? usual) };
}

/** Residents by zone. `streetZone`: zone of each street; `lengths` of the streets in m. */
export function estimateResidents(
  zones: number,
  streets: readonly StreetDraft[],
  lengths: ArrayLike<number>,
  streetZone: ArrayLike<number>,
  footprints: readonly FootprintDraft[],
  zoneOf: (x: number, y: number) => number,
): number[] {
  const metres = new Float64Array(zones);
  const ground = new Float64Array(zones);
  const floor = new Float64Array(zones);
  streets.forEach(({ highway }, row) => {
    if (WITH_HOMES.has(highway)) metres[streetZone[row]!]! += lengths[row]!;
  });
  for (const footprint of footprints) {
    const zone = zoneOf(footprint.x, footprint.y);
    const home = housing(footprint);
    ground[zone]! += home.ground;
    floor[zone]! += home.floor;
  }
  return Array.from(metres, (length, zone) => {
    const isMapped = ground[zone]! > 0 && ground[zone]! >= MAPPED_GROUND_PER_METRE * length;
    return Math.round(isMapped ? floor[zone]! / FLOOR_PER_RESIDENT : length * RESIDENTS_PER_METRE);
  });
}
