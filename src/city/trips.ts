/**
 * The way from one place to another: on foot, by bus between two stops, by the lines of a city that has some.
 *
 * Every trip follows the forest of shortest paths to the nearest stop: up from both ends. If both ends hang on the
 * same stop the walk turns at the lowest place their paths share; else one rides from the first stop to the second: by
 * bus, or, where that is expected to take less time, by the lines between the interchanges nearest to the two stops
 * (and by bus to or from these, unless the stop is the interchange's own).
 *
 * What one does next depends only on where one is and on where one goes, so that a trip can be made step by step
 * (`decide`) or seen as a whole (`course.ts`), with the same outcome: whoever has begun by line goes on by line.
 */
import { NONE } from "../base/columns.js";
import { secondsOnGrid } from "../base/grid.js";
import { type City, NO_STATION, PlaceKindCode } from "./city.js";
import { Lines } from "./lines.js";

/** Mean speed of a bus between stops, halts included, m/s (18 km/h, as city buses make in traffic; assumed). */
export const RIDE_SPEED = 5;
/** Wait at the stop for the next bus, s (half a headway of 8 min). */
export const WAIT = 240;
/** More than rounding can add to a trip, s: distances are sums in 32 bits, and paces are rounded. */
const ROUNDING = 1;

/** By how much a trip by line may exceed what was expected of it by day: up to eight trains and the walks between, s. */
const LATE = 7200;
/** A trip that begins by 20:30 and takes no longer than this ends before the last train of the day, s. */
const LONGEST_BY_DAY = 3 * 3600;

/** m: the farthest that a place is from its stop on foot, and the diagonal of the city. */
interface Extremes {
  readonly walk: number;
  readonly span: number;
}
/** Walking speed with which times are expected, m/s (that of adults). */
export const EXPECTED_PACE = 1.34;

/** What one does next on a trip. */
export const WALK = 0;
export const BUS = 1;
export const TRAIN = 2;

export class Trips {
  /** After `decide`: the door to walk to (WALK), the stop where the bus is left (BUS), the station of exit (TRAIN). */
  door = NONE;
  stop = NONE;
  station = NO_STATION;

  /** After `byLines`: the interchanges between which one rides, and the platform at which one begins. */
  enter = 0;
  leave = 0;
  platform = 0;

  readonly lines: Lines;
  private readonly city: City;
  /**
   * [P] the next place on the way to the stop, the place itself at its end: `doors.to` of `toStop.door`, which one would
   * wait for twice at every step of a climb.
   */
  readonly above: Uint32Array;
  /** [P] the last place on the way to the stop up to which it does not leave the zone. */
  readonly zoneTop: Uint32Array;
  private extremes: Extremes | undefined;
  /** Interchange nearest to each stop that was asked for. */
  private readonly nearest = new Map<number, number>();
  /** [interchanges × interchanges] platform at which the ride between two begins, and the s it is expected to take; NaN until asked for. */
  private readonly firstPlatform: Uint16Array;
  private readonly expected: Float64Array;

  constructor(city: City, lines = new Lines(city)) {
    const interchanges = city.interchanges.stop.length;
    this.city = city;
    this.lines = lines;
    this.above = aboveOf(city);
    this.zoneTop = zoneTopsOf(this.above, city.places.zone);
    this.firstPlatform = new Uint16Array(interchanges * interchanges);
    this.expected = new Float64Array(interchanges * interchanges).fill(Number.NaN);
    for (const [interchange, stop] of city.interchanges.stop.entries()) this.nearest.set(stop, interchange);
  }

  /** The stop a place hangs on; the end of the path toward stops where none can be reached. */
  stopOf(place: number): number {
    const { above, zoneTop } = this;
    for (let at = place; ; ) {
      const top = zoneTop[at]!;
      at = above[top]!;
      if (at === top) return at;
    }
  }

  /** Whether there is a way from a place to another. */
  joins(from: number, to: number): boolean {
    const { distance } = this.city.toStop;
    return this.stopOf(from) === this.stopOf(to) || (distance[from]! < Infinity && distance[to]! < Infinity);
  }

  /** Whether a place is a vehicle. */
  isVehicle(place: number): boolean {
    return this.city.places.kind[place] === PlaceKindCode.vehicle;
  }

  /** Time from a stop to another in a bus, s. */
  rideTime(stop: number, exit: number): number {
    const { x, y } = this.city.places;
    const dx = x[stop]! - x[exit]!;
    const dy = y[stop]! - y[exit]!;
    return secondsOnGrid(Math.sqrt(dx * dx + dy * dy) / RIDE_SPEED);
  }

