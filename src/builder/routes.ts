/** Stage: from every platform of the lines the fastest way to every interchange. */
import type { City, Subway } from "../city/city.js";
import { NO_STATION } from "../city/city.js";
import { Lines } from "../city/lines.js";
import { EXPECTED_PACE } from "../city/trips.js";

type Tables = Omit<Subway, "routeNext" | "routeSeconds"> & Pick<City, "doors" | "doorStart">;

/** A step from one platform to another: a ride or a change. */
interface Link {
  readonly from: number;
  readonly to: number;
  /** Station at which the ride ends; after a change one at the platform. */
  readonly station: number;
  /** s, waiting included. */
  readonly seconds: number;
}

/**
 * Next station and expected time, s, from each platform to each interchange: half a peak headway for each train taken,
 * the ride, and the walk of changing and out to the interchange's stop. [J × I] each.
 */
export function routesBetween(tables: Tables): Pick<Subway, "routeNext" | "routeSeconds"> {
  const { platforms, interchanges } = tables;
  const J = platforms.place.length;
  const I = interchanges.stop.length;
  const lines = new Lines(tables);
  const links = linksOf(tables, lines);
  const routeNext = new Uint16Array(J * I).fill(NO_STATION);
  const routeSeconds = new Float32Array(J * I).fill(Infinity);
  const seconds = new Float64Array(J);
  const next = new Uint16Array(J);
  for (let interchange = 0; interchange < I; interchange++) {
    seconds.fill(Infinity);
    next.fill(NO_STATION);
    const stop = interchanges.stop[interchange]!;
    for (let j = tables.interchangeStart[interchange]!; j < tables.interchangeStart[interchange + 1]!; j++)
      seconds[j] = walkBetween(tables, platforms.place[j]!, stop);
    settle(links, seconds, next, lines.interchangeOf, interchange);
    for (let j = 0; j < J; j++) {
      routeNext[j * I + interchange] = next[j]!;
      routeSeconds[j * I + interchange] = seconds[j]!;
    }
  }
  return { routeNext, routeSeconds };
}

/** Shortens the times until none can be shortened: as many rounds as the longest way has links, and one. */
function settle(
  links: readonly Link[],
  seconds: Float64Array,
  next: Uint16Array,
  interchangeOf: Uint16Array,
  interchange: number,
): void {
  for (let shortened = true; shortened; ) {
    shortened = false;
    for (const { from, to, station, seconds: link } of links) {
      const candidate = link + seconds[to]!;
      if (candidate >= seconds[from]! || interchangeOf[from] === interchange) continue;
      seconds[from] = candidate;
      next[from] = station;
      shortened = true;
    }
  }
}

function linksOf(tables: Tables, lines: Lines): Link[] {
  const { stations, platforms, lineStart, interchangeStart } = tables;
  const links: Link[] = [];
  for (let line = 0; line < lines.count; line++) {
    const wait = tables.lines.headway[line]! / 2;
    for (let a = lineStart[line]!; a < lineStart[line + 1]!; a++)
      for (let b = lineStart[line]!; b < lineStart[line + 1]!; b++) {
        if (a === b) continue;
        lines.ride(a, b);
        const seconds = wait + lines.arrival - lines.departure;
        links.push({ from: stations.platform[a]!, to: stations.platform[b]!, station: b, seconds });
      }
  }
  for (let i = 0; i + 1 < interchangeStart.length; i++)
    for (let from = interchangeStart[i]!; from < interchangeStart[i + 1]!; from++)
      for (let to = interchangeStart[i]!; to < interchangeStart[i + 1]!; to++) {
        if (from === to) continue;
        const seconds = walkBetween(tables, platforms.place[from]!, platforms.place[to]!);
        links.push({ from, to, station: lines.stations(to)[0]!, seconds });
      }
  return links;
}

/** s on foot through the door between two places. */
function walkBetween({ doors, doorStart }: Tables, from: number, to: number): number {
  let door = doorStart[from]!;
  while (doors.to[door] !== to) door++;
  return doors.distance[door]! / EXPECTED_PACE;
}
