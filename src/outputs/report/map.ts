/**
 * The map: streets by the time the outbreak arrived. Drawn by hand rather than by a plot library, as one path a class
 * with rounded relative coordinates, so that a city of hundreds of thousands of streets stays a small page.
 */
import { join } from "node:path";
import { metresPerDegree } from "../../recorder/geography.js";
import type { LineString } from "../parquet.js";
import type { Digest, StreetLine, Lines } from "./digest.js";
import { type Frame, frameOf, isOn, scaleBar } from "./frame.js";
import { readTable } from "./read.js";
import { type Clock, niceStep } from "./words.js";

/** Units across the map, and characters that the streets may take: those not reached, those reached. */
const WIDTH = 1000;
const BUDGET = 900_000;
const BUDGET_REACHED = 1_200_000;
/** Streets above which lines are drawn thinner. */
const DENSE = 15_000;
/** Colours of arrival in the style sheet: --t0 … --t6. */
const TONES = 7;

/** A class of arrival times. */
export interface MapClass {
  /** s since the start; `to` excluded. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** CSS colour. */
  readonly colour: string;
}

export interface CityMap {
  readonly svg: string;
  readonly classes: readonly MapClass[];
  /** Share of the map's width that `scale` metres take, in percent. */
  readonly scale: { readonly metres: number; readonly percent: number };
  readonly arrived: number;
  readonly streets: number;
}

/** The streets of a run in metres. */
export async function readStreets(folder: string, { origin }: Digest["run"]["city"]): Promise<StreetLine[]> {
  const { east, north } = origin === null ? { east: 1, north: 1 } : metresPerDegree(origin);
  const { lon, lat } = origin ?? { lon: 0, lat: 0 };
  const streets: StreetLine[] = [];
  await readTable(join(folder, "streets.parquet"), ["zone", "arrival_s", "line"], (columns, rows) => {
    for (let row = 0; row < rows; row++) {
      const { coordinates } = columns.line![row] as LineString;
      const line = coordinates.map(([x, y]) => [(x - lon) * east, (y - lat) * north] as const);
      streets.push({ zone: columns.zone![row] as string, arrival: columns.arrival_s![row] as number | null, line });
    }
  });
  return streets;
}

/** Draws the map; null if there is nothing to see (a city of one room). */
export function drawMap({ clock, lines }: Digest, streets: readonly StreetLine[], title: string): CityMap | null {
  const points = lines?.points ?? [];
  const frame = frameOf(streets, points);
  if (frame === null) return null;
  const classes = classesOf(clock, streets.length > 0 ? arrivalsOf(streets) : points.map(({ time }) => time));
  const draw = new Pen(frame);
  const shown = streets.filter(({ line }) => isOn(frame, line));
  const step = stepFor(shown.length);
  const reached = shown.filter(({ arrival }) => arrival !== null);
  const paths = [
    `<path class="street" d="${draw.streets(
      shown.filter(({ arrival }) => arrival === null),
      step,
      BUDGET,
    )}"/>`,
  ];
  for (const { from, to, colour } of classes.toReversed()) {
    const then = reached.filter(({ arrival }) => arrival! >= from && arrival! < to);
    const d = draw.streets(then, step, (BUDGET_REACHED * then.length) / reached.length);
    paths.push(`<path class="reached" stroke="${colour}" d="${d}"/>`);
  }
  if (streets.length > 0) paths.push(`<path class="dots" d="${draw.dots(points)}"/>`);
  else paths.push(...grid(points, draw, classes));
  if (lines?.index) paths.push(draw.mark(lines.index.x ?? frame.west, lines.index.y ?? frame.north));
  const height = Math.round((WIDTH * frame.height) / frame.width);
  const metres = scaleBar(frame.width / 4);
  const arrived = streets.filter(({ arrival }) => arrival !== null).length;
  const dense = shown.length > DENSE ? ` class="dense"` : "";
  return {
    svg: `<svg viewBox="0 0 ${WIDTH} ${height}"${dense} role="img" aria-label="${title}"><title>${title}</title>${paths.join("")}</svg>`,
    classes,
    scale: { metres, percent: (100 * metres) / frame.width },
    arrived,
    streets: streets.length,
  };
}

function arrivalsOf(streets: readonly StreetLine[]): number[] {
  return streets.flatMap(({ arrival }) => (arrival === null ? [] : [arrival]));
}

