import { createOSMStream } from "osm-pbf-parser-node";
import { expect, test } from "vitest";
import { InputError } from "../../../src/base/problems.js";
import { draftFromOsm } from "../../../src/builder/osm/index.js";
import { PbfFile, type Visitor } from "../../../src/builder/osm/pbf.js";
import { city, hasCities } from "./shared-cities.js";
import { degrees, pbfBytes, temporary } from "./write-pbf.js";

const CROSSING = {
  nodes: {
    1: [0, 0] as [number, number],
    2: [degrees(100), 0, { highway: "bus_stop", name: "왕십리역" }] as [number, number, Record<string, string>],
    3: [degrees(200), degrees(-5)] as [number, number],
    9000000001: [degrees(100), degrees(90)] as [number, number],
  },
  ways: [
    { refs: [1, 2, 3], tags: { highway: "residential", name: "Öst" } },
    { id: 9_000_000_000, refs: [2, 9_000_000_001], tags: { highway: "footway" } },
  ],
};

/** All elements of a file as lines of text. */
async function listing(path: string): Promise<string[]> {
  const lines: string[] = [];
  const shown = (tags: ReadonlyMap<string, string>) => [...tags].map(([k, v]) => `${k}=${v}`).join(" ");
  const visitor: Visitor = {
    node: (id, lat, lon, tags) => lines.push(`node ${id} ${lat} ${lon} ${shown(tags)}`),
    way: (id, refs, count, tags) => lines.push(`way ${id} ${refs.slice(0, count).join()} ${shown(tags)}`),
    relation: (id, members, tags) =>
      lines.push(`relation ${id} ${members.map((m) => `${m.type} ${m.ref} ${m.role}`).join()} ${shown(tags)}`),
  };
  const file = await PbfFile.open(path);
  await file.visit(visitor);
  await file.close();
  return lines;
}

async function errorOf(path: string): Promise<InputError> {
  const error = await draftFromOsm({ osm: path }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

test("ids beyond 32 bits, UTF-8 and tags are read as they were written", async () => {
  expect(await listing(temporary("a.osm.pbf", pbfBytes(CROSSING)))).toEqual([
    "node 1 0 0 ",
    "node 2 0 9044 highway=bus_stop name=왕십리역",
    "node 3 -452 18087 ",
    "node 9000000001 8139 9044 ",
    "way 1 1,2,3 highway=residential name=Öst",
    "way 9000000000 2,9000000001 highway=footway",
  ]);
});

test("raw blobs and zlib blobs of one content read the same", async () => {
  const raw = await listing(temporary("raw.osm.pbf", pbfBytes(CROSSING, true)));
  expect(raw).toEqual(await listing(temporary("zlib.osm.pbf", pbfBytes(CROSSING))));
});

test("a file damaged in any byte is read or refused with an InputError, never anything else", async () => {
  const bytes = pbfBytes(CROSSING, true);
  let refused = 0;
  for (let at = 0; at < bytes.length; at++) {
    for (const value of [0, 0xff, bytes[at]! ^ 0x08]) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = value;
      const error = await draftFromOsm({ osm: temporary("damaged.osm.pbf", damaged) }).catch(
        (reason: unknown) => reason,
      );
      if (!(error instanceof Error)) continue;
      expect(error, `byte ${at} = ${value}: ${error.stack}`).toBeInstanceOf(InputError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(bytes.length);
});

test("a file cut at any byte is refused", async () => {
  const bytes = pbfBytes(CROSSING);
  for (let end = 0; end < bytes.length; end++) {
    const error = await errorOf(temporary("cut.osm.pbf", bytes.subarray(0, end)));
    expect(error.problems).toHaveLength(1);
  }
});

test("a file that is not there, or a folder, is named", async () => {
  expect((await errorOf("no/such.osm.pbf")).message).toBe(
    "no/such.osm.pbf: expected a file that can be read, found no such file",
  );
  expect((await errorOf("src")).message).toBe("src: expected a file, found a folder");
});

test.skipIf(!hasCities).each([
  ["empty", "found no data"],
  ["no-roads", "found none among 40 ways and 160 nodes"],
  ["zero-bytes", "expected an OpenStreetMap PBF file, found an empty file"],
  ["not-a-pbf", 'expected an OpenStreetMap PBF file, found a file that begins with the text "<?xm"'],
  ["truncated", "expected 53,636 bytes of data, found 12,012 bytes: truncated"],
  ["truncated-in-length", "expected the 4-byte length of a blob header, found 2 bytes: truncated"],
  ["huge-blob-header", "expected a blob of at most 33,554,432 bytes, found a stated size of 2,147,483,647 bytes"],
  ["huge-header-length", "expected a blob header of 1 to 65,536 bytes, found a stated header length of 2,147,483,647"],
  ["zip-bomb-ish", "expected 4,096 bytes, as stated, after inflation, found more"],
  ["raw-size-too-big", "expected 1,000,000 bytes, as stated, after inflation, found 204 bytes"],
  ["unknown-required-feature", 'found "NoSuchFeature"'],
])("the broken file %s gives one error that says what is wrong, at once", async (name, words) => {
  const path = city(`extracts/broken/${name}.osm.pbf`);
  const start = performance.now();
  const { problems, message } = await errorOf(path);
  expect(performance.now() - start).toBeLessThan(1000);
  expect(problems).toHaveLength(1);
  expect(problems[0]!.where).toBe(path);
  expect(message).toContain(words);
});

test.skipIf(!hasCities)("plain nodes in raw blobs give the elements that dense nodes in zlib blobs give", async () => {
  const plain = await listing(city("extracts/monaco-plain-uncompressed.osm.pbf"));
  expect(plain).toEqual(await listing(city("extracts/monaco.osm.pbf")));
});

interface Parsed {
  readonly type?: string;
  readonly id: number;
  readonly lat: number;
  readonly lon: number;
  readonly refs: number[];
  readonly members: { readonly type: string; readonly ref: number; readonly role: string }[];
  readonly tags?: Record<string, string>;
}

test.skipIf(!hasCities)("an independent reader finds the same elements", async () => {
  const path = city("extracts/krems.osm.pbf");
  const theirs: string[] = [];
  for await (const item of createOSMStream(path)) {
    const { type, id, lat, lon, refs, members, tags = {} } = item as Parsed;
    if (type === undefined) continue; // the file's header
    const what =
      type === "node"
        ? `${Math.round(lat * 1e7)} ${Math.round(lon * 1e7)}`
        : (refs ?? members.map((m) => `${m.type} ${m.ref} ${m.role}`)).join();
    theirs.push(
      `${type} ${id} ${what} ${Object.entries(tags)
        .map(([k, v]) => `${k}=${v}`)
        .join(" ")}`,
    );
  }
  const ours = await listing(path);
  expect(ours).toHaveLength(15_042 + 2_402 + 73);
  expect(ours).toEqual(theirs);
});
