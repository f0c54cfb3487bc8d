/** The JSON Schema of scenario files, for completion and checks in editors; schema/scenario.schema.json is its copy. */
import { z } from "zod";
import { formatQuantity } from "../base/units.js";
import { dimensionOf } from "./quantities.js";
import { Scenario, Strain } from "./schema.js";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schema (draft 2020-12) of the scenario as written in the file: quantities are texts with a unit. */
export function scenarioJsonSchema(): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(Scenario, { io: "input", override: mend });
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: "scenario.schema.json",
    title: "Hyosan scenario",
    description: "An outbreak in a city: who is infected, how it spreads, how it goes on, what is recorded.",
    ...rest,
  };
}

/** Shows defaults as one would write them, and leaves out what says nothing. */
function mend({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  const { def } = zodSchema._zod;
  if (def.type === "default") {
    const dimension = dimensionOf(def.innerType);
    if (dimension !== undefined) jsonSchema.default = formatQuantity(def.defaultValue as number, dimension);
    else if (typeof def.defaultValue === "object") delete jsonSchema.default;
  }
  if (zodSchema === Strain) {
    jsonSchema.anyOf = [{ required: jsonSchema.required! }, { required: ["base"] }];
    delete jsonSchema.required;
  }
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
