/** `hyosan city build` with a recipe: what it writes, and that wrong input is one line, exit code 2 and nothing written. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CITIES, folderWith, hyosan, MAIN } from "./hyosan.js";

const RECIPE = `name: Monaco
files:
  map: { file: monaco.osm.pbf, url: https://example.org/map, licence: "ODbL 1.0, © OpenStreetMap contributors" }
  outlines: { file: zones.geojson, url: https://example.org/zones, licence: CC0 }
  people:
    file: zones.csv
    url: https://example.org/people
    licence: CC0
    columns:
      code: code
      population: population
      households: households
      workers: workers
      footfall: [{ from: 11, to: 14, column: on_foot }]
  stations:
    file: stations.csv
    url: https://example.org/stations
    licence: CC0
    columns: { id: id, name: name, interchange: interchange, lon: lon, lat: lat }
  ridership:
    file: ridership.csv
    url: https://example.org/ridership
    licence: CC0
    columns: { station: station, hour: hour, boardings: in, alightings: out }
`;
const ZONES = JSON.stringify({
  type: "FeatureCollection",
  features: [zone("1", "West", 7.4, 7.42), zone("2", "East", 7.42, 7.45)],
});
const PEOPLE =
  "code,population,households,workers,on_foot,age_0_49,age_50_plus\n1,3000,1300,900,50,2000,1000\n2,4000,1800,,70,2500,1500\n";
const STATIONS =
  "id,name,interchange,lon,lat\na,Gare,Gare,7.419,43.738\nb,Port,Port,7.426,43.735\nc,Plage,Plage,7.43,43.745\n";
const RIDERSHIP = `station,hour,in,out\n${["a", "b", "c"].flatMap((id, k) => [7, 8, 12, 18, 23].map((hour) => `${id},${hour},${100 + 40 * k},${hour < 10 ? 30 : 130}`)).join("\n")}\n`;

function zone(code: string, name: string, west: number, east: number): object {
  const corners = [
    [west, 43.72],
    [east, 43.72],
    [east, 43.76],
    [west, 43.76],
    [west, 43.72],
  ];
  return { type: "Feature", properties: { code, name }, geometry: { type: "Polygon", coordinates: [corners] } };
}

/** A folder with the recipe of Monaco, and its data in a folder of their own. */
function monaco(): string {
  const folder = folderWith({ "monaco.yaml": RECIPE });
  mkdirSync(join(folder, "data"));
  const files = { "zones.geojson": ZONES, "zones.csv": PEOPLE, "stations.csv": STATIONS, "ridership.csv": RIDERSHIP };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "data", name), text);
  copyFileSync(join(CITIES!, "extracts/monaco.osm.pbf"), join(folder, "data/monaco.osm.pbf"));
  return folder;
}

const BUILD = ["city", "build", "monaco.yaml", "--data", "data", "--out", "made/monaco.city"];

