/**
 * The map that every panel of the front shows. What is reached in one step is one path, written once and shown in all
 * panels, so that a picture of twenty panels is no larger than one map. Paths are in whole grains, a fraction of a unit
 * of the picture; a stretch that several streets share at that grain is drawn once, for the first one reached.
 */
import type { Digest, StreetLine } from "./digest.js";
import { type Frame, frameOf, isOn } from "./frame.js";
import type { Front } from "./front.js";
import { ageClass, PANEL, SHARES } from "./front-look.js";

/** Streets above which grains are half a unit rather than a quarter, and above which they are drawn thinner. */
const DENSE = 5_000;
const DENSEST = 60_000;
/** Squares across a panel of which the ground is made, how many of them it goes beyond the streets, and between them. */
const SQUARES = 248;
const BEYOND = 4;
const GAPS = 16;

/** The map; null if the outbreak is in one point. */
export function mapFront(digest: Digest, front: Front, streets: readonly StreetLine[]): FrontMap | null {
  const frame = frameOf(streets, []);
  return frame === null ? null : new FrontMap(digest, front, streets, frame);
}

/** The map's paths, and how a panel shows them. */
export class FrontMap {
  readonly frame: Frame;
  /** Units. */
  readonly unitsHigh: number;
  /** Grains a unit. */
  readonly grain: number;
  /** Of streets, to what it is in a small city. */
  readonly thickness: number;
  private readonly width: number;
  private readonly height: number;
  /** Path data by panel at which it is reached, then those never reached. */
  private readonly streets: Map<number, string>;
  private readonly rails: Map<number, string>;
  private readonly grounds: readonly string[];
  private readonly first: string;

  /** `frame`: what to show; not a point. */
  constructor(
    digest: Digest,
    private readonly front: Front,
    streets: readonly StreetLine[],
    frame: Frame,
  ) {
    this.frame = frame;
    this.unitsHigh = Math.round((PANEL * frame.height) / frame.width);
    const rows = streets.map((_, row) => row).filter((row) => isOn(frame, streets[row]!.line));
    this.grain = rows.length > DENSE ? 2 : 4;
    this.thickness = rows.length > DENSEST ? 0.6 : 1;
    this.width = PANEL * this.grain;
    this.height = this.unitsHigh * this.grain;
    rows.sort((a, b) => front.reached[a]! - front.reached[b]!); // and as they stand, neighbours on the ground together
    this.streets = this.courses(rows.map((row) => ({ line: streets[row]!.line, reached: front.reached[row]! })));
    this.rails = this.courses(
      front.rails.map(({ from, to, reached }) => ({ line: [from, to], reached })).sort((a, b) => a.reached - b.reached),
    );
    this.grounds = grounds(digest, streets, rows, (x, y) => [this.x(x) / this.width, this.y(y) / this.height], {
      ...{ columns: SQUARES, rows: Math.max(1, Math.round((SQUARES * this.height) / this.width)) },
      ...{ width: this.width, height: this.height },
    });
    const index = digest.lines?.index;
    this.first = index?.x == null || index.y === null ? "" : this.ring(index.x, index.y);
  }

  definitions(): string {
    const paths = (prefix: string, data: ReadonlyMap<number, string>) =>
      [...data].map(([reached, d]) => `<path id="${prefix}${reached}" d="${d}"/>`);
    const grounds = this.grounds.map((d, zone) => (d === "" ? "" : `<path id="fz${zone}" d="${d}"/>`));
    return `<defs>${[...grounds, ...paths("fs", this.streets), ...paths("fl", this.rails)].join("")}</defs>`;
  }

  /** The map at one panel's time; `title` for those who cannot see it. */
  panel(panel: number, x: number, y: number, title: string): string {
    const streets = this.uses("fs", "s", this.streets, panel);
    const rails = this.uses("fl", "l", this.rails, panel);
    const size = `width="${PANEL}" height="${this.unitsHigh}"`;
    const land = `<rect class="land" width="100%" height="100%"/>`;
    const map = `<svg x="${x}" y="${y}" ${size} viewBox="0 0 ${this.width} ${this.height}"><title>${title}</title>${land}${this.ground(panel)}${streets}${rails}${this.first}</svg>`;
    return `${map}<rect class="edge" x="${x}" y="${y}" ${size}/>`;
  }

