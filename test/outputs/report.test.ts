import { parseHTML } from "linkedom";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { columns, thinned } from "../../src/outputs/report/charts.js";
import { type Digest, digest, type StreetLine } from "../../src/outputs/report/digest.js";
import { figureColumns } from "../../src/outputs/report/headline.js";
import { drawMap } from "../../src/outputs/report/map.js";
import { writeReport } from "../../src/outputs/report/report.js";
import { overTime } from "../../src/outputs/report/sections.js";
import { shownStates } from "../../src/outputs/report/states.js";
import { Clock, duration, niceStep, placeWords, share } from "../../src/outputs/report/words.js";
import type { City } from "../../src/city/city.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { fakeCity, randomFrom } from "./fake-city.js";
import { fakeScenario } from "./fake-run.js";
import { recordRun } from "./folder.js";

const city = fakeCity({ side: 8, households: 400 });
const { folder, run } = await recordRun(city, fakeScenario());
const html = readFileSync(await writeReport(folder), "utf8");
const digested = await digest(folder);

async function reportOf(city: City, scenario: Scenario, until = 3600, status?: "interrupted"): Promise<string> {
  const { folder } = await recordRun(city, scenario, until, status);
  return readFileSync(await writeReport(folder), "utf8");
}

test("the page needs nothing from outside", () => {
  expect(html.length).toBeGreaterThan(20_000);
  expect(html.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:/);
  expect(html).not.toMatch(/<script|<link|<img|@import|url\(/);
});

test("the same run folder gives the same page", async () => {
  expect(readFileSync(await writeReport(folder), "utf8")).toBe(html);
});

test("the numbers on the page are those of the tables", () => {
  const { document } = parseHTML(html);
  const figures = [...document.querySelectorAll(".figures li")].map(
    (item) => (item as { textContent: string }).textContent,
  );
  const counts = run.countByState();
  expect(figures[0]).toBe(`${(digested.run.tables.transmissions!.rows - 1).toLocaleString("en-US")}bitten`);
  expect(figures).toContain(`${counts[3]!.toLocaleString("en-US")}turned at the end`);
  expect(figures).toContain(`${counts[6]!.toLocaleString("en-US")}dead`);
  expect(figures.at(-1)).toBe(`${counts[0]!.toLocaleString("en-US")}untouched`);
});

test("no row of headline figures holds a single one", () => {
  for (let figures = 2; figures <= 9; figures++) {
    const { wide, middling } = figureColumns(figures);
    for (const columns of [wide, middling]) {
      expect(columns).toBeGreaterThan(1);
      expect(figures % columns, `${figures} in ${columns} columns`).not.toBe(1);
    }
  }
});

test("everyone infected stands once in the sums the page draws", () => {
  const lines = digested.lines!;
  const total = lines.infections + lines.seeded;
  const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
  expect(sum(lines.incidence)).toBe(lines.infections);
  expect(sum(lines.settings.values())).toBe(lines.infections);
  expect(sum(lines.generations)).toBe(total);
  expect(sum(lines.mixing.flat())).toBe(total - lines.seeded);
  expect(sum([...lines.zones.values()].map(({ infected }) => infected))).toBe(total);
  expect(sum(lines.offspring)).toBe(total);
});

test("every chart has a title and a description for those who cannot see it", () => {
  const { document } = parseHTML(html);
  const charts = [...document.querySelectorAll("svg")] as unknown as { querySelector(selector: string): unknown }[];
  expect(charts.length).toBeGreaterThan(10);
  for (const chart of charts) expect(chart.querySelector("title")).not.toBeNull();
});

test("sources and their licences are shown", () => {
  expect(html).toContain("ODbL 1.0, © OpenStreetMap contributors");
});

test("text of the scenario cannot become markup", async () => {
  const page = await reportOf(city, fakeScenario({ title: "<script>alert(1)</script>" }), 1200);
  expect(page).not.toContain("<script>");
  expect(page).toContain("&#60;script&#62;");
});

test("an interrupted run says so at the top", async () => {
  expect(await reportOf(city, fakeScenario(), 1800, "interrupted")).toContain("This run was interrupted after 09:40");
  expect(html).not.toContain("interrupted after");
});

test("a run that recorded no transmissions has a page without them", async () => {
  const page = await reportOf(city, fakeScenario({ record: { transmissions: false, events: false } }));
  expect(page).toContain("records no transmissions");
  expect(page).not.toContain("Who infected");
});

test("a run that ended with its first infection has a page", async () => {
  expect(await reportOf(city, fakeScenario(), 0)).toContain("nobody else was bitten");
});

test("the page counts as bitten whom someone bit, as the terminal does", () => {
  const others = digested.run.tables.transmissions!.rows - 1;
  expect(html).toContain(`${others.toLocaleString("en-US")} people were bitten (and 1 by the scenario)`);
});

test("an outbreak that begins on a street came indoors; one that begins in a building got out of it", async () => {
  const nowhere = { ...city, places: { ...city.places, building: city.places.building.slice() } };
  const lab = Number(Object.keys(city.manifest.placeNames)[0]);
  nowhere.places.building[lab] = NONE;
  const page = await reportOf(nowhere, fakeScenario());
  expect(page).not.toContain("out of the first building");
  expect(page).toMatch(/It came indoors at <b>\d\d:\d\d<\/b>, [^.]+ later, (in|on) /);
  expect(html).toContain("out of the first building");
  expect(html).not.toContain("came indoors");
});

test("a run of 60 days, sampled every 10 minutes, has a page under 1 MB, its last sample drawn", () => {
  const rows = Array.from({ length: 8641 }, (_, i) => i);
  const left = thinned(rows, 980);
  expect([left[0], left.at(-1)]).toEqual([0, 8640]);
  expect(left.length).toBeLessThan(1000);
  const states = digested.states;
  const wave = (i: number, row: number) => 50 + Math.round(49.123 * Math.sin(i / 97 + row));
  const counts = rows.map((i) => states.map((_, row) => wave(i, row)));
  const curves = { times: rows.map((i) => i * 600), counts };
  const page = overTime({ ...digested, curves, horizon: 8640 * 600, lines: null });
  expect(page.length).toBeLessThan(500_000);
  expect(page).not.toMatch(/ d="[^"]*\.\d\d/);
});

