/** The street network of a city: segments of the largest connected network, cut into pieces short enough for places. */
import type { StreetDraft } from "../draft.js";
import { cutEvenly, midpoint } from "./lines.js";
import { cutAtJunctions, type Nodes, type Segments, Sets, streetRuns } from "./segments.js";
import type { Extract } from "./extract.js";
import { count, kilometres, type LeftOut } from "./words.js";

/** Longest piece of a street, m: a place must stay local. */
export const LONGEST_PIECE = 200;

/** A connected network: from every junction one can walk to every other. No street begins and ends at one junction. */
export interface Network {
  /** m */
  readonly junctions: { readonly x: Float64Array; readonly y: Float64Array };
  readonly streets: readonly StreetDraft[];
  /** [streets] m along the line */
  readonly lengths: Float64Array;
  /** [streets] the point half way along, m: the place's centre. */
  readonly midX: Float64Array;
  readonly midY: Float64Array;
}

/** The network of an extract. `isInside`: whether a point (m) is in the area of interest. */
export function buildNetwork(
  extract: Extract,
  nodes: Nodes,
  isInside: (x: number, y: number) => boolean,
  leftOut: LeftOut,
): Network {
  const segments = cutAtJunctions(streetRuns(extract, leftOut), nodes, isInside, leftOut);
  return layOut(segments, keepLargest(segments, nodes.x.length, leftOut), nodes);
}

/** Rows of the segments in the connected network with the greatest length; the others are left out. */
function keepLargest({ from, to, length }: Segments, nodes: number, leftOut: LeftOut): number[] {
  const sets = new Sets(nodes);
  for (let row = 0; row < from.length; row++) sets.join(from[row]!, to[row]!);
  const lengths = new Map<number, number>();
  from.forEach((node, row) => {
    const set = sets.find(node);
    lengths.set(set, (lengths.get(set) ?? 0) + length[row]!);
  });
  let largest = -1;
  for (const [set, metres] of lengths) if (largest < 0 || metres > lengths.get(largest)!) largest = set;
  const kept: number[] = [];
  let metres = 0;
  from.forEach((node, row) => {
    if (sets.find(node) === largest) kept.push(row);
    else metres += length[row]!;
  });
  const reason = `not connected to the largest street network (${kilometres(metres)} in ${count(lengths.size - 1, "part")})`;
  if (kept.length < from.length) leftOut.add(reason, from.length - kept.length, "street segment");
  return kept;
}

/** Junctions numbered, lines in metres, pieces of at most LONGEST_PIECE; a loop is cut in two at least. */
function layOut(segments: Segments, kept: readonly number[], { x, y }: Nodes): Network {
  const junctionX: number[] = [];
  const junctionY: number[] = [];
  const numbers = new Map<number, number>();
  const addJunction = (atX: number, atY: number) => {
    junctionX.push(atX);
    return junctionY.push(atY) - 1;
  };
  const junctionOf = (node: number) => {
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const added = addJunction(x[node]!, y[node]!);
    numbers.set(node, added);
    return added;
  };
  const streets: StreetDraft[] = [];
  const lengths: number[] = [];
  for (const row of kept) {
    const { highway, width } = segments.way[row]!;
    const length = segments.length[row]!;
    const last = junctionOf(segments.to[row]!);
    let from = junctionOf(segments.from[row]!);
    const pieces = Math.max(from === last ? 2 : 1, Math.ceil(length / LONGEST_PIECE - 1e-9));
    const lines = cutEvenly(lineOf(segments.line[row]!, x, y), pieces);
    lines.forEach((line, piece) => {
      const to = piece === pieces - 1 ? last : addJunction(line[line.length - 2]!, line[line.length - 1]!);
      streets.push({ from, to, width, line, highway });
      lengths.push(length / pieces);
      from = to;
    });
  }
  const junctions = { x: Float64Array.from(junctionX), y: Float64Array.from(junctionY) };
  return { junctions, streets, lengths: Float64Array.from(lengths), ...middles(streets) };
}

function lineOf(nodes: Uint32Array, x: Float64Array, y: Float64Array): number[] {
  const line: number[] = [];
  for (const node of nodes) line.push(x[node]!, y[node]!);
  return line;
}

function middles(streets: readonly StreetDraft[]): { midX: Float64Array; midY: Float64Array } {
  const points = streets.map(({ line }) => midpoint(line));
  return { midX: Float64Array.from(points, ({ x }) => x), midY: Float64Array.from(points, ({ y }) => y) };
}
