/** Homes on generated plots along a zone's streets, as dense as the households ask for. */
import { startsFromCounts } from "../base/csr.js";
import { apartments, house, type Interior } from "./interiors.js";
import type { Settlement } from "./settlement.js";

/** m from the street's edge to the middle of a house, a walk-up, a tower. */
const HOUSE_DEPTH = 8;
const WALK_UP_DEPTH = 12;
const TOWER_DEPTH = 25;
/** Homes and storeys of a walk-up of flats and of a tower. */
const WALK_UP = 8;
const WALK_UP_LEVELS = 4;
const TOWER = 60;
const TOWER_LEVELS = 15;
const HIGHEST = 60;
/** Zones with more homes to generate, or more homes a plot, have towers instead of walk-ups. */
const TOWERS_FROM = 600;
const DENSE = 4;
/** Share of generated homes in houses where there are plots enough (Korea 2021: 30 % of households). */
export const HOUSES = 0.3;
/** Ways for feet and tractors: no homes are generated on them while the zone has other streets enough. */
const PATHS = /^(track|bridleway|cycleway|footway|path|steps|service)$/;

/**
 * Builds `homes` homes in a zone, evenly along its streets: houses and blocks of flats, more in blocks the fewer plots
 * there are. A zone with too few streets of its own uses those nearest to its centre.
 */
export function generateHomes(s: Settlement, zone: number, homes: number, keep: (interior: Interior) => void): void {
  const streets = streetsFor(s, zone, homes / TOWER);
  const start = startsFromCounts(streets.map((street) => s.frontage.plotsOn(street)));
  const plots = start.at(-1)!;
  const { block, blocks, used } = mix(homes, plots);
  let left = homes;
  let street = 0;
  for (let i = 0; i < used; i++) {
    const plot = Math.floor(((i + 0.5) * plots) / used);
    while (start[street + 1]! <= plot) street++;
    const after = used - i - 1;
    const isBlock = Math.floor(((i + 1) * blocks) / used) > Math.floor((i * blocks) / used);
    const here = after === 0 ? left : isBlock ? Math.min(block, left - after) : 1;
    left -= here;
    const lot = s.frontage.plot(streets[street]!, plot - start[street]!, depthOf(here), zone);
    keep(here === 1 ? house(s.blueprint, lot) : apartments(s.blueprint, lot, here, levelsOf(here)));
  }
}

/** Homes of a block, number of blocks, and plots used by blocks and houses together. */
function mix(homes: number, plots: number): { block: number; blocks: number; used: number } {
  const towers = homes > TOWERS_FROM || homes > plots * DENSE;
  const block = towers ? Math.max(TOWER, Math.ceil(homes / plots)) : WALK_UP;
  const blocks = Math.ceil((homes * (1 - HOUSES)) / block);
  const used = blocks + Math.max(0, homes - blocks * block);
  if (used <= plots) return { block, blocks, used };
  return { block, blocks: Math.min(plots, Math.ceil((homes - plots) / (block - 1))), used: plots };
}

function depthOf(homes: number): number {
  if (homes === 1) return HOUSE_DEPTH;
  return homes <= WALK_UP ? WALK_UP_DEPTH : TOWER_DEPTH;
}

function levelsOf(homes: number): number {
  if (homes <= WALK_UP) return WALK_UP_LEVELS;
  return Math.min(HIGHEST, Math.max(TOWER_LEVELS, Math.ceil(homes / (TOWER / TOWER_LEVELS))));
}

/** The zone's streets without paths, with paths, or those nearest to its centre: the first that have plots enough. */
function streetsFor({ frontage, draft, streets }: Settlement, zone: number, plots: number): Uint32Array {
  const own = frontage.streetsIn(zone);
  const roads = own.filter((street) => !PATHS.test(streets.drafts[street]!.highway));
  if (isEnough(roads)) return roads;
  if (isEnough(own)) return own;
  const { x, y } = draft.zones[zone]!;
  for (let most = 16; ; most *= 4) {
    const near = frontage.streetsNear(x, y, most);
    if (isEnough(near) || most >= frontage.segments) return near;
  }

  function isEnough(rows: Uint32Array): boolean {
    return rows.length > 0 && rows.reduce((total, street) => total + frontage.plotsOn(street), 0) >= plots;
  }
}
