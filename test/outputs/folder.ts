/** Temporary run folders for tests. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { City } from "../../src/city/city.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { FakeRun, play } from "./fake-run.js";

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "hyosan-test-"));
}

/** Records a fake run of `until` seconds into a new folder. */
export async function recordRun(
  city: City,
  scenario: Scenario,
  until = 7200,
  status: "finished" | "interrupted" = "finished",
): Promise<{ folder: string; run: FakeRun }> {
  const folder = newFolder();
  const recorder = await RunRecorder.open(folder, {
    scenario,
    city,
    cityHash: "c1t7",
    seed: scenario.seed,
    force: false,
  });
  const run = new FakeRun(city, scenario, recorder.listener);
  play(run, (now) => recorder.sample(now), until);
  await recorder.flushed();
  await recorder.close(run, { note: "test" }, status);
  return { folder, run };
}
