/**
 * The front, drawn: small multiples of one map. What is reached in one step is one path, written once and shown in
 * every panel, so that a picture of twenty panels is no larger than one map. Paths are in whole grains, a fraction of
 * a unit of the picture; a stretch that several streets share at that grain is drawn once, for the first one reached.
 */
import type { Digest, StreetLine } from "./digest.js";
import { type Frame, frameOf, isOn, scaleBar } from "./frame.js";
import type { Front } from "./front.js";
import { nounsOf } from "./headline.js";
import { count, duration, html } from "./words.js";

/** Units: the map of a panel is this wide, whatever its number; room for its clock above it; space around it. */
const PANEL = 248;
const CLOCK = 22;
const GAP = 14;
const MARGIN = 24;
/** Streets above which grains are half a unit rather than a quarter, and above which they are drawn thinner. */
const DENSE = 5_000;
const DENSEST = 60_000;
/** Ages of what is reached at which its colour changes, in steps. */
const AGES = [1, 3, 8];
/** Shares of the struck in a zone's residents from which its ground is darker. */
const SHARES = [0, 0.01, 0.05, 0.15, 0.3, 0.6];
/** Units that a letter takes, about. */
const LETTER = 6.6;
/** Squares across a panel of which the ground is made, how many of them it goes beyond the streets, and between them. */
const SQUARES = 248;
const BEYOND = 4;
const GAPS = 10;

export interface Layout {
  /** Panels in a row. */
  readonly columns: number;
  /** With title and sources, as a picture of its own. */
  readonly alone: boolean;
}

/** Panels in a row of a picture on its own: as wide as a screen, its last row as full as can be. */
export function columnsFor(panels: number): number {
  const choices = panels <= 3 ? [panels] : panels <= 8 ? [3, 4] : panels <= 15 ? [5, 4] : [6, 5];
  const empty = (columns: number) => (columns - (panels % columns)) % columns;
  return choices.reduce((best, columns) => (empty(columns) < empty(best) ? columns : best));
}

/** The picture as SVG; null for a city in one point. */
export function drawFront(
  digest: Digest,
  front: Front,
  streets: readonly StreetLine[],
  { columns, alone }: Layout,
): string | null {
  const frame = frameOf(streets, []);
  if (frame === null) return null;
  const height = Math.round((PANEL * frame.height) / frame.width);
  const map = new PanelMap(digest, front, streets, frame, height);
  const rows = Math.ceil(front.times.length / columns);
  const top = alone ? 92 : 4;
  const side = alone ? MARGIN : 0;
  const width = 2 * side + columns * PANEL + (columns - 1) * GAP;
  const below = top + rows * (CLOCK + height + GAP);
  const panels = front.times.map((_, panel) => {
    const x = side + (panel % columns) * (PANEL + GAP);
    return map.panel(panel, x, top + Math.floor(panel / columns) * (CLOCK + height + GAP));
  });
  const legend = new Legend(digest, front, frame, side, width - side, below + 14);
  const parts = [
    map.definitions(),
    ...(alone ? [heading(digest, front, side, width - 2 * side)] : []),
    ...panels,
    legend.draw(),
  ];
  const credits = alone ? creditLines(digest, width - 2 * side) : [];
  const line = (text: string, i: number) =>
    `<text class="soft small" x="${side}" y="${legend.bottom + 30 + i * 17}">${html(text)}</text>`;
  parts.push(...credits.map(line));
  const full = legend.bottom + (alone ? 31 + credits.length * 17 : 10);
  const title = `${html(digest.run.city.name)}, ${front.times.length} times: streets and zones reached by the outbreak`;
  const size = alone ? ` width="${width}" height="${full}"` : "";
  const paper = alone ? `<rect class="paper" width="${width}" height="${full}"/>` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg"${size} viewBox="0 0 ${width} ${full}" class="front" role="img" aria-label="${title}"><title>${title}</title><style>${style(map)}</style>${paper}${parts.join("\n")}</svg>\n`;
}

