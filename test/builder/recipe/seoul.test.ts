/** Laws of a city built from the recipe of Seoul, cut to four zones. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { type Drafted, draftFromRecipe, loadRecipe } from "../../../src/builder/recipe/index.js";
import { settle, settleRecorded } from "../../../src/builder/settle.js";
import type { BuildRecord } from "../../../src/builder/settlement.js";
import { type City, PlaceKindCode } from "../../../src/city/city.js";
import { landZones } from "../../../src/city/city.js";
import { cityHash } from "../../../src/city/format.js";
import { brokenLaws } from "../../../src/city/laws.js";
import { city as shared, hasCities } from "../osm/shared-cities.js";

/** Zones with complexes, schools and stations, side by side: Jamsil 2, 3, 4, 6-dong. */
const NAMES = ["잠실2동", "잠실3동", "잠실4동", "잠실6동"];
const has = hasCities && existsSync(shared("seoul"));
const folder = mkdtempSync(join(tmpdir(), "hyosan-seoul-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let drafted: Drafted;
let city: City;
let record: BuildRecord;

/** Copies the files, the outlines and the table of people cut to the zones. */
beforeAll(async () => {
  if (!has) return;
  for (const file of [
    "seoul.osm.pbf",
    "apartments.csv",
    "schools.csv",
    "hospitals.csv",
    "stations.csv",
    "lines.csv",
    "ridership_hourly.csv",
  ])
    copyFileSync(shared(`seoul/${file}`), join(folder, file));
  const outlines = JSON.parse(readFileSync(shared("seoul/zones.geojson"), "utf8")) as {
    features: { properties: { name: string; code: string } }[];
  };
  outlines.features = outlines.features.filter(({ properties }) => NAMES.includes(properties.name));
  writeFileSync(join(folder, "zones.geojson"), JSON.stringify(outlines));
  const codes = outlines.features.map(({ properties }) => properties.code);
  const [header, ...rows] = readFileSync(shared("seoul/zones.csv"), "utf8").split("\n");
  const kept = rows.filter((row) => codes.includes(row.slice(0, row.indexOf(","))));
  writeFileSync(join(folder, "zones.csv"), [header, ...kept, ""].join("\n"));
  const text = readFileSync("recipes/seoul.yaml", "utf8").replace(/^ *sha256: .*\n/gm, "");
  drafted = await draftFromRecipe(loadRecipe(text, "seoul.yaml"), { folder });
  ({ city, record } = settleRecorded(drafted.draft, 1));
}, 60_000);

test.skipIf(!has)("the laws of cities hold", () => {
  expect(brokenLaws(city)).toEqual([]);
});

test.skipIf(!has)("every zone has exactly its residents and households", () => {
  const { zones } = drafted.draft;
  expect(zones).toHaveLength(NAMES.length);
  const land = landZones(city);
  expect([...city.zones.residents.subarray(0, land)]).toEqual(zones.map(({ residents }) => residents));
  const ends = [...city.zones.firstHousehold.subarray(1, land), city.households.home.length];
  expect(ends.map((end, z) => end - city.zones.firstHousehold[z]!)).toEqual(zones.map(({ households }) => households));
});

test.skipIf(!has)("every zone has exactly its residents of each age band", () => {
  drafted.draft.zones.forEach(({ ages }, zone) => {
    const first = city.zones.firstPerson[zone]!;
    const here = city.people.age.subarray(first, first + city.zones.residents[zone]!);
    for (const { from, to, persons } of ages!)
      expect(here.reduce((n, age) => n + (age >= from && age <= to ? 1 : 0), 0)).toBe(persons);
  });
});

test.skipIf(!has)("the same recipe and seed give the same city to the bit, another seed another", () => {
  expect(cityHash(settle(drafted.draft, 1))).toBe(cityHash(city));
  expect(cityHash(settle(drafted.draft, 2))).not.toBe(cityHash(city));
});

test.skipIf(!has)(
  "homes are in complexes first, as many as the table has, and in outlines and on plots for the rest",
  () => {
    const { sites, footprints, generated } = record.homes;
    const households = drafted.draft.zones.reduce((sum, zone) => sum + zone.households!, 0);
    expect(sites + footprints + generated).toBe(households);
    const blocks = drafted.draft.sites.filter(({ use }) => use === "apartments");
    const inComplexes = blocks.reduce((sum, { capacity }) => sum + (capacity ?? 0), 0);
    expect(sites).toBe(inComplexes);
    // The table of Seoul has most households of these zones in complexes.
    expect(sites / households).toBeGreaterThan(0.6);
    expect(blocks.length).toBeGreaterThan(150);
  },
);

test.skipIf(!has)("schools, stations and lines are those of the tables", () => {
  const { draft, interchanges } = drafted;
  const names = interchanges.map(({ name }) => name);
  for (const name of ["잠실", "잠실나루", "종합운동장"]) expect(names).toContain(name);
  expect(draft.lines!.map(({ name }) => name)).toContain("Line 2");
  for (const { stations, closed } of draft.lines!) {
    expect(stations.length).toBeGreaterThan(1);
    expect(closed).toBe(false); // cut at the edge of the four zones
    for (const row of stations) expect(draft.stations![row]).toBeDefined();
  }
  const schools = draft.sites.filter(({ use }) => use === "elementary" || use === "middle" || use === "high");
  expect(schools.length).toBeGreaterThan(5);
  expect(schools.length).toBeLessThan(40);
  const platforms = Object.entries(city.manifest.placeNames).filter(
    ([place, name]) => city.places.kind[Number(place)] === PlaceKindCode.platform && names.includes(name),
  );
  expect(platforms.length).toBeGreaterThanOrEqual(names.length);
});

test.skipIf(!has)("sources have the recipe's licences and the checksums of the files", () => {
  const { sources } = city.manifest;
  expect(sources).toHaveLength(9);
  expect(sources[0]).toMatchObject({ name: "seoul.osm.pbf", licence: expect.stringContaining("ODbL") as string });
});
