/**
 * The way from one place to another: on foot, by bus between two stops, by the lines of a city that has some.
 *
 * Every trip follows the forest of shortest paths to the nearest stop: up from both ends. If both ends hang on the
 * same stop the walk turns at the lowest place their paths share; else one rides from the first stop to the second: by
 * bus, or, where that is expected to take less time, by the lines between the interchanges nearest to the two stops
 * (and by bus to or from these, unless the stop is the interchange's own).
 *
 * What one does next depends only on where one is and on where one goes, so that a trip can be found whole (`find`) or
 * step by step (`decide`), with the same outcome: whoever has begun by line goes on by line.
 */
import { NONE } from "../base/columns.js";
import { type City, NO_STATION, PlaceKindCode } from "./city.js";
import { Lines } from "./lines.js";

/** Mean speed of a bus between stops, halts included, m/s (18 km/h, as city buses make in traffic; assumed). */
export const RIDE_SPEED = 5;
/** Wait at the stop for the next bus, s (half a headway of 8 min). */
export const WAIT = 240;
/** More than rounding can add to a trip, s: distances to stops are sums in 32 bits, trips sums in 64. */
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

/** Finds one trip at a time, without allocation. After `find` the trip stands in the public fields. */
export class Trips {
  /** Places on the way, first and last included, trains left out; `length` of them are valid. */
  place = new Uint32Array(256);
  /** m walked in each place before the next is reached; 0 in the last place, where one waits, and while riding. */
  metres = new Float64Array(256);
  /** s spent waiting for a bus, or riding in it; 0 where one walks or boards a train. */
  seconds = new Float64Array(256);
  /** Row of stations: where one boards a train, the station at which one gets out; else NO_STATION. */
  exit = new Uint16Array(256);
  length = 0;
  /** m walked in all. */
  walked = 0;

  /** After `decide`: the door to walk to (WALK), the stop where the bus is left (BUS), the station of exit (TRAIN). */
  door = NONE;
  stop = NONE;
  station = NO_STATION;

  readonly lines: Lines;
  /** The trip that was found last. */
  private lastFrom = NONE;
  private lastTo = NONE;
  private readonly city: City;
  /** [P] the stop each place hangs on; worked out when first asked for. */
  private stops: Uint32Array | undefined;
  /**
   * [P] the next place on the way to the stop, the place itself at its end: `doors.to` of `toStop.door`, which one would
   * wait for twice at every step of a climb.
   */
  private readonly above: Uint32Array;
  private extremes: Extremes | undefined;
  /** Interchange nearest to each stop that was asked for. */
  private readonly nearest = new Map<number, number>();
  /** After `byLines`: the interchanges between which one rides, and the platform at which one begins. */
  private enter = 0;
  private leave = 0;
  private platform = 0;
  /** The way down, from its lower end up. */
  private down = new Uint32Array(256);
  private downMetres = new Float64Array(256);

  constructor(city: City, lines = new Lines(city)) {
    this.city = city;
    this.lines = lines;
    this.above = aboveOf(city);
    for (const [interchange, stop] of city.interchanges.stop.entries()) this.nearest.set(stop, interchange);
  }

  /** Finds the trip. Returns false, with length 0, where no stop can be reached from one of the ends. */
  find(from: number, to: number): boolean {
    // Whoever asks where a person is often asks next when they come by, on the same trip.
    if (from === this.lastFrom && to === this.lastTo) return this.length > 0;
    this.lastFrom = from;
    this.lastTo = to;
    this.walked = 0;
    this.length = 0;
    const { distance } = this.city.toStop;
    const start = this.stopOf(from);
    const end = this.stopOf(to);
    if (start === end) {
      this.climb(from, to);
      return true;
    }
    if (distance[start] === Infinity || distance[end] === Infinity) return false;
    const at = this.goUp(from, start, end);
    if (at !== end) this.takeBus(at, end);
    this.goDown(end, to);
    return true;
  }

