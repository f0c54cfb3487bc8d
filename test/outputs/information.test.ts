import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Simulation } from "../../src/model/simulation.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { readRunFile } from "../../src/outputs/run-file.js";
import { writeReport } from "../../src/outputs/report/report.js";
import { groupedTown, informed } from "../model/informed-town.js";
import { newFolder } from "./folder.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;

async function rowsOf(folder: string, table: string): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `${table}.parquet`)) });
}

test("a run with information has tables of beliefs and of the public record, and its page tells both", async () => {
  const scenario = informed(3_000);
  const city = groupedTown(scenario, 250);
  const folder = newFolder();
  const recorder = await RunRecorder.open(folder, { scenario, city, cityHash: "c1t7", seed: 2, force: false });
  const sim = new Simulation(city, scenario, { seed: 2, listener: recorder.listener });
  for (let t = 0; t <= 2 * HOUR; t += 600) {
    sim.runUntil(t);
    sim.flush();
    recorder.sample(sim);
  }
  await recorder.close(sim, {}, "finished");
  const beliefs = await rowsOf(folder, "beliefs");
  const record = await rowsOf(folder, "record");
  expect(record.length).toBe(13);
  expect(beliefs.length).toBe(13 * city.zones.x.length);
  const last = beliefs.filter(({ time_s }) => time_s === 2 * HOUR);
  const sum = (name: string) => last.reduce((total, row) => total + Number(row[name]), 0);
  const [unaware, rumour, convinced, telling] = sim.information!.survey(sim.now);
  expect([sum("unaware"), sum("rumour"), sum("convinced"), sum("telling")]).toEqual([
    unaware,
    rumour,
    convinced,
    telling,
  ]);
  expect(record.at(-1)).toMatchObject({ cases_true: sim.infections, stance: "truth" });
  for (const { cases_reported, cases_true } of record) expect(cases_reported).toBeLessThanOrEqual(Number(cases_true));
  const events = await rowsOf(folder, "events");
  const heard = events.filter(({ kind }) => kind === "heard" || kind === "convinced");
  expect(heard.length).toBeGreaterThan(100);
  for (const { state, strain, place } of heard) expect([state, strain, place]).toEqual([null, null, null]);
  expect(Object.keys(readRunFile(folder).tables)).toEqual(expect.arrayContaining(["beliefs", "record"]));
  const page = readFileSync(await writeReport(folder), "utf8");
  expect(page).toContain("What people were told, and what was true");
  expect(page).toContain("deny it");
});
