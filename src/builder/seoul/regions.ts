/** Which district each quarter of the plan is in, and which zone (dong) of its district. */
import type { District } from "./districts.js";

/** Middles (m) and areas (m²) of the quarters on the ground, and whether each is north of the river. */
export interface Quarters {
  readonly area: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly north: readonly boolean[];
  /** Quarters that share a side with each, on the same bank. */
  readonly beside: readonly (readonly number[])[];
}

/** Steps of the search for the districts' weights. */
const STEPS = 600;

/**
 * The district of each quarter: the nearest middle in the power diagram whose weights give each district its share of
 * the area on its side of the river; parts cut off by the outline go to the district beside them.
 *
 * @param middles  x, y of each district, m
 */
export function districtsOf(
  quarters: Quarters,
  districts: readonly District[],
  middles: readonly (readonly [number, number])[],
): Uint8Array {
  const of = new Uint8Array(quarters.x.length);
  for (const side of [true, false]) {
    const rows = [...of.keys()].filter((quarter) => quarters.north[quarter] === side);
    const here = [...districts.keys()].filter((district) => districts[district]!.north === side);
    const land = rows.reduce((sum, quarter) => sum + quarters.area[quarter]!, 0);
    const all = here.reduce((sum, district) => sum + districts[district]!.area, 0);
    const wanted = here.map((district) => (land * districts[district]!.area) / all);
    balance(quarters, rows, here, middles, wanted, of);
  }
  joinParts(quarters, of);
  return of;
}

/** Gives every part of a district but its largest to the district of a neighbour. */
function joinParts({ beside }: Quarters, of: Uint8Array): void {
  const parts = new Map<number, number[]>();
  const cutOff: number[] = [];
  const seen = new Uint8Array(of.length);
  for (let quarter = 0; quarter < of.length; quarter++) {
    if (seen[quarter] === 1) continue;
    const part = partOf(quarter, beside, of, seen);
    const largest = parts.get(of[quarter]!) ?? [];
    const [keep, drop] = part.length > largest.length ? [part, largest] : [largest, part];
    parts.set(of[quarter]!, keep);
    cutOff.push(...drop);
  }
  const loose = new Set(cutOff);
  for (let left = -1; loose.size > 0 && loose.size !== left; ) {
    left = loose.size;
    for (const quarter of cutOff) {
      const firm = beside[quarter]!.find((other) => !loose.has(other));
      if (!loose.has(quarter) || firm === undefined) continue;
      of[quarter] = of[firm]!;
      loose.delete(quarter);
    }
  }
}

/** The connected quarters of one district around a quarter; marks them as seen. */
function partOf(quarter: number, beside: Quarters["beside"], of: Uint8Array, seen: Uint8Array): number[] {
  const part = [quarter];
  seen[quarter] = 1;
  for (let next = 0; next < part.length; next++)
    for (const other of beside[part[next]!]!) {
      if (seen[other] === 1 || of[other] !== of[quarter]) continue;
      seen[other] = 1;
      part.push(other);
    }
  return part;
}

/** Writes the districts of one side into `of`; keeps the best of all steps. */
function balance(
  { x, y, area }: Quarters,
  rows: readonly number[],
  here: readonly number[],
  middles: readonly (readonly [number, number])[],
  wanted: readonly number[],
  of: Uint8Array,
): void {
  const weight = new Float64Array(here.length);
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step < STEPS; step++) {
    const found = new Float64Array(here.length);
    const nearest = rows.map((quarter) => {
      let best = 0;
      let cost = Number.POSITIVE_INFINITY;
      for (let k = 0; k < here.length; k++) {
        const dx = x[quarter]! - middles[here[k]!]![0];
        const dy = y[quarter]! - middles[here[k]!]![1];
        const power = dx * dx + dy * dy - weight[k]!;
        if (power >= cost) continue;
        cost = power;
        best = k;
      }
      found[best]! += area[quarter]!;
      return best;
    });
    const off = found.reduce((sum, m2, k) => sum + Math.abs(m2 - wanted[k]!), 0);
    if (off < least) {
      least = off;
      rows.forEach((quarter, i) => {
        of[quarter] = here[nearest[i]!]!;
      });
    }
    const rate = 0.5 * (1 - step / STEPS);
    for (let k = 0; k < here.length; k++) weight[k]! += rate * (wanted[k]! - found[k]!);
  }
}

/**
 * Divides the quarters of a district into `count` zones of about equal weight, by halving; every zone has at least one
 * quarter with weight.
 *
 * @returns quarters of each zone
 */
export function zonesOf(rows: readonly number[], weight: Float64Array, quarters: Quarters, count: number): number[][] {
  const inhabited = rows.filter((row) => weight[row]! > 0).length;
  if (count < 2 || inhabited < 2) return [[...rows]];
  const half = Math.min(count, inhabited) >> 1;
  const rest = Math.min(count, inhabited) - half;
  const sorted = alongLonger(rows, quarters);
  const total = sorted.reduce((sum, row) => sum + weight[row]!, 0);
  let before = 0;
  let lived = 0;
  let cut = 0;
  for (; cut < sorted.length; cut++) {
    const here = weight[sorted[cut]!]!;
    if (lived >= half && before + here / 2 > (total * half) / (half + rest)) break;
    if (here > 0 && inhabited - lived <= rest) break;
    before += here;
    if (here > 0) lived++;
  }
  return [
    ...zonesOf(sorted.slice(0, cut), weight, quarters, half),
    ...zonesOf(sorted.slice(cut), weight, quarters, rest),
  ];
}

/** Rows in order along the longer extent of their middles. */
function alongLonger(rows: readonly number[], { x, y }: Quarters): number[] {
  const extent = (values: Float64Array) => {
    const here = rows.map((row) => values[row]!);
    return Math.max(...here) - Math.min(...here);
  };
  const along = extent(x) >= extent(y) ? x : y;
  return [...rows].sort((a, b) => along[a]! - along[b]! || a - b);
}
