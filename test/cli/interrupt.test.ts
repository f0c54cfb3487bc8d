import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENDLESS, folderWith, MAIN } from "./hyosan.js";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts an endless run, waits until it is under way, sends the signals, and waits for its end. */
async function interrupted(folder: string, signals: readonly NodeJS.Signals[], args: string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, "run", "endless.yaml", "--out", "run", ...args], { cwd: folder });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => (stdout += String(data)));
  child.stderr.on("data", (data) => (stderr += String(data)));
  while (!existsSync(join(folder, "run/run.json"))) {
    if (child.exitCode !== null) throw new Error(`ended before it began: ${stderr}`);
    await sleep(20);
  }
  await sleep(500);
  for (const signal of signals) child.kill(signal);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

test.each([["SIGINT", 130] as const, ["SIGTERM", 143] as const])(
  "%s ends a run in order: complete files, status interrupted, a report",
  async (signal, exitCode) => {
    const folder = folderWith({ "endless.yaml": ENDLESS });
    const { code, stdout, stderr } = await interrupted(folder, [signal]);
    expect({ code, stdout, stderr }).toMatchObject({ code: exitCode });
    expect(stdout).toMatch(/interrupted at .*, day \d+; the files are complete up to there/);
    const run = JSON.parse(readFileSync(join(folder, "run/run.json"), "utf8")) as { status: string; time_s: number };
    expect(run.status).toBe("interrupted");
    expect(run.time_s).toBeGreaterThan(0);
    expect(readdirSync(join(folder, "run")).filter((file) => file.endsWith(".part"))).toEqual([]);
    expect(existsSync(join(folder, "run/report.html"))).toBe(true);
  },
);

test("an interrupted run still prints its summary as JSON", async () => {
  const folder = folderWith({ "endless.yaml": ENDLESS });
  const { code, stdout } = await interrupted(folder, ["SIGINT"], ["--json"]);
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ status: "interrupted", ended_by: "no" });
});

test("a second signal ends at once and leaves the run unclosed", async () => {
  const folder = folderWith({ "endless.yaml": ENDLESS });
  const { code, stdout } = await interrupted(folder, ["SIGINT", "SIGTERM"]);
  expect({ code: code! > 128, stdout }).toEqual({ code: true, stdout: "" });
  const run = JSON.parse(readFileSync(join(folder, "run/run.json"), "utf8")) as { status: string };
  expect(run.status).toBe("running");
});
