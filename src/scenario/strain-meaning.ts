/** What must hold of mutation, cross-immunity and ages beyond the shape of the scenario. */
import { oneOf, shown, type Finding, type Path } from "./findings.js";
import type { Mutation, Trait } from "./mutation.js";
import { TRAIT_NAMES } from "./mutation.js";
import type { AgeBand, State, Strain } from "./schema.js";

type Findings = Generator<Finding, void, undefined>;
type Strains = Readonly<Record<string, Strain>>;

/** How much more than 1 probabilities may sum to by rounding. */
const TOLERANCE = 1e-9;

export function* mutationFindings(name: string, strains: Strains, path: Path): Findings {
  const strain = strains[name]!;
  const { mutation } = strain;
  if (mutation === undefined) return;
  yield* targetFindings(name, mutation, strains, [...path, "to"]);
  const sum = Object.values(mutation.to).reduce((total, each) => total + each, mutation.probability);
  if (sum > 1 + TOLERANCE) {
    const expected = "probabilities (`probability` and those of `to`) that sum to at most 1";
    yield { path, expected, found: `a sum of ${Number(sum.toPrecision(6))}` };
  }
  for (const trait of TRAIT_NAMES) {
    const needed = lacking(trait, strain);
    if (mutation.spread[trait] === 0 || needed === undefined) continue;
    yield { path: [...path, "spread", trait], expected: `${needed}, which this trait changes`, found: "none" };
  }
  const spreads = TRAIT_NAMES.some((trait) => mutation.spread[trait] > 0);
  if (spreads && mutation.probability === 0) {
    yield { path: [...path, "probability"], expected: "more than 0, since there is a `spread`", found: "0" };
  }
}

function* targetFindings(name: string, { to }: Mutation, strains: Strains, path: Path): Findings {
  const others = Object.keys(strains).filter((other) => other !== name);
  for (const target of Object.keys(to)) {
    if (others.includes(target)) continue;
    const found = target === name ? `${shown(target)}, the strain itself` : shown(target);
    yield { path: [...path, target], expected: oneOf("strain", others, target), found, atKey: true };
  }
}

/** What a strain would need for a trait to matter; undefined if it has that. */
function lacking(trait: Trait, { attack, contact, states }: Strain): string | undefined {
  const hybrids = Object.values(states).some(({ conduct }) => conduct === "hybrid");
  switch (trait) {
    case "bite":
      return attack === undefined ? "an `attack`" : undefined;
    case "speed":
    case "dormancy":
      return attack?.law.kind === "encounter" ? undefined : "an `attack` by the law encounter";
    case "hybrids":
      return hybrids ? undefined : "a state with `conduct: hybrid`";
    case "infectiousness":
      return contact === undefined ? "`contact`" : undefined;
    default:
      return undefined;
  }
}

/** A susceptibility for each strain names strains of the scenario. */
export function* susceptibilityFindings({ susceptibility }: State, strains: Strains, path: Path): Findings {
  if (typeof susceptibility === "number") return;
  const names = Object.keys(strains);
  for (const name of Object.keys(susceptibility)) {
    if (names.includes(name)) continue;
    const expected = oneOf("strain", names, name);
    yield { path: [...path, "susceptibility", name], expected, found: shown(name), atKey: true };
  }
}

/** Bands of ages do not overlap, say something, and belong to a state that can be left. Laws are checked elsewhere. */
export function* ageFindings({ byAge = [], dwell }: State, path: Path): Findings {
  if (byAge.length > 0 && dwell === undefined) {
    const expected = "a state with `dwell` and `next`, since ages differ in them";
    yield { path: [...path, "byAge"], expected, found: "a final state", atKey: true };
  }
  for (const [row, band] of byAge.entries()) {
    const bandPath = [...path, "byAge", row];
    const [from, to] = band.age;
    if (from > to) {
      yield { path: [...bandPath, "age"], expected: "the younger age first", found: `${from} and ${to}` };
    }
    if (band.dwell === undefined && band.next === undefined) {
      yield { path: bandPath, expected: "`dwell`, `next` or both, as they are at these ages", found: "neither" };
    }
    const other = byAge.slice(0, row).find((before) => overlap(before, band));
    if (other === undefined) continue;
    const expected = `ages that no other band has (${other.age[0]} to ${other.age[1]} are taken)`;
    yield { path: [...bandPath, "age"], expected, found: `${from} to ${to}` };
  }
}

function overlap({ age: [from, to] }: AgeBand, { age: [first, last] }: AgeBand): boolean {
  return from <= last && first <= to;
}
