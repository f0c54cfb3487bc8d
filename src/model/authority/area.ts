/** Areas in which interventions act: whole zones, or some of their places. */
import { NONE } from "../../base/columns.js";
import { type City, landZones, PlaceKindCode } from "../../city/city.js";
import { group } from "../../base/csr.js";

export interface Area {
  /** Zones it has places in, ascending. */
  readonly zones: readonly number[];
  /** Its places; undefined: all of these zones. */
  readonly places: ReadonlySet<number> | undefined;
}

/** Middle and radius (m) of a circle. */
export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The areas of a city, with its places by zone, which are only sorted out when someone asks. */
export class Areas {
  private readonly city: City;
  private byZone: { readonly start: Uint32Array; readonly items: Uint32Array } | undefined;

  constructor(city: City) {
    this.city = city;
  }

  /** All land. */
  whole(): Area {
    return this.ofZones(Array.from({ length: landZones(this.city) }, (_, zone) => zone));
  }

  ofZones(zones: Iterable<number>): Area {
    return { zones: [...new Set(zones)].sort((a, b) => a - b), places: undefined };
  }

  ofPlaces(places: ReadonlySet<number>): Area {
    const zones = new Set<number>();
    for (const place of places) zones.add(this.city.places.zone[place]!);
    return { zones: [...zones].sort((a, b) => a - b), places };
  }

  /** The places, none of them trains, whose centre lies in a circle. */
  placesIn({ x, y, radius }: Circle): Area {
    const { places } = this.city;
    const land = landZones(this.city);
    const inside = new Set<number>();
    for (let place = 0; place < places.kind.length; place++) {
      if (places.zone[place]! >= land) continue;
      const dx = places.x[place]! - x;
      const dy = places.y[place]! - y;
      if (dx * dx + dy * dy <= radius * radius) inside.add(place);
    }
    return this.ofPlaces(inside);
  }

  /** The zones whose centre lies in a circle, and the one in which its middle lies (that of the nearest place). */
  zonesIn(circle: Circle, middle: number): Area {
    const { zones, places } = this.city;
    const inside = [places.zone[middle]!];
    for (let zone = 0; zone < landZones(this.city); zone++) {
      const dx = zones.x[zone]! - circle.x;
      const dy = zones.y[zone]! - circle.y;
      if (dx * dx + dy * dy <= circle.radius * circle.radius) inside.push(zone);
    }
    return this.ofZones(inside);
  }

  /** Whether a place is in an area. */
  has({ zones, places }: Area, place: number): boolean {
    return places === undefined ? zones.includes(this.city.places.zone[place]!) : places.has(place);
  }

  /** The places of an area in one of its zones, ascending. */
  in({ places }: Area, zone: number): readonly number[] {
    this.byZone ??= group(this.city.places.zone, this.city.zones.x.length);
    const { start, items } = this.byZone;
    const all = Array.from(items.subarray(start[zone]!, start[zone + 1]!));
    return places === undefined ? all : all.filter((place) => places.has(place));
  }

  /** The streets of an area, band by band, each in the other direction: a way through all of it, in order. */
  streets(area: Area): number[] {
    const { kind, x, y } = this.city.places;
    const streets = area.zones
      .flatMap((zone) => this.in(area, zone))
      .filter((place) => kind[place] === PlaceKindCode.street);
    const band = (place: number) => Math.floor(y[place]! / BAND);
    return streets.sort((a, b) => {
      const across = (band(a) & 1) === 0 ? x[a]! - x[b]! : x[b]! - x[a]!;
      return band(a) - band(b) || across || a - b;
    });
  }

  /** The places outside an area that have a way into it, ascending. */
  rim(area: Area): number[] {
    const { doors, doorStart, wayEnd, places } = this.city;
    const land = landZones(this.city);
    const rim = new Set<number>();
    for (const zone of area.zones) {
      for (const place of this.in(area, zone)) {
        for (let door = doorStart[place]!; door < wayEnd[place]!; door++) {
          const to = doors.to[door]!;
          if (places.zone[to]! < land && !this.has(area, to)) rim.add(to);
        }
      }
    }
    return [...rim].sort((a, b) => a - b);
  }

  /** The public room that the way to shelter leads to from a place; NONE if it leads nowhere. */
  shelterOf(place: number): number {
    const { toShelter, doors } = this.city;
    let here = place;
    for (let steps = 0; steps < LONGEST_WAY; steps++) {
      const door = toShelter.door[here]!;
      if (door === NONE) return here === place ? NONE : here;
      here = doors.to[door]!;
    }
    return NONE;
  }
}

/** Width of the bands in which an area is walked through, m (assumed; about two blocks). */
const BAND = 150;
/** More doors than any way to shelter has. */
const LONGEST_WAY = 10_000;
