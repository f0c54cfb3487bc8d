/** The shape of a scenario: zod's check, and its issues turned into findings in plain words. */
import type { z } from "zod";
import { dotted, isTable, nearest, shown, suggestion, valueAt, type Finding, type Path } from "./findings.js";
import { Scenario } from "./schema.js";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Either the scenario, in SI, or everything that is wrong with the shape of the input. */
export type Shaped = { readonly scenario: Scenario } | { readonly findings: readonly Finding[] };

/** Checks the shape of a scenario (keys, types, ranges, units) and fills in the defaults. */
export function shape(input: unknown): Shaped {
  const shaped = shapeOf(Scenario, input);
  return "value" in shaped ? { scenario: shaped.value } : shaped;
}

/** Checks the shape of an input of any kind: its value as the schema has it, or everything that is wrong. */
export function shapeOf<T>(
  schema: z.ZodType<T>,
  input: unknown,
): { readonly value: T } | { readonly findings: readonly Finding[] } {
  const result = schema.safeParse(input, { error: expectedWords });
  if (result.success) return { value: result.data };
  return {
    findings: withoutMisspelt(
      result.error.issues.flatMap((issue) => findingsOf(issue, [], input)),
      input,
    ),
  };
}

/** Leaves out the missing keys that another finding says are there, but misspelt. */
function withoutMisspelt(findings: readonly Finding[], input: unknown): Finding[] {
  const meant = new Set(findings.flatMap((finding) => (finding.meant === undefined ? [] : [dotted(finding.meant)])));
  return findings.filter(({ path }) => !meant.has(dotted(path)) || valueAt(input, path) !== undefined);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a table of keys",
  record: "a table of keys",
  array: "a list",
  tuple: "a list",
};

/**
 * The words that follow "expected", which become the issue's message. Types of the schema that have words of their
 * own (`error: …`) keep them. For an unknown key the message is the list of known keys: see unknownKeys().
 */
function expectedWords(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeWords(issue);
    case "invalid_value":
      return `${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "too_small":
      return limitWords(issue.origin, issue.inclusive === false ? "above" : "at least", issue.minimum);
    case "too_big":
      return limitWords(issue.origin, issue.inclusive === false ? "below" : "at most", issue.maximum);
    case "unrecognized_keys":
      return knownKeys(issue).join(" ");
    case "invalid_union":
      return `one of ${((issue.options as unknown[] | undefined) ?? []).join(", ")}`;
    default:
      return "another value";
  }
}

function typeWords(issue: RawIssue): string {
  const words = TYPE_WORDS[String(issue.expected)] ?? String(issue.expected);
  if (issue.input === null && words === "a table of keys") return "a table of keys ({} for an empty one)";
  const description = issue.input === undefined ? (issue.inst as { description?: string }).description : undefined;
  if (description === undefined) return words;
  return `${words} (${description[0]!.toLowerCase()}${description.slice(1)})`;
}

function limitWords(origin: string, word: string, limit: number | bigint): string {
  if (origin === "string") return "text that is not empty";
  if (origin === "array") return `a list of ${word} ${limit}`;
  return `a number ${word === "above" || word === "below" ? word : `of ${word}`} ${limit}`;
}

function knownKeys(issue: RawIssue): string[] {
  const { def } = (issue.inst as z.ZodObject)._zod;
  return Object.keys(def.shape);
}

/** An issue at a path relative to `base`, as one finding or, for unknown keys and unions, several. */
function findingsOf(issue: Issue, base: Path, input: unknown): Finding[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, issue.message.split(" "), path);
  if (issue.code === "invalid_union" && issue.errors.length > 0) return unionFindings(issue, path, input);
  if (issue.code === "invalid_key") {
    return [{ path, expected: "a name that is not empty", found: shown(path.at(-1)), atKey: true }];
  }
  return [{ path, expected: issue.message, found: shown(valueAt(input, path)) }];
}

function unknownKeys(keys: readonly string[], known: readonly string[], path: Path): Finding[] {
  return keys.map((key) => {
    const near = nearest(key, known);
    const facts = { path: [...path, key], found: shown(key), atKey: true };
    if (near === undefined) return { ...facts, expected: keyWords(known) };
    return { ...facts, expected: `a known key${suggestion(key, known)}`, meant: [...path, near] };
  });
}

function keyWords(known: readonly string[]): string {
  return known.length === 1 ? `only the key ${known[0]}` : `one of the keys ${known.join(", ")}`;
}

/** The findings of the form that fits the input best; if none fits, one that names all forms. */
function unionFindings(issue: Issue & { code: "invalid_union" }, path: Path, input: unknown): Finding[] {
  const value = valueAt(input, path);
  const fitting = issue.errors.filter((branch) => fits(branch, value));
  fitting.sort((a, b) => unknownIn(a) - unknownIn(b) || a.length - b.length);
  const best = fitting[0];
  if (best !== undefined) return best.flatMap((inner) => findingsOf(inner, path, input));
  const formKeys = issue.errors.flat().flatMap((inner) => (inner.path.length === 1 ? [String(inner.path[0])] : []));
  const hint = isTable(value)
    ? Object.keys(value)
        .map((key) => suggestion(key, formKeys))
        .join("")
    : "";
  return [{ path, expected: issue.message + hint, found: shown(value) }];
}

/** A form fits if the value is of its type and none of the form's own keys is missing. */
function fits(branch: readonly Issue[], value: unknown): boolean {
  return branch.every(({ path, code }) => {
    if (path.length === 0) return code !== "invalid_type";
    return path.length > 1 || valueAt(value, path as Path) !== undefined;
  });
}

function unknownIn(branch: readonly Issue[]): number {
  return branch.filter(({ path, code }) => path.length === 0 && code === "unrecognized_keys").length;
}
