import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { makeCity } from "../../src/builder/made.js";
import { Simulation } from "../../src/model/simulation.js";
import { newick, writePhylogeny } from "../../src/outputs/phylogeny.js";
import { readTable } from "../../src/outputs/report/read.js";
import { writePages } from "../../src/outputs/report/report.js";
import { RunRecorder } from "../../src/outputs/run-folder.js";
import { TRAIT_NAMES } from "../../src/scenario/mutation.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { inRoom } from "../model/strains/runs.js";
import { fakeCity } from "./fake-city.js";
import { fakeScenario } from "./fake-run.js";
import { newFolder, recordRun } from "./folder.js";

const SEIRS = {
  entry: "latent",
  contact: { rate: "1 per day" },
  mutation: { probability: 0.2, spread: { infectiousness: 0.3, incubation: 0.2 }, to: { "B 'two'": 0.02 } },
  states: {
    latent: { dwell: { exponential: { mean: "1 d" } }, next: { infectious: 1 } },
    infectious: { infectiousness: 1, dwell: { exponential: { mean: "3 d" } }, next: { recovered: 1 } },
    recovered: { dwell: { fixed: "10 d" }, next: { susceptible: 1 } },
  },
};

async function record(scenario: Scenario, seed: number): Promise<{ folder: string; sim: Simulation }> {
  const folder = newFolder();
  const city = makeCity(scenario.city, "test")!;
  const recorder = await RunRecorder.open(folder, { scenario, city, cityHash: "c1t7", seed, force: false });
  const sim = new Simulation(city, scenario, { seed, listener: recorder.listener });
  sim.flush();
  recorder.sample(sim);
  sim.runUntil(Number.POSITIVE_INFINITY);
  sim.flush();
  recorder.sample(sim);
  await recorder.close(sim, {}, "finished");
  return { folder, sim };
}

const scenario = inRoom(
  400,
  { A: SEIRS, "B 'two'": { base: "A", contact: { rate: "1.5 per day" } }, C: { base: "A" } },
  {
    until: "60 d",
    outbreak: [
      { strain: "A", count: 5 },
      { strain: "C", at: "9 d" },
    ],
  },
);
const { folder, sim } = await record(scenario, 7);

type Row = Record<string, number & string & null>;

async function rowsOf(table: string, columns: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  await readTable(join(folder, `${table}.parquet`), columns, (values, n) => {
    for (let row = 0; row < n; row++) {
      rows.push(Object.fromEntries(columns.map((name) => [name, values[name]![row]])) as Row);
    }
  });
  return rows;
}

const infections = await rowsOf("transmissions", [
  ...["id", "time_s", "infector", "infectee", "strain", "parent", "variant"],
]);
const variants = await rowsOf("variants", [
  ...["variant", "strain", "parent", "mutations", "time_s", "infection", "person", "infections", "last_s"],
  ...TRAIT_NAMES,
]);

interface Node {
  readonly name: string;
  readonly parent: string;
  /** From the root, s. */
  readonly distance: number;
}

/** An independent reader of the Newick format, by recursion. */
function parse(text: string): Node[] {
  const tokens = text.trim().match(/'(?:[^']|'')*'|[(),:;]|[^'(),:;\s]+/g)!;
  let at = 0;
  const nodes: Node[] = [];
  const isWord = () => !/^[(),:;]$/.test(tokens[at]!);
  interface Branch {
    name: string;
    length: number;
    below: Branch[];
  }
  const read = (): Branch => {
    const branch: Branch = { name: "", length: 0, below: [] };
    if (tokens[at] === "(") {
      do {
        at++;
        branch.below.push(read());
      } while (tokens[at] === ",");
      expect(tokens[at++]).toBe(")");
    }
    if (isWord()) branch.name = tokens[at++]!.replace(/^'|'$/g, "").replace(/''/g, "'");
    if (tokens[at] === ":") {
      branch.length = Number(tokens[at + 1]);
      at += 2;
    }
    return branch;
  };
  const walk = ({ name, length, below }: Branch, parent: string, above: number): void => {
    if (name !== "") nodes.push({ name, parent, distance: above + length });
    for (const child of below) walk(child, name, above + length);
  };
  walk(read(), "", 0);
  expect(tokens[at]).toBe(";");
  return nodes;
}

