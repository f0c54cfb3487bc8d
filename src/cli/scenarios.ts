/** hyosan scenarios: what there is to run. */
import { builtinScenarios } from "../scenario/builtin.js";
import { formatFacts, print, printJson } from "./terminal.js";

export function scenarios({ json = false }: { readonly json?: boolean }): void {
  const found = builtinScenarios();
  if (json) printJson(found);
  else print(formatFacts(found.map(({ name, title }) => [name, title] as const)));
}
