/** Stage: the lines of a city: an entrance at each interchange, platforms below it, trains, and what the timetable needs. */
import { allocate } from "../base/columns.js";
import { startsFromCounts } from "../base/csr.js";
import { InputError } from "../base/problems.js";
import { INTERCHANGES, LINES, NO_STATION, PLATFORMS, STATIONS, type Subway } from "../city/city.js";
import { LONGEST_ROUND } from "../city/timetable.js";
import type { LineDraft } from "./draft.js";
import { stop } from "./interiors.js";
import type { routesBetween } from "./routes.js";
import { count, type Settlement } from "./settlement.js";

/** m² of a train for each person of its capacity: 160 persons in a car of 20 m × 3.12 m (the standard of Seoul). */
const AREA_A_PERSON = 0.39;
/** Width of a car, m, and clear width of the doors on one side for each m of train: 4 doors of 1.3 m in 20 m. */
const CAR_WIDTH = 3.12;
const DOORS_A_METRE = 0.26;
/** m from the middle of a platform to that of the train at it. */
const STEP_IN = 3;
/** Width of the platforms of a line, both directions together, m; they are as long as its trains. Assumed. */
const PLATFORM_WIDTH = 8;
/** Stairs and passages from a stop to a platform, and from one platform to another of an interchange, m; assumed. */
const ENTRANCE = 100;
const CHANGE = 140;
const PASSAGE_WIDTH = 4;

/** The lines of a city while it is being built; rows of places are provisional. */
export interface PlacedLines {
  readonly drafts: readonly LineDraft[];
  /** By line: place of its first train, trains of a loop, floor area of a train (m²), where its zone is put (m). */
  readonly lines: readonly {
    firstTrain: number;
    trains: number;
    every: number;
    area: number;
    x: number;
    y: number;
    runs: number[];
    platforms: number[];
  }[];
  readonly platforms: readonly { place: number; interchange: number }[];
  readonly interchanges: readonly { stop: number; name: string }[];
}

/** Places the lines of the draft; undefined if it has none. */
export function placeLines(s: Settlement): PlacedLines | undefined {
  const { draft, leftOut } = s;
  const drafts = (draft.lines ?? []).filter(({ stations }) => stations.length > 1);
  const short = (draft.lines ?? []).length - drafts.length;
  if (short > 0) leftOut.push(`${count(short)} ${short === 1 ? "line" : "lines"} with fewer than two stations`);
  if (drafts.length === 0) return undefined;
  for (const line of drafts) requireLine(line, draft.stations?.length ?? 0);
  const { platforms, interchanges, platformOf } = placeStations(s, drafts);
  const lines = drafts.map((line, row) => placeTrains(s, line, row, platforms, platformOf));
  const trains = lines.reduce((sum, line, row) => sum + line.trains * loopsOf(drafts[row]!), 0);
  s.assumptions.push(
    `Trains run every day from 05:30 to the last departures at 24:00, ${count(trains)} of them; where a round does not ` +
      `take a whole number of headways they run as much slower. Platforms are ${ENTRANCE} m and the straight distance ` +
      `from the stop at their entrance, and ${CHANGE} m and that from others of the interchange.`,
  );
  return { drafts, lines, platforms, interchanges };
}

function loopsOf(line: LineDraft): number {
  return isRing(line) ? 2 : 1;
}

/** Two stations are no ring. */
function isRing({ closed, stations }: LineDraft): boolean {
  return closed && stations.length > 2;
}

function requireLine(line: LineDraft, stations: number): void {
  const wrong = (expected: string, found: unknown) =>
    new InputError({ where: "draft", path: `lines.${line.name}`, expected, found: String(found) });
  if (line.stations.some((row) => !(row >= 0 && row < stations))) throw wrong("rows of stations", line.stations);
  if (new Set(line.stations).size < line.stations.length) throw wrong("each station once", line.stations);
  if (!(line.dwell >= 1)) throw wrong("a dwell of at least 1 s", line.dwell);
  if (!(line.headwayPeak > line.dwell + 1)) throw wrong("a peak headway longer than the dwell", line.headwayPeak);
  if (!(line.headway >= line.headwayPeak)) throw wrong("a headway not shorter than in peak hours", line.headway);
  if (!(line.speed > 0)) throw wrong("a speed above 0 m/s", line.speed);
  if (!(line.capacity >= 1 && line.capacity <= 0xffff)) throw wrong("a capacity of 1 to 65535", line.capacity);
}

