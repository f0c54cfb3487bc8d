/** Where things are, as the tables state it: zones of residence, names, longitude and latitude, the street outside. */
import { NONE } from "../base/columns.js";
import { cosDegrees } from "../base/exact.js";
import { type City, PlaceKindCode } from "../city/city.js";
import { Lines } from "../city/lines.js";
import { Timetable } from "../city/timetable.js";

/** Metres of one degree of a great circle (the equator of WGS84). */
const METRES_PER_DEGREE = 111_320;

/** Where things are at a time: places where they lie, trains where they are on their way. */
export class Positions {
  /** After `find`, m. */
  x = Number.NaN;
  y = Number.NaN;
  private readonly lines: Lines;
  private readonly timetable: Timetable;

  /** `start`: ms since 1970 in local time at which the simulation's clock stands at 0. */
  constructor(
    private readonly city: City,
    start: number,
  ) {
    this.lines = new Lines(city);
    this.timetable = new Timetable(city, this.lines, (start / 1000) % 86_400);
  }

  /** Finds a place at a time (s since the start); NaN for NONE. */
  find(place: number, time: number): void {
    const { places } = this.city;
    if (this.lines.isTrain(place)) {
      this.timetable.locate(place, time);
      this.x = this.timetable.x;
      this.y = this.timetable.y;
      return;
    }
    this.x = place === NONE ? Number.NaN : places.x[place]!;
    this.y = place === NONE ? Number.NaN : places.y[place]!;
  }
}

/** Zone of residence of a person: that of the home. */
export function homeZone({ people, households, places }: City, person: number): number {
  return places.zone[households.home[people.household[person]!]!]!;
}

/** Metres of one degree eastward and northward at an origin, on the sphere: within 0.3 % over the size of a city. */
export function metresPerDegree({ lat }: { readonly lat: number }): { readonly east: number; readonly north: number } {
  return { east: METRES_PER_DEGREE * cosDegrees(lat), north: METRES_PER_DEGREE };
}

/** Local metres to longitude and latitude; null for a city that is nowhere on earth. */
export function toLonLat({ manifest }: City): ((x: number, y: number) => readonly [lon: number, lat: number]) | null {
  const { origin } = manifest;
  if (origin === null) return null;
  const { east, north } = metresPerDegree(origin);
  return (x, y) => [origin.lon + x / east, origin.lat + y / north];
}

/** Name of a place, else of its building; null if both are nameless. */
export function placeName({ manifest, places }: City, place: number): string | null {
  return manifest.placeNames[place] ?? manifest.buildingNames[places.building[place]!] ?? null;
}

/** More doors than any way out of a building has. */
const LONGEST_WAY_OUT = 64;

/** The street a place lies on: the first one on its way to the nearest stop; NONE if that way meets no street. */
export function streetOutside({ places, doors, toStop }: City, place: number): number {
  let here = place;
  for (let steps = 0; steps < LONGEST_WAY_OUT; steps++) {
    if (places.kind[here] === PlaceKindCode.street) return here;
    const door = toStop.door[here]!;
    if (door === NONE) return NONE;
    here = doors.to[door]!;
  }
  return NONE;
}

/** Places within which a street is looked for. */
const NEAR = 1000;

/** The street fewest doors from a place, whichever way they lead; NONE if there is none near. */
export function streetNear({ places, doors, doorStart, wayEnd }: City, place: number): number {
  const seen = new Set([place]);
  for (const here of seen) {
    if (places.kind[here] === PlaceKindCode.street) return here;
    if (seen.size > NEAR) return NONE;
    for (let door = doorStart[here]!; door < wayEnd[here]!; door++) seen.add(doors.to[door]!);
  }
  return NONE;
}
