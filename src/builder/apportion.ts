/** Whole numbers in given proportions. */
import type { Random } from "../base/random.js";

/**
 * Splits a whole number in proportion to weights (largest remainders; ties to the lower position). Weights that are
 * all 0 count as equal.
 *
 * @returns [weights.length] whole numbers that sum to `total`
 */
export function apportion(weights: ArrayLike<number>, total: number): Uint32Array {
  const n = weights.length;
  const parts = new Uint32Array(n);
  if (n === 0 || total === 0) return parts;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]!;
  const remainders = new Float64Array(n);
  let left = total;
  for (let i = 0; i < n; i++) {
    const exact = sum > 0 ? (weights[i]! / sum) * total : total / n;
    const part = Math.min(Math.floor(exact), left);
    parts[i] = part;
    remainders[i] = exact - part;
    left -= part;
  }
  if (left === 0) return parts;
  const byRemainder = Array.from({ length: n }, (_, i) => i).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (let k = 0; left > 0; k = (k + 1) % n, left--) parts[byRemainder[k]!]!++;
  return parts;
}

/** Shuffles rows `from` ≤ r < `to` in place (Fisher–Yates); the draw of row r has entity r and count `round`. */
export function shuffle(rows: Uint32Array, from: number, to: number, random: Random, purpose: number, round = 0): void {
  for (let i = to - 1; i > from; i--) {
    const j = from + random.below(i - from + 1, purpose, i, round);
    const row = rows[i]!;
    rows[i] = rows[j]!;
    rows[j] = row;
  }
}
