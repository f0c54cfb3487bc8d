/**
 * The folder of a run: run.json, a Parquet file per table and, when asked for, report.html and front.svg. A file has its name only
 * when it is complete.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../base/problems.js";
import { BUILDING_USES, type City, PLACE_KINDS, ROLES } from "../city/city.js";
import { type ActionListener, DECISIONS } from "../engine/actions.js";
import { EVENT_KINDS, type Listener } from "../engine/events.js";
import { ACTIVITIES } from "../engine/world.js";
import { AIM_WORDS } from "../recorder/casting.js";
import { placeName, toLonLat } from "../recorder/geography.js";
import type { Observed } from "../recorder/observed.js";
import { DAMAGE_WORDS } from "../recorder/aftermath.js";
import { STATUSES, TRUTHS } from "../recorder/public-record.js";
import { Recorder } from "../recorder/recorder.js";
import { hasTable, OFFICIAL_STANCES, type Sink, TABLES, type TableName, TRIGGERS } from "../recorder/tables.js";
import type { Scenario } from "../scenario/schema.js";
import { GrowingFile, makeFolder, onDisk } from "./files.js";
import { type LineString, ParquetFile, type Words } from "./parquet.js";
import { PHYLOGENY_FILES } from "./phylogeny.js";
import { describeCity, describeTable, RUN_FILE, RUN_FORMAT, type RunFile, writeRunFile } from "./run-file.js";
import { packageVersion } from "./version.js";

export const REPORT_FILE = "report.html";
export const FRONT_FILE = "front.svg";

export interface RunOptions {
  readonly scenario: Scenario;
  readonly city: City;
  readonly cityHash: string;
  readonly seed: number;
  /** Replace a run that is there already. */
  readonly force: boolean;
  /** The run that is continued. */
  readonly earlier?: RunFile["earlier"];
}

/**
 * Records a run into a folder. Give `listener` to the simulation; call `sample` at the start, at each time of the
 * series and at the end, always with all events handed to the listener; then `close`.
 */
export class RunRecorder {
  readonly listener: Listener;
  /** Give this to the simulation too: the courses of the cast. */
  readonly courses: Recorder["courses"];
  /** Of decisions: give it to the simulation as well. */
  readonly actions: ActionListener;
  private readonly recorder: Recorder;
  private readonly files = new Map<TableName, { file: ParquetFile; rows: number }>();
  private readonly words: Words;
  private readonly started = new Date();
  /** Known from the first sample on. */
  private simulation: Observed | null = null;

  /**
   * Makes the folder and opens the files.
   *
   * @throws InputError if the folder holds a run and `force` is not set, or cannot be written
   */
  static async open(folder: string, options: RunOptions): Promise<RunRecorder> {
    prepare(folder, options.force);
    return new RunRecorder(folder, options);
  }

  private constructor(
    private readonly folder: string,
    private readonly options: RunOptions,
  ) {
    const { scenario, city, seed } = options;
    this.words = this.wordsOf(city, scenario);
    const sink: Sink = (table, columns, rows) => {
      const target = this.files.get(table)!;
      target.file.append(columns, rows);
      target.rows += rows;
    };
    this.recorder = new Recorder(city, scenario, sink, seed);
    this.listener = this.recorder.listener;
    this.courses = this.recorder.courses;
    this.actions = this.recorder.actionListener;
    for (const table of Object.keys(TABLES) as TableName[]) {
      if (!hasTable(table, scenario)) continue;
      const metadata = { hyosan: JSON.stringify(describeTable(table, 0).columns) };
      const file = new ParquetFile(join(folder, `${table}.parquet`), TABLES[table], this.words, metadata);
      this.files.set(table, { file, rows: 0 });
    }
    writeRunFile(folder, this.describe("running", {}));
  }

  /** Adds the rows of the series at the simulation's time. */
  sample(simulation: Observed): void {
    this.simulation = simulation;
    this.recorder.sample(simulation);
  }

  /** Resolves when what was listened to is written. Row groups are written as they fill, so it is by then. */
  async flushed(): Promise<void> {}

