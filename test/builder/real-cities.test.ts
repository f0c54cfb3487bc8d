import { expect, test } from "vitest";
import { draftFromOsm } from "../../src/builder/osm/index.js";
import { settle } from "../../src/builder/settle.js";
import { brokenLaws } from "../../src/city/laws.js";
import { city as file, hasCities } from "./osm/shared-cities.js";

const SOURCES = {
  Monaco: { osm: file("extracts/monaco.osm.pbf") },
  "a synthetic grid": { osm: file("extracts/synthetic-grid.osm.pbf") },
  Andong: {
    osm: file("andong/andong.osm.pbf"),
    zones: file("andong/zones_approx.geojson"),
    population: file("andong/zones.csv"),
  },
};

for (const [name, source] of Object.entries(SOURCES))
  test.skipIf(!hasCities)(`the laws hold in ${name}, built from OpenStreetMap`, { timeout: 30_000 }, async () => {
    const draft = await draftFromOsm(source);
    const city = settle(draft, 1);
    expect(brokenLaws(city)).toEqual([]);
    expect([...city.zones.residents]).toEqual(draft.zones.map(({ residents }) => Math.round(residents)));
  });
