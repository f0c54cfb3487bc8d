/** The variants that arose, and how far they came: the section of runs in which a strain mutates. */
import { join } from "node:path";
import { TRAIT_NAMES } from "../../scenario/mutation.js";
import type { RunFile } from "../run-file.js";
import { readTable } from "./read.js";
import { type Clock, count, counted, html, share } from "./words.js";

/** Most variants that are shown. */
const MOST_ROWS = 12;

interface Variant {
  readonly variant: number;
  readonly strain: string;
  readonly parent: number | null;
  readonly mutations: number;
  readonly time: number;
  readonly place: string | null;
  readonly infections: number;
  readonly last: number;
  /** [traits] */
  readonly factors: readonly number[];
}

const COLUMNS = [
  ...["variant", "strain", "parent", "mutations", "time_s", "place_name", "infections", "last_s"],
  ...TRAIT_NAMES,
] as const;

/** The section, as HTML; an empty string where no strain mutates. */
export async function variantsSection(folder: string, run: RunFile, clock: Clock): Promise<string> {
  if (run.tables.variants === undefined) return "";
  const variants = await readVariants(folder);
  if (variants.length === 0) return "";
  const names = variants.map(
    ({ strain, variant }) => `${html(run.scenario.strains[strain]?.label ?? strain)} ${variant}`,
  );
  const arose = variants.filter(({ mutations }) => mutations > 0).length;
  const all = variants.reduce((sum, { infections }) => sum + infections, 0);
  const most = [...variants].sort((a, b) => b.infections - a.infections || a.variant - b.variant).slice(0, MOST_ROWS);
  const longest = variants.reduce((longest, { mutations }) => Math.max(longest, mutations), 0);
  const cut = variants.length > most.length ? ` The ${MOST_ROWS} that infected most are shown.` : "";
  const text = `${counted(arose, "variant", "variants")} arose by mutation; the longest line has ${counted(longest, "mutation", "mutations")}.${cut}`;
  return `<section><h2>Variants</h2><p>${text}</p>${table(most, names, all, clock)}</section>`;
}

async function readVariants(folder: string): Promise<Variant[]> {
  const variants: Variant[] = [];
  await readTable(join(folder, "variants.parquet"), COLUMNS, (columns, rows) => {
    const number = (name: (typeof COLUMNS)[number], row: number) => Number(columns[name]![row]);
    for (let row = 0; row < rows; row++) {
      variants.push({
        variant: number("variant", row),
        strain: String(columns.strain![row]),
        parent: columns.parent![row] as number | null,
        mutations: number("mutations", row),
        time: number("time_s", row),
        place: columns.place_name![row] as string | null,
        infections: number("infections", row),
        last: number("last_s", row),
        factors: TRAIT_NAMES.map((trait) => number(trait, row)),
      });
    }
  });
  return variants;
}

function table(shown: readonly Variant[], names: readonly string[], all: number, clock: Clock): string {
  const traits = TRAIT_NAMES.map((name, row) => ({ name, row })).filter(({ row }) =>
    shown.some(({ factors }) => factors[row] !== 1),
  );
  const left = ["variant", "came from", "arose", "where"].map((word) => `<th>${word}</th>`);
  const right = ["infections", "of all", "last", ...traits.map(({ name }) => `${name} ×`)];
  const head = [...left, ...right.map((word) => `<th class="n">${word}</th>`)];
  const rows = shown.map(({ variant, parent, time, place, infections, last, factors }) => {
    const from = parent === null ? "the scenario" : names[parent]!;
    const words = [names[variant]!, from, clock.time(time), html(place ?? "")].map((word) => `<td>${word}</td>`);
    const numbers = traits.map(({ row }) => factors[row]!.toFixed(2));
    const cells = [count(infections), share(infections, all), clock.time(last), ...numbers];
    return `<tr>${words.join("")}${cells.map((cell) => `<td class="n">${cell}</td>`).join("")}</tr>`;
  });
  return `<div class="spread"><table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
