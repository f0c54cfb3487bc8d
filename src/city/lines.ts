/**
 * The lines of a city as the timetable and the trips read them: which lines call at a platform, where a train goes
 * round, how long a ride takes. All of it follows from the city's tables.
 *
 * A *loop* is one way round a line, as its trains go: there and back on an open line, once for each direction on a
 * closed one. A *call* is one stop of a loop; the calls of a loop stand together, in the order in which trains make
 * them. Its first call is at the line's first station.
 */
import { NONE } from "../base/columns.js";
import { group, startsFromCounts } from "../base/csr.js";
import type { City } from "./city.js";

type Tables = Pick<City, "lines" | "stations" | "platforms" | "lineStart" | "interchangeStart">;

export class Lines {
  /** Number of lines, and of trains of all of them. */
  readonly count: number;
  readonly trains: number;
  /** [stations] line of each station. */
  readonly lineOf: Uint16Array;
  /** [platforms] interchange of each platform. */
  readonly interchangeOf: Uint16Array;
  /** [trains] loop of each train. */
  readonly loopOf: Uint16Array;
  /** [trains] number of the train in its loop. */
  readonly numberOf: Uint16Array;
  /** [loops] line of each loop. */
  readonly loopLine: Uint16Array;
  /** [loops] place of the loop's first train. */
  readonly loopTrain: Uint32Array;
  /** [loops + 1] first call of each loop. */
  readonly callStart: Uint32Array;
  /** [calls] loop of each call. */
  readonly loopOfCall: Uint16Array;
  /** [calls] row of stations. */
  readonly callStation: Uint16Array;
  /** [calls] s from the departure at the loop's first call to that at this one. */
  readonly callDeparture: Float64Array;
  /** Calls at each platform (CSR). */
  readonly callsAt: { readonly start: Uint32Array; readonly items: Uint32Array };

  /** The loop of a ride, and the calls at which it begins and ends (past the loop's end: in the next round). */
  loop = 0;
  from = 0;
  to = 0;

  private readonly city: Tables;
  /** Place of the first train of all. */
  private readonly firstTrain: number;
  /** [L] first loop of each line. */
  private readonly firstLoop: Uint16Array;
  /** Stations at each platform, one a line (CSR). */
  readonly stationsAt: { readonly start: Uint32Array; readonly items: Uint32Array };
  private readonly platformOfPlace = new Map<number, number>();

  constructor(city: Tables) {
    const { lines, stations, platforms, lineStart, interchangeStart } = city;
    this.city = city;
    this.count = lines.zone.length;
    this.firstTrain = this.count === 0 ? 0 : lines.firstTrain[0]!;
    this.lineOf = groupOfRows(lineStart);
    this.interchangeOf = groupOfRows(interchangeStart);
    this.stationsAt = group(stations.platform, platforms.place.length);
    for (const [platform, place] of platforms.place.entries()) this.platformOfPlace.set(place, platform);
    const loops: { line: number; calls: Call[] }[] = [];
    this.firstLoop = new Uint16Array(this.count);
    for (let line = 0; line < this.count; line++) {
      this.firstLoop[line] = loops.length;
      for (const calls of callsOf(city, line)) loops.push({ line, calls });
    }
    const calls = loops.flatMap((loop) => loop.calls);
    this.loopLine = Uint16Array.from(loops, ({ line }) => line);
    this.loopTrain = Uint32Array.from(loops, ({ line }, loop) => {
      return lines.firstTrain[line]! + (loop - this.firstLoop[line]!) * lines.trains[line]!;
    });
    this.callStart = startsFromCounts(loops.map((loop) => loop.calls.length));
    this.loopOfCall = groupOfRows(this.callStart);
    this.callStation = Uint16Array.from(calls, ({ station }) => station);
    this.callDeparture = Float64Array.from(calls, ({ departure }) => departure);
    this.callsAt = group(
      this.callStation.map((station) => stations.platform[station]!),
      platforms.place.length,
    );
    const trainsOfLoop = Array.from(this.loopLine, (line) => lines.trains[line]!);
    this.loopOf = groupOfRows(startsFromCounts(trainsOfLoop));
    this.trains = this.loopOf.length;
    this.numberOf = this.loopOf.map((loop, train) => this.firstTrain + train - this.loopTrain[loop]!);
  }

  /** Row of the train that a place is; NONE for other places. */
  trainAt(place: number): number {
    const train = place - this.firstTrain;
    return train >= 0 && train < this.trains ? train : NONE;
  }

  /** Place of a train. */
  placeOf(train: number): number {
    return this.firstTrain + train;
  }

