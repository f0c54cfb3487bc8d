/** The population table: a CSV with one row a zone, joined to the zones by `code`. */
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { InputError } from "../../base/problems.js";
import type { ZoneDraft } from "../draft.js";
import { grouped } from "./words.js";

/** The facts of one zone; what is undefined is unknown. */
export interface ZoneFacts extends Pick<ZoneDraft, "residents" | "households" | "ages" | "workers"> {
  /** Line of the file, from 1. */
  readonly line: number;
}

export interface Population {
  readonly byCode: ReadonlyMap<string, ZoneFacts>;
  /** Zones whose population had a fraction and was rounded. */
  readonly rounded: number;
  /** Zones with an age band without figure: their age structure is unknown. */
  readonly withoutAges: number;
  /** The open age band as taken, e.g. "age_65_plus is 65 to 94"; null without one. */
  readonly openBand: string | null;
}

interface Band {
  readonly column: string;
  readonly from: number;
  readonly to: number;
}

/** One record of the file with the line it ends in. */
interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** An open age band ends here, years, unless it begins later: then it spans 5 years. */
const OPEN_BAND_END = 94;

/** Most residents of a city, and so of a zone: more than any city has. */
export const MOST_RESIDENTS = 50_000_000;

/** Names of the columns; a table has neither households nor workers of which it has no column. */
export interface PopulationColumns {
  readonly code: string;
  readonly population: string;
  readonly households?: string | undefined;
  readonly workers?: string | undefined;
}

/** Reads the table. Throws InputError with file, line and column. */
export async function readPopulation(path: string, names?: PopulationColumns): Promise<Population> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const found = error.code === "ENOENT" ? "no such file" : error.message;
    throw new InputError({ where: path, path: "", expected: "a file that can be read", found });
  });
  const { columns, rows } = parseRows(path, text);
  const of: PopulationColumns = names ?? {
    code: "code",
    population: "population",
    households: "households",
    workers: columns.includes("workers") ? "workers" : "jobs",
  };
  for (const column of [of.code, of.population]) {
    if (!columns.includes(column)) fail(`${path}:1`, column, "this column", `only ${columns.join(", ")}`);
  }
  const bands = ageBands(path, columns);
  const byCode = new Map<string, ZoneFacts>();
  let rounded = 0;
  let withoutAges = 0;
  for (const { record, info } of rows) {
    const where = `${path}:${info.lines}`;
    const code = record[of.code]!;
    if (code === "") fail(where, of.code, "the code of a zone", "nothing");
    const other = byCode.get(code);
    if (other) fail(where, of.code, "each code once", `"${code}" again, first in line ${other.line}`);
    const population = numberIn(where, record, of.population);
    if (population === undefined) return fail(where, of.population, "a number of residents", "nothing");
    const residents = Math.round(population);
    if (residents > MOST_RESIDENTS) {
      fail(
        where,
        of.population,
        `at most ${grouped(MOST_RESIDENTS)} residents in a zone`,
        `"${record[of.population]}"`,
      );
    }
    const ages = agesIn(where, record, bands);
    const households = of.households === undefined ? undefined : numberIn(where, record, of.households);
    const jobs = of.workers === undefined ? undefined : numberIn(where, record, of.workers);
    if (residents !== population) rounded++;
    if (bands.length > 0 && !ages) withoutAges++;
    byCode.set(code, {
      ...{ line: info.lines, residents },
      ...(households === undefined ? {} : { households }),
      ...(ages ? { ages } : {}),
      ...(jobs === undefined ? {} : { workers: jobs }),
    });
  }
  const open = bands.find(({ column }) => column.endsWith("_plus"));
  const openBand = open ? `${open.column} is ${open.from} to ${open.to} years` : null;
  return { byCode, rounded, withoutAges, openBand };
}

function fail(where: string, path: string, expected: string, found: string): never {
  throw new InputError({ where, path, expected, found });
}

function parseRows(path: string, text: string): { columns: readonly string[]; rows: readonly Row[] } {
  let columns: readonly string[] = [];
  const header = (names: readonly string[]) => {
    columns = names;
    const repeated = names.find((name, i) => names.indexOf(name) !== i);
    if (repeated !== undefined) fail(`${path}:1`, repeated, "each column once", "it twice");
    return [...names];
  };
  try {
    const options = { columns: header, info: true, bom: true, trim: true, skip_empty_lines: true } as const;
    const rows = parse(text, options) as unknown as Row[];
    if (rows.length === 0) fail(path, "", "a header and one row for each zone", "no rows");
    return { columns, rows };
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { message, lines } = error as Error & { lines?: number };
    return fail(lines === undefined ? path : `${path}:${lines}`, "", "comma separated values (CSV)", message);
  }
}

/** Number in a column, at least 0; undefined where the field is empty or the table has no such column. */
function numberIn(where: string, record: Row["record"], column: string): number | undefined {
  const text = record[column];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) fail(where, column, "a number of at least 0", `"${text}"`);
  return value;
}

/** The age bands of the header in ascending order; "age_10_19" is both years included, "age_65_plus" is open. */
function ageBands(path: string, columns: readonly string[]): Band[] {
  const bands: Band[] = [];
  for (const column of columns) {
    const match = /^age_(\d+)_(\d+|plus)$/.exec(column);
    if (!match) continue;
    const from = Number(match[1]);
    const to = match[2] === "plus" ? Math.max(from + 4, OPEN_BAND_END) : Number(match[2]);
    if (from > to || from > 120) fail(`${path}:1`, column, "an age band from young to old, up to 120", column);
    bands.push({ column, from, to });
  }
  bands.sort((a, b) => a.from - b.from);
  bands.forEach((band, i) => {
    const before = bands[i - 1];
    if (before && before.to >= band.from)
      fail(`${path}:1`, band.column, "age bands apart", `overlap with ${before.column}`);
  });
  return bands;
}

/** Persons by age band; undefined if a band is unknown or all are empty of people. */
function agesIn(where: string, record: Row["record"], bands: readonly Band[]): ZoneFacts["ages"] {
  const ages: { from: number; to: number; persons: number }[] = [];
  let total = 0;
  for (const { column, from, to } of bands) {
    const persons = numberIn(where, record, column);
    if (persons === undefined) return undefined;
    total += persons;
    ages.push({ from, to, persons });
  }
  return total > 0 ? ages : undefined;
}