  /** The stop a place hangs on; the end of the path toward stops where none can be reached. */
  stopOf(place: number): number {
    this.stops ??= stopsOf(this.above);
    return this.stops[place]!;
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
    return Math.sqrt(dx * dx + dy * dy) / RIDE_SPEED;
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

  /** The door to take from `from` on the way to `to`; NONE at the stop where one boards. Not for two equal places. */
  /** What someone at a place (no vehicle) does next on a trip to another: WALK, BUS or TRAIN; sets `door` and so on. */
  decide(place: number, goal: number): number {
    const { toStop } = this.city;
    const end = this.stopOf(goal);
    if (this.stopOf(place) === end) return this.walk(this.doorToward(place, goal));
    const platform = this.lines.platformAt(place);
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
    const { door, distance } = this.city.toStop;
    if (this.stopOf(from) !== this.stopOf(to)) return door[from]!;
    const { to: behind, back } = this.city.doors;
    let below = to;
    let last = NONE;
    while (below !== from && distance[below]! > distance[from]!) {
      last = door[below]!;
      below = behind[last]!;
    }
    return below === from ? back[last]! : door[from]!;
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

  private nextStation(platform: number, interchange: number): number {
    const { routeNext, interchanges } = this.city;
    return routeNext[platform * interchanges.stop.length + interchange]!;
  }

  /** The door from a place to the platform of a line. */
  private doorTo(place: number, platform: number): number {
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
  private byLines(start: number, end: number): boolean {
    const { interchanges, interchangeStart, routeSeconds, doors } = this.city;
    const count = interchanges.stop.length;
    if (count === 0) return false;
    this.enter = this.interchangeNear(start);
    this.leave = this.interchangeNear(end);
    if (this.enter === this.leave) return false;
    const entrance = interchanges.stop[this.enter]!;
    let least = Number.POSITIVE_INFINITY;
    for (let p = interchangeStart[this.enter]!; p < interchangeStart[this.enter + 1]!; p++) {
      const seconds = doors.distance[this.doorTo(entrance, p)]! / EXPECTED_PACE + routeSeconds[p * count + this.leave]!;
      if (seconds >= least) continue;
      least = seconds;
      this.platform = p;
    }
    const access = this.busSeconds(start, entrance) + this.busSeconds(interchanges.stop[this.leave]!, end);
    return least + access < this.busSeconds(start, end);
  }

  private busSeconds(stop: number, exit: number): number {
    return stop === exit ? 0 : WAIT + this.rideTime(stop, exit);
  }

  /** The interchange whose stop is nearest to a stop in a straight line. */
  private interchangeNear(stop: number): number {
    const known = this.nearest.get(stop);
    if (known !== undefined) return known;
    const stops = this.city.interchanges.stop;
    let best = 0;
    for (let i = 1; i < stops.length; i++)
      if (this.rideTime(stop, stops[i]!) < this.rideTime(stop, stops[best]!)) best = i;
    this.nearest.set(stop, best);
    return best;
  }

  /** Appends the way up from a place to its stop, and on by line where one does; returns the stop one is at. */
  private goUp(from: number, start: number, end: number): number {
    const { toStop, doors, interchanges } = this.city;
    const platform = this.lines.platformAt(from);
    if (platform !== NONE && this.nextStation(platform, this.interchangeNear(end)) !== NO_STATION)
      return this.takeLines(platform, this.interchangeNear(end));
    for (let place = from; place !== start; place = this.above[place]!) {
      this.append(place, doors.distance[toStop.door[place]!]!);
    }
    if (!this.byLines(start, end)) return start;
    const { enter, leave, platform: first } = this;
    const entrance = interchanges.stop[enter]!;
    if (entrance !== start) this.takeBus(start, entrance);
    this.append(entrance, doors.distance[this.doorTo(entrance, first)]!);
    return this.takeLines(first, leave);
  }

  /** Appends the way by line from a platform to an interchange; returns that one's stop. */
  private takeLines(first: number, interchange: number): number {
    const { platforms, stations, doors, toStop } = this.city;
    const { interchangeOf } = this.lines;
    let platform = first;
    let place = platforms.place[platform]!;
    for (;;) {
      const next = this.nextStation(platform, interchange);
      if (next === NO_STATION) break;
      const other = stations.platform[next]!;
      const change = interchangeOf[other] === interchangeOf[platform];
      this.append(place, change ? doors.distance[this.doorTo(place, other)]! : 0);
      if (!change) this.exit[this.length - 1] = next;
      platform = other;
      place = platforms.place[platform]!;
    }
    this.append(place, doors.distance[toStop.door[place]!]!);
    return this.above[place]!;
  }

  /** Appends the wait at a stop and the bus from there to another stop. */
  private takeBus(stop: number, exit: number): void {
    this.append(stop, 0);
    this.seconds[this.length - 1] = WAIT;
    this.append(stop + 1, 0);
    this.seconds[this.length - 1] = this.rideTime(stop, exit);
  }

  /** Climbs from both ends, always from the one farther from its stop, until the climbs meet. */
  private climb(from: number, to: number): void {
    const { door, distance } = this.city.toStop;
    const { distance: metres } = this.city.doors;
    const { above } = this;
    let up = from;
    let below = to;
    let steps = 0;
    while (up !== below) {
      if (distance[up]! >= distance[below]!) {
        this.append(up, metres[door[up]!]!);
        up = above[up]!;
      } else {
        if (steps === this.down.length) this.growDown();
        this.down[steps] = below;
        this.downMetres[steps++] = metres[door[below]!]!;
        below = above[below]!;
      }
    }
    this.descend(up, steps);
  }

  /** Appends a stop and the way down from it. */
  private goDown(stop: number, to: number): void {
    const { door } = this.city.toStop;
    const { distance: metres } = this.city.doors;
    let steps = 0;
    for (let below = to; below !== stop; below = this.above[below]!) {
      if (steps === this.down.length) this.growDown();
      this.down[steps] = below;
      this.downMetres[steps++] = metres[door[below]!]!;
    }
    this.descend(stop, steps);
  }

  /** Appends the top of a way and the places of the way down, last climbed first. */
  private descend(top: number, steps: number): void {
    this.append(top, steps > 0 ? this.downMetres[steps - 1]! : 0);
    for (let k = steps - 1; k >= 0; k--) this.append(this.down[k]!, k > 0 ? this.downMetres[k - 1]! : 0);
  }

  private append(place: number, metres: number): void {
    if (this.length === this.place.length) this.grow();
    const at = this.length++;
    this.place[at] = place;
    this.metres[at] = metres;
    this.seconds[at] = 0;
    this.exit[at] = NO_STATION;
    this.walked += metres;
  }

  private growDown(): void {
    const { down, downMetres } = this;
    this.down = new Uint32Array(down.length * 2);
    this.downMetres = new Float64Array(down.length * 2);
    this.down.set(down);
    this.downMetres.set(downMetres);
  }

  private grow(): void {
    const { place, metres, seconds, exit } = this;
    this.place = new Uint32Array(place.length * 2);
    this.metres = new Float64Array(place.length * 2);
    this.seconds = new Float64Array(place.length * 2);
    this.exit = new Uint16Array(place.length * 2);
    this.place.set(place);
    this.metres.set(metres);
    this.seconds.set(seconds);
    this.exit.set(exit);
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

/** [P] the root of each place in the forest to the nearest stop; the place itself where no stop can be reached. */
function stopsOf(above: Uint32Array): Uint32Array {
  const root = new Uint32Array(above.length).fill(NONE);
  for (let place = 0; place < root.length; place++) {
    let top = place;
    while (root[top] === NONE && above[top] !== top) top = above[top]!;
    const stop = root[top] === NONE ? top : root[top]!;
    for (let below = place; root[below] === NONE; below = above[below]!) {
      root[below] = stop;
      if (below === top) break;
    }
  }
  return root;
}
