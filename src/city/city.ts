/**
 * What a city is: frozen tables of places, doors, people, households and zones.
 *
 * Rows are ordered for locality: streets first, then the places of buildings by zone (trains after them), homes last;
 * households by zone, people by household. One-to-many is always CSR: the rows that belong to row r
 * are start[r] .. start[r + 1] - 1.
 */
import { allocate, column, type Table } from "../base/columns.js";

/** Kinds of place; the code in `places.kind` is the position in this list. */
export const PLACE_KINDS = [
  "street", // a segment between two junctions, with length and width
  "home", // one household
  "room", // classroom, office, shop, ward…
  "corridor",
  "stair",
  "roof",
  "hall", // gym, cafeteria, lobby
  "platform", // where people wait: of a stop, for the vehicle with the next row number; of a line, for its trains
  "vehicle", // the buses boarded at the stop with the row number before; or one train of a line
  "open", // park, yard
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];
export const PlaceKindCode = Object.fromEntries(PLACE_KINDS.map((kind, code) => [kind, code])) as Record<
  PlaceKind,
  number
>;

/** What a person does by day; the code in `people.role` is the position in this list. */
export const ROLES = ["at-home", "pupil", "student", "worker"] as const;
export type Role = (typeof ROLES)[number];
export const RoleCode = Object.fromEntries(ROLES.map((role, code) => [role, code])) as Record<Role, number>;

/** What a building is for; the code in `buildings.use` is the position in this list. */
export const BUILDING_USES = [
  "house",
  "apartments",
  "elementary",
  "middle",
  "high",
  "university",
  "kindergarten",
  "hospital",
  "shop",
  "office",
  "station",
] as const;
export type BuildingUse = (typeof BUILDING_USES)[number];
export const BuildingUseCode = Object.fromEntries(BUILDING_USES.map((use, code) => [use, code])) as Record<
  BuildingUse,
  number
>;

export const PLACES = {
  kind: column("u8", "code", "kind of place (PLACE_KINDS)"),
  zone: column("u16", "row of zones", "zone the place belongs to"),
  building: column("u32", "row of buildings", "building the place is part of; NONE in the open"),
  area: column("f32", "m²", "floor area people can stand on"),
  x: column("f32", "m", "centre, east of the city's origin"),
  y: column("f32", "m", "centre, north of the city's origin"),
} as const;

/**
 * Directed links; both directions of one door are two rows. The doors of a place stand together (CSR
 * `doorStart`): first its *ways*, open doors one can see and wander through, then from `wayEnd` on its private
 * doors (entrances of homes), which only residents and those who break in use.
 */
export const DOORS = {
  to: column("u32", "row of places", "place behind the door"),
  back: column("u32", "row of doors", "the same door from the other side"),
  distance: column("f32", "m", "walking distance between the two places' centres"),
  width: column("f32", "m", "clear width"),
} as const;

export const PEOPLE = {
  age: column("u8", "a", "age in completed years"),
  sex: column("u8", "code", "0 female, 1 male"),
  role: column("u8", "code", "what the person does by day (ROLES)"),
  household: column("u32", "row of households", "household"),
  anchor: column("u32", "row of places", "place of the day (classroom, workplace); NONE for at-home"),
} as const;

export const HOUSEHOLDS = {
  home: column("u32", "row of places", "place the household lives in"),
  shop: column("u32", "row of places", "shop the household goes to; NONE if there is none"),
} as const;

export const BUILDINGS = {
  use: column("u8", "code", "what the building is for (BUILDING_USES)"),
  firstPlace: column("u32", "row of places", "first of the building's places, which stand together"),
  places: column("u32", "count", "number of places"),
} as const;

export const ZONES = {
  x: column("f32", "m", "centre, east of the city's origin"),
  y: column("f32", "m", "centre, north of the city's origin"),
  area: column("f32", "m²", "land area"),
  firstHousehold: column("u32", "row of households", "first household; its households stand together"),
  firstPerson: column("u32", "row of people", "first resident; its residents stand together"),
  residents: column("u32", "count", "residents"),
} as const;

/**
 * Lines with a timetable; none in a city without a subway. The trains of a line are places of their own, which stand
 * together, and belong to a zone of the line's own, without residents, after all others. An open line is one loop,
 * there and back; a closed one is two, one each way round. Each loop has `trains` trains, those of the second loop
 * after those of the first.
 */
export const LINES = {
  zone: column("u16", "row of zones", "zone of the line's trains"),
  closed: column("u8", "code", "1: a ring; 0: there and back"),
  headway: column("u16", "s", "between the departures of a loop from its first station in peak hours"),
  every: column("u8", "count", "outside peak hours only every so many-th of these departures takes place"),
  dwell: column("u16", "s", "a train stands at each station"),
  capacity: column("u16", "persons", "a train is full for those who are out of routine"),
  trains: column("u16", "count", "trains of each loop; headway × trains is the time of one round"),
  firstTrain: column("u32", "row of places", "first train; the line's trains stand together"),
} as const;

/** Stations along the lines, in the order of the line (CSR `lineStart`); one row a line and station. */
export const STATIONS = {
  platform: column("u16", "row of platforms", "where its trains are boarded"),
  run: column("u16", "s", "from this station to the next one of the line, either way; 0 at the end of an open line"),
} as const;

