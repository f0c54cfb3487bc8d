/** `run.json`: what a run was, with which versions, how it ended, and what the columns of its tables mean. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NONE } from "../base/columns.js";
import { InputError } from "../base/problems.js";
import { type City, landZones, type Manifest } from "../city/city.js";
import { streetNear } from "../recorder/geography.js";
import type { ObservedState } from "../recorder/observed.js";
import { TABLES, type TableName, type TableSpec } from "../recorder/tables.js";
import type { Scenario } from "../scenario/schema.js";
import { writeWhole } from "./files.js";
import { isNullable, storedType } from "./parquet.js";

export const RUN_FILE = "run.json";
/** Marks the file as ours; the number grows when readers must change. */
export const RUN_FORMAT = "hyosan-run-1";

/** The run's city, as far as readers of the run need it. */
export interface RunCity {
  readonly name: string;
  readonly hash: string;
  readonly origin: Manifest["origin"];
  readonly residents: number;
  readonly households: number;
  readonly places: number;
  readonly streets: number;
  /** Those of lines, which have no residents, left out. */
  readonly zones: readonly { readonly name: string; readonly code: string; readonly residents: number }[];
  /** Courses of the lines of trains; absent in the runs of older versions. */
  readonly lines?: readonly RunLine[];
  readonly sources: Manifest["sources"];
  readonly assumptions: Manifest["assumptions"];
  readonly leftOut: Manifest["leftOut"];
}

/** A line of trains. */
export interface RunLine {
  readonly name: string;
  /** A ring: after its last station comes its first. */
  readonly closed: boolean;
  readonly stations: readonly RunStation[];
}

export interface RunStation {
  /** m east and north of the city's origin. */
  readonly x_m: number;
  readonly y_m: number;
  /** Row of `streets`: the street nearest to its entrance; null if there is none. */
  readonly street: number | null;
}

export interface RunState extends ObservedState {
  /** People in the state at the end. */
  readonly n: number;
}

export interface RunTable {
  readonly file: string;
  readonly rows: number;
  readonly columns: Readonly<Record<string, { type: string; nullable: boolean; unit: string; meaning: string }>>;
}

export interface RunFile {
  readonly format: typeof RUN_FORMAT;
  /** running: not closed yet, or the process was killed. */
  readonly status: "running" | "finished" | "interrupted";
  /** Why the simulation ended; "no" if it was interrupted. */
  readonly ended: "no" | "time" | "extinction" | "cases";
  readonly seed: number;
  /** The run that this one continues; absent if there is none. */
  readonly earlier?: {
    readonly run: string;
    /** Seed of who people are: of the first run of those that continue each other. */
    readonly seed: number;
    /** s by which the people of the city were older at the start than the city has them. */
    readonly elapsed_s: number;
  };
  /** The scenario with every default filled in, SI units. */
  readonly scenario: Scenario;
  readonly city: RunCity;
  readonly states: readonly RunState[];
  readonly strains: readonly string[];
  /** s simulated, and engine events dispatched. */
  readonly time_s: number;
  readonly engine_events: number;
  /** Whatever the caller adds. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly versions: { readonly hyosan: string; readonly node: string };
  /** When the computer ran it, UTC. */
  readonly wall: { readonly started: string; readonly ended: string | null };
  readonly tables: Readonly<Partial<Record<TableName, RunTable>>>;
}

/** The part of a city that goes into run.json. */
export function describeCity(city: City, hash: string): RunCity {
  const { manifest, zones } = city;
  const { name, origin, sources, assumptions, leftOut } = manifest;
  return {
    name,
    hash,
    origin,
    residents: city.people.age.length,
    households: city.households.home.length,
    places: city.places.kind.length,
    streets: city.shapeStart.length - 1,
    zones: manifest.zones.slice(0, landZones(city)).map((zone, row) => ({ ...zone, residents: zones.residents[row]! })),
    lines: describeLines(city),
    sources,
    assumptions,
    leftOut,
  };
}

function describeLines(city: City): RunLine[] {
  const { lines, lineStart, stations, platforms, places, manifest } = city;
  return Array.from(lines.closed, (closed, line) => ({
    name: manifest.lineNames![line]!,
    closed: closed === 1,
    stations: Array.from(stations.platform.subarray(lineStart[line]!, lineStart[line + 1]!), (platform) => {
      const place = platforms.place[platform]!;
      const street = streetNear(city, place);
      return { x_m: metres(places.x[place]!), y_m: metres(places.y[place]!), street: street === NONE ? null : street };
    }),
  }));
}

function metres(value: number): number {
  return Number(value.toFixed(1));
}

/** The data dictionary of one table. */
export function describeTable(name: TableName, rows: number): RunTable {
  const spec: TableSpec = TABLES[name];
  const columns = Object.entries(spec).map(([column, field]) => {
    const { unit, meaning } = field;
    return [column, { type: storedType(field), nullable: isNullable(field), unit, meaning }] as const;
  });
  return { file: `${name}.parquet`, rows, columns: Object.fromEntries(columns) };
}

export function writeRunFile(folder: string, run: RunFile): void {
  writeWhole(join(folder, RUN_FILE), `${JSON.stringify(run, null, 2)}\n`);
}

/** Reads run.json; throws InputError if the folder holds no run. */
export function readRunFile(folder: string): RunFile {
  const file = join(folder, RUN_FILE);
  const expected = "the folder of a run";
  if (!existsSync(file)) throw new InputError({ where: folder, path: "", expected, found: `no ${RUN_FILE} in it` });
  let run: Partial<RunFile>;
  try {
    run = JSON.parse(readFileSync(file, "utf8")) as Partial<RunFile>;
  } catch (error) {
    throw new InputError({ where: file, path: "", expected: "JSON", found: (error as Error).message });
  }
  if (run.format !== RUN_FORMAT) {
    const found = run.format === undefined ? "no format" : JSON.stringify(run.format);
    throw new InputError({ where: file, path: "format", expected: RUN_FORMAT, found });
  }
  return run as RunFile;
}