test("the trees, read back, have every infection and variant at its time, below the one it came from", async () => {
  const files = await writePhylogeny(folder);
  for (const [file, rows] of [
    [files.transmissions!, infections],
    [files.variants!, variants],
  ] as const) {
    const nodes = new Map(parse(readFileSync(file, "utf8")).map((node) => [node.name, node]));
    const name = (row: number) => `${rows[row]!.strain}_${row}`;
    expect(nodes.size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(50);
    rows.forEach(({ parent, time_s }, row) => {
      const node = nodes.get(name(row))!;
      expect(node.parent).toBe(parent === null ? "" : name(parent));
      expect(node.distance).toBeCloseTo(time_s!, 2);
    });
  }
});

test("an infection's parent is the last infection of its infector before it", () => {
  const last = new Map<number, number>();
  for (const { id, infector, infectee, parent } of infections) {
    expect(parent).toBe(infector === null ? null : last.get(infector)!);
    last.set(infectee!, id!);
  }
  expect(infections.length).toBeGreaterThan(last.size); // some had it twice
});

test("an infection is of its parent's variant, unless a new one arose in it; and the counts of variants are right", () => {
  const arose = new Map(variants.map(({ infection, variant }) => [infection, variant]));
  const counts = variants.map(() => ({ n: 0, last: 0 }));
  for (const { id, parent, variant, strain, time_s } of infections) {
    const own = arose.get(id!);
    if (own !== undefined) expect(variant).toBe(own);
    else if (parent !== null) expect(variant).toBe(infections[parent!]!.variant);
    expect(variants[variant!]!.strain).toBe(strain);
    counts[variant!]!.n++;
    counts[variant!]!.last = time_s!;
  }
  expect(variants.map(({ infections: n, last_s }) => ({ n, last: last_s }))).toEqual(counts);
});

test("variants descend from the strain the scenario put there, each one mutation further; a planted one from its base", () => {
  variants.forEach(({ parent, mutations, time_s }, variant) => {
    if (parent === null || mutations === 0) return;
    expect(parent).toBeLessThan(variant);
    expect(mutations).toBe(variants[parent!]!.mutations! + 1);
    expect(time_s).toBeGreaterThan(variants[parent!]!.time_s!);
  });
  const roots = variants.filter(({ mutations }) => mutations === 0);
  expect(roots.map(({ strain, parent }) => [strain, parent])).toEqual([
    ["A", null],
    ["C", 0],
  ]);
  const twos = variants.filter(({ strain, parent }) => strain === "B 'two'" && variants[parent!]!.strain === "A");
  expect(twos.length).toBeGreaterThan(0);
  for (const two of twos) expect(TRAIT_NAMES.map((trait) => two[trait])).toEqual(TRAIT_NAMES.map(() => 1));
});

test("the factors in the table are those with which the run went on", () => {
  const last = new Map(infections.map(({ infectee, variant }) => [infectee!, variant!]));
  for (const [person, variant] of last) {
    const found = TRAIT_NAMES.map((_, trait) => sim.variation!.factor(trait, person));
    expect(found).toEqual(TRAIT_NAMES.map((trait) => variants[variant]![trait]));
  }
  expect(new Set(variants.map(({ infectiousness }) => infectiousness)).size).toBeGreaterThan(50);
});

test("the report shows the variants that infected most, where they came from and how they differ", async () => {
  const { report } = await writePages(folder);
  const page = readFileSync(report, "utf8");
  const arose = variants.filter(({ mutations }) => mutations! > 0).length;
  expect(page).toContain(`<h2>Variants</h2><p>${arose} variants arose by mutation`);
  const [most] = [...variants].sort((a, b) => b.infections! - a.infections!);
  const first = page.slice(page.indexOf("<h2>Variants</h2>")).match(/<tbody><tr>(.*?)<\/tr>/)![1]!;
  expect(first).toContain(`<td>${String(most!.strain).replaceAll("'", "&#39;")} ${most!.variant}</td>`);
  expect(first).toContain(`<td class="n">${most!.infections}</td>`);
  expect(first).toContain(`<td class="n">${Number(most!.infectiousness).toFixed(2)}</td>`);
});

test("a chain of a hundred thousand infections is written without running out of stack, and nobody is a tree too", () => {
  const n = 100_000;
  const parent = Uint32Array.from({ length: n }, (_, node) => (node === 0 ? NONE : node - 1));
  const time = Float64Array.from({ length: n }, (_, node) => node / 3);
  const text = [...newick({ parent, time, name: (node) => `${node}` })].join("");
  expect(text.startsWith("((((")).toBe(true);
  expect(text.endsWith("1:0.333)0:0);\n")).toBe(true);
  expect([...newick({ parent: new Uint32Array(0), time: new Float64Array(0), name: String })].join("")).toBe(";\n");
});

test("a run without mutation has a tree of infections only; without the record of these it has none", async () => {
  const city = fakeCity({ side: 8, households: 400 });
  const { folder: plain } = await recordRun(city, fakeScenario(), 3600);
  expect(Object.keys(await writePhylogeny(plain))).toEqual(["transmissions"]);
  const { folder: bare } = await recordRun(city, fakeScenario({ record: { transmissions: false } }), 600);
  await expect(writePhylogeny(bare)).rejects.toThrow(/expected a run that records its transmissions/);
});
