/** What a cast of the right shape must also satisfy to mean something; names of the city are not checked here. */
import type { Cast, Member } from "./cast.js";
import { either, type Finding, oneOf, type Path, shown, suggestion } from "./findings.js";
import type { Scenario } from "./schema.js";

type Findings = Generator<Finding, void, undefined>;

/** Everything in the cast of a scenario that cannot be meant. */
export function* castFindings({ cast, city }: Scenario): Findings {
  if (cast === undefined) return;
  if (typeof city === "object" && !("generate" in city)) {
    const kind = "room" in city ? "room" : "graph";
    const expected = `no cast, since the people of this city (a ${kind}) are all alike`;
    yield { path: ["cast"], expected, found: `${Object.keys(cast.people).length} people`, atKey: true };
    return;
  }
  yield* nameFindings(cast);
  const before: string[] = [];
  for (const [name, member] of Object.entries(cast.people)) {
    yield* memberFindings(name, member, before, Object.keys(cast.people));
    before.push(name);
  }
  yield* tieFindings(cast);
}

/** Everything that cannot be meant in what a scenario continues. */
export function* continueFindings({ continue: earlier, city, cast }: Scenario): Findings {
  if (earlier === undefined) return;
  if (typeof city === "object" && !("generate" in city)) {
    const expected = `no earlier run, since the people of this city (a ${"room" in city ? "room" : "graph"}) do not last`;
    yield { path: ["continue"], expected, found: shown(earlier.run), atKey: true };
  }
  if (earlier.carry === "cast" && cast === undefined) {
    const expected = "city, or a cast of named people to carry over (the key `cast`)";
    yield { path: ["continue", "carry"], expected, found: "cast, and there is none" };
  }
}

function* nameFindings({ people }: Cast): Findings {
  const seen = new Map<string, string>();
  for (const name of Object.keys(people)) {
    const plain = name.trim().toLowerCase();
    const other = seen.get(plain);
    if (other !== undefined || plain === "") {
      const expected = plain === "" ? "a name" : `a name that nobody else of the cast has (${other} has it)`;
      yield { path: ["cast", "people", name], expected, found: shown(name), atKey: true };
    } else if (/^\d+$/.test(plain)) {
      const expected = "a name that is no number, since `hyosan follow` takes numbers for rows of people";
      yield { path: ["cast", "people", name], expected, found: shown(name), atKey: true };
    }
    seen.set(plain, name);
  }
}

function* memberFindings(name: string, member: Member, before: readonly string[], all: readonly string[]): Findings {
  const path = ["cast", "people", name];
  const { age } = member;
  if (typeof age === "object" && age[0] > age[1]) {
    yield { path: [...path, "age"], expected: "the younger age first", found: `${age[0]} and ${age[1]}` };
  }
  if (member.household !== undefined) {
    yield* referenceFindings(member.household, name, before, all, [...path, "household"]);
  }
  if (typeof member.class === "object") {
    yield* referenceFindings(member.class.of, name, before, all, [...path, "class", "of"]);
  }
}

function* referenceFindings(
  wanted: string,
  name: string,
  before: readonly string[],
  all: readonly string[],
  path: Path,
): Findings {
  if (before.includes(wanted)) return;
  const known = before.length === 0 ? "someone named before (there is nobody)" : `${either(before)}, named before`;
  const later = all.includes(wanted) ? `${shown(wanted)}, named ${wanted === name ? "here" : "later"}` : shown(wanted);
  yield { path, expected: known + suggestion(wanted, before), found: later };
}

function* tieFindings({ people, ties }: Cast): Findings {
  const names = Object.keys(people);
  const seen = new Set<string>();
  for (const [row, { between }] of ties.entries()) {
    const path = ["cast", "ties", row, "between"];
    const unknown = between.findIndex((name) => !names.includes(name));
    if (unknown >= 0) {
      const name = between[unknown]!;
      yield { path: [...path, unknown], expected: oneOf("name", names, name), found: shown(name) };
      continue;
    }
    if (between[0] === between[1]) {
      yield { path, expected: "two different people", found: `${shown(between[0])} twice` };
    }
    const pair = [...between].sort().join("\n");
    if (seen.has(pair)) yield { path, expected: "every pair once", found: `a second tie of ${either(between)}` };
    seen.add(pair);
  }
}
