/**
 * A real city from an OpenStreetMap extract, and if given polygons of its zones and a table of their people.
 * What the files say is in the draft, what they do not is in its assumptions, what is not used in `leftOut`.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { NONE } from "../../base/columns.js";
import { InputError } from "../../base/problems.js";
import type { Draft } from "../draft.js";
import { STOREY_HEIGHT } from "./buildings.js";
import {
  type Districts,
  drawnDistricts,
  joinFacts,
  SINGLE_ZONE_ASSUMPTION,
  singleDistrict,
  type Table,
} from "./districts.js";
import { type Extract, readExtract } from "./extract.js";
import { WIDTHS } from "./highways.js";
import { placeOutlines } from "./outlines.js";
import { type PopulationColumns, readPopulation } from "./population.js";
import { type Projection, projectionAround, projectionError } from "./projection.js";
import { RESIDENTS_ASSUMPTION } from "./residents.js";
import { type Box, boxAround, boxHolds } from "./rings.js";
import type { Nodes } from "./segments.js";
import { buildNetwork, LONGEST_PIECE, type Network } from "./streets.js";
import { count, grouped, LeftOut } from "./words.js";
import { readZones, type ZoneShape } from "./zones.js";

/** Files a real city is built from. */
export interface OsmSource {
  /** OpenStreetMap extract, PBF. */
  readonly osm: string;
  /** GeoJSON polygons with the properties code and name. */
  readonly zones?: string;
  /** CSV, one row a zone: code, population, and if known households, workers, age bands. */
  readonly population?: string;
  /** Names of the table's columns where they are not the usual ones. */
  readonly columns?: PopulationColumns;
  /** Name of the city; that of the OSM file by default. */
  readonly name?: string;
  /** Hears what is being done and the share of it that is done. */
  readonly progress?: (stage: string, share: number) => void;
}

/** Streets and buildings this far outside the zones, m, still belong to the city. */
const MARGIN = 1000;
const OSM_LICENCE = "ODbL 1.0, © OpenStreetMap contributors";
const TABLE_LICENCE = "as stated by its provider";

/** Reads a city. Throws InputError naming the file, and the place in it, that cannot be used. */
export async function draftFromOsm(source: OsmSource): Promise<Draft> {
  const { osm, zones: zonesPath, population: populationPath, progress = () => {} } = source;
  if (populationPath !== undefined && zonesPath === undefined) {
    const found = "no zones file";
    throw new InputError({ where: populationPath, path: "", expected: "a file of zones to join the table to", found });
  }
  const leftOut = new LeftOut();
  const shapes = zonesPath === undefined ? null : await readZones(zonesPath);
  const table: Table | null =
    populationPath === undefined
      ? null
      : { ...(await readPopulation(populationPath, source.columns)), path: populationPath };
  const facts = shapes && table ? joinFacts(shapes, table, leftOut) : null;
  const extract = await readExtract(osm, leftOut, (share) => progress("reading the map", share));

  progress("building streets", 0);
  const projection = findFrame(extract, osm, shapes, zonesPath);
  const nodes = project(extract, projection);
  const isInside = shapes ? aroundZones(shapes, projection) : () => true;
  const network = buildNetwork(extract, nodes, isInside, leftOut);
  if (network.streets.length === 0) throw noStreets(osm, extract);
  progress("placing buildings", 0);
  const { footprints, sites } = placeOutlines(extract, nodes, projection, isInside, leftOut);
  progress("drawing zones", 0);
  const name = source.name ?? basename(osm).replace(/(\.osm)?\.pbf$/, "");
  const districts: Districts = shapes
    ? drawnDistricts(shapes, zonesPath!, facts, network, footprints, projection, leftOut)
    : singleDistrict(name, network, footprints);
  progress("drawing zones", 1);
  return {
    name,
    origin: { lon: projection.lon, lat: projection.lat },
    junctions: network.junctions,
    streets: network.streets,
    ...districts,
    footprints,
    sites,
    sources: await describeSources(source),
    assumptions: assumptions(projection, network, table, shapes !== null),
    leftOut: leftOut.sentences(),
  };
}

/** Degrees around the zones as drawn. */
function boxOf(shapes: readonly ZoneShape[]): Box {
  return boxAround(shapes.flatMap(({ polygons }) => polygons.flat()));
}

