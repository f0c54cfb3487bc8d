import { expect, test } from "vitest";
import { cosDegrees, exp, log, normalQuantile, pow, sinDegrees } from "../../src/base/exact.js";
import { Hasher } from "../../src/base/hash.js";
import { Random } from "../../src/base/random.js";
import { expError, logError, powError } from "./reference.js";

const random = new Random(241);
const POINTS = 2_000;

/** Points of low..high, the same in every run. */
function points(purpose: number, low: number, high: number, n = POINTS): number[] {
  return Array.from({ length: n }, (_, i) => low + (high - low) * random.uniform(purpose, i, 0));
}

/** Positive numbers of every size from the least subnormal to the greatest. */
function sizes(purpose: number, n = POINTS): number[] {
  return points(purpose, -1074, 1023, n).map((power) => {
    const whole = Math.floor(power);
    return 2 ** whole * (whole < -1022 ? 1 : 1 + power - whole);
  });
}

function worst(errors: number[]): number {
  return errors.reduce((a, b) => Math.max(a, b), 0);
}

test("exp is within one unit in the last place", () => {
  const edges = [1, -1, 2 ** -28, -(2 ** -28), 2 ** -60, 0.34657359027997264, 0.3465735902799727, 1.0397207708399179];
  const ends = [709.782712893384, -708.3964185322641, -708.4, -744.4, -745.1332191019411];
  const xs = [...edges, ...ends, ...points(1, -745, 709.7), ...points(2, -1, 1)];
  expect(worst(xs.map((x) => expError(exp(x), x)))).toBeLessThan(1);
});

test("log is within one unit in the last place", () => {
  const edges = [0.5, 2, 3, 1 + 2 ** -52, 1 - 2 ** -53, Math.SQRT2, Math.SQRT1_2, 1 + 2 ** -20];
  const ends = [Number.MAX_VALUE, Number.MIN_VALUE, 2 ** -1022, 2 ** -1022 * (1 - 2 ** -52), 3e-320];
  const xs = [...edges, ...ends, ...sizes(3), ...points(4, 0, 2), ...points(5, 0.999, 1.001)];
  expect(worst(xs.map((x) => logError(log(x), x)))).toBeLessThan(1);
});

test("pow is within one unit in the last place", () => {
  const exponents = points(6, -1, 1);
  const pairs: (readonly [number, number])[] = sizes(7).map((x, i) => {
    // the whole range of results that are neither 0 nor Infinity
    return [x, (exponents[i]! * 708) / Math.max(1, Math.abs(log(x)))] as const;
  });
  for (const [i, x] of points(8, 0.999, 1.001).entries()) pairs.push([x, (exponents[i]! * 708) / Math.abs(log(x))]);
  pairs.push([10, 308], [10, -308], [10, -320], [2, 0.5], [0.5, 1073.5], [Number.MIN_VALUE, 0.3], [2, -1074]);
  pairs.push([1 + 2 ** -52, 2 ** 60], [1 - 2 ** -53, 2 ** 62], [1.5, 1e-300], [0.9, 3], [1.2247, 100], [1.733, -100]);
  expect(worst(pairs.map(([x, y]) => powError(pow(x, y), x, y)))).toBeLessThan(1);
});

test("exp and log treat zeros, infinities, NaN and the ends of the range as Math does", () => {
  const ends = [709.7827128933841, 709.782712893384, -745.1332191019412, -745.1332191019411, 5e-324, 1e308, -1e308];
  for (const x of [0, -0, Infinity, -Infinity, NaN, ...ends]) expect(exp(x), `exp ${x}`).toBe(Math.exp(x));
  for (const x of [0, -0, 1, -1, Infinity, -Infinity, NaN, -5e-324]) expect(log(x), `log ${x}`).toBe(Math.log(x));
});