/** An entrance (a stop) for each interchange, a platform for each station that a line uses. */
function placeStations(s: Settlement, drafts: readonly LineDraft[]) {
  const { draft, blueprint, frontage } = s;
  const used = [...new Set(drafts.flatMap(({ stations }) => stations))];
  const byInterchange = new Map<string, number[]>();
  for (const row of used) {
    const key = draft.stations![row]!.interchange;
    byInterchange.set(key, [...(byInterchange.get(key) ?? []), row]);
  }
  const interchanges: { stop: number; name: string }[] = [];
  const platforms: { place: number; interchange: number }[] = [];
  const platformOf = new Map<number, number>();
  for (const rows of byInterchange.values()) {
    const stations = rows.map((row) => draft.stations![row]!);
    const x = mean(stations.map((station) => station.x));
    const y = mean(stations.map((station) => station.y));
    const { name } = stations[0]!;
    const entrance = stop(blueprint, frontage.lotAt(x, y, draft.zoneOf(x, y)), name).platform;
    const first = platforms.length;
    for (const row of rows) {
      const station = draft.stations![row]!;
      const calling = drafts.filter((line) => line.stations.includes(row));
      const length = Math.max(...calling.map(trainLength));
      const zone = draft.zoneOf(station.x, station.y);
      const area = length * PLATFORM_WIDTH;
      const place = blueprint.addPlace("platform", zone, area, station.x, station.y, undefined, station.name);
      blueprint.addDoor(entrance, place, ENTRANCE + between(s, entrance, place), PASSAGE_WIDTH);
      platformOf.set(row, platforms.length);
      platforms.push({ place, interchange: interchanges.length });
    }
    joinPlatforms(s, entrance, platforms.slice(first));
    interchanges.push({ stop: entrance, name });
  }
  return { platforms, interchanges, platformOf };
}

/** Doors between the platforms of an interchange, never longer than the way by its entrance. */
function joinPlatforms(s: Settlement, entrance: number, platforms: readonly { place: number }[]): void {
  for (let i = 0; i < platforms.length; i++)
    for (let j = i + 1; j < platforms.length; j++) {
      const a = platforms[i]!.place;
      const b = platforms[j]!.place;
      const byEntrance = 2 * ENTRANCE + between(s, a, entrance) + between(s, b, entrance);
      s.blueprint.addDoor(a, b, Math.min(byEntrance, CHANGE + between(s, a, b)), PASSAGE_WIDTH);
    }
}

/** The trains of a line, each a place with doors to all platforms of the line. They are private: ways only while open. */
function placeTrains(
  { draft, blueprint }: Settlement,
  line: LineDraft,
  row: number,
  allPlatforms: readonly { place: number }[],
  platformOf: ReadonlyMap<number, number>,
): PlacedLines["lines"][number] {
  const stations = line.stations.map((station) => draft.stations![station]!);
  const platforms = line.stations.map((station) => platformOf.get(station)!);
  const x = mean(stations.map((station) => station.x));
  const y = mean(stations.map((station) => station.y));
  const area = line.capacity * AREA_A_PERSON;
  const { trains, runs, every } = scheduleOf(line, stations);
  const firstTrain = blueprint.kind.length;
  for (let train = 0; train < trains * loopsOf(line); train++) {
    const name = `train ${train + 1} of ${line.name}`;
    const place = blueprint.addPlace("vehicle", draft.zones.length + row, area, x, y, undefined, name);
    for (const platform of platforms)
      blueprint.addDoor(place, allPlatforms[platform]!.place, STEP_IN, trainLength(line) * DOORS_A_METRE, true);
  }
  return { firstTrain, trains, every, area, x, y, runs, platforms };
}

