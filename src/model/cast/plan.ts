/**
 * Who plays the cast. Of the residents who fit, each name goes to the one with the smallest draw of their own at the
 * address (person, name), so that another member more or less moves nobody else. Those who share a class or a household
 * are chosen together: if nobody in someone's class fits for the next, the next best is tried for the first.
 */
import { InputError, type Problem } from "../../base/problems.js";
import type { Random } from "../../base/random.js";
import type { City } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import type { Cast, Member } from "../../scenario/cast.js";
import { type Condition, conditionsOf } from "./conditions.js";

/** One of the cast while the residents are chosen. */
interface Part {
  readonly name: string;
  readonly member: Member;
  /** Draws are counted by it. */
  readonly key: number;
  readonly conditions: readonly Condition[];
  /** Those whose class or household it is. */
  readonly classOf: Part | undefined;
  readonly householdOf: Part | undefined;
  /** Residents who fit by themselves, the smallest draw first. */
  fitting: readonly number[];
  /** The same by class or household, for those who share one. */
  byGroup: ReadonlyMap<number, readonly number[]> | undefined;
  person: number;
}

/**
 * Row of people of each of the cast, in the order of the scenario. `known`: rows that are given, which must fit too.
 * Throws InputError if nobody fits, and for names the city does not have.
 */
export function pinCast(
  city: City,
  cast: Cast,
  random: Random,
  known: ReadonlyMap<string, number> = new Map(),
): number[] {
  const parts = partsOf(city, cast);
  const taken = new Map<number, string>();
  const problems: Problem[] = [];
  for (const part of parts) {
    const given = known.get(part.name);
    const { fitting, problem } = residentsFor(city, part, random, given);
    if (problem !== undefined) problems.push(problem);
    part.fitting = fitting;
    if (part.classOf !== undefined) part.byGroup = grouped(fitting, (person) => city.people.anchor[person]!);
    else if (part.householdOf !== undefined) part.byGroup = grouped(fitting, (row) => city.people.household[row]!);
  }
  if (problems.length > 0) throw new InputError(problems);
  for (const company of companies(parts)) choose(city, company, taken);
  return parts.map(({ person }) => person);
}

function partsOf(city: City, cast: Cast): Part[] {
  const parts = new Map<string, Part>();
  for (const [name, member] of Object.entries(cast.people)) {
    const { household, class: room } = member;
    parts.set(name, {
      ...{ name, member, key: keyOf(name), conditions: conditionsOf(city, name, member) },
      classOf: typeof room === "object" ? parts.get(room.of) : undefined,
      householdOf: household === undefined ? undefined : parts.get(household),
      ...{ fitting: [], byGroup: undefined, person: -1 },
    });
  }
  return [...parts.values()];
}

/** 32 bits of a name (FNV-1a over its UTF-16 units). */
function keyOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

interface Fit {
  readonly fitting: readonly number[];
  readonly problem?: Problem;
}

/** Everyone who fits by themselves, in the order of their draws; if nobody does, which condition leaves none. */
function residentsFor(city: City, { name, key, conditions }: Part, random: Random, given: number | undefined): Fit {
  const left = new Uint32Array(conditions.length + 1);
  const rows: number[] = [];
  const first = given ?? 0;
  const end = given === undefined ? city.people.age.length : given + 1;
  for (let person = first; person < end; person++) {
    let met = 0;
    left[0]!++;
    while (met < conditions.length && conditions[met]!.holds(person)) left[++met]!++;
    if (met === conditions.length) rows.push(person);
  }
  if (rows.length === 0) return { fitting: rows, problem: nobody(name, conditions, left, given !== undefined) };
  const draws = new Map(rows.map((person) => [person, random.uniform(Draw.cast, person, key)]));
  return { fitting: rows.sort((a, b) => draws.get(a)! - draws.get(b)! || a - b) };
}

