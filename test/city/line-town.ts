/** A town with two lines that cross and a ring, on a grid of streets in square zones. */
import type { Draft, LineDraft, StationDraft } from "../../src/builder/draft.js";
import { settle } from "../../src/builder/settle.js";
import type { City } from "../../src/city/city.js";
import { gridTown } from "../builder/drafts.js";

/** m */
const SIDE = 3_000;

/** Stations of one line at points given as x, y; those of the same name are one interchange. */
function stationsAt(points: readonly (readonly [name: string, x: number, y: number])[]): StationDraft[] {
  return points.map(([name, x, y]) => ({ name, x, y, interchange: name }));
}

const RED = stationsAt([
  ["West", 150, 1500],
  ["Mill", 600, 1500],
  ["Cross", 1480, 1500],
  ["Elm", 2000, 1500],
  ["Dock", 2400, 1500],
  ["East", 2850, 1500],
]);
const BLUE = stationsAt([
  ["South", 1500, 150],
  ["Pond", 1500, 600],
  ["Cross", 1520, 1540],
  ["Hill", 1500, 2400],
  ["North", 1500, 2850],
]);
const RING = stationsAt([
  ["Mill", 600, 1530],
  ["Gate", 700, 2300],
  ["Hill", 1530, 2400],
  ["Rock", 2300, 2300],
  ["Dock", 2400, 1530],
  ["Lake", 2300, 700],
  ["Pond", 1530, 600],
  ["Fort", 700, 700],
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
    speed: 12,
    dwell: 20,
    capacity: 300,
  },
  {
    name: "Blue",
    closed: false,
    stations: rows(RED.length, BLUE.length),
    headwayPeak: 150,
    headway: 450,
    speed: 14,
    dwell: 25,
    capacity: 200,
  },
  {
    name: "Ring",
    closed: true,
    stations: rows(RED.length + BLUE.length, RING.length),
    headwayPeak: 170,
    headway: 340,
    speed: 12,
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
export function lineTown(residents: number, side = 500): City {
  const key = `${residents} ${side}`;
  const town = towns.get(key) ?? settle(lineDraft(residents, side), 1);
  towns.set(key, town);
  return town;
}
