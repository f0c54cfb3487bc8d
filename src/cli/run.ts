/** hyosan run: a scenario from its file to a folder of tables and a report. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../base/problems.js";
import { formatClock } from "../base/units.js";
import { openCity } from "../builder/cities.js";
import type { City } from "../city/city.js";
import { cityHash, shareCity } from "../city/format.js";
import { agedCity } from "../model/carry-over/ageing.js";
import { type CarryOver, carryOver } from "../model/carry-over/carry-over.js";
import { readEarlier } from "../outputs/earlier.js";
import type { RunFile } from "../outputs/run-file.js";
import type { Listener } from "../engine/events.js";
import type { Simulation } from "../model/simulation.js";
import { makeFolder, onDisk } from "../outputs/files.js";
import { count } from "../outputs/report/words.js";
import type { Pages } from "../outputs/report/report.js";
import { RunRecorder } from "../outputs/run-folder.js";
import { Highlights } from "../recorder/highlights.js";
import { resolveScenario } from "../scenario/builtin.js";
import { loadScenario } from "../scenario/load.js";
import { startSimulation } from "../threads/start.js";
import type { Scenario } from "../scenario/schema.js";
import { Interruption } from "./interruption.js";
import { naming, type ScenarioOptions, settings } from "./options.js";
import { breathe, type Progress, startProgress } from "./progress.js";
import { type EndedRun, formatSummary, type Summary, summarize } from "./summary.js";
import { colours, print, printJson } from "./terminal.js";

export interface RunOptions extends ScenarioOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly threads?: number;
  readonly json?: boolean;
}

/** Residents a thread should have, at least: with fewer it waits more for the others than it does. */
const RESIDENTS_A_THREAD = 200_000;

function threadsFor(city: City): number {
  const residents = city.people.age.length;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(residents / RESIDENTS_A_THREAD)));
}

export async function run(nameOrFile: string, options: RunOptions): Promise<void> {
  const began = performance.now();
  const elapsed = () => Number(((performance.now() - began) / 1000).toFixed(3));
  const json = options.json === true;
  if (options.out === "") {
    throw new InputError({ where: "command line", path: "--out", expected: "the name of a folder", found: '""' });
  }
  const progress = startProgress("reading the scenario", json);
  try {
    const told = await carryOut(nameOrFile, options, progress, elapsed);
    const { folder, summary, interruption } = told;
    const { writePages } = await import("../outputs/report/report.js"); // late: it loads the drawing of charts
    const pages = await writePages(folder);
    progress.stop();
    if (json) printJson({ ...summary, total_wall_seconds: elapsed(), run_dir: folder, ...pages });
    else print(`${told.words}\n\n${outcome(told, pages)}`);
    interruption.end();
    if (summary.status === "interrupted") process.exitCode = interruption.exitCode;
  } finally {
    progress.stop();
  }
}

/** What is left of a run when its tables are written. */
interface ToldRun {
  readonly folder: string;
  readonly summary: Summary;
  /** The summary in words. */
  readonly words: string;
  /** The clock at the end. */
  readonly clock: string;
  /** Still catching signals. */
  readonly interruption: Interruption;
}

/**
 * Runs the scenario and writes its tables. A function of its own, so that nothing holds the city and the simulation any
 * more while the report is made, which takes much memory itself. `elapsed`: s since the command began.
 */
async function carryOut(
  nameOrFile: string,
  options: RunOptions,
  progress: Progress,
  elapsed: () => number,
): Promise<ToldRun> {
  const begun = await beginning(nameOrFile, options, progress);
  const { scenario, city } = begun;
  const opened = await open(begun, options);
  const { folder, recorder, simulation } = opened;
  const interruption = new Interruption();
  const wallSeconds = await simulate(opened, scenario, progress, interruption);
  simulation.end();
  progress.update("writing the report");
  const status = interruption.signal === null ? "finished" : "interrupted";
  const ended: EndedRun = { ...opened, scenario, city, status, wallSeconds, totalWallSeconds: elapsed() };
  const summary = summarize(ended);
  await recorder.close(simulation, { ...summary }, status);
  const clock = formatClock(scenario.start, simulation.now);
  return { folder, summary, words: formatSummary(ended, summary), clock, interruption };
}

/** What a run begins from: the scenario and the city as they are then, and what an earlier run has left. */
interface Beginning {
  readonly scenario: Scenario;
  readonly city: City;
  /** Of the city as it was made. */
  readonly hash: string;
  readonly carried?: CarryOver;
  readonly earlier?: NonNullable<RunFile["earlier"]>;
}

/** Reads the scenario, opens its city and takes over what the scenario says from an earlier run. */
async function beginning(nameOrFile: string, options: RunOptions, progress: Progress): Promise<Beginning> {
  const { text, file } = resolveScenario(nameOrFile);
  const scenario = loadScenario(text, file, settings(options));
  progress.update("opening the city");
  await breathe();
  const city = await naming(options.city, () =>
    openCity(scenario.city, { file }, (stage) => progress.update(`making the city: ${stage}`)),
  );
  const begun = await takeOver(scenario, city, file);
  const { threads = threadsFor(city) } = options;
  // Shared here, so that what listens to the run does not hold a second city beside that of the threads.
  return threads > 1 ? { ...begun, city: shareCity(begun.city) } : begun;
}

