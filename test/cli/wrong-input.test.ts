import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CITIES, folderWith, hyosan, ROOM } from "./hyosan.js";

/** Wrong input: exit code 2, one line a problem on standard error, nothing on standard output, no trace of the stack. */
function complaint(args: readonly string[], folder: string): string {
  const { code, stdout, stderr } = hyosan(args, folder);
  expect({ code, stdout, stderr }).toMatchObject({ code: 2, stdout: "" });
  for (const line of stderr.trimEnd().split("\n")) expect(line).toMatch(/^error: .+: expected .+, found .+/);
  return stderr;
}

test.each([
  ["a scenario that is not there", ["run", "hyosan-hihg"], /hyosan-high/],
  ["a folder as scenario", ["check", "."], /found a folder/],
  ["no YAML", ["check", "no-yaml.yaml"], /no-yaml\.yaml:2/],
  ["wrong values", ["check", "wrong.yaml"], /wrong\.yaml:\d+:\d+ until: expected a duration.*\n.*strains/s],
  ["a setting without a value", ["check", "room.yaml", "--set", "immune"], /--set immune.*found/],
  ["a setting of nothing", ["check", "room.yaml", "--set", "strains.jonsa.entry=x"], /jonas/],
  ["a setting of another kind", ["run", "room.yaml", "--set", "immune=lots"], /immune: expected/],
  ["a seed that is no number", ["run", "room.yaml", "--seed", "x"], /--seed: expected a whole number.*found "x"/],
  ["a negative seed", ["run", "room.yaml", "--seed=-1"], /--seed: expected a whole number/],
  ["a duration without unit", ["run", "room.yaml", "--until", "36"], /^error: --until 36: expected a duration.*found/],
  ["a city that is not there", ["run", "room.yaml", "--city", "nowhere.city"], /--city nowhere\.city: expected/],
  ["a built-in city that is none", ["run", "room.yaml", "--city", "atlantis"], /atlantis/],
  [
    "a file that is no city",
    ["run", "room.yaml", "--city", "room.yaml"],
    /--city room\.yaml: expected a built-in city/,
  ],
  ["a seed beyond all numbers", ["run", "room.yaml", "--seed", "9".repeat(20)], /from 0 to 9007199254740991/],
  ["an output folder without name", ["run", "room.yaml", "--out", ""], /--out: expected the name of a folder/],
  [
    "a generated city of three",
    ["city", "build", "hyosan", "--people", "3", "--out", "a.city"],
    /--people: .*from 100/,
  ],
  ["a Seoul of three thousand", ["city", "build", "seoul", "--people", "3000", "--out", "a.city"], /--people: .*10000/],
  [
    "a scenario's Seoul of three thousand",
    ["run", "room.yaml", "--set", "city={generate: {name: seoul, people: 3000}}"],
    /city\.generate\.people: expected at least 10000/,
  ],
  ["a generated city that is none", ["city", "build", "busan", "--out", "a.city"], /hyosan or seoul/],
  ["a city file that is none", ["city", "info", "fake.city"], /fake\.city/],
  ["a report of no run", ["report", "."], /expected the folder of a run/],
  ["an output folder that is a file", ["run", "room.yaml", "--out", "room.yaml"], /room\.yaml/],
  ["an output folder under a file", ["run", "room.yaml", "--out", "room.yaml/run"], /expected a folder/],
  ["a build of nothing", ["city", "build", "--out", "a.city"], /--osm/],
  ["a build with another ending", ["city", "build", "hyosan", "--out", "a.zip"], /ends in \.city/],
  ["options of the other kind", ["city", "build", "hyosan", "--osm", "a.pbf", "--out", "a.city"], /--osm/],
  ["an extract that is not there", ["city", "build", "--osm", "a.osm.pbf", "--out", "a.city"], /a\.osm\.pbf/],
])("%s is told in one line", (_, args, expected) => {
  const folder = folderWith({
    "room.yaml": ROOM,
    "no-yaml.yaml": "name: a\ncity: {",
    "wrong.yaml": ROOM.replace("until: 1 d", "until: 36").replace("fixed: 1 min", "fixed: soon"),
    "fake.city": "not a city",
  });
  expect(complaint(args, folder)).toMatch(expected);
});

