/**
 * The tables of a run: every column with type, unit and meaning, declared once. Rows are collected as numbers and
 * codes; the words a code stands for are put in when a table is written.
 */
import { TERMS } from "../engine/actions.js";
import { type Column, type ColumnType, column, NONE, type Table } from "../base/columns.js";
import { mutates } from "../model/strains/heredity.js";
import { NUMBERS } from "../scenario/authority.js";
import { TRAITS, type Trait } from "../scenario/mutation.js";
import { isInline, type Scenario } from "../scenario/schema.js";

/** Lists of words that codes refer to. */
export type WordList =
  | "kinds"
  | "states"
  | "strains"
  | "zones"
  | "placeKinds"
  | "placeNames"
  | "buildingNames"
  | "uses"
  | "roles"
  | "sexes"
  | "cast"
  | "activities"
  | "aims"
  | "damages"
  | "stances"
  | "statuses"
  | "truths"
  | "decisions"
  | "interventions"
  | "interventionKinds"
  | "triggers"
  | "streetLines";

/** A column of a recorded table, and how its values are written. */
export interface Field<T extends ColumnType = ColumnType> extends Column<T> {
  /** number (by default); text: the word of a list; clock: ms since 1970 in local time; geometry: a line. */
  readonly as?: "text" | "clock" | "geometry";
  /** The list whose entry is written for a code. */
  readonly words?: WordList;
  /** Value that stands for "none" and is written as null. */
  readonly none?: number;
}

export type TableSpec = { readonly [name: string]: Field };

/** Codes of one and of two bytes that stand for "none". */
export const NO_CODE = 0xff;
export const NO_ZONE = 0xffff;

function text<T extends ColumnType>(type: T, words: WordList, meaning: string, none?: number): Field<T> {
  return { ...column(type, "name", meaning), as: "text", words, ...(none !== undefined && { none }) };
}

function optional<T extends ColumnType>(type: T, unit: string, meaning: string, none: number): Field<T> {
  return { ...column(type, unit, meaning), none };
}

const time_s = column("f64", "s", "time since the scenario's start");
const clock: Field<"f64"> = { ...column("f64", "ms", "local date and time"), as: "clock" };
const x_m = optional("f32", "m", "centre of the place, east of the city's origin", Number.NaN);
const y_m = optional("f32", "m", "centre of the place, north of the city's origin", Number.NaN);
const strain = text("u8", "strains", "strain; null if none", NO_CODE);
const place = optional("u32", "row of places", "where it happened; null if nowhere", NONE);
const place_name = text(
  "u32",
  "placeNames",
  "name of the place, else of its building; null if both are nameless",
  NONE,
);
const place_kind = text("u8", "placeKinds", "kind of place", NO_CODE);
const zone = text("u16", "zones", "zone of the place", NO_ZONE);
const building_name = text("u32", "buildingNames", "name of the building; null if it has none or in the open", NONE);
const building_use = text("u8", "uses", "what the building is for; null in the open", NO_CODE);
const person_age = column("u8", "a", "age in completed years");
const person_sex = text("u8", "sexes", "sex");
const household = column("u32", "row of households", "household");
const home_zone = text("u16", "zones", "zone of residence");
const day_place = text(
  "u32",
  "placeNames",
  "name of the place they spend the day in, else of its building; null if none",
  NONE,
);
const day_building = text("u32", "buildingNames", "name of the building they spend the day in; null if none", NONE);
const day_use = text("u8", "uses", "what that building is for; null if none", NO_CODE);

/** People by zone of residence and state, at regular times. In cities of more than 100 zones rows of zeros are left out. */
export const SERIES = {
  time_s,
  clock,
  zone: text("u16", "zones", "zone of residence"),
  state: text("u8", "states", "state"),
  strain,
  n: column("u32", "persons", "residents of the zone who are in the state"),
  new: column("u32", "persons", "entries of residents into the state since the rows before"),
} as const satisfies TableSpec;

/** Zones above which rows of zeros are left out of the series. */
export const FULL_SERIES_ZONES = 100;

