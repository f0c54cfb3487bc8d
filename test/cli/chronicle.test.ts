import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test, vi } from "vitest";
import { ENDLESS, hyosan, ROOM } from "./hyosan.js";
import { SEASON } from "./season.js";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "hyosan-chronicle-"));

interface Passage {
  readonly text: string;
  readonly events: readonly number[];
}
interface Told {
  readonly infected: number;
  readonly turned: number;
  readonly dead: number;
}
interface Chronicle {
  readonly note: string;
  readonly episodes: readonly {
    readonly title: string;
    readonly from_s: number;
    readonly to_s: number;
    readonly cold_open: Passage | null;
    readonly turns: readonly Passage[];
    readonly count: { readonly episode: Told; readonly so_far: Told };
    readonly told: string | null;
    readonly cliffhanger: Passage | null;
  }[];
  readonly afterwards: readonly Passage[];
}

function told(run: string, ...args: string[]): Chronicle {
  const { code, stdout, stderr } = hyosan(["chronicle", run, "--json", ...args], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Chronicle;
}

function run(name: string, text: string, ...args: string[]): void {
  writeFileSync(join(folder, `${name}.yaml`), text);
  expect(hyosan(["run", `${name}.yaml`, "--out", name, "--force", ...args], folder).code).toBe(0);
}

/** The season as it is told without options. */
let season: Chronicle;

beforeAll(() => {
  run("season", SEASON);
  season = told("season");
  return () => rmSync(folder, { recursive: true, force: true });
});

/** All passages of an episode. */
function passages({ cold_open, turns, cliffhanger }: Chronicle["episodes"][number]): Passage[] {
  return [cold_open, ...turns, cliffhanger].filter((passage) => passage !== null);
}

test("every sentence ends with the events it tells, which are of its people and its time", async () => {
  const events = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, "season/events.parquet")) });
  const { episodes } = season;
  expect(episodes.length).toBeGreaterThan(3);
  for (const episode of episodes) {
    for (const { text, events: ids } of passages(episode)) {
      const numbers = [...text.matchAll(/#(\d+)/g)].map(([, id]) => Number(id));
      expect(numbers.length, text).toBeGreaterThan(0);
      for (const id of numbers) expect(ids, text).toContain(id);
      for (const id of ids) expect(events[id]!.time_s, text).toBeLessThan(episode.to_s + 1e-6);
    }
    for (const { text, events: ids } of [episode.cold_open, ...episode.turns].filter((each) => each !== null)) {
      for (const id of ids) expect(events[id]!.time_s, text).toBeGreaterThanOrEqual(episode.from_s);
      // A sentence says when: its first number's clock is that of the event.
      const [, clock, id] = /[Aa]t (\d\d:\d\d)[ ,].*?#(\d+)/.exec(text) ?? [];
      if (clock !== undefined)
        expect(String((events[Number(id)]!.clock as Date).toISOString().slice(11, 16))).toBe(clock);
    }
  }
});

test("episodes follow each other without a gap, and their counts are those of the run", () => {
  const { episodes } = season;
  const { summary, states } = JSON.parse(readFileSync(join(folder, "season/run.json"), "utf8")) as {
    summary: { bites: number; seeded: number };
    states: { conduct: string; n: number }[];
  };
  expect(episodes[0]!.from_s).toBe(0);
  for (const [row, { from_s, to_s }] of episodes.entries()) {
    expect(to_s).toBeGreaterThan(from_s);
    if (row > 0) expect(from_s).toBe(episodes[row - 1]!.to_s);
  }
  const { so_far } = episodes.at(-1)!.count;
  expect(so_far.infected).toBe(summary.bites + summary.seeded);
  expect(so_far.dead).toBe(states.reduce((sum, { conduct, n }) => sum + (conduct === "dead" ? n : 0), 0));
  const sum = episodes.reduce((total, { count }) => total + count.episode.infected, 0);
  expect(sum).toBe(so_far.infected);
});

test("--episodes is the most there are; what is told does not depend on when it is asked for", () => {
  expect(told("season", "--episodes", "3").episodes).toHaveLength(3);
  expect(told("season", "--episodes", "1").episodes).toHaveLength(1);
  expect(told("season")).toEqual(season);
});

test("nobody is nameless, the cast is followed, and generated names are said to be generated", () => {
  const { note, episodes, afterwards } = season;
  const text = episodes
    .flatMap(passages)
    .map((passage) => passage.text)
    .join("\n");
  expect(text).not.toMatch(/someone|undefined|null|\{|, \[| {2}/);
  expect(text).toContain("Yoon Gwi-nam");
  expect(note).toContain("Names of residents who are not of the cast are generated");
  expect(afterwards).toHaveLength(4);
  expect(episodes[0]!.told).toBeNull();
});

test("in Markdown: title, days and hours, cold open, body count; to a file too", () => {
  const { stdout } = hyosan(["chronicle", "season"], folder);
  expect(stdout).toMatch(/^# season\n\n\*Hyosan, 3,000 residents, seed 1\. /);
  expect(stdout).toMatch(/^## 1\. .+\n\n\*Friday 29 October 2021, 09:10 to \d\d:\d\d\*\n\n> .+ \[#\d+\]\.$/m);
  expect(stdout).toMatch(/^\*\*Body count:\*\* \d+ bitten, \d+ turned, \d+ dead; so far /m);
  expect(hyosan(["chronicle", "season", "--out", "told/season.md"], folder)).toMatchObject({
    code: 0,
    stdout: "told/season.md\n",
  });
  expect(readFileSync(join(folder, "told/season.md"), "utf8")).toBe(stdout);
});

test("what the public was told is told where the run has a record", async () => {
  const { recordWords } = await import("../../src/outputs/story/record.js");
  const row = { time: 3600, stance: "denial", cases: [12, 340], dead: [1, 9], missing: 4 } as const;
  expect(recordWords(row, "10:10")).toBe(
    "The authorities deny it. At 10:10 12 of 340 cases and 1 of 9 dead are known, 4 people are missing (record.parquet).",
  );
});

test("a room in which people are infected has a chronicle; a run in which nobody is has an empty one", () => {
  run("room", ROOM);
  expect(told("room").episodes.length).toBeGreaterThan(0);
  run("quiet", SEASON.replace(/^outbreak.*$/m, "outbreak: []"), "--until", "1 h");
  expect(told("quiet").episodes).toEqual([]);
  expect(hyosan(["chronicle", "quiet"], folder).stdout).toContain("Nothing happens that could be told.");
});

test.each([
  [["nowhere"], /nowhere: expected the folder of a run/],
  [["season", "--episodes", "0"], /--episodes: expected a whole number from 1 to 100/],
  [["silent"], /expected a run that has recorded its events/],
])("%j is told in one line", (args, expected) => {
  if (args[0] === "silent") run("silent", ENDLESS, "--until", "10 s");
  const { code, stdout, stderr } = hyosan(["chronicle", ...args], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(expected);
});
