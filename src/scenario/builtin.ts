/** The scenarios that come with the package, and scenario files by name. Reads files: not for browsers. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { InputError } from "../base/problems.js";
import { either, isTable, shown, suggestion } from "./findings.js";

/** A scenario of the package. */
export interface BuiltinScenario {
  readonly name: string;
  /** Its title, or its name if it has none. */
  readonly title: string;
  /** Absolute path. */
  readonly file: string;
}

/** Beside src/ in a checkout and beside dist/ where the package is installed. */
const FOLDER = fileURLToPath(new URL("../../scenarios/", import.meta.url));

/** The scenarios of the package, by name. */
export function builtinScenarios(): BuiltinScenario[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => {
    const name = basename(file, ".yaml");
    const content: unknown = parse(readFileSync(join(FOLDER, file), "utf8"));
    const title = isTable(content) && typeof content.title === "string" ? content.title : name;
    return { name, title, file: join(FOLDER, file) };
  });
}

/**
 * The text of a scenario by the name of a built-in one, or by file; `file` is relative to the working directory if it
 * is inside. Throws InputError if there is none.
 */
export function resolveScenario(nameOrFile: string): { text: string; file: string } {
  const builtin = join(FOLDER, `${nameOrFile}.yaml`);
  if (/^[\w-]+$/.test(nameOrFile) && existsSync(builtin)) {
    return { text: readFileSync(builtin, "utf8"), file: shortest(builtin) };
  }
  if (existsSync(nameOrFile)) {
    if (statSync(nameOrFile).isFile()) return { text: readFileSync(nameOrFile, "utf8"), file: nameOrFile };
    throw new InputError({ where: nameOrFile, path: "", expected: "a scenario file", found: "a folder" });
  }
  const names = builtinScenarios().map(({ name }) => name);
  const expected = `a scenario file, or the name of a built-in scenario: ${either(names)}`;
  throw new InputError({
    where: "scenario",
    path: "",
    expected: expected + suggestion(nameOrFile, names),
    found: `${shown(nameOrFile)}, which is neither`,
  });
}

function shortest(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}
