/**
 * Several cities in one world: their drafts are put side by side, a road joins each to the next, and one railway with a
 * timetable runs through all of them. Joined before anybody is settled, they are one city to everything that follows:
 * jobs and homes are matched over all of it, though few people live in reach of a job in another city. `commute` then lets
 * a stated number of workers of neighbouring cities change places.
 */
import { InputError } from "../base/problems.js";
import { RoleCode } from "../city/city.js";
import type { Days } from "./days.js";
import type { Draft, LineDraft, SiteDraft, StationDraft, StreetDraft } from "./draft.js";
import { hypot } from "./geometry.js";
import type { Population } from "./population.js";
import { BuildDraw } from "./purposes.js";
import { count, type Settlement } from "./settlement.js";

/** How the cities are joined. */
export interface Link {
  /** m between the main stations of one city and the next. */
  readonly distance: number;
  /** s between trains. */
  readonly headway: number;
  /** People of each city who work in the next one, and as many the other way. */
  readonly commuters: number;
}

/** Workers of some zones who work in others, and as many the other way. Zones from the first to before the end. */
export interface Commuting {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly workers: number;
}

/** m/s between stations of the railway: 150 km/h, between Korea's intercity trains (90–110) and KTX (160–200, with halts). */
const TRAIN_SPEED = 42;
/** s at each station, and persons a train (KTX-Sancheon: 363–410 seats; doubled sets at busy times). */
const DWELL = 120;
const CAPACITY = 800;
/** Width of the road, m (four lanes and shoulders), and m of each of its segments. */
const ROAD_WIDTH = 20;
const SEGMENT = 1_000;
/** m of open country between the outermost streets of two cities, at least. */
const COUNTRY = 2_000;

