/**
 * Apartment complexes: each is cut into its blocks. Outlines on the map near its centre are its blocks as far as there
 * are; the others stand on a square grid around the centre.
 */
import Flatbush from "flatbush";
import type { Draft, FootprintDraft, SiteDraft } from "../draft.js";
import { count, grouped, type LeftOut } from "../osm/words.js";
import { type Ground, positionIn } from "./places.js";
import { readRows } from "./rows.js";
import type { Recipe } from "./schema.js";

/** Households of a block where the number of blocks is not known (the mean of the table of Seoul: 86). */
const HOUSEHOLDS_A_BLOCK = 86;
/** Ground of a complex for one block, m²: blocks stand about 60 m apart (the usual rule of one height apart). */
const GROUND_A_BLOCK = 60 * 60;
/** Outlines smaller than this, m², are no blocks of flats but guard houses and shops. */
const SMALLEST_BLOCK = 200;
/** Share of the gross floor that is dwellings: without parking, stairs and halls. */
const DWELLING = 0.5;
/** Area of a flat, m²: the least and the most that is believed. */
const LEAST_FLAT = 25;
const MOST_FLAT = 200;

interface Complex {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly zone: number;
  readonly households: number;
  readonly blocks: number;
  /** m² of a flat; undefined: not known. */
  readonly flat: number | undefined;
}

/** Blocks of complexes, and the outlines that are left when theirs are taken. */
export interface Blocks {
  readonly sites: SiteDraft[];
  readonly footprints: FootprintDraft[];
  readonly assumptions: string[];
}

/** Reads the table and places the blocks. */
export async function blocksOf(
  path: string,
  { columns }: NonNullable<Recipe["files"]["apartments"]>,
  draft: Pick<Draft, "zones" | "zoneOf" | "footprints">,
  { projection, isInside, leftOut }: Ground,
): Promise<Blocks> {
  const complexes: Complex[] = [];
  for (const row of await readRows(path)) {
    const households = Math.round(row.number(columns.households, 0) ?? 0);
    const at = positionIn(row, columns, projection);
    const isWrong = columns.positionOk !== undefined && row.text(columns.positionOk) === "0";
    if (isWrong || at === undefined) leftOut.add("without a position, or with one known to be wrong", 1, NOUN, PLURAL);
    if (households < 1) leftOut.add("without households", 1, NOUN, PLURAL);
    if (isWrong || at === undefined || households < 1) continue;
    if (!isInside(at.x, at.y)) {
      leftOut.add("of the table, outside the zones", 1, NOUN, PLURAL);
      continue;
    }
    const blocks = Math.round(row.number(columns.blocks, 0) ?? 0) || Math.ceil(households / HOUSEHOLDS_A_BLOCK);
    const floor = row.number(columns.floorArea, 0) ?? 0;
    complexes.push({
      name: row.text(columns.name),
      ...at,
      zone: draft.zoneOf(at.x, at.y),
      households,
      blocks: Math.min(blocks, households),
      flat: floor > 0 ? clamp((floor * DWELLING) / households, LEAST_FLAT, MOST_FLAT) : undefined,
    });
  }
  return placeBlocks(fitted(complexes, draft, leftOut), draft.footprints);
}

const NOUN = "apartment complex";
const PLURAL = "apartment complexes";

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** The complexes with no more households than their zone has: those of a zone are scaled down together. */
function fitted(complexes: readonly Complex[], { zones }: Pick<Draft, "zones">, leftOut: LeftOut): Complex[] {
  const total = new Float64Array(zones.length);
  for (const { zone, households } of complexes) total[zone]! += households;
  const beyond = (zone: number) => Math.max(0, total[zone]! - (zones[zone]!.households ?? total[zone]!));
  let surplus = 0;
  for (let zone = 0; zone < total.length; zone++) surplus += beyond(zone);
  leftOut.add(
    "in complexes beyond the households of their zone (built later)",
    surplus,
    "household of the table",
    "households of the table",
  );
  return complexes.flatMap((complex) => {
    const share = 1 - beyond(complex.zone) / total[complex.zone]!;
    const households = Math.floor(complex.households * share);
    return households < 1 ? [] : [{ ...complex, households, blocks: Math.min(complex.blocks, households) }];
  });
}

function placeBlocks(complexes: readonly Complex[], footprints: readonly FootprintDraft[]): Blocks {
  const taken = new Uint8Array(footprints.length);
  const find = blockFinder(footprints, taken);
  const sites: SiteDraft[] = [];
  let drawn = 0;
  for (const complex of complexes) {
    const outlines = find(complex);
    drawn += outlines.length;
    const { households, blocks, name, flat } = complex;
    for (let k = 0; k < blocks; k++) {
      const homes = Math.floor(((k + 1) * households) / blocks) - Math.floor((k * households) / blocks);
      const outline = outlines[k];
      sites.push({
        use: "apartments",
        ...(outline ?? gridPosition(complex, k)),
        zone: complex.zone,
        name: blocks === 1 ? name : `${name} ${k + 1}`,
        capacity: homes,
        ...(flat === undefined ? {} : { homeArea: flat }),
        ...(outline?.levels === undefined ? {} : { levels: outline.levels }),
      });
    }
  }
  const assumptions = [
    `Apartment complexes: ${count(complexes.length, "complex", "complexes")} with ${grouped(sites.length)} blocks, equal in households; ${grouped(drawn)} blocks stand where the map has an outline near the centre of the complex, the others on a square grid 60 m apart.`,
    `Flats of complexes: ${DWELLING * 100} % of the gross floor, from ${LEAST_FLAT} to ${MOST_FLAT} m² each.`,
  ];
  return { sites, footprints: footprints.filter((_, row) => taken[row] === 0), assumptions };
}

/** Radius of a complex, m: of a disc with the ground its blocks need. */
function radiusOf({ blocks }: Complex): number {
  return Math.sqrt((blocks * GROUND_A_BLOCK) / Math.PI) + 20;
}

/** Finds the outlines of a complex, nearest first, and marks them as taken. */
function blockFinder(footprints: readonly FootprintDraft[], taken: Uint8Array): (complex: Complex) => FootprintDraft[] {
  if (footprints.length === 0) return () => [];
  const index = new Flatbush(footprints.length);
  for (const { x, y } of footprints) index.add(x, y);
  index.finish();
  const isBlock = (row: number) => {
    const { use, area } = footprints[row]!;
    return taken[row] === 0 && area >= SMALLEST_BLOCK && (use === undefined || use === "apartments");
  };
  return (complex) => {
    const rows = index.neighbors(complex.x, complex.y, complex.blocks, radiusOf(complex), isBlock);
    for (const row of rows) taken[row] = 1;
    return rows.map((row) => footprints[row]!);
  };
}

/** Cell k of a square grid around the centre, row by row. */
function gridPosition({ x, y, blocks }: Complex, k: number): { readonly x: number; readonly y: number } {
  const side = Math.ceil(Math.sqrt(blocks));
  const step = Math.sqrt(GROUND_A_BLOCK);
  const middle = (side - 1) / 2;
  return { x: x + ((k % side) - middle) * step, y: y + (Math.floor(k / side) - middle) * step };
}