/** Platforms of the lines, by interchange (CSR `interchangeStart`); several lines may share one. */
export const PLATFORMS = {
  place: column("u32", "row of places", "the platform"),
} as const;

/** Interchanges: the platforms between which one can change, or the one platform of a station. */
export const INTERCHANGES = {
  stop: column("u32", "row of places", "the stop at the entrance, from which its platforms are reached"),
} as const;

/** Where a city comes from and what had to be assumed: part of the city file and of every run. */
export interface Manifest {
  readonly name: string;
  /** Longitude and latitude of the local origin, degrees WGS84; null for a city that is nowhere. */
  readonly origin: { readonly lon: number; readonly lat: number } | null;
  readonly zones: readonly { readonly name: string; readonly code: string }[];
  /** Names of buildings and of single places, by row. */
  readonly buildingNames: Readonly<Record<number, string>>;
  readonly placeNames: Readonly<Record<number, string>>;
  readonly sources: readonly { readonly name: string; readonly licence: string; readonly sha256?: string }[];
  /** Names of the lines, by row; absent without lines. */
  readonly lineNames?: readonly string[];
  /** Everything that is not known and was assumed, one sentence each, with its numbers. */
  readonly assumptions: readonly string[];
  /** What the input held and the city does not, one sentence each with a count. */
  readonly leftOut: readonly string[];
}

/**
 * A shortest-path forest over places: from every place the door to take toward the nearest root.
 * Roots and places without a path have NONE.
 */
export interface Forest {
  /** [P] row of doors. */
  readonly door: Uint32Array;
  /** [P] m to the nearest root; Infinity without a path. */
  readonly distance: Float32Array;
}

/**
 * A frozen city. P places, D doors, N people, H households, Z zones, S streets (the first S places), L lines, I
 * interchanges, J platforms of lines.
 */
export interface City {
  readonly manifest: Manifest;
  readonly places: Table<typeof PLACES>;
  readonly doors: Table<typeof DOORS>;
  readonly people: Table<typeof PEOPLE>;
  readonly households: Table<typeof HOUSEHOLDS>;
  readonly buildings: Table<typeof BUILDINGS>;
  readonly zones: Table<typeof ZONES>;
  /** [P + 1] first door of each place. */
  readonly doorStart: Uint32Array;
  /** [P] first private door of each place (doorStart ≤ wayEnd ≤ next doorStart). */
  readonly wayEnd: Uint32Array;
  /** [H + 1] first member of each household. */
  readonly householdStart: Uint32Array;
  /** [S + 1] first vertex of each street's line, and the vertices in metres. */
  readonly shapeStart: Uint32Array;
  readonly shapeX: Float32Array;
  readonly shapeY: Float32Array;
  /** [Z + 1], zones joined to each zone by a door; those of lines to none. */
  readonly neighbourStart: Uint32Array;
  readonly neighbour: Uint16Array;
  /** [Z + 1], the register: people whose routine has a place in the zone, ascending. */
  readonly registerStart: Uint32Array;
  readonly register: Uint32Array;
  readonly lines: Table<typeof LINES>;
  readonly stations: Table<typeof STATIONS>;
  readonly platforms: Table<typeof PLATFORMS>;
  readonly interchanges: Table<typeof INTERCHANGES>;
  /** [L + 1] first station of each line. */
  readonly lineStart: Uint32Array;
  /** [I + 1] first platform of each interchange. */
  readonly interchangeStart: Uint32Array;
  /**
   * [J × I] on the way from a platform to an interchange the next station one comes to: by a train of its line, or, if
   * its platform is of the same interchange, on foot; NO_STATION at the interchange itself and where there is no way.
   */
  readonly routeNext: Uint16Array;
  /** [J × I] s expected from standing on the platform to standing at the interchange's stop; Infinity: no way. */
  readonly routeSeconds: Float32Array;
  /** Toward the nearest stop, the skeleton of every routine trip. */
  readonly toStop: Forest;
  /** Toward the nearest public room where one can shelter; nobody asks how far it is, so that is not kept. */
  readonly toShelter: Pick<Forest, "door">;
}

/** Number of zones that are land; those of lines stand after them. */
export function landZones({ zones, lines }: Pick<City, "zones" | "lines">): number {
  return zones.x.length - lines.zone.length;
}

/** The row of stations that stands for "none". */
export const NO_STATION = 0xffff;

/** The tables of lines of a city. */
export type Subway = Pick<
  City,
  "lines" | "stations" | "platforms" | "interchanges" | "lineStart" | "interchangeStart" | "routeNext" | "routeSeconds"
>;

/** The tables of a city without lines. */
export function noLines(): Subway {
  return {
    lines: allocate(LINES, 0),
    stations: allocate(STATIONS, 0),
    platforms: allocate(PLATFORMS, 0),
    interchanges: allocate(INTERCHANGES, 0),
    lineStart: new Uint32Array(1),
    interchangeStart: new Uint32Array(1),
    routeNext: new Uint16Array(0),
    routeSeconds: new Float32Array(0),
  };
}
