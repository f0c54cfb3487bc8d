/** Decisions of a real run, in the folder of the run. */
import { DuckDBInstance } from "@duckdb/node-api";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Simulation } from "../../src/model/simulation.js";
import { readRunFile } from "../../src/outputs/run-file.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { schoolOutbreak, townOf } from "../model/town.js";
import { newFolder } from "./folder.js";

async function record(groups: Record<string, unknown> | undefined): Promise<string> {
  const scenario = schoolOutbreak(3_000, { groups, until: "3 h" });
  const city = townOf(scenario, 120);
  const folder = newFolder();
  const recorder = await RunRecorder.open(folder, { scenario, city, cityHash: "c1", seed: 1, force: false });
  const sim = new Simulation(city, scenario, { listener: recorder.listener, actions: recorder.actions });
  recorder.sample(sim);
  sim.runUntil(3 * 3600);
  sim.flush();
  recorder.sample(sim);
  await recorder.close(sim, {}, "finished");
  return folder;
}

test("each decision stands in actions.parquet beside its event, with what was weighed", async () => {
  const folder = await record({});
  const { tables } = readRunFile(folder);
  const duck = await (await DuckDBInstance.create(":memory:")).connect();
  const query = async (sql: string) =>
    (
      await duck.runAndReadAll(
        sql.replace(/'(events|actions)'/g, (_, table) => `'${join(folder, `${table}.parquet`)}'`),
      )
    ).getRowObjectsJson();
  const joined = await query(`
    WITH numbered AS (SELECT row_number() OVER () - 1 AS id, * FROM 'events')
    SELECT count(*)::INT AS n,
      count(*) FILTER (e.kind = a.choice AND e.person = a.person AND e.time_s = a.time_s AND e.place = a.place
        AND e.other IS NOT DISTINCT FROM a.other AND e.zone = a.zone AND e.place_kind = a.place_kind)::INT AS same
    FROM 'actions' a JOIN numbered e ON e.id = a.event`);
  const n = tables.actions!.rows;
  expect(n).toBeGreaterThan(300);
  expect(joined).toEqual([{ n, same: n }]);
  const terms =
    await query(`SELECT decision, count(tie)::INT = count(*) AS tie, count(supplies)::INT = count(*) AS supplies
    FROM 'actions' WHERE decision IN ('open', 'go-back', 'leave') GROUP BY 1 ORDER BY 1`);
  expect(terms).toEqual([
    { decision: "go-back", tie: true, supplies: false },
    { decision: "leave", tie: false, supplies: true },
    { decision: "open", tie: true, supplies: true },
  ]);
  for (const { unit, meaning } of Object.values(tables.actions!.columns)) expect(unit && meaning).toBeTruthy();
});

test("without groups there is no such table", async () => {
  const folder = await record(undefined);
  expect(existsSync(join(folder, "actions.parquet"))).toBe(false);
  expect(readRunFile(folder).tables.actions).toBeUndefined();
});
