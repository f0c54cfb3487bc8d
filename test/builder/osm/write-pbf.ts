/** Writes small OSM PBF files for tests. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

type Tags = Record<string, string>;

export interface Elements {
  /** id → [lon, lat, tags] in degrees */
  readonly nodes: Record<number, [number, number, Tags?]>;
  readonly ways?: readonly { readonly id?: number; readonly refs: readonly number[]; readonly tags?: Tags }[];
  readonly relations?: readonly {
    readonly members: readonly { readonly ref: number; readonly role: string }[];
    readonly tags: Tags;
  }[];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

const zigzag = (value: number) => varint(value < 0 ? -2 * value - 1 : 2 * value);
const numberField = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const bytesField = (field: number, bytes: ArrayLike<number>) => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...Array.from(bytes),
];
const text = (value: string) => Buffer.from(value, "utf8");
const deltas = (values: readonly number[]) => values.flatMap((value, i) => zigzag(value - (values[i - 1] ?? 0)));

/** A blob with its header; `zlib` data unless raw. */
function blob(type: string, data: readonly number[], raw: boolean): Buffer {
  const bytes = Buffer.from(data);
  const body = raw ? bytesField(1, bytes) : [...numberField(2, bytes.length), ...bytesField(3, deflateSync(bytes))];
  const header = [...bytesField(1, text(type)), ...numberField(3, body.length)];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, Buffer.from(header), Buffer.from(body)]);
}

/** A PBF file of some elements. Ways without an id count from 1. */
export function pbfBytes({ nodes, ways = [], relations = [] }: Elements, raw = false): Buffer {
  const strings = [""];
  const at = (value: string) => (strings.includes(value) ? strings.indexOf(value) : strings.push(value) - 1);
  const tagFields = (tags: Tags = {}) => [
    ...bytesField(
      2,
      Object.keys(tags).flatMap((key) => varint(at(key))),
    ),
    ...bytesField(
      3,
      Object.values(tags).flatMap((value) => varint(at(value))),
    ),
  ];
  const list = Object.entries(nodes).map(([id, [lon, lat, tags]]) => ({ id: Number(id), lon, lat, tags: tags ?? {} }));
  const dense = [
    ...bytesField(1, deltas(list.map(({ id }) => id))),
    ...bytesField(8, deltas(list.map(({ lat }) => Math.round(lat * 1e7)))),
    ...bytesField(9, deltas(list.map(({ lon }) => Math.round(lon * 1e7)))),
    ...bytesField(
      10,
      list.flatMap(({ tags }) => [
        ...Object.entries(tags).flatMap(([k, v]) => [...varint(at(k)), ...varint(at(v))]),
        0,
      ]),
    ),
  ];
  const groups = [
    bytesField(2, bytesField(2, dense)),
    ...ways.map(({ id, refs, tags }, row) =>
      bytesField(
        2,
        bytesField(3, [...numberField(1, id ?? row + 1), ...tagFields(tags), ...bytesField(8, deltas(refs))]),
      ),
    ),
    ...relations.map(({ members, tags }, row) =>
      bytesField(
        2,
        bytesField(4, [
          ...numberField(1, row + 1),
          ...tagFields(tags),
          ...bytesField(
            8,
            members.flatMap(({ role }) => varint(at(role))),
          ),
          ...bytesField(9, deltas(members.map(({ ref }) => ref))),
          ...bytesField(
            10,
            members.map(() => 1),
          ),
        ]),
      ),
    ),
  ].flat();
  const block = [
    ...bytesField(
      1,
      strings.flatMap((value) => bytesField(1, text(value))),
    ),
    ...groups,
  ];
  const header = bytesField(4, text("OsmSchema-V0.6"));
  return Buffer.concat([blob("OSMHeader", header, raw), blob("OSMData", block, raw)]);
}

const folder = mkdtempSync(join(tmpdir(), "hyosan-osm-"));
let files = 0;

/** Path of a new temporary file with these contents. */
export function temporary(name: string, contents: string | Uint8Array): string {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, contents);
  return path;
}

/** Path of a PBF file of some elements. */
export function pbfFile(elements: Elements): string {
  return temporary("town.osm.pbf", pbfBytes(elements));
}

/** Degrees of latitude, and at the equator of longitude to 0.7 %, of a length in m. */
export const degrees = (metres: number) => metres / 110_574.2758;
