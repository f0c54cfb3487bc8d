import { describe, expect, test } from "vitest";
import type { Draft } from "../../../src/builder/draft.js";
import { draftFromOsm } from "../../../src/builder/osm/index.js";
import { lineLength } from "../../../src/builder/geometry.js";
import { city, hasCities } from "./shared-cities.js";

const residents = ({ zones }: Draft) => zones.reduce((sum, zone) => sum + zone.residents, 0);
const sitesOf = ({ sites }: Draft, use: string) => sites.filter((site) => site.use === use).length;

/** Length of all streets, km. */
const length = ({ streets }: Draft) => streets.reduce((sum, { line }) => sum + lineLength(line), 0) / 1000;

/** Number of junctions that can be walked to from the first. */
function reachable({ junctions, streets }: Draft): number {
  const links: number[][] = Array.from(junctions.x, () => []);
  for (const { from, to } of streets) {
    links[from]!.push(to);
    links[to]!.push(from);
  }
  const seen = new Set([0]);
  for (const junction of seen) for (const next of links[junction]!) seen.add(next);
  return seen.size;
}

/** The laws every draft keeps. */
function check(draft: Draft): void {
  const { junctions, streets, zones, zoneOf, footprints, sites } = draft;
  const { x, y } = junctions;
  expect(reachable(draft)).toBe(x.length);
  const zonesWithStreets = new Set<number>();
  for (const { from, to, line, width } of streets) {
    const end = line.length - 2;
    const metres = lineLength(line);
    const isWhole =
      from !== to &&
      metres >= 0.01 &&
      metres <= 200.000001 &&
      width > 0 &&
      [line[0] === x[from], line[1] === y[from], line[end] === x[to], line[end + 1] === y[to]].every(Boolean);
    expect(isWhole, `street ${from} ${to}`).toBe(true);
    zonesWithStreets.add(zoneOf(line[0]!, line[1]!));
  }
  expect(zonesWithStreets.size).toBeGreaterThan(zones.length * 0.9);
  for (const zone of zones) expect(zone.area > 0 && Number.isInteger(zone.residents)).toBe(true);
  for (const point of [...footprints, ...sites]) expect(Number.isFinite(point.x + point.y)).toBe(true);
}

describe.skipIf(!hasCities)("real cities", () => {
  test.each([
    // Real numbers of residents: Monaco 38,000, Krems 25,000, Andorra 77,000, Andong 157,000 with its surroundings.
    ["extracts/monaco", 81, [20_000, 60_000]],
    ["extracts/krems", 224, [15_000, 50_000]],
    ["extracts/north-bayreuth", 549, [10_000, 60_000]],
    ["extracts/andorra", 656, [50_000, 110_000]],
    ["andong/andong", 658, [80_000, 200_000]],
    ["extracts/synthetic-grid", 6.7, [500, 5_000]],
  ])("%s gives a connected city with plausible numbers of residents", async (file, km, [least, most]) => {
    const draft = await draftFromOsm({ osm: city(`${file}.osm.pbf`) });
    check(draft);
    expect(Math.abs(length(draft) / km - 1)).toBeLessThan(0.02);
    expect(residents(draft)).toBeGreaterThan(least!);
    expect(residents(draft)).toBeLessThan(most!);
  });

  test("the network of Andong is as long as an independent count says: 662 km, 99.4 % of it connected", async () => {
    const draft = await draftFromOsm({ osm: city("andong/andong.osm.pbf") });
    expect(Math.abs(length(draft) - 662 * 0.9937)).toBeLessThan(1);
  });

  test("Andong with its zones and table has the 111,430 residents of the ten dong, by age", async () => {
    const draft = await draftFromOsm({
      osm: city("andong/andong.osm.pbf"),
      zones: city("andong/zones_approx.geojson"),
      population: city("andong/zones.csv"),
      name: "Andong",
    });
    check(draft);
    expect(draft.zones).toHaveLength(10);
    expect(residents(draft)).toBe(111_430);
    for (const { ages, residents: all } of draft.zones) expect(ages!.reduce((sum, a) => sum + a.persons, 0)).toBe(all);
    expect(draft.leftOut).toContain(
      "14 rows of the population table: of zones that are not drawn in the zones file (45,887 residents)",
    );
    expect([sitesOf(draft, "high"), sitesOf(draft, "middle"), sitesOf(draft, "elementary")]).toEqual([10, 6, 14]);
    expect(draft.sources.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([
      "andong.osm.pbf: ODbL 1.0, © OpenStreetMap contributors",
      "zones_approx.geojson: as stated by its provider",
      "zones.csv: as stated by its provider",
    ]);
    expect(draft.sources[0]!.sha256).toBe("b6fec5c546762cd5e63edcd232b18dbc27a8c711abbc66601b6968ce3efbf0b4");
  });

  test("central São Paulo has the residents and jobs of its cells", async () => {
    const draft = await draftFromOsm({
      osm: city("extracts/sao-paulo-centre.osm.pbf"),
      zones: city("extracts/sao-paulo-centre.zones.geojson"),
      population: city("extracts/sao-paulo-centre.zones.csv"),
    });
    check(draft);
    expect(draft.zones).toHaveLength(323);
    expect(residents(draft)).toBe(517_570);
    expect(draft.zones[0]).toMatchObject({ residents: 1146, workers: 1155 });
    expect(draft.zones[0]!.area / 1e6).toBeCloseTo(0.1064, 3);
  });

  test("of a town with missing nodes what can be built is built, and what is missing is counted", async () => {
    const draft = await draftFromOsm({ osm: city("extracts/broken/dangling-refs.osm.pbf") });
    check(draft);
    expect(draft.leftOut).toEqual([
      "8 references: nodes of streets that the file does not hold; the street ends before them",
      "1 area: outlines with nodes that the file does not hold",
    ]);
  });

  test("zones of another city are refused with both boxes", async () => {
    const source = { osm: city("extracts/krems.osm.pbf"), zones: city("andong/zones_approx.geojson") };
    await expect(draftFromOsm(source)).rejects.toThrow(/expected zones that overlap .* 15\.57.*found .*128\.66/);
  });

  test("Seoul with its 425 dong is read in seconds", { timeout: 60_000 }, async () => {
    const draft = await draftFromOsm({
      osm: city("seoul/seoul.osm.pbf"),
      zones: city("seoul/zones.geojson"),
      population: city("seoul/zones.csv"),
    });
    expect(reachable(draft)).toBe(draft.junctions.x.length);
    expect(draft.zones).toHaveLength(425);
    expect(residents(draft)).toBe(9_795_426);
    // The independent count, 14,398 km, has 98.94 % connected; motorways are left out here.
    expect(length(draft)).toBeGreaterThan(13_900);
    expect(length(draft)).toBeLessThan(14_398 * 0.9894);
    expect(draft.zones.filter(({ workers }) => workers === undefined)).toHaveLength(11);
  });
});
