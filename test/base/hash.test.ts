import { expect, test } from "vitest";
import { Hasher } from "../../src/base/hash.js";

function hashOf(feed: (hasher: Hasher) => void): string {
  const hasher = new Hasher();
  feed(hasher);
  return hasher.hex();
}

const ofArray = (array: ArrayBufferView) => hashOf((hasher) => hasher.array(array));
const ofWords = (...words: number[]) =>
  hashOf((hasher) => {
    for (const word of words) hasher.word(word);
  });

test("a hash is 16 hexadecimal digits, the same on every platform", () => {
  const hasher = new Hasher();
  hasher.word(1);
  hasher.float(-0.1);
  hasher.array(Float64Array.of(1, 2.5, -3e300));
  hasher.array(Uint16Array.of(1, 2, 3));
  hasher.array(Uint8Array.of(255));
  expect(hasher.hex()).toBe("e830bdb004d44006");
  expect(new Hasher().hex()).toMatch(/^[0-9a-f]{16}$/);
});

test("reading the hash does not end it", () => {
  const hasher = new Hasher();
  hasher.word(1);
  hasher.hex();
  hasher.word(2);
  expect(hasher.hex()).toBe(ofWords(1, 2));
});

test("order, count and every single bit matter", () => {
  const hashes = new Set([ofWords(), ofWords(0), ofWords(0, 0), ofWords(1, 2), ofWords(2, 1)]);
  const bytes = new Uint8Array(64);
  hashes.add(ofArray(bytes));
  for (let bit = 0; bit < 512; bit++) {
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    hashes.add(ofArray(bytes));
    bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
  expect(hashes.size).toBe(5 + 1 + 512);
});

test("a change of one bit flips about half the bits of the hash", () => {
  const array = new Uint32Array(32);
  const before = BigInt(`0x${ofArray(array)}`);
  let flipped = 0;
  for (let bit = 0; bit < 1024; bit++) {
    array[bit >> 5]! ^= 1 << (bit & 31);
    flipped += (BigInt(`0x${ofArray(array)}`) ^ before).toString(2).replaceAll("0", "").length;
    array[bit >> 5]! ^= 1 << (bit & 31);
  }
  // 65 536 fair coins: mean 1/2, standard deviation 1/512
  expect(Math.abs(flipped / (1024 * 64) - 0.5)).toBeLessThan(5 / 512);
});

test("among 200 000 near-equal inputs no two hashes agree, and neither half is worse than chance", () => {
  const n = 200_000;
  const all = Array.from({ length: n }, (_, i) => ofWords(i & 0x1ff, i >> 9));
  expect(new Set(all).size).toBe(n);
  // expected agreements of 32 bits: n² / 2^33 = 4.7; more than 20 has a probability below 1e-7
  for (const [from, to] of [
    [0, 8],
    [8, 16],
  ] as const) {
    expect(n - new Set(all.map((hash) => hash.slice(from, to))).size).toBeLessThanOrEqual(20);
  }
});

test("an array counts by its bytes and its length, wherever it lies in memory", () => {
  const bytes = Uint8Array.from({ length: 41 }, (_, i) => i * 37);
  const moved = new Uint8Array(50);
  moved.set(bytes, 3);
  expect(ofArray(moved.subarray(3, 44))).toBe(ofArray(bytes));
  expect(ofArray(new DataView(moved.buffer, 3, 41))).toBe(ofArray(bytes));
  expect(ofArray(Uint8Array.of(1, 0))).not.toBe(ofArray(Uint8Array.of(1)));
  expect(ofArray(Uint16Array.of(0x0201, 0x0403))).toBe(ofArray(Uint8Array.of(1, 2, 3, 4)));
});

test("where one array ends and the next starts matters", () => {
  const split = (at: number) =>
    hashOf((hasher) => {
      const array = Uint32Array.of(1, 2, 3, 4);
      hasher.array(array.subarray(0, at));
      hasher.array(array.subarray(at));
    });
  expect(new Set([0, 1, 2, 3, 4].map(split)).size).toBe(5);
});

test("0 and -0 differ, every NaN is the same", () => {
  const ofFloat = (value: number) => hashOf((hasher) => hasher.float(value));
  expect(ofFloat(0)).not.toBe(ofFloat(-0));
  const other = new Float64Array(Uint32Array.of(5, 0xfff80000).buffer)[0]!;
  expect(ofFloat(other)).toBe(ofFloat(NaN));
});