  private ground(panel: number): string {
    const shares = this.front.shares[panel]!;
    return SHARES.map((from, tone) => {
      const below = SHARES[tone + 1] ?? Number.POSITIVE_INFINITY;
      const zones = [...shares.keys()].filter((zone) => shares[zone]! >= from && shares[zone]! < below);
      const uses = zones.filter((zone) => this.grounds[zone] !== "");
      return uses.length === 0
        ? ""
        : `<g class="z${tone}">${uses.map((zone) => `<use href="#fz${zone}"/>`).join("")}</g>`;
    }).join("");
  }

  /** What is not reached yet, then what is, the newest on top. */
  private uses(prefix: string, kind: string, paths: ReadonlyMap<number, string>, panel: number): string {
    const reached = [...paths.keys()].sort((a, b) => a - b);
    const use = (at: number) => `<use href="#${prefix}${at}"/>`;
    const later = reached.filter((at) => at > panel).map(use);
    const groups = later.length === 0 ? "" : `<g class="${kind} no">${later.join("")}</g>`;
    const now = reached.filter((at) => at <= panel);
    return groups + now.map((at) => `<use class="${kind} ${ageClass(panel - at)}" href="#${prefix}${at}"/>`).join("");
  }

  /** Path data by `reached`; courses that come first take the stretches they share with others. */
  private courses(
    courses: readonly { readonly line: StreetLine["line"]; readonly reached: number }[],
  ): Map<number, string> {
    const taken = new Set<number>();
    const pens = new Map<number, Pen>();
    for (const { line, reached } of courses) {
      const pen = pens.get(reached) ?? new Pen(taken);
      pens.set(reached, pen);
      let [fromX, fromY] = [Number.NaN, Number.NaN];
      for (const [x, y] of line) {
        const [toX, toY] = [Math.round(this.x(x)), Math.round(this.y(y))];
        if (!Number.isNaN(fromX)) pen.line(fromX, fromY, toX, toY);
        [fromX, fromY] = [toX, toY];
      }
    }
    return new Map([...pens].flatMap(([reached, { path }]) => (path === "" ? [] : [[reached, path]])));
  }

  private ring(x: number, y: number): string {
    const at = `cx="${Math.round(this.x(x))}" cy="${Math.round(this.y(y))}" r="${5 * this.grain}"`;
    return `<circle class="halo" ${at}/><circle class="first" ${at}/>`;
  }

  private x(metres: number): number {
    return ((metres - this.frame.west) * this.width) / this.frame.width;
  }

  private y(metres: number): number {
    return ((this.frame.north - metres) * this.height) / this.frame.height;
  }
}

/** Collects lines into path data with relative moves, each stretch once. */
class Pen {
  path = "";
  private x = 0;
  private y = 0;

  constructor(private readonly taken: Set<number>) {}

  line(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromX === toX && fromY === toY) return;
    const [from, to] = [pointKey(fromX, fromY), pointKey(toX, toY)];
    const stretch = Math.min(from, to) * POINTS + Math.max(from, to);
    if (this.taken.has(stretch)) return;
    this.taken.add(stretch);
    if (this.path === "" || this.x !== fromX || this.y !== fromY) {
      this.path += `m${pair(fromX - this.x, fromY - this.y)}`;
    }
    const by = pair(toX - fromX, toY - fromY);
    this.path += by.startsWith("-") ? by : ` ${by}`;
    [this.x, this.y] = [toX, toY];
  }
}

/**
 * Grains are told apart to this far beyond a panel on each side, where courses run on outside the frame; a panel is less
 * than twice as wide and high. A stretch, two points, stays an exact number.
 */