  /**
   * Time no trip between two places exceeds, s, at a walking speed of at least `slowest` m/s: down from both ends to
   * their stops, and the ride if these differ. Infinity where no stop can be reached. Without finding the trip.
   */
  atMost(from: number, to: number, slowest: number): number {
    if (this.lines.count > 0) return Number.POSITIVE_INFINITY; // one may wait for the first train of the day
    const { distance } = this.city.toStop;
    const walk = (distance[from]! + distance[to]!) / slowest + ROUNDING;
    const stop = this.stopOf(from);
    const exit = this.stopOf(to);
    return stop === exit ? walk : walk + WAIT + this.rideTime(stop, exit);
  }

  /**
   * The same for a trip that begins between the first train of the day and 20:30. By line it is expected to take less time
   * than by bus; waits for trains and walks between them may exceed what was expected by LATE at most.
   */
  atMostByDay(from: number, to: number, slowest: number): number {
    if (this.lines.count === 0) return this.atMost(from, to, slowest);
    const { distance } = this.city.toStop;
    const walk = (distance[from]! + distance[to]!) / slowest + ROUNDING;
    const stop = this.stopOf(from);
    const exit = this.stopOf(to);
    if (stop === exit) return walk;
    const most = walk + WAIT + this.rideTime(stop, exit) + LATE;
    return most > LONGEST_BY_DAY ? Number.POSITIVE_INFINITY : most;
  }

  /** Time no trip of the city exceeds, s, at a walking speed of at least `slowest` m/s. */
  longest(slowest: number): number {
    if (this.lines.count > 0) return Number.POSITIVE_INFINITY;
    this.extremes ??= extremes(this.city);
    const { walk, span } = this.extremes;
    return (2 * walk) / slowest + ROUNDING + WAIT + span / RIDE_SPEED;
  }

  /** What someone at a place (no vehicle) does next on a trip to another: WALK, BUS or TRAIN; sets `door` and so on. */
  decide(place: number, goal: number): number {
    const { toStop } = this.city;
    const end = this.stopOf(goal);
    if (this.stopOf(place) === end) return this.walk(this.doorBelow(place, goal));
    const platform = this.platformAt(place);
    if (platform !== NONE) return this.goOn(platform, place, end);
    if (toStop.door[place] !== NONE) return this.walk(toStop.door[place]!);
    this.stop = this.busExit(place, end);
    return this.stop === place ? this.walk(this.doorTo(place, this.platform)) : BUS;
  }

  /** The stop at which someone who boarded a bus at `stop` on the way to `goal` gets out. */
  exitOf(stop: number, goal: number): number {
    return this.busExit(stop, this.stopOf(goal));
  }

  /**
   * The door to take from `from` on the way to `to` on foot: toward the stop unless both hang on the same; NONE at a
   * stop. Not for two equal places.
   */
  doorToward(from: number, to: number): number {
    return this.stopOf(from) === this.stopOf(to) ? this.doorBelow(from, to) : this.city.toStop.door[from]!;
  }

  /** The same for two places that hang on the same stop. */
  private doorBelow(from: number, to: number): number {
    const { door, distance } = this.city.toStop;
    const { above } = this;
    let below = to;
    let last = NONE;
    while (below !== from && distance[below]! > distance[from]!) {
      last = below;
      below = above[below]!;
    }
    return below === from ? this.city.doors.back[door[last]!]! : door[from]!;
  }

  /** Where the ways of two places that hang on the same stop meet. */
  meetingOf(one: number, other: number): number {
    const { distance } = this.city.toStop;
    const { above } = this;
    let a = one;
    let b = other;
    while (a !== b) {
      if (distance[a]! >= distance[b]!) a = above[a]!;
      else b = above[b]!;
    }
    return a;
  }

  /** Row of the platform of a line that a place is; NONE for other places. */
  platformAt(place: number): number {
    return this.city.places.kind[place] === PlaceKindCode.platform ? this.lines.platformAt(place) : NONE;
  }

  private walk(door: number): number {
    this.door = door;
    return WALK;
  }

  /** Next step of someone on the platform of a line who goes to another stop: by line as far as the lines lead. */
  private goOn(platform: number, place: number, end: number): number {
    const next = this.nextStation(platform, this.interchangeNear(end));
    if (next === NO_STATION) return this.walk(this.city.toStop.door[place]!);
    const other = this.city.stations.platform[next]!;
    const { interchangeOf } = this.lines;
    if (interchangeOf[other] === interchangeOf[platform]) return this.walk(this.doorTo(place, other));
    this.station = next;
    return TRAIN;
  }

