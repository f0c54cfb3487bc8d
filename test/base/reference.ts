/** Elementary functions in whole-number arithmetic to about 240 bits: what the fast ones are held against. */

const BITS = 256n;
const ONE = 1n << BITS;
const DOUBLE = new DataView(new ArrayBuffer(8));

/** A finite x > 0 as m·2^e, exactly, with e the exponent of its last place. */
function parts(x: number): { m: bigint; e: number } {
  DOUBLE.setFloat64(0, x);
  const bits = DOUBLE.getBigUint64(0);
  const exponent = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & ((1n << 52n) - 1n);
  return exponent === 0 ? { m: fraction, e: -1074 } : { m: fraction | (1n << 52n), e: exponent - 1075 };
}

function shift(value: bigint, places: number): bigint {
  return places >= 0 ? value << BigInt(places) : value >> BigInt(-places);
}

/** ln m for m of about 0.5..2: twice the inverse hyperbolic tangent of (m - 1) / (m + 1). */
function lnSeries(m: bigint): bigint {
  const z = ((m - ONE) << BITS) / (m + ONE);
  const square = (z * z) >> BITS;
  let sum = 0n;
  let power = z;
  for (let k = 1n; power > 8n || power < -8n; k += 2n) {
    sum += power / k;
    power = (power * square) >> BITS;
  }
  return 2n * sum;
}

const LN2 = lnSeries(2n * ONE);

/** e^r for 0 ≤ r < 1 by Taylor's series. */
function expSeries(r: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let k = 1n; term > 0n; k++) {
    term = ((term * r) >> BITS) / k;
    sum += term;
  }
  return sum;
}

function ln(x: number): bigint {
  const { m, e } = parts(x);
  const length = m.toString(2).length;
  return lnSeries(shift(m, Number(BITS) - length)) + BigInt(e + length) * LN2;
}

/** Distance of y > 0 from value·2^k, in units of y's last place. */
function distance(y: number, value: bigint, k: number): number {
  const { m, e } = parts(y);
  return Math.abs(Number((m << 20n) - shift(value, k - Number(BITS) - e + 20))) / 2 ** 20;
}

function distanceFromExp(y: number, power: bigint): number {
  let k = power / LN2;
  if (power < 0n) k -= 1n;
  return distance(y, expSeries(power - k * LN2), Number(k));
}

/** x as a whole number of 2^-256, for |x| above 2^-200. */
function fixed(x: number): bigint {
  const { m, e } = parts(Math.abs(x));
  const size = shift(m, e + Number(BITS));
  return x < 0 ? -size : size;
}

/** Error of `y` as e^x, in units in the last place. */
export function expError(y: number, x: number): number {
  return distanceFromExp(y, fixed(x));
}

/** Error of `y` as ln x, x > 0 and x ≠ 1, in units in the last place. */
export function logError(y: number, x: number): number {
  const value = ln(x);
  return distance(Math.abs(y), y < 0 ? -value : value, 0);
}

/** Error of `y` as x^p, x > 0, in units in the last place. */
export function powError(y: number, x: number, p: number): number {
  const { m, e } = parts(Math.abs(p));
  const power = shift(ln(x) * m, e);
  return distanceFromExp(y, p < 0 ? -power : power);
}
