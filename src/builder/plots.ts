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
/** From this many homes a plot on, towers stand where walk-ups would. */
const TOWERS_FROM = 4;

/**
 * Builds `homes` homes in a zone: houses if there are plots enough, else blocks of flats among them. A zone with too
 * few streets of its own uses those nearest to its centre.
 */
export function generateHomes(s: Settlement, zone: number, homes: number, keep: (interior: Interior) => void): void {
  const streets = streetsFor(s, zone, homes / TOWER);
  const start = startsFromCounts(streets.map((street) => s.frontage.plotsOn(street)));
  const plots = start.at(-1)!;
  const block = blockOf(homes, plots);
  const blocks = homes <= plots ? 0 : Math.min(plots, Math.ceil((homes - plots) / (block - 1)));
  const used = Math.min(plots, homes);
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

function blockOf(homes: number, plots: number): number {
  if (homes <= plots * TOWERS_FROM) return WALK_UP;
  return Math.max(TOWER, Math.ceil(homes / plots));
}

function depthOf(homes: number): number {
  if (homes === 1) return HOUSE_DEPTH;
  return homes <= WALK_UP ? WALK_UP_DEPTH : TOWER_DEPTH;
}

function levelsOf(homes: number): number {
  if (homes <= WALK_UP) return WALK_UP_LEVELS;
  return Math.min(HIGHEST, Math.max(TOWER_LEVELS, Math.ceil(homes / (TOWER / TOWER_LEVELS))));
}

/** The zone's streets, or with too few plots the nearest to its centre, until there are plots enough or no more. */
function streetsFor({ frontage, draft }: Settlement, zone: number, plots: number): Uint32Array {
  let streets = frontage.streetsIn(zone);
  const { x, y } = draft.zones[zone]!;
  for (let most = 16; plotsOn(streets) < plots || streets.length === 0; most *= 4) {
    streets = frontage.streetsNear(x, y, most);
    if (most >= frontage.segments) break;
  }
  return streets;

  function plotsOn(rows: Uint32Array): number {
    return rows.reduce((total, street) => total + frontage.plotsOn(street), 0);
  }
}
