import { expect, test } from "vitest";
import { group, startsFromCounts } from "../../src/base/csr.js";
import { Random } from "../../src/base/random.js";

test("starts are the sums of the counts before", () => {
  expect([...startsFromCounts([2, 0, 3])]).toEqual([0, 2, 2, 5]);
  expect([...startsFromCounts([])]).toEqual([0]);
});

test("a total beyond 32 bits is refused", () => {
  expect(() => startsFromCounts([0xffffffff, 1])).toThrow(RangeError);
  expect(startsFromCounts([0xffffffff, 0])[2]).toBe(0xffffffff);
});

test("every row stands once, in its group, ascending", () => {
  const random = new Random(7);
  const groups = 40;
  const keys = Uint16Array.from({ length: 5_000 }, (_, row) => random.below(groups - 1, 1, row, 0)); // the last is empty
  const { start, items } = group(keys, groups);
  expect(new Set(items).size).toBe(keys.length);
  expect([start[0], start[groups - 1], start[groups]]).toEqual([0, keys.length, keys.length]);
  for (let g = 0; g < groups; g++) {
    const rows = [...items.subarray(start[g]!, start[g + 1]!)];
    expect(rows.every((row) => keys[row] === g)).toBe(true);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
  }
});

test("no rows and no groups are fine", () => {
  expect(group([], 0)).toEqual({ start: new Uint32Array(1), items: new Uint32Array(0) });
});

test("a key that is no group is refused", () => {
  for (const key of [3, -1, 0.5, NaN, 0xffffffff]) expect(() => group([0, key, 2], 3), `${key}`).toThrow(RangeError);
});
