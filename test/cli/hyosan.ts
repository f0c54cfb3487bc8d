import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

export const MAIN = resolve("dist/cli/main.js");
/** Cities for tests, beside the repository; undefined where there are none. */
export const CITIES = existsSync("../shared/cities") ? resolve("../shared/cities") : undefined;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder. */
export function hyosan(args: readonly string[], cwd = process.cwd()): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

/** A new folder that is removed after the test, with these files in it. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "hyosan-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** One room in which the turned bite: over in a moment. */
export const ROOM = `
name: room
city: { room: { people: 50, area: 100 m² } }
until: 1 d
strains:
  jonas:
    entry: incubating
    attack:
      law: { kind: pair-rate, rate: 0.1 /min }
      outcomes: { bitten: 1 }
    states:
      incubating: { dwell: { fixed: 1 min }, next: { turned: 1 } }
      turned: { conduct: turned }
outbreak: [{ strain: jonas }]
`;

/** People who change state every second for years: a run that does not end by itself. */
export const ENDLESS = `
name: endless
city: { room: { people: 50, area: 100 m² } }
until: 5000 d
strains:
  clock:
    entry: tick
    contact: { rate: 0 /s }
    states:
      tick: { infectiousness: 1, dwell: { fixed: 1 s }, next: { tock: 1 } }
      tock: { dwell: { fixed: 1 s }, next: { tick: 1 } }
outbreak: [{ strain: clock, count: 20 }]
record: { series: 1 d, events: false }
`;