interface Bounds {
  readonly west: number;
  readonly east: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Joins drafts from west to east, in the order given; the first that lies on the map keeps its position, and the
 * others take theirs from it.
 *
 * @param where  file for messages
 * @throws InputError if the cities overlap at that distance
 */
export function joinDrafts(drafts: readonly Draft[], link: Link, where: string): Draft {
  const shifts = shiftsOf(drafts, link.distance);
  const moved = drafts.map((draft, city) => shifted(draft, shifts[city]!));
  const cuts = moved.slice(1).map((draft, k) => cutBetween(moved[k]!, draft, where));
  const zoneStart = startsOf(moved.map(({ zones }) => zones.length));
  const junctionStart = startsOf(moved.map(({ junctions }) => junctions.x.length));
  const stationStart = startsOf(moved.map(({ stations = [] }) => stations.length));
  const ends = moved.map((draft) => mainStation(draft));
  const railway = railwayOf(drafts, ends, link, stationStart.at(-1)!);
  const roads = moved.slice(1).map((draft, k) => roadBetween(moved[k]!, draft, ends[k]!, ends[k + 1]!));
  const x = moved.flatMap(({ junctions }) => Array.from(junctions.x));
  const y = moved.flatMap(({ junctions }) => Array.from(junctions.y));
  const streets = moved.flatMap((draft, city) => renumbered(draft.streets, junctionStart[city]!));
  for (const [k, { from, to, points }] of roads.entries())
    streets.push(...segmentsOf(points, junctionStart[k]! + from, junctionStart[k + 1]! + to, x, y));
  const cityAt = (px: number) => cuts.filter((cut) => px > cut).length;
  return {
    name: drafts.map(({ name }) => name).join(" + "),
    origin: moved.find(({ origin }) => origin !== null)?.origin ?? null,
    junctions: { x, y },
    streets,
    zones: moved.flatMap(({ zones }) => zones),
    zoneOf: (px, py) => zoneStart[cityAt(px)]! + moved[cityAt(px)]!.zoneOf(px, py),
    footprints: moved.flatMap(({ footprints }) => footprints),
    sites: moved.flatMap(({ sites }, city) => sites.map((site) => inZones(site, zoneStart[city]!))),
    stations: [...moved.flatMap(({ stations = [] }) => stations), ...railway.stations],
    lines: [
      ...moved.flatMap(({ lines = [] }, city) => lines.map((line) => atStations(line, stationStart[city]!))),
      railway.line,
    ],
    commuting: moved.slice(1).map((_, k) => ({
      from: [zoneStart[k]!, zoneStart[k + 1]!],
      to: [zoneStart[k + 1]!, zoneStart[k + 2]!],
      workers: link.commuters,
    })),
    sources: moved.flatMap(({ sources }) => sources),
    assumptions: [...moved.flatMap(({ assumptions }) => assumptions), ...assumptionsOf(drafts, link)],
    leftOut: moved.flatMap(({ leftOut }) => leftOut),
  };
}

function assumptionsOf(drafts: readonly Draft[], { distance, headway, commuters }: Link): string[] {
  const names = drafts.map(({ name }) => name).join(", ");
  return [
    `${names} lie ${count(distance / 1000)} km apart from station to station, each east of the one before; a straight road of ` +
      `${ROAD_WIDTH} m and a railway join them: a train every ${count(headway / 60)} min, ${count(3.6 * TRAIN_SPEED)} km/h between ` +
      `stations, ${count(CAPACITY)} persons a train.`,
    `${count(commuters)} people of each city work in the next one, and as many the other way; the jobs of a city are else ` +
      "filled by those who live near.",
  ];
}

/** Where each draft goes, so that main stations are `distance` apart, west to east; a draft on the map stays. */
function shiftsOf(drafts: readonly Draft[], distance: number): Point[] {
  const stations = drafts.map((draft) => mainStation(draft));
  const fixed = Math.max(
    0,
    drafts.findIndex(({ origin }) => origin !== null),
  );
  const anchor = stations[fixed]!;
  return stations.map((station, city) => ({
    x: anchor.x + (city - fixed) * distance - station.x,
    y: anchor.y - station.y,
  }));
}

/** The interchange of most lines, else the railway station, else the middle of the streets. */
function mainStation({ stations = [], lines = [], sites, junctions, name }: Draft): StationDraft {
  const calls = new Map<string, number>();
  for (const line of lines)
    for (const row of line.stations) {
      const key = stations[row]!.interchange;
      calls.set(key, (calls.get(key) ?? 0) + 1);
    }
  const most = Math.max(0, ...calls.values());
  const busiest = stations.find(({ interchange }) => calls.get(interchange) === most);
  if (busiest !== undefined) return busiest;
  const site = sites.find(({ use }) => use === "station");
  const own = `${name} Station`;
  if (site !== undefined) return { name: site.name ?? own, x: site.x, y: site.y, interchange: own };
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
  return { name: own, x: mean(junctions.x), y: mean(junctions.y), interchange: own };
}

function shifted(draft: Draft, { x: dx, y: dy }: Point): Draft {
  if (dx === 0 && dy === 0) return draft;
  const move = <T extends Point>(item: T): T => ({ ...item, x: item.x + dx, y: item.y + dy });
  return {
    ...draft,
    origin: null,
    junctions: {
      x: Float64Array.from(draft.junctions.x, (x) => x + dx),
      y: Float64Array.from(draft.junctions.y, (y) => y + dy),
    },
    streets: draft.streets.map((street) => ({
      ...street,
      line: Array.from(street.line, (v, k) => v + (k % 2 === 0 ? dx : dy)),
    })),
    zones: draft.zones.map(move),
    zoneOf: (x, y) => draft.zoneOf(x - dx, y - dy),
    footprints: draft.footprints.map(move),
    sites: draft.sites.map(move),
    ...(draft.stations !== undefined && { stations: draft.stations.map(move) }),
  };
}

function boundsOf({ junctions: { x } }: Draft): Bounds {
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < x.length; j++) {
    west = Math.min(west, x[j]!);
    east = Math.max(east, x[j]!);
  }
  return { west, east };
}

/** East of this, in m, begins the next city. */
function cutBetween(a: Draft, b: Draft, where: string): number {
  const { east } = boundsOf(a);
  const { west } = boundsOf(b);
  if (west - east >= COUNTRY) return (east + west) / 2;
  throw new InputError({
    where,
    path: "city.join.distance",
    expected: `${a.name} and ${b.name} with ${COUNTRY / 1000} km of open country between them`,
    found: `${((west - east) / 1000).toFixed(1)} km`,
  });
}

