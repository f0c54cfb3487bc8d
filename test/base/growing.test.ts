import { expect, test } from "vitest";
import { correlation } from "../../src/base/correlation.js";
import { Growing } from "../../src/base/growing.js";

test("a growing column keeps every value in order, and rounds as its type does", () => {
  const column = new Growing(Float32Array, 2);
  for (let i = 0; i < 1000; i++) expect(column.push(i + 0.1)).toBe(i);
  expect([...column.values()]).toEqual(Array.from({ length: 1000 }, (_, i) => Math.fround(i + 0.1)));
});

test("correlation is 1 and -1 for lines, and nothing where a column does not vary", () => {
  expect(correlation([1, 2, 3], [5, 7, 9])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3], [9, 7, 5])).toBeCloseTo(-1, 12);
  expect(correlation([1, 2, 3], [4, 4, 4])).toBeNaN();
});
