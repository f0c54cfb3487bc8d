/** Stations and lines from tables, and the passengers counted at stations. */
import type { CountDraft, LineDraft, SiteDraft, StationDraft } from "../draft.js";
import type { Projection } from "../osm/projection.js";
import { count, type LeftOut } from "../osm/words.js";
import { type Journey, meanJourney } from "./journey.js";
import { positionIn } from "./places.js";
import { type Row, readRows } from "./rows.js";
import type { Recipe } from "./schema.js";

/** Supply of an interchange no line calls at, persons an hour. */
const LEAST_SUPPLY = 1;

type Files = Recipe["files"];
type TrainRules = NonNullable<Recipe["trains"]>;

/** Stations of the city and the row of each id. */
export interface Stations {
  readonly stations: readonly StationDraft[];
  readonly rowOf: ReadonlyMap<string, number>;
  /** [stations] whether it is in a zone, not only beside one. */
  readonly inside: readonly boolean[];
}

/** Reads the stations that have a position. `isInside`: whether a point is in a zone. */
export async function readStations(
  path: string,
  { columns }: NonNullable<Files["stations"]>,
  projection: Projection,
  isInside: (x: number, y: number) => boolean,
  leftOut: LeftOut,
): Promise<Stations> {
  const stations: StationDraft[] = [];
  const rowOf = new Map<string, number>();
  const inside: boolean[] = [];
  for (const row of await readRows(path)) {
    const at = positionIn(row, columns, projection);
    if (at === undefined) {
      leftOut.add("without a position", 1, "station");
      continue;
    }
    const id = row.text(columns.id);
    if (rowOf.has(id)) row.fail(columns.id, "each station once", `"${id}" again`);
    rowOf.set(id, stations.length);
    stations.push({ name: row.text(columns.name), ...at, interchange: row.text(columns.interchange) });
    inside.push(isInside(at.x, at.y));
  }
  return { stations, rowOf, inside };
}

/** The network within the city: lines, each from its first to its last station in it, and the stations they call at. */
export interface Network {
  readonly stations: StationDraft[];
  readonly lines: LineDraft[];
  readonly assumptions: string[];
}

/** Reads the lines and keeps of them what runs within the city. */
export async function readLines(
  path: string,
  { columns }: NonNullable<Files["lines"]>,
  all: Stations,
  rules: TrainRules,
  leftOut: LeftOut,
): Promise<Network> {
  const segments = new Map<string, Row[]>();
  for (const row of await readRows(path)) {
    const key = `${row.text(columns.line)} ${row.text(columns.segment)}`;
    const rows = segments.get(key);
    if (rows === undefined) segments.set(key, [row]);
    else rows.push(row);
  }
  const stations: StationDraft[] = [];
  const rowOf = new Map<number, number>();
  const lines: LineDraft[] = [];
  for (const rows of segments.values()) {
    const calls = callsOf(rows, columns, all);
    leftOut.add(
      "outside the city, at the ends of their lines",
      rows.length - calls.length,
      "call at a station",
      "calls at stations",
    );
    if (calls.length < 2) continue;
    const own = calls.map((station) => {
      const known = rowOf.get(station);
      if (known !== undefined) return known;
      rowOf.set(station, stations.length);
      return stations.push(all.stations[station]!) - 1;
    });
    lines.push(lineOf(rows[0]!, columns, own, calls.length === rows.length, rules));
  }
  return { stations, lines, assumptions: trainSentences(rules, lines.length) };
}

/** Stations of a segment in order, from the first inside the city to the last. */
function callsOf(rows: readonly Row[], columns: NonNullable<Files["lines"]>["columns"], all: Stations): number[] {
  const order = (row: Row) => row.number(columns.order) ?? row.fail(columns.order, "a number", "nothing");
  const calls = rows
    .toSorted((a, b) => order(a) - order(b))
    .flatMap((row) => {
      const station = all.rowOf.get(row.text(columns.station));
      return station === undefined ? [] : [station];
    });
  const first = calls.findIndex((station) => all.inside[station]);
  const last = calls.findLastIndex((station) => all.inside[station]);
  return first < 0 ? [] : calls.slice(first, last + 1);
}

function lineOf(
  row: Row,
  columns: NonNullable<Files["lines"]>["columns"],
  stations: number[],
  isWhole: boolean,
  rules: TrainRules,
): LineDraft {
  const own = rules.lines[row.text(columns.line)] ?? {};
  const segment = row.text(columns.segment);
  const name =
    segment === "main" || segment === "loop" ? row.text(columns.name) : `${row.text(columns.name)} ${segment}`;
  const closed = isWhole && row.text(columns.closed) === "1";
  return {
    name,
    closed,
    stations,
    headwayPeak: own.headwayPeak ?? rules.headwayPeak,
    headway: own.headway ?? rules.headway,
    speed: own.speed ?? rules.speed,
    dwell: own.dwell ?? rules.dwell,
    capacity: (own.cars ?? rules.cars) * (own.car ?? rules.car),
  };
}