test("every state that is ever visible in the chart is named above it, with its peak if it ends empty", () => {
  const states = digested.states.map((state) => (state.name === "incubating" ? { ...state, n: 0 } : state));
  const counts = digested.curves.counts.map((at) => [...at]);
  const row = states.find(({ name }) => name === "incubating")!.row;
  counts.at(-1)![row] = 0;
  const peak = Math.max(...counts.map((at) => at[row]!));
  const { document } = parseHTML(overTime({ ...digested, states, curves: { ...digested.curves, counts } }));
  const named = [...document.querySelectorAll(".bands li")].map(
    (item) => (item as { textContent: string }).textContent,
  );
  const visible = states.filter(({ row }) => counts.some((at) => at[row]! > 0));
  for (const { label } of visible) expect(named.some((text) => text.startsWith(label))).toBe(true);
  expect(peak).toBeGreaterThan(0);
  expect(named.join("; ")).toContain(`incubating, at most ${peak.toLocaleString("en-US")} (`);
});

test("bars of many long names are named where there is room", () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({ name: String(i * 102_108), n: 1, text: "" }));
  const { ticks } = columns(rows, "red", "generation")(400).x as { ticks: string[] };
  expect(ticks.length).toBeGreaterThan(3);
  expect(ticks.length * 8 * 7).toBeLessThan(400);
});