/** Whether a point (m) is inside the box of the zones or at most MARGIN away from it. */
function aroundZones(shapes: readonly ZoneShape[], projection: Projection): (x: number, y: number) => boolean {
  const { west, south, east, north } = boxOf(shapes);
  const box = {
    west: projection.x(west) - MARGIN,
    south: projection.y(south) - MARGIN,
    east: projection.x(east) + MARGIN,
    north: projection.y(north) + MARGIN,
  };
  return (x, y) => boxHolds(box, x, y);
}

/** Degrees around the nodes of all streets, of those inside a box if one is given; null if there are none. */
function boxOfStreets({ streets, rows, lat, lon }: Extract, within: Box | null): Box | null {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const { first, end } of streets) {
    for (let i = first; i < end; i++) {
      const row = rows[i]!;
      if (row === NONE) continue;
      const x = lon[row]! / 1e7;
      const y = lat[row]! / 1e7;
      if (within && !boxHolds(within, x, y)) continue;
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return west <= east ? { west, south, east, north } : null;
}

/** The local frame around the centre of the streets, of those inside the zones' box if there are zones. */
function findFrame(extract: Extract, osm: string, shapes: readonly ZoneShape[] | null, zones?: string): Projection {
  const all = boxOfStreets(extract, null);
  if (!all) throw noStreets(osm, extract);
  const drawn = shapes && boxOf(shapes);
  const box = drawn ? boxOfStreets(extract, drawn) : all;
  if (box) return projectionAround((box.west + box.east) / 2, (box.south + box.north) / 2);
  const expected = `zones that overlap the streets of ${osm} (${shownBox(all)})`;
  throw new InputError({ where: zones!, path: "", expected, found: `zones within ${shownBox(drawn!)}` });
}

/** west, south, east, north in degrees */
function shownBox({ west, south, east, north }: Box): string {
  return `west, south, east, north ${[west, south, east, north].map((degrees) => degrees.toFixed(5)).join(", ")}`;
}

function noStreets(osm: string, { elements, streets }: Extract): InputError {
  const { nodes, ways } = elements;
  const found =
    nodes + ways === 0
      ? "no data"
      : streets.length === 0
        ? `none among ${count(ways, "way")} and ${count(nodes, "node")}`
        : `${count(streets.length, "street")} without any length, or whose nodes are not in the file`;
  const expected = "streets to build a city from (ways with a highway tag that people can walk)";
  return new InputError({ where: osm, path: "", expected, found });
}

function project({ lat, lon }: Extract, projection: Projection): Nodes {
  const x = new Float64Array(lon.length);
  const y = new Float64Array(lat.length);
  for (let row = 0; row < x.length; row++) {
    x[row] = projection.x(lon[row]! / 1e7);
    y[row] = projection.y(lat[row]! / 1e7);
  }
  return { x, y };
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function describeSources({ osm, zones, population }: OsmSource): Promise<Draft["sources"]> {
  const files = [osm, ...[zones, population].filter((path) => path !== undefined)];
  return Promise.all(
    files.map(async (path) => ({
      name: basename(path),
      licence: path === osm ? OSM_LICENCE : TABLE_LICENCE,
      sha256: await sha256(path),
    })),
  );
}

function assumptions(projection: Projection, { junctions }: Network, table: Table | null, hasZones: boolean): string[] {
  const reach = junctions.y.reduce((most, y) => Math.max(most, Math.abs(y)), 0);
  const error = 100 * projectionError(projection, reach);
  const widths = Object.entries(WIDTHS).map(([highway, width]) => `${highway} ${width}`);
  const sentences = [
    `Coordinates: plane around the origin, by which east-west lengths are off by at most ${error.toFixed(2)} %.`,
    `Street widths, m, where OSM states none: ${widths.join(", ")}.`,
    `Streets longer than ${LONGEST_PIECE} m are cut into equal pieces; paved squares are streets along their edge.`,
    `Storeys where only the height of a building is known: one for each ${STOREY_HEIGHT} m.`,
    "Schools whose name or tags do not say the level are elementary schools.",
  ];
  if (!hasZones) sentences.push(SINGLE_ZONE_ASSUMPTION);
  if (!table) sentences.push(RESIDENTS_ASSUMPTION);
  if (table?.openBand) sentences.push(`Ages: the open band ${table.openBand}.`);
  if (table && table.withoutAges > 0) {
    sentences.push(`Ages: unknown in ${count(table.withoutAges, "zone")} whose row lacks a figure for an age band.`);
  }
  if (table && table.rounded > 0) sentences.push(`Residents: fractions rounded in ${grouped(table.rounded)} zones.`);
  return sentences;
}
