/** Small recipes and their files, in folders that are removed after the test. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new folder with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "hyosan-recipe-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A recipe of a map, outlines and people, with more entries under `files` and at the end. */
export function recipeText(files = "", end = ""): string {
  return `name: Town
files:
  map: { file: town.osm.pbf, url: https://example.org, licence: ODbL }
  outlines: { file: zones.geojson, url: [https://example.org], licence: CC0 }
  people:
    file: zones.csv
    url: https://example.org
    licence: CC0
    columns: { code: code, population: population, workers: jobs }
${files}${end}`;
}

export const PEOPLE = "code,population,jobs\n1,1000,400\n";

/** One zone: a square of `side` degrees with its south-western corner at a point. */
export function square(lon: number, lat: number, side: number): string {
  const ring = [
    [lon, lat],
    [lon + side, lat],
    [lon + side, lat + side],
    [lon, lat + side],
    [lon, lat],
  ];
  const geometry = { type: "Polygon", coordinates: [ring] };
  const feature = { type: "Feature", properties: { code: "1", name: "Centre" }, geometry };
  return JSON.stringify({ type: "FeatureCollection", features: [feature] });
}