function nobody(name: string, conditions: readonly Condition[], left: Uint32Array, isGiven: boolean): Problem {
  const failed = left.indexOf(0) - 1;
  const { key, words } = conditions[failed]!;
  const path = `cast.people.${name}.${key}`;
  const expected = `someone ${words} to play ${name}`;
  if (isGiven) return { where: "scenario", path, expected, found: "another, in the run that is continued" };
  const before = conditions.slice(0, failed).map((each) => each.words);
  const found = `${left[failed]} people${before.length === 0 ? "" : ` ${before.join(", ")}`}, none of them ${words}`;
  return { where: "scenario", path, expected, found };
}

function grouped(rows: readonly number[], groupOf: (person: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const person of rows) {
    const group = groups.get(groupOf(person));
    if (group === undefined) groups.set(groupOf(person), [person]);
    else group.push(person);
  }
  return groups;
}

/** Those who are linked by a class or a household, together; in the order of the scenario. */
function companies(parts: readonly Part[]): Part[][] {
  const companyOf = new Map<Part, Part[]>();
  for (const part of parts) {
    const linked = [part.classOf, part.householdOf].flatMap((other) => (other === undefined ? [] : [other]));
    const together = [...new Set(linked.flatMap((other) => companyOf.get(other)!))];
    const company = [...together.sort((a, b) => parts.indexOf(a) - parts.indexOf(b)), part];
    for (const each of company) companyOf.set(each, company);
  }
  return [...new Set(companyOf.values())];
}

/** Chooses for a company, by search in depth. */
function choose(city: City, company: readonly Part[], taken: Map<number, string>): void {
  /** The last of those for whom nobody was left. */
  let stuck = company[0]!;
  const blame = (part: Part) => {
    if (company.indexOf(part) > company.indexOf(stuck)) stuck = part;
  };
  const search = (at: number): boolean => {
    const part = company[at];
    if (part === undefined) return true;
    blame(part);
    for (const person of candidates(city, part)) {
      if (taken.has(person)) continue;
      part.person = person;
      const without = company.find((other) => !hasRoom(city, part, other));
      if (without !== undefined) {
        blame(without);
        continue;
      }
      taken.set(person, part.name);
      if (search(at + 1)) return true;
      taken.delete(person);
    }
    return false;
  };
  if (!search(0)) throw new InputError(nobodyLeft(stuck, taken));
}

/** Residents who fit, given those chosen already. */
function candidates({ people }: City, { classOf, householdOf, byGroup, fitting }: Part): readonly number[] {
  if (classOf === undefined) {
    return householdOf === undefined ? fitting : (byGroup!.get(people.household[householdOf.person]!) ?? []);
  }
  const mates = byGroup!.get(people.anchor[classOf.person]!) ?? [];
  if (householdOf === undefined) return mates;
  const home = people.household[householdOf.person]!;
  return mates.filter((person) => people.household[person] === home);
}

/** Whether anyone in the class or household of someone just chosen fits for another, if that one shares it. */
function hasRoom({ people }: City, part: Part, { classOf, householdOf, byGroup }: Part): boolean {
  if (classOf === part) return byGroup!.has(people.anchor[part.person]!);
  if (classOf === undefined && householdOf === part) return byGroup!.has(people.household[part.person]!);
  return true;
}

function nobodyLeft({ name, classOf, householdOf, fitting }: Part, taken: Map<number, string>): Problem {
  const path = `cast.people.${name}`;
  const expected = `a resident to play ${name}`;
  const linked = classOf ?? householdOf;
  if (linked === undefined) {
    const others = [...new Set(fitting.map((person) => taken.get(person)))].slice(0, 5).join(", ");
    const found = `${fitting.length} who fit, who all play others (${others}): two cannot be one resident`;
    return { where: "scenario", path, expected, found };
  }
  const shares = [
    ...(classOf === undefined ? [] : [`in the class of ${classOf.name}`]),
    ...(householdOf === undefined ? [] : [`in the household of ${householdOf.name}`]),
  ].join(" and ");
  const found = `${fitting.length} who fit by themselves, and none of them ${shares}, whoever that is`;
  return { where: "scenario", path: `${path}.${classOf !== undefined ? "class" : "household"}`, expected, found };
}
