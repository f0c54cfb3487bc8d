/**
 * The plan of the town: quarters in rows along a river, avenues between them, bridges over the river and crossings
 * of the railway. Everything is straight here; the ground bends it.
 */
import type { Random } from "../../base/random.js";
import { type Block, Network } from "./network.js";
import { Purpose } from "./purpose.js";

/** Character code of lines that belong to no quarter. */
export const AVENUE = 255;

/** A quarter: its zone is its row in the list. */
export interface Quarter {
  readonly column: number;
  readonly row: number;
  readonly block: Block;
}

export interface Plan {
  readonly network: Network;
  readonly quarters: Quarter[];
  /** m from the river's middle to its banks, y of the railway's middle. */
  readonly bank: number;
  readonly railway: number;
  /** West and east end of the town. */
  readonly west: number;
  readonly east: number;
}

/** How a town is laid out. */
export interface Shape {
  /** m across a quarter. */
  readonly size: number;
  /** m from the river's middle to its banks. */
  readonly bank: number;
  /** m kept for a railway above the first row north of the river; 0 for none. */
  readonly railway: number;
  /** Rows of quarters on each side of the river that may be used. */
  readonly reach: number;
}

interface Cell {
  readonly column: number;
  readonly row: number;
}

const WIDTH: Record<string, number> = { primary: 25, secondary: 18, tertiary: 12 };
const RIVER = 0;
const RAILWAY = 1;

/** Lays out `count` quarters of about `size` metres. The city's centre is just north of the river. */
export function layOut(random: Random, count: number, size: number): Plan {
  const layout = new Layout(random, {
    size,
    bank: Math.min(85, Math.max(16, 0.08 * size)),
    railway: Math.min(34, Math.max(12, 0.04 * size)),
    reach: Math.ceil(2 * Math.sqrt(count)) + 3,
  });
  return layout.plan(layout.grow(count));
}

/** Lays out the quarters whose middle is inside; where they fall apart, the largest part. */
export function layOutWithin(random: Random, shape: Shape, inside: (x: number, y: number) => boolean): Plan {
  const layout = new Layout(random, shape);
  return layout.plan(layout.within(shape.reach, inside));
}

class Layout {
  private readonly network = new Network();
  private readonly bank: number;
  private readonly gap: number;
  /** y of the lower and upper side of each row of quarters. */
  private readonly bottoms = new Map<number, number>();
  private readonly tops = new Map<number, number>();
  /** Junctions of avenues by boundary, side and column. */
  private readonly crossings = new Map<string, number>();
  private readonly levels = new Map<string, number[]>();
  private readonly size: number;

  constructor(
    private readonly random: Random,
    { size, bank, railway, reach }: Shape,
  ) {
    this.size = size;
    this.bank = bank;
    this.gap = railway;
    this.setRows(reach);
  }

  plan(cells: readonly Cell[]): Plan {
    const { network, bank, gap } = this;
    const avenues = this.streetsAcross(cells);
    const levels = this.streetsAlong(cells);
    const quarters = cells.map(({ column, row }): Quarter => {
      const south = levels.get(this.level(row, "above"))!;
      const north = levels.get(this.level(row + 1, "below"))!;
      const corners = [
        this.crossing(column, row, "above"),
        this.crossing(column + 1, row, "above"),
        this.crossing(column + 1, row + 1, "below"),
        this.crossing(column, row + 1, "below"),
      ];
      const lineOf = (lines: number[], a: number, b: number) => lines.find((line) => this.spans(line, a, b))!;
      const sides = [
        lineOf(south, corners[0]!, corners[1]!),
        avenues.get(`${column + 1},${row}`)!,
        lineOf(north, corners[2]!, corners[3]!),
        avenues.get(`${column},${row}`)!,
      ];
      return { column, row, block: { corners, sides } };
    });
    let west = 0;
    let east = 0;
    for (const x of network.x) {
      west = Math.min(west, x);
      east = Math.max(east, x);
    }
    return { network, quarters, bank, railway: this.tops.get(0)! + gap / 2, west, east };
  }

