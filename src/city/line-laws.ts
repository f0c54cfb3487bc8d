/** What must hold for the lines of every city that has some. */
import { NONE } from "../base/columns.js";
import { type City, NO_STATION, PlaceKindCode } from "./city.js";
import type { Findings } from "./laws.js";
import { Lines } from "./lines.js";
import { LONGEST_ROUND } from "./timetable.js";

/** Whether a place is a train of a line. */
export function isTrain({ lines }: City, place: number): boolean {
  for (let line = 0; line < lines.zone.length; line++)
    if (place >= lines.firstTrain[line]! && place < lines.firstTrain[line]! + trainsOf(lines, line)) return true;
  return false;
}

/** Trains of a line, those of both ways round a closed one together. */
function trainsOf({ trains, closed }: City["lines"], line: number): number {
  return trains[line]! * (closed[line] === 1 ? 2 : 1);
}

export function checkLineStarts(city: City, f: Findings): void {
  const { lines, stations, platforms, interchanges, lineStart, interchangeStart } = city;
  check("lineStart", lineStart, lines.zone.length, stations.run.length);
  check("interchangeStart", interchangeStart, interchanges.stop.length, platforms.place.length);
  const routes = platforms.place.length * interchanges.stop.length;
  if (city.routeNext.length !== routes || city.routeSeconds.length !== routes)
    f.sentences.push("routes have one row a platform and interchange");

  function check(name: string, start: Uint32Array, rows: number, items: number): void {
    if (start.length !== rows + 1 || start[0] !== 0 || start.at(-1) !== items)
      f.sentences.push(`${name}: expected ${rows + 1} starts from 0 to ${items}`);
    f.every(start.length - 1, (row) => start[row]! < start[row + 1]!, `${name} rises`);
  }
}

export function checkLineReferences(city: City, f: Findings): void {
  const { lines, stations, platforms, interchanges, places, zones } = city;
  const { kind } = places;
  f.every(lines.zone.length, (line) => lines.zone[line]! < zones.x.length, "lines.zone refers to a zone");
  f.every(
    lines.zone.length,
    (line) => lines.trains[line]! > 0 && lines.firstTrain[line]! + trainsOf(lines, line) <= kind.length,
    "every line has trains, which are places",
  );
  f.every(
    stations.platform.length,
    (station) => stations.platform[station]! < platforms.place.length,
    "stations.platform refers to a platform",
  );
  const isPlatform = (place: number) => kind[place] === PlaceKindCode.platform;
  f.every(platforms.place.length, (row) => isPlatform(platforms.place[row]!), "platforms of lines are platforms");
  f.every(
    interchanges.stop.length,
    (row) => isPlatform(interchanges.stop[row]!),
    "entrances of interchanges are stops",
  );
  f.every(
    city.routeNext.length,
    (row) => city.routeNext[row] === NO_STATION || city.routeNext[row]! < stations.run.length,
    "routeNext refers to a station",
  );
}

export function checkLines(city: City, f: Findings): void {
  const { lines, zones, places } = city;
  if (lines.zone.length === 0) return;
  const table = new Lines(city);
  const first = zones.x.length - lines.zone.length;
  f.every(
    lines.zone.length,
    (line) => lines.zone[line] === first + line && zones.residents[first + line] === 0,
    "each line has a zone of its own, without residents, after all others",
  );
  f.every(
    lines.zone.length - 1,
    (line) => lines.firstTrain[line]! + trainsOf(lines, line) === lines.firstTrain[line + 1],
    "trains stand together",
  );
  f.every(
    places.kind.length,
    (place) => {
      const train = table.trainAt(place);
      if (train === NONE) return places.zone[place]! < first;
      const zone = lines.zone[table.loopLine[table.loopOf[train]!]!];
      return places.kind[place] === PlaceKindCode.vehicle && places.zone[place] === zone;
    },
    "trains, and only they, are in the zones of lines",
  );
  f.every(
    table.trains,
    (train) => hasItsDoors(city, table, train),
    "a train has private doors to the platforms of its line",
  );
  f.every(lines.zone.length, (line) => lines.dwell[line]! < lines.headway[line]!, "dwell < headway");
  f.every(lines.zone.length, (line) => table.round(line) <= LONGEST_ROUND, "a round fits into the day of service");
  f.every(
    lines.zone.length,
    (line) => lines.every[line]! > 0 && (lines.closed[line] === 0 || lines.trains[line]! % lines.every[line]! === 0),
    "on a closed line trains go round after round outside peak hours too",
  );
  f.every(
    table.loopLine.length,
    (loop) => {
      const last = table.callStart[loop + 1]! - 1;
      const line = table.loopLine[loop]!;
      const station = table.callStation[last]!;
      const first = city.lineStart[line]!;
      const leg = city.stations.run[station === first + 1 ? first : station]!;
      return table.callDeparture[last]! + leg + lines.dwell[line]! <= table.round(line);
    },
    "a round takes no longer than its trains allow",
  );
  checkInterchanges(city, table, f);
  checkRoutes(city, table, f);
}

/** One changes between the platforms of an interchange by doors, and goes out by its stop. */
function checkInterchanges(city: City, table: Lines, f: Findings): void {
  const { platforms, interchanges, interchangeStart, doors, doorStart, wayEnd, toStop } = city;
  f.every(
    interchanges.stop.length,
    (row) => toStop.distance[interchanges.stop[row]!] === 0 && toStop.door[interchanges.stop[row]!] === NONE,
    "the stop of an interchange is the nearest one to itself",
  );
  f.every(
    platforms.place.length,
    (platform) => {
      const place = platforms.place[platform]!;
      const interchange = table.interchangeOf[platform]!;
      const behind = doors.to.subarray(doorStart[place], wayEnd[place]);
      for (let other = interchangeStart[interchange]!; other < interchangeStart[interchange + 1]!; other++)
        if (other !== platform && !behind.includes(platforms.place[other]!)) return false;
      return doors.to[toStop.door[place]!] === interchanges.stop[interchange];
    },
    "from a platform doors lead to the others of its interchange, and the way to stops to its own",
  );
}

function hasItsDoors(city: City, table: Lines, train: number): boolean {
  const { doors, doorStart, wayEnd, stations, platforms, lineStart } = city;
  const place = table.placeOf(train);
  const line = table.loopLine[table.loopOf[train]!]!;
  const expected = new Set(stations.platform.subarray(lineStart[line], lineStart[line + 1]));
  const found = doors.to.subarray(doorStart[place], doorStart[place + 1]);
  if (wayEnd[place] !== doorStart[place] || found.length !== expected.size) return false;
  for (const platform of expected) if (!found.includes(platforms.place[platform]!)) return false;
  return true;
}

/** Each next station is a ride or a change away, and nearer in time. */
function checkRoutes({ routeNext, routeSeconds, interchanges, stations }: City, table: Lines, f: Findings): void {
  const count = interchanges.stop.length;
  f.every(
    routeNext.length,
    (row) => {
      const platform = Math.floor(row / count);
      const interchange = row % count;
      const next = routeNext[row]!;
      if (next === NO_STATION) return (table.interchangeOf[platform] === interchange) === routeSeconds[row]! < Infinity;
      const other = stations.platform[next]!;
      if (routeSeconds[other * count + interchange]! >= routeSeconds[row]!) return false;
      const line = table.lineOf[next];
      const rides = table.stations(platform).some((station) => table.lineOf[station] === line);
      return rides || table.interchangeOf[other] === table.interchangeOf[platform];
    },
    "routes lead nearer",
  );
}
