/** Streets cut at junctions: from ways that share nodes to segments between two junctions. */
import { NONE } from "../../base/columns.js";
import type { Extract, StreetWay } from "./extract.js";
import { isMotorway } from "./highways.js";
import type { LeftOut } from "./words.js";

/** Below this length, m, a segment has no length: its two junctions are one. */
const ZERO_LENGTH = 0.01;

/** Node rows of a file and where they are, m; the coordinates of nodes the file does not hold are never used. */
export interface Nodes {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Segments between two junctions, by row; junctions are node rows. */
export interface Segments {
  readonly from: number[];
  readonly to: number[];
  readonly way: StreetWay[];
  /** m along the line */
  readonly length: number[];
  /** Node rows of the line, both junctions included. */
  readonly line: Uint32Array[];
}

/** Union of rows in disjoint sets; the smallest row stands for its set. */
export class Sets {
  private readonly parent: Uint32Array;

  constructor(rows: number) {
    this.parent = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) this.parent[row] = row;
  }

  find(row: number): number {
    const { parent } = this;
    let root = row;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = row; at !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const x = this.find(a);
    const y = this.find(b);
    this.parent[Math.max(x, y)] = Math.min(x, y);
  }
}

/** A stretch of a way whose nodes are all in the file. */
interface Run {
  readonly way: StreetWay;
  readonly line: Uint32Array;
}

/** The ways as runs of known nodes; motorways only if there is nothing else. */
export function streetRuns({ streets, rows }: Extract, leftOut: LeftOut): Run[] {
  const local = streets.filter(({ highway }) => !isMotorway(highway));
  if (local.length > 0) leftOut.add("motorways", streets.length - local.length);
  const runs: Run[] = [];
  for (const way of local.length > 0 ? local : streets) {
    let line: number[] = [];
    let missing = 0;
    for (let i = way.first; i < way.end; i++) {
      const row = rows[i]!;
      if (row === NONE) missing++;
      else if (row !== line[line.length - 1]) line.push(row);
      if ((row === NONE || i === way.end - 1) && line.length > 1) runs.push({ way, line: Uint32Array.from(line) });
      if (row === NONE) line = [];
    }
    leftOut.add("nodes of streets that the file does not hold; the street ends before them", missing, "reference");
  }
  return runs;
}

/** How often streets pass or end at a node: 2 or more make a junction. An end counts twice. */
function countUses(runs: readonly Run[], nodes: number): Uint8Array {
  const uses = new Uint8Array(nodes);
  for (const { line } of runs) {
    for (let i = 0; i < line.length; i++) {
      const row = line[i]!;
      uses[row] = Math.min(2, uses[row]! + (i === 0 || i === line.length - 1 ? 2 : 1));
    }
  }
  return uses;
}

/** m along a line of nodes */
function lengthOf(line: Uint32Array, { x, y }: Nodes): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) {
    const dx = x[line[i]!]! - x[line[i - 1]!]!;
    const dy = y[line[i]!]! - y[line[i - 1]!]!;
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length;
}

function isSameLine(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  const last = a.length - 1;
  return a.every((row, i) => row === b[i]) || a.every((row, i) => row === b[last - i]);
}

/**
 * Cuts runs at junctions. Segments without length are dropped and their ends made one junction; of segments that
 * run along the same nodes the first stays; segments with both ends outside `isInside` are left out.
 */
export function cutAtJunctions(
  runs: readonly Run[],
  nodes: Nodes,
  isInside: (x: number, y: number) => boolean,
  leftOut: LeftOut,
): Segments {
  const uses = countUses(runs, nodes.x.length);
  const merged = new Sets(nodes.x.length);
  const segments: Segments = { from: [], to: [], way: [], length: [], line: [] };
  const byEnds = new Map<number, number[]>();

  const add = (way: StreetWay, line: Uint32Array) => {
    const from = line[0]!;
    const to = line[line.length - 1]!;
    const { x, y } = nodes;
    if (!isInside(x[from]!, y[from]!) && !isInside(x[to]!, y[to]!)) {
      return leftOut.add("more than 1 km outside the box around the zones", 1, "street segment");
    }
    const length = lengthOf(line, nodes);
    if (length < ZERO_LENGTH) {
      merged.join(from, to);
      return leftOut.add("without length", 1, "street segment");
    }
    const key = Math.min(from, to) * nodes.x.length + Math.max(from, to);
    const others = byEnds.get(key);
    if (others?.some((row) => isSameLine(segments.line[row]!, line))) {
      return leftOut.add("drawn twice", 1, "street segment");
    }
    const row = segments.line.push(line) - 1;
    if (others) others.push(row);
    else byEnds.set(key, [row]);
    segments.from.push(from);
    segments.to.push(to);
    segments.way.push(way);
    segments.length.push(length);
  };

  for (const { way, line } of runs) {
    for (let i = 1, start = 0; i < line.length; i++) {
      if (uses[line[i]!]! < 2) continue;
      add(way, line.subarray(start, i + 1));
      start = i;
    }
  }
  for (let row = 0; row < segments.from.length; row++) {
    segments.from[row] = merged.find(segments.from[row]!);
    segments.to[row] = merged.find(segments.to[row]!);
  }
  return segments;
}