  /** Heights of the rows, with room for the river below row 0 and for the railway above it. */
  private setRows(reach: number): void {
    const height = (row: number) => this.size * (0.86 + 0.28 * this.random.uniform(Purpose.rows, row, 0));
    let y = this.bank;
    for (let row = 0; row <= reach; row++) {
      this.bottoms.set(row, y);
      y += height(row);
      this.tops.set(row, y);
      if (row === RAILWAY - 1) y += this.gap;
    }
    y = -this.bank;
    for (let row = -1; row >= -reach; row--) {
      this.tops.set(row, y);
      y -= height(row);
      this.bottoms.set(row, y);
    }
  }

  /** The quarters, from the centre outward, each beside one that is there already. */
  grow(count: number): Cell[] {
    const cost = (column: number, row: number): number => {
      const y = (this.bottoms.get(row)! + this.tops.get(row)!) / 2 / this.size - 0.4;
      const luck = this.random.uniform(Purpose.growth, row * 65_536 + column, 0);
      return Math.sqrt(0.62 * column * column + y * y) + 1.1 * luck;
    };
    const front = [{ column: 0, row: 0, cost: 0 }];
    const seen = new Set(["0,0"]);
    const cells: Cell[] = [];
    while (cells.length < count) {
      let best = 0;
      for (let k = 1; k < front.length; k++) if (front[k]!.cost < front[best]!.cost) best = k;
      const { column, row } = front.splice(best, 1)[0]!;
      cells.push({ column, row });
      for (const [c, r] of this.beside(column, row)) {
        const key = `${c},${r}`;
        if (seen.has(key)) continue;
        seen.add(key);
        front.push({ column: c, row: r, cost: cost(c, r) });
      }
    }
    return cells;
  }

  /** Quarters one can go to from a quarter: over the river only where there is a bridge. */
  private beside(column: number, row: number): [number, number][] {
    return [
      [column - 1, row],
      [column + 1, row],
      ...(this.crossed(column, row + 1) ? [[column, row + 1] as [number, number]] : []),
      ...(this.crossed(column, row) ? [[column, row - 1] as [number, number]] : []),
    ];
  }