  /** Completes the files and run.json; an interrupted run has everything up to its last sample and event. */
  async close(
    simulation: Observed,
    summary: Readonly<Record<string, unknown>>,
    status: "finished" | "interrupted",
  ): Promise<void> {
    this.simulation = simulation;
    this.recorder.finish(simulation.orders);
    for (const { file } of this.files.values()) file.close();
    writeRunFile(this.folder, this.describe(status, summary));
  }

  private describe(status: RunFile["status"], summary: RunFile["summary"]): RunFile {
    const { scenario, city, cityHash, seed, earlier } = this.options;
    const { simulation } = this;
    const counts = simulation?.countByState();
    const tables = [...this.files].map(([table, { rows }]) => [table, describeTable(table, rows)] as const);
    return {
      format: RUN_FORMAT,
      status,
      ended: simulation?.finished ?? "no",
      seed,
      ...(earlier !== undefined && { earlier }),
      scenario,
      city: describeCity(city, cityHash),
      states: simulation?.states.map((state, row) => ({ ...state, n: counts![row]! })) ?? [],
      strains: Object.keys(scenario.strains),
      time_s: simulation?.now ?? 0,
      engine_events: simulation?.events ?? 0,
      summary,
      versions: { hyosan: packageVersion(), node: process.versions.node },
      wall: { started: this.started.toISOString(), ended: status === "running" ? null : new Date().toISOString() },
      tables: Object.fromEntries(tables),
    };
  }

  private wordsOf(city: City, { authority = [] }: Scenario): Words {
    const { manifest } = city;
    return {
      decisions: (code) => DECISIONS[code]!,
      kinds: (code) => EVENT_KINDS[code]!,
      states: (code) => this.observed().states[code]!.name,
      strains: (code) => this.observed().strains[code]!,
      zones: (zone) => manifest.zones[zone]!.name,
      placeKinds: (code) => PLACE_KINDS[code]!,
      placeNames: (place) => placeName(city, place),
      buildingNames: (building) => manifest.buildingNames[building] ?? null,
      uses: (code) => BUILDING_USES[code]!,
      roles: (code) => ROLES[code]!,
      sexes: (code) => (code === 0 ? "female" : "male"),
      cast: (row) => this.observed().cast!.players.find(({ person }) => person === row)!.name,
      activities: (code) => ACTIVITIES[code]!,
      aims: (code) => AIM_WORDS[code]!,
      damages: (code) => DAMAGE_WORDS[code]!,
      statuses: (code) => STATUSES[code]!,
      truths: (code) => TRUTHS[code]!,
      stances: (code) => OFFICIAL_STANCES[code]!,
      streetLines: streetLines(city),
      interventions: (row) => authority[row]!.name,
      interventionKinds: (row) => authority[row]!.do,
      triggers: (code) => TRIGGERS[code]!,
    };
  }

  private observed(): Observed {
    if (this.simulation === null) throw new Error("sample the simulation at its start, before it runs");
    return this.simulation;
  }
}

/** Courses of streets in degrees, or in metres for a city that is nowhere on earth. */
function streetLines(city: City): (street: number) => LineString {
  const { shapeStart, shapeX, shapeY } = city;
  const project = toLonLat(city) ?? ((x: number, y: number) => [x, y] as const);
  return (street) => {
    const coordinates: (readonly [number, number])[] = [];
    for (let vertex = shapeStart[street]!; vertex < shapeStart[street + 1]!; vertex++) {
      coordinates.push(project(shapeX[vertex]!, shapeY[vertex]!));
    }
    return { type: "LineString", coordinates };
  };
}

/** Makes the folder; of a run that is there, removes its files if `force`, else refuses. Other files stay. */
function prepare(folder: string, force: boolean): void {
  makeFolder(folder);
  const tables = Object.keys(TABLES).map((table) => `${table}.parquet`);
  const names = [RUN_FILE, REPORT_FILE, FRONT_FILE, ...Object.values(PHYLOGENY_FILES), ...tables];
  const files = names.flatMap((name) => [join(folder, name), join(folder, name + GrowingFile.ENDING)]);
  const present = files.filter((file) => existsSync(file));
  if (present.length === 0) return;
  if (!force) {
    throw new InputError({ where: folder, path: "", expected: "a folder without a run", found: `${present[0]}` });
  }
  onDisk(folder, () => {
    for (const file of present) rmSync(file);
  });
}
