/** hyosan scenarios and hyosan schema: what there is to run, and what a scenario may say. */
import { Command } from "commander";
import { builtinScenarios } from "../scenario/builtin.js";
import { scenarioJsonSchema } from "../scenario/json-schema.js";
import { formatFacts, print, printJson } from "./terminal.js";

export function scenariosCommand(): Command {
  return new Command("scenarios")
    .summary("list the built-in scenarios")
    .description("Lists the scenarios that come with Hyosan. Their names can be given to run and check.")
    .option("--json", "print the list as JSON")
    .addHelpText("after", "\nExamples:\n  $ hyosan scenarios\n  $ hyosan scenarios --json")
    .action(({ json = false }: { readonly json?: boolean }) => {
      const scenarios = builtinScenarios();
      if (json) printJson(scenarios);
      else print(formatFacts(scenarios.map(({ name, title }) => [name, title] as const)));
    });
}

export function schemaCommand(): Command {
  return new Command("schema")
    .summary("print the JSON Schema of scenario files")
    .description("Prints the JSON Schema of scenario files, for editors that complete and check YAML.")
    .addHelpText("after", "\nExamples:\n  $ hyosan schema > scenario.schema.json")
    .action(() => printJson(scenarioJsonSchema()));
}
