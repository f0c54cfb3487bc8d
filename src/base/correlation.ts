/** How well two columns of figures go together. */

/** Pearson's correlation of two columns of equal length; NaN where one of them does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i++) {
    meanA += a[i]!;
    meanB += b[i]!;
  }
  meanA /= n;
  meanB /= n;
  let covariance = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < n; i++) {
    const da = a[i]! - meanA;
    const db = b[i]! - meanB;
    covariance += da * db;
    squareA += da * da;
    squareB += db * db;
  }
  const varies = (square: number, mean: number) => square > n * (1e-12 * mean) ** 2;
  return varies(squareA, meanA) && varies(squareB, meanB) ? covariance / Math.sqrt(squareA * squareB) : Number.NaN;
}
