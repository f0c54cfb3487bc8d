import { DuckDBInstance } from "@duckdb/node-api";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError } from "../../src/base/problems.js";
import { allocate, type Table } from "../../src/base/columns.js";
import { GrowingFile, onDisk } from "../../src/outputs/files.js";
import { ParquetFile, type Words } from "../../src/outputs/parquet.js";
import { type RunFile, readRunFile } from "../../src/outputs/run-file.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { SERIES, type TableSpec } from "../../src/recorder/tables.js";
import { fakeCity } from "./fake-city.js";
import { fakeScenario } from "./fake-run.js";
import { newFolder, recordRun } from "./folder.js";

const city = fakeCity({ side: 8, households: 400 });
const { folder, run } = await recordRun(city, fakeScenario());
const runFile = readRunFile(folder);
const duck = await (await DuckDBInstance.create(":memory:")).connect();

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const from = sql.replace(/'(\w+)'/g, (_, table) => `'${join(folder, `${table}.parquet`)}'`);
  return (await duck.runAndReadAll(from)).getRowObjectsJson();
}

test("DuckDB reads every table, with as many rows as run.json says", async () => {
  expect(Object.keys(runFile.tables).sort()).toEqual([
    "damage",
    "events",
    "people",
    "series",
    "state",
    "streets",
    "transmissions",
  ]);
  for (const [table, { rows }] of Object.entries(runFile.tables)) {
    expect(await query(`SELECT count(*)::INT AS n FROM '${table}'`)).toEqual([{ n: rows }]);
  }
});

test("the columns and types DuckDB sees are those of the data dictionary", async () => {
  const duckType = {
    ...{ INT32: "INTEGER", FLOAT: "FLOAT", DOUBLE: "DOUBLE", STRING: "VARCHAR", TIMESTAMP: "TIMESTAMP" },
    GEOMETRY: expect.stringMatching(/^GEOMETRY/),
  } as Record<string, unknown>;
  for (const [table, { columns }] of Object.entries(runFile.tables)) {
    const described = await query(`DESCRIBE SELECT * FROM '${table}'`);
    const types = Object.fromEntries(described.map(({ column_name, column_type }) => [column_name, column_type]));
    expect(types).toEqual(
      Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, duckType[type]])),
    );
    for (const { unit, meaning } of Object.values(columns)) expect(unit && meaning).toBeTruthy();
  }
});

test("the seeded infection is the only one without an infector, and its clock is the scenario's start", async () => {
  expect(
    await query(`SELECT id, clock::VARCHAR AS clock, place_name, place_kind, building_use, infector_state
    FROM 'transmissions' WHERE infector IS NULL`),
  ).toEqual([
    {
      ...{ id: 0, clock: "2021-10-29 09:10:00", place_name: "Science lab", place_kind: "room", building_use: "high" },
      infector_state: null,
    },
  ]);
});

test("the series ends with the counts of the simulation", async () => {
  const rows = await query(`SELECT state, sum(n)::INT AS n FROM 'series'
    WHERE time_s = (SELECT max(time_s) FROM 'series') GROUP BY state`);
  const counts = run.countByState();
  for (const { state, n } of rows) expect(n).toBe(counts[run.states.findIndex(({ name }) => name === state)]);
  expect(runFile.states.map(({ n }) => n)).toEqual([...counts]);
});

test("hyparquet reads what DuckDB reads", async () => {
  const file = await asyncBufferFromFile(join(folder, "transmissions.parquet"));
  const rows = await parquetReadObjects({ file, columns: ["infector", "infectee", "zone", "lat", "time_s"] });
  const same = await query("SELECT infector, infectee, zone, lat, time_s FROM 'transmissions' ORDER BY id");
  expect(rows.map((row) => ({ ...row }))).toEqual(same);
});

test("every row group is written as it fills, so that memory does not grow", async () => {
  const file = join(newFolder(), "series.parquet");
  const word = () => "word";
  const words = { zones: word, states: word, strains: word } as unknown as Words;
  const parquet = new ParquetFile(file, SERIES, words, {});
  const batch = allocate(SERIES, 1000);
  const sizes: number[] = [];
  for (let group = 0; group < 5; group++) {
    batch.time_s.fill(group);
    parquet.append(batch as Table<TableSpec>, group === 4 ? 10 : 1000);
    sizes.push(readFileSync(file + GrowingFile.ENDING).length);
  }
  expect(existsSync(file)).toBe(false);
  expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
  parquet.close();
  expect(existsSync(file + GrowingFile.ENDING)).toBe(false);
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([1000, 1000, 1000, 1000, 10]);
});

test("run.json says what the run was", () => {
  expect(runFile).toMatchObject({
    ...{ status: "finished", ended: "time", seed: 1, time_s: 7200, summary: { note: "test" }, strains: ["jonas"] },
    scenario: { name: "fake", until: 21600 },
    city: { name: "Fakeville", hash: "c1t7", residents: 1200 },
  } satisfies Partial<Record<keyof RunFile, unknown>>);
  expect(runFile.versions.hyosan).toMatch(/^\d+\.\d+\.\d+/);
  expect(runFile.city.zones.reduce((sum, { residents }) => sum + residents, 0)).toBe(1200);
});

test("two runs of one seed have the same tables, byte for byte", async () => {
  const again = await recordRun(city, fakeScenario());
  for (const table of Object.keys(runFile.tables)) {
    const [a, b] = [folder, again.folder].map((dir) => readFileSync(join(dir, `${table}.parquet`)));
    expect(a!.equals(b!), table).toBe(true);
  }
});

test("an interrupted run is complete up to where it was, and says so", async () => {
  const { folder } = await recordRun(city, fakeScenario(), 3600, "interrupted");
  expect(readRunFile(folder)).toMatchObject({ status: "interrupted", time_s: 3600 });
  expect(readdirSync(folder).filter((name) => name.endsWith(GrowingFile.ENDING))).toEqual([]);
});

const options = { scenario: fakeScenario(), city, cityHash: "c1t7", seed: 1 };

test("a folder that holds a run is refused and left as it was, unless force is set", async () => {
  const { folder } = await recordRun(city, fakeScenario(), 1200);
  writeFileSync(join(folder, "notes.txt"), "mine");
  const before = readFileSync(join(folder, "run.json"), "utf8");
  await expect(RunRecorder.open(folder, { ...options, force: false })).rejects.toThrow(
    /expected a folder without a run/,
  );
  expect(readFileSync(join(folder, "run.json"), "utf8")).toBe(before);
  await RunRecorder.open(folder, { ...options, force: true });
  expect(readRunFile(folder).status).toBe("running");
  expect(existsSync(join(folder, "series.parquet"))).toBe(false);
  expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
});

test("a folder that cannot be made is an InputError that names what is in the way", async () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  const opening = RunRecorder.open(join(file, "run"), { ...options, force: false });
  await expect(opening).rejects.toThrow(InputError);
  await expect(opening).rejects.toThrow(`${file}: expected a folder, found a file of that name`);
});

test("a full and a read-only disk are told in one line", () => {
  const fail = (code: string) => () =>
    onDisk("runs/a", () => {
      throw Object.assign(new Error("write failed"), { code });
    });
  expect(fail("ENOSPC")).toThrow("runs/a: expected room on the disk, found a full disk (ENOSPC)");
  expect(fail("EROFS")).toThrow(
    "runs/a: expected a folder that can be written to, found a read-only file system (EROFS)",
  );
  expect(fail("EIO")).toThrow("write failed");
});

test("a folder without a run is an InputError", () => {
  expect(() => readRunFile(newFolder())).toThrow(InputError);
});
