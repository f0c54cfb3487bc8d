/** Zones from GeoJSON polygons, and which zone a point lies in. */
import { readFile } from "node:fs/promises";
import Flatbush from "flatbush";
import { InputError } from "../../base/problems.js";
import { parseJson } from "./json.js";
import type { Projection } from "./projection.js";
import { boxAround, ringCentre, ringHolds } from "./rings.js";

/** A zone as drawn in the file; rings are lon, lat, lon, lat … degrees, outer rings first. */
export interface ZoneShape {
  readonly code: string;
  readonly name: string;
  /** Polygons, each an outer ring and its holes. */
  readonly polygons: readonly (readonly Float64Array[])[];
}

/** A zone in the local frame: m, m². */
export interface PlacedZone {
  readonly x: number;
  readonly y: number;
  readonly area: number;
  readonly rings: readonly Float64Array[];
}

/** Zones are numbered in 16 bits. */
const MOST_ZONES = 65_535;

/** Reads zones from a GeoJSON file. Throws InputError naming the file and the place in it. */
export async function readZones(path: string): Promise<ZoneShape[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const found = error.code === "ENOENT" ? "no such file" : error.message;
    throw new InputError({ where: path, path: "", expected: "a file that can be read", found });
  });
  const zones = featuresOf(path, parseJson(path, text)).map((feature, row) =>
    zoneOf(path, feature, `features[${row}]`),
  );
  const rows = new Map<string, number>();
  zones.forEach(({ code }, row) => {
    const first = rows.get(code);
    if (first !== undefined) {
      const at = `features[${row}].properties.code`;
      fail(path, at, "a code of its own for each zone", `"${code}" as in features[${first}]`);
    }
    rows.set(code, row);
  });
  return zones;
}

function fail(where: string, path: string, expected: string, found: string): never {
  throw new InputError({ where, path, expected, found });
}

type Json = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in few words, for messages. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isObject(value) ? "an object" : JSON.stringify(value).slice(0, 60);
}

function featuresOf(path: string, json: unknown): readonly unknown[] {
  const type = isObject(json) ? json.type : undefined;
  if (!isObject(json) || type !== "FeatureCollection") {
    return fail(path, "type", 'a GeoJSON "FeatureCollection" of zones', shown(isObject(json) ? type : json));
  }
  const { features } = json;
  if (!Array.isArray(features) || features.length === 0) fail(path, "features", "at least one zone", shown(features));
  const list = features as unknown[];
  if (list.length > MOST_ZONES) fail(path, "features", `at most ${MOST_ZONES} zones`, String(list.length));
  return list;
}

function zoneOf(path: string, feature: unknown, at: string): ZoneShape {
  if (!isObject(feature)) return fail(path, at, "a feature", shown(feature));
  const { properties, geometry } = feature;
  const code = label(path, properties, at, "code");
  const name = label(path, properties, at, "name");
  const type = isObject(geometry) ? geometry.type : undefined;
  const where = `${at}.geometry`;
  if (!isObject(geometry) || (type !== "Polygon" && type !== "MultiPolygon")) {
    return fail(path, `${where}.type`, '"Polygon" or "MultiPolygon"', shown(isObject(geometry) ? type : geometry));
  }
  const { coordinates } = geometry;
  const inside = `${where}.coordinates`;
  if (type === "Polygon") return { code, name, polygons: [polygonOf(path, coordinates, inside)] };
  const list = nonEmpty(path, coordinates, inside, "a list of polygons");
  return { code, name, polygons: list.map((polygon, i) => polygonOf(path, polygon, `${inside}[${i}]`)) };
}

function label(path: string, properties: unknown, at: string, key: string): string {
  const value = isObject(properties) ? properties[key] : undefined;
  if ((typeof value === "string" && value.trim() !== "") || typeof value === "number") return String(value).trim();
  return fail(path, `${at}.properties.${key}`, `the ${key} of the zone`, shown(value));
}

function nonEmpty(path: string, value: unknown, at: string, expected: string): readonly unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : fail(path, at, expected, shown(value));
}

function polygonOf(path: string, value: unknown, at: string): Float64Array[] {
  const rings = nonEmpty(path, value, at, "a list of rings");
  return rings.map((ring, i) => ringOf(path, ring, `${at}[${i}]`));
}

function ringOf(path: string, value: unknown, at: string): Float64Array {
  const points = nonEmpty(path, value, at, "a ring of at least 4 points");
  if (points.length < 4) fail(path, at, "a ring of at least 4 points", `${points.length}`);
  const ring = new Float64Array(2 * points.length);
  points.forEach((point, i) => {
    const [lon, lat] = Array.isArray(point) ? (point as unknown[]) : [];
    if (typeof lon !== "number" || typeof lat !== "number" || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
      const found = Array.isArray(point) ? JSON.stringify(point).slice(0, 60) : shown(point);
      fail(path, `${at}[${i}]`, "longitude and latitude in degrees (WGS84)", found);
    }
    ring[2 * i] = lon as number;
    ring[2 * i + 1] = lat as number;
  });
  return ring;
}

/** A zone in the local frame: centre (centroid), land area, rings in m. */
export function placeZone({ polygons }: ZoneShape, projection: Projection): PlacedZone {
  const rings: Float64Array[] = [];
  let area = 0;
  let sumX = 0;
  let sumY = 0;
  for (const polygon of polygons) {
    polygon.forEach((degrees, i) => {
      const ring = degrees.map((value, j) => (j % 2 === 0 ? projection.x(value) : projection.y(value)));
      const centre = ringCentre(ring);
      const share = i === 0 ? centre.area : -centre.area;
      area += share;
      sumX += share * centre.x;
      sumY += share * centre.y;
      rings.push(ring);
    });
  }
  const [x, y] = area > 0 ? [sumX / area, sumY / area] : [rings[0]![0]!, rings[0]![1]!];
  return { x, y, area, rings };
}

/** Row of the zone that holds a point (the first of several), -1 for points outside all. */
export function zoneFinder(zones: readonly PlacedZone[]): (x: number, y: number) => number {
  const index = new Flatbush(zones.length);
  for (const { rings } of zones) {
    const { west, south, east, north } = boxAround(rings);
    index.add(west, south, east, north);
  }
  index.finish();
  // Even-odd over all rings of a zone: holes and several polygons need no special care.
  const holds = (row: number, x: number, y: number) => {
    let inside = false;
    for (const ring of zones[row]!.rings) if (ringHolds(ring, x, y)) inside = !inside;
    return inside;
  };
  return (x, y) => {
    let first = -1;
    for (const row of index.search(x, y, x, y)) if ((first < 0 || row < first) && holds(row, x, y)) first = row;
    return first;
  };
}

/** Row of the zone whose centre is nearest to a point. */
export function nearestZone(zones: readonly PlacedZone[], x: number, y: number): number {
  let nearest = 0;
  let least = Infinity;
  for (let row = 0; row < zones.length; row++) {
    const dx = zones[row]!.x - x;
    const dy = zones[row]!.y - y;
    const squared = dx * dx + dy * dy;
    if (squared >= least) continue;
    least = squared;
    nearest = row;
  }
  return nearest;
}
