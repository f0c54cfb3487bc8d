/** An experiment: a published result, the set-up that should reproduce it, and what the engine gives. */

/** One number of an experiment against the published one. */
export interface Check {
  readonly what: string;
  readonly expected: number;
  readonly measured: number;
  /** Standard error of `measured`; 0 where nothing is sampled. */
  readonly error: number;
  /** It holds if measured lies within expected ± allowed. */
  readonly allowed: number;
}

export interface Experiment {
  /** Number in the catalogue of published results this project is checked against. */
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly setup: string;
  /** Replicates of the validation, and of the quick version among the tests (left out: too slow for them). */
  readonly replicates: { readonly full: number; readonly quick?: number };
  run(replicates: number): Check[];
}

/** Standard errors a sampled number may lie from the published one: 1 in 1,000 correct ones lies farther. */
const Z = 3.29;

/** The same where the standard error is estimated from n values: Student's law (expansion of Cornish and Fisher). */
function student(n: number): number {
  const f = n - 1;
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * f ** 2);
  const third = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / (384 * f ** 3);
  return Z + (Z ** 3 + Z) / (4 * f) + second + third;
}

/** Whether a check holds. */
export function holds({ expected, measured, allowed }: Check): boolean {
  return Math.abs(measured - expected) <= allowed;
}

/**
 * A share of `n` replicates.
 * @param bias  what the finite set-up may differ from the published limit, beside sampling error
 */
export function proportion(what: string, expected: number, hits: number, n: number, bias = 0): Check {
  const error = Math.sqrt((expected * (1 - expected)) / n);
  return { what, expected, measured: hits / n, error, allowed: Z * error + bias };
}

/** A mean over replicates; `bias` as for proportions. */
export function meanOf(what: string, expected: number, values: readonly number[], bias = 0): Check {
  const error = standardError(values);
  return { what, expected, measured: mean(values), error, allowed: student(values.length) * error + bias };
}

/** A number within `allowed` of the published one. */
export function within(what: string, expected: number, measured: number, allowed: number): Check {
  return { what, expected, measured, error: 0, allowed };
}

/** A number that must be the published one. */
export function exactly(what: string, expected: number, measured: number): Check {
  return within(what, expected, measured, 0);
}

/** Counts against a law of probabilities, by Pearson's statistic; the last class holds the rest. */
export function chiSquare(what: string, counts: readonly number[], law: readonly number[]): Check {
  const n = counts.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  for (let k = 0; k < law.length; k++) statistic += (counts[k]! - n * law[k]!) ** 2 / (n * law[k]!);
  const degrees = law.length - 1;
  // Wilson and Hilferty (1931): the 99.9 % point of the chi-square law.
  const limit = degrees * (1 - 2 / (9 * degrees) + 3.09 * Math.sqrt(2 / (9 * degrees))) ** 3;
  return { what: `${what} (chi-square)`, expected: degrees, measured: statistic, error: 0, allowed: limit - degrees };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function standardError(values: readonly number[]): number {
  const m = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - m) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
