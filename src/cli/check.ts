/** hyosan check: whether a scenario is right, and what it says. */
import { Command } from "commander";
import { resolveScenario } from "../scenario/builtin.js";
import { explain } from "../scenario/explain.js";
import { loadScenario } from "../scenario/load.js";
import { collect, type ScenarioOptions, settings } from "./options.js";
import { print, printJson } from "./terminal.js";

interface CheckOptions extends ScenarioOptions {
  readonly json?: boolean;
}

export function checkCommand(): Command {
  return new Command("check")
    .summary("check a scenario and say what it means")
    .description(
      "Checks a scenario and explains it in words. Every mistake is told with line and column (exit code 2).",
    )
    .argument("<scenario>", "name of a built-in scenario or a YAML file")
    .option("--set <path=value>", "change one value of the scenario (repeatable)", collect)
    .option("--json", "print the scenario with every default filled in, SI units, as JSON")
    .addHelpText("after", EXAMPLES)
    .action(check);
}

const EXAMPLES = `
Examples:
  $ hyosan check hyosan-high
  $ hyosan check my.yaml --set until="3 d"
  $ hyosan check my.yaml --json`;

function check(nameOrFile: string, options: CheckOptions): void {
  const { text, file } = resolveScenario(nameOrFile);
  const scenario = loadScenario(text, file, settings(options));
  if (options.json === true) printJson({ file, scenario });
  else print(explain(scenario).trimEnd());
}
