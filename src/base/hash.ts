/**
 * A fast hash of what was computed, to compare runs: incremental, dependent on order, 64 bits in two lanes.
 * Not for security. The same on every platform: arrays count as their bytes in little-endian order.
 */

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const DOUBLE = new DataView(new ArrayBuffer(8));

/** Multipliers and increment of MurmurHash3 (Appleby 2011, public domain). */
const MULTIPLIER_A = 0xcc9e2d51;
const MULTIPLIER_B = 0x1b873593;
const INCREMENT = 0xe6546b64;

/** The state of a hash: feed it words, floats and arrays, then read `hex()`; more may follow. */
export class Hasher {
  private a = 0x243f6a88;
  private b = 0x13198a2e;
  /** Words so far, modulo 2^32. */
  private words = 0;

  /** Adds a whole number by its low 32 bits. */
  word(value: number): void {
    const a = Math.imul(this.a ^ value, MULTIPLIER_A);
    const b = Math.imul(this.b ^ value, MULTIPLIER_B);
    this.a = (((a << 15) | (a >>> 17)) + INCREMENT) | 0;
    this.b = (((b << 13) | (b >>> 19)) + this.a) | 0;
    this.words = (this.words + 1) | 0;
  }

  /** Adds a double by its bits: 0 and -0 differ, every NaN is the same. */
  float(value: number): void {
    DOUBLE.setFloat64(0, Number.isNaN(value) ? Number.NaN : value, true);
    this.word(DOUBLE.getUint32(0, true));
    this.word(DOUBLE.getUint32(4, true));
  }

  /**
   * Adds the length in bytes and the bytes of an array, so that where one array ends and the next starts counts. A NaN
   * counts by its bits, which are the engine's choice: keep NaN out of arrays that are hashed.
   */
  array(array: ArrayBufferView): void {
    this.word(array.byteLength);
    this.word(array.byteLength / 2 ** 32);
    const words = wordsOf(array);
    const length = words.length;
    let a = this.a;
    let b = this.b;
    for (let i = 0; i < length; i++) {
      const value = words[i]!;
      const mixedA = Math.imul(a ^ value, MULTIPLIER_A);
      const mixedB = Math.imul(b ^ value, MULTIPLIER_B);
      a = (((mixedA << 15) | (mixedA >>> 17)) + INCREMENT) | 0;
      b = (((mixedB << 13) | (mixedB >>> 19)) + a) | 0;
    }
    this.a = a;
    this.b = b;
    this.words = (this.words + length) | 0;
  }

  /** The hash of everything added so far: 16 hexadecimal digits. */
  hex(): string {
    const a = finish(this.a ^ this.words);
    const b = finish(this.b ^ a);
    return a.toString(16).padStart(8, "0") + b.toString(16).padStart(8, "0");
  }
}

/** Final mix of MurmurHash3: every bit of the state reaches every bit of the result. */
function finish(state: number): number {
  let h = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The bytes of an array as little-endian words, the last filled up with zeros; without a copy where possible. */
function wordsOf(array: ArrayBufferView): Uint32Array {
  const { buffer, byteOffset, byteLength } = array;
  if (LITTLE_ENDIAN && byteOffset % 4 === 0 && byteLength % 4 === 0) {
    return new Uint32Array(buffer, byteOffset, byteLength / 4);
  }
  const bytes = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
  if (!LITTLE_ENDIAN) {
    const { BYTES_PER_ELEMENT: size = 1 } = array as { BYTES_PER_ELEMENT?: number };
    for (let start = 0; start < byteLength; start += size) bytes.subarray(start, start + size).reverse();
    for (let start = 0; start < bytes.length; start += 4) bytes.subarray(start, start + 4).reverse();
  }
  return new Uint32Array(bytes.buffer);
}
