import { expect, test } from "vitest";
import { Spread } from "../../src/model/danger/spread.js";

test("of each place it has come to a noise knows the shortest way, however many they are, and nothing of earlier noises", () => {
  const spread = new Spread();
  spread.begin(0, 5, 0);
  expect(spread.reach(5, 1)).toBe(true);
  for (const [first, places] of [
    [7, 5_000],
    [3, 40],
  ] as const) {
    spread.begin(0, first, 0);
    const way = (place: number) => ((place * 37) % 101) / 2;
    for (let i = 0; i < places; i++) {
      expect(spread.reach(first + 3 * i, 60)).toBe(true);
      expect(spread.reach(first + 3 * i, way(i))).toBe(true);
      expect(spread.reach(first + 3 * i, way(i))).toBe(false);
    }
    expect(spread.reached).toEqual(Array.from({ length: places }, (_, i) => first + 3 * i));
    for (let i = 0; i < places; i++) expect(spread.distanceTo(first + 3 * i)).toBe(way(i));
    expect(spread.distanceTo(first + 1)).toBe(Number.POSITIVE_INFINITY);
    expect(spread.distanceTo(first + 3 * places)).toBe(Number.POSITIVE_INFINITY);
  }
});
