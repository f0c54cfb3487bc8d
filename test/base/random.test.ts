import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random, threefry4x32 } from "../../src/base/random.js";

const ONES = [NONE, NONE, NONE, NONE];
const ZEROS = [0, 0, 0, 0];
/** Known answers of Threefry4x32 with 20 rounds, published with Random123 (Salmon et al. 2011). */
const KNOWN = [
  { counter: ZEROS, key: ZEROS, out: [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8] },
  { counter: ONES, key: ONES, out: [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732] },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    out: [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84],
  },
];

test.each(KNOWN)("threefry4x32 gives the published answer $out", ({ counter, key, out }) => {
  expect([...threefry4x32(Uint32Array.from(counter), Uint32Array.from(key))]).toEqual(out);
});

test("a draw is threefry4x32 of the address under the seed's two words", () => {
  const random = new Random(0x15_89ab_cdef_01);
  random.draw(7, NONE, 3_000_000_000, 2);
  const key = Uint32Array.of(0xabcdef01, 0x1589, 0, 0);
  const words = [...threefry4x32(Uint32Array.of(7, NONE, 3_000_000_000, 2), key)];
  expect([random.w0, random.w1, random.w2, random.w3]).toEqual(words);
  random.draw(7, -1, 3_000_000_000, 2);
  expect([...random.words]).toEqual(words);
});

test("seeds that are not whole numbers from 0 to 2^53 - 1 are refused, and all 53 bits count", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53, Infinity]) expect(() => new Random(seed), `${seed}`).toThrow(RangeError);
  const seeds = [0, 1, 2 ** 31, 2 ** 32, 2 ** 52, 2 ** 53 - 1];
  expect(new Set(seeds.map((seed) => new Random(seed).uniform(1, 1, 1))).size).toBe(seeds.length);
});

test("a draw depends on its address only, not on the draws before", () => {
  const random = new Random(5);
  const first = random.gamma(2.5, 1, 2, 3);
  for (let i = 0; i < 10; i++) random.normal(9, i, 0);
  expect(random.gamma(2.5, 1, 2, 3)).toBe(first);
});

test("uniforms stay inside (0, 1) at the extreme words", () => {
  const random = new Random(1);
  random.words.fill(0);
  expect(random.second()).toBe(2 ** -53);
  random.words.fill(NONE);
  expect(random.second()).toBe(1 - 2 ** -53);
});

