/** The text of a scenario file as YAML 1.2, keeping where everything stands. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLError,
} from "yaml";
import { InputError, type Problem } from "../base/problems.js";
import { isTable, shown, type Path } from "./findings.js";

/** A YAML file that could be read. */
export interface Source {
  readonly file: string;
  /** The whole file as plain objects. */
  readonly value: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
}

const SCENARIO = "a scenario: a table of keys such as `name`, `city`, `until`, `strains`";

/**
 * Reads YAML. Throws InputError with every syntax error, or if the file is not a table of keys.
 *
 * @param expected  what the file is, in the words of a problem
 */
export function readSource(text: string, file: string, expected = SCENARIO): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", version: "1.2", lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) throw new InputError(syntaxProblems(faults, file, lines));
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    throw new InputError({ where: file, path: "", ...aliasWords(error) });
  }
  if (!isTable(value)) {
    throw new InputError({ where: `${file}:1:1`, path: "", expected, found: shown(value) });
  }
  return { file, value, document, lines };
}

/** Why a document that is valid YAML has no value: an alias without an anchor, or aliases of aliases without end. */
function aliasWords(error: unknown): { readonly expected: string; readonly found: string } {
  const found = error instanceof Error ? error.message : String(error);
  if (/excessive alias/i.test(found)) {
    return { expected: "YAML without excessive aliases", found: "aliases (*name) that repeat others too many times" };
  }
  return { expected: "YAML whose aliases (*name) have an anchor (&name)", found };
}

/** Words for the mistakes people make most; the parser's own for the others. */
const TWO_COLONS = { expected: 'one key on a line (text that holds ": " needs quotes)', found: "a second colon" };
const SYNTAX: Readonly<Record<string, { readonly expected: string; readonly found: string }>> = {
  TAB_AS_INDENT: { expected: "spaces at the start of the line", found: "a tab" },
  DUPLICATE_KEY: { expected: "every key once", found: "a key that is there already" },
  BAD_INDENT: { expected: "lines of one table to start in the same column", found: "another indentation" },
  BLOCK_AS_IMPLICIT_KEY: TWO_COLONS,
  MULTILINE_IMPLICIT_KEY: { expected: "a key followed by a colon", found: "text that goes on over several lines" },
  MULTIPLE_DOCS: { expected: "one document in a file", found: "a second document after ---" },
};

/** The first problem of each line, since the parser often finds several that have one cause. */
function syntaxProblems(faults: readonly YAMLError[], file: string, lines: LineCounter): Problem[] {
  const problems = new Map<number, Problem>();
  for (const fault of faults) {
    const { line, col } = lines.linePos(fault.pos[0]);
    if (!problems.has(line)) problems.set(line, { where: `${file}:${line}:${col}`, path: "", ...syntaxWords(fault) });
  }
  return [...problems.values()];
}

function syntaxWords({ code, message }: YAMLError): { readonly expected: string; readonly found: string } {
  if (code === "BAD_INDENT" && message.startsWith("Flow")) {
    return { expected: "a closing } or ] before this line", found: "none" };
  }
  return SYNTAX[code] ?? { expected: "valid YAML", found: `a syntax error (${message.split("\n")[0]})` };
}

/** How many keys of the path exist in the file. */
export function depthOf(source: Source, path: Path): number {
  return trace(source, path).depth;
}

/**
 * "file:line:column" of the value at a path: the value if it starts on the line of its key, otherwise the key. Of the
 * key itself if `atKey`; of the table that lacks it, if it is missing.
 */
export function positionOf(source: Source, path: Path, atKey: boolean): string {
  const { keyOffset, valueOffset, depth } = trace(source, path);
  const { line, col } = source.lines.linePos(atKey && depth === path.length ? keyOffset : valueOffset);
  return `${source.file}:${line}:${col}`;
}

interface Trace {
  depth: number;
  keyOffset: number;
  valueOffset: number;
}

/** Follows a path through the document as far as it goes. */
function trace(source: Source, path: Path): Trace {
  let node = source.document.contents as Node | null;
  const start = node?.range?.[0] ?? 0;
  const found: Trace = { depth: 0, keyOffset: start, valueOffset: start };
  for (const key of path) {
    const step = child(source.document, node, key);
    if (step === undefined) return found;
    const keyStart = (step.key ?? step.value)?.range?.[0] ?? found.keyOffset;
    const valueStart = step.value?.range?.[0] ?? keyStart;
    const sameLine = source.lines.linePos(keyStart).line === source.lines.linePos(valueStart).line;
    found.keyOffset = keyStart;
    found.valueOffset = sameLine && valueStart >= keyStart ? valueStart : keyStart;
    found.depth++;
    node = step.value;
  }
  return found;
}

interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

function child(document: Document, parent: Node | null, key: string | number): Step | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const value = node.items[Number(key)] as Node | undefined;
    return value === undefined ? undefined : { key: null, value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair === undefined ? undefined : { key: pair.key as Node, value: pair.value as Node | null };
}
