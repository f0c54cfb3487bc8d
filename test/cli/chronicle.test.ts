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
  readonly cast: readonly { readonly name: string; readonly words: string }[];
  readonly episodes: readonly {
    readonly title: string;
    readonly from_s: number;
    readonly to_s: number;
    readonly cold_open: Passage | null;
    readonly turns: readonly (Passage & { readonly about: "person" | "decision" | "order" | "numbers" })[];
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

const ORDERS = `
groups: {}
authority:
  - { name: stay in, do: shelter, when: { number: infections, reaches: 10 }, delay: 10 min }
  - { name: the end of the school, do: bombing, when: { at: 2 h }, delay: 5 min, area: { place: Hyosan High School } }
`;

test("decisions are told with what decided them, and every order once, with what came of it", async () => {
  const many = SEASON.replace(/^outbreak.*$/m, "outbreak: [{ strain: jonas, count: 12, who: { role: pupil } }]");
  run("orders", many + ORDERS, "--until", "3 h");
  const rows = async (table: string) =>
    parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `orders/${table}.parquet`)) });
  const [events, actions] = [await rows("events"), await rows("actions")];
  const { episodes } = told("orders");
  const turns = episodes.flatMap((episode) => episode.turns);
  const decisions = turns.filter(({ about }) => about === "decision");
  expect(decisions.length).toBeGreaterThan(3);
  const chosen = new Map(actions.map(({ event, choice }) => [event, choice]));
  for (const { text, events: ids } of decisions) {
    expect(events[ids[0]!]!.kind, text).toBe(chosen.get(ids[0]));
    expect(text).toMatch(
      /\. (\w+ in \w+ would have done so|Of \d+ people in that place|Nearly everyone|It could have gone)/,
    );
  }
  const reasons =
    /: .*(stands? right outside|courage|loyalty|risks?|family|live together|friends|close|each other|strangers)/;
  expect(turns.some(({ text }) => reasons.test(text))).toBe(true);
  const orders = turns.filter(({ about }) => about === "order");
  const ordered = events.flatMap(({ kind }, id) => (kind === "ordered" ? [id] : []));
  expect(ordered).toHaveLength(2);
  for (const id of ordered) expect(orders.filter(({ events: ids }) => ids.includes(id))).toHaveLength(1);
  const text = orders.map((each) => each.text).join("\n");
  expect(text).toMatch(
    /At \d\d:\d\d, with \d+ people infected, the authorities order “stay in”: everyone is to stay indoors/,
  );
  expect(text).toMatch(/At 11:10 the authorities order “the end of the school”: the bombs fall at 11:15 \[#\d+\]/);
  const bombed = events.filter(({ kind }) => kind === "bombed").length;
  expect(bombed).toBeGreaterThan(0);
  expect(text).toContain(`${bombed === 1 ? "One person dies" : `${bombed} people die`} under the bombs at 11:15`);
  expect(text).toMatch(/\d+ places are destroyed at 11:15/);
});

test("who is who stands before the episodes, with the ties of the scenario", () => {
  const { cast } = told("season");
  expect(cast.map(({ name }) => name)).toEqual(["Nam On-jo", "Lee Cheong-san", "Yoon Gwi-nam", "Nam So-ju"]);
  expect(cast[0]!.words).toMatch(/^\*\*Nam On-jo\*\*, an? \d+-year-old pupil of .+; friend of Lee Cheong-san\.$/);
  expect(cast[3]!.words).toMatch(/of the household of Nam On-jo\.$/);
});

test("no two paragraphs that follow each other begin alike, and no ending is told twice", () => {
  const { episodes } = told("season");
  const endings = episodes.flatMap(({ cliffhanger }) => (cliffhanger === null ? [] : [cliffhanger.text]));
  expect(new Set(endings).size).toBe(endings.length);
  const frame = (text: string) => (/^At /.test(text) ? 0 : /^(In|On) /.test(text) ? 1 : 2);
  const pairs = episodes.flatMap(({ turns }) => {
    const people = turns.filter(({ about }) => about === "person");
    return people.slice(1).map(({ text }, row) => frame(text) === frame(people[row]!.text));
  });
  expect(pairs.length).toBeGreaterThan(10);
  expect(pairs.filter(Boolean).length / pairs.length).toBeLessThan(0.5);
});

test("what the public was told is told where the run has a record", async () => {
  const { recordWords } = await import("../../src/outputs/story/record.js");
  const row = { time: 3600, stance: "denial", cases: [12, 340], dead: [1, 9], missing: 4 } as const;
  expect(recordWords(row, "10:10")).toBe(
    "The authorities deny it. At 10:10 12 of 340 cases and 1 of 9 dead are known, 4 people are missing (record.parquet).",
  );
  expect(recordWords({ ...row, cases: [0, 9], dead: [0, 2], missing: 0, aware: [120, 30, 1000] }, "10:10")).toBe(
    "The authorities deny it. At 10:10 none of 9 cases and 2 dead is known (record.parquet). Of all who live 12 % have heard of it, 3 % are convinced (beliefs.parquet).",
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