/** Pearson's statistic of counts against equal expectations. */
function chiSquare(counts: ArrayLike<number>): number {
  const n = Array.from(counts).reduce((a, b) => a + b, 0);
  const expected = n / counts.length;
  return Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Chi-square has mean `degrees` and variance 2·degrees; five standard deviations. */
function expectUniform(counts: ArrayLike<number>): void {
  const degrees = counts.length - 1;
  expect(Math.abs(chiSquare(counts) - degrees)).toBeLessThan(5 * Math.sqrt(2 * degrees));
}

const N = 400_000;

/** What varies in an address: neighbouring entities, counts, purposes, sub-addresses, and NONE for the entity. */
const ADDRESSES: Record<string, (random: Random, i: number) => number> = {
  entities: (random, i) => random.uniform(3, i, 0),
  counts: (random, i) => random.uniform(3, 77, i),
  "counts of NONE": (random, i) => random.uniform(3, NONE, i),
  purposes: (random, i) => random.uniform(i, 77, 0),
  attempts: (random, i) => random.uniform(3, 77, 0, i),
  seeds: (_, i) => new Random(i).uniform(3, 77, 0),
  "second uniforms": (random, i) => {
    random.draw(3, i, 0);
    return random.second();
  },
};

test.each(Object.entries(ADDRESSES))(
  "uniforms over neighbouring %s are uniform and pairwise independent",
  (_, draw) => {
    const random = new Random(20_240);
    const cells = new Uint32Array(1024);
    const pairs = new Uint32Array(32 * 32);
    let previous = draw(random, N);
    for (let i = 0; i < N; i++) {
      const u = draw(random, i);
      cells[Math.floor(u * 1024)]!++;
      pairs[Math.floor(previous * 32) * 32 + Math.floor(u * 32)]!++;
      previous = u;
    }
    expectUniform(cells);
    expectUniform(pairs);
  },
);

test("the two uniforms of a draw are independent", () => {
  const random = new Random(3);
  const pairs = new Uint32Array(32 * 32);
  for (let i = 0; i < N; i++)
    pairs[Math.floor(random.uniform(1, i, 0) * 32) * 32 + Math.floor(random.second() * 32)]!++;
  expectUniform(pairs);
});

test("the low bits of a uniform are uniform too", () => {
  const random = new Random(4);
  const cells = new Uint32Array(256);
  for (let i = 0; i < N; i++) cells[Math.floor(random.uniform(1, i, 0) * 2 ** 52) % 256]!++;
  expectUniform(cells);
});

/**
 * Holds the sample's first three moments against theory: five standard errors, from the spread of the sample's own
 * powers.
 */
function expectMoments(sample: Float64Array, moments: readonly number[]): void {
  moments.forEach((expected, k) => {
    const powers = sample.map((x) => x ** (k + 1));
    const mean = powers.reduce((a, b) => a + b, 0) / powers.length;
    const variance = powers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / powers.length;
    const error = Math.abs(mean - expected) / Math.sqrt(variance / powers.length);
    expect(error, `moment ${k + 1}, in standard errors`).toBeLessThan(5);
  });
}

test("exponentials have the moments 1, 2, 6 and are above 0", () => {
  const random = new Random(11);
  const sample = Float64Array.from({ length: N }, (_, i) => random.exponential(1, i, 0));
  expectMoments(sample, [1, 2, 6]);
  expect(sample.every((x) => x > 0)).toBe(true);
});

test("normals have the moments 0, 1, 0, 3", () => {
  const random = new Random(12);
  expectMoments(
    Float64Array.from({ length: N }, (_, i) => random.normal(1, i, 0)),
    [0, 1, 0, 3],
  );
});

test.each([0.3, 0.9, 1, 2.5, 40])("gammas of shape %d have the moments a, a(a+1), a(a+1)(a+2)", (a) => {
  const random = new Random(13);
  expectMoments(
    Float64Array.from({ length: N / 2 }, (_, i) => random.gamma(a, 1, i, 0)),
    [a, a * (a + 1), a * (a + 1) * (a + 2)],
  );
});

test("gammas of shape 1 are exponential: their distribution function at the draw is uniform", () => {
  const random = new Random(14);
  const cells = new Uint32Array(256);
  for (let i = 0; i < N; i++) cells[Math.floor(-Math.expm1(-random.gamma(1, 1, i, 0)) * 256)]!++;
  expectUniform(cells);
});

test("gammas of shape 1/2 are half the squares of normals, so mirrored roots have normal moments", () => {
  const random = new Random(15);
  const sample = Float64Array.from({ length: N }, (_, i) => Math.sqrt(2 * random.gamma(0.5, 1, i, 0)));
  expectMoments(sample, [Math.sqrt(2 / Math.PI), 1, 2 * Math.sqrt(2 / Math.PI)]);
});

test("a gamma needs a shape above 0", () => {
  for (const shape of [0, -1, NaN]) expect(() => new Random(1).gamma(shape, 1, 1, 1), `${shape}`).toThrow(RangeError);
});

test.each([1, 2, 7, 1000])("whole numbers below %d are uniform", (n) => {
  const random = new Random(16);
  const cells = new Uint32Array(n);
  for (let i = 0; i < N; i++) cells[random.below(n, 1, i, 0)]!++;
  expect(cells.reduce((a, b) => a + b, 0)).toBe(N);
  if (n > 1) expectUniform(cells);
});
