/** The zones of a city: drawn ones with their facts, or a single one around the streets. */
import { InputError } from "../../base/problems.js";
import type { FootprintDraft, ZoneDraft } from "../draft.js";
import type { Population, ZoneFacts } from "./population.js";
import type { Projection } from "./projection.js";
import { estimateResidents } from "./residents.js";
import type { Network } from "./streets.js";
import { count, grouped, type LeftOut } from "./words.js";
import { nearestZone, placeZone, zoneFinder, type ZoneShape } from "./zones.js";

/** Side of the cells, m, that measure the area of a city without drawn zones. */
const CELL = 200;

/** Sentence for the manifest of a city without drawn zones. */
export const SINGLE_ZONE_ASSUMPTION =
  `Zones: no file of zones was given, so the city is one zone; its area is that of the ${CELL} m cells that hold ` +
  "the middle or an end of a street.";

export interface Districts {
  readonly zones: readonly ZoneDraft[];
  zoneOf(x: number, y: number): number;
}

/** A population table and the file it is from. */
export interface Table extends Population {
  readonly path: string;
}

/**
 * Zones drawn in a file, with their facts or, where there are none, estimated residents. Zones in which no street has
 * its middle are left out. Throws InputError if that is all of them.
 */
export function drawnDistricts(
  shapes: readonly ZoneShape[],
  path: string,
  facts: readonly ZoneFacts[] | null,
  network: Network,
  footprints: readonly FootprintDraft[],
  projection: Projection,
  leftOut: LeftOut,
): Districts {
  const placed = shapes.map((shape) => placeZone(shape, projection));
  const find = zoneFinder(placed);
  const streetShape = Array.from(network.midX, (x, row) => find(x, network.midY[row]!));
  const hasStreet = new Set(streetShape);
  const kept = shapes.map((_, row) => row).filter((row) => hasStreet.has(row));
  if (kept.length === 0) {
    const found = "none: the zones' polygons hold no street";
    throw new InputError({ where: path, path: "", expected: "zones with streets in them", found });
  }
  countWithoutStreets(shapes, hasStreet, facts, leftOut);

  const rowOf = new Int32Array(shapes.length).fill(-1);
  kept.forEach((shape, row) => {
    rowOf[shape] = row;
  });
  const places = kept.map((row) => placed[row]!);
  const zoneOf = (x: number, y: number) => {
    const shape = find(x, y);
    const row = shape < 0 ? -1 : rowOf[shape]!;
    return row < 0 ? nearestZone(places, x, y) : row;
  };
  const residents = facts ? null : estimate(kept.length, network, footprints, zoneOf);
  const zones = kept.map((shape, row): ZoneDraft => {
    const { code, name } = shapes[shape]!;
    const { x, y, area } = placed[shape]!;
    return { name, code, x, y, area, ...(facts ? factsOf(facts[shape]!) : { residents: residents![row]! }) };
  });
  return { zones, zoneOf };
}

function estimate(
  zones: number,
  { streets, lengths, midX, midY }: Network,
  footprints: readonly FootprintDraft[],
  zoneOf: (x: number, y: number) => number,
): number[] {
  const streetZone = Array.from(midX, (x, row) => zoneOf(x, midY[row]!));
  return estimateResidents(zones, streets, lengths, streetZone, footprints, zoneOf);
}

function factsOf({ line: _line, ...facts }: ZoneFacts): Omit<ZoneFacts, "line"> {
  return facts;
}

/** Facts of each zone from the table. Throws InputError naming a zone without a row. */
export function joinFacts(shapes: readonly ZoneShape[], table: Table, leftOut: LeftOut): ZoneFacts[] {
  const without = shapes.filter(({ code }) => !table.byCode.has(code));
  if (without.length > 0) {
    const { code, name } = without[0]!;
    const expected = `a row for each zone, also for ${code} (${name})`;
    const found = without.length === 1 ? "none for it" : `none for ${count(without.length, "zone")}`;
    throw new InputError({ where: table.path, path: "code", expected, found });
  }
  const codes = new Set(shapes.map(({ code }) => code));
  let residents = 0;
  let rows = 0;
  for (const [code, facts] of table.byCode) {
    if (codes.has(code)) continue;
    rows++;
    residents += facts.residents;
  }
  const reason = `of zones that are not drawn in the zones file (${grouped(residents)} residents)`;
  leftOut.add(reason, rows, "row of the population table", "rows of the population table");
  return shapes.map(({ code }) => table.byCode.get(code)!);
}

function countWithoutStreets(
  shapes: readonly ZoneShape[],
  hasStreet: ReadonlySet<number>,
  facts: readonly ZoneFacts[] | null,
  leftOut: LeftOut,
): void {
  const rows = shapes.map((_, row) => row).filter((row) => !hasStreet.has(row));
  const residents = facts ? rows.reduce((sum, row) => sum + facts[row]!.residents, 0) : null;
  const people = residents === null ? "" : ` (${grouped(residents)} residents)`;
  leftOut.add(`without a street of the network${people}`, rows.length, "zone");
}

/** One zone around all streets; its centre is the mean of the streets' middles weighted by length. */
export function singleDistrict(name: string, network: Network, footprints: readonly FootprintDraft[]): Districts {
  const { lengths, midX, midY, junctions } = network;
  const cells = new Set<string>();
  const mark = (x: number, y: number) => cells.add(`${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`);
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let row = 0; row < lengths.length; row++) {
    mark(midX[row]!, midY[row]!);
    total += lengths[row]!;
    sumX += lengths[row]! * midX[row]!;
    sumY += lengths[row]! * midY[row]!;
  }
  for (let row = 0; row < junctions.x.length; row++) mark(junctions.x[row]!, junctions.y[row]!);
  const zoneOf = () => 0;
  const residents = estimate(1, network, footprints, zoneOf)[0]!;
  const area = cells.size * CELL * CELL;
  return { zones: [{ name, code: "1", x: sumX / total, y: sumY / total, area, residents }], zoneOf };
}
