/** Whole runs: the built-in outbreak, quiet cities of three sizes, a real city through the command line. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCity } from "../src/builder/made.js";
import type { City } from "../src/city/city.js";
import { Simulation } from "../src/model/simulation.js";
import { loadScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/schema.js";
import { profile } from "./profile.js";
import { printTable, seconds, whole } from "./table.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCENARIO = "bench/school.yaml";
const DAY = 86_400;

function scenario(settings: Record<string, unknown> = {}): Scenario {
  return { ...loadScenario(readFileSync(join(ROOT, SCENARIO), "utf8"), SCENARIO), ...settings };
}

/** Makes a city: the result and the ms it took. */
function build(source: Scenario["city"]): { city: City; ms: number } {
  const start = performance.now();
  const city = makeCity(source, SCENARIO);
  if (city === undefined) throw new Error(`${JSON.stringify(source)} is not made in memory`);
  return { city, ms: performance.now() - start };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Runs to the end in slices of the series interval, as the command line does; the best rate over an hour, events/ms. */
function advance(simulation: Simulation, until: number): number {
  const slice = simulation.scenario.record.series;
  const hour: { events: number; ms: number }[] = [];
  let best = 0;
  for (let t = slice; simulation.finished === "no" && t <= until; t += slice) {
    const before = simulation.events;
    const ms = timed(() => simulation.runUntil(t));
    hour.push({ events: simulation.events - before, ms });
    if (hour.length > 3600 / slice) hour.shift();
    const events = hour.reduce((sum, row) => sum + row.events, 0);
    if (events > 50_000) best = Math.max(best, events / hour.reduce((sum, row) => sum + row.ms, 0));
  }
  return best;
}

async function benchOutbreak(): Promise<void> {
  const rows = [
    ["residents", "run", "city", "simulation", "events", "million events/s", "in the best hour", "infections"],
  ];
  const plan = scenario();
  for (const people of [12_000, 120_000]) {
    const { city, ms } = build({ generate: { people, seed: 1 } });
    for (const run of ["cold", "warm", "warm"]) {
      let simulation: Simulation | undefined;
      let best = 0;
      const took = timed(() => {
        simulation = new Simulation(city, plan);
        best = advance(simulation, plan.until);
      });
      const { events, infections } = simulation!;
      const speeds = [events / took, best].map((perMs) => (perMs / 1e3).toFixed(2));
      const made = run === "cold" ? seconds(ms) : "";
      rows.push([whole(people), run, made, seconds(took), whole(events), ...speeds, whole(infections)]);
    }
  }
  printTable(`${plan.name}, from the first bite to 24 h`, rows);

  const { city } = build(plan.city);
  const simulation = new Simulation(city, plan);
  const shares = await profile(() => advance(simulation, plan.until));
  printTable("Where the simulation's time goes (self time, sampled; inlined functions count for their file)", [
    ["part", "share"],
    ...shares.map(([part, share]) => [part, `${(100 * share).toFixed(1)} %`]),
  ]);
}

function benchQuiet(): void {
  const rows = [["residents", "places", "city", "set up", "24 quiet hours", "events"]];
  for (const people of [12_000, 120_000, 1_200_000]) {
    const city = { generate: { people, seed: 1 } };
    const plan = scenario({ city, outbreak: [], until: DAY, stop: { extinction: false } });
    const { city: made, ms } = build(city);
    let simulation: Simulation | undefined;
    const setUp = timed(() => {
      simulation = new Simulation(made, plan);
    });
    const took = timed(() => simulation!.runUntil(DAY));
    const places = whole(made.places.kind.length);
    rows.push([whole(people), places, seconds(ms), seconds(setUp), seconds(took), whole(simulation!.events)]);
  }
  printTable("A quiet city: nobody is infected", rows);
}

/** Prints peak memory (KiB) on its last line of standard error as it ends. */
const REPORT_PEAK =
  'data:text/javascript,process.on("exit",()=>console.error("\\npeak "+process.resourceUsage().maxRSS))';

/** Runs the built command line: ms, peak resident memory in bytes, and what it printed. */
function runCli(args: readonly string[]): Promise<{ ms: number; peak: number; output: string }> {
  const cli = join(ROOT, "dist/cli/main.js");
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", REPORT_PEAK, cli, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const peak = /\npeak (\d+)\s*$/.exec(errors)?.[1];
      if (code !== 0 || peak === undefined) reject(new Error(`hyosan ${args.join(" ")} ended with ${code}: ${errors}`));
      else resolve({ ms: performance.now() - start, peak: Number(peak) * 1024, output });
    });
  });
}

async function benchCommandLine(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hyosan-bench-"));
  const rows = [["command", "wall", "of it simulation and tables", "peak memory"]];
  const measure = async (name: string, ...args: string[]) => {
    const { ms, peak, output } = await runCli([...args, "--json"]);
    const { wall_seconds: simulating } = JSON.parse(output) as { wall_seconds?: number };
    rows.push([name, seconds(ms), simulating === undefined ? "" : seconds(simulating * 1000), mebibytes(peak)]);
  };
  try {
    await measure("hyosan run bench/school.yaml", "run", SCENARIO, "--out", join(folder, "run"));
    const data = join(ROOT, "../shared/cities/andong");
    if (existsSync(data)) {
      const out = join(folder, "andong.city");
      const tables = ["--zones", join(data, "zones_approx.geojson"), "--population", join(data, "zones.csv")];
      const build = ["city", "build", "--osm", join(data, "andong.osm.pbf"), ...tables, "--out", out];
      await measure("hyosan city build --osm andong.osm.pbf", ...build);
      await measure("hyosan city info andong.city", "city", "info", out);
    } else {
      console.log(`\nAndong left out: ${relative(ROOT, data)} is not there.`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable("Through the command line, as users run it", rows);
}

function mebibytes(bytes: number): string {
  return `${whole(bytes / 2 ** 20)} MiB`;
}

/** Prints the tables of whole runs. */
export async function benchRuns(): Promise<void> {
  await benchOutbreak();
  benchQuiet();
  await benchCommandLine();
}
