import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the library example of the README runs, and says what the README says", () => {
  const [, source, printed] = /```js\n(import .+?)```\n.*?```\n(.+?)```/s.exec(readFileSync("README.md", "utf8"))!;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", source!], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toBe(printed);
});
