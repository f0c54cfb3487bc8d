import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Simulation } from "../../src/model/simulation.js";
import { writeReport } from "../../src/outputs/report/report.js";
import { readRunFile } from "../../src/outputs/run-file.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { lineTown } from "../city/line-town.js";
import { schoolOutbreak } from "../model/town.js";
import { newFolder } from "./folder.js";

const city = lineTown(14_400);
const LINES = ["Red", "Blue", "Ring"];

async function record(): Promise<string> {
  const scenario = schoolOutbreak(7_200, {
    start: "2021-10-29T18:00",
    outbreak: [{ strain: "jonas", count: 8, state: "turned", where: { zone: "Ring" } }],
  });
  const folder = newFolder();
  const recorder = await RunRecorder.open(folder, { scenario, city, cityHash: "c1t7", seed: 1, force: false });
  const sim = new Simulation(city, scenario, { seed: 1, listener: recorder.listener });
  for (let minute = 0; minute <= 30; minute += 5) {
    sim.runUntil(minute * 60);
    sim.flush();
    recorder.sample(sim);
  }
  await recorder.close(sim, {}, "finished");
  return folder;
}

async function rowsOf(folder: string, table: string): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `${table}.parquet`)) });
}

test("what happens in a train is in the zone of its line, where the train was, and is on the report's map", async () => {
  const folder = await record();
  const infections = await rowsOf(folder, "transmissions");
  const inTrains = infections.filter(({ zone }) => LINES.includes(zone as string));
  expect(inTrains.length).toBeGreaterThan(8);
  for (const { place_kind, place_name, zone, x_m, y_m } of inTrains) {
    expect(place_kind).toBe("vehicle");
    expect(place_name).toMatch(new RegExp(`^train \\d+ of ${zone}$`));
    // on the ring, or on one of the crossing lines
    expect(Number(x_m) >= 210 && Number(x_m) <= 3990 && Number(y_m) >= 210 && Number(y_m) <= 3990).toBe(true);
  }
  expect(new Set(inTrains.map(({ x_m }) => x_m)).size).toBeGreaterThan(3);
  // nobody lives in a line: no rows of residents
  const residents = await rowsOf(folder, "series");
  expect(residents.some(({ zone }) => LINES.includes(zone as string))).toBe(false);
  expect(residents.length).toBeGreaterThan(0);
  expect(readRunFile(folder).city.zones.length).toBe(36);
  const page = readFileSync(await writeReport(folder), "utf8");
  expect(page).not.toMatch(/NaN|undefined/);
  expect(page).toMatch(/of 36 zones/);
});
