/** Lines of streets on the plan, and the junctions where they meet. */
import type { StreetDraft } from "../draft.js";
import type { Terrain } from "./ground.js";

/** A street from end to end, straight on the plan; others may end on it anywhere. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly highway: string;
  /** m */
  readonly width: number;
  /** Character of the quarter it lies in (CHARACTERS), for the choice of sites. */
  readonly character: number;
  /** Junctions between its ends, in the order they were made. */
  readonly between: number[];
}

/** A convex block on the plan: corner k is a junction, side k the line from corner k to corner k + 1. */
export interface Block {
  readonly corners: readonly number[];
  readonly sides: readonly number[];
}

/** Junctions nearer to each other than this along a street become one, m. */
const SNAP = 16;
/** Longest straight piece of a street, m: in the plain and on hills. */
const STRAIGHT = 60;
const STRAIGHT_ON_HILLS = 18;

export class Network {
  /** Junctions on the plan, m. */
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly lines: Line[] = [];

  junction(x: number, y: number): number {
    this.y.push(y);
    return this.x.push(x) - 1;
  }

  line(from: number, to: number, highway: string, width: number, character: number): number {
    return this.lines.push({ from, to, highway, width, character, between: [] }) - 1;
  }

  distance(a: number, b: number): number {
    const dx = this.x[a]! - this.x[b]!;
    const dy = this.y[a]! - this.y[b]!;
    return Math.sqrt(dx * dx + dy * dy);
  }

  /**
   * The junction at the share `t` of the way from corner `a` to corner `b` of a line: one that is already near, or
   * a new one. NaN if the stretch is too short to have a junction of its own.
   */
  meet(line: number, a: number, b: number, t: number): number {
    const length = this.distance(a, b);
    const gap = SNAP / length;
    if (gap > 0.45) return Number.NaN;
    const share = Math.min(1 - gap, Math.max(gap, t));
    const x = this.x[a]! + share * (this.x[b]! - this.x[a]!);
    const y = this.y[a]! + share * (this.y[b]! - this.y[a]!);
    const { between } = this.lines[line]!;
    let best = Number.NaN;
    let nearest = SNAP * SNAP;
    for (const junction of between) {
      if (junction === a || junction === b) continue;
      const dx = this.x[junction]! - x;
      const dy = this.y[junction]! - y;
      const squared = dx * dx + dy * dy;
      if (squared >= nearest) continue;
      // A junction beyond the stretch's own ends belongs to a neighbour.
      if (this.distance(a, junction) >= length || this.distance(b, junction) >= length) continue;
      nearest = squared;
      best = junction;
    }
    if (!Number.isNaN(best)) return best;
    const made = this.junction(x, y);
    between.push(made);
    return made;
  }

  /** The streets between junctions as they lie on the ground, and the character of each. */
  streets(ground: Terrain): { streets: StreetDraft[]; characters: number[]; line: number[] } {
    const streets: StreetDraft[] = [];
    const characters: number[] = [];
    const line: number[] = [];
    for (const [row, { from, to, highway, width, character, between }] of this.lines.entries()) {
      const stops = [...between].sort((a, b) => this.distance(from, a) - this.distance(from, b));
      stops.push(to);
      let last = from;
      for (const next of stops) {
        streets.push({ from: last, to: next, width, line: this.trace(ground, last, next), highway });
        characters.push(character);
        line.push(row);
        last = next;
      }
    }
    return { streets, characters, line };
  }

  /** The junctions as they lie on the ground. */
  junctionsOn(ground: Terrain): { x: Float64Array; y: Float64Array } {
    const placed = { x: new Float64Array(this.x.length), y: new Float64Array(this.x.length) };
    const point = [0, 0];
    for (let k = 0; k < this.x.length; k++) {
      ground.place(this.x[k]!, this.y[k]!, point, 0);
      placed.x[k] = point[0]!;
      placed.y[k] = point[1]!;
    }
    return placed;
  }

  /** The bent line between two junctions: x, y, x, y … */
  trace(ground: Terrain, a: number, b: number): number[] {
    const ax = this.x[a]!;
    const ay = this.y[a]!;
    const dx = this.x[b]! - ax;
    const dy = this.y[b]! - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    const steep = ground.hill(ax + dx / 2, ay + dy / 2) > 0.05;
    const pieces = Math.max(1, Math.ceil(length / (steep ? STRAIGHT_ON_HILLS : STRAIGHT)));
    const points: number[] = [];
    for (let k = 0; k < pieces; k++) ground.place(ax + (dx * k) / pieces, ay + (dy * k) / pieces, points, 2 * k);
    ground.place(this.x[b]!, this.y[b]!, points, 2 * pieces);
    return points;
  }
}
