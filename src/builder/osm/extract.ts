/**
 * What a city needs of an OSM file, in three passes: relations (which ways are outlines), ways (which nodes are
 * needed), nodes (where they are). Memory holds only what is needed: 8 bytes a reference of a kept way while the
 * ways are read, then 4, and 16 bytes a needed node.
 */
import { NONE } from "../../base/columns.js";
import { type BuildingTags, describeBuilding } from "./buildings.js";
import { describeHighway } from "./highways.js";
import { type Member, PbfFile, type Tags } from "./pbf.js";
import { describeSite, type SiteTags } from "./places.js";
import type { LeftOut } from "./words.js";

/** Positions first .. end - 1 of `rows`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

export interface StreetWay extends Span {
  readonly highway: string;
  /** m */
  readonly width: number;
}

/** A building or a destination drawn as an outline (or, a platform, as a line). */
export interface Area {
  readonly building: BuildingTags | null;
  readonly site: SiteTags | null;
  readonly outline: Span;
  readonly holes: readonly Span[];
}

export interface Point {
  readonly site: SiteTags;
  /** 1e-7 degrees */
  readonly lat: number;
  readonly lon: number;
}

export interface Extract {
  readonly streets: readonly StreetWay[];
  readonly areas: readonly Area[];
  readonly points: readonly Point[];
  /** Row of `lat`, `lon` of each node reference of the kept ways; NONE: the file does not hold that node. */
  readonly rows: Uint32Array;
  /** [needed nodes] 1e-7 degrees; MISSING where the file does not hold the node. */
  readonly lat: Int32Array;
  readonly lon: Int32Array;
  /** Elements of the file, for messages. */
  readonly elements: { readonly nodes: number; readonly ways: number };
}

/** `lat` of a node that is needed and not in the file. */
const MISSING = -(2 ** 31);

interface Multipolygon {
  readonly building: BuildingTags | null;
  readonly site: SiteTags | null;
  readonly outers: readonly number[];
  readonly inners: readonly number[];
}

/** Reads a file. Throws InputError if it is broken. `progress` hears the share done. */
export async function readExtract(path: string, leftOut: LeftOut, progress: (share: number) => void): Promise<Extract> {
  const file = await PbfFile.open(path);
  try {
    const multipolygons = await readMultipolygons(file, leftOut, (share) => progress(share * 0.3));
    const ways = await readWays(file, multipolygons, leftOut, (share) => progress(0.3 + share * 0.3));
    return await readNodes(file, ways, (share) => progress(0.6 + share * 0.4));
  } finally {
    await file.close();
  }
}

/** What an area's tags say of buildings and destinations; null if nothing. */
function describeArea(tags: Tags, leftOut: LeftOut): { building: BuildingTags | null; site: SiteTags | null } | null {
  if (tags.size === 0) return null;
  const building = describeBuilding(tags);
  const site = describeSite(tags);
  if (building === "empty")
    leftOut.add("garages, sheds, roofs and others in which nobody lives or works", 1, "building");
  if (building !== null && building !== "empty") return { building, site };
  return site ? { building: null, site } : null;
}

async function readMultipolygons(file: PbfFile, leftOut: LeftOut, progress: (share: number) => void) {
  const multipolygons: Multipolygon[] = [];
  const ids = (members: readonly Member[], role: "inner" | "outer") =>
    members.filter((m) => m.type === "way" && (m.role || "outer") === role).map((m) => m.ref);
  const relation = (_id: number, members: readonly Member[], tags: Tags) => {
    if (tags.get("type") !== "multipolygon") return;
    const area = describeArea(tags, leftOut);
    if (area) multipolygons.push({ ...area, outers: ids(members, "outer"), inners: ids(members, "inner") });
  };
  await file.visit({ relation }, progress);
  return multipolygons;
}

/** Node references of the kept ways, growing. */
class References {
  ids = new Float64Array(1 << 16);
  length = 0;

  add(refs: Float64Array, count: number): Span {
    const first = this.length;
    const end = first + count;
    if (end > this.ids.length) {
      const grown = new Float64Array(Math.max(end, 2 * this.ids.length));
      grown.set(this.ids.subarray(0, first));
      this.ids = grown;
    }
    this.ids.set(refs.subarray(0, count), first);
    this.length = end;
    return { first, end };
  }
}