test("pow treats every pair of special values as Math.pow does", () => {
  const bases = [0, -0, 1, -1, 0.5, -0.5, 2, -2, -3, 5e-324, -5e-324, 1e308, -1e308, Infinity, -Infinity, NaN];
  const more = [1.5, -0.5, 2 ** 31, 2 ** 53 + 2, 2 ** 53 - 1, -(2 ** 53 - 1), 1e300, -1e300, 1e-310];
  for (const x of bases) {
    for (const y of [...bases, 3, ...more]) {
      const [found, expected] = [pow(x, y), x ** y];
      const ordinary = Number.isFinite(expected) && expected !== 0;
      if (ordinary) expect(Math.abs(found / expected - 1), `${x}^${y}`).toBeLessThan(2 ** -52 * 1.5);
      else expect(found, `${x}^${y}`).toBe(expected);
    }
  }
});

test("pow of whole powers of two is exact", () => {
  for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(2 ** k);
});

/** p, and its quantile to the last digit (computed with 60 decimals by bisection of erfc). */
const QUANTILES: readonly (readonly [number, number])[] = [
  [5e-324, -38.467405617144344],
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [2 ** -53, -8.209536151601387],
  [1e-12, -7.034483825301132],
  [1.3887943864964021e-11, -6.657904643501103],
  [1.4e-11, -6.656723091518184],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.01, -2.326347874040841],
  [0.025, -1.9599639845400543],
  [0.0749, -1.4402382675279637],
  [0.075, -1.439531470938456],
  [0.0751, -1.43882539275254],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.3, -0.5244005127080408],
  [0.49, -0.025068908258711057],
  [0.5000001, 2.506628273311648e-7],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446006],
  [0.925, 1.4395314709384561],
  [0.95, 1.6448536269514722],
  [0.975, 1.9599639845400538],
  [0.99, 2.3263478740408408],
  [0.999999, 4.753424308817087],
  [1 - 2 ** -53, 8.209536151601387],
];

test("the normal quantile has a relative error below 1e-15", () => {
  for (const [p, z] of QUANTILES) expect(Math.abs(normalQuantile(p) / z - 1), `p = ${p}`).toBeLessThan(1e-15);
});

test("the normal quantile is odd about one half, infinite at 0 and 1, and NaN outside", () => {
  for (let i = 1; i < 512; i++) expect(normalQuantile(i / 1024)).toBe(-normalQuantile(1 - i / 1024));
  expect(normalQuantile(0.5)).toBe(0);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  for (const p of [-0.1, 1.1, NaN, Infinity, -Infinity]) expect(normalQuantile(p), `p = ${p}`).toBeNaN();
});

test("cosine and sine of degrees agree with the platform's to 1e-15", () => {
  for (let angle = -90; angle <= 90; angle += 0.0137) {
    expect(Math.abs(cosDegrees(angle) - Math.cos((angle * Math.PI) / 180))).toBeLessThan(1e-15);
    expect(Math.abs(sinDegrees(angle) - Math.sin((angle * Math.PI) / 180))).toBeLessThan(1e-15);
  }
  expect([cosDegrees(0), cosDegrees(90), cosDegrees(-90), sinDegrees(90)]).toEqual([1, 0, 0, 1]);
});

test("every platform gives these bits", () => {
  const hasher = new Hasher();
  for (const x of points(9, -745, 709, 10_000)) hasher.float(exp(x));
  for (const x of sizes(10, 10_000)) {
    hasher.float(log(x));
    hasher.float(pow(x, 0.3));
  }
  for (const p of points(11, 0, 1, 10_000)) hasher.float(normalQuantile(p));
  expect(hasher.hex()).toBe("f32805870e848a35");
  const degrees = new Hasher();
  for (const angle of points(12, -90, 90, 10_000)) {
    degrees.float(cosDegrees(angle));
    degrees.float(sinDegrees(angle));
  }
  expect(degrees.hex()).toBe("a9eb1cca69842927");
});
