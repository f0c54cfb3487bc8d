/** Shortest paths from every place to the nearest of some roots. */
import { NONE } from "../base/columns.js";
import type { City, Forest } from "./city.js";

/** m of distance in one bucket; places within a bucket are taken in any order and taken again if improved. */
const BUCKET = 8;
/** Buckets are used in a ring; they get wider where the longest door would need more of them than this. */
const MOST_BUCKETS = 1 << 16;

/**
 * The shortest-path forest toward `roots` (a place may stand there twice). Dijkstra's algorithm with buckets, exact:
 * distances are sums rounded to float32 door by door.
 *
 * @param start   m from which the distance to each root counts (0 by default); a root nearer to another is none
 * @param barred  places through which no path leads
 */
export function shortestPaths(
  { doors, doorStart }: Pick<City, "doors" | "doorStart">,
  roots: ArrayLike<number>,
  { start, barred = [] }: { start?: ArrayLike<number>; barred?: Iterable<number> } = {},
): Forest {
  const places = doorStart.length - 1;
  const { to, back } = doors;
  const length = doors.distance;
  const door = new Uint32Array(places).fill(NONE);
  const distance = new Float32Array(places).fill(Infinity);

  // nothing is nearer than a barred place, so none is entered
  for (const place of barred) distance[place] = -1;

  let longest = 0;
  for (let d = 0; d < length.length; d++) if (length[d]! > longest) longest = length[d]!;
  for (let r = 0; r < roots.length; r++) longest = Math.max(longest, start?.[r] ?? 0);
  const width = Math.max(BUCKET, longest / (MOST_BUCKETS - 4));
  const ring = Math.ceil(longest / width) + 2;
  // Each bucket is a doubly linked list; `bucket` is -1 for places in none.
  const first = new Int32Array(ring).fill(-1);
  const next = new Int32Array(places);
  const previous = new Int32Array(places);
  const bucket = new Int32Array(places).fill(-1);
  let waiting = 0;

  for (let r = 0; r < roots.length; r++) {
    const root = roots[r]!;
    const metres = Math.fround(start?.[r] ?? 0);
    if (distance[root]! <= metres) continue;
    if (bucket[root]! >= 0) remove(root);
    distance[root] = metres;
    insert(root, Math.floor(metres / width) % ring);
  }
  for (let b = 0; waiting > 0; b = b + 1 === ring ? 0 : b + 1) {
    for (let place = first[b]!; place >= 0; place = first[b]!) {
      remove(place);
      const from = distance[place]!;
      for (let d = doorStart[place]!, end = doorStart[place + 1]!; d < end; d++) {
        const other = to[d]!;
        const candidate = Math.fround(from + length[d]!);
        if (candidate >= distance[other]!) continue;
        if (bucket[other]! >= 0) remove(other);
        distance[other] = candidate;
        door[other] = back[d]!;
        insert(other, Math.floor(candidate / width) % ring);
      }
    }
  }
  for (const place of barred) distance[place] = Infinity;
  return { door, distance };

  function insert(place: number, b: number): void {
    const head = first[b]!;
    next[place] = head;
    previous[place] = -1;
    if (head >= 0) previous[head] = place;
    first[b] = place;
    bucket[place] = b;
    waiting++;
  }

  function remove(place: number): void {
    const before = previous[place]!;
    const after = next[place]!;
    if (before >= 0) next[before] = after;
    else first[bucket[place]!] = after;
    if (after >= 0) previous[after] = before;
    bucket[place] = -1;
    waiting--;
  }
}
