/** How many homes a building outline holds. */
import type { FootprintDraft } from "./draft.js";

/** Smaller outlines of unknown use are sheds, larger ones halls, m²: no homes. */
const SMALLEST = 40;
const LARGEST = 1_500;
/** Share of the outside area that is homes, and floor area of one home with its share of stairs, m². */
const USABLE = 0.75;
const HOME_AREA = 80;
/** Storeys where they are not known: of apartments, of others by area. */
const APARTMENT_LEVELS = 12;
const SMALL_APARTMENT_LEVELS = 5;
const SMALL_APARTMENTS = 300;
const HOUSE_LEVELS = 2;
const MOST_LEVELS = 60;

/** Homes (0: not housing) and storeys of a footprint. */
export function homesOfFootprint({ use, area, levels }: FootprintDraft): { homes: number; levels: number } {
  if (use !== undefined && use !== "house" && use !== "apartments") return { homes: 0, levels: 1 };
  if (use === undefined && (area < SMALLEST || (area > LARGEST && levels === undefined)))
    return { homes: 0, levels: 1 };
  const storeys = Math.max(1, Math.min(MOST_LEVELS, Math.round(levels ?? usualLevels(use, area))));
  const homes = Math.max(1, Math.floor((area * storeys * USABLE) / HOME_AREA));
  return { homes, levels: storeys };
}

function usualLevels(use: FootprintDraft["use"], area: number): number {
  if (use !== "apartments") return HOUSE_LEVELS;
  return area < SMALL_APARTMENTS ? SMALL_APARTMENT_LEVELS : APARTMENT_LEVELS;
}
