/** hyosan city: building a city from open data, and what is in one. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { InputError } from "../base/problems.js";
import { openCity } from "../builder/cities.js";
import type { Draft } from "../builder/draft.js";
import { BUILT_IN, BUILT_IN_PEOPLE, type BuiltIn, draftBuiltIn } from "../builder/made.js";
import { draftFromOsm } from "../builder/osm/index.js";
import { MOST_RESIDENTS } from "../builder/osm/population.js";
import { grouped } from "../builder/osm/words.js";
import { settle } from "../builder/settle.js";
import type { City } from "../city/city.js";
import { writeCity } from "../city/file.js";
import { makeFolder, onDisk } from "../outputs/files.js";
import { FEWEST_GENERATED, MOST_PEOPLE } from "../scenario/schema.js";
import { cityFacts, formatCityFacts } from "./city-facts.js";
import { given, wholeNumber } from "./options.js";
import { breathe, print, printJson, startProgress } from "./terminal.js";

/** "hyosan or seoul" */
const NAMES = BUILT_IN.join(" or ");

export function cityCommand(): Command {
  return new Command("city")
    .summary("build a city, or say what is in one")
    .description("Builds cities from OpenStreetMap extracts and open tables, and says what is in them.")
    .addHelpText(
      "after",
      "\nExamples:\n  $ hyosan city info hyosan\n  $ hyosan city build --osm andong.osm.pbf --out andong.city",
    )
    .addCommand(buildCommand())
    .addCommand(infoCommand());
}

interface BuildOptions {
  readonly out: string;
  readonly osm?: string;
  readonly zones?: string;
  readonly population?: string;
  readonly name?: string;
  readonly people?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

function buildCommand(): Command {
  return new Command("build")
    .summary("build a city file")
    .description("Builds a city from an OpenStreetMap extract and open tables, or a generated one by its name.")
    .argument("[generated]", `name of a generated city: ${NAMES}`)
    .requiredOption("--out <file>", "city file to write; its name ends in .city")
    .option("--osm <file>", "OpenStreetMap extract (.osm.pbf)")
    .option(
      "--zones <file>",
      "GeoJSON polygons of zones; properties code and name (default: one zone around all streets)",
    )
    .option("--population <file>", "CSV, a row a zone: code, population, and if known households, workers, age bands")
    .option("--name <name>", "name of the city (default: that of the file)")
    .option(
      "--people <n>",
      "residents of the generated city (default: 120,000, of Seoul all)",
      wholeNumber("--people", FEWEST_GENERATED, MOST_PEOPLE),
    )
    .option("--seed <n>", "seed of everything that is drawn (default: 1)", wholeNumber("--seed", 0))
    .option("--json", "print what is in the city as JSON and nothing else")
    .addHelpText("after", BUILD_EXAMPLES)
    .action(build);
}

const BUILD_EXAMPLES = `
Examples:
  $ hyosan city build --osm seoul.osm.pbf --zones zones.geojson --population zones.csv --out seoul.city
  $ hyosan city build --osm monaco.osm.pbf --out monaco.city
  $ hyosan city build hyosan --people 20000 --seed 3 --out small.city
  $ hyosan city build seoul --people 500000 --out seoul.city`;

async function build(generated: string | undefined, options: BuildOptions): Promise<void> {
  checkBuildOptions(generated, options);
  const json = options.json === true;
  const progress = startProgress("building the city", json);
  try {
    makeFolder(dirname(options.out));
    await breathe();
    const { osm, zones, population, name, seed = 1 } = options;
    const update = (stage: string, share = 0) =>
      progress.update(share > 0 ? `${stage} ${Math.round(share * 100)} %` : stage);
    const draft =
      osm === undefined
        ? draftGenerated(generated as BuiltIn, options.people, seed, update)
        : await draftFromOsm({ osm, ...given({ zones, population, name }), progress: update });
    checkResidents(draft, population ?? osm);
    const city = settle(draft, seed, update);
    update("writing the city");
    await write(city, options.out);
    progress.stop();
    tell(city, options.out, json, "short");
  } finally {
    progress.stop();
  }
}

function draftGenerated(
  name: BuiltIn,
  people: number | undefined,
  seed: number,
  progress: (stage: string) => void,
): Draft {
  const { usual, least } = BUILT_IN_PEOPLE[name];
  if (people !== undefined && people < least) {
    const expected = `at least ${least} people in ${name}`;
    throw new InputError({ where: "command line", path: "--people", expected, found: String(people) });
  }
  return draftBuiltIn(name, people ?? usual, seed, progress);
}

async function write(city: City, file: string): Promise<void> {
  try {
    await writeCity(city, file);
  } catch (error) {
    onDisk(file, () => {
      throw error;
    });
  }
}

/** More people than fit would end in a computer without memory. */
function checkResidents({ zones }: Draft, file = "command line"): void {
  const residents = zones.reduce((sum, zone) => sum + zone.residents, 0);
  if (residents <= MOST_RESIDENTS) return;
  const expected = `at most ${grouped(MOST_RESIDENTS)} residents in the city`;
  throw new InputError({ where: file, path: "", expected, found: grouped(residents) });
}

/** Options that belong to the other kind of city, or a name that is none, are mistakes. */
function checkBuildOptions(generated: string | undefined, options: BuildOptions): void {
  const wrong = (path: string, expected: string, found: string) =>
    new InputError({ where: "command line", path, expected, found });
  if (!options.out.endsWith(".city")) throw wrong("--out", "a name that ends in .city", JSON.stringify(options.out));
  if (generated === undefined && options.osm === undefined) {
    throw wrong("", `--osm <file>, or the name of a generated city (${NAMES})`, "neither");
  }
  if (generated !== undefined && !BUILT_IN.some((name) => name === generated)) {
    throw wrong("", `a generated city (${NAMES}), or --osm <file>`, JSON.stringify(generated));
  }
  const strangers = generated === undefined ? (["people"] as const) : (["osm", "zones", "population", "name"] as const);
  for (const option of strangers) {
    if (options[option] === undefined) continue;
    const kind = generated === undefined ? "generated city" : "city built from OpenStreetMap";
    throw wrong(`--${option}`, `this option only for a ${kind}`, JSON.stringify(options[option]));
  }
}

function infoCommand(): Command {
  return new Command("info")
    .summary("say what is in a city")
    .description("Says what is in a city: people, places, where it comes from, what was assumed and left out.")
    .argument("<city>", `a .city file, or the name of a built-in city: ${NAMES}`)
    .option("--json", "print it as JSON and nothing else")
    .addHelpText("after", "\nExamples:\n  $ hyosan city info hyosan\n  $ hyosan city info seoul.city --json")
    .action(info);
}

async function info(source: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const progress = startProgress("opening the city", json);
  try {
    await breathe();
    const city = await openCity(source, { file: "command line" }, (stage) =>
      progress.update(`making the city: ${stage}`),
    );
    progress.stop();
    tell(city, source.endsWith(".city") ? source : null, json, "full");
  } finally {
    progress.stop();
  }
}

function tell(city: City, file: string | null, json: boolean, length: "short" | "full"): void {
  const facts = cityFacts(city, file, file === null ? null : statSync(file).size);
  if (json) printJson(facts);
  else if (length === "full") print(formatCityFacts(facts));
  else {
    print(formatCityFacts({ ...facts, sources: [], assumptions: [], left_out: [] }));
    print(`\nsee hyosan city info ${file} for sources, assumptions and what was left out`);
  }
}