/** One line through the main stations of all cities. It shares the entrance of those that have lines. */
function railwayOf(drafts: readonly Draft[], ends: readonly StationDraft[], { headway }: Link, firstStation: number) {
  const name = `Railway ${drafts.map((draft) => shortName(draft)).join("–")}`;
  const stations = ends.map((end) => ({ ...end, name: `${end.name} (railway)` }));
  const line: LineDraft = {
    name,
    closed: false,
    stations: stations.map((_, row) => firstStation + row),
    headwayPeak: headway,
    headway,
    speed: TRAIN_SPEED,
    dwell: DWELL,
    capacity: CAPACITY,
  };
  return { line, stations };
}

function shortName({ name }: Draft): string {
  return name.replace(/ \(.*\)$/, "");
}

/** The road between the junctions nearest to two stations: their rows and the points between. */
function roadBetween(a: Draft, b: Draft, from: Point, to: Point) {
  const start = nearestOpen(a, from);
  const end = nearestOpen(b, to);
  const p = { x: a.junctions.x[start]!, y: a.junctions.y[start]! };
  const q = { x: b.junctions.x[end]!, y: b.junctions.y[end]! };
  const pieces = Math.max(1, Math.round(hypot(q.x - p.x, q.y - p.y) / SEGMENT));
  const points = Array.from({ length: pieces + 1 }, (_, k) => ({
    x: p.x + ((q.x - p.x) * k) / pieces,
    y: p.y + ((q.y - p.y) * k) / pieces,
  }));
  return { from: start, to: end, points };
}

/** The nearest junction of a street on which buildings open: it belongs to the network that is kept. */
function nearestOpen({ streets, junctions }: Draft, { x, y }: Point): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { from, highway } of streets) {
    if (highway === "footway" || highway === "motorway" || highway === "trunk") continue;
    const distance = hypot(junctions.x[from]! - x, junctions.y[from]! - y);
    if (distance < least) {
      least = distance;
      best = from;
    }
  }
  return best;
}

/** The road as streets; its inner junctions are added to `x` and `y`. */
function segmentsOf(points: readonly Point[], first: number, last: number, x: number[], y: number[]): StreetDraft[] {
  const rows = points.map((point, k) => {
    if (k === 0) return first;
    if (k === points.length - 1) return last;
    y.push(point.y);
    return x.push(point.x) - 1;
  });
  return points.slice(1).map((point, k) => {
    const before = points[k]!;
    const line = [before.x, before.y, point.x, point.y];
    return { from: rows[k]!, to: rows[k + 1]!, width: ROAD_WIDTH, line, highway: "motorway" };
  });
}

function renumbered(streets: readonly StreetDraft[], first: number): StreetDraft[] {
  if (first === 0) return [...streets];
  return streets.map((street) => ({ ...street, from: street.from + first, to: street.to + first }));
}

function inZones(site: SiteDraft, first: number): SiteDraft {
  return site.zone === undefined ? site : { ...site, zone: site.zone + first };
}

function atStations(line: LineDraft, first: number): LineDraft {
  return { ...line, stations: line.stations.map((row) => row + first) };
}

function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push(starts.at(-1)! + length);
  return starts;
}

/** Stage: lets workers of one city change workplaces with as many of another, those with the smallest draws. */
export function commute({ draft, random, blueprint, leftOut }: Settlement, p: Population, days: Days): void {
  const { zone } = blueprint;
  for (const { from, to, workers } of draft.commuting ?? []) {
    const isIn = (row: number, [first, end]: readonly [number, number]) => row >= first && row < end;
    const locals = ([first, end]: readonly [number, number]) => {
      const found: { person: number; draw: number }[] = [];
      for (let person = p.zonePeople[first]!; person < p.zonePeople[end]!; person++) {
        if (days.role[person] !== RoleCode.worker || !isIn(zone[days.anchor[person]!]!, [first, end])) continue;
        found.push({ person, draw: random.uniform(BuildDraw.commuter, person, 0) });
      }
      return found.sort((a, b) => a.draw - b.draw);
    };
    const here = locals(from);
    const there = locals(to);
    const able = Math.min(workers, here.length, there.length);
    if (able < workers) leftOut.push(`${count(workers - able)} commuters between cities with too few workers`);
    for (let k = 0; k < able; k++) {
      const a = here[k]!.person;
      const b = there[k]!.person;
      const anchor = days.anchor[a]!;
      days.anchor[a] = days.anchor[b]!;
      days.anchor[b] = anchor;
    }
  }
}
