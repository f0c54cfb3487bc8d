import { expect, test } from "vitest";
import { BuildDraw } from "../../src/builder/purposes.js";
import { Draw } from "../../src/city/draws.js";

test("no two rules share the purpose of a draw; the builder's stand above the run's", () => {
  const run = Object.values(Draw);
  const build = Object.values(BuildDraw);
  expect(new Set([...run, ...build]).size).toBe(run.length + build.length);
  expect(Math.max(...run)).toBeLessThan(100);
  expect(Math.min(...build)).toBeGreaterThanOrEqual(100);
});