test("a folder that holds a run is not written over, and a run whose tables are cut has no report", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  expect(hyosan(["run", "room.yaml", "--out", "there"], folder).code).toBe(0);
  expect(complaint(["run", "room.yaml", "--out", "there"], folder)).toMatch(/expected a folder without a run/);
  const table = join(folder, "there/transmissions.parquet");
  for (const bytes of [readFileSync(table).subarray(0, 100), ""]) {
    writeFileSync(table, bytes);
    expect(complaint(["report", "there"], folder)).toMatch(/transmissions\.parquet: expected a whole Parquet file/);
  }
  rmSync(table);
  complaint(["report", "there"], folder);
});

test("a place the city does not have is told with the nearest name, or with a way to begin elsewhere", () => {
  const wrong = (place: string) => [
    "run",
    "hyosan-high",
    ...["--until", "1 min", "--set", "people=2000", "--set"],
    `outbreak.0.where.place=${place}`,
  ];
  expect(complaint(wrong("Hyosan Hihg School"), folderWith())).toMatch(
    /\(did you mean "Hyosan High School"\?\), found/,
  );
  expect(complaint(wrong("Atlantis"), folderWith())).toContain("--set 'outbreak.0.where={kind: street}', found");
});

test("with --json problems are data on standard output", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  for (const args of [["run", "room.yaml", "--until", "36"], ["run", "nothing"], ["run", "--what"], ["rnu"]]) {
    const { code, stdout, stderr } = hyosan([...args, "--json"], folder);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    const { error } = JSON.parse(stdout) as { error: { message: string; problems: { expected: string }[] } };
    expect(error.problems[0]!.expected).not.toBe("");
    expect(error.message).toContain(error.problems[0]!.expected);
  }
});

/** Four streets' crossing and nothing more, as files of zones and people about them. */
const SQUARE = {
  type: "Polygon",
  coordinates: [
    [
      [7.41, 43.72],
      [7.44, 43.72],
      [7.44, 43.75],
      [7.41, 43.75],
      [7.41, 43.72],
    ],
  ],
};
const FAR = {
  type: "Polygon",
  coordinates: [
    [
      [127, 37],
      [127.1, 37],
      [127.1, 37.1],
      [127, 37.1],
      [127, 37],
    ],
  ],
};

function zones(geometry: object): string {
  const feature = { type: "Feature", properties: { code: "1", name: "Centre" }, geometry };
  return JSON.stringify({ type: "FeatureCollection", features: [feature] });
}

test.skipIf(CITIES === undefined).each([
  ["zones elsewhere", zones(FAR), "code,population\n1,1000\n", /zones\.geojson/],
  ["zones that are no JSON", "{", "code,population\n1,1000\n", /zones\.geojson/],
  ["a table without population", zones(SQUARE), "code,people\n1,1000\n", /population\.csv.*population/],
  ["a negative population", zones(SQUARE), "code,population\n1,-5\n", /population\.csv:2.*-5/],
  ["a zone of half the world", zones(SQUARE), "code,population\n1,1e9\n", /population\.csv:2 population: .*50,000,000/],
  ["a population that is no number", zones(SQUARE), "code,population\n1,many\n", /population\.csv:2.*many/],
  ["a zone that is not in the table", zones(SQUARE), "code,population\n2,1000\n", /population\.csv/],
])("a city of %s is refused in one line", (_, geojson, csv, expected) => {
  const folder = folderWith({ "zones.geojson": geojson, "population.csv": csv });
  const osm = join(CITIES!, "extracts/monaco.osm.pbf");
  const tables = ["--zones", "zones.geojson", "--population", "population.csv"];
  expect(complaint(["city", "build", "--osm", osm, ...tables, "--out", "a.city"], folder)).toMatch(expected);
});

const BROKEN = [
  ...["empty", "huge-blob-header", "huge-header-length", "no-roads", "not-a-pbf", "raw-size-too-big"],
  ...["truncated-in-length", "truncated", "unknown-required-feature", "zero-bytes", "zip-bomb-ish"],
];

test.skipIf(CITIES === undefined).each(BROKEN)("the broken extract %s is refused in one line", (name) => {
  const osm = join(CITIES!, `extracts/broken/${name}.osm.pbf`);
  expect(complaint(["city", "build", "--osm", osm, "--out", "a.city"], folderWith())).toContain(`${name}.osm.pbf`);
});

test("an unreadable city file is told, not traced", () => {
  const folder = folderWith({ "room.yaml": ROOM });
  mkdirSync(join(folder, "folder.city"));
  writeFileSync(join(folder, "empty.city"), "");
  for (const city of ["folder.city", "empty.city"]) {
    expect(complaint(["run", "room.yaml", "--city", city], folder)).toContain(city);
  }
});