function trainSentences({ lines, ...rules }: TrainRules, n: number): string[] {
  const others = Object.entries(lines).map(([line, own]) => `${line} (${words(own)})`);
  return [
    `Trains: ${count(n, "line and branch", "lines and branches")} within the city, each from its first to its last station there; ${words(rules)} (assumed from public knowledge).`,
    ...(others.length === 0 ? [] : [`Lines that differ: ${others.join("; ")}.`]),
  ];
}

function words({ headwayPeak, headway, speed, dwell, cars, car }: TrainRules["lines"][string]): string {
  const parts = [
    headwayPeak === undefined ? "" : `every ${headwayPeak} s in the peak`,
    headway === undefined ? "" : `every ${headway} s else`,
    speed === undefined ? "" : `${speed.toFixed(1)} m/s between stations`,
    dwell === undefined ? "" : `${dwell} s in stations`,
    cars === undefined ? "" : `${cars} cars`,
    car === undefined ? "" : `${car} persons a car`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** One place to change: its stations together. */
export interface Interchange {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** The interchanges inside the city, at the mean of their stations. */
export function interchangesOf({ stations, inside }: Stations): Interchange[] {
  const found = new Map<string, { x: number; y: number; n: number }>();
  stations.forEach(({ interchange, x, y }, row) => {
    if (!inside[row]) return;
    const sum = found.get(interchange);
    if (sum === undefined) found.set(interchange, { x, y, n: 1 });
    else {
      sum.x += x;
      sum.y += y;
      sum.n++;
    }
  });
  return [...found].map(([name, { x, y, n }]) => ({ name, x: x / n, y: y / n }));
}

/** Every interchange is a station and has a stop. */
export function stationSites(interchanges: readonly Interchange[]): SiteDraft[] {
  return interchanges.flatMap(({ name, x, y }): SiteDraft[] => [
    { use: "station", x, y, name },
    { use: "stop", x, y, name },
  ]);
}

/** Persons an hour that trains of the lines can carry in the peak at an interchange, all lines, both directions. */
function supplyOf({ stations, lines }: Network): Map<string, number> {
  const supply = new Map<string, number>();
  for (const { stations: rows, headwayPeak, capacity } of lines)
    for (const row of new Set(rows)) {
      const { interchange } = stations[row]!;
      supply.set(interchange, (supply.get(interchange) ?? 0) + (2 * 3600 * capacity) / headwayPeak);
    }
  return supply;
}

/**
 * Passengers counted a day at each interchange, by hour (some interchanges have no figures), and the mean journey on
 * the whole network, stations outside the city included.
 */
export async function readCounts(
  path: string,
  { columns }: NonNullable<Files["ridership"]>,
  { stations, rowOf }: Stations,
  interchanges: readonly Interchange[],
  network: Network | undefined,
  leftOut: LeftOut,
): Promise<{ readonly counts: CountDraft[]; readonly journey: Journey | undefined }> {
  const supply = network === undefined ? undefined : supplyOf(network);
  const counts = new Map(
    interchanges.map((interchange) => [
      interchange.name,
      { ...interchange, boardings: new Float64Array(24), alightings: new Float64Array(24), rows: 0 },
    ]),
  );
  const entered = new Float64Array(24);
  const left = new Float64Array(24);
  for (const row of await readRows(path)) {
    const hour = row.number(columns.hour, 0) ?? -1;
    if (!Number.isInteger(hour) || hour < 0 || hour > 23)
      row.fail(columns.hour, "an hour from 0 to 23", `"${row.text(columns.hour)}"`);
    const boardings = row.number(columns.boardings, 0) ?? 0;
    const alightings = row.number(columns.alightings, 0) ?? 0;
    entered[hour]! += boardings;
    left[hour]! += alightings;
    const station = rowOf.get(row.text(columns.station));
    const sum = station === undefined ? undefined : counts.get(stations[station]!.interchange);
    if (sum === undefined) continue;
    sum.boardings[hour]! += boardings;
    sum.alightings[hour]! += alightings;
    sum.rows++;
  }
  const known = [...counts.values()].filter(({ rows }) => rows > 0).length;
  leftOut.add("without passenger figures", counts.size - known, "interchange");
  const list = [...counts.values()].map(({ name, x, y, rows, boardings, alightings }) => ({
    ...{ name, x, y, supply: supply?.get(name) ?? (supply === undefined ? 1 : LEAST_SUPPLY) },
    ...(rows > 0 ? { boardings, alightings } : {}),
  }));
  return { counts: list, journey: meanJourney(entered, left) };
}
