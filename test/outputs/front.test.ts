import { DOMParser } from "linkedom";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Simulation } from "../../src/model/simulation.js";
import { localMilliseconds } from "../../src/recorder/clock.js";
import { type Digest, digest, type StreetLine } from "../../src/outputs/report/digest.js";
import { type Front, NEVER, readFront } from "../../src/outputs/report/front.js";
import { columnsFor, drawFront } from "../../src/outputs/report/front-drawing.js";
import { mapFront } from "../../src/outputs/report/front-map.js";
import { readStreets } from "../../src/outputs/report/map.js";
import { writePages } from "../../src/outputs/report/report.js";
import { readRunFile } from "../../src/outputs/run-file.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { lineTown } from "../city/line-town.js";
import { schoolOutbreak } from "../model/town.js";
import { fakeCity, randomFrom } from "./fake-city.js";
import { fakeScenario } from "./fake-run.js";
import { newFolder, recordRun } from "./folder.js";

interface Element {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  closest(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const city = fakeCity({ side: 8, households: 400 });
const { folder, run } = await recordRun(city, fakeScenario());
const pages = await writePages(folder);
const svg = readFileSync(pages.front!, "utf8");
const digested = await digest(folder);
const streets = await readStreets(folder, digested.run.city);
const front = (await readFront(folder, digested, streets))!;

function panelsOf(svg: string): Element[] {
  const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
  return [...(picture.querySelectorAll(".panel") as unknown as Iterable<Element>)];
}

/** Class in which each panel shows a path; null where it does not. */
function classesOf(svg: string, path: string): (string | null)[] {
  return panelsOf(svg).map((panel) => {
    const uses = [...panel.querySelectorAll("use")].filter((use) => use.getAttribute("href") === `#${path}`);
    expect(uses.length).toBeLessThan(2);
    return uses.length === 0 ? null : uses[0]!.getAttribute("class") || uses[0]!.closest("g")!.getAttribute("class");
  });
}

function pathsOf(svg: string, prefix: string): Map<number, string> {
  const found = svg.matchAll(new RegExp(`<path id="${prefix}(\\d+)" d="([^"]+)"`, "g"));
  return new Map([...found].map(([, number, d]) => [Number(number), d!]));
}

test("a run's folder gets the picture, and the page shows it", () => {
  expect(pages.front).toBe(join(folder, "front.svg"));
  const page = readFileSync(pages.report, "utf8");
  expect(page).toContain("How it spread");
  expect(page).toContain('href="front.svg"');
  expect(page.match(/class="panel"/g)).toHaveLength(front.times.length);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:|<script|@import|url\(/);
});

test("the same folder gives the same picture", async () => {
  await writePages(folder);
  expect(readFileSync(pages.front!, "utf8")).toBe(svg);
});

test("there are twelve to twenty-four panels, equal steps of the wall clock apart, each with its time", () => {
  const { times, step } = front;
  expect(times.length).toBeGreaterThanOrEqual(12);
  expect(times.length).toBeLessThanOrEqual(24);
  const start = localMilliseconds(digested.run.scenario.start) / 1000;
  const whole = times.at(-1) === digested.run.time_s ? times.slice(0, -1) : times;
  for (const [panel, time] of whole.entries()) {
    expect((start + time) % step).toBe(0);
    if (panel > 0) expect(time - times[panel - 1]!).toBe(step);
  }
  const labels = panelsOf(svg).map((panel) =>
    [...panel.querySelectorAll("text")].map(({ textContent }) => textContent),
  );
  const counts = front.struck.map((n) => n.toLocaleString("en-US"));
  expect(labels).toEqual(times.map((time, panel) => [digested.clock.time(time), counts[panel]]));
});

test("no street is shown reached before the outbreak came to it, and each is from then on", () => {
  for (const [row, { arrival }] of streets.entries()) {
    const panel = arrival === null ? -1 : front.times.findIndex((time) => time >= arrival);
    expect(front.reached[row], `street ${row}`).toBe(panel < 0 ? NEVER : panel);
  }
  const paths = pathsOf(svg, "fs");
  expect([...paths.keys()].sort()).toEqual([...new Set(front.reached)].sort());
  for (const reached of paths.keys()) {
    const classes = classesOf(svg, `fs${reached}`);
    for (const [panel, shown] of classes.entries())
      expect(shown === "s no", `${reached} in ${panel}`).toBe(panel < reached);
  }
});

test("what is reached only grows older, and a zone's ground only darker", () => {
  const order = ["s no", "s a0", "s a1", "s a2", "s a3"];
  for (const reached of pathsOf(svg, "fs").keys()) {
    const ranks = classesOf(svg, `fs${reached}`).map((shown) => order.indexOf(shown!));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(ranks).not.toContain(-1);
  }
  for (const zone of pathsOf(svg, "fz").keys()) {
    const tones = classesOf(svg, `fz${zone}`).map((shown) => Number(shown!.slice(1)));
    expect(tones).toEqual([...tones].sort((a, b) => a - b));
  }
  expect(pathsOf(svg, "fz").size).toBe(digested.run.city.zones.length);
  for (const [panel, shares] of front.shares.entries()) {
    for (const [zone, share] of shares.entries()) {
      expect(share).toBeGreaterThanOrEqual(front.shares[panel - 1]?.[zone] ?? 0);
      expect(share).toBeLessThanOrEqual(1);
    }
  }
});

test("the last panel has as many struck as the run, which ends no sooner than that panel", () => {
  const counts = run.countByState();
  const all = city.people.age.length - counts[0]! - counts[1]!;
  expect(front.struck.at(-1)).toBeLessThanOrEqual(all);
  expect(front.struck.at(-1)).toBeGreaterThan(0.95 * all);
  expect(front.times.at(-1)).toBeLessThanOrEqual(digested.run.time_s);
});

test("a stretch that several streets share is drawn once, in the colour of the first", () => {
  const shared = [0, 0, 1, 2].map((x, i): StreetLine => ({ ...at(x), arrival: [9000, 10, null, 5000][i]! }));
  const alike = { ...front, ...times([600, 1200, 6000, 12_000]), reached: Uint8Array.from([3, 0, NEVER, 2]) };
  const paths = pathsOf(draw(alike, shared), "fs");
  expect([...paths.keys()]).toEqual([0, 2, NEVER]);
});

test("a line of trains is reached where the outbreak is outside both stations", async () => {
  const folder = await trainRun();
  const { run } = await digest(folder);
  const lines = run.city.lines!;
  expect(lines.map(({ name, closed }) => [name, closed])).toEqual([
    ["Red", false],
    ["Blue", false],
    ["Ring", true],
  ]);
  const digested = await digest(folder);
  const streets = await readStreets(folder, run.city);
  const front = (await readFront(folder, digested, streets))!;
  const ends = lines.flatMap(({ stations, closed }) => {
    const after = closed ? [...stations.slice(1), stations[0]!] : stations.slice(1);
    return after.map((to, i) => [stations[i]!.street!, to.street!] as const);
  });
  expect(front.rails).toHaveLength(ends.length);
  for (const [rail, [from, to]] of ends.entries()) {
    expect(front.rails[rail]!.reached).toBe(Math.max(front.reached[from]!, front.reached[to]!));
  }
  expect(front.rails.some(({ reached }) => reached !== NEVER)).toBe(true);
  const { front: file } = await writePages(folder);
  expect(readFileSync(file!, "utf8")).toContain("subway");
});

test("a run of an older version, which does not know the courses of its lines, has a picture without them", async () => {
  const folder = await trainRun();
  const run = readRunFile(folder);
  const { lines, ...city } = run.city;
  expect(lines).toHaveLength(3);
  writeFileSync(join(folder, "run.json"), JSON.stringify({ ...run, city }));
  const { front } = await writePages(folder);
  expect(readFileSync(front!, "utf8")).not.toContain("subway");
});

test("zones of one name are counted together, and nobody is lost", async () => {
  const zones = city.manifest.zones.map((zone, row) =>
    row === 1 ? { ...zone, name: city.manifest.zones[0]!.name } : zone,
  );
  const { folder } = await recordRun({ ...city, manifest: { ...city.manifest, zones } }, fakeScenario());
  const digested = await digest(folder);
  const twins = (await readFront(folder, digested, await readStreets(folder, digested.run.city)))!;
  expect(twins.struck).toEqual(front.struck);
  for (const shares of twins.shares) expect(shares[0]).toBe(shares[1]);
  expect(twins.shares.at(-1)!.slice(2)).toEqual(front.shares.at(-1)!.slice(2));
});

test("a folder without one of the tables is one clear error", async () => {
  for (const table of ["streets", "series"]) {
    const { folder } = await recordRun(city, fakeScenario(), 1200);
    rmSync(join(folder, `${table}.parquet`));
    await expect(writePages(folder)).rejects.toThrow(new RegExp(`${table}\\.parquet: expected a whole Parquet file`));
  }
});

test("an outbreak that came to no street has no picture, nor the one of a run before", async () => {
  const nowhere = { ...city, shapeStart: new Uint32Array(1) };
  const { folder } = await recordRun(nowhere, fakeScenario(), 1200);
  writeFileSync(join(folder, "front.svg"), "old");
  const { front, report } = await writePages(folder);
  expect(front).toBeNull();
  expect(existsSync(join(folder, "front.svg"))).toBe(false);
  expect(readFileSync(report, "utf8")).not.toContain("How it spread");
});

test("a run that records neither events nor transmissions has the same streets and zones in its picture", async () => {
  const { folder } = await recordRun(city, fakeScenario({ record: { transmissions: false, events: false } }));
  const { front } = await writePages(folder);
  const without = readFileSync(front!, "utf8");
  for (const prefix of ["fs", "fz"]) expect(pathsOf(without, prefix)).toEqual(pathsOf(svg, prefix));
});

test("text of the scenario cannot become markup", async () => {
  const { folder } = await recordRun(city, fakeScenario({ title: "<script>alert(1)</script>" }), 1200);
  const { front } = await writePages(folder);
  expect(readFileSync(front!, "utf8")).toContain("&#60;script&#62;");
});

test("rows of panels are as full as can be", () => {
  expect([1, 3, 8, 12, 15, 24, 20].map(columnsFor)).toEqual([1, 3, 4, 4, 5, 6, 5]);
});

test("a picture of 230,000 streets stays under 6 MB", () => {
  const random = randomFrom(3);
  const many = Array.from({ length: 230_000 }, (): StreetLine => {
    const [x, y] = [random() * 30_000, random() * 30_000];
    const line = [0, 1, 2].map((i) => [x + i * 40 * random(), y + i * 40 * random()] as const);
    return { zone: "", arrival: random() * 86_400, line };
  });
  const reached = Uint8Array.from(many, ({ arrival }) => Math.floor(arrival! / 3600));
  const hours = times(Array.from({ length: 24 }, (_, hour) => 3600 * (hour + 1)));
  const { length } = draw({ ...front, ...hours, reached }, many);
  expect(length).toBeLessThan(6_000_000);
  expect(length).toBeGreaterThan(500_000);
});

function at(x: number): Pick<StreetLine, "zone" | "line"> {
  return {
    zone: "",
    line: [
      [x * 500, 0],
      [x * 500, 400],
    ],
  };
}

/** Panels at these times, at which nobody is struck. */
function times(times: readonly number[]): Pick<Front, "times" | "struck" | "shares" | "rails"> {
  const nobody = new Float64Array(digested.run.city.zones.length);
  return { times, struck: times.map(() => 0), shares: times.map(() => nobody), rails: [] };
}

function draw(front: Front, streets: readonly StreetLine[]): string {
  const bare: Digest = { ...digested, lines: null };
  return drawFront(bare, front, mapFront(bare, front, streets)!, { columns: 6, alone: true });
}

/** An outbreak that begins in the trains of a ring. */
async function trainRun(): Promise<string> {
  const town = lineTown(14_400);
  const scenario = schoolOutbreak(7_200, {
    start: "2021-10-29T18:00",
    outbreak: [{ strain: "jonas", count: 8, state: "turned", where: { zone: "Ring" } }],
  });
  const folder = newFolder();
  const recorder = await RunRecorder.open(folder, { scenario, city: town, cityHash: "c1t7", seed: 1, force: false });
  const sim = new Simulation(town, scenario, { seed: 1, listener: recorder.listener });
  for (let minute = 0; minute <= 60; minute += 10) {
    sim.runUntil(minute * 60);
    sim.flush();
    recorder.sample(sim);
  }
  await recorder.close(sim, {}, "finished");
  return folder;
}
