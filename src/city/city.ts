/**
 * What a city is: frozen tables of places, doors, people, households and zones.
 *
 * Rows are ordered for locality: streets first, then the places of buildings by zone, homes last;
 * households by zone, people by household. One-to-many is always CSR: the rows that belong to row r
 * are start[r] .. start[r + 1] - 1.
 */
import { column, type Table } from "../base/columns.js";

/** Kinds of place; the code in `places.kind` is the position in this list. */
export const PLACE_KINDS = [
  "street", // a segment between two junctions, with length and width
  "home", // one household
  "room", // classroom, office, shop, ward…
  "corridor",
  "stair",
  "roof",
  "hall", // gym, cafeteria, lobby
  "platform", // where people wait for the vehicle with the next row number
  "vehicle", // the buses or trains boarded at the platform with the row number before
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

/** A frozen city. P places, D doors, N people, H households, Z zones, S streets (the first S places). */
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
  /** [Z + 1], zones that touch each zone. */
  readonly neighbourStart: Uint32Array;
  readonly neighbour: Uint16Array;
  /** [Z + 1], the register: people whose routine has a place in the zone, ascending. */
  readonly registerStart: Uint32Array;
  readonly register: Uint32Array;
  /** Toward the nearest stop (platform), the skeleton of every routine trip. */
  readonly toStop: Forest;
  /** Toward the nearest public room where one can shelter; nobody asks how far it is, so that is not kept. */
  readonly toShelter: Pick<Forest, "door">;
}
