import { expect, test } from "vitest";
import { draftFromOsm, type OsmSource } from "../../../src/builder/osm/index.js";
import { degrees, pbfFile, temporary } from "./write-pbf.js";

/** One street from (-300, 0) to (300, 0) m. */
const OSM = pbfFile({
  nodes: { 1: [degrees(-300), 0], 2: [degrees(300), 0] },
  ways: [{ refs: [1, 2], tags: { highway: "residential" } }],
});

/** A rectangle of degrees from metres: west, south, east, north. */
function ring(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map(([x, y]) => [degrees(x!), degrees(y!)]);
}

const zone = (code: string, coordinates: unknown, type = "Polygon") => ({
  type: "Feature",
  properties: { code, name: `zone ${code}` },
  geometry: { type, coordinates },
});
const geojson = (...features: unknown[]) => JSON.stringify({ type: "FeatureCollection", features });

const WEST = zone("w", [ring(-400, -200, 0, 200), ring(-50, 50, -20, 80)]);
const EAST = zone("e", [[ring(0, -200, 200, 200)], [ring(300, 0, 400, 100)]], "MultiPolygon");
const NORTH = zone("n", [ring(-100, 200, 100, 300)]);

function build(zones: string, population?: string) {
  const source: OsmSource = { osm: OSM, zones: temporary("zones.geojson", zones) };
  return draftFromOsm(
    population === undefined ? source : { ...source, population: temporary("zones.csv", population) },
  );
}

async function problemOf(zones: string, population?: string): Promise<string> {
  const error = await build(zones, population).then(
    () => new Error("built"),
    (reason: Error) => reason,
  );
  expect(error.name).toBe("InputError");
  return error.message.replace(/\S*hyosan-osm-\w+\/\d+-/g, "");
}

test("a point is in the zone that holds it, in the nearest one if none does; holes and parts count", async () => {
  const { zones, zoneOf } = await build(geojson(WEST, EAST));
  expect(zones.map(({ code, name }) => `${code} ${name}`)).toEqual(["w zone w", "e zone e"]);
  expect(zoneOf(-200, 0)).toBe(0);
  expect(zoneOf(100, 0)).toBe(1);
  expect(zoneOf(350, 50)).toBe(1);
  expect(zoneOf(-55, 65)).toBe(0);
  expect(zoneOf(-35, 65)).toBe(1); // in the hole of the first, nearer to the centre of the second
  expect(zoneOf(5000, 5000)).toBe(1);
  const [west, east] = zones;
  expect(west!.area / 1.00675).toBeCloseTo(400 * 400 - 30 * 30, -1);
  expect(east!.area / 1.00675).toBeCloseTo(200 * 400 + 100 * 100, -1);
});

test("zones without a street are left out and their people counted, rows without a zone too", async () => {
  const table = "code,population,households\nw,1000,400\nn,70,\ne,300,\nelsewhere,5,\n";
  const draft = await build(geojson(WEST, NORTH, EAST), table);
  expect(draft.zones.map(({ code, residents }) => `${code} ${residents}`)).toEqual(["w 1000", "e 300"]);
  expect(draft.zoneOf(100, 0)).toBe(1);
  expect(draft.zones[0]!.households).toBe(400);
  expect(draft.zones[1]).not.toHaveProperty("households");
  expect(draft.leftOut).toEqual([
    "1 row of the population table: of zones that are not drawn in the zones file (5 residents)",
    "1 zone: without a street of the network (70 residents)",
  ]);
});

test("age bands and workers are read; an empty field is unknown and never zero", async () => {
  const table = "\uFEFFcode,population,jobs,age_0_9,age_10_64,age_65_plus\r\nw,10,4,1,7,2\r\ne,5,,1,,1\r\n";
  const draft = await build(geojson(WEST, EAST), table);
  expect(draft.zones[0]).toMatchObject({
    workers: 4,
    ages: [
      { from: 0, to: 9, persons: 1 },
      { from: 10, to: 64, persons: 7 },
      { from: 65, to: 94, persons: 2 },
    ],
  });
  expect(draft.zones[1]).not.toHaveProperty("workers");
  expect(draft.zones[1]).not.toHaveProperty("ages");
  expect(draft.assumptions).toContain("Ages: the open band age_65_plus is 65 to 94 years.");
  expect(draft.assumptions).toContain("Ages: unknown in 1 zone whose row lacks a figure for an age band.");
});

