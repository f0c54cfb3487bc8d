/**
 * Seoul, all residents: opening the city, a quiet day, and the outbreak from a platform in Gangnam at 18:00, shared by one and
 * by two threads. `npm run bench -- seoul --city seoul.city [--hours 2]`, with a city built by `hyosan city build`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { City } from "../src/city/city.js";
import { readCity } from "../src/city/file.js";
import { Simulation } from "../src/model/simulation.js";
import { loadScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/schema.js";
import { startSimulation } from "../src/threads/start.js";
import { bytesByField } from "./bytes.js";
import { sum } from "./scaling.js";
import { printTable, seconds, whole } from "./table.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCENARIO = "scenarios/seoul.yaml";
const HOUR = 3600;
const DAY = 24 * HOUR;
/** The business centre of Gangnam: in the generated Seoul and in the one from open data. */
const CENTRES = ["Gangnam-gu 1-dong", "역삼1동"];

function scenarioFor(city: City, changes: Partial<Scenario> = {}): Scenario {
  const scenario = loadScenario(readFileSync(join(ROOT, SCENARIO), "utf8"), SCENARIO);
  const zone = CENTRES.find((name) => city.manifest.zones.some((known) => known.name === name));
  const outbreak = scenario.outbreak.map((row) => ({
    ...row,
    where: { kind: "platform" as const, ...(zone !== undefined && { zone }) },
  }));
  return { ...scenario, outbreak, ...changes };
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

function quietDay(city: City): string[][] {
  const plan = scenarioFor(city, { outbreak: [], until: DAY, stop: { extinction: false } });
  const began = performance.now();
  const simulation = new Simulation(city, plan);
  const setUp = performance.now();
  simulation.runUntil(DAY);
  return [
    ["24 h with nothing happening, after setting up", seconds(performance.now() - setUp)],
    ["setting up", seconds(setUp - began)],
  ];
}

function outbreak(
  city: City,
  threads: number,
  hours: number,
): { row: string[]; ms: number; bytes: Map<string, number> } {
  const simulation = startSimulation(city, scenarioFor(city), { threads });
  const began = performance.now();
  const cpu = process.cpuUsage();
  simulation.runUntil(hours * HOUR);
  const ms = performance.now() - began;
  const spent = cpuMs(cpu);
  const { events, infections } = simulation;
  const awake = simulation.world.awake.reduce((n, each) => n + each, 0);
  const { state, events: log } = simulation.hash();
  const row = [
    String(threads),
    whole(infections),
    whole(events),
    `${awake} of ${city.zones.x.length}`,
    seconds(ms),
    seconds(spent),
    ((1_000 * spent) / events).toFixed(2),
    `${state} ${log}`,
  ];
  const seen = new Set<object>();
  bytesByField({ city }, seen);
  const bytes = bytesByField(simulation.world, seen);
  bytes.set("others", sum(bytesByField(simulation, seen)));
  simulation.end();
  return { row, ms, bytes };
}

export async function benchSeoul(file: string | undefined, hours: number): Promise<void> {
  if (file === undefined || !existsSync(file)) {
    console.log("\nSeoul left out: --city FILE names a city built by hyosan city build.");
    return;
  }
  const began = performance.now();
  const city = await readCity(file);
  const opened = performance.now() - began;
  const people = city.people.age.length;
  printTable(`${city.manifest.name}, ${whole(people)} residents`, [
    ["", ""],
    ["opening the city", seconds(opened)],
    ...quietDay(city),
  ]);
  const head = ["threads", "infections", "events", "zones awake", "wall", "CPU", "µs of CPU an event", "hash"];
  const runs = [1, 2].map((threads) => outbreak(city, threads, hours));
  printTable(`One index case on a platform at 18:00, ${hours} h`, [head, ...runs.map(({ row }) => row)]);
  console.log(`\nTwo threads: ${(runs[0]!.ms / runs[1]!.ms).toFixed(2)} times as fast as one.`);
  const tables = new Map([...bytesByField(city)].map(([name, bytes]) => [`city: ${name}`, bytes]));
  for (const [name, bytes] of runs[0]!.bytes) tables.set(`run: ${name}`, bytes);
  const largest = [...tables].sort(([, a], [, b]) => b - a).slice(0, 16);
  printTable("Bytes a resident, by table (as allocated; what nobody has touched takes no memory)", [
    ["table", "bytes"],
    ...largest.map(([name, bytes]) => [name, (bytes / people).toFixed(1)]),
    ["all", (sum(tables) / people).toFixed(1)],
    ["resident set of the process, a resident", (process.memoryUsage().rss / people).toFixed(1)],
  ]);
}
