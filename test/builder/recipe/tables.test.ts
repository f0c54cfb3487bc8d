/** Complexes, schools, stations and lines from small tables. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FootprintDraft } from "../../../src/builder/draft.js";
import { blocksOf } from "../../../src/builder/recipe/complexes.js";
import { type Ground, schoolSites, withoutStrangers } from "../../../src/builder/recipe/places.js";
import { interchangesOf, readCounts, readLines, readStations } from "../../../src/builder/recipe/transit.js";
import { projectionAround } from "../../../src/builder/osm/projection.js";
import { LeftOut } from "../../../src/builder/osm/words.js";
import { gridTown } from "../drafts.js";
import { folderWith } from "./folder.js";

const FILE = { url: "https://example.org", licence: "CC0" };
const POSITION = { lon: "lon", lat: "lat" };
const projection = projectionAround(127, 37.5);
/** The city: within 2 km of the origin. */
const isInside = (x: number, y: number) => Math.abs(x) < 2000 && Math.abs(y) < 2000;

function ground(): Ground {
  return { projection, isInside, leftOut: new LeftOut() };
}
function table(text: string): string {
  return join(folderWith({ "table.csv": text }), "table.csv");
}

const COMPLEXES = {
  ...{ ...FILE, file: "table.csv" },
  columns: {
    ...POSITION,
    name: "name",
    households: "households",
    blocks: "blocks",
    floorArea: "floor",
    positionOk: "ok",
  },
};

function blocks(text: string, households: number, footprints: FootprintDraft[] = [], where = ground()) {
  const draft = { ...gridTown(4, [{ residents: 5000, households }]), footprints };
  return blocksOf(table(`name,lon,lat,households,blocks,floor,ok\n${text}`), COMPLEXES, draft, where);
}

test("a complex becomes its blocks, with all its households and flats of half the floor", async () => {
  const { sites } = await blocks("A,127,37.5,101,4,10100,1\n", 1000);
  expect(sites.map(({ name }) => name)).toEqual(["A 1", "A 2", "A 3", "A 4"]);
  expect(sites.reduce((sum, { capacity }) => sum + capacity!, 0)).toBe(101);
  for (const { homeArea, x, y } of sites) {
    expect(homeArea).toBe(50);
    for (const other of sites)
      if (other.x !== x || other.y !== y) expect(Math.hypot(other.x - x, other.y - y)).toBeGreaterThan(55);
  }
});

test("blocks stand on the outlines near the centre, which are then taken", async () => {
  const outlines: FootprintDraft[] = [
    { x: 30, y: 0, area: 600, levels: 15 },
    { x: 0, y: 40, area: 60 },
    { x: 900, y: 0, area: 600 },
    { x: 10, y: 0, area: 600, use: "shop" },
  ];
  const { sites, footprints } = await blocks("A,127,37.5,100,2,,1\n", 1000, outlines);
  expect(sites[0]).toMatchObject({ x: 30, y: 0, levels: 15 });
  expect(footprints).toEqual(outlines.slice(1));
  expect(sites[1]!.homeArea).toBeUndefined();
});

test("complexes beyond the households of their zone are scaled down together, and what is left out is told", async () => {
  const where = ground();
  const rows = "A,127,37.5,300,3,,1\nB,127,37.5,100,1,,1\nC,127,37.5,50,1,,0\nD,128,37.5,50,1,,1\nE,127,37.5,,1,,1\n";
  const { sites } = await blocks(rows, 200, [], where);
  const of = (name: string) => sites.reduce((sum, s) => sum + (s.name!.startsWith(name) ? s.capacity! : 0), 0);
  expect([of("A"), of("B"), of("C"), of("D")]).toEqual([150, 50, 0, 0]);
  expect(where.leftOut.sentences()).toEqual([
    "1 apartment complex: without a position, or with one known to be wrong",
    "1 apartment complex: of the table, outside the zones",
    "1 apartment complex: without households",
    "200 households of the table: in complexes beyond the households of their zone (built later)",
  ]);
});

