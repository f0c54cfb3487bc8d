import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test, vi } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { hyosan, ROOM } from "./hyosan.js";
import { SEASON } from "./season.js";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "hyosan-follow-"));

interface Story {
  readonly person: number;
  readonly is_cast: boolean;
  readonly age: number;
  readonly fate: { readonly state: string; readonly words: string };
  readonly public: null | {
    readonly status: string;
    readonly since_s: number | null;
    readonly is_true: boolean;
    readonly words: string;
    readonly history: readonly { readonly time_s: number; readonly status: string; readonly truth: string }[];
  };
  readonly events: readonly {
    readonly id: number;
    readonly is: string;
    readonly kind: string;
    readonly time_s: number;
  }[];
  readonly course: readonly { readonly from_s: number; readonly to_s: number; readonly words: string }[];
}

async function rowsOf(table: string, run = "run"): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `${run}/${table}.parquet`)) });
}

function story(name: string, run = "run"): Story {
  const { code, stdout, stderr } = hyosan(["follow", run, name, "--json"], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Story;
}

beforeAll(() => {
  writeFileSync(join(folder, "season.yaml"), SEASON);
  writeFileSync(join(folder, "room.yaml"), ROOM);
  expect(hyosan(["run", "season.yaml", "--out", "run"], folder).code).toBe(0);
  return () => rmSync(folder, { recursive: true, force: true });
});

test("a story has every event of its person, and no other, and their whole course", async () => {
  const events = await rowsOf("events");
  const cast = await rowsOf("cast");
  expect(cast.map(({ name }) => name)).toEqual(["Nam On-jo", "Lee Cheong-san", "Yoon Gwi-nam", "Nam So-ju"]);
  for (const { name, person, age, state } of cast) {
    const told = story(String(name));
    expect(told).toMatchObject({ person, age, is_cast: true, fate: { state } });
    const own = events.flatMap((row, id) => (row.person === person || row.other === person ? [id] : []));
    expect(told.events.map(({ id }) => id)).toEqual(own);
    expect(told.course[0]!.from_s).toBe(0);
    expect(told.course.at(-1)!.to_s).toBe(6 * 3600);
    for (const [row, { to_s }] of told.course.entries()) expect(told.course[row + 1]?.from_s ?? to_s).toBe(to_s);
  }
});

test("the people of the events are in people.parquet, each once, and nobody else", async () => {
  const events = await rowsOf("events");
  const people = await rowsOf("people");
  const mentioned = new Set(events.flatMap(({ person, other }) => (other === null ? [person] : [person, other])));
  expect(people.map(({ person }) => person)).toEqual([...mentioned].sort((a, b) => Number(a) - Number(b)));
});

test("in words: who it is, what became of them, and when what happened, each with its event", () => {
  const { code, stdout } = hyosan(["follow", "run", "yoon gwi-nam"], folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Yoon Gwi-nam, an? \d\d-year-old pupil of .+, lives in Hyosan/);
  expect(stdout).toMatch(/^in truth: \w+, since Fri \d\d:\d\d, day 1 \[#\d+\]$/m);
  expect(stdout).toMatch(/^ {2}09:10 {2}He is bitten, nobody saw by what, in .+ of Hyosan High School \[#0\]$/m);
});

test("anyone in an event can be followed by row; their name is generated, and the same each time", async () => {
  const { person } = (await rowsOf("people")).find(({ role }) => role === "worker")!;
  const [a, b] = [1, 2].map(() => hyosan(["follow", "run", String(person)], folder).stdout);
  expect(a).toBe(b);
  expect(a).toContain("not of the cast: the name is generated");
  expect(story(String(person))).toMatchObject({ person, is_cast: false, course: [] });
});

test("where there is a public record, the fate in it stands beside the true one", async () => {
  const secret = `information: { policy: { stance: deny, notice: 1, collapse: 1 }, record: { missing: 20 min } }\n`;
  writeFileSync(join(folder, "secret.yaml"), SEASON + secret);
  expect(hyosan(["run", "secret.yaml", "--until", "3 h", "--out", "secret"], folder).code).toBe(0);
  const cast = await rowsOf("cast", "secret");
  const fates = await rowsOf("fates", "secret");
  for (const { name, person, state } of cast) {
    const { public: known, fate } = story(String(name), "secret");
    const own = fates.filter((row) => row.person === person);
    expect(known!.history.map(({ time_s, status, truth }) => [time_s, status, truth])).toEqual(
      own.map(({ time_s, status, truth }) => [time_s, status, truth]),
    );
    const { truth, status } = known!.history.at(-1)!;
    expect(fate.state).toBe(state);
    expect(truth).toBe(["turned", "hybrid", "dead"].includes(String(state)) ? state : "alive");
    expect(known).toMatchObject({ status, is_true: status === truth });
    if (name !== "Yoon Gwi-nam") continue;
    const { stdout } = hyosan(["follow", "secret", name], folder);
    expect(stdout).toContain(`by the public record: ${known!.words}\n`);
  }
  expect(fates.some(({ status, truth }) => status === "missing" && truth !== "alive")).toBe(true);
});

test("without a public record there is none to show", () => {
  expect(story("Yoon Gwi-nam").public).toBeNull();
  const { stdout } = hyosan(["follow", "run", "Yoon Gwi-nam"], folder);
  expect(stdout).not.toContain("public");
});

test.each([
  [["run", "Nam Onjo"], /name: expected one of the cast: Nam On-jo, .*did you mean "Nam On-jo".*found "Nam Onjo"/],
  [["run", "3000"], /expected a row of people from 0 to 2999/],
  [["nowhere", "Nam On-jo"], /nowhere: expected the folder of a run, found no run\.json/],
  [["room", "Nam On-jo"], /expected a row of people, since this run has no cast/],
  [["silent", "1"], /expected a run that has recorded its events/],
])("%j is told in one line", (args, expected) => {
  const silent = ["room.yaml", "--set", "record.events=false", "--out", "silent", "--force"];
  if (args[0] === "room") hyosan(["run", "room.yaml", "--out", "room", "--force"], folder);
  if (args[0] === "silent") hyosan(["run", ...silent], folder);
  const { code, stdout, stderr } = hyosan(["follow", ...args], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(expected);
});
