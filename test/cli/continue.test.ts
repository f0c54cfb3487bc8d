import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test, vi } from "vitest";
import { hyosan, ROOM } from "./hyosan.js";
import { SEASON } from "./season.js";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "hyosan-continue-"));

/** The second season: the first without its cast, after years. */
const SECOND = SEASON.replace("name: season", "name: season-2")
  .replace("until: 6 h", "until: 1 h\ncontinue: { run: first, after: 3.5 a }")
  .replace("2021-10-29 09:10", "2025-04-29 09:10")
  .replace("{ name: Yoon Gwi-nam }", "{ role: worker }")
  .replace(/^cast:[\s\S]*?(?=^outbreak)/m, "");
const withCast = (people: string) => SECOND.replace("outbreak:", `cast: { people: { ${people} } }\noutbreak:`);

function run(name: string, text: string, ...args: string[]) {
  writeFileSync(join(folder, `${name}.yaml`), text);
  return hyosan(["run", `${name}.yaml`, "--out", name, "--force", ...args], folder);
}

async function rowsOf(name: string, table: string): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `${name}/${table}.parquet`)) });
}

/** Rows of the first season's cast: someone who was dead or turned at its end, and someone who was not. */
let lost = "";
let left = "";

beforeAll(async () => {
  expect(run("first", SEASON).code).toBe(0);
  const cast = await rowsOf("first", "cast");
  lost = String(cast.find(({ state }) => state === "turned" || state === "killed")?.name);
  left = String(cast.find(({ state }) => state === "susceptible")?.name);
  expect([lost, left]).not.toContain("undefined");
  return () => rmSync(folder, { recursive: true, force: true });
});

test("the end state of a run has everyone who is not well, and what is broken", async () => {
  const state = await rowsOf("first", "state");
  const { states } = JSON.parse(readFileSync(join(folder, "first/run.json"), "utf8")) as {
    states: { name: string; n: number }[];
  };
  for (const { name, n } of states.filter((each) => each.name !== "susceptible")) {
    expect(state.filter((row) => row.state === name).length, name).toBe(n);
  }
  const damage = await rowsOf("first", "damage");
  expect(damage.length).toBeGreaterThan(0);
  expect(new Set(damage.map(({ what }) => what))).toEqual(new Set(["broken"]));
});

test("a second season begins with those left, years older, and a third with what that has left", async () => {
  expect(run("second", SECOND)).toMatchObject({ code: 0, stderr: "" });
  const before = (await rowsOf("first", "cast")).find(({ name }) => name === left)!;
  const after = (await rowsOf("second", "cast")).find(({ name }) => name === left)!;
  expect(after.person).toBe(before.person);
  expect([Number(before.age) + 3, Number(before.age) + 4]).toContain(after.age);
  const gone = (await rowsOf("second", "state")).filter(({ state }) => state === "lost");
  const state = await rowsOf("first", "state");
  const dead = state.filter((row) => ["turned", "killed", "dead"].includes(String(row.state))).length;
  expect(gone.length).toBeGreaterThanOrEqual(dead);
  // who bites now has been bitten in the season before: in this run's table there is no such infection
  for (const { id, parent } of await rowsOf("second", "transmissions"))
    expect(parent === null || Number(parent) < Number(id)).toBe(true);
  const third = SECOND.replace("season-2", "season-3").replace("run: first", "run: second");
  expect(run("third", third)).toMatchObject({ code: 0, stderr: "" });
  const file = JSON.parse(readFileSync(join(folder, "third/run.json"), "utf8")) as { earlier: { elapsed_s: number } };
  expect(file.earlier).toMatchObject({ run: "second", seed: 1, elapsed_s: 7 * 3600 + 7 * 31_557_600 });
});

test("named people go on in another city", async () => {
  const other = withCast(`${left}: {}, Ha Jin: { role: worker }`)
    .replace("people: 3000", "people: 4000")
    .replace("3.5 a }", "3.5 a, carry: cast }");
  expect(run("other", other)).toMatchObject({ code: 0, stderr: "" });
  const [first, second] = await rowsOf("other", "cast");
  expect([first!.name, second!.name]).toEqual([left, "Ha Jin"]);
  expect((await rowsOf("other", "state")).filter(({ state }) => state === "lost")).toEqual([]);
});

test.each([
  [
    "a run that is not there",
    () => SECOND.replace("run: first", "run: nowhere"),
    /nowhere: expected the folder of a run/,
  ],
  [
    "a run of another city",
    () => SECOND.replace("people: 3000", "people: 4000"),
    /continue\.run: expected a run of this city/,
  ],
  [
    "someone dead in truth",
    () => withCast(`${lost}: {}`),
    /cast\.people\..+: expected someone who was alive .*dead in truth/,
  ],
  ["another age than they have", () => withCast(`${left}: { age: 90 }`), /another, in the run that is continued/],
  ["nobody of before", () => withCast("Ha Jin: {}").replace("3.5 a }", "3.5 a, carry: cast }"), /only other names/],
  [
    "no cast to carry",
    () => SECOND.replace("3.5 a }", "3.5 a, carry: cast }"),
    /continue\.carry: expected city, or a cast/,
  ],
  ["a number of years", () => SECOND.replace("3.5 a", "3.5"), /continue\.after: expected a duration/],
  [
    "a room",
    () => ROOM.replace("until: 1 d", "until: 1 d\ncontinue: { run: first, after: 1 a }"),
    /expected no earlier run/,
  ],
  [
    "a state that such scenarios have",
    () => SECOND.replace("immune: {}", "immune: {}\n      lost: {}"),
    /states\.lost: expected a name of its own for the state .*hybrid-before/,
  ],
])("%s is told in one line", (_, text, expected) => {
  const { code, stdout, stderr } = run("wrong", text());
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(expected);
});

test("a run that was interrupted, or has no end state, cannot be continued", () => {
  const file = join(folder, "first/run.json");
  const whole = readFileSync(file, "utf8");
  const json = JSON.parse(whole) as Record<string, unknown> & { tables: Record<string, unknown> };
  writeFileSync(file, JSON.stringify({ ...json, status: "interrupted" }));
  expect(run("wrong", SECOND).stderr).toMatch(
    /first: expected a finished run, since its end is continued, found one that is interrupted/,
  );
  writeFileSync(file, JSON.stringify({ ...json, tables: { ...json.tables, state: undefined } }));
  expect(run("wrong", SECOND).stderr).toMatch(/expected a run with its end state .*found none in it, which hyosan/);
  writeFileSync(file, JSON.stringify({ ...json, format: "hyosan-run-0" }));
  expect(run("wrong", SECOND).stderr).toMatch(/format: expected hyosan-run-1/);
  writeFileSync(file, whole);
});
