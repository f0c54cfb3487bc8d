/** hyosan run: a scenario from its file to a folder of tables and a report. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { InputError } from "../base/problems.js";
import { formatClock } from "../base/units.js";
import { openCity } from "../builder/cities.js";
import type { City } from "../city/city.js";
import { cityHash } from "../city/format.js";
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
import { collect, naming, type ScenarioOptions, settings, wholeNumber } from "./options.js";
import { type EndedRun, formatSummary, summarize } from "./summary.js";
import { breathe, colours, type Progress, print, printJson, startProgress } from "./terminal.js";

interface RunOptions extends ScenarioOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly threads?: number;
  readonly json?: boolean;
}

export function runCommand(): Command {
  return new Command("run")
    .summary("run a scenario and write its tables and report")
    .description(
      "Runs a scenario: a built-in one by name, or a file. Writes a folder with run.json, Parquet tables, report.html and front.svg.",
    )
    .argument("<scenario>", "name of a built-in scenario (see hyosan scenarios) or a YAML file")
    .option("--out <dir>", "folder to write (default: runs/<scenario>-seed<N> here)")
    .option("--force", "replace the run that is in the folder")
    .option("--seed <n>", "seed of all random draws (default: the scenario's, else 1)", wholeNumber("--seed", 0))
    .option("--until <duration>", 'simulated time to run, such as "36 h"')
    .option("--city <city>", "another city: a built-in name or a .city file")
    .option("--set <path=value>", "change one value of the scenario (repeatable)", collect)
    .option(
      "--threads <n>",
      "threads to share the run (default: the cores there are, if worth it); the outcome is the same",
      wholeNumber("--threads", 1, MOST_THREADS),
    )
    .option("--json", "print the summary as JSON and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

const MOST_THREADS = 64;
/** Residents a thread should have, at least: with fewer it waits more for the others than it does. */
const RESIDENTS_A_THREAD = 200_000;

function threadsFor(city: City): number {
  const residents = city.people.age.length;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(residents / RESIDENTS_A_THREAD)));
}

const EXAMPLES = `
Examples:
  $ hyosan run hyosan-high
  $ hyosan run hyosan-high --seed 7 --until "36 h" --out runs/friday
  $ hyosan run my.yaml --city seoul.city --set immune=0.3 --set strains.jonas.attack.law.handling="30 s"

Ctrl-C ends a run early: its files are complete up to there (exit code 130). Again: ends at once.`;

async function run(nameOrFile: string, options: RunOptions): Promise<void> {
  const began = performance.now();
  const elapsed = () => Number(((performance.now() - began) / 1000).toFixed(3));
  const json = options.json === true;
  if (options.out === "") {
    throw new InputError({ where: "command line", path: "--out", expected: "the name of a folder", found: '""' });
  }
  const progress = startProgress("reading the scenario", json);
  try {
    const { text, file } = resolveScenario(nameOrFile);
    const scenario = loadScenario(text, file, settings(options));
    progress.update("opening the city");
    await breathe();
    const city = await naming(options.city, () =>
      openCity(scenario.city, { file }, (stage) => progress.update(`making the city: ${stage}`)),
    );
    const opened = await open(scenario, city, options);
    const { folder, recorder, simulation } = opened;
    const interruption = new Interruption();
    const wallSeconds = await simulate(opened, scenario, progress, interruption);
    simulation.end();
    progress.update("writing the report");
    const status = interruption.signal === null ? "finished" : "interrupted";
    const ended: EndedRun = { ...opened, scenario, city, status, wallSeconds, totalWallSeconds: elapsed() };
    const summary = summarize(ended);
    await recorder.close(simulation, { ...summary }, status);
    const { writePages } = await import("../outputs/report/report.js"); // late: it loads the drawing of charts
    const pages = await writePages(folder);
    progress.stop();
    if (json) printJson({ ...summary, total_wall_seconds: elapsed(), run_dir: folder, ...pages });
    else print(`${formatSummary(ended, summary)}\n\n${outcome(folder, pages, ended)}`);
    interruption.end();
    if (status === "interrupted") process.exitCode = interruption.exitCode;
  } finally {
    progress.stop();
  }
}

/** A run that may begin: its folder, its files and the people in their places. */
interface OpenRun {
  readonly folder: string;
  readonly recorder: RunRecorder;
  readonly highlights: Highlights;
  readonly simulation: Simulation;
}

/** Opens the folder and sets the world up. A new folder is removed again if the scenario does not suit the city. */
async function open(scenario: Scenario, city: City, options: RunOptions): Promise<OpenRun> {
  const isNew = options.out === undefined || !existsSync(options.out);
  const folder = options.out ?? claimFolder(scenario);
  try {
    const { seed } = scenario;
    const force = options.force === true;
    const recorder = await RunRecorder.open(folder, { scenario, city, cityHash: cityHash(city), seed, force });
    const highlights = new Highlights(city);
    const listener = both(recorder.listener, highlights.listener);
    const { threads = threadsFor(city) } = options;
    const { courses, actions } = recorder;
    const simulation = startSimulation(city, scenario, { listener, courses, actions, threads });
    return { folder, recorder, highlights, simulation };
  } catch (error) {
    if (isNew && existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function outcome(folder: string, { report, front }: Pages, { status, scenario, simulation }: EndedRun): string {
  const lines = [`${colours.bold(folder)}  tables and run.json`, `${colours.bold(report)}  open it in a browser`];
  if (front !== null) lines.push(`${colours.bold(front)}  a picture of how it spread`);
  if (status === "interrupted") {
    const clock = formatClock(scenario.start, simulation.now);
    lines.unshift(`${colours.yellow("interrupted")} at ${clock}; the files are complete up to there`);
  }
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
