/** The subway of the generated Seoul: real lines through real points, and generated stations between them. */
import type { Draft, LineDraft, StationDraft } from "../draft.js";
import { hypot } from "../geometry.js";
import { LINES, type LineFacts } from "./lines.js";
import type { SeoulGround } from "./terrain.js";

/** m between stations about, and at least, in towns so small that the real ones would stand nearer. */
const SPACING = 1_100;
const LEAST_SPACING = 300;
/** Stations of the table nearer to the one before than this share of the spacing are left out. */
const NEAR = 0.6;
/** m/s between stations and s at each: with 1.1 km and line 2's 34 km/h overall. */
const SPEED = 13;
const DWELL = 30;
/** Persons a car: Seoul's planning figure. */
const CAR = 160;

interface Stop {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Lines and stations.
 *
 * @param scale   of all lengths
 * @param nameOf  what a generated station at a point is called after
 */
export function subway(
  ground: SeoulGround,
  scale: number,
  nameOf: (x: number, y: number) => string,
): Required<Pick<Draft, "lines" | "stations">> {
  const spacing = Math.max(SPACING * scale, LEAST_SPACING);
  const changes = changesOf(ground, LEAST_SPACING);
  const stations: StationDraft[] = [];
  const lines: LineDraft[] = [];
  for (const facts of LINES) {
    const stops = between(stopsOf(facts, ground, changes, spacing * NEAR), facts, spacing, nameOf);
    if (stops.length < 2) continue;
    const rows = stops.map(({ name, x, y }) => stations.push({ name, x, y, interchange: name }) - 1);
    lines.push({
      name: facts.name,
      closed: facts.closed,
      stations: rows,
      headwayPeak: 60 * facts.headwayPeak,
      headway: 60 * facts.headway,
      speed: SPEED,
      dwell: DWELL,
      capacity: CAR * facts.cars,
    });
  }
  return { lines, stations };
}

/** Stations of several lines, by name; of those nearer to each other than `least` only the first. */
function changesOf(ground: SeoulGround, least: number): Map<string, Stop> {
  const lines = new Map<string, number>();
  for (const { points } of LINES) for (const [name] of points) lines.set(name, (lines.get(name) ?? 0) + 1);
  const kept = new Map<string, Stop>();
  for (const { points } of LINES)
    for (const [name, lon, lat] of points) {
      if (lines.get(name)! < 2 || kept.has(name)) continue;
      const [x, y] = ground.at(lon, lat);
      if ([...kept.values()].every((stop) => hypot(stop.x - x, stop.y - y) >= least)) kept.set(name, { name, x, y });
    }
  return kept;
}

/** The line's changes, and its other stations of the table that have room between them. */
function stopsOf(
  { points, closed }: LineFacts,
  ground: SeoulGround,
  changes: ReadonlyMap<string, Stop>,
  least: number,
): Stop[] {
  const all = points.map(([name, lon, lat]) => {
    const [x, y] = ground.at(lon, lat);
    return changes.get(name) ?? { name, x, y };
  });
  const isChange = ({ name }: Stop) => changes.has(name);
  const far = (a: Stop | undefined, b: Stop) => a === undefined || hypot(a.x - b.x, a.y - b.y) >= least;
  const stops: Stop[] = [];
  all.forEach((stop, k) => {
    const next = all.slice(k + 1).find(isChange) ?? (closed ? all.find(isChange) : undefined);
    if (isChange(stop) || (far(stops.at(-1), stop) && far(next, stop))) stops.push(stop);
  });
  return stops;
}

/** Puts stations between those that are far apart. */
function between(
  stops: readonly Stop[],
  { name: line, closed }: LineFacts,
  spacing: number,
  nameOf: (x: number, y: number) => string,
): Stop[] {
  const used = new Map<string, number>();
  const name = (x: number, y: number) => {
    const after = nameOf(x, y);
    const number = (used.get(after) ?? 0) + 1;
    used.set(after, number);
    return number === 1 ? `${after} (${line})` : `${after} (${line}, ${number})`;
  };
  return stops.flatMap((a, k) => {
    const b = stops[k + 1] ?? (closed ? stops[0]! : a);
    const pieces = Math.round(hypot(b.x - a.x, b.y - a.y) / spacing);
    const made: Stop[] = [a];
    for (let piece = 1; piece < pieces; piece++) {
      const x = a.x + ((b.x - a.x) * piece) / pieces;
      const y = a.y + ((b.y - a.y) * piece) / pieces;
      made.push({ name: name(x, y), x, y });
    }
    return made;
  });
}
