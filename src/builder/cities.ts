/** Opens the city a scenario names. */
import { dirname, resolve } from "node:path";
import { InputError } from "../base/problems.js";
import type { City } from "../city/city.js";
import { readCity } from "../city/file.js";
import { BUILT_IN } from "../scenario/made-cities.js";
import type { Scenario } from "../scenario/schema.js";
import { makeCity, type StageListener } from "./made.js";

/**
 * The city of a scenario: made in memory, or read from a .city file.
 *
 * @param source  the scenario's `city`
 * @param base    the scenario's file: paths are relative to it
 * @param progress  called with the name of each stage of making a city
 * @throws InputError for names that are neither, and files that cannot be read
 */
export async function openCity(
  source: Scenario["city"],
  base: { file: string },
  progress?: StageListener,
): Promise<City> {
  const made = makeCity(source, base.file, progress);
  if (made !== undefined) return made;
  const name = String(source);
  if (!name.endsWith(".city"))
    throw new InputError({
      where: base.file,
      path: "city",
      expected: `a built-in city (${BUILT_IN.join(", ")}) or the path of a .city file`,
      found: `"${name}"`,
    });
  return readCity(resolve(dirname(base.file), name));
}
