/**
 * The city file: magic, version, a JSON header, then the city's arrays as raw little-endian buffers.
 *
 *     0  "HYOSAN·CITY" as 12 bytes of UTF-8
 *    12  u32 version of the format
 *    16  u32 length of the header in bytes, a multiple of 8; 20 u32 zero
 *    24  the header: JSON in UTF-8, padded with spaces
 *     …  the arrays, each from a multiple of 8 bytes on
 *
 * Reading makes views on the buffer, not copies. Nothing here needs Node, so the app reads the same files.
 */
import { bytesOf, type ColumnArray, type ColumnType, columnArray, type Schema } from "../base/columns.js";
import { Hasher } from "../base/hash.js";
import { InputError } from "../base/problems.js";
import {
  BUILDINGS,
  type City,
  DOORS,
  HOUSEHOLDS,
  INTERCHANGES,
  LINES,
  type Manifest,
  noLines,
  PEOPLE,
  PLACES,
  PLATFORMS,
  STATIONS,
  ZONES,
} from "./city.js";

const MAGIC = new TextEncoder().encode("HYOSAN·CITY");
/** Version of the format; others are refused. Before version 3 lengths were on no grid (`base/grid.ts`). */
export const VERSION = 3;
/** Bytes before the header. */
export const PREFIX = 24;

const TABLES = {
  places: PLACES,
  doors: DOORS,
  people: PEOPLE,
  households: HOUSEHOLDS,
  buildings: BUILDINGS,
  zones: ZONES,
};
const DOOR = { type: "u32", unit: "row of doors", meaning: "door to take" } as const;
const FORESTS: Readonly<Record<string, Schema>> = {
  toStop: { door: DOOR, distance: { type: "f32", unit: "m", meaning: "distance to the nearest root" } },
  toShelter: { door: DOOR },
};
/** Arrays that are not in the file: they follow from others and are made on reading. */
const DERIVED: ReadonlySet<string> = new Set(["people.household"]);
/** What a city with lines has more; empty in others. */
const LINE_TABLES = { lines: LINES, stations: STATIONS, platforms: PLATFORMS, interchanges: INTERCHANGES };
const LINE_ARRAYS = {
  lineStart: "u32",
  interchangeStart: "u32",
  routeNext: "u16",
  routeSeconds: "f32",
} as const satisfies Record<string, ColumnType>;
/** Arrays of the city that are in no table. */
const LOOSE = {
  doorStart: "u32",
  wayEnd: "u32",
  householdStart: "u32",
  shapeStart: "u32",
  shapeX: "f32",
  shapeY: "f32",
  neighbourStart: "u32",
  neighbour: "u16",
  registerStart: "u32",
  register: "u32",
} as const satisfies Record<string, ColumnType>;

/** One array of the file. */
export interface Part {
  /** "places.kind", "toStop.door", "doorStart" … */
  readonly name: string;
  readonly type: ColumnType;
  readonly length: number;
  /** Bytes from the end of the header, a multiple of 8. */
  readonly offset: number;
}

/** The header of a city file. */
export interface Header {
  /** Hash of the manifest and the arrays (`cityHash`). */
  readonly hash: string;
  /** Bytes of all arrays together. */
  readonly bytes: number;
  readonly manifest: Manifest;
  readonly arrays: readonly Part[];
}

interface Declared {
  readonly name: string;
  readonly type: ColumnType;
}

/** Name and type of every array of a city, in the order of the file. */
function declared(): Declared[] {
  return [...declaredOfLines(), ...declaredAlways()];
}

function declaredAlways(): Declared[] {
  const list: Declared[] = [];
  for (const [table, schema] of Object.entries<Schema>(TABLES)) list.push(...columnsOf(table, schema));
  for (const [name, type] of Object.entries(LOOSE)) list.push({ name, type });
  for (const [forest, schema] of Object.entries(FORESTS)) list.push(...columnsOf(forest, schema));
  return list;
}

/** Those of them that are in the file. */
function stored(of = declared()): Declared[] {
  return of.filter(({ name }) => !DERIVED.has(name));
}