const REACH = 1 << 11;
const POINTS = (3 * REACH) ** 2;

function pointKey(x: number, y: number): number {
  const clamp = (grains: number) => Math.min(Math.max(grains + REACH, 0), 3 * REACH - 1);
  return clamp(x) * 3 * REACH + clamp(y);
}

function pair(x: number, y: number): string {
  return y < 0 ? `${x}${y}` : `${x} ${y}`;
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Grains. */
  readonly width: number;
  readonly height: number;
}

/** Squares beyond the panel on each side, in which the ground may lie while it grows. */
const RIM = GAPS + 1;

/** [zones] the ground of each zone as path data: the squares nearest to its streets, in runs. */
function grounds(
  { run }: Digest,
  streets: readonly StreetLine[],
  rows: readonly number[],
  project: (x: number, y: number) => readonly [number, number],
  { columns, rows: high, width, height }: Grid,
): string[] {
  const zoneOf = new Map(run.city.zones.map(({ name }, row) => [name, row]));
  const wide = columns + 2 * RIM;
  const squares = new Int32Array(wide * (high + 2 * RIM)).fill(-1);
  const put = (east: number, south: number, zone: number) => {
    const [column, row] = [Math.floor(east * columns), Math.floor(south * high)];
    if (column >= 0 && column < columns && row >= 0 && row < high) squares[(row + RIM) * wide + column + RIM] = zone;
  };
  for (const row of rows) {
    const { line, zone } = streets[row]!;
    const at = zoneOf.get(zone) ?? -1;
    let [fromX, fromY] = project(...line[0]!);
    for (const vertex of line) {
      const [x, y] = project(...vertex);
      const parts = 1 + Math.floor(Math.min(columns, Math.max(Math.abs(x - fromX), Math.abs(y - fromY)) * columns));
      for (let part = 1; part <= parts; part++) {
        put(fromX + ((x - fromX) * part) / parts, fromY + ((y - fromY) * part) / parts, at);
      }
      [fromX, fromY] = [x, y];
    }
  }
  const sides = [1, -1, wide, -wide];
  const corners = [wide + 1, wide - 1, 1 - wide, -wide - 1];
  const around = (round: number) => (round % 2 === 0 ? sides : [...sides, ...corners]); // in turn: an octagon
  for (let round = 0; round < GAPS; round++) widen(squares, wide, around(round));
  for (let round = BEYOND; round < GAPS; round++) narrow(squares, wide, around(round));
  const paths: string[] = run.city.zones.map(() => "");
  const edge = (at: number, of: number, grains: number) => Math.round((at * grains) / of);
  for (let row = 0; row < high; row++) {
    const [top, bottom] = [edge(row, high, height), edge(row + 1, high, height)];
    const first = (row + RIM) * wide + RIM;
    for (let from = 0; from < columns; ) {
      const zone = squares[first + from]!;
      let to = from + 1;
      while (to < columns && squares[first + to] === zone) to++;
      if (zone >= 0) {
        const [west, east] = [edge(from, columns, width), edge(to, columns, width)];
        paths[zone] += `M${west} ${top}h${east - west}v${bottom - top}h${west - east}z`;
      }
      from = to;
    }
  }
  return paths;
}

/** Gives squares without a zone that of one around them; of several the last in the list of zones. */
function widen(squares: Int32Array, wide: number, around: readonly number[]): void {
  const before = squares.slice();
  for (let square = wide + 1; square < squares.length - wide - 1; square++) {
    if (before[square]! >= 0) continue;
    for (const by of around) squares[square] = Math.max(squares[square]!, before[square + by]!);
  }
}

/** Takes their zone from squares with one around them that has none; gaps that are closed stay so. */
function narrow(squares: Int32Array, wide: number, around: readonly number[]): void {
  const before = squares.slice();
  for (let square = wide + 1; square < squares.length - wide - 1; square++) {
    if (before[square]! >= 0 && around.some((by) => before[square + by]! < 0)) squares[square] = -1;
  }
}
