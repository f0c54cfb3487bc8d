/**
 * Strains that are variants of others (`base`): before a scenario is checked each is filled in with what it does not say
 * itself. Tables are merged key by key, but laws, outcomes, rates and following states stand or fall as a whole.
 */
import { dotted, isTable, oneOf, shown, valueAt, type Finding } from "./findings.js";

/** Keys whose tables are replaced as a whole: half of one law and half of another mean nothing. */
const WHOLE: ReadonlySet<string> = new Set(["dwell", "next", "law", "outcomes", "rates", "susceptibility", "mutation"]);

type Table = Readonly<Record<string, unknown>>;

/** The input with the strains that have a base filled in, or what is wrong with the bases. */
export function withBases(input: unknown): { readonly input: unknown } | { readonly findings: readonly Finding[] } {
  if (!isTable(input) || !isTable(input.strains)) return { input };
  const { strains } = input;
  const names = Object.keys(strains);
  const faults = new Map<string, Finding>();
  const filled = Object.fromEntries(names.map((name) => [name, fill(name, [])]));
  const findings = names.flatMap((name) => faults.get(name) ?? []);
  return findings.length > 0 ? { findings } : { input: { ...input, strains: filled } };

  /** A strain with all that it has from its base; `above`: the variants that lead to it. */
  function fill(name: string, above: readonly string[]): unknown {
    const strain = strains[name];
    if (!isTable(strain) || typeof strain.base !== "string") return strain;
    const { base } = strain;
    const line = [...above, name];
    if (!names.includes(base) || line.includes(base)) {
      const others = names.filter((other) => !line.includes(other));
      const cycle = names.includes(base) && base !== name;
      const expected = cycle ? "a strain that is not itself a variant of this one" : oneOf("strain", others, base);
      faults.set(name, { path: ["strains", name, "base"], expected, found: shown(base) });
      return strain;
    }
    const parent = fill(base, line);
    return isTable(parent) ? merged(inherited(parent, name), strain) : strain;
  }
}

/** Findings without those of a variant that are its base's already. */
export function withoutInherited(findings: readonly Finding[], input: unknown): readonly Finding[] {
  const told = new Set(findings.map(({ path, expected }) => `${dotted(path)} ${expected}`));
  return findings.filter(({ path: [top, name, ...rest], expected }) => {
    if (top !== "strains" || name === undefined || rest[0] === "base") return true;
    const base = valueAt(input, ["strains", name, "base"]);
    return typeof base !== "string" || !told.has(`${dotted([top, base, ...rest])} ${expected}`);
  });
}

/** What a variant has from its base: not the label, and no mutation into itself. */
function inherited({ label: _, ...parent }: Table, name: string): Table {
  const { mutation } = parent;
  if (!isTable(mutation) || !isTable(mutation.to) || !Object.hasOwn(mutation.to, name)) return parent;
  const { [name]: __, ...to } = mutation.to;
  return { ...parent, mutation: { ...mutation, to } };
}

function merged(below: Table, above: Table): Table {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = below[key];
    result[key] = isTable(value) && isTable(under) && !WHOLE.has(key) ? merged(under, value) : value;
  }
  return result;
}
