/**
 * What can be said on the command line: every command with its options and help. What a command does is in a file of its
 * own beside this one, loaded when the command is called, so that nobody waits for what they did not ask for.
 */
import { Command } from "commander";
import { BUILT_IN, FEWEST_GENERATED, MOST_PEOPLE } from "../scenario/made-cities.js";
import type { ChronicleOptions } from "./chronicle.js";
import type { BuildOptions } from "./city.js";
import { collect, type ScenarioOptions, wholeNumber } from "./options.js";
import type { RunOptions } from "./run.js";

interface JsonOption {
  readonly json?: boolean;
}

/** All commands, in the order of the help. */
export function commands(): Command[] {
  return [
    ...[runCommand(), checkCommand(), cityCommand(), reportCommand(), phylogenyCommand(), followCommand()],
    ...[chronicleCommand(), scenariosCommand(), schemaCommand()],
  ];
}

const MOST_THREADS = 64;

function runCommand(): Command {
  return new Command("run")
    .summary("run a scenario and write its tables and report")
    .description(
      "Runs a scenario: a built-in one by name, or a file. Writes a folder with run.json, Parquet tables, report.html and front.svg.",
    )
    .argument("<scenario>", "name of a built-in scenario (see hyosan scenarios) or a YAML file")
    .option("--out <dir>", "folder to write (default: runs/<scenario>-seed<N> here)")
    .option("--force", "replace the run that is in the folder")
    .option("--seed <n>", "seed of all random draws (default: the scenario's, else 1)", wholeNumber("--seed", 0))
    .option("--until <duration>", 'simulated time to run, such as "36 h"')
    .option("--city <city>", "another city: a built-in name or a .city file")
    .option("--set <path=value>", "change one value of the scenario (repeatable)", collect)
    .option(
      "--threads <n>",
      "threads to share the run (default: the cores there are, if worth it); the outcome is the same",
      wholeNumber("--threads", 1, MOST_THREADS),
    )
    .option("--json", "print the summary as JSON and nothing else")
    .addHelpText("after", RUN_EXAMPLES)
    .action(async (scenario: string, options: RunOptions) => (await import("./run.js")).run(scenario, options));
}

const RUN_EXAMPLES = `
Examples:
  $ hyosan run hyosan-high
  $ hyosan run hyosan-high --seed 7 --until "36 h" --out runs/friday
  $ hyosan run my.yaml --city seoul.city --set immune=0.3 --set strains.jonas.attack.law.handling="30 s"

Ctrl-C ends a run early: its files are complete up to there (exit code 130). Again: ends at once.`;

function checkCommand(): Command {
  return new Command("check")
    .summary("check a scenario and say what it means")
    .description(
      "Checks a scenario and explains it in words. Every mistake is told with line and column (exit code 2).",
    )
    .argument("<scenario>", "name of a built-in scenario or a YAML file")
    .option("--set <path=value>", "change one value of the scenario (repeatable)", collect)
    .option("--json", "print the scenario with every default filled in, SI units, as JSON")
    .addHelpText("after", CHECK_EXAMPLES)
    .action(async (scenario: string, options: ScenarioOptions & JsonOption) =>
      (await import("./check.js")).check(scenario, options),
    );
}

const CHECK_EXAMPLES = `
Examples:
  $ hyosan check hyosan-high
  $ hyosan check my.yaml --set until="3 d"
  $ hyosan check my.yaml --json`;

/** "hyosan or seoul" */
const NAMES = BUILT_IN.join(" or ");

function cityCommand(): Command {
  return new Command("city")
    .summary("build a city, or say what is in one")
    .description("Builds cities from OpenStreetMap extracts and open tables, and says what is in them.")
    .addHelpText(
      "after",
      "\nExamples:\n  $ hyosan city info hyosan\n  $ hyosan city build --osm andong.osm.pbf --out andong.city",
    )
    .addCommand(cityBuildCommand())
    .addCommand(cityInfoCommand());
}

function cityBuildCommand(): Command {
  return new Command("build")
    .summary("build a city file")
    .description(
      "Builds a city from a recipe, from an OpenStreetMap extract and open tables, or a generated one by its name.",
    )
    .argument("[what]", `a recipe (.yaml), or the name of a generated city: ${NAMES}`)
    .requiredOption("--out <file>", "city file to write; its name ends in .city")
    .option("--osm <file>", "OpenStreetMap extract (.osm.pbf)")
    .option(
      "--zones <file>",
      "GeoJSON polygons of zones; properties code and name (default: one zone around all streets)",
    )
    .option("--population <file>", "CSV, a row a zone: code, population, and if known households, workers, age bands")
    .option("--data <folder>", "folder of the recipe's files (default: that of the recipe)")
    .option("--report <file>", "report of the build from a recipe, HTML (default: beside the city, NAME.build.html)")
    .option("--name <name>", "name of the city (default: that of the file)")
    .option(
      "--people <n>",
      "residents of the generated city (default: 120,000, of Seoul all)",
      wholeNumber("--people", FEWEST_GENERATED, MOST_PEOPLE),
    )
    .option("--seed <n>", "seed of everything that is drawn (default: 1)", wholeNumber("--seed", 0))
    .option("--json", "print what is in the city as JSON and nothing else")
    .addHelpText("after", CITY_BUILD_EXAMPLES)
    .action(async (what: string | undefined, options: BuildOptions) =>
      (await import("./city.js")).build(what, options),
    );
}

