/** Who the people of a run are: the cast by name, everyone else by a generated name and what the tables say of them. */
import { join } from "node:path";
import { readTable } from "../report/read.js";
import { portrait } from "../report/words.js";
import type { RunFile } from "../run-file.js";
import { Names } from "./names.js";
import { withArticle } from "./where.js";

/** A person of the events. */
export interface Resident {
  readonly person: number;
  readonly name: string;
  /** Of the cast; the names of all others are generated. */
  readonly isCast: boolean;
  readonly age: number;
  readonly sex: string;
  readonly role: string;
  readonly household: number;
  readonly homeZone: string;
  readonly dayPlace: string | null;
  readonly dayBuilding: string | null;
  readonly dayUse: string | null;
}

const COLUMNS = ["person", "age", "sex", "role", "household", "home_zone", "day_place", "day_building", "day_use"];

/** One of the cast, with the end of their story in truth. */
export interface CastRow extends Resident {
  readonly state: string;
}

/** The cast of a run; empty if it has none. */
export async function readCast(folder: string, run: RunFile): Promise<CastRow[]> {
  const cast: CastRow[] = [];
  if (run.tables.cast === undefined) return cast;
  await readTable(join(folder, "cast.parquet"), [...COLUMNS, "name", "state"], (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      cast.push({ ...factsAt(c, row), name: c.name![row]!, isCast: true, state: c.state![row]! });
    }
  });
  return cast;
}

function factsAt(c: { readonly [name: string]: ArrayLike<never> }, row: number) {
  return {
    person: c.person![row]! as number,
    age: c.age![row]! as number,
    sex: c.sex![row]! as string,
    role: c.role![row]! as string,
    household: c.household![row]! as number,
    homeZone: c.home_zone![row]! as string,
    dayPlace: (c.day_place![row] ?? null) as string | null,
    dayBuilding: (c.day_building![row] ?? null) as string | null,
    dayUse: (c.day_use![row] ?? null) as string | null,
  };
}

/** Some people of a run, by row of people. */
export async function readPeople(
  folder: string,
  run: RunFile,
  cast: readonly CastRow[],
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Resident>> {
  const names = new Names(run.city.hash, new Set(cast.map(({ name }) => name)));
  const found = new Map<number, Resident>(cast.map((row) => [row.person, row]));
  await readTable(join(folder, "people.parquet"), COLUMNS, (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      const person: number = c.person![row]!;
      if (!wanted.has(person) || found.has(person)) continue;
      const facts = factsAt(c, row);
      found.set(person, { ...facts, name: names.of(facts), isCast: false });
    }
  });
  return found;
}

/** "a 17-year-old pupil of Classroom 2-5", "a 49-year-old worker at Hyosan Hospital", "a 70-year-old of Munbang-dong". */
export function description(resident: Resident): string {
  const { age, role, dayPlace, dayBuilding, dayUse, homeZone } = resident;
  if (age < 1) return `a baby of ${homeZone}`;
  if (age < LEAST_GROWN) return `a child of ${age}`;
  const article = /^(8|11$|18$)/.test(String(age)) ? "an" : "a";
  return `${article} ${occupation(portrait(age, role), role, dayPlace, dayBuilding, dayUse, homeZone)}`;
}

/** Below this age people are children, whatever they do by day, a. */
const LEAST_GROWN = 7;

/** Words for those who work in a building of some use. */
const STAFF: Readonly<Record<string, string>> = {
  hospital: "at a hospital",
  shop: "in a shop",
  station: "at a station",
  office: "in an office",
};

function occupation(
  who: string,
  role: string,
  place: string | null,
  building: string | null,
  use: string | null,
  zone: string,
): string {
  const room = place === building ? null : place;
  if (role === "at-home") return `${who} of ${zone}`;
  if (role === "worker") {
    if (building === null) return `${who}${use === null ? "" : ` ${STAFF[use] ?? ""}`}`.trimEnd();
    return `${who} at ${building}`;
  }
  if (room !== null) return `${who} of ${withArticle(room)}`;
  return building === null ? who : `${who} of ${building}`;
}
