/** From the text of a recipe to a checked recipe in SI, or to every problem in it. */
import { InputError } from "../../base/problems.js";
import { dotted, type Finding, type Path } from "../../scenario/findings.js";
import { shapeOf } from "../../scenario/shape.js";
import { positionOf, readSource } from "../../scenario/source.js";
import { Recipe, type Role } from "./schema.js";

/** A recipe and where its values stand. */
export interface LoadedRecipe {
  readonly recipe: Recipe;
  /** The problem of a value: file, line and column, path, what was expected and found. */
  problem(path: Path, expected: string, found: string): InputError;
}

/**
 * Reads and checks a recipe.
 *
 * @param text  YAML
 * @param file  name for problems
 * @throws InputError with every problem and its line and column
 */
export function loadRecipe(text: string, file: string): LoadedRecipe {
  const source = readSource(text, file, "a recipe: a table of the keys `name`, `files`, `trains`");
  const problemOf = ({ path, expected, found, atKey }: Finding) => ({
    where: positionOf(source, path, atKey === true),
    path: dotted(path),
    expected,
    found,
  });
  const shaped = shapeOf(Recipe, source.value);
  const findings = "findings" in shaped ? shaped.findings : meaningOf(shaped.value);
  if (findings.length > 0) throw new InputError(findings.map(problemOf));
  return {
    recipe: (shaped as { readonly value: Recipe }).value,
    problem: (path, expected, found) => new InputError(problemOf({ path, expected, found })),
  };
}

/** What no schema can say: files that are of use only together. */
function meaningOf({ files, trains }: Recipe): Finding[] {
  const findings: Finding[] = [];
  const needs = (role: Role, other: Role) => {
    if (files[role] === undefined || files[other] !== undefined) return;
    findings.push({ path: ["files", role], expected: `also files.${other}, which it refers to`, found: "none" });
  };
  needs("lines", "stations");
  needs("ridership", "stations");
  if (files.lines !== undefined && trains === undefined) {
    const expected = "a table of how trains run (headwayPeak, headway, speed, dwell, cars, car), as there are lines";
    findings.push({ path: ["trains"], expected, found: "nothing (the key is missing)" });
  }
  return findings;
}