/** Classes of equal length that begin on the hour and hold nine in ten of the times; the last one is open. */
function classesOf(clock: Clock, times: readonly number[]): MapClass[] {
  const sorted = Float64Array.from(times).sort();
  const ninth = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  const last = sorted.at(-1) ?? 0;
  const span = niceStep(Math.max(ninth, 1), TONES - 2);
  const phase = clock.phase(span);
  const bins = Math.min(TONES, Math.floor((last + phase) / span) + 1);
  return Array.from({ length: bins }, (_, bin) => {
    const from = bin * span - phase;
    const to = bin === bins - 1 ? Number.POSITIVE_INFINITY : from + span;
    const tone = bins === 1 ? 0 : Math.round((bin * (TONES - 1)) / (bins - 1));
    const label = bin === 0 ? `before ${clock.time(from + span)}` : `from ${clock.time(from)}`;
    return { from, to, label: bins === 1 ? "reached" : label, colour: `var(--t${tone})` };
  });
}

/** Units to which courses are rounded, coarser as there are more. */
function stepFor(streets: number): number {
  return streets > 100_000 ? 1 : streets > 20_000 ? 0.5 : 0.1;
}

/** A city without streets (a lattice): each infection is a square of the tone of its time. */
function grid(points: Lines["points"], draw: Pen, classes: readonly MapClass[]): string[] {
  const spacing = draw.units(spacingOf(points)) * 0.92;
  return classes.map(({ from, to, colour }) => {
    const d = draw.dots(points.filter(({ time }) => time >= from && time < to));
    return `<path class="squares" stroke="${colour}" stroke-width="${spacing.toFixed(2)}" d="${d}"/>`;
  });
}

/** Smallest step between columns or rows of points, m. */
function spacingOf(points: Lines["points"]): number {
  const gaps = (values: number[]) => {
    const sorted = [...new Set(values)].sort((a, b) => a - b);
    return sorted.slice(1).map((value, i) => value - sorted[i]!);
  };
  const all = [...gaps(points.map(({ x }) => x)), ...gaps(points.map(({ y }) => y))];
  return all.length === 0 ? 1 : all.reduce((least, gap) => Math.min(least, gap));
}

/** Turns metres into path data. */
class Pen {
  constructor(private readonly frame: Frame) {}

  /** Units of the map for a length in m. */
  units(metres: number): number {
    return (metres * WIDTH) / this.frame.width;
  }

  /** All streets in one path, rounded to `step` units; beyond `budget` characters the shortest are left out. */
  streets(streets: readonly StreetLine[], step: number, budget: number): string {
    const drawn = streets.map(({ line }) => ({ path: this.path(line, step), length: lengthOf(line) }));
    drawn.sort((a, b) => b.length - a.length);
    const paths = new Set<string>();
    let size = 0;
    for (const { path } of drawn) {
      if (path === "" || paths.has(path)) continue;
      size += path.length;
      if (size > budget) break;
      paths.add(path);
    }
    return [...paths].join("");
  }

  /** A dot each: lines of no length, for round or square caps to show. */
  dots(points: Lines["points"]): string {
    const dots = points.map(({ x, y }) => `M${shorten(this.x(x))} ${shorten(this.y(y))}h0`);
    return [...new Set(dots)].join("");
  }

  /** A ring around the first infection. */
  mark(x: number, y: number): string {
    const at = `cx="${shorten(this.x(x))}" cy="${shorten(this.y(y))}"`;
    return `<circle class="halo" ${at} r="11"/><circle class="first" ${at} r="11"/><circle class="heart" ${at} r="3.5"/>`;
  }

  private path(line: StreetLine["line"], step: number): string {
    const places = step < 1 ? 1 : 0;
    const snap = (value: number) => Math.round(value / step);
    let [fromX, fromY] = [snap(this.x(line[0]![0])), snap(this.y(line[0]![1]))];
    let path = "";
    for (let vertex = 1; vertex < line.length; vertex++) {
      const toX = snap(this.x(line[vertex]![0]));
      const toY = snap(this.y(line[vertex]![1]));
      const isLast = vertex === line.length - 1;
      const moved = Math.hypot(toX - fromX, toY - fromY) * step;
      if (moved === 0 || (moved < 1 && !isLast)) continue;
      if (path === "") path = `M${shorten(fromX * step, places)} ${shorten(fromY * step, places)}l`;
      else path += " ";
      path += `${shorten((toX - fromX) * step, places)} ${shorten((toY - fromY) * step, places)}`;
      fromX = toX;
      fromY = toY;
    }
    return path;
  }

  private x(metres: number): number {
    return this.units(metres - this.frame.west);
  }

  private y(metres: number): number {
    return this.units(this.frame.north - metres);
  }
}

function shorten(value: number, places = 1): string {
  return String(Number(value.toFixed(places)));
}

function lengthOf(line: StreetLine["line"]): number {
  let length = 0;
  for (let i = 1; i < line.length; i++)
    length += Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1]);
  return length;
}