test("one metre is as long northward as eastward on the map", () => {
  const square: StreetLine = {
    zone: "",
    arrival: 0,
    line: [
      [0, 0],
      [1000, 0],
      [1000, 1000],
    ],
  };
  const map = drawMap(mapless(), [square], "square")!;
  const [, east, north] = map.svg.match(/class="reached"[^>]*d="M[\d. ]+l([\d.-]+) [\d.-]+ [\d.-]+ ([\d.-]+)"/)!;
  expect(Number(east)).toBeCloseTo(-Number(north), 5);
  const [, width] = map.svg.match(/viewBox="0 0 (\d+) /)!;
  const unitsPerMetre = (Number(width) * map.scale.percent) / 100 / map.scale.metres;
  expect(Number(east)).toBeCloseTo(1000 * unitsPerMetre, 0);
});

test("a map of 200,000 streets stays under 3 MB", () => {
  const random = randomFrom(3);
  const streets = Array.from({ length: 200_000 }, (): StreetLine => {
    const [x, y] = [random() * 30_000, random() * 30_000];
    const line = [0, 1, 2, 3].map((i) => [x + i * 40 * random(), y + i * 40 * random()] as const);
    return { zone: "", arrival: random() < 0.5 ? random() * 7200 : null, line };
  });
  const { svg, arrived } = drawMap(mapless(), streets, "large")!;
  expect(svg.length).toBeLessThan(3_000_000);
  expect(svg.length).toBeGreaterThan(300_000);
  expect(arrived).toBe(streets.filter(({ arrival }) => arrival !== null).length);
});

test("without streets each infection is a square, and in a single room there is no map", () => {
  const lattice = { ...digested, lines: { ...digested.lines!, index: null, points: grid(5) } };
  expect(drawMap(lattice, [], "lattice")!.svg.match(/h0/g)).toHaveLength(25);
  const room = { ...digested, lines: { ...digested.lines!, index: null, points: grid(1) } };
  expect(drawMap(room, [], "room")).toBeNull();
});

test("states keep the colour of what they mean", () => {
  const colours = Object.fromEntries(shownStates(digested.run).map(({ name, colour }) => [name, colour]));
  expect(colours).toEqual({
    ...{ susceptible: "var(--susceptible)", protected: "var(--protected)", incubating: "var(--infected)" },
    ...{ turned: "var(--turned)", hybrid: "var(--hybrid)", immune: "var(--recovered)", dead: "var(--dead)" },
  });
});

test("a series without its table is a clear error", async () => {
  const { folder } = await recordRun(city, fakeScenario(), 1200);
  writeFileSync(join(folder, "run.json"), "{");
  await expect(writeReport(folder)).rejects.toThrow(/run\.json: expected JSON/);
});

test("times and shares read as a person would write them", () => {
  const clock = new Clock(Date.UTC(2021, 9, 29, 9, 10), 86400);
  expect([clock.time(1260), clock.day(0), clock.time(54000)]).toEqual([
    "09:31",
    "Friday 29 October 2021",
    "30 Oct 00:10",
  ]);
  expect([45, 1260, 7800, 7200, 273600].map(duration)).toEqual(["45 s", "21 minutes", "2 h 10 min", "2 h", "3 d 4 h"]);
  expect([share(0, 10), share(1, 10_000), share(9999, 10_000), share(1, 3), share(1, 100)]).toEqual([
    ...["0 %", "under 0.1 %", "over 99 %", "33 %", "1 %"],
  ]);
  expect([niceStep(86400, 60), niceStep(7200, 7), niceStep(1e9, 50)]).toEqual([1800, 1800, 20563200]);
});

test("places are named as precisely as they are known", () => {
  const room = { placeName: "Science lab", placeKind: "room", buildingName: "Hyosan High School", buildingUse: "high" };
  expect(placeWords(room)).toBe("in the Science lab of Hyosan High School");
  expect(placeWords({ ...room, placeName: "Hyosan High School" })).toBe("in Hyosan High School");
  expect(placeWords({ ...room, placeName: null, buildingName: null })).toBe("in a high school");
  const street = { placeName: null, placeKind: "street", buildingName: null, buildingUse: null };
  expect(placeWords(street)).toBe("on a street");
  expect(html).toContain("in the Science lab of Hyosan High School");
});

test("map classes and bars begin on the hour of the wall clock", () => {
  const map = drawMap(
    digested,
    [
      {
        zone: "",
        arrival: 7000,
        line: [
          [0, 0],
          [500, 500],
        ],
      },
    ],
    "classes",
  )!;
  const starts = map.classes
    .slice(1)
    .map(({ from }) => (from + 9 * 3600 + 600) % (map.classes[1]!.to - map.classes[1]!.from));
  expect(map.classes.length).toBeGreaterThan(2);
  expect(new Set(starts.map((start) => Math.round(start)))).toEqual(new Set([0]));
  expect((digested.lines!.firstBin + 9 * 3600 + 600) % digested.lines!.bin).toBe(0);
});

function grid(side: number): { x: number; y: number; time: number }[] {
  return Array.from({ length: side * side }, (_, i) => ({ x: i % side, y: Math.floor(i / side), time: i * 60 }));
}

function mapless(): Digest {
  return { ...digested, lines: { ...digested.lines!, points: [], index: null } };
}
