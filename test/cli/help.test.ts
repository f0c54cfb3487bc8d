import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hyosan } from "./hyosan.js";

const COMMANDS = [
  ...["run", "check", "city", "city build", "city info", "report", "phylogeny", "follow", "chronicle"],
  ...["scenarios", "schema"],
];

test("--version is the package's version", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(hyosan(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("help lists every command", () => {
  const { code, stdout } = hyosan(["--help"]);
  expect(code).toBe(0);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command.split(" ")[0]} `, "m"));
});

test.each(COMMANDS)("hyosan %s --help shows usage and an example", (command) => {
  const { code, stdout, stderr } = hyosan([...command.split(" "), "--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`Usage: hyosan ${command}`);
  expect(stdout).toContain(`$ hyosan ${command.split(" ")[0]}`);
});

test.each([
  [["rnu"], "Did you mean run?"],
  [["run", "hyosan-high", "--sead", "1"], "Did you mean --seed?"],
  [["run"], "missing required argument 'scenario'"],
  [["city", "build", "hyosan"], "'--out <file>' not specified"],
])("%j ends with 2 and a hint", (args, hint) => {
  const { code, stdout, stderr } = hyosan(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(hint);
  expect(stderr).toContain("--help shows how it is used");
});

test("no command at all shows the help and ends with 2", () => {
  const { code, stdout, stderr } = hyosan([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("Usage: hyosan");
});

test("a reader that has seen enough is no failure", async () => {
  const { spawnSync } = await import("node:child_process");
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-o", "pipefail", "-c", "node dist/cli/main.js schema | head -n 1"],
    {
      encoding: "utf8",
    },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "{\n", stderr: "" });
});
