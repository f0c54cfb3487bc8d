/** A town with two lines that cross and a ring, on a grid of streets in square zones. */
import type { Draft, LineDraft, StationDraft } from "../../src/builder/draft.js";
import { settle } from "../../src/builder/settle.js";
import type { City } from "../../src/city/city.js";
import { gridTown } from "../builder/drafts.js";

/** m */
const SIDE = 4_200;

/** Stations of one line at points given as x, y; those of the same name are one interchange. */
function stationsAt(points: readonly (readonly [name: string, x: number, y: number])[]): StationDraft[] {
  return points.map(([name, x, y]) => ({ name, x, y, interchange: name }));
}

const RED = stationsAt([
  ["West", 210, 2100],
  ["Mill", 840, 2100],
  ["Cross", 2072, 2100],
  ["Elm", 2800, 2100],
  ["Dock", 3360, 2100],
  ["East", 3990, 2100],
]);
const BLUE = stationsAt([
  ["South", 2100, 210],
  ["Pond", 2100, 840],
  ["Cross", 2128, 2156],
  ["Hill", 2100, 3360],
  ["North", 2100, 3990],
]);
const RING = stationsAt([
  ["Mill", 840, 2142],
  ["Gate", 980, 3220],
  ["Hill", 2142, 3360],
  ["Rock", 3220, 3220],
  ["Dock", 3360, 2142],
  ["Lake", 3220, 980],
  ["Pond", 2142, 840],
  ["Fort", 980, 980],
]);

const STATIONS = [...RED, ...BLUE, ...RING];

function rows(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

const LINES: LineDraft[] = [
  {
    name: "Red",
    closed: false,
    stations: rows(0, RED.length),
    headwayPeak: 120,
    headway: 240,
    speed: 20,
    dwell: 20,
    capacity: 300,
  },
  {
    name: "Blue",
    closed: false,
    stations: rows(RED.length, BLUE.length),
    headwayPeak: 150,
    headway: 450,
    speed: 22,
    dwell: 25,
    capacity: 200,
  },
  {
    name: "Ring",
    closed: true,
    stations: rows(RED.length + BLUE.length, RING.length),
    headwayPeak: 170,
    headway: 340,
    speed: 16,
    dwell: 20,
    capacity: 400,
  },
];

/** The draft of the town with about `residents`, in square zones of `side` m. */
export function lineDraft(residents: number, side: number): Draft {
  const across = SIDE / side;
  const zones = rows(0, across * across).map((zone) => ({
    name: `Zone ${zone}`,
    code: String(zone),
    x: ((zone % across) + 0.5) * side,
    y: (Math.floor(zone / across) + 0.5) * side,
    area: side * side,
    residents: Math.round(residents / across ** 2),
  }));
  const cell = (metres: number) => Math.max(0, Math.min(across - 1, Math.floor(metres / side)));
  return gridTown(SIDE / 100, [{}], {
    name: "Linetown",
    zones,
    zoneOf: (x, y) => cell(y) * across + cell(x),
    lines: LINES,
    stations: STATIONS,
  });
}

const towns = new Map<string, City>();

/** The town, made once. */
export function lineTown(residents: number, side = 700): City {
  const key = `${residents} ${side}`;
  const town = towns.get(key) ?? settle(lineDraft(residents, side), 1);
  towns.set(key, town);
  return town;
}
