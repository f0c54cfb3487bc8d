/**
 * Who came from whom, as trees of the Newick format, which programs for phylogenies read: of the infections of a run, and
 * of the variants that arose in it. Every node has a name and is at its own time; branches are s long. The root, which
 * has no name, is the scenario's start, so how far a node is from it is when it came to be.
 */
import { join } from "node:path";
import { NONE } from "../base/columns.js";
import { group } from "../base/csr.js";
import { InputError } from "../base/problems.js";
import { GrowingFile } from "./files.js";
import { readTable } from "./report/read.js";
import { readRunFile, type RunFile } from "./run-file.js";

/** Files that `writePhylogeny` writes, by the table they are made from. */
export const PHYLOGENY_FILES = { transmissions: "transmissions.nwk", variants: "variants.nwk" } as const;
type TreeTable = keyof typeof PHYLOGENY_FILES;

/** A forest: of each node its parent, NONE or an earlier node, when it came to be (s), and its name. */
export interface Forest {
  readonly parent: Uint32Array;
  readonly time: Float64Array;
  readonly name: (node: number) => string;
}

/** The forest as one tree from time 0, in pieces of text. Lengths are to the millisecond. */
export function* newick({ parent, time, name }: Forest): Generator<string> {
  const nodes = parent.length;
  const { start, items } = group(
    Uint32Array.from(parent, (above) => (above === NONE ? nodes : above)),
    nodes + 1,
  );
  const at = (node: number) => (node === nodes ? 0 : Math.round(time[node]! * 1000));
  const path = [nodes];
  const next = [start[nodes]!];
  if (nodes > 0) yield "(";
  while (path.length > 0) {
    const node = path[path.length - 1]!;
    const child = next[next.length - 1]!;
    const [first, end] = [start[node]!, start[node + 1]!];
    if (child < end) {
      next[next.length - 1] = child + 1;
      const below = items[child]!;
      path.push(below);
      next.push(start[below]!);
      const separator = child > first ? "," : "";
      yield start[below]! < start[below + 1]! ? `${separator}(` : separator;
      continue;
    }
    if (end > first) yield ")";
    path.pop();
    next.pop();
    if (node === nodes) continue;
    yield `${quoted(name(node))}:${(at(node) - at(path[path.length - 1]!)) / 1000}`;
  }
  yield ";\n";
}

/** A name as Newick has it: in quotes unless it is of letters, digits and a few signs that mean nothing there. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replace(/'/g, "''")}'`;
}

/**
 * Writes the trees of a run into its folder, from its tables; returns the files.
 *
 * @throws InputError if the run has no such tables
 */
export async function writePhylogeny(folder: string): Promise<Partial<Record<TreeTable, string>>> {
  const run = readRunFile(folder);
  const tables = (Object.keys(PHYLOGENY_FILES) as TreeTable[]).filter((table) => hasParents(run, table));
  if (tables.length === 0) {
    const expected = "a run that records its transmissions (record.transmissions), made by this version or a later one";
    throw new InputError({ where: folder, path: "", expected, found: "no table of who came from whom" });
  }
  const files: Partial<Record<TreeTable, string>> = {};
  for (const table of tables) {
    const file = join(folder, PHYLOGENY_FILES[table]);
    write(file, newick(await forestOf(folder, run, table)));
    files[table] = file;
  }
  return files;
}

function hasParents({ tables }: RunFile, table: TreeTable): boolean {
  return tables[table]?.columns.parent !== undefined;
}

/** The rows of a table as a forest; names are the strain and the number. */
async function forestOf(folder: string, { tables, strains }: RunFile, table: TreeTable): Promise<Forest> {
  const { file, rows } = tables[table]!;
  const parent = new Uint32Array(rows);
  const time = new Float64Array(rows);
  const strain = new Uint8Array(rows);
  const codes = new Map(strains.map((name, code) => [name, code]));
  let read = 0;
  await readTable(join(folder, file), ["parent", "time_s", "strain"], (columns, n) => {
    for (let row = 0; row < n; row++, read++) {
      parent[read] = (columns.parent![row] as number | null) ?? NONE;
      time[read] = columns.time_s![row] as number;
      strain[read] = codes.get(columns.strain![row] as string)!;
    }
  });
  return { parent, time, name: (node) => `${strains[strain[node]!]}_${node}` };
}

/** Letters of text that are written at once. */
const PIECE = 1 << 16;

function write(file: string, pieces: Iterable<string>): void {
  const growing = new GrowingFile(file);
  const encoder = new TextEncoder();
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    growing.write(encoder.encode(text));
    text = "";
  }
  growing.write(encoder.encode(text));
  growing.close();
}
