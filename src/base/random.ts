/**
 * Addressed random numbers: every draw has an address (seed, purpose, entity, count, sub) and is a pure function
 * of it, so that skipping one draw moves no other.
 *
 * Generator: Threefry4x32 with 20 rounds (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as
 * 1, 2, 3"): address in, four independent 32-bit words out.
 */
import { exp, log, normalQuantile } from "./exact.js";

const PARITY = 0x1bd11bda;
/** The sub-address of the boost of gamma draws with a shape below one. */
const BOOST = 0xffffffff;

/** A uniform of the open interval (0, 1): the midpoints of 2^52 equal cells. */
function unit(a: number, b: number): number {
  return ((a >>> 6) * 0x4000000 + (b >>> 6) + 0.5) * 2 ** -52;
}

/**
 * The draws of one seed. An address is (purpose, entity, count) of 32-bit whole numbers, NONE included, and belongs
 * to one call: the methods below start from the same four words, so two of them at one address are not independent.
 */
export class Random {
  /** [4] unsigned words of the last draw. */
  readonly words = new Uint32Array(4);
  /** [5] the key and its parity word; in an array, as words need no check before arithmetic and fields do. */
  private readonly key = new Int32Array(5);

  /** @param seed  whole number from 0 to 2^53 - 1; RangeError otherwise */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`seed: expected a whole number from 0 to 2^53 - 1, found ${seed}`);
    }
    this.setKey(seed, Math.floor(seed / 2 ** 32), 0, 0);
  }

  /** The generator of a whole key of four words, for known answers; a seed uses the first two. */
  static ofKey(key: Uint32Array): Random {
    const random = new Random(0);
    random.setKey(key[0]!, key[1]!, key[2]!, key[3]!);
    return random;
  }

  /** Another generator with the same key: the same draws, with words of its own. */
  twin(): Random {
    const twin = new Random(0);
    twin.key.set(this.key);
    return twin;
  }

  private setKey(k0: number, k1: number, k2: number, k3: number): void {
    this.key.set([k0, k1, k2, k3, PARITY ^ k0 ^ k1 ^ k2 ^ k3]);
  }

  get w0(): number {
    return this.words[0]!;
  }

  get w1(): number {
    return this.words[1]!;
  }

  get w2(): number {
    return this.words[2]!;
  }

  get w3(): number {
    return this.words[3]!;
  }

  /**
   * Sets the four words to those of an address. The rounds are written out, one a line: a loop takes half as long
   * again. Every fourth is followed by the injection of the key.
   */
  // biome-ignore format: one round a line
  draw(purpose: number, entity: number, count: number, sub = 0): void {
    const key = this.key;
    const k0 = key[0]!, k1 = key[1]!, k2 = key[2]!, k3 = key[3]!, k4 = key[4]!;
    let x0 = (purpose + k0) | 0, x1 = (entity + k1) | 0, x2 = (count + k2) | 0, x3 = (sub + k3) | 0;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
    x0 = (x0 + k1) | 0; x1 = (x1 + k2) | 0; x2 = (x2 + k3) | 0; x3 = (x3 + k4 + 1) | 0;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2;
    x0 = (x0 + k2) | 0; x1 = (x1 + k3) | 0; x2 = (x2 + k4) | 0; x3 = (x3 + k0 + 2) | 0;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
    x0 = (x0 + k3) | 0; x1 = (x1 + k4) | 0; x2 = (x2 + k0) | 0; x3 = (x3 + k1 + 3) | 0;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2;
    x0 = (x0 + k4) | 0; x1 = (x1 + k0) | 0; x2 = (x2 + k1) | 0; x3 = (x3 + k2 + 4) | 0;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;
    x0 = (x0 + x1) | 0; x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0; x2 = (x2 + x3) | 0; x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;
    x0 = (x0 + x3) | 0; x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0; x2 = (x2 + x1) | 0; x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
    x0 = (x0 + k0) | 0; x1 = (x1 + k1) | 0; x2 = (x2 + k2) | 0; x3 = (x3 + k3 + 5) | 0;
    const words = this.words;
    words[0] = x0;
    words[1] = x1;
    words[2] = x2;
    words[3] = x3;
  }

  /** Uniform of the open interval (0, 1), 52 bits: never 0, never 1. */
  uniform(purpose: number, entity: number, count: number, sub = 0): number {
    this.draw(purpose, entity, count, sub);
    return unit(this.words[0]!, this.words[1]!);
  }

  /** A further, independent uniform of (0, 1) from the last draw. */
  second(): number {
    return unit(this.words[2]!, this.words[3]!);
  }

  /** Exponential with mean 1; always above 0. */
  exponential(purpose: number, entity: number, count: number): number {
    return -log(this.uniform(purpose, entity, count));
  }

  /** Standard normal, by inversion: monotone in the uniform of the same address. */
  normal(purpose: number, entity: number, count: number): number {
    return normalQuantile(this.uniform(purpose, entity, count));
  }

  /**
   * Gamma with the given shape > 0 and scale 1, so mean = variance = shape (Marsaglia & Tsang 2000). Attempts are
   * sub-addresses 0, 1, 2, …; a shape below 1 is a draw of shape + 1 times U^(1 / shape).
   */
  gamma(shape: number, purpose: number, entity: number, count: number): number {
    if (!(shape > 0)) throw new RangeError(`gamma: expected a shape > 0, found ${shape}`);
    if (shape < 1) {
      const boost = exp(log(this.uniform(purpose, entity, count, BOOST)) / shape);
      return this.gamma(shape + 1, purpose, entity, count) * boost;
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (let attempt = 0; ; attempt++) {
      const x = normalQuantile(this.uniform(purpose, entity, count, attempt));
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = this.second();
      // The authors' squeeze: a bound of the test below that needs no logarithm and decides 98 of 100 attempts.
      if (u < 1 - 0.0331 * (x * x) * (x * x)) return d * v;
      if (log(u) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
    }
  }

  /** Uniform whole number of 0..n - 1, for n of 1..2^32 (each value's probability is exact to 2^-52). */
  below(n: number, purpose: number, entity: number, count: number): number {
    return Math.floor(this.uniform(purpose, entity, count) * n);
  }
}

/**
 * The bare generator, as published: counter and key in, four words out.
 *
 * @param counter  [4]
 * @param key      [4]
 * @param rounds   20, the published number with a margin of safety; RangeError otherwise
 * @param out      [4]
 */
export function threefry4x32(
  counter: Uint32Array,
  key: Uint32Array,
  rounds = 20,
  out: Uint32Array = new Uint32Array(4),
): Uint32Array {
  if (rounds !== 20) throw new RangeError(`threefry4x32: expected 20 rounds, found ${rounds}`);
  const random = Random.ofKey(key);
  random.draw(counter[0]!, counter[1]!, counter[2]!, counter[3]!);
  out.set(random.words);
  return out;
}