/** What happened, in order. */
export const EVENT_ROWS = {
  time_s,
  clock,
  kind: text("u8", "kinds", "what happened"),
  person: optional(
    "u32",
    "row of people",
    "whom it happened to, or who acted; null if nobody: ordered, destroyed",
    NONE,
  ),
  other: optional("u32", "row of people", "the other one: infector, victim; null if nobody", NONE),
  place,
  place_name,
  place_kind,
  building_name,
  building_use,
  zone,
  x_m,
  y_m,
  state: text("u8", "states", "state of the person after the event; null if it is not about health", NO_CODE),
  strain,
} as const satisfies TableSpec;

/** The line list: one row an infection. */
export const TRANSMISSIONS = {
  id: column("u32", "count", "number of the infection, from 0"),
  time_s,
  clock,
  infector: optional("u32", "row of people", "who infected; null if seeded", NONE),
  infectee: column("u32", "row of people", "who was infected"),
  strain,
  place,
  place_name,
  place_kind,
  building: optional("u32", "row of buildings", "building of the place; null in the open", NONE),
  building_name,
  building_use,
  zone,
  home_zone: text("u16", "zones", "zone of residence of the infectee"),
  x_m,
  y_m,
  lon: optional("f64", "degrees WGS84", "longitude; null if the city is nowhere on earth", Number.NaN),
  lat: optional("f64", "degrees WGS84", "latitude; null if the city is nowhere on earth", Number.NaN),
  infector_state: text("u8", "states", "state of the infector; null if seeded", NO_CODE),
  infectee_age: column("u8", "a", "age in completed years"),
  infectee_sex: text("u8", "sexes", "sex"),
  infectee_role: text("u8", "roles", "what the infectee does by day"),
  generation: column("u32", "count", "generations since the seeded infection, which is 0"),
  parent: optional(
    "u32",
    "row of transmissions",
    "the infector's own infection; null if seeded, or if that was in an earlier run",
    NONE,
  ),
  variant: column("u32", "row of variants", "variant of the strain; without mutation one a strain, as they came"),
} as const satisfies TableSpec;

function factor(trait: Trait): Field<"f32"> {
  return column("f32", "1", `factor ${TRAITS[trait]}`);
}

/** The strains as the scenario has them and the variants that arose of them, in the order in which they came. */
export const VARIANTS = {
  variant: column("u32", "count", "number of the variant, from 0"),
  strain: text("u8", "strains", "strain"),
  parent: optional("u32", "row of variants", "variant it arose from; null if the scenario put it there", NONE),
  mutations: column("u32", "count", "mutations since the strain as the scenario put it there"),
  time_s,
  clock,
  infection: column("u32", "row of transmissions", "its first infection"),
  person: column("u32", "row of people", "in whom it arose"),
  place,
  place_name,
  place_kind,
  zone,
  x_m,
  y_m,
  incubation: factor("incubation"),
  bite: factor("bite"),
  speed: factor("speed"),
  hybrids: factor("hybrids"),
  dormancy: factor("dormancy"),
  infectiousness: factor("infectiousness"),
  infections: column("u32", "count", "infections of it, the first included, in the whole run"),
  last_s: column("f64", "s", "time of the last of them, since the scenario's start"),
} as const satisfies TableSpec;

/** What people decided under threat, and why; only where the scenario has groups. Null: not weighed. */
export const ACTION_ROWS = {
  event: column("u32", "row of events", "number of the event that the choice made, from 0, as they stand in `events`"),
  time_s,
  clock,
  decision: text("u8", "decisions", "what was decided"),
  person: column("u32", "row of people", "who decided"),
  other: optional("u32", "row of people", "whom it concerned; null if nobody else", NONE),
  place,
  place_name,
  place_kind,
  zone,
  choice: text("u8", "kinds", "what was chosen: the kind of the event"),
  instead: text("u8", "kinds", "the best of what was not chosen; null if there was nothing else", NO_CODE),
  probability: column("f32", "1", "probability of the choice"),
  utility: column("f32", "1", "utility of the choice"),
  instead_utility: optional("f32", "1", "utility of the best of what was not chosen", Number.NaN),
  options: column("u8", "count", "number of options"),
  tie: optional("f32", "1", TERMS.tie.meaning, Number.NaN),
  courage: optional("f32", "1", TERMS.courage.meaning, Number.NaN),
  loyalty: optional("f32", "1", TERMS.loyalty.meaning, Number.NaN),
  risk: optional("f32", "1", TERMS.risk.meaning, Number.NaN),
  danger: optional("f32", "persons", TERMS.danger.meaning, Number.NaN),
  supplies: optional("f32", "d", TERMS.supplies.meaning, Number.NaN),
  bitten: optional("f32", "1", TERMS.bitten.meaning, Number.NaN),
} as const satisfies TableSpec;

