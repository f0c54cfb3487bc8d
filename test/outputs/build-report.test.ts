import { expect, test } from "vitest";
import { settle } from "../../src/builder/settle.js";
import type { CountedStation, Evidence } from "../../src/outputs/build-report/evidence.js";
import { agreement, compareStations, movements } from "../../src/outputs/build-report/movements.js";
import { buildPage } from "../../src/outputs/build-report/page.js";
import { survey } from "../../src/outputs/build-report/survey.js";
import { gridTown } from "../builder/drafts.js";

const draft = gridTown(40, [
  { residents: 3000, households: 1300, workers: 300, ages: [{ from: 0, to: 99, persons: 3000 }] },
  { residents: 1000, households: 400, workers: 1200, ages: [{ from: 0, to: 99, persons: 1000 }] },
]);
const city = settle(draft, 1);
const total = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

const stations: CountedStation[] = [500, 1500, 2500, 3500].map((x, k) => ({
  ...{ name: `Station <${k}>`, x, y: 2000, supply: 1 },
  boardings: new Float64Array(24).fill(100 + k),
  alightings: new Float64Array(24).fill(100 - k),
}));
const footfall = [
  {
    from: 11,
    to: 14,
    byZone: new Map([
      ["0", 10],
      ["1", 20],
    ]),
  },
];

test("every resident, household and worker of the city is in the figures once", () => {
  const { ages, sizes, cells, commutes } = survey(city, draft.zones);
  expect(total(ages.map(({ women, men }) => women + men))).toBe(4000);
  expect(total(sizes)).toBe(1700);
  expect(total(sizes.map((n, size) => n * size))).toBe(4000);
  expect(total(cells.map(({ persons }) => persons))).toBe(4000);
  expect(total(commutes)).toBe(1500);
});

test("a city that meets its facts deviates nowhere, and one that does not is found out", () => {
  const mostOf = (facts: Evidence["facts"]) =>
    Object.fromEntries(survey(city, facts).deviations.map(({ what, most }) => [what, most]));
  expect(mostOf(draft.zones)).toEqual({
    residents: 0,
    households: 0,
    "in the right age band": 0,
    "people at work": 0,
  });
  const [west, east] = draft.zones;
  const wrong = mostOf([{ ...west!, residents: 4000, households: 1000 }, east!]);
  expect(wrong.residents).toBeCloseTo(0.25, 12);
  expect(wrong.households).toBeCloseTo(0.3, 12);
});

test("who boards alights, in the morning at homes and in the evening at work", () => {
  const { boardings, alightings, present } = movements(city, stations, footfall, 1);
  expect(total(boardings)).toBeGreaterThan(10);
  expect(total(alightings)).toBeCloseTo(total(boardings), 6);
  expect(total(present[0]!)).toBe(4000);
  // Most live in the west and work in the east.
  const morning = compareStations(stations, boardings, "boardings", [7, 8]).map(({ modelled }) => modelled);
  const evening = compareStations(stations, boardings, "boardings", [17, 18, 19]).map(({ modelled }) => modelled);
  expect(morning[0]! + morning[1]!).toBeGreaterThan(morning[2]! + morning[3]!);
  expect(evening[0]! + evening[1]!).toBeLessThan(evening[2]! + evening[3]!);
});

test("agreement is that of a line", () => {
  const rows = [1, 2, 5].map((n) => ({ modelled: n, counted: 3 * n + 1 }));
  expect(agreement(rows)).toBeCloseTo(1, 12);
});

test("the page is the same twice, safe with any name, and complete with little", () => {
  const evidence: Evidence = {
    ...{ facts: draft.zones, homes: { sites: 0, footprints: 0, generated: 1700 }, stations, footfall },
    ...{ tried: [], links: {} },
  };
  const page = (less: Partial<Evidence> = {}) => {
    const all = { ...evidence, ...less };
    const moved = movements(city, all.stations, all.footfall, 1);
    return buildPage({ city, evidence: all, survey: survey(city, all.facts), movements: moved, version: "1.2.3" });
  };
  const [first, second] = [page(), page()];
  expect(first === second).toBe(true);
  expect(first.includes("Station <")).toBe(false);
  expect(first.includes("Boarding, 07–09")).toBe(true);
  const little = page({ stations: [], footfall: [] });
  expect(little.includes("Boarding, 07–09")).toBe(false);
  expect(/NaN|undefined|Infinity/.test(first + little)).toBe(false);
});
