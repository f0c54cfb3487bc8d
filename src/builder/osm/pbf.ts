/**
 * Nodes, ways and relations of an OSM PBF file, by visitor: one blob in memory at a time, no object per node.
 *
 * Read here and not by a package because a broken file must give one clear error: the packages for Node trust
 * stated lengths, inflate without limit, refuse raw blobs or loop on an unfinished tag list. Visiting is also
 * several times faster, for nodes without tags cost no allocation.
 */
import { BlobFile } from "./blobs.js";
import { Wire, WireError } from "./wire.js";

export type Tags = ReadonlyMap<string, string>;

/** Tags of an element that has none. */
export const NO_TAGS: Tags = new Map();

export interface Member {
  readonly type: "node" | "way" | "relation";
  readonly ref: number;
  readonly role: string;
}

/** What to do with each element; kinds without a method are passed over unread. */
export interface Visitor {
  /** `lat`, `lon` in 1e-7 degrees. */
  node?(id: number, lat: number, lon: number, tags: Tags): void;
  /** The way's node ids are `refs[0 .. count - 1]`, valid only during the call. */
  way?(id: number, refs: Float64Array, count: number, tags: Tags): void;
  relation?(id: number, members: readonly Member[], tags: Tags): void;
}

const NODES = 1;
const WAYS = 2;
const RELATIONS = 4;
const MEMBER_TYPES = ["node", "way", "relation"] as const;

/** An open PBF file. It remembers which blobs hold which kinds, so that later passes skip the others. */
export class PbfFile {
  /** [blobs] bits NODES, WAYS, RELATIONS; 0 before the first pass. */
  private readonly kinds: Uint8Array;

  private constructor(private readonly file: BlobFile) {
    this.kinds = new Uint8Array(file.length);
  }

  /** Opens a file and checks its frame and header. Throws InputError if it is not a whole OSM PBF file. */
  static async open(path: string): Promise<PbfFile> {
    return new PbfFile(await BlobFile.open(path));
  }

  get path(): string {
    return this.file.path;
  }

  /** Visits all elements in the order of the file; `progress` hears the share of the blobs done. */
  async visit(visitor: Visitor, progress: (share: number) => void = () => {}): Promise<void> {
    const wanted = (visitor.node ? NODES : 0) | (visitor.way ? WAYS : 0) | (visitor.relation ? RELATIONS : 0);
    const { file, kinds } = this;
    for (let blob = 0; blob < file.length; blob++) {
      const known = kinds[blob]!;
      if (known !== 0 && (known & wanted) === 0) continue;
      kinds[blob] = await file.read(blob, (bytes) => visitBlock(bytes, visitor));
      progress((blob + 1) / file.length);
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** The strings of a block, decoded when first asked for. */
class Strings {
  private readonly spans: Wire[] = [];
  private readonly texts: (string | undefined)[] = [];

  constructor(table: Wire | null) {
    if (!table) return;
    for (let field = table.field(); field !== 0; field = table.field()) {
      if (field === 1) this.spans.push(table.message());
      else table.skip();
    }
  }

  at(row: number): string {
    const known = this.texts[row];
    if (known !== undefined) return known;
    const span = this.spans[row];
    if (!span) throw new WireError(`one of ${this.spans.length} strings of the block`, `number ${row}`);
    const text = span.text();
    this.texts[row] = text;
    return text;
  }
}

/** How a block stores coordinates, nanodegrees. */
interface Grid {
  granularity: number;
  lat: number;
  lon: number;
}

function visitBlock(bytes: Uint8Array, visitor: Visitor): number {
  const wire = new Wire(bytes);
  const groups: Wire[] = [];
  const grid: Grid = { granularity: 100, lat: 0, lon: 0 };
  let table: Wire | null = null;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) table = wire.message();
    else if (field === 2) groups.push(wire.message());
    else if (field === 17) grid.granularity = wire.number();
    else if (field === 19) grid.lat = wire.int64();
    else if (field === 20) grid.lon = wire.int64();
    else wire.skip();
  }
  const strings = new Strings(table);
  let kinds = 0;
  for (const group of groups) kinds |= visitGroup(group, strings, grid, visitor);
  return kinds;
}

function visitGroup(group: Wire, strings: Strings, grid: Grid, visitor: Visitor): number {
  let kinds = 0;
  for (let field = group.field(); field !== 0; field = group.field()) {
    const bit = field <= 2 ? NODES : field === 3 ? WAYS : field === 4 ? RELATIONS : 0;
    kinds |= bit;
    if (field === 1 && visitor.node) visitNode(group.message(), strings, grid, visitor);
    else if (field === 2 && visitor.node) visitDenseNodes(group.message(), strings, grid, visitor);
    else if (field === 3 && visitor.way) visitWay(group.message(), strings, visitor);
    else if (field === 4 && visitor.relation) visitRelation(group.message(), strings, visitor);
    else group.skip();
  }
  return kinds;
}

/** 1e-7 degrees of a stored coordinate; throws when it is not on the earth. */
function degrees(stored: number, offset: number, granularity: number, limit: number, what: string): number {
  const value = Math.round((offset + granularity * stored) / 100);
  if (value >= -limit && value <= limit) return value;
  throw new WireError(`a ${what} within ±${limit / 1e7} degrees`, `${value / 1e7}`);
}
const latitude = (stored: number, { lat, granularity }: Grid) => degrees(stored, lat, granularity, 90e7, "latitude");
const longitude = (stored: number, { lon, granularity }: Grid) => degrees(stored, lon, granularity, 180e7, "longitude");

function tagsOf(keys: Wire | null, values: Wire | null, strings: Strings): Tags {
  if (!keys || !values || keys.pos === keys.end) return NO_TAGS;
  const tags = new Map<string, string>();
  while (keys.pos < keys.end) tags.set(strings.at(keys.varint()), strings.at(values.varint()));
  return tags;
}

function visitNode(wire: Wire, strings: Strings, grid: Grid, visitor: Visitor): void {
  let id = 0;
  let lat = 0;
  let lon = 0;
  let keys: Wire | null = null;
  let values: Wire | null = null;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) id = wire.sint64();
    else if (field === 2) keys = wire.message();
    else if (field === 3) values = wire.message();
    else if (field === 8) lat = wire.sint64();
    else if (field === 9) lon = wire.sint64();
    else wire.skip();
  }
  visitor.node!(id, latitude(lat, grid), longitude(lon, grid), tagsOf(keys, values, strings));
}

