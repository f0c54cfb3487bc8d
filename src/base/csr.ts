/** One-to-many as CSR: the items of group g are items[start[g]] .. items[start[g + 1] - 1]. */

/** [n + 1] where each group starts, from the number of items of each of n groups; the last is the total. */
export function startsFromCounts(counts: ArrayLike<number>): Uint32Array {
  const groups = counts.length;
  const start = new Uint32Array(groups + 1);
  let total = 0;
  for (let group = 0; group < groups; group++) {
    total += counts[group]!;
    start[group + 1] = total;
  }
  if (total > 0xffffffff) throw new RangeError(`counts: expected a total below 2^32, found ${total}`);
  return start;
}

/**
 * The rows of each group, ascending (a stable counting sort).
 *
 * @param keys    group of each row, a whole number 0..groups - 1; RangeError otherwise
 * @returns start [groups + 1] and items [rows]
 */
export function group(keys: ArrayLike<number>, groups: number): { start: Uint32Array; items: Uint32Array } {
  const rows = keys.length;
  const counts = new Uint32Array(groups);
  for (let row = 0; row < rows; row++) counts[keys[row]!]!++;
  const start = startsFromCounts(counts);
  // a typed array ignores writes to what is not an index, so a wrong key was not counted
  if (start[groups] !== rows) throw new RangeError(`keys: expected whole numbers from 0 to ${groups - 1} only`);

  const next = start.slice();
  const items = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) items[next[keys[row]!]!++] = row;
  return { start, items };
}