/** The streets and when the outbreak arrived, with what happened in the buildings along them. */
export const STREETS = {
  street: column("u32", "row of places", "street"),
  zone: text("u16", "zones", "zone of the street"),
  arrival_s: optional("f64", "s", "first event of the outbreak there, since the start; null if none", Number.NaN),
  infections: column("u32", "count", "infections on the street and in the places whose way out leads onto it"),
  line: {
    ...column("u32", "degrees WGS84, or m from the city's origin if it is nowhere", "course of the street"),
    as: "geometry",
    words: "streetLines",
  },
} as const satisfies TableSpec;

/** Who the people of the events are, in the order of their rows. */
export const PEOPLE_ROWS = {
  person: column("u32", "row of people", "who"),
  age: person_age,
  sex: person_sex,
  role: text("u8", "roles", "what they do by day"),
  household,
  home_zone,
  day_place,
  day_building,
  day_use,
} as const satisfies TableSpec;

/** The cast: who plays whom, and what had become of them at the end. */
export const CAST = {
  name: text("u32", "cast", "name"),
  person: column("u32", "row of people", "resident who plays the part"),
  age: person_age,
  sex: person_sex,
  role: text("u8", "roles", "what they do by day"),
  household,
  home: column("u32", "row of places", "home"),
  home_zone,
  anchor: optional("u32", "row of places", "place they spend the day in; null if none", NONE),
  day_place,
  day_building,
  day_use,
  state: text("u8", "states", "state at the end of the run, in truth"),
} as const satisfies TableSpec;

/** The courses of the cast: a row whenever one of them is elsewhere, does something else, or has another aim. */
export const COURSES = {
  time_s,
  clock,
  name: text("u32", "cast", "name"),
  person: column("u32", "row of people", "who"),
  place,
  place_name,
  place_kind,
  building_name,
  building_use,
  zone,
  activity: text("u8", "activities", "what they do"),
  purpose: text("u8", "aims", "what they are there or on the way for; null if for nothing in particular", NO_CODE),
  goal: optional("u32", "row of places", "place they are on the way to; null if they are not, or it is open", NONE),
} as const satisfies TableSpec;

/** What was publicly known of each of the cast beside what was true: a row at the start, and whenever either changes. */
export const FATES = {
  time_s,
  clock,
  name: text("u32", "cast", "name"),
  person: column("u32", "row of people", "who"),
  status: text("u8", "statuses", "what the public record says of them from then on: alive, missing, turned, dead"),
  truth: text("u8", "truths", "what is true of them from then on: alive, turned, hybrid, dead"),
} as const satisfies TableSpec;

/** Everyone who is not well and uninfected at the end: what a run that continues this one begins from. */
export const STATE = {
  person: column("u32", "row of people", "who"),
  state: text("u8", "states", "state at the end"),
  strain,
} as const satisfies TableSpec;

/** Places that are not as they were at the start. */
export const DAMAGE = {
  place: column("u32", "row of places", "where"),
  place_name,
  zone,
  what: text("u8", "damages", "what is the matter with it"),
} as const satisfies TableSpec;

/** What people know of the outbreak, by zone of residence, at the times of the series. The turned and dead are left out. */
export const BELIEF_ROWS = {
  time_s,
  clock,
  zone: text("u16", "zones", "zone of residence"),
  unaware: column("u32", "persons", "residents who have not heard of it"),
  rumour: column("u32", "persons", "residents who have heard of it and are not convinced"),
  convinced: column("u32", "persons", "residents who are convinced of it"),
  telling: column("u32", "persons", "residents who have heard of it and pass it on by word of mouth"),
} as const satisfies TableSpec;

