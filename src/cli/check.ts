/** hyosan check: whether a scenario is right, and what it says. */
import { resolveScenario } from "../scenario/builtin.js";
import { explain } from "../scenario/explain.js";
import { loadScenario } from "../scenario/load.js";
import { type ScenarioOptions, settings } from "./options.js";
import { print, printJson } from "./terminal.js";

interface CheckOptions extends ScenarioOptions {
  readonly json?: boolean;
}

export function check(nameOrFile: string, options: CheckOptions): void {
  const { text, file } = resolveScenario(nameOrFile);
  const scenario = loadScenario(text, file, settings(options));
  if (options.json === true) printJson({ file, scenario });
  else print(explain(scenario).trimEnd());
}