async function takeOver(scenario: Scenario, city: City, file: string): Promise<Beginning> {
  const hash = cityHash(city);
  const { continue: before } = scenario;
  if (before === undefined) return { scenario, city, hash };
  const earlier = await readEarlier(resolve(dirname(file), before.run));
  const taken = carryOver(scenario, earlier, city, hash);
  const { seed } = taken.carried;
  const isSame = before.carry === "city";
  const elapsed_s = isSame ? earlier.elapsed + before.after : 0;
  return {
    ...{ ...taken, hash, earlier: { run: before.run, seed, elapsed_s } },
    city: isSame ? agedCity(city, seed, elapsed_s, earlier.damage) : city,
  };
}

/** A run that may begin: its folder, its files and the people in their places. */
interface OpenRun {
  readonly folder: string;
  readonly recorder: RunRecorder;
  readonly highlights: Highlights;
  readonly simulation: Simulation;
}

/** Opens the folder and sets the world up. A new folder is removed again if the scenario does not suit the city. */
async function open({ scenario, city, hash, carried, earlier }: Beginning, options: RunOptions): Promise<OpenRun> {
  const isNew = options.out === undefined || !existsSync(options.out);
  const folder = options.out ?? claimFolder(scenario);
  try {
    const { seed } = scenario;
    const force = options.force === true;
    const run = { scenario, city, cityHash: hash, seed, force, ...(earlier !== undefined && { earlier }) };
    const recorder = await RunRecorder.open(folder, run);
    const highlights = new Highlights(city);
    const listener = both(recorder.listener, highlights.listener);
    const { threads = threadsFor(city) } = options;
    const { courses, actions } = recorder;
    const told = { listener, courses, actions, ...(carried !== undefined && { carried }) };
    const simulation = startSimulation(city, scenario, { ...told, threads });
    return { folder, recorder, highlights, simulation };
  } catch (error) {
    if (isNew && existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function outcome({ folder, summary, clock }: ToldRun, { report, front }: Pages): string {
  const lines = [`${colours.bold(folder)}  tables and run.json`, `${colours.bold(report)}  open it in a browser`];
  if (front !== null) lines.push(`${colours.bold(front)}  a picture of how it spread`);
  if (summary.status === "interrupted")
    lines.unshift(`${colours.yellow("interrupted")} at ${clock}; the files are complete up to there`);
  return lines.join("\n");
}

/** Makes runs/<scenario>-seed<N>, or with -2, -3 … the first of them that is free, in the current folder. */
function claimFolder({ name, seed }: Scenario): string {
  const base = join("runs", `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}-seed${seed}`);
  return onDisk("runs", () => {
    makeFolder("runs");
    for (let copy = 1; ; copy++) {
      const folder = copy === 1 ? base : `${base}-${copy}`;
      try {
        mkdirSync(folder);
        return folder;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  });
}

function both(first: Listener, second: Listener): Listener {
  return (chunk, rows) => {
    first(chunk, rows);
    second(chunk, rows);
  };
}

/** ms of work after which a signal is looked for and the progress line may change. */
const SLICE_MS = 100;

/**
 * Runs to the end or to an interruption, with a sample at the start, at each time of the series and at the end.
 * In between it goes in slices of simulated time that take the computer about SLICE_MS.
 *
 * @returns s of simulating
 */
async function simulate(
  { simulation, recorder, highlights }: OpenRun,
  { start, record, until }: Scenario,
  progress: Progress,
  interruption: Interruption,
): Promise<number> {
  let wall = 0;
  let slice = Math.min(record.series, 60);
  simulation.flush();
  recorder.sample(simulation);
  let sampled = simulation.now;
  for (let row = 1; simulation.finished === "no" && interruption.signal === null; ) {
    const next = Math.min(row * record.series, until);
    const began = performance.now();
    simulation.runUntil(Math.min(simulation.now + slice, next));
    simulation.flush();
    if (simulation.now >= next || simulation.finished !== "no") {
      recorder.sample(simulation);
      sampled = simulation.now;
      row++;
    }
    const took = performance.now() - began;
    wall += took / 1000;
    slice *= took < SLICE_MS / 2 ? 2 : took > SLICE_MS * 2 ? 0.5 : 1;
    progress.update(situation(simulation, start, highlights, wall));
    await recorder.flushed();
    await breathe();
  }
  if (simulation.now > sampled) recorder.sample(simulation);
  return wall;
}

function situation(simulation: Simulation, start: string, { infections }: Highlights, wall: number): string {
  const counts = simulation.countByState();
  const turned = simulation.states.reduce((n, { conduct }, row) => (conduct === "turned" ? n + counts[row]! : n), 0);
  const rate = count(Math.round(simulation.events / Math.max(wall, 1e-6)));
  const clock = formatClock(start, simulation.now);
  return `${clock}  ${count(infections)} infected, ${count(turned)} turned  ${rate} events/s`;
}