test.each([
  ["code,people\nw,1\n", "zones.csv:1 population: expected this column, found only code, people"],
  ["code,population\nw,-3\ne,1\n", 'zones.csv:2 population: expected a number of at least 0, found "-3"'],
  ["code,population\nw,1\ne,many\n", 'zones.csv:3 population: expected a number of at least 0, found "many"'],
  ["code,population\nw,1\ne,\n", "zones.csv:3 population: expected a number of residents, found nothing"],
  ["code,population\nw,1\n", "zones.csv code: expected a row for each zone, also for e (zone e), found none for it"],
  ["code,population\nw,1\ne,2\nw,3\n", 'zones.csv:4 code: expected each code once, found "w" again, first in line 2'],
  ["code,population\nw,1,2\n", "zones.csv:2: expected comma separated values (CSV), found"],
  ["code,population\n", "zones.csv: expected a header and one row for each zone, found no rows"],
  ["code,population,age_0_9,age_5_14\nw,1,1,1\n", "zones.csv:1 age_5_14: expected age bands apart, found overlap with"],
])("the table %j is refused with its line and column", async (table, words) => {
  expect(await problemOf(geojson(WEST, EAST), table)).toContain(words);
});

test.each([
  [geojson(), "features: expected at least one zone, found a list of 0"],
  ["[1]", 'type: expected a GeoJSON "FeatureCollection" of zones, found a list of 1'],
  [geojson(zone("w", 1, "Point")), 'features[0].geometry.type: expected "Polygon" or "MultiPolygon", found "Point"'],
  [geojson({ ...WEST, properties: { code: "w" } }), "features[0].properties.name: expected the name of the zone"],
  [geojson(WEST, WEST), 'features[1].properties.code: expected a code of its own for each zone, found "w" as in'],
  [
    geojson(zone("w", [[...ring(0, 0, 1, 1), [198_000, 551_000]]])),
    "features[0].geometry.coordinates[0][5]: expected longitude and latitude in degrees (WGS84), found [198000,551000]",
  ],
  [
    geojson(zone("w", [[[1, 2]]])),
    "features[0].geometry.coordinates[0]: expected a ring of at least 4 points, found 1",
  ],
])("zones that are broken are refused with their place %#", async (zones, words) => {
  expect(await problemOf(zones)).toContain(words);
});

test.each([
  ['{"type":\n "a",}', '2:6: expected JSON: a name in "quotes", found "}"'],
  ['{"type" "a"}', '1:9: expected JSON: ":" after a name, found "\\"a\\"}"'],
  ['{"type": [1, [], {} 2]}', '1:21: expected JSON: "," or "]", found "2]}"'],
  ['{"type": [1,\n\n 01', '3:3: expected JSON: "," or "]", found "1"'],
  ['{"type": "a"', '1:13: expected JSON: "," or "}", found the end of the file'],
  ["{} x", '1:4: expected JSON: nothing more, found "x"'],
  ["", "1:1: expected JSON: a value, found the end of the file"],
])("broken JSON %j is refused with line and column", async (text, words) => {
  expect(await problemOf(text)).toBe(`zones.geojson:${words}`);
});

test("zones elsewhere are refused with both boxes", async () => {
  const message = await problemOf(geojson(zone("x", [ring(50_000, 0, 51_000, 1000)])));
  expect(message).toContain("west, south, east, north -0.00271, 0.00000, 0.00271, 0.00000");
  expect(message).toContain("found zones within west, south, east, north 0.45218, 0.00000, 0.46123, 0.00904");
});

test("a table needs zones to be joined to", async () => {
  const population = temporary("zones.csv", "code,population\n1,1\n");
  await expect(draftFromOsm({ osm: OSM, population })).rejects.toThrow(
    "expected a file of zones to join the table to, found no zones file",
  );
});

test("without zones the city is one zone with the residents its streets suggest", async () => {
  const draft = await draftFromOsm({ osm: OSM, name: "Lane" });
  expect(draft.zones).toHaveLength(1);
  expect(draft.zones[0]).toMatchObject({ name: "Lane", code: "1" });
  expect(draft.zones[0]!.residents).toBe(Math.round(604.0 * 0.25));
  expect(draft.assumptions.filter((sentence) => /^(Zones|Residents):/.test(sentence))).toHaveLength(2);
});