function declaredOfLines(): Declared[] {
  const list: Declared[] = [];
  for (const [table, schema] of Object.entries<Schema>(LINE_TABLES)) list.push(...columnsOf(table, schema));
  for (const [name, type] of Object.entries(LINE_ARRAYS)) list.push({ name, type });
  return list;
}

function columnsOf(table: string, schema: Schema): Declared[] {
  return Object.entries(schema).map(([name, { type }]) => ({ name: `${table}.${name}`, type }));
}

function arrayOf(city: City, name: string): ColumnArray {
  const [first, second] = name.split(".") as [string, string?];
  const value = (city as unknown as Record<string, unknown>)[first];
  return (second === undefined ? value : (value as Record<string, unknown>)[second]) as ColumnArray;
}

/**
 * A hash of the city's contents, 16 hexadecimal digits: equal cities have equal hashes on every platform. A city without
 * lines has the hash it had before there were any.
 */
export function cityHash(city: City): string {
  const hasher = new Hasher();
  hasher.array(new TextEncoder().encode(JSON.stringify(city.manifest)));
  const names = city.lines.zone.length === 0 ? declaredAlways() : declared();
  for (const { name } of names) hasher.array(arrayOf(city, name));
  return hasher.hex();
}

/** The start of a city's file (prefix and header) and its arrays with their offsets from the end of the start. */
export function planFile(city: City): {
  start: Uint8Array;
  arrays: { array: ColumnArray; offset: number }[];
  bytes: number;
} {
  const parts: Part[] = [];
  let bytes = 0;
  for (const { name, type } of stored()) {
    const { length } = arrayOf(city, name);
    parts.push({ name, type, length, offset: bytes });
    bytes += Math.ceil((length * bytesOf(type)) / 8) * 8;
  }
  const header: Header = { hash: cityHash(city), bytes, manifest: city.manifest, arrays: parts };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const start = new Uint8Array(PREFIX + length).fill(0x20, PREFIX);
  start.set(MAGIC);
  const view = new DataView(start.buffer);
  view.setUint32(12, VERSION, true);
  view.setUint32(16, length, true);
  start.set(json, PREFIX);
  return { start, arrays: parts.map(({ name, offset }) => ({ array: arrayOf(city, name), offset })), bytes };
}

/** The city as one file in memory. */
export function encodeCity(city: City): ArrayBuffer {
  const { start, arrays, bytes } = planFile(city);
  const file = new Uint8Array(start.length + bytes);
  file.set(start);
  for (const { array, offset } of arrays)
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start.length + offset);
  return file.buffer;
}

/**
 * Length of the header from the first PREFIX bytes of a file.
 *
 * @throws InputError if it is no city file, or one of another version
 */
export function headerLength(prefix: Uint8Array, where: string): number {
  if (prefix.length < PREFIX || !MAGIC.every((byte, i) => prefix[i] === byte))
    throw new InputError({ where, path: "", expected: "a city file", found: "a file of another kind" });
  const view = new DataView(prefix.buffer, prefix.byteOffset);
  const version = view.getUint32(12, true);
  if (version !== VERSION)
    throw new InputError({
      where,
      path: "",
      expected: `a city file of version ${VERSION}`,
      found:
        version > VERSION
          ? `version ${version}, written by a later Hyosan`
          : `version ${version}, written by an earlier Hyosan: build the city again`,
    });
  return view.getUint32(16, true);
}

/**
 * The header of a file.
 *
 * @param bytes  the header's bytes
 * @throws InputError if it is damaged, or does not declare the arrays of a city
 */