function visitDenseNodes(wire: Wire, strings: Strings, grid: Grid, visitor: Visitor): void {
  let ids: Wire | null = null;
  let lats: Wire | null = null;
  let lons: Wire | null = null;
  let keysValues: Wire | null = null;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) ids = wire.message();
    else if (field === 8) lats = wire.message();
    else if (field === 9) lons = wire.message();
    else if (field === 10) keysValues = wire.message();
    else wire.skip();
  }
  if (!ids) return;
  if (!lats || !lons) throw new WireError("coordinates of dense nodes", "none");
  let id = 0;
  let lat = 0;
  let lon = 0;
  while (ids.pos < ids.end) {
    id += ids.sint64();
    lat += lats.sint64();
    lon += lons.sint64();
    visitor.node!(id, latitude(lat, grid), longitude(lon, grid), denseTags(keysValues, strings));
  }
}

/** Tags of the next dense node: key, value, key, value … 0. A file without tags has no list at all. */
function denseTags(list: Wire | null, strings: Strings): Tags {
  if (!list || list.pos === list.end) return NO_TAGS;
  let key = list.varint();
  if (key === 0) return NO_TAGS;
  const tags = new Map<string, string>();
  for (; key !== 0; key = list.varint()) tags.set(strings.at(key), strings.at(list.varint()));
  return tags;
}

/** Node ids of the way being visited; grows to the longest way. */
let refs = new Float64Array(4096);

function visitWay(wire: Wire, strings: Strings, visitor: Visitor): void {
  let id = 0;
  let keys: Wire | null = null;
  let values: Wire | null = null;
  let deltas: Wire | null = null;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) id = wire.int64();
    else if (field === 2) keys = wire.message();
    else if (field === 3) values = wire.message();
    else if (field === 8) deltas = wire.message();
    else wire.skip();
  }
  let count = 0;
  if (deltas) {
    if (deltas.end - deltas.pos > refs.length) refs = new Float64Array(deltas.end - deltas.pos);
    for (let ref = 0; deltas.pos < deltas.end; ) refs[count++] = ref += deltas.sint64();
  }
  visitor.way!(id, refs, count, tagsOf(keys, values, strings));
}

function visitRelation(wire: Wire, strings: Strings, visitor: Visitor): void {
  let id = 0;
  let keys: Wire | null = null;
  let values: Wire | null = null;
  let roles: Wire | null = null;
  let deltas: Wire | null = null;
  let types: Wire | null = null;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) id = wire.int64();
    else if (field === 2) keys = wire.message();
    else if (field === 3) values = wire.message();
    else if (field === 8) roles = wire.message();
    else if (field === 9) deltas = wire.message();
    else if (field === 10) types = wire.message();
    else wire.skip();
  }
  const members: Member[] = [];
  if (deltas && roles && types) {
    for (let ref = 0; deltas.pos < deltas.end; ) {
      ref += deltas.sint64();
      const code = types.varint();
      const type = MEMBER_TYPES[code];
      if (!type) throw new WireError("a member of type 0, 1 or 2", String(code));
      members.push({ type, ref, role: strings.at(roles.varint()) });
    }
  }
  visitor.relation!(id, members, tagsOf(keys, values, strings));
}
