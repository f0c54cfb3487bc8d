/** What is wrong with a scenario, before it is known where in which file it stands, and the words for it. */

/** Path into the scenario: keys of tables and positions in lists. */
export type Path = readonly (string | number)[];

/** One thing wrong with a scenario. */
export interface Finding {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
  /** True if it is the key at the end of the path that is wrong, not its value. */
  readonly atKey?: boolean;
  /** For a misspelt key: the path that was perhaps meant, so that it is not also reported as missing. */
  readonly meant?: Path;
  /** True if something comes after the end only: no problem where a setting has brought the end forward. */
  readonly isLate?: boolean;
}

/** Something at a time (s) that is not before the end. */
export function late(path: Path, at: number, until: number): Finding {
  return { path, expected: `a time before the end (\`until\`, ${until} s)`, found: `${at} s`, isLate: true };
}

/** "strains.jonas.states". */
export function dotted(path: Path): string {
  return path.join(".");
}

/** True for a table of keys: a plain object, not a list. */
export function isTable(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value at a path; undefined if there is none. */
export function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

const LONGEST = 60;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** A value in the words of a message, shortened. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing (the key is missing)";
  if (value === null) return "nothing";
  if (typeof value === "string") return shortened(JSON.stringify(value));
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (!isTable(value)) return shortened(String(value));
  const keys = Object.keys(value);
  if (keys.length === 0) return "an empty table";
  return shortened(`a table with ${keys.length === 1 ? "the key" : "the keys"} ${keys.join(", ")}`);
}

/** Names joined for a sentence: "a", "a or b", "a, b or c". */
export function either(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "nothing") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** "one of the states a, b or c", with the nearest if one is near: for references to names in the scenario. */
export function oneOf(what: string, names: readonly string[], written: string): string {
  if (names.length === 0) return `a ${what}, of which there are none`;
  const list = names.length === 1 ? `the ${what} ${names[0]}` : `one of the ${what}s ${either(names)}`;
  return list + suggestion(written, names);
}

/** Words after what is expected: which of the names was perhaps meant; empty if none is near. */
export function suggestion(written: string, names: readonly string[]): string {
  const near = nearest(written, names);
  return near === undefined ? "" : ` (did you mean "${near}"?)`;
}

/** The name that is at most a third of its letters away from what was written; undefined if none is. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const distance = editDistance(plain(written), plain(name));
    if (distance >= least || distance > Math.max(1, Math.floor(name.length / 3))) continue;
    best = name;
    least = distance;
  }
  return best;
}

/** Without capitals and separators, so that attacker_killed is attackerKilled. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/** Letters to insert, delete, replace or swap with the next one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