test("schools of the table replace those drawn; drawn ones the table does not know are workplaces", async () => {
  const entry = { ...FILE, file: "table.csv", columns: { ...POSITION, name: "name", level: "level" } };
  const schools = await schoolSites(table("name,lon,lat,level\nHigh,127,37.5,high\n"), entry, ground());
  expect(schools.sites).toEqual([{ use: "high", name: "High", x: 0, y: 0 }]);
  const near: FootprintDraft = { x: 100, y: 100, area: 900, use: "high" };
  const far: FootprintDraft = { x: 800, y: 0, area: 900, use: "middle" };
  const { footprints, strangers } = withoutStrangers([near, far], [schools]);
  expect(footprints).toEqual([near, { ...far, use: "office" }]);
  expect(strangers).toBe(1);
  const wrong = schoolSites(table("name,lon,lat,level\nX,127,37.5,primary\n"), entry, ground());
  await expect(wrong).rejects.toThrow(/table\.csv:2 level: expected elementary, middle or high, found "primary"/);
});

const STATIONS = { ...FILE, file: "t", columns: { ...POSITION, id: "id", name: "name", interchange: "at" } };
const LINES = {
  ...FILE,
  ...{
    file: "t",
    columns: { line: "line", name: "line", segment: "part", closed: "closed", order: "n", station: "id" },
  },
};
const TRAINS = {
  headwayPeak: 180,
  headway: 360,
  speed: 12,
  dwell: 30,
  cars: 8,
  car: 160,
  lines: { B: { headwayPeak: 120, cars: 10 } },
};

/** Two lines, from outside (o) over a, b, c; and b, d that change at b. */
async function network() {
  const where = ground();
  const rows =
    "id,name,at,lon,lat\no,Out,Out,128,37.5\na,A,A,126.99,37.5\nb,B,B,127,37.5\nc,C,C,127.01,37.5\nb2,B,B,127,37.5\nd,D,D,127,37.51\nx,X,X,,\n";
  const all = await readStations(table(rows), STATIONS, projection, isInside, where.leftOut);
  const lines = table(
    "line,part,closed,n,id\nA,main,0,1,o\nA,main,0,2,a\nA,main,0,4,c\nA,main,0,3,b\nB,loop,1,1,b2\nB,loop,1,2,d\nC,main,0,1,o\n",
  );
  return { all, where, lines: await readLines(lines, LINES, all, TRAINS, where.leftOut) };
}

test("lines run in order from their first to their last station in the city", async () => {
  const { lines, where } = await network();
  const [a, b] = lines.lines;
  expect(lines.lines).toHaveLength(2);
  expect(a!.stations.map((row) => lines.stations[row]!.name)).toEqual(["A", "B", "C"]);
  expect(a).toMatchObject({ closed: false, headwayPeak: 180, headway: 360, speed: 12, dwell: 30, capacity: 1280 });
  expect(b).toMatchObject({ name: "B", closed: true, headwayPeak: 120, capacity: 1600 });
  expect(where.leftOut.sentences()).toEqual([
    "1 station: without a position",
    "2 calls at stations: outside the city, at the ends of their lines",
  ]);
});

test("interchanges are counted once, with what all their trains can carry; hours without a station count for the network", async () => {
  const { all, lines, where } = await network();
  const interchanges = interchangesOf(all);
  expect(interchanges.map(({ name }) => name)).toEqual(["A", "B", "C", "D"]);
  const entry = { ...FILE, file: "t", columns: { station: "id", hour: "hour", boardings: "in", alightings: "out" } };
  const rows = table("id,hour,in,out\na,7,10,1\nb,7,20,2\nb2,8,5,3\no,7,1000,1000\n");
  const { counts } = await readCounts(rows, entry, all, interchanges, lines, where.leftOut);
  expect(counts.map(({ supply }) => supply)).toEqual([51_200, 51_200 + 96_000, 51_200, 96_000]);
  expect(counts[1]!.boardings![7]).toBe(20);
  expect(counts[1]!.alightings![8]).toBe(3);
  expect(counts[2]!.boardings).toBeUndefined();
});
