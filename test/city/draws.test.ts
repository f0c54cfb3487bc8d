import { expect, test } from "vitest";
import { Draw } from "../../src/city/draws.js";

test("no two rules draw for the same purpose, and none for one of the builder's", () => {
  const purposes = Object.values(Draw);
  expect(new Set(purposes).size).toBe(purposes.length);
  for (const purpose of purposes) expect(purpose).toBeLessThan(100);
});
