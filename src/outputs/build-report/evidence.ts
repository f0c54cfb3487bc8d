/** What a city is held against in the report of its build: facts and counts that are no part of the city. */
import type { Boarding } from "../../city/catchment.js";

/** What the tables say of a zone; undefined: they do not. */
export interface ZoneFact {
  readonly residents: number;
  readonly households?: number;
  readonly workers?: number;
  readonly ages?: readonly { readonly from: number; readonly to: number; readonly persons: number }[];
}

/** A place to change and the passengers counted there, persons a day by hour [24]. */
export interface CountedStation extends Boarding {
  readonly name: string;
  readonly boardings?: ArrayLike<number>;
  readonly alightings?: ArrayLike<number>;
}

/** People counted on foot in a part of the day (hours), persons a day by code of the zone. */
export interface CountedFootfall {
  readonly from: number;
  readonly to: number;
  readonly byZone: ReadonlyMap<string, number>;
}

/** One decay of the gravity model that was tried. */
export interface Tried {
  readonly words: string;
  readonly isChosen: boolean;
  readonly boardings: number;
  readonly alightings: number;
  /** m */
  readonly metres: number;
  readonly rideMetres: number;
}

export interface Evidence {
  /** [Z] by row of zones. */
  readonly facts: readonly ZoneFact[];
  /** Homes by where they are from. */
  readonly homes: { readonly sites: number; readonly footprints: number; readonly generated: number };
  readonly stations: readonly CountedStation[];
  readonly footfall: readonly CountedFootfall[];
  readonly tried: readonly Tried[];
  /** Where the files are from, by name. */
  readonly links: Readonly<Record<string, readonly string[]>>;
}