export function parseHeader(bytes: Uint8Array, where: string): Header {
  const damaged = (found: string) => new InputError({ where, path: "", expected: "the header of a city file", found });
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Header;
  } catch {
    throw damaged("a damaged header");
  }
  if (!Array.isArray(header?.arrays) || typeof header.manifest !== "object" || !Number.isSafeInteger(header.bytes))
    throw damaged("a header without arrays or manifest");
  const byName = new Map(header.arrays.map((part) => [part.name, part]));
  const hasLines = header.arrays.some(({ name }) => name.startsWith("lines."));
  for (const { name, type } of stored(hasLines ? declared() : declaredAlways())) {
    const part = byName.get(name);
    if (part === undefined || part.type !== type) throw damaged(`no array ${name} of type ${type}`);
    const end = part.offset + part.length * bytesOf(type);
    if (!(part.length >= 0) || !(part.offset >= 0) || part.offset % 8 !== 0 || !(end <= header.bytes))
      throw damaged(`array ${name} beyond the end of the data`);
  }
  return header;
}

/** Throws the error of a file that ends too early. */
export function truncated(where: string, expected: number, found: number): InputError {
  const whole = `a whole city file of ${expected} bytes`;
  return new InputError({ where, path: "", expected: whole, found: `${found} bytes: the file is cut off` });
}

/** The city whose arrays stand in a buffer from byte `from` on (a multiple of 8); views, no copies. */
export function cityFrom(header: Header, buffer: ArrayBufferLike, from: number): City {
  const city: Record<string, unknown> = { ...noLines(), manifest: header.manifest };
  for (const table of [...Object.keys(TABLES), ...Object.keys(FORESTS)]) city[table] = {};
  for (const { name, type, length, offset } of header.arrays) {
    setArray(city, name, columnArray(type, length, buffer, from + offset));
  }
  (city.people as Record<string, ColumnArray>).household = householdOf(city.householdStart as Uint32Array);
  return city as unknown as City;
}

/** The same city in memory that several threads see: views of what is there already, copies of the rest. */
export function shareCity(city: City): City {
  const shared: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(city)) {
    if (name === "manifest") shared[name] = value;
    else if (ArrayBuffer.isView(value)) shared[name] = share(value as ColumnArray);
    else
      shared[name] = Object.fromEntries(
        Object.entries<ColumnArray>(value as Record<string, ColumnArray>).map(([column, array]) => [
          column,
          share(array),
        ]),
      );
  }
  return shared as unknown as City;
}

function share(array: ColumnArray): ColumnArray {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Constructor = array.constructor as new (buffer: SharedArrayBuffer) => ColumnArray;
  const copy = new Constructor(new SharedArrayBuffer(array.byteLength));
  copy.set(array as never);
  return copy;
}

function setArray(city: Record<string, unknown>, name: string, array: ColumnArray): void {
  const [first, second] = name.split(".") as [string, string?];
  if (second === undefined) city[first] = array;
  else (city[first] as Record<string, ColumnArray>)[second] = array;
}

/** The household of each person, which the file does not hold: people stand by household. */
function householdOf(householdStart: Uint32Array): Uint32Array {
  const household = new Uint32Array(householdStart.at(-1) ?? 0);
  for (let h = 0; h + 1 < householdStart.length; h++) household.fill(h, householdStart[h], householdStart[h + 1]);
  return household;
}

/**
 * The city of a file in memory. The city's arrays are views on the buffer.
 *
 * @param where   name of the file for messages
 * @param verify  whether to compare the contents with the hash in the header
 * @throws InputError for another kind of file, a later version, a damaged or cut off file
 */
export function decodeCity(buffer: ArrayBuffer, where = "city file", verify = false): City {
  const bytes = new Uint8Array(buffer);
  const length = headerLength(bytes.subarray(0, PREFIX), where);
  if (bytes.length < PREFIX + length) throw truncated(where, PREFIX + length, bytes.length);
  const header = parseHeader(bytes.subarray(PREFIX, PREFIX + length), where);
  const expected = PREFIX + length + header.bytes;
  if (bytes.length < expected) throw truncated(where, expected, bytes.length);
  const city = cityFrom(header, buffer, PREFIX + length);
  if (verify) verifyCity(city, header, where);
  return city;
}

/** Compares a city with the hash in its file's header; throws an InputError if they differ. */
export function verifyCity(city: City, header: Header, where: string): void {
  const found = cityHash(city);
  if (found !== header.hash)
    throw new InputError({ where, path: "", expected: `contents with the hash ${header.hash}`, found });
}