/** What the authorities say at a time; the code is the position in this list. */
export const OFFICIAL_STANCES = ["nothing", "denial", "truth"] as const;

/** The public record beside the truth, for the whole city, at the times of the series. */
export const RECORD_ROWS = {
  time_s,
  clock,
  stance: text("u8", "stances", "what the authorities have said by then: nothing, denial, truth"),
  leaks: column("u32", "count", "times at which the truth has leaked"),
  cases_reported: column("u32", "persons", "people publicly known to have been infected"),
  cases_true: column("u32", "persons", "people who have been infected"),
  turned_reported: column("u32", "persons", "people publicly known to be turned"),
  turned_true: column("u32", "persons", "people who are turned"),
  dead_reported: column("u32", "persons", "people publicly known to be dead, rightly or not"),
  dead_true: column("u32", "persons", "people who are dead"),
  missing_reported: column("u32", "persons", "people publicly known to be missing; in truth they are turned or dead"),
} as const satisfies TableSpec;

/** What can give an order; the code in `interventions.trigger` is the position in this list. */
export const TRIGGERS: readonly string[] = ["time", "hand", ...NUMBERS];

/** What the authorities ordered, why and when; only where the scenario has interventions. */
export const INTERVENTIONS = {
  time_s: column("f64", "s", "when it was ordered, since the scenario's start"),
  clock,
  intervention: text("u8", "interventions", "name of the intervention"),
  kind: text("u8", "interventionKinds", "what it is"),
  trigger: text("u8", "triggers", "what gave the order: the time, a hand, or a number of the situation"),
  value: optional("f64", "persons or share", "the number that gave the order; null for a time and a hand", Number.NaN),
  begins_s: column("f64", "s", "when it begins, since the scenario's start"),
  ends_s: optional("f64", "s", "when it ends; null if it does not by itself", Number.NaN),
} as const satisfies TableSpec;

/** All tables, by name of the file they go to. */
export const TABLES = {
  series: SERIES,
  events: EVENT_ROWS,
  transmissions: TRANSMISSIONS,
  actions: ACTION_ROWS,
  streets: STREETS,
  variants: VARIANTS,
  people: PEOPLE_ROWS,
  cast: CAST,
  courses: COURSES,
  fates: FATES,
  state: STATE,
  damage: DAMAGE,
  beliefs: BELIEF_ROWS,
  record: RECORD_ROWS,
  interventions: INTERVENTIONS,
} as const;
export type TableName = keyof typeof TABLES;

/** Tables that not every scenario has. */
const ONLY_WHERE: { readonly [table in TableName]?: (scenario: Scenario) => boolean } = {
  events: ({ record }) => record.events,
  people: ({ record }) => record.events,
  transmissions: ({ record }) => record.transmissions,
  variants: mutates,
  cast: hasCast,
  courses: hasCast,
  fates: (scenario) => hasCast(scenario) && isInformed(scenario),
  actions: ({ groups }) => groups !== undefined,
  beliefs: isInformed,
  record: isInformed,
  interventions: ({ authority }) => authority !== undefined,
  state: hasAftermath,
  damage: hasAftermath,
};

/** Whether there is a city that lasts beyond the run. */
export function hasAftermath({ city }: Scenario): boolean {
  return !isInline(city);
}

/** Whether people come to know of the outbreak. */
function isInformed({ information }: Scenario): boolean {
  return information !== undefined;
}

/** Whether there are people whose courses are recorded. */
export function hasCast({ cast }: Scenario): boolean {
  return cast !== undefined;
}

/** Whether runs of a scenario have a table. */
export function hasTable(table: TableName, scenario: Scenario): boolean {
  return ONLY_WHERE[table]?.(scenario) ?? true;
}

/** Receives the first `rows` rows of a batch; they are valid only during the call. */
export type Sink = (table: TableName, columns: Table<TableSpec>, rows: number) => void;
