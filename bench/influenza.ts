/** A contact infection in towns of three sizes: influenza until nobody is infected, and what it keeps in memory. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCity } from "../src/builder/made.js";
import type { City } from "../src/city/city.js";
import { Simulation } from "../src/model/simulation.js";
import { loadScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/schema.js";
import { printTable, seconds, whole } from "./table.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCENARIO = "scenarios/influenza.yaml";
const DAY = 86_400;
const RUNS = 5;

function scenarioOf(people: number): Scenario {
  return loadScenario(readFileSync(join(ROOT, SCENARIO), "utf8"), SCENARIO, [`people=${people}`]);
}

/** Computing time of some work in this process, all its threads, ms. */
function cpu(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

interface Run {
  readonly simulation: Simulation;
  /** ms: setting up, running, the day that took longest. */
  readonly setUp: number;
  readonly ran: number;
  readonly worst: number;
}

function run(city: City, scenario: Scenario): Run {
  let simulation: Simulation | undefined;
  const setUp = cpu(() => {
    simulation = new Simulation(city, scenario);
  });
  let ran = 0;
  let worst = 0;
  for (let day = 1; simulation!.finished === "no"; day++) {
    const took = cpu(() => simulation!.runUntil(day * DAY));
    ran += took;
    worst = Math.max(worst, took);
  }
  return { simulation: simulation!, setUp, ran, worst };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Bytes of all typed arrays that can be reached from a value; each buffer counts once. */
function bytesIn(value: unknown, buffers = new Set<unknown>(), seen = new Set<unknown>()): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    if (buffers.has(value.buffer)) return 0;
    buffers.add(value.buffer);
    return value.buffer.byteLength;
  }
  return Object.values(value).reduce((sum: number, each) => sum + bytesIn(each, buffers, seen), 0);
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function printMemory({ simulation }: Run): void {
  const { world, settings, sweep, city, residence } = simulation;
  const buffers = new Set<unknown>();
  const rows = [["table", "MiB", "bytes a resident"]];
  const people = city.people.age.length;
  const add = (name: string, value: unknown) => {
    const bytes = bytesIn(value, buffers, new Set([simulation, world, city].filter((each) => each !== value)));
    rows.push([name, mebibytes(bytes), (bytes / people).toFixed(1)]);
  };
  add("city: places, doors, forests", [
    city.places,
    city.doors,
    city.doorStart,
    city.wayEnd,
    city.toStop,
    city.toShelter,
  ]);
  add("city: people, households, zones, register, the rest", city);
  add("records: what contacts read together", world.records);
  add("health of people, zone of residence", [world.person, residence]);
  add("rosters of classes and workplaces", settings);
  add("windows of the sweep: people and attempts due", sweep);
  add("trips, event log, all else", [world.routine, simulation.log, world.timers, world, simulation]);
  const total = bytesIn(simulation);
  rows.push(["all tables", mebibytes(total), (total / people).toFixed(1)]);
  printTable(`Tables of ${whole(people)} people after the run`, rows);
}

/** Prints the tables of the contact infection. */
export function benchInfluenza(): void {
  const head = ["residents", "city", "set up", "run: best", "median", "infected", "share", "µs an infection"];
  const rows = [[...head, "longest day", "events", "peak memory"]];
  let largest: Run | undefined;
  for (const people of [10_000, 100_000, 1_000_000]) {
    const scenario = scenarioOf(people);
    let city: City | undefined;
    const built = cpu(() => {
      city = makeCity(scenario.city, SCENARIO);
    });
    const runs = Array.from({ length: RUNS }, () => run(city!, scenario));
    const best = runs.reduce((least, each) => (each.ran < least.ran ? each : least));
    const { events, infections } = best.simulation;
    rows.push([
      whole(people),
      seconds(built),
      seconds(best.setUp),
      seconds(best.ran),
      seconds(median(runs.map(({ ran }) => ran))),
      whole(infections),
      `${((100 * infections) / people).toFixed(1)} %`,
      ((1000 * best.ran) / infections).toFixed(2),
      seconds(best.worst),
      whole(events),
      `${mebibytes(process.resourceUsage().maxRSS * 1024)} MiB`,
    ]);
    largest = best;
  }
  printTable("influenza, from 20 infected to the last recovery; computing time of the process", rows);
  if (largest !== undefined) printMemory(largest);
}