  /** The next station on the way from a platform to an interchange; NO_STATION if it is one of that. */
  nextStation(platform: number, interchange: number): number {
    const { routeNext, interchanges } = this.city;
    return routeNext[platform * interchanges.stop.length + interchange]!;
  }

  /** The door from a place to the platform of a line. */
  doorTo(place: number, platform: number): number {
    const { doors, doorStart, platforms } = this.city;
    const to = platforms.place[platform]!;
    let door = doorStart[place]!;
    while (doors.to[door] !== to) door++;
    return door;
  }

  /** Where a bus from a stop to another is left; the first stop itself where one goes on by line from there. */
  private busExit(start: number, end: number): number {
    if (!this.byLines(start, end)) return end;
    return this.city.interchanges.stop[this.enter]!;
  }

  /** Whether one rides by line from a stop to another: where that is expected to take less time than by bus alone. */
  byLines(start: number, end: number): boolean {
    const { interchanges } = this.city;
    if (interchanges.stop.length === 0) return false;
    this.enter = this.interchangeNear(start);
    this.leave = this.interchangeNear(end);
    if (this.enter === this.leave) return false;
    const entrance = interchanges.stop[this.enter]!;
    const seconds = this.expectedByLine(this.enter, this.leave);
    const access = this.busSeconds(start, entrance) + this.busSeconds(interchanges.stop[this.leave]!, end);
    return seconds + access < this.busSeconds(start, end);
  }

  /** s that one is expected to take from an interchange's stop to another interchange; sets `platform`. */
  private expectedByLine(enter: number, leave: number): number {
    const { interchanges, interchangeStart, routeSeconds, doors } = this.city;
    const count = interchanges.stop.length;
    const pair = enter * count + leave;
    if (Number.isNaN(this.expected[pair])) {
      let least = Number.POSITIVE_INFINITY;
      for (let p = interchangeStart[enter]!; p < interchangeStart[enter + 1]!; p++) {
        const access = doors.distance[this.doorTo(interchanges.stop[enter]!, p)]! / EXPECTED_PACE;
        const seconds = access + routeSeconds[p * count + leave]!;
        if (seconds >= least) continue;
        least = seconds;
        this.firstPlatform[pair] = p;
      }
      this.expected[pair] = least;
    }
    this.platform = this.firstPlatform[pair]!;
    return this.expected[pair]!;
  }

  private busSeconds(stop: number, exit: number): number {
    return stop === exit ? 0 : WAIT + this.rideTime(stop, exit);
  }

  /** The interchange whose stop is nearest to a stop in a straight line. */
  interchangeNear(stop: number): number {
    const known = this.nearest.get(stop);
    if (known !== undefined) return known;
    const stops = this.city.interchanges.stop;
    let best = 0;
    for (let i = 1; i < stops.length; i++)
      if (this.rideTime(stop, stops[i]!) < this.rideTime(stop, stops[best]!)) best = i;
    this.nearest.set(stop, best);
    return best;
  }
}

function extremes({ toStop, places }: City): Extremes {
  const { distance } = toStop;
  const { x, y } = places;
  let walk = 0;
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let south = west;
  let north = east;
  for (let place = 0; place < distance.length; place++) {
    if (distance[place]! < Number.POSITIVE_INFINITY) walk = Math.max(walk, distance[place]!);
    west = Math.min(west, x[place]!);
    east = Math.max(east, x[place]!);
    south = Math.min(south, y[place]!);
    north = Math.max(north, y[place]!);
  }
  return { walk, span: Math.sqrt((east - west) ** 2 + (north - south) ** 2) };
}

function aboveOf({ toStop, doors }: City): Uint32Array {
  return toStop.door.map((door, place) => (door === NONE ? place : doors.to[door]!));
}

/** [P] the last place up to which the way from each to its stop stays in its zone. */
function zoneTopsOf(above: Uint32Array, zone: Uint16Array): Uint32Array {
  const tops = new Uint32Array(above.length).fill(NONE);
  for (let place = 0; place < tops.length; place++) {
    let at = place;
    while (tops[at] === NONE && above[at] !== at && zone[above[at]!] === zone[at]) at = above[at]!;
    const top = tops[at] === NONE ? at : tops[at]!;
    for (let below = place; tops[below] === NONE; below = above[below]!) {
      tops[below] = top;
      if (below === at) break;
    }
  }
  return tops;
}
