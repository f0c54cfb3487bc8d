/** The lines of Seoul, from its open tables, over a coarse grid of streets: an experiment in size and speed. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import type { LineDraft, StationDraft } from "../../src/builder/draft.js";
import { settle } from "../../src/builder/settle.js";
import { type City, NO_STATION } from "../../src/city/city.js";
import { brokenLaws } from "../../src/city/laws.js";
import { Lines } from "../../src/city/lines.js";
import { Timetable } from "../../src/city/timetable.js";
import { gridTown } from "./drafts.js";
import { city as file, hasCities } from "./osm/shared-cities.js";

const ORIGIN = { lon: 126.76, lat: 37.42 };
const METRES = { east: 111_320 * Math.cos((37.55 * Math.PI) / 180), north: 111_320 };
/** The grid of test streets is made larger by this, to cover 40 km in blocks of 1 km. */
const SCALE = 10;
const BLOCKS = 40;

type Row = Record<string, string>;

function rowsOf(name: string): Row[] {
  return parse(readFileSync(file(`seoul/${name}`)), { columns: true }) as Row[];
}

/** Lines and stations inside Seoul. Headways and capacity as usual there: 3 and 6 min, ten cars of 160 persons. */
function linesOfSeoul(): { lines: LineDraft[]; stations: StationDraft[] } {
  const inside = rowsOf("stations.csv").filter((row) => row.in_seoul === "1" && row.lon !== "");
  const byId = new Map<string, number>();
  const stations: StationDraft[] = [];
  for (const { station_id, name, interchange, lon, lat } of inside) {
    if (byId.has(station_id!)) continue;
    byId.set(station_id!, stations.length);
    const x = (Number(lon) - ORIGIN.lon) * METRES.east;
    const y = (Number(lat) - ORIGIN.lat) * METRES.north;
    stations.push({ name: name!, x, y, interchange: interchange! });
  }
  const segments = new Map<string, Row[]>();
  for (const row of rowsOf("lines.csv")) {
    const key = `${row.line_name_en} ${row.segment}`;
    segments.set(key, [...(segments.get(key) ?? []), row]);
  }
  const lines = [...segments].map(([name, rows]) => ({
    name,
    closed: rows[0]!.closed_loop === "1" && rows.every(({ station_id }) => byId.has(station_id!)),
    stations: rows.flatMap(({ station_id }) => byId.get(station_id!) ?? []),
    headwayPeak: 180,
    headway: 360,
    speed: 13,
    dwell: 30,
    capacity: 1600,
  }));
  return { lines, stations };
}

describe.skipIf(!hasCities)("the lines of Seoul", () => {
  let seoul: City;
  let lines: Lines;

  beforeAll(() => {
    const grid = gridTown(BLOCKS, [{ residents: 4_000 }]);
    const stretched = (values: ArrayLike<number>) => Array.from(values, (value) => value * SCALE);
    const draft = {
      ...grid,
      ...linesOfSeoul(),
      zoneOf: () => 0,
      junctions: { x: stretched(grid.junctions.x), y: stretched(grid.junctions.y) },
      streets: grid.streets.map((street) => ({ ...street, line: stretched(street.line) })),
    };
    seoul = settle(draft, 1);
    lines = new Lines(seoul);
  }, 120_000);

  test("obey the laws, and are as many as in the tables", () => {
    expect(brokenLaws(seoul)).toEqual([]);
    expect(seoul.interchanges.stop.length).toBe(307);
    expect(seoul.platforms.place.length).toBe(404);
    const bytes = seoul.routeNext.byteLength + seoul.routeSeconds.byteLength;
    expect(bytes).toBeLessThan(1e6);
    console.info(
      `${lines.count} lines, ${lines.trains} trains, ${seoul.doors.to.length} doors, routes of ${bytes} bytes`,
    );
  });

  test("lead from every station to every other", () => {
    expect(seoul.routeSeconds.every((seconds) => seconds < Infinity)).toBe(true);
  });

  test("take people there in a day's hours at 25 to 40 km/h from platform to platform, changes included", () => {
    const timetable = new Timetable(seoul, lines, 0);
    const { routeNext, platforms, stations, places, interchanges, doors, doorStart } = seoul;
    const count = interchanges.stop.length;
    const inTrain: number[] = [];
    const overall: number[] = [];
    let mostChanges = 0;
    for (let from = 0; from < platforms.place.length; from += 7)
      for (let to = 0; to < count; to += 5) {
        let now = 8 * 3600 + from;
        let platform = from;
        let metres = 0;
        let riding = 0;
        let rides = 0;
        for (let next = routeNext[platform * count + to]!; next !== NO_STATION; ) {
          const other = stations.platform[next]!;
          const place = platforms.place[platform]!;
          if (lines.interchangeOf[other] === lines.interchangeOf[platform]) {
            let door = doorStart[place]!;
            while (doors.to[door] !== platforms.place[other]) door++;
            now += doors.distance[door]! / 1.34;
          } else {
            timetable.board(lines.boarding(platform, next), next, now);
            const { departs, arrives } = timetable;
            riding += arrives - departs;
            now = arrives;
            rides++;
            const there = platforms.place[other]!;
            metres += Math.hypot(places.x[place]! - places.x[there]!, places.y[place]! - places.y[there]!);
          }
          platform = other;
          next = routeNext[platform * count + to]!;
        }
        if (rides === 0) continue;
        mostChanges = Math.max(mostChanges, rides - 1);
        inTrain.push((3.6 * metres) / riding);
        overall.push((3.6 * metres) / (now - 8 * 3600 - from));
      }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
    console.info(
      `${inTrain.length} trips, in trains ${median(inTrain).toFixed(1)} km/h, waiting and changing included ` +
        `${median(overall).toFixed(1)} km/h, at most ${mostChanges} changes`,
    );
    expect(median(inTrain)).toBeGreaterThan(25);
    expect(median(inTrain)).toBeLessThan(40);
    expect(median(overall)).toBeGreaterThan(18);
    expect(mostChanges).toBeLessThan(8);
  });
});
