/**
 * exp, log, pow, sine, cosine and the normal quantile from +, -, ·, / and square root in a fixed order, so that every
 * platform agrees to the bit (Math.exp and its kin may differ between engines).
 *
 * exp, log and pow follow the algorithms of fdlibm (Copyright 1993 Sun Microsystems, Inc.; "Permission to use,
 * copy, modify, and distribute this software is freely granted, provided that this notice is preserved").
 * Special cases are those of Math.exp, Math.log and Math.pow.
 */

/** One double seen as two words, to read its exponent. */
const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);
/** Which of the two words has the sign and the exponent (1 on a little-endian machine). */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

const LEAST_EXPONENT = -1074;
/** [2098] every power of two from 2^-1074 to 2^1023: scaling by a table is exact and faster than writing bits. */
const POWERS_OF_TWO = powersOfTwo();

const LEAST_NORMAL = 2 ** -1022;
const LN2_HIGH = 6.931471803691238e-1;
const LN2_LOW = 1.9082149292705877e-10;

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1024 - LEAST_EXPONENT);
  powers[-LEAST_EXPONENT] = 1;
  for (let k = 1 - LEAST_EXPONENT; k < powers.length; k++) powers[k] = powers[k - 1]! * 2;
  for (let k = -LEAST_EXPONENT - 1; k >= 0; k--) powers[k] = powers[k + 1]! / 2;
  return powers;
}

/** y·2^k, rounded once, for y of 0.5..2 and a whole k of -1080..1024. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * 2 * POWERS_OF_TWO[k - 1 - LEAST_EXPONENT]!;
  if (k < LEAST_EXPONENT) return y * 2 ** -10 * POWERS_OF_TWO[k + 10 - LEAST_EXPONENT]!;
  return y * POWERS_OF_TWO[k - LEAST_EXPONENT]!;
}

/** c = r + 2 - r·coth(r / 2) for |r| ≤ ln 2 / 2 by a Remez polynomial; then e^r = 1 + r + r·c / (2 - c). */
function expPolynomial(r: number): number {
  const s = r * r;
  return (
    r -
    s *
      (1.6666666666666602e-1 +
        s *
          (-2.7777777777015593e-3 +
            s * (6.613756321437934e-5 + s * (-1.6533902205465252e-6 + s * 4.1381367970572385e-8))))
  );
}

/** e^x; error below 1 ulp. */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : NaN;
  if (x < -745.1332191019411) return 0;
  const size = x < 0 ? -x : x;
  if (size < 2 ** -28) return 1 + x;
  if (size <= 0.34657359027997264) {
    const c = expPolynomial(x);
    return 1 - ((x * c) / (c - 2) - x);
  }
  const k = Math.trunc(Math.LOG2E * x + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = expPolynomial(r);
  return scale(1 - (low - (r * c) / (2 - c) - high), k);
}

/** Natural logarithm; error below 1 ulp. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < LEAST_NORMAL) {
    x *= 2 ** 54;
    k = -54;
  }
  // x = 2^(k + shift)·(1 + f) with √2/2 < 1 + f < √2
  DOUBLE[0] = x;
  const shift = ((WORDS[HIGH]! + 0x95f64) >>> 20) - 1023;
  const f = x * POWERS_OF_TWO[-shift - LEAST_EXPONENT]! - 1;
  k += shift;
  if (f === 0) return k * LN2_HIGH + k * LN2_LOW;

  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940942e-1 + w * (2.2222198432149784e-1 + w * 1.5313837699209373e-1));
  const odd =
    z * (6.666666666666735e-1 + w * (2.857142874366239e-1 + w * (1.818357216161805e-1 + w * 1.4798198605116586e-1)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

/** The logarithm to base two of the last call of logTwo, as a sum: 24 bits and the rest. */
const LOG_TWO = new Float64Array(2);

/** Logarithm to base two of a finite x > 0 to about 66 bits, into LOG_TWO. */
function logTwo(x: number): void {
  let n = 0;
  if (x < LEAST_NORMAL) {
    x *= 2 ** 54;
    n = -54;
  }
  // x = 2^(n + shift)·m with m near 1 (√3/2 < m < √(3/2)) or near 1.5 (up to √3)
  DOUBLE[0] = x;
  const high = WORDS[HIGH]!;
  const fraction = high & 0xfffff;
  const shift = ((high + 0x44986) >>> 20) - 1023;
  const nearThreeHalves = fraction > 0x3988e && fraction < 0xbb67a;
  const m = x * POWERS_OF_TWO[-shift - LEAST_EXPONENT]!;
  n += shift;
  const base = nearThreeHalves ? 1.5 : 1;

  // s = (m - base) / (m + base); Math.fround splits a number into 24 bits and a rest, so that products are exact
  const difference = m - base;
  const inverse = 1 / (m + base);
  const s = difference * inverse;
  const sHigh = Math.fround(s);
  const sumHigh = Math.fround(m + base);
  const sumLow = m - (sumHigh - base);
  const sLow = inverse * (difference - sHigh * sumHigh - sHigh * sumLow);
  const z = s * s;
  const zHigh = sHigh * sHigh;
  const tail =
    z *
      z *
      (5.999999999999946e-1 +
        z *
          (4.285714285785502e-1 +
            z *
              (3.3333332981837743e-1 +
                z * (2.72728123808534e-1 + z * (2.3066074577556175e-1 + z * 2.0697501780033842e-1))))) +
    sLow * (sHigh + s);
  const cubeHigh = Math.fround(3 + zHigh + tail);
  const cubeLow = tail - (cubeHigh - 3 - zHigh);
  const u = sHigh * cubeHigh;
  const v = sLow * cubeHigh + cubeLow * s;
  const pHigh = Math.fround(u + v);
  const pLow = v - (pHigh - u);
  // times 2 / (3 ln 2), plus log2(base), plus n
  const baseHigh = nearThreeHalves ? 5.849624872207642e-1 : 0;
  const baseLow = nearThreeHalves ? 1.350039202129749e-8 : 0;
  const productHigh = 9.617967009544373e-1 * pHigh;
  const productLow = -7.028461650952758e-9 * pHigh + pLow * 9.617966939259756e-1 + baseLow;
  const sum = Math.fround(productHigh + productLow + baseHigh + n);
  LOG_TWO[0] = sum;
  LOG_TWO[1] = productLow - (sum - n - baseHigh - productHigh);
}

