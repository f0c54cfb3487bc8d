/**
 * The draft of a city: what the OSM reader and the generator of the built-in cities hand to `settle`, which puts
 * buildings, households, people and their days onto it. Metres in the city's local frame throughout.
 */
import type { BuildingUse } from "../city/city.js";
import type { Commuting } from "./join.js";

/** A street segment between two junctions. */
export interface StreetDraft {
  /** Rows of `junctions`. */
  readonly from: number;
  readonly to: number;
  /** m, kerb to kerb as far as people can walk. */
  readonly width: number;
  /** x, y, x, y … from the first junction to the second, both included. */
  readonly line: ArrayLike<number>;
  /** OSM highway value, e.g. "residential". Homes and shops do not open on "trunk" and "motorway". */
  readonly highway: string;
}

/** An administrative area and the facts known of it. Counts are persons or households. */
export interface ZoneDraft {
  readonly name: string;
  readonly code: string;
  readonly x: number;
  readonly y: number;
  /** m² */
  readonly area: number;
  readonly residents: number;
  /** Unknown: from the residents by a stated mean household size. */
  readonly households?: number;
  /** Residents by age band; unknown: a stated standard pyramid. Bands are [from, to] in completed years. */
  readonly ages?: readonly { readonly from: number; readonly to: number; readonly persons: number }[];
  /** People employed at a workplace in the zone; unknown: in proportion to residents. */
  readonly workers?: number;
}

/** A building outline known from the input. */
export interface FootprintDraft {
  readonly x: number;
  readonly y: number;
  /** Ground area, m². */
  readonly area: number;
  /** Storeys; unknown: by use and area. */
  readonly levels?: number;
  /** undefined: unknown, housing by default. */
  readonly use?: BuildingUse;
  readonly name?: string;
}

/** A place to change and the passengers counted there, persons a day; unknown at some. */
export interface CountDraft {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Persons an hour its trains can carry in the peak, all lines and directions. */
  readonly supply: number;
  /** [24] by hour of the day. */
  readonly boardings?: Float64Array;
  readonly alightings?: Float64Array;
}

/** A destination: school, hospital, shop, stop… It gets a building of its own (a stop: a platform and its vehicle). */
export interface SiteDraft {
  readonly use: BuildingUse | "stop" | "park";
  readonly x: number;
  readonly y: number;
  readonly name?: string;
  /** Pupils, workers, beds or homes it is made for; unknown: by use. */
  readonly capacity?: number;
  /** Zone it counts to; by default the one it stands in. Of housing only. */
  readonly zone?: number;
  /** Storeys of housing, and area of one home, m²; unknown: by the number of homes. */
  readonly levels?: number;
  readonly homeArea?: number;
}

/** A station of one line: one row a line and station. */
export interface StationDraft {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** One can change between stations of the same interchange. */
  readonly interchange: string;
}

/** A line of trains with a timetable. */
export interface LineDraft {
  readonly name: string;
  /** The last station is followed by the first, and trains go round both ways; else they go there and back. */
  readonly closed: boolean;
  /** Rows of `stations`, in order. */
  readonly stations: readonly number[];
  /** s between trains in peak hours, and at other times. */
  readonly headwayPeak: number;
  readonly headway: number;
  /** m/s between stations, time at stations excluded. */
  readonly speed: number;
  /** s at each station. */
  readonly dwell: number;
  /** Persons a train. */
  readonly capacity: number;
}

export interface Draft {
  readonly name: string;
  readonly origin: { readonly lon: number; readonly lat: number } | null;
  readonly junctions: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> };
  readonly streets: readonly StreetDraft[];
  readonly zones: readonly ZoneDraft[];
  /** Row of the zone that holds a point (the nearest one for points outside all). */
  zoneOf(x: number, y: number): number;
  readonly footprints: readonly FootprintDraft[];
  readonly sites: readonly SiteDraft[];
  /** Lines of trains and their stations; none where absent. */
  readonly lines?: readonly LineDraft[];
  readonly stations?: readonly StationDraft[];
  readonly sources: readonly { readonly name: string; readonly licence: string; readonly sha256?: string }[];
  readonly assumptions: readonly string[];
  readonly leftOut: readonly string[];
  /** Passengers against which the commuting is calibrated, and the mean length of trips by train (straight, m). */
  readonly counts?: readonly CountDraft[];
  readonly rideMetres?: number;
  /** Workers of cities joined in one world who work in another of them. */
  readonly commuting?: readonly Commuting[];
}