/** Length of a line's trains, m. */
function trainLength({ capacity }: LineDraft): number {
  return (capacity * AREA_A_PERSON) / CAR_WIDTH;
}

/**
 * Trains a loop and s between stations. A round takes a whole number of peak headways, on a closed line also of those
 * of other hours (trains go round and round); the time between stations is stretched to that.
 */
function scheduleOf(line: LineDraft, stations: readonly { x: number; y: number }[]) {
  const headway = Math.round(line.headwayPeak);
  const dwell = Math.round(line.dwell);
  const every = everyOf(line);
  const ring = isRing(line);
  const ends = ring ? stations.length : stations.length - 1;
  let seconds = 0;
  const arrivals = [0];
  for (let i = 0; i < ends; i++) {
    const a = stations[i]!;
    const b = stations[(i + 1) % stations.length]!;
    seconds += Math.max(1, distance(a.x - b.x, a.y - b.y) / line.speed);
    arrivals.push(seconds);
  }
  const calls = ring ? stations.length : 2 * ends;
  const moving = ring ? seconds : 2 * seconds;
  const unit = ring ? every : 1;
  const trains = unit * Math.ceil((moving + calls * dwell) / (headway * unit));
  if (trains * headway > LONGEST_ROUND)
    throw new InputError({
      where: "draft",
      path: `lines.${line.name}`,
      expected: `a round of at most ${LONGEST_ROUND / 3600} h`,
      found: `${count((trains * headway) / 60)} min`,
    });
  const stretch = (trains * headway - calls * dwell) / moving;
  const rounded = arrivals.map((arrival) => Math.floor(arrival * stretch));
  const runs = stations.map((_, i) => (i < ends ? Math.max(1, rounded[i + 1]! - rounded[i]!) : 0));
  return { trains, runs, every };
}

/** Outside peak hours every so many-th run takes place: as near to the headway of those hours as that comes. */
function everyOf({ headway, headwayPeak }: LineDraft): number {
  return Math.min(255, Math.max(1, Math.round(headway / Math.round(headwayPeak))));
}

/** The tables of the lines, once places have their rows. */
export function subwayTables(placed: PlacedLines, zones: number, rowOf: Uint32Array): Omit<Subway, keyof Routes> {
  const { drafts } = placed;
  const lines = allocate(LINES, drafts.length);
  const lineStart = startsFromCounts(placed.lines.map(({ platforms }) => platforms.length));
  const stations = allocate(STATIONS, lineStart.at(-1)!);
  if (stations.run.length >= NO_STATION) throw new RangeError(`stations: expected fewer than ${NO_STATION}`);
  placed.lines.forEach(({ firstTrain, trains, every, runs, platforms }, line) => {
    const draft = drafts[line]!;
    lines.zone[line] = zones + line;
    lines.closed[line] = isRing(draft) ? 1 : 0;
    lines.headway[line] = Math.round(draft.headwayPeak);
    lines.every[line] = every;
    lines.dwell[line] = Math.round(draft.dwell);
    lines.capacity[line] = Math.round(draft.capacity);
    lines.trains[line] = trains;
    lines.firstTrain[line] = rowOf[firstTrain]!;
    stations.platform.set(platforms, lineStart[line]);
    stations.run.set(runs, lineStart[line]);
  });
  const platforms = allocate(PLATFORMS, placed.platforms.length);
  platforms.place.set(placed.platforms.map(({ place }) => rowOf[place]!));
  const interchanges = allocate(INTERCHANGES, placed.interchanges.length);
  interchanges.stop.set(placed.interchanges.map((interchange) => rowOf[interchange.stop]!));
  const perInterchange = new Uint32Array(placed.interchanges.length);
  for (const { interchange } of placed.platforms) perInterchange[interchange]!++;
  return { lines, stations, platforms, interchanges, lineStart, interchangeStart: startsFromCounts(perInterchange) };
}

type Routes = ReturnType<typeof routesBetween>;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function between({ blueprint: { x, y } }: Settlement, a: number, b: number): number {
  return distance(x[a]! - x[b]!, y[a]! - y[b]!);
}

function distance(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}
