/**
 * The way from one place to another on foot, or on foot and by the vehicles between two stops.
 *
 * Every trip follows the forest of shortest paths to the nearest stop: up from both ends. If both ends hang on the
 * same stop the walk turns at the lowest place their paths share; else one rides from the first stop to the second.
 */
import { NONE } from "../base/columns.js";
import { type City, PlaceKindCode } from "./city.js";

/** Mean speed of a bus or train between stops, halts included, m/s (18 km/h, as city buses make in traffic; assumed). */
export const RIDE_SPEED = 5;
/** Wait on the platform for the next bus or train, s (half a headway of 8 min). */
export const WAIT = 240;
/** More than rounding can add to a trip, s: distances to stops are sums in 32 bits, trips sums in 64. */
const ROUNDING = 1;

/** m: the farthest that a place is from its stop on foot, and the diagonal of the city. */
interface Extremes {
  readonly walk: number;
  readonly span: number;
}

/** Finds one trip at a time, without allocation. After `find` the trip stands in the public fields. */
export class Trips {
  /** Places on the way, first and last included; `length` of them are valid. */
  place = new Uint32Array(256);
  /** m walked in each place before the next is reached; 0 in the last place, where one waits, and while riding. */
  metres = new Float64Array(256);
  length = 0;
  /** Position on the way of the vehicle, after the platform where one waits; -1 if the whole trip is on foot. */
  ride = -1;
  /** s in the vehicle. */
  rideSeconds = 0;
  /** m walked in all. */
  walked = 0;

  private readonly city: City;
  /** [P] the stop each place hangs on; worked out when first asked for. */
  private stop: Uint32Array | undefined;
  private extremes: Extremes | undefined;
  private down = new Uint32Array(256);
  private downMetres = new Float64Array(256);

  constructor(city: City) {
    this.city = city;
  }

  /** Finds the trip. Returns false, with length 0, where no stop can be reached from one of the ends. */
  find(from: number, to: number): boolean {
    this.ride = -1;
    this.rideSeconds = 0;
    this.walked = 0;
    this.length = 0;
    return this.climb(from, to);
  }

  /** The stop a place hangs on; the end of the path toward stops where none can be reached. */
  stopOf(place: number): number {
    this.stop ??= stops(this.city);
    return this.stop[place]!;
  }

  /** Whether a place is a vehicle. */
  isVehicle(place: number): boolean {
    return this.city.places.kind[place] === PlaceKindCode.vehicle;
  }

  /** Whether someone at `place` on the way to `goal` goes on by the vehicle of the stop that `place` is. */
  boardsAt(place: number, goal: number): boolean {
    return this.city.toStop.door[place] === NONE && this.stopOf(goal) !== place;
  }

  /** Time from a stop to another in a vehicle, s. */
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
    const { distance } = this.city.toStop;
    const walk = (distance[from]! + distance[to]!) / slowest + ROUNDING;
    const stop = this.stopOf(from);
    const exit = this.stopOf(to);
    return stop === exit ? walk : walk + WAIT + this.rideTime(stop, exit);
  }

  /** Time no trip of the city exceeds, s, at a walking speed of at least `slowest` m/s. */
  longest(slowest: number): number {
    this.extremes ??= extremes(this.city);
    const { walk, span } = this.extremes;
    return (2 * walk) / slowest + ROUNDING + WAIT + span / RIDE_SPEED;
  }

  /** The door to take from `from` on the way to `to`; NONE at the stop where one boards. Not for two equal places. */
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

  /** Climbs from both ends, always from the one farther from its stop, until the climbs meet or both are at stops. */
  private climb(from: number, to: number): boolean {
    const { door, distance } = this.city.toStop;
    const { to: behind, distance: metres } = this.city.doors;
    let up = from;
    let below = to;
    let descended = 0;
    while (up !== below) {
      if (distance[up]! >= distance[below]!) {
        const next = door[up]!;
        if (next === NONE) return this.board(up, below, descended);
        this.append(up, metres[next]!);
        up = behind[next]!;
      } else {
        const next = door[below]!;
        if (next === NONE) return this.board(up, below, descended);
        if (descended === this.down.length) this.growDown();
        this.down[descended] = below;
        this.downMetres[descended++] = metres[next]!;
        below = behind[next]!;
      }
    }
    this.append(up, descended > 0 ? this.downMetres[descended - 1]! : 0);
    this.descend(descended);
    return true;
  }

  /** Rides from one stop to the other; they are no stops if one of the ends has no way to any. */
  private board(stop: number, exit: number, descended: number): boolean {
    const { toStop } = this.city;
    if (toStop.distance[stop] !== 0 || toStop.distance[exit] !== 0) {
      this.length = 0;
      return false;
    }
    this.append(stop, 0);
    this.ride = this.length;
    this.rideSeconds = this.rideTime(stop, exit);
    this.append(stop + 1, 0);
    this.append(exit, descended > 0 ? this.downMetres[descended - 1]! : 0);
    this.descend(descended);
    return true;
  }

  /** Appends the places of the way down, last climbed first. */
  private descend(descended: number): void {
    for (let k = descended - 1; k >= 0; k--) this.append(this.down[k]!, k > 0 ? this.downMetres[k - 1]! : 0);
  }

  private append(place: number, metres: number): void {
    if (this.length === this.place.length) this.grow();
    this.place[this.length] = place;
    this.metres[this.length++] = metres;
    this.walked += metres;
  }

  private grow(): void {
    const place = new Uint32Array(this.place.length * 2);
    const metres = new Float64Array(this.metres.length * 2);
    place.set(this.place);
    metres.set(this.metres);
    this.place = place;
    this.metres = metres;
  }

  private growDown(): void {
    const down = new Uint32Array(this.down.length * 2);
    const metres = new Float64Array(this.down.length * 2);
    down.set(this.down);
    metres.set(this.downMetres);
    this.down = down;
    this.downMetres = metres;
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

/** [P] the root of each place in the forest to the nearest stop; the place itself where no stop can be reached. */
function stops({ toStop, doors }: City): Uint32Array {
  const { door } = toStop;
  const root = new Uint32Array(door.length).fill(NONE);
  for (let place = 0; place < root.length; place++) {
    let top = place;
    while (root[top] === NONE && door[top] !== NONE) top = doors.to[door[top]!]!;
    const stop = root[top] === NONE ? top : root[top]!;
    for (let below = place; root[below] === NONE; below = doors.to[door[below]!]!) {
      root[below] = stop;
      if (below === top) break;
    }
  }
  return root;
}
