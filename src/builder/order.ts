/** Orders that keep what is near in the city near in memory. */
import { group } from "../base/csr.js";

/** Bits of each coordinate in a Z-curve code: a zone is cut into 8192 × 8192 cells. */
const BITS = 13;
const CELLS = 1 << BITS;

/**
 * Sorts rows by zone, then along a Z-curve through the zone, then by their position in the input.
 *
 * @param zone  [n] zone of each row
 * @param x     [n] m
 * @param y     [n] m
 * @returns [n] positions in the input, in order
 */
export function spatialOrder(
  zone: ArrayLike<number>,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  zones: number,
): Uint32Array {
  const { start, items } = group(zone, zones);
  const order = new Uint32Array(items.length);
  for (let z = 0; z < zones; z++) {
    const from = start[z]!;
    const count = start[z + 1]! - from;
    if (count === 0) continue;
    const keys = zKeys(items, from, count, x, y).sort();
    for (let i = 0; i < count; i++) order[from + i] = items[from + (keys[i]! % 2 ** 26)]!;
  }
  return order;
}

/** Sort keys of some items: Z-code in the high bits, position among them in the low 26. */
function zKeys(
  items: Uint32Array,
  from: number,
  count: number,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): Float64Array {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let i = from; i < from + count; i++) {
    const item = items[i]!;
    west = Math.min(west, x[item]!);
    east = Math.max(east, x[item]!);
    south = Math.min(south, y[item]!);
    north = Math.max(north, y[item]!);
  }
  const scale = (CELLS - 1) / Math.max(east - west, north - south, 1);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const item = items[from + i]!;
    keys[i] = interleave((x[item]! - west) * scale, (y[item]! - south) * scale) * 2 ** 26 + i;
  }
  return keys;
}

/** Z-curve code: the bits of two coordinates below 2^13, interleaved. */
function interleave(x: number, y: number): number {
  return spread(x) | (spread(y) << 1);
}

function spread(value: number): number {
  let v = value | 0;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}