  /** The largest connected part of the quarters whose middle is inside, row by row from the south. */
  within(reach: number, inside: (x: number, y: number) => boolean): Cell[] {
    const free = new Map<string, Cell>();
    for (let row = -reach; row <= reach; row++) {
      const y = (this.bottoms.get(row)! + this.tops.get(row)!) / 2;
      for (let column = -reach; column <= reach; column++)
        if (inside(column * this.size, y)) free.set(`${column},${row}`, { column, row });
    }
    let largest = new Set<Cell>();
    while (free.size > 0) {
      const part = new Set<Cell>();
      const open = [free.values().next().value!];
      for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
        if (!free.delete(`${cell.column},${cell.row}`)) continue;
        part.add(cell);
        for (const [c, r] of this.beside(cell.column, cell.row)) {
          const next = free.get(`${c},${r}`);
          if (next !== undefined) open.push(next);
        }
      }
      if (part.size > largest.size) largest = part;
    }
    return [...largest].sort((a, b) => a.row - b.row || a.column - b.column);
  }

  /** Whether the avenue at the western side of a column goes over the boundary below a row. */
  private crossed(column: number, boundary: number): boolean {
    return boundary !== RIVER || column % 2 === 0;
  }

  /** The key of a line of avenues; the river and the railway have one on each side. */
  private level(boundary: number, side: "above" | "below"): string {
    return this.isParted(boundary) ? `${boundary}${side}` : `${boundary}`;
  }

  private isParted(boundary: number): boolean {
    return boundary === RIVER || (boundary === RAILWAY && this.gap > 0);
  }

  /** The junction where the avenue at the western side of a column meets a boundary, from above or below. */
  private crossing(column: number, boundary: number, side: "above" | "below"): number {
    const parted = this.level(boundary, side) !== `${boundary}`;
    this.random.draw(Purpose.columns, boundary * 65_536 + column, 0);
    const { w0, w1 } = this.random;
    const offset = !parted && w1 / 2 ** 32 < 0.4 && side === "below" ? 0.24 : 0;
    const key = `${column},${boundary},${parted ? side : offset}`;
    const known = this.crossings.get(key);
    if (known !== undefined) return known;
    const direction = this.random.uniform(Purpose.rows, boundary, 1) < 0.5 ? -1 : 1;
    const x = (column - 0.5 + 0.22 * (w0 / 2 ** 32 - 0.5) + direction * offset) * this.size;
    const y = side === "above" ? this.bottoms.get(boundary)! : this.tops.get(boundary - 1)!;
    const made = this.network.junction(x, y);
    this.crossings.set(key, made);
    const level = this.level(boundary, side);
    const list = this.levels.get(level);
    if (list) list.push(made);
    else this.levels.set(level, [made]);
    return made;
  }

  /** Avenues between columns, bridges and railway crossings; by "column,row". */
  private streetsAcross(cells: readonly Cell[]): Map<string, number> {
    const avenues = new Map<string, number>();
    const grade = (column: number) => this.grade(column % 2 === 0 ? "primary" : "secondary");
    for (const { column, row } of cells)
      for (const c of [column, column + 1]) {
        if (avenues.has(`${c},${row}`)) continue;
        const a = this.crossing(c, row, "above");
        const b = this.crossing(c, row + 1, "below");
        avenues.set(`${c},${row}`, this.network.line(a, b, grade(c), WIDTH[grade(c)]!, AVENUE));
      }
    for (const key of avenues.keys()) {
      const [column, row] = key.split(",").map(Number) as [number, number];
      if (!this.isParted(row)) continue;
      if (!avenues.has(`${column},${row - 1}`) || !this.crossed(column, row)) continue;
      const a = this.crossing(column, row, "below");
      const b = this.crossing(column, row, "above");
      this.network.line(a, b, grade(column), WIDTH[grade(column)]!, AVENUE);
    }
    return avenues;
  }

  /** Streets along the rows: for each level the lines that cover the quarters above and below it. */
  private streetsAlong(cells: readonly Cell[]): Map<string, number[]> {
    const stretches = new Map<string, [number, number][]>();
    for (const { column, row } of cells) {
      for (const [boundary, side] of [
        [row, "above"],
        [row + 1, "below"],
      ] as const) {
        const level = this.level(boundary, side);
        const list = stretches.get(level) ?? [];
        list.push([this.crossing(column, boundary, side), this.crossing(column + 1, boundary, side)]);
        stretches.set(level, list);
      }
    }
    const lines = new Map<string, number[]>();
    for (const [level, list] of stretches) lines.set(level, this.joinStretches(level, list));
    return lines;
  }

  /** Joins overlapping stretches of a level into lines, with the avenues' junctions on them. */
  private joinStretches(level: string, stretches: [number, number][]): number[] {
    const { network } = this;
    const { x } = network;
    const boundary = Number.parseInt(level, 10);
    const parted = this.isParted(boundary);
    const highway = this.grade(!parted && boundary % 2 === 0 ? "primary" : "secondary");
    stretches.sort((p, q) => x[p[0]]! - x[q[0]]! || x[p[1]]! - x[q[1]]!);
    const lines: number[] = [];
    let [from, to] = stretches[0]!;
    const finish = () => {
      const line = network.line(from, to, highway, WIDTH[highway]!, AVENUE);
      for (const junction of this.levels.get(level)!)
        if (x[junction]! > x[from]! && x[junction]! < x[to]!) network.lines[line]!.between.push(junction);
      lines.push(line);
    };
    for (const [a, b] of stretches.slice(1)) {
      if (x[a]! > x[to]!) {
        finish();
        from = a;
        to = b;
      } else if (x[b]! > x[to]!) to = b;
    }
    finish();
    return lines;
  }

  private spans(line: number, a: number, b: number): boolean {
    const { x, lines } = this.network;
    const { from, to } = lines[line]!;
    return Math.min(x[a]!, x[b]!) >= x[from]! && Math.max(x[a]!, x[b]!) <= x[to]!;
  }

  /** Streets of small towns are a class lower. */
  private grade(highway: "primary" | "secondary"): string {
    if (this.size > 500) return highway;
    return highway === "primary" ? "secondary" : "tertiary";
  }
}
