/** Single values given beside the scenario file: `--set strains.flu.contact.rate="0.4 per day"`. */
import { parseDocument } from "yaml";
import { InputError, type Problem } from "../base/problems.js";
import { isTable, oneOf, shown, type Path } from "./findings.js";

/** One value to set in a scenario before it is checked. */
export interface Setting {
  /** As written, "immune=0.3". */
  readonly text: string;
  readonly path: Path;
  readonly value: unknown;
  /** True if it was given by an option of its own, such as --until, and `text` is that: "--until 36 h". */
  readonly hasOption?: boolean;
}

/** How a setting is named in problems: where it is, and the path if that does not say it. */
export function placeOf({ text, hasOption }: Setting, path: string): Pick<Problem, "where" | "path"> {
  return hasOption === true ? { where: text, path: "" } : { where: whereOf(text), path };
}

function whereOf(text: string): string {
  return `--set ${text}`;
}

/** Reads "path=value"; the value is YAML. Throws InputError if it is neither. */
export function parseSetting(text: string): Setting {
  const equals = text.indexOf("=");
  const keys = equals < 1 ? [] : text.slice(0, equals).trim().split(".");
  if (keys.length === 0 || keys.some((key) => key === "")) {
    throw problem(text, "", "a path and a value, such as immune=0.3 or outbreak.0.count=5", shown(text));
  }
  const document = parseDocument(text.slice(equals + 1), { schema: "core" });
  const refused = () => problem(text, keys.join("."), "a value in YAML", `"${text.slice(equals + 1)}"`);
  if (document.errors.length > 0) throw refused();
  const path = keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  try {
    return { text, path, value: document.toJS() as unknown };
  } catch {
    throw refused(); // aliases without an anchor, or too many
  }
}

/**
 * A copy of the scenario with the value set; tables on the way are made if they are missing. Throws InputError if
 * the path leads through something that is no table or list, or to a strain or state that is not there.
 */
export function withSetting(input: unknown, setting: Setting): unknown {
  return replaced(input, setting, 0);
}

function replaced(input: unknown, setting: Setting, depth: number): unknown {
  const { path, value, text } = setting;
  const key = path[depth];
  if (key === undefined) return value;
  const here = path.slice(0, depth).join(".");
  if (Array.isArray(input)) {
    if (typeof key !== "number" || key > input.length) {
      throw problem(text, here, `a position from 0 to ${Math.max(0, input.length - 1)} in this list`, shown(key));
    }
    return Object.assign([...(input as unknown[])], { [key]: replaced(input[key], setting, depth + 1) });
  }
  if (input !== undefined && input !== null && !isTable(input)) {
    throw problem(text, here, "a table of keys that can be set one by one", shown(input));
  }
  const table = input ?? {};
  if (depth + 1 < path.length && !Object.hasOwn(table, key)) refuseNewName(table, setting, depth);
  return { ...table, [key]: replaced((table as Record<string, unknown>)[key], setting, depth + 1) };
}

/** A misspelt strain or state would otherwise be a new one. */
function refuseNewName(table: object, { path, text }: Setting, depth: number): void {
  const what = depth === 1 ? "strain" : "state";
  const named = path[0] === "strains" && (depth === 1 || (depth === 3 && path[2] === "states"));
  if (!named) return;
  const written = String(path[depth]);
  throw problem(text, path.slice(0, depth + 1).join("."), oneOf(what, Object.keys(table), written), shown(written));
}

function problem(text: string, path: string, expected: string, found: string): InputError {
  const facts: Problem = { where: whereOf(text), path, expected, found };
  return new InputError(facts);
}