/** |x|^y for finite |x| > 0, |x| ≠ 1 and finite y. */
function power(x: number, y: number): number {
  // beyond this every |x| ≠ 1 over- or underflows
  if (y > 2 ** 64 || y < -(2 ** 64)) return x > 1 === y > 0 ? Infinity : 0;
  logTwo(x);
  const logHigh = LOG_TWO[0]!;
  const yHigh = Math.fround(y);
  const low = (y - yHigh) * logHigh + y * LOG_TWO[1]!;
  const high = yHigh * logHigh;
  const exponent = low + high;
  if (exponent >= 1025) return Infinity;
  if (exponent < -1076) return 0;

  // 2^exponent = 2^n·e^r
  const n = Math.floor(exponent + 0.5);
  const rest = high - n;
  const t = Math.fround(low + rest);
  const u = t * 6.931471824645996e-1;
  const v = (low - (t - rest)) * 6.931471805599453e-1 + t * -1.904654299957768e-9;
  const r = u + v;
  const error = v - (r - u);
  const c = expPolynomial(r);
  return scale(1 - ((r * c) / (c - 2) - (error + r * error) - r), n);
}

/** x^y; error below 1 ulp. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = x < 0 ? -x : x;
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const whole = Math.floor(y) === y;
  const odd = whole && Math.floor(y / 2) * 2 !== y;
  if (size === 0 || size === Infinity) {
    const result = (size === 0) === y > 0 ? 0 : Infinity;
    return odd && (x < 0 || Object.is(x, -0)) ? -result : result;
  }
  if (x < 0 && !whole) return NaN;
  const result = size === 1 ? 1 : power(size, y);
  return x < 0 && odd ? -result : result;
}

const RADIANS_PER_DEGREE = Math.PI / 180;
/** Taylor coefficients 1/2!, 1/4! … 1/20! with alternating sign, of cos. */
const COS_TERMS = taylor(2, 10);
/** Taylor coefficients 1/3!, 1/5! … 1/21! with alternating sign, of sin. */
const SIN_TERMS = taylor(3, 10);

function taylor(first: number, terms: number): number[] {
  return Array.from({ length: terms }, (_, term) => {
    let factorial = 1;
    for (let i = 2; i <= first + 2 * term; i++) factorial *= i;
    return (term % 2 === 0 ? -1 : 1) / factorial;
  });
}

/** 1 + t·(c0 + t·(c1 + …)), the smallest terms first. */
function series(terms: readonly number[], t: number): number {
  let sum = 0;
  for (let i = terms.length - 1; i >= 0; i--) sum = t * (terms[i]! + sum);
  return 1 + sum;
}

/** Cosine of an angle of -90..90 degrees, to 2e-16. */
export function cosDegrees(angle: number): number {
  const a = Math.abs(angle);
  if (a > 45) return sinDegrees(90 - a);
  const radians = a * RADIANS_PER_DEGREE;
  return series(COS_TERMS, radians * radians);
}

/** Sine of an angle of -90..90 degrees, to 2e-16. */
export function sinDegrees(angle: number): number {
  if (angle > 45) return cosDegrees(90 - angle);
  if (angle < -45) return -cosDegrees(90 + angle);
  const radians = angle * RADIANS_PER_DEGREE;
  return radians * series(SIN_TERMS, radians * radians);
}

/**
 * The standard normal quantile of p in (0, 1); -Infinity at 0, Infinity at 1, NaN outside.
 * Algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37, 477–484): relative error about 1e-16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) return q * centre(0.180625 - q * q);
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? tail(r - 1.6) : farTail(r - 5);
  return q < 0 ? -z : z;
}

/** Quantile over q for |q| ≤ 0.425. */
function centre(r: number): number {
  return (
    (((((((r * 2509.0809287301227 + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
      3.3871328727963665) /
    (((((((r * 5226.495278852546 + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
      1)
  );
}

/** Quantile for tail probabilities down to e^-25. */
function tail(r: number): number {
  return (
    (((((((r * 7.745450142783414e-4 + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
      3.6478483247632045) *
      r +
      5.769497221460691) *
      r +
      4.630337846156546) *
      r +
      1.4234371107496835) /
    (((((((r * 1.0507500716444169e-9 + 5.475938084995345e-4) * r + 0.015198666563616457) * r + 0.14810397642748008) *
      r +
      0.6897673349851) *
      r +
      1.6763848301838038) *
      r +
      2.053191626637759) *
      r +
      1)
  );
}

/** Quantile for smaller tail probabilities. */
function farTail(r: number): number {
  return (
    (((((((r * 2.0103343992922881e-7 + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) *
      r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
      6.657904643501103) /
    (((((((r * 2.0442631033899397e-15 + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 7.868691311456133e-4) *
      r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
      1)
  );
}