test.skipIf(CITIES === undefined)("a recipe becomes a city and a page that needs nothing else", () => {
  const folder = monaco();
  const { code, stdout, stderr } = hyosan(BUILD, folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("7,000 residents in 3,100 households");
  expect(stdout).toContain("laws       all held");
  expect(stdout).toContain("made/monaco.build.html");
  expect(readdirSync(join(folder, "made")).sort()).toEqual(["monaco.build.html", "monaco.city"]);
  const page = readFileSync(join(folder, "made/monaco.build.html"), "utf8");
  for (const words of ["7,000", "Where people live", "Boarding, 07–09", "ODbL 1.0", "example.org/people"])
    expect(page.includes(words), words).toBe(true);
  expect(page.match(/\b(src|href)="(?!https:\/\/example\.org)[^"]*"/g)).toBeNull();
  expect(/NaN|undefined|Infinity/.test(page)).toBe(false);

  const info = JSON.parse(hyosan(["city", "info", "made/monaco.city", "--json"], folder).stdout) as Record<
    string,
    unknown
  >;
  expect(info).toMatchObject({ name: "Monaco", residents: 7000, broken_laws: [] });
  expect((info.assumptions as string[]).join("\n")).toMatch(
    /Attraction of a zone's jobs falls with exp\(-distance \/ 6 km\)/,
  );
  expect(info.sources).toHaveLength(5);
});

test.skipIf(CITIES === undefined)(
  "the report goes where --report says, and the data are looked for beside the recipe",
  () => {
    const folder = monaco();
    copyFileSync(join(folder, "monaco.yaml"), join(folder, "data/monaco.yaml"));
    const { code } = hyosan(
      ["city", "build", "data/monaco.yaml", "--out", "m.city", "--report", "pages/m.html"],
      folder,
    );
    expect(code).toBe(0);
    expect(existsSync(join(folder, "pages/m.html"))).toBe(true);
  },
);

test.skipIf(CITIES === undefined).each<[string, (data: string) => void, RegExp]>([
  [
    "a missing file",
    (data) => rmSync(join(data, "ridership.csv")),
    /^error: monaco\.yaml:\d+:\d+ files\.ridership\.file: .*https:\/\/example\.org\/ridership.*found no such file/,
  ],
  [
    "a missing column",
    (data) => writeFileSync(join(data, "stations.csv"), "id,name\na,b\n"),
    /stations\.csv:1 interchange: expected a column/,
  ],
  [
    "zones off the map",
    (data) => writeFileSync(join(data, "zones.geojson"), ZONES.replaceAll("43.7", "33.7")),
    /zones\.geojson: expected zones that overlap/,
  ],
  [
    "a zone without people",
    (data) => writeFileSync(join(data, "zones.csv"), PEOPLE.replace("\n2,", "\n3,")),
    /zones\.csv code: expected a row for each zone/,
  ],
  [
    "a station at sea",
    (data) => writeFileSync(join(data, "stations.csv"), STATIONS.replace("7.419", "719")),
    /stations\.csv:2 lon: expected degrees/,
  ],
  [
    "an hour that is none",
    (data) => writeFileSync(join(data, "ridership.csv"), RIDERSHIP.replace("a,7,", "a,25,")),
    /ridership\.csv:2 hour: expected an hour/,
  ],
  [
    "a count that is no number",
    (data) => writeFileSync(join(data, "ridership.csv"), RIDERSHIP.replace("a,7,100", "a,7,many")),
    /ridership\.csv:2 in: expected a number/,
  ],
  [
    "a table that is no CSV",
    (data) => writeFileSync(join(data, "ridership.csv"), `${RIDERSHIP}a,"7,1\n`),
    /ridership\.csv(:\d+)?: expected comma separated values/,
  ],
  [
    "a map that is none",
    (data) => writeFileSync(join(data, "monaco.osm.pbf"), "no map"),
    /monaco\.osm\.pbf at byte 0: expected/,
  ],
])("%s is told in one line, and nothing is written", (_, spoil, problem) => {
  const folder = monaco();
  spoil(join(folder, "data"));
  const { code, stdout, stderr } = hyosan(BUILD, folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(problem);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(readdirSync(folder).sort()).toEqual(["data", "monaco.yaml"]);
});

test.skipIf(CITIES === undefined)("a city too large for the heap is told with how to have more", () => {
  const folder = monaco();
  writeFileSync(join(folder, "data/zones.csv"), PEOPLE.replace("3000", "8000000"));
  const env = { ...process.env, NODE_OPTIONS: "--max-old-space-size=256" };
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...BUILD], { cwd: folder, encoding: "utf8", env });
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^error: data\/zones\.csv: expected a JavaScript heap of 0\.\d GB for 8,004,000 residents \(set NODE_OPTIONS=/,
  );
});

test.each([
  ["a recipe that is not there", ["no.yaml", "--out", "a.city"], /no\.yaml: expected a recipe, found no such file/],
  ["a folder as recipe", ["data.yaml", "--out", "a.city"], /data\.yaml: expected a recipe, found a folder/],
  ["a recipe that is a scenario", ["room.yaml", "--out", "a.city"], /room\.yaml:\d+:\d+ .*expected/],
  [
    "options of the other kind",
    ["r.yaml", "--osm", "a.pbf", "--out", "a.city"],
    /--osm: expected this option only for a city built from OpenStreetMap/,
  ],
  [
    "data without a recipe",
    ["hyosan", "--data", "x", "--out", "a.city"],
    /--data: expected this option only for a recipe/,
  ],
])("%s is told", (_, args, problem) => {
  const folder = folderWith({ "room.yaml": "name: room\nuntil: 1 d\n", "r.yaml": RECIPE });
  mkdirSync(join(folder, "data.yaml"));
  const { code, stderr } = hyosan(["city", "build", ...args], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(problem);
});
