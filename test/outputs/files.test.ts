import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../../src/outputs/files.js";

test("a folder is made with those above it, and once is enough", () => {
  const base = mkdtempSync(join(tmpdir(), "hyosan-files-"));
  const folder = join(base, "a", "b", "c");
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
  rmSync(base, { recursive: true });
});

test("a file in the way is told, and nothing is made", () => {
  const base = mkdtempSync(join(tmpdir(), "hyosan-files-"));
  writeFileSync(join(base, "file"), "");
  expect(() => makeFolder(join(base, "file"))).toThrow(/expected a folder, found a file of that name/);
  expect(() => makeFolder(join(base, "file", "run"))).toThrow(/expected a folder, found a file of that name/);
  rmSync(base, { recursive: true });
});

test.runIf(existsSync("/proc/self"))("a file system that takes no folders is told at once", () => {
  expect(() => makeFolder("/proc/hyosan/run")).toThrow(/found a place that takes no new folders/);
});
