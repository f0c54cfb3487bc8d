/** hyosan city: building a city from open data, and what is in one. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../base/problems.js";
import { openCity } from "../builder/cities.js";
import type { Draft } from "../builder/draft.js";
import { BUILT_IN_PEOPLE, draftBuiltIn } from "../builder/made.js";
import { draftFromOsm } from "../builder/osm/index.js";
import { MOST_RESIDENTS } from "../builder/osm/population.js";
import { grouped } from "../builder/osm/words.js";
import { settle } from "../builder/settle.js";
import type { City } from "../city/city.js";
import { readHash, writeCity } from "../city/file.js";
import { makeFolder, onDisk } from "../outputs/files.js";
import { packageVersion } from "../outputs/version.js";
import { BUILT_IN, type BuiltIn } from "../scenario/made-cities.js";
import { cityFacts, formatCityFacts } from "./city-facts.js";
import { cookRecipe, isRecipe } from "./recipe.js";
import { given } from "./options.js";
import { breathe, startProgress } from "./progress.js";
import { print, printJson } from "./terminal.js";

/** "hyosan or seoul" */
const NAMES = BUILT_IN.join(" or ");

export interface BuildOptions {
  readonly out: string;
  readonly osm?: string;
  readonly zones?: string;
  readonly population?: string;
  readonly name?: string;
  readonly people?: number;
  readonly seed?: number;
  readonly data?: string;
  readonly report?: string;
  readonly json?: boolean;
}

export async function build(what: string | undefined, options: BuildOptions): Promise<void> {
  checkBuildOptions(what, options);
  if (what !== undefined && isRecipe(what)) return buildFromRecipe(what, options);
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
        ? draftGenerated(what as BuiltIn, options.people, seed, update)
        : await draftFromOsm({ osm, ...given({ zones, population, name }), progress: update });
    checkResidents(draft, population ?? osm);
    const city = settle(draft, seed, update);
    update("writing the city");
    await write(city, options.out);
    progress.stop();
    await tell(city, options.out, json, "short");
  } finally {
    progress.stop();
  }
}

/** Builds from a recipe, and writes the city and the report of the build. */
async function buildFromRecipe(file: string, options: BuildOptions): Promise<void> {
  const { out, data = dirname(file), seed = 1, json = false } = options;
  const report = options.report ?? out.replace(/\.city$/, ".build.html");
  const progress = startProgress("building the city", json);
  try {
    await breathe();
    const update = (stage: string, share = 0) =>
      progress.update(share > 0 ? `${stage} ${Math.round(share * 100)} %` : stage);
    const { city, evidence } = await cookRecipe(file, data, seed, update);
    for (const written of [out, report]) makeFolder(dirname(written));
    update("writing the city");
    await write(city, out);
    update("writing the report");
    const { writeBuildReport } = await import("../outputs/build-report/report.js"); // late: it loads the drawing of charts
    writeBuildReport(city, evidence, report, seed, packageVersion());
    progress.stop();
    await tell(city, out, json, "short");
    if (!json) print(`${report}  how near it is to what is known; open it in a browser`);
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
function checkBuildOptions(what: string | undefined, options: BuildOptions): void {
  const wrong = (path: string, expected: string, found: string) =>
    new InputError({ where: "command line", path, expected, found });
  if (!options.out.endsWith(".city")) throw wrong("--out", "a name that ends in .city", JSON.stringify(options.out));
  if (what === undefined && options.osm === undefined) {
    throw wrong("", `--osm <file>, a recipe (.yaml), or the name of a generated city (${NAMES})`, "neither");
  }
  if (what !== undefined && !BUILT_IN.some((name) => name === what) && !isRecipe(what)) {
    throw wrong("", `a generated city (${NAMES}), a recipe (.yaml), or --osm <file>`, JSON.stringify(what));
  }
  const own = what === undefined ? "city built from OpenStreetMap" : isRecipe(what) ? "recipe" : "generated city";
  for (const [option, kind] of Object.entries(OPTIONS_OF)) {
    const value = options[option as keyof BuildOptions];
    if (value === undefined || kind === own) continue;
    throw wrong(`--${option}`, `this option only for a ${kind}`, JSON.stringify(value));
  }
}

/** The kind of city an option belongs to; options of all kinds are not here. */
const OPTIONS_OF: Readonly<Partial<Record<keyof BuildOptions, string>>> = {
  people: "generated city",
  osm: "city built from OpenStreetMap",
  zones: "city built from OpenStreetMap",
  population: "city built from OpenStreetMap",
  name: "city built from OpenStreetMap",
  data: "recipe",
  report: "recipe",
};

export async function info(source: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const progress = startProgress("opening the city", json);
  try {
    await breathe();
    const city = await openCity(source, { file: "command line" }, (stage) =>
      progress.update(`making the city: ${stage}`),
    );
    progress.stop();
    await tell(city, source.endsWith(".city") ? source : null, json, "full");
  } finally {
    progress.stop();
  }
}

async function tell(city: City, file: string | null, json: boolean, length: "short" | "full"): Promise<void> {
  const facts =
    file === null ? cityFacts(city, null, null) : cityFacts(city, file, statSync(file).size, await readHash(file));
  if (json) printJson(facts);
  else if (length === "full") print(formatCityFacts(facts));
  else {
    print(formatCityFacts({ ...facts, sources: [], assumptions: [], left_out: [] }));
    print(`\nsee hyosan city info ${file} for sources, assumptions and what was left out`);
  }
}
