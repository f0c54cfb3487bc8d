import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadRecipe } from "../../../src/builder/recipe/load.js";
import { recipeText } from "./folder.js";

const load = (text: string) => () => loadRecipe(text, "town.yaml");
const LINES = `  lines:
    file: lines.csv
    url: https://example.org
    licence: CC0
    columns: { line: line, name: name, segment: segment, closed: closed, order: order, station: station }
`;
const STATIONS = `  stations:
    file: stations.csv
    url: https://example.org
    licence: CC0
    columns: { id: id, name: name, interchange: interchange, lon: lon, lat: lat }
`;

test("the recipe of Seoul is one", () => {
  const { recipe } = loadRecipe(readFileSync("recipes/seoul.yaml", "utf8"), "recipes/seoul.yaml");
  expect(Object.keys(recipe.files)).toHaveLength(9);
  for (const entry of Object.values(recipe.files)) {
    const { sha256, licence } = entry!;
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(licence).not.toBe("");
  }
  expect(recipe.trains).toMatchObject({ headwayPeak: 180, headway: 360, speed: 12, dwell: 30, cars: 8, car: 160 });
});

test.each([
  [
    "a misspelt key",
    recipeText().replace("licence: ODbL", "license: ODbL"),
    /^town\.yaml:3:\d+ files\.map\.license: .*did you mean "licence"/,
  ],
  [
    "a missing file name",
    recipeText().replace("file: zones.csv\n", "\n"),
    /^town\.yaml:5:\d+ files\.people\.file: expected text/,
  ],
  ["no people", recipeText().replace(/ {2}people:[\s\S]*/, ""), /files\.people: expected a table/],
  [
    "a checksum that is none",
    recipeText().replace("licence: ODbL", "sha256: abc, licence: ODbL"),
    /64 hexadecimal digits, found "abc"/,
  ],
  [
    "lines without stations",
    recipeText(LINES, TRAINS()),
    /^town\.yaml:10:3 files\.lines: expected also files\.stations/,
  ],
  ["lines without trains", recipeText(STATIONS + LINES), /trains: expected a table of how trains run/],
  ["a headway without unit", recipeText(STATIONS + LINES, TRAINS("180")), /trains\.headwayPeak: expected a duration/],
  [
    "a part of the day that is none",
    recipeText().replace("workers: jobs", "footfall: [{ from: 6, to: 25, column: a }]"),
    /footfall\.0\.to: expected a number of at most 24, found 25/,
  ],
  ["no YAML", "name: [", /^town\.yaml:\d+:\d+: expected/],
  ["a list", "- a", /^town\.yaml:1:1: expected a recipe: a table of the keys/],
])("%s is told with line and column", (_, text, problem) => {
  expect(load(text)).toThrow(problem);
});

test("the same recipe without the mistake loads", () => {
  expect(load(recipeText(STATIONS + LINES, TRAINS()))).not.toThrow();
});

function TRAINS(headwayPeak = "3 min"): string {
  return `trains: { headwayPeak: ${headwayPeak}, headway: 6 min, speed: 12 m/s, dwell: 30 s, cars: 8, car: 160 }\n`;
}