const CITY_BUILD_EXAMPLES = `
Examples:
  $ hyosan city build --osm seoul.osm.pbf --zones zones.geojson --population zones.csv --out seoul.city
  $ hyosan city build --osm monaco.osm.pbf --out monaco.city
  $ hyosan city build recipes/seoul.yaml --data downloads --out seoul.city
  $ hyosan city build hyosan --people 20000 --seed 3 --out small.city
  $ hyosan city build seoul --people 500000 --out half-million.city`;

function cityInfoCommand(): Command {
  return new Command("info")
    .summary("say what is in a city")
    .description("Says what is in a city: people, places, where it comes from, what was assumed and left out.")
    .argument("<city>", `a .city file, or the name of a built-in city: ${NAMES}`)
    .option("--json", "print it as JSON and nothing else")
    .addHelpText("after", "\nExamples:\n  $ hyosan city info hyosan\n  $ hyosan city info seoul.city --json")
    .action(async (city: string, options: JsonOption) => (await import("./city.js")).info(city, options));
}

function reportCommand(): Command {
  return new Command("report")
    .summary("write the report of a run again")
    .description("Writes report.html and front.svg into the folder of a run, from its tables alone.")
    .argument("<run>", "folder of a run")
    .option("--json", "print where it is as JSON")
    .addHelpText("after", "\nExamples:\n  $ hyosan report runs/hyosan-high-seed2")
    .action(async (folder: string, options: JsonOption) => (await import("./report.js")).report(folder, options));
}

function phylogenyCommand(): Command {
  return new Command("phylogeny")
    .summary("write the trees of a run: infections, variants")
    .description(
      "Writes transmissions.nwk (who infected whom) and, where a strain mutates, variants.nwk (which variant came of which) " +
        "into the folder of a run, from its tables. Newick format; branches are in seconds, the root is the start.",
    )
    .argument("<run>", "folder of a run")
    .option("--json", "print where they are as JSON")
    .addHelpText("after", "\nExamples:\n  $ hyosan phylogeny runs/two-strains-seed1")
    .action(async (folder: string, options: JsonOption) => (await import("./phylogeny.js")).phylogeny(folder, options));
}

function followCommand(): Command {
  return new Command("follow")
    .summary("tell one person's story in a run")
    .description(
      "Tells the story of one of the cast, or of anyone in an event, from the folder of a run: where they were, what befell them, what became of them.",
    )
    .argument("<run>", "folder of a run")
    .argument("<name>", "name of one of the cast, or a row of people")
    .option("--json", "print it as JSON and nothing else")
    .addHelpText("after", FOLLOW_EXAMPLES)
    .action(async (folder: string, name: string, options: JsonOption) =>
      (await import("./follow.js")).tell(folder, name, options),
    );
}

const FOLLOW_EXAMPLES = `
Examples:
  $ hyosan follow runs/season-1-seed1 "Nam On-jo"
  $ hyosan follow runs/season-1-seed1 92707 --json

Numbers such as [#128] are rows of events.parquet. Names of people who are not of the cast are generated.`;

/** Episodes of a season. */
const EPISODES = 12;
const MOST_EPISODES = 100;

function chronicleCommand(): Command {
  return new Command("chronicle")
    .summary("tell a run as episodes")
    .description(
      "Tells a run as episodes in Markdown: cold open, turns, body count, what the public was told, cliffhanger. Nothing is invented: every sentence names the events it tells.",
    )
    .argument("<run>", "folder of a run")
    .option(
      "--episodes <n>",
      `episodes at most (default: ${EPISODES}); fewer if less happens`,
      wholeNumber("--episodes", 1, MOST_EPISODES),
    )
    .option("--out <file>", "write it to a file instead of printing it")
    .option("--json", "print it as JSON and nothing else")
    .addHelpText("after", CHRONICLE_EXAMPLES)
    .action(async (folder: string, options: Partial<ChronicleOptions>) =>
      (await import("./chronicle.js")).tell(folder, { episodes: EPISODES, ...options }),
    );
}

const CHRONICLE_EXAMPLES = `
Examples:
  $ hyosan chronicle runs/hyosan-high-seed2
  $ hyosan chronicle runs/hyosan-high-seed2 --episodes 6 --out season.md`;

function scenariosCommand(): Command {
  return new Command("scenarios")
    .summary("list the built-in scenarios")
    .description("Lists the scenarios that come with Hyosan. Their names can be given to run and check.")
    .option("--json", "print the list as JSON")
    .addHelpText("after", "\nExamples:\n  $ hyosan scenarios\n  $ hyosan scenarios --json")
    .action(async (options: JsonOption) => (await import("./scenarios.js")).scenarios(options));
}

function schemaCommand(): Command {
  return new Command("schema")
    .summary("print the JSON Schema of scenario files")
    .description("Prints the JSON Schema of scenario files, for editors that complete and check YAML.")
    .addHelpText("after", "\nExamples:\n  $ hyosan schema > scenario.schema.json")
    .action(async () => (await import("./schema.js")).schema());
}