function heading({ run, clock }: Digest, { step }: Front, x: number, width: number): string {
  const title = html(run.scenario.title ?? run.scenario.name);
  const about = `${html(run.city.name)} from ${clock.day(0)}, ${clock.date(0).toISOString().slice(11, 16)}: a map every ${every(step)}, with the residents infected or killed by then.`;
  const size = Math.min(30, Math.floor(width / (0.52 * [...title].length)));
  return `<text class="title" style="font-size:${size}px" x="${x}" y="46">${title}</text><text class="soft" x="${x}" y="72">${about}</text>`;
}

function every(step: number): string {
  return step === 3600 ? "hour" : step === 86_400 ? "day" : duration(step);
}

/** Where the data come from, with licences, in lines of at most `width` units. */
function creditLines({ run }: Digest, width: number): string[] {
  const sources = run.city.sources.map(({ name, licence }) => `${name} (${licence})`);
  const from = sources.length === 0 ? "The city is made up." : `City data: ${sources.join("; ")}.`;
  const lines = [""];
  for (const word of `A simulation, not a forecast. ${from}`.split(" ")) {
    if ((lines.at(-1)!.length + word.length) * LETTER > width) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines;
}

/** The class of what was first shown reached so many panels ago: "a0" the newest. */
function ageClass(ago: number): string {
  const age = AGES.findIndex((steps) => ago < steps);
  return `a${age < 0 ? AGES.length : age}`;
}

/** The map of all panels: its paths, and how each panel shows them. */
class PanelMap {
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

  constructor(
    private readonly digest: Digest,
    private readonly front: Front,
    streets: readonly StreetLine[],
    private readonly frame: Frame,
    private readonly unitsHigh: number,
  ) {
    const rows = streets.map((_, row) => row).filter((row) => isOn(frame, streets[row]!.line));
    this.grain = rows.length > DENSE ? 2 : 4;
    this.thickness = rows.length > DENSEST ? 0.6 : 1;
    this.width = PANEL * this.grain;
    this.height = unitsHigh * this.grain;
    const order = (row: number) => streets[row]!.arrival ?? Number.POSITIVE_INFINITY;
    rows.sort(
      (a, b) => front.reached[a]! - front.reached[b]! || (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a - b),
    );
    this.streets = this.courses(
      rows.map((row) => ({ line: streets[row]!.line, reached: front.reached[row]! })),
      new Set(),
    );
    this.rails = this.courses(
      front.rails.map(({ from, to, reached }) => ({ line: [from, to], reached })).sort((a, b) => a.reached - b.reached),
      new Set(),
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

  panel(panel: number, x: number, y: number): string {
    const { clock } = this.digest;
    const { times, struck } = this.front;
    const label = `<text class="clock" x="${x}" y="${y + 15}">${clock.time(times[panel]!)}</text><text class="soft n" x="${x + PANEL}" y="${y + 15}">${count(struck[panel]!)}</text>`;
    const size = `width="${PANEL}" height="${this.unitsHigh}"`;
    const map = `<svg x="${x}" y="${y + CLOCK}" ${size} viewBox="0 0 ${this.width} ${this.height}"><rect class="land" width="100%" height="100%"/>${this.ground(panel)}${this.uses("fs", "s", this.streets, panel)}${this.uses("fl", "l", this.rails, panel)}${this.first}</svg>`;
    return `<g class="panel">${label}${map}<rect class="edge" x="${x}" y="${y + CLOCK}" ${size}/></g>`;
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
    taken: Set<number>,
  ): Map<number, string> {
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

/** Grains are counted to this far beyond a panel on each side: courses run on outside the frame. */
const REACH = 1 << 12;
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

/** [zones] the ground of each zone as path data: the squares nearest to its streets, in runs. */
function grounds(
  { run }: Digest,
  streets: readonly StreetLine[],
  rows: readonly number[],
  project: (x: number, y: number) => readonly [number, number],
  { columns, rows: high, width, height }: Grid,
): string[] {
  const zoneOf = new Map(run.city.zones.map(({ name }, row) => [name, row]));
  const squares = new Int32Array(columns * high).fill(-1);
  for (const row of rows) {
    const { line, zone } = streets[row]!;
    for (const [x, y] of line) {
      const [east, south] = project(x, y);
      const [column, square] = [Math.floor(east * columns), Math.floor(south * high)];
      if (column >= 0 && column < columns && square >= 0 && square < high) {
        squares[square * columns + column] = zoneOf.get(zone) ?? -1;
      }
    }
  }
  for (let round = 0; round < GAPS; round++) widen(squares, columns);
  for (let round = BEYOND; round < GAPS; round++) narrow(squares, columns);
  const paths: string[] = run.city.zones.map(() => "");
  const edge = (at: number, of: number, grains: number) => Math.round((at * grains) / of);
  for (let row = 0; row < high; row++) {
    const [top, bottom] = [edge(row, high, height), edge(row + 1, high, height)];
    for (let from = 0; from < columns; ) {
      const zone = squares[row * columns + from]!;
      let to = from + 1;
      while (to < columns && squares[row * columns + to] === zone) to++;
      if (zone >= 0) {
        const [west, east] = [edge(from, columns, width), edge(to, columns, width)];
        paths[zone] += `M${west} ${top}h${east - west}v${bottom - top}h${west - east}z`;
      }
      from = to;
    }
  }
  return paths;
}

/** Gives squares without a zone that of a neighbour. */
function widen(squares: Int32Array, columns: number): void {
  const before = squares.slice();
  for (let square = 0; square < squares.length; square++) {
    if (before[square]! >= 0) continue;
    squares[square] = Math.max(...beside(before, square, columns, -1));
  }
}

/** Takes from squares beside those without a zone theirs; gaps that are closed stay so. */
function narrow(squares: Int32Array, columns: number): void {
  const before = squares.slice();
  for (let square = 0; square < squares.length; square++) {
    if (before[square]! >= 0 && Math.min(...beside(before, square, columns, 0)) < 0) squares[square] = -1;
  }
}

/** The four squares around one; `outside` for those beyond the panel. */
function beside(squares: Int32Array, square: number, columns: number, outside: number): number[] {
  const column = square % columns;
  return [
    column > 0 ? squares[square - 1]! : outside,
    column < columns - 1 ? squares[square + 1]! : outside,
    squares[square - columns] ?? outside,
    squares[square + columns] ?? outside,
  ];
}

/** The legend: items from left to right, in as many lines as it takes. */
class Legend {
  private x: number;

  constructor(
    private readonly digest: Digest,
    private readonly front: Front,
    private readonly frame: Frame,
    private readonly left: number,
    private readonly right: number,
    private y: number,
  ) {
    this.x = left;
  }

  /** Where the last line ends, after `draw`. */
  get bottom(): number {
    return this.y + 16;
  }

  draw(): string {
    const { run } = this.digest;
    const { step } = this.front;
    const line = (name: string, label: string) => this.item(24, `<path class="key ${name}" d="M0 7h20"/>`, label);
    const ages = AGES.map((age) =>
      age === 1 ? `in the ${every(step)} before` : `up to ${duration(age * step)} before`,
    );
    const parts = [
      this.heading("Streets reached"),
      ...[...ages, "earlier"].map((label, age) => line(`a${age}`, label)),
    ];
    parts.push(line("no", "not yet"), this.newLine());
    parts.push(this.heading("Zones, residents infected or killed"));
    for (const [tone, from] of SHARES.entries()) {
      const label = from === 0 ? `under ${SHARES[1]! * 100} %` : `from ${from * 100} %`;
      parts.push(this.item(18, `<rect class="z${tone} box" y="1" width="13" height="12"/>`, label));
    }
    parts.push(this.newLine());
    if (this.front.rails.length > 0) {
      const key = `<path class="key rail" d="M0 7h18"/><path class="key a0" d="M22 7h18"/>`;
      parts.push(this.item(46, key, "subway, and where the outbreak is at both stations"));
    }
    if (this.digest.lines?.index) {
      const first = `<circle class="first" cx="6" cy="7" r="5"/>`;
      parts.push(this.item(18, first, `first ${nounsOf(run.scenario).one}`));
    }
    parts.push(this.scale());
    if (run.scenario.record.series > step) {
      parts.push(this.item(0, "", `zones and numbers: as last sampled, every ${duration(run.scenario.record.series)}`));
    }
    return `<g class="legend">${parts.join("")}</g>`;
  }

  private heading(text: string): string {
    return this.item(0, "", `${text}:`);
  }

  private scale(): string {
    const metres = scaleBar(this.frame.width / 3);
    const units = Math.round((PANEL * metres) / this.frame.width);
    const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
    return this.item(units + 7, `<path class="bar" d="M0 3v8h${units}v-8"/>`, label);
  }

  /** A key of some width with its label. */
  private item(width: number, key: string, label: string): string {
    const wide = width + label.length * LETTER + 18;
    if (this.x > this.left && this.x + wide > this.right) this.newLine();
    const at = this.x;
    this.x += wide;
    return `<g transform="translate(${Math.round(at)} ${this.y})">${key}<text class="soft" x="${width}" y="12">${html(label)}</text></g>`;
  }

  private newLine(): string {
    if (this.x > this.left) {
      this.x = this.left;
      this.y += 24;
    }
    return "";
  }
}

const LIGHT =
  "--fp:#fbfaf7;--fl:#fff;--fe:#e4e1da;--fi:#1d2126;--ft:#646b73;--fn:#d3d0c8;--f0:#f4511e;--f1:#c4143f;--f2:#7d1450;--f3:#3d1045;--fr:#3f7fb5;--z0:#f2f0ea;--z1:#fbead2;--z2:#f8d8b6;--z3:#f1bf9f;--z4:#e5a08e;--z5:#cf8284";
const DARK =
  "--fp:#14171b;--fl:#1b1f24;--fe:#2d333a;--fi:#e9e7e2;--ft:#9aa2ab;--fn:#3a414a;--f0:#ffe08a;--f1:#f5803e;--f2:#c23f62;--f3:#7c3a80;--fr:#4f8fc6;--z0:#22272d;--z1:#2c2629;--z2:#37272a;--z3:#44292c;--z4:#522b2f;--z5:#632f34";

/** The look. Everything is said of `.front`, so that the picture can stand in a page. */
function style({ grain, thickness }: PanelMap): string {
  const g = (units: number) => Number((units * grain).toFixed(2));
  return `
.front{${LIGHT}}
@media screen and (prefers-color-scheme:dark){.front{${DARK}}:root[data-theme="light"] .front{${LIGHT}}}
@media screen{:root[data-theme="dark"] .front{${DARK}}}
.front text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans KR",sans-serif;fill:var(--fi);font-variant-numeric:tabular-nums}
.front .title{font:600 30px Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4",Georgia,"Liberation Serif",serif}
.front .clock{font-weight:600;font-size:15px}.front .soft{fill:var(--ft)}.front .small{font-size:12px}.front .n{text-anchor:end}
.front .paper{fill:var(--fp)}.front .land{fill:var(--fl)}.front .edge{fill:none;stroke:var(--fe)}
${SHARES.map((_, tone) => `.front .z${tone}{fill:var(--z${tone})}`).join("")}
.front [class^=z]{shape-rendering:crispEdges}.front .box{stroke:var(--fe)}
.front .s,.front .l,.front .key,.front .bar,.front .first,.front .halo{fill:none;stroke-linecap:round;stroke-linejoin:round}
.front .no{stroke:var(--fn)}${[0, ...AGES].map((_, age) => `.front .a${age}{stroke:var(--f${age})}`).join("")}
.front .s{stroke-width:${g(0.7 * thickness)}}.front .s.no{stroke-width:${g(0.45 * thickness)}}.front .s.a0{stroke-width:${g(thickness)}}
.front .l{stroke-width:${g(1.3)}}.front .l.a1{stroke-width:${g(1.6)}}.front .l.a0{stroke-width:${g(2.1)}}.front .l.no{stroke:var(--fr);stroke-width:${g(0.9)}}
.front .key{stroke-width:2.4}.front .rail{stroke:var(--fr);stroke-width:1.4}.front .bar{stroke:var(--ft)}
.front .first{stroke:var(--fi);stroke-width:${g(1.3)}}.front .halo{stroke:var(--fl);stroke-width:${g(3.6)}}
.front .legend .first{stroke-width:1.5}
`;
}
