/**
 * The front, as data: what the city looks like at equal steps of the clock. Streets are reached when `streets.parquet`
 * says; how much of a zone is struck is what the last sample of the series before says; a line is reached between two
 * stations once the outbreak is on the street outside each.
 */
import { join } from "node:path";
import type { RunFile } from "../run-file.js";
import type { Curves, Digest, StreetLine } from "./digest.js";
import { readTable } from "./read.js";
import { niceStep } from "./words.js";

/** Most panels. */
const MOST = 24;
/** Share of what the run comes to, at which the picture ends: the rest is a long tail of a few. */
const ENOUGH = 0.98;
/** The panel of what is reached in none. */
export const NEVER = 0xff;

export interface Front {
  /** s between panels. */
  readonly step: number;
  /** [panels] s since the start, on whole steps of the wall clock; the last one no later than the run's end. */
  readonly times: readonly number[];
  /** [panels] residents infected or killed by then. */
  readonly struck: readonly number[];
  /** [panels][zones] share of the zone's residents infected or killed by then; never falls. */
  readonly shares: readonly Float64Array[];
  /** [streets] the first panel that shows the street reached; NEVER. */
  readonly reached: Uint8Array;
  readonly rails: readonly Rail[];
}

/** A line between two neighbouring stations. */
export interface Rail {
  /** m */
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** The first panel with the outbreak at both ends; NEVER. */
  readonly reached: number;
}

/** Reads what it takes from the series; null if the outbreak came to no street. */
export async function readFront(
  folder: string,
  { run, clock, curves }: Digest,
  streets: readonly StreetLine[],
): Promise<Front | null> {
  const arrivals = Float64Array.from(streets, ({ arrival }) => arrival ?? Number.POSITIVE_INFINITY);
  const some = arrivals.filter(Number.isFinite).sort();
  if (some.length === 0) return null;
  const end = Math.max(some[Math.ceil(ENOUGH * some.length) - 1]!, timeOfMost(curves, run.city.residents), 1);
  const step = niceStep(end, MOST);
  const first = step - clock.phase(step);
  const panels = Math.min(MOST, 1 + Math.max(0, Math.ceil((end - first) / step)));
  const times = Array.from({ length: panels }, (_, panel) => Math.min(first + panel * step, run.time_s));
  const panelOf = (arrival: number) => {
    const panel = Math.max(0, Math.ceil((arrival - first) / step));
    return panel < panels && arrival <= times[panel]! ? panel : NEVER;
  };
  const untouched = await readUntouched(folder, run, times);
  return {
    ...{ step, times, reached: Uint8Array.from(arrivals, panelOf) },
    struck: untouched.map((names) => run.city.residents - names.reduce((sum, n) => sum + n, 0)),
    shares: sharesOf(untouched, run),
    rails: railsOf(run, (street) => panelOf(street === null ? Number.POSITIVE_INFINITY : arrivals[street]!)),
  };
}

/** The first two states, "susceptible" and "protected", are those of people to whom nothing has happened. */
const UNTOUCHED = 2;

/** s at which nearly all are struck who ever are. */
function timeOfMost({ times, counts }: Curves, residents: number): number {
  const struck = counts.map(([susceptible, immune]) => residents - susceptible! - immune!);
  const most = struck.reduce((a, b) => Math.max(a, b), 0);
  return times[struck.findIndex((n) => n >= ENOUGH * most)] ?? 0;
}

/** Rows of the distinct names of zones, by which the series knows them: two dong of a large city may share one. */
function rowsOfNames({ city }: RunFile): Map<string, number> {
  return new Map([...new Set(city.zones.map(({ name }) => name))].map((name, row) => [name, row]));
}

/** [panels][names of zones] residents to whom nothing has happened, at the last sample no later than the panel. */
async function readUntouched(folder: string, run: RunFile, times: readonly number[]): Promise<Float64Array[]> {
  const rowOf = rowsOfNames(run);
  const names = new Set(run.states.slice(0, UNTOUCHED).map(({ name }) => name));
  const panels: Float64Array[] = [];
  let sample = new Float64Array(rowOf.size);
  let sampled = 0;
  await readTable(join(folder, "series.parquet"), ["time_s", "zone", "state", "strain", "n"], (columns, rows) => {
    const { time_s, zone, state, strain, n } = columns as { [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      const time: number = time_s![row]!;
      if (time > sampled) {
        while (panels.length < times.length && times[panels.length]! < time) panels.push(sample.slice());
        sample = new Float64Array(rowOf.size);
        sampled = time;
      }
      if (strain![row] === null && names.has(state![row]!)) sample[rowOf.get(zone![row]!)!]! += n![row]!;
    }
  });
  while (panels.length < times.length) panels.push(sample.slice());
  return panels;
}

function sharesOf(untouched: readonly Float64Array[], run: RunFile): Float64Array[] {
  const rowOf = rowsOfNames(run);
  const residents = new Float64Array(rowOf.size);
  for (const zone of run.city.zones) residents[rowOf.get(zone.name)!]! += zone.residents;
  const most = new Float64Array(rowOf.size);
  return untouched.map((names) => {
    for (const [row, n] of names.entries())
      if (residents[row]! > 0) most[row] = Math.max(most[row]!, 1 - n / residents[row]!);
    return Float64Array.from(run.city.zones, ({ name }) => most[rowOf.get(name)!]!);
  });
}

function railsOf({ city }: RunFile, panelOf: (street: number | null) => number): Rail[] {
  return (city.lines ?? []).flatMap(({ stations, closed }) => {
    const ends = closed ? [...stations, stations[0]!] : stations;
    return ends.slice(1).map((to, i): Rail => {
      const from = ends[i]!;
      const reached = Math.max(panelOf(from.street), panelOf(to.street));
      return { from: [from.x_m, from.y_m], to: [to.x_m, to.y_m], reached };
    });
  });
}
