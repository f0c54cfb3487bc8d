/** The rows of events.parquet, one after the other, as a story reads them. */
import { join } from "node:path";
import { InputError } from "../../base/problems.js";
import { readTable } from "../report/read.js";
import type { RunFile } from "../run-file.js";
import type { Site } from "./where.js";

/** One row of the events. */
export interface Happening extends Site {
  /** Row of events.parquet, from 0. */
  readonly id: number;
  /** s since the start. */
  readonly time: number;
  readonly kind: string;
  /** Events of nobody, `ordered` and `destroyed`, are read by kind only. */
  readonly person: number;
  readonly other: number | null;
  /** State of the person after the event; empty if it is not about health. */
  readonly state: string;
  readonly strain: string | null;
}

const COLUMNS = [
  ...["time_s", "kind", "person", "other", "place", "place_name", "place_kind", "building_name", "building_use"],
  ...["zone", "state", "strain"],
];

/** The columns of some rows; `at` makes one of them an object. */
export interface Rows {
  readonly time: ArrayLike<number>;
  readonly kind: ArrayLike<string>;
  /** Null where nobody is in the event. */
  readonly person: ArrayLike<number | null>;
  readonly other: ArrayLike<number | null>;
  readonly state: ArrayLike<string>;
  readonly length: number;
  /** Row of events.parquet of the first. */
  readonly first: number;
  readonly at: (row: number) => Happening;
  /** The zone and the name of the building alone. */
  readonly site: (row: number) => Pick<Site, "zone" | "buildingName">;
}

/** Calls `visit` with all events in order, a group of rows at a time. Throws InputError if the run has recorded none. */
export async function readEvents(folder: string, run: RunFile, visit: (rows: Rows) => void): Promise<void> {
  const file = join(folder, "events.parquet");
  if (run.tables.events === undefined || run.tables.people === undefined) {
    const expected = "a run that has recorded its events and who the people in them are (record.events)";
    const found = run.tables.events === undefined ? "one without events" : "one of an earlier version";
    throw new InputError({ where: folder, path: "", expected, found });
  }
  let first = 0;
  await readTable(file, COLUMNS, (columns, length) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    const start = first;
    const at = (row: number): Happening => ({
      id: start + row,
      time: c.time_s![row]!,
      kind: c.kind![row]!,
      person: c.person![row]!,
      other: c.other![row] ?? null,
      place: c.place![row] ?? null,
      placeName: c.place_name![row] ?? null,
      placeKind: c.place_kind![row] ?? null,
      buildingName: c.building_name![row] ?? null,
      buildingUse: c.building_use![row] ?? null,
      zone: c.zone![row] ?? null,
      state: c.state![row] ?? "",
      strain: c.strain![row] ?? null,
    });
    visit({
      ...{ time: c.time_s!, kind: c.kind!, person: c.person!, other: c.other!, state: c.state! },
      ...{ length, first: start, at },
      site: (row) => ({ zone: c.zone![row] ?? null, buildingName: c.building_name![row] ?? null }),
    });
    first += length;
  });
}