interface Ways {
  readonly streets: StreetWay[];
  readonly areas: Area[];
  readonly references: References;
  count: number;
}

async function readWays(
  file: PbfFile,
  multipolygons: readonly Multipolygon[],
  leftOut: LeftOut,
  progress: (share: number) => void,
): Promise<Ways> {
  const ways: Ways = { streets: [], areas: [], references: new References(), count: 0 };
  const { references } = ways;
  const members = new Set(multipolygons.flatMap(({ outers, inners }) => [...outers, ...inners]));
  const buildingOuters = new Set(multipolygons.flatMap(({ building, outers }) => (building ? outers : [])));
  const rings = new Map<number, Span>();
  const way = (id: number, refs: Float64Array, count: number, tags: Tags) => {
    ways.count++;
    const isClosed = count >= 4 && refs[0] === refs[count - 1];
    if (members.has(id) && isClosed) rings.set(id, references.add(refs, count));
    const street = describeHighway(tags);
    if (street && "leftOut" in street) leftOut.add(street.leftOut);
    else if (street && count >= 2) ways.streets.push({ ...street, ...references.add(refs, count) });
    const area = describeArea(tags, leftOut);
    if (!area || count === 0) return;
    // The relation says the same and knows the holes.
    const building = buildingOuters.has(id) || !isClosed ? null : area.building;
    const outline = rings.get(id) ?? references.add(refs, count);
    if (building || area.site) ways.areas.push({ building, site: area.site, outline, holes: [] });
  };
  await file.visit({ way }, progress);
  addMultipolygons(ways.areas, multipolygons, rings, leftOut);
  return ways;
}

/** One area for each closed outer ring; the inner rings of a relation are holes of the outer ring they lie in. */
function addMultipolygons(
  areas: Area[],
  all: readonly Multipolygon[],
  rings: Map<number, Span>,
  leftOut: LeftOut,
): void {
  for (const { building, site, outers, inners } of all) {
    const found = outers.filter((id) => rings.has(id));
    const holes = inners.filter((id) => rings.has(id)).map((id) => rings.get(id)!);
    const reason = "outlines of areas that are not one closed way of the file (relations)";
    if (found.length < outers.length) leftOut.add(reason, outers.length - found.length, "way");
    found.forEach((id, i) => {
      areas.push({ building, site: i === 0 ? site : null, outline: rings.get(id)!, holes });
    });
  }
}

/** The different ids, ascending. */
function uniqueIds(ids: Float64Array): Float64Array {
  const sorted = ids.slice().sort();
  let n = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i]!;
  return sorted.slice(0, n);
}

/** Row of an id in ascending ids; NONE if it is not there. */
function rowOf(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ids[middle]!;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return NONE;
}

async function readNodes(file: PbfFile, ways: Ways, progress: (share: number) => void): Promise<Extract> {
  const references = ways.references.ids.subarray(0, ways.references.length);
  const ids = uniqueIds(references);
  const rows = new Uint32Array(references.length);
  for (let i = 0; i < rows.length; i++) rows[i] = rowOf(ids, references[i]!);
  ways.references.ids = new Float64Array(0);

  const lat = new Int32Array(ids.length).fill(MISSING);
  const lon = new Int32Array(ids.length);
  const points: Point[] = [];
  let nodes = 0;
  let next = 0;
  const node = (id: number, latitude: number, longitude: number, tags: Tags) => {
    nodes++;
    // Files are sorted by id as a rule: the row after the last one found is the next candidate.
    while (next < ids.length && ids[next]! < id) next++;
    const row = ids[next] === id ? next : rowOf(ids, id);
    if (row !== NONE) {
      lat[row] = latitude;
      lon[row] = longitude;
    }
    const site = describeSite(tags);
    if (site) points.push({ site, lat: latitude, lon: longitude });
  };
  await file.visit({ node }, progress);
  for (let i = 0; i < rows.length; i++) if (lat[rows[i]!] === MISSING) rows[i] = NONE;
  return { streets: ways.streets, areas: ways.areas, points, rows, lat, lon, elements: { nodes, ways: ways.count } };
}
