/** hyosan schema: what a scenario may say. */
import { scenarioJsonSchema } from "../scenario/json-schema.js";
import { printJson } from "./terminal.js";

export function schema(): void {
  printJson(scenarioJsonSchema());
}
