import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { draftFromRecipe, loadRecipe } from "../../../src/builder/recipe/index.js";
import { checkMemory } from "../../../src/builder/recipe/memory.js";
import { city, hasCities } from "../osm/shared-cities.js";
import { folderWith, PEOPLE, recipeText, square } from "./folder.js";

const FILES = { "town.osm.pbf": "no map", "zones.geojson": square(7.41, 43.72, 0.03), "zones.csv": PEOPLE };
const PLENTY = { free: 1e12, heap: 1e12 };

function draft(folder: string, text = recipeText(), memory = PLENTY) {
  return draftFromRecipe(loadRecipe(text, "town.yaml"), { folder, memory });
}

test("a missing file is told with its place in the recipe and where to get it", async () => {
  const folder = folderWith(FILES);
  rmSync(join(folder, "zones.csv"));
  const problem = `town.yaml:6:11 files.people.file: expected the file ${join(folder, "zones.csv")} (see https://example.org), found no such file`;
  await expect(draft(folder)).rejects.toThrow(problem);
  mkdirSync(join(folder, "zones.csv"));
  await expect(draft(folder)).rejects.toThrow("found a folder");
});

test("a changed file is told before any file is read", async () => {
  const sha256 = createHash("sha256").update(PEOPLE).digest("hex");
  const text = recipeText().replace("file: zones.csv", `file: zones.csv\n    sha256: ${sha256}`);
  const folder = folderWith(FILES);
  await expect(draft(folder, text)).rejects.toThrow(/town\.osm\.pbf/); // gets as far as the map
  writeFileSync(join(folder, "zones.csv"), `${PEOPLE}2,5,1\n`);
  await expect(draft(folder, text)).rejects.toThrow(
    /^town\.yaml:7:13 files\.people\.sha256: expected that of .*zones\.csv, found [0-9a-f]{64} for that file$/,
  );
});

test("a column the table lacks is told with those it has", async () => {
  const folder = folderWith({ ...FILES, "zones.csv": "code,population\n1,1000\n" });
  const problem = `${join(folder, "zones.csv")}:1 jobs: expected a column "jobs", as the recipe names it (files.people.columns.workers), found only code, population`;
  await expect(draft(folder)).rejects.toThrow(problem);
  writeFileSync(join(folder, "zones.csv"), "");
  await expect(draft(folder)).rejects.toThrow("found an empty file");
});

test("more residents than fit in memory are refused before the map is read", async () => {
  const folder = folderWith({ ...FILES, "zones.csv": "code,population,jobs\n1,9800000,1\n" });
  await expect(draft(folder, recipeText(), { free: 1e9, heap: 1e12 })).rejects.toThrow(
    /zones\.csv: expected 2\.\d GB of free memory for 9,800,000 residents, found 1\.0 GB$/,
  );
  await expect(draft(folder, recipeText(), { free: 1e12, heap: 0.3e9 })).rejects.toThrow(
    /a JavaScript heap of 0\.\d GB for 9,800,000 residents \(set NODE_OPTIONS=--max-old-space-size=\d+\), found a limit of 0\.3 GB$/,
  );
});

test("Seoul fits into the default heap of a computer of 4 GB", () => {
  expect(() => checkMemory(9_795_426, "zones.csv", { free: 3e9, heap: 2 * 2 ** 30 })).not.toThrow();
});

test.skipIf(!hasCities)("zones off the map are told with both boxes, and nothing is written", async () => {
  const folder = folderWith({ "zones.geojson": square(127, 37, 0.1), "zones.csv": PEOPLE });
  const text = recipeText().replace("town.osm.pbf", "monaco.osm.pbf");
  copyFileSync(city("extracts/monaco.osm.pbf"), join(folder, "monaco.osm.pbf"));
  await expect(draft(folder, text)).rejects.toThrow(
    /zones\.geojson: expected zones that overlap .* 7\.4.*, found zones within .*127\.00000/,
  );
  expect(readdirSync(folder).sort()).toEqual(["monaco.osm.pbf", "zones.csv", "zones.geojson"]);
});
