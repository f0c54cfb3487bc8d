import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test } from "vitest";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { folderWith, hyosan, ROOM } from "./hyosan.js";

interface Summary {
  readonly by_state: Readonly<Record<string, number>>;
  readonly population: number;
  readonly bites: number;
  readonly attacks: number;
  readonly seed: number;
  readonly sim_seconds: number;
  readonly hash: string;
  readonly run_dir: string;
  readonly report: string;
  readonly front: string | null;
  readonly status: string;
  readonly ended_by: string;
}

function runJson(args: readonly string[], folder: string): Summary {
  const { code, stdout, stderr } = hyosan(["run", ...args, "--json"], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Summary;
}

/** A folder with one run of the room in it, `there`, which no test changes, and what it said. */
const made = mkdtempSync(join(tmpdir(), "hyosan-run-"));
let said: Summary;

beforeAll(() => {
  writeFileSync(join(made, "room.yaml"), ROOM);
  said = runJson(["room.yaml", "--out", "there"], made);
  return () => rmSync(made, { recursive: true, force: true });
});

/** A new folder with that run in it. */
function folderWithRun(): string {
  const folder = folderWith();
  cpSync(made, folder, { recursive: true });
  return folder;
}

test("--json prints the summary and nothing else, and the run's files are where it says", () => {
  expect(said).toMatchObject({ run_dir: "there", population: 50, status: "finished", bites: 49, attacks: 49 });
  expect(Object.values(said.by_state).reduce((sum, n) => sum + n, 0)).toBe(50);
  for (const file of ["run.json", "series.parquet", "events.parquet", "transmissions.parquet", "report.html"]) {
    expect(existsSync(join(made, "there", file)), file).toBe(true);
  }
  const run = JSON.parse(readFileSync(join(made, "there/run.json"), "utf8")) as { summary: Summary };
  expect(run.summary.hash).toBe(said.hash);
});

test("without --out every run has a folder of its own, named after scenario and seed; same seed, same hash", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  const [a, b] = [1, 2].map(() => runJson(["room.yaml", "--seed", "7"], folder));
  expect([a!.run_dir, b!.run_dir]).toEqual(["runs/room-seed7", "runs/room-seed7-2"]);
  expect(a!.hash).toBe(b!.hash);
  expect(a!.hash).not.toBe(said.hash);
});

test("--until, --seed and --set change the scenario", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  const summary = runJson(["room.yaml", "--until", "30 s", "--seed", "5", "--set", "city.room.people=12"], folder);
  expect(summary).toMatchObject({ sim_seconds: 30, seed: 5, population: 12, bites: 0, ended_by: "time" });
});

test("people infected at the start are new in the first rows of the series, and in no later ones", async () => {
  const folder = folderWith({ "room.yaml": ROOM });
  const twenty = ["--set", "outbreak.0.count=20", "--set", "record.series=10 s", "--until", "50 s"];
  const { by_state } = runJson(["room.yaml", "--out", "there", ...twenty], folder); // so short that nobody turns
  expect(by_state).toMatchObject({ incubating: 20 });
  const file = await asyncBufferFromFile(join(folder, "there/series.parquet"));
  const infected = (await parquetReadObjects({ file })).filter(({ state }) => state === "incubating");
  expect(infected.map((row) => row.new)).toEqual([20, 0, 0, 0, 0, 0]);
});

test("the report of a run in which nothing changes warns of nothing and draws no curve", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  const still = ["--set", "outbreak.0.count=20", "--until", "50 s"];
  const { report } = runJson(["room.yaml", ...still], folder); // expects nothing on stderr
  expect(readFileSync(join(folder, report), "utf8")).not.toContain("How it went");
});

test("the summary in words tells who began it, what came of it, and where the files are", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  const { code, stdout, stderr } = hyosan(["run", "room.yaml"], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/began +an? \d+-year-old/);
  expect(stdout).toMatch(/turned +50/);
  expect(stdout).toContain("49 people bitten in 49 attacks");
  expect(stdout).toContain("runs/room-seed1/report.html");
  expect(stdout).not.toContain("\u001b"); // no colour where it is not a terminal
});

test("--force replaces a run", () => {
  const folder = folderWithRun();
  const { seed } = runJson(["room.yaml", "--out", "there", "--seed", "3", "--force"], folder);
  const run = JSON.parse(readFileSync(join(folder, "there/run.json"), "utf8")) as { seed: number };
  expect([seed, run.seed]).toEqual([3, 3]);
});

test("report writes the report of a run again", () => {
  const { report, run_dir } = said;
  const folder = folderWithRun();
  const before = readFileSync(join(folder, report), "utf8");
  rmSync(join(folder, report));
  const { code, stdout } = hyosan(["report", run_dir], folder);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${report}\n` });
  expect(readFileSync(join(folder, report), "utf8")).toBe(before);
});

test("the run of a city has a picture of its front, which the summary names and report writes again", () => {
  const folder = folderWith();
  const few = ["--set", "people=3000", "--set", "record.events=false", "--until", "40 min"];
  const { front, run_dir, report } = runJson(["hyosan-high", ...few], folder);
  expect(front).toBe("runs/hyosan-high-seed2/front.svg");
  const before = readFileSync(join(folder, front!), "utf8");
  expect(before).toMatch(/^<svg /);
  rmSync(join(folder, front!));
  const { code, stdout } = hyosan(["report", run_dir], folder);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${report}\n${front}\n` });
  expect(readFileSync(join(folder, front!), "utf8")).toBe(before);
  expect(hyosan(["run", "hyosan-high", ...few, "--out", run_dir, "--force"], folder).stdout).toContain(front!);
});

test("a room has no front", () => {
  expect(said.front).toBeNull();
  expect(existsSync(join(made, said.run_dir, "front.svg"))).toBe(false);
  expect(hyosan(["report", said.run_dir], folderWithRun()).stderr).toContain(
    "no front.svg: the outbreak came to no street",
  );
});

test("check explains, and with --json prints the scenario with its defaults in SI units", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  expect(hyosan(["check", "room.yaml"], folder)).toMatchObject({ code: 0, stderr: "" });
  const { stdout } = hyosan(["check", "room.yaml", "--json", "--set", "until=2 h"], folder);
  const { scenario } = JSON.parse(stdout) as { scenario: { until: number; seed: number } };
  expect(scenario).toMatchObject({ until: 7200, seed: 1 });
});

test("scenarios lists those there are, which check knows by name", () => {
  const scenarios = JSON.parse(hyosan(["scenarios", "--json"]).stdout) as { name: string }[];
  expect(scenarios.map(({ name }) => name)).toEqual(builtinScenarios().map(({ name }) => name));
  expect(hyosan(["check", "hyosan-high"])).toMatchObject({ code: 0, stderr: "" }); // all: test/scenario/builtin.test.ts
});

test("schema prints the JSON Schema of the scenario file", () => {
  const schema = JSON.parse(hyosan(["schema"]).stdout) as { properties: object; required: string[] };
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(["city", "strains", "outbreak"]));
  expect(schema.required).toContain("city");
});
