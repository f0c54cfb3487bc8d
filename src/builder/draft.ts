/**
 * The draft of a city: what the OSM reader and the generator of the built-in cities hand to `settle`, which puts
 * buildings, households, people and their days onto it. Metres in the city's local frame throughout.
 */
import type { BuildingUse } from "../city/city.js";

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

/** A station of one line; stations of equal `interchange` are one place to change. */
export interface StationDraft {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly interchange: string;
}

/** A service of trains that call at stations in order, both ways. */
export interface LineDraft {
  readonly name: string;
  /** The last station is followed by the first. */
  readonly closed: boolean;
  /** Rows of `stations`, in order. */
  readonly stations: readonly number[];
  /** s between trains of one direction, in the peak hours and at other times. */
  readonly headwayPeak: number;
  readonly headway: number;
  /** Mean speed between stations, m/s; the dwell at stations is not in it. */
  readonly speed: number;
  /** s a train stands in a station. */
  readonly dwell: number;
  /** Persons a train holds. */
  readonly capacity: number;
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
  /** Stations of the railways within the city, a row a line and station, and the lines that join them. */
  readonly stations?: readonly StationDraft[];
  readonly lines?: readonly LineDraft[];
  /** Counts against which the commuting is calibrated. */
  readonly counts?: readonly CountDraft[];
  /** Mean length of trips by train in a straight line, m. */
  readonly rideMetres?: number;
  readonly sources: readonly { readonly name: string; readonly licence: string; readonly sha256?: string }[];
  readonly assumptions: readonly string[];
  readonly leftOut: readonly string[];
}