  /** Whether a place is a train. */
  isTrain(place: number): boolean {
    return place >= this.firstTrain && place - this.firstTrain < this.trains;
  }

  /** Row of the platform of a line that a place is; NONE for other places. */
  platformAt(place: number): number {
    return this.platformOfPlace.get(place) ?? NONE;
  }

  /** The station at a platform where one boards for station `to`. */
  boarding(platform: number, to: number): number {
    const { start, items } = this.stationsAt;
    const line = this.lineOf[to]!;
    let row = start[platform]!;
    while (this.lineOf[items[row]!] !== line) row++;
    return items[row]!;
  }

  /** The stations at a platform, as a view. */
  stations(platform: number): Uint32Array {
    const { start, items } = this.stationsAt;
    return items.subarray(start[platform]!, start[platform + 1]!);
  }

  /** Finds the ride between two stations of a line, the shorter way round: sets `loop`, `from`, `to`. */
  ride(station: number, exit: number): void {
    const { lines, lineStart } = this.city;
    const line = this.lineOf[station]!;
    const first = lineStart[line]!;
    const stations = lineStart[line + 1]! - first;
    const i = station - first;
    const j = exit - first;
    const loop = this.firstLoop[line]!;
    if (lines.closed[line] === 0) {
      const calls = 2 * (stations - 1);
      this.set(loop, i < j ? i : calls - i, i < j ? j : calls - j);
      return;
    }
    const forth = i < j ? j : j + stations;
    const backFrom = i === 0 ? 0 : stations - i;
    const backTo = backFrom + (i > j ? i - j : i - j + stations);
    if (this.secondsFrom(loop, i, forth) <= this.secondsFrom(loop + 1, backFrom, backTo)) this.set(loop, i, forth);
    else this.set(loop + 1, backFrom, backTo);
  }

  /** Whether the ride last found goes on past the loop's first station: the train then needs a next round to make. */
  get goesOn(): boolean {
    return this.to > this.callStart[this.loop + 1]! - this.callStart[this.loop]!;
  }

  /** s from a run's departure at the loop's first call to the departure of the ride last found, and to its arrival. */
  get departure(): number {
    return this.callDeparture[this.callStart[this.loop]! + this.from]!;
  }
  get arrival(): number {
    return this.arrivalAt(this.loop, this.to);
  }

  /** s of one round of a loop of the line. */
  round(line: number): number {
    return this.city.lines.headway[line]! * this.city.lines.trains[line]!;
  }

  private set(loop: number, from: number, to: number): void {
    this.loop = loop;
    this.from = from;
    this.to = to;
  }

  private secondsFrom(loop: number, from: number, to: number): number {
    return this.arrivalAt(loop, to) - this.callDeparture[this.callStart[loop]! + from]!;
  }

  /** s from a run's departure at the loop's first call to the arrival at call `at`, which may be in the next round. */
  private arrivalAt(loop: number, at: number): number {
    const first = this.callStart[loop]!;
    const calls = this.callStart[loop + 1]! - first;
    const line = this.loopLine[loop]!;
    const later = at >= calls ? this.round(line) : 0;
    return later + this.callDeparture[first + (at % calls)]! - this.city.lines.dwell[line]!;
  }
}

interface Call {
  readonly station: number;
  readonly departure: number;
}

/** The calls of the loops of a line. */
function callsOf({ lines, stations, lineStart }: Tables, line: number): Call[][] {
  const first = lineStart[line]!;
  const count = lineStart[line + 1]! - first;
  const forth = Array.from({ length: count }, (_, i) => i);
  const inner = forth.slice(1).reverse();
  const orders = lines.closed[line] === 1 ? [forth, [0, ...inner]] : [[...forth, ...inner.slice(1)]];
  return orders.map((order) => {
    let departure = 0;
    return order.map((i, call) => {
      if (call > 0) departure += stations.run[first + legBetween(order[call - 1]!, i)]! + lines.dwell[line]!;
      return { station: first + i, departure };
    });
  });
}

/** The station at which the leg between two neighbours on a line begins; from the last station the leg to the first. */
function legBetween(i: number, j: number): number {
  if (Math.abs(i - j) === 1) return Math.min(i, j);
  return Math.max(i, j);
}

/** [items] group of each row, from the CSR starts of the groups. */
function groupOfRows(start: Uint32Array): Uint16Array {
  const groups = new Uint16Array(start.at(-1)!);
  for (let row = 0; row + 1 < start.length; row++) groups.fill(row, start[row]!, start[row + 1]!);
  return groups;
}
