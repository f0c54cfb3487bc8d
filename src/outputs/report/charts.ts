/** The charts of the report: Observable Plot, rendered to still SVG in a document of linkedom. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { AGE_GROUPS, type Curves, type Digest, type Lines } from "./digest.js";
import type { ShownState } from "./states.js";
import { type Clock, count, html, share } from "./words.js";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** Widths at which every chart is drawn, px: the page shows the one that fits. */
const WIDE = 980;
const NARROW = 400;

/** A chart for wide and one for narrow screens, each with words for those who cannot see it. */
export function figure(
  title: string,
  summary: string,
  draw: (width: number) => Plot.PlotOptions,
  widest = WIDE,
): string {
  const one = (name: string, width: number) =>
    `<div class="${name}">${render(draw(width), width, title, summary)}</div>`;
  return one("wide", widest) + one("narrow", NARROW);
}

function render(options: Plot.PlotOptions, width: number, title: string, summary: string): string {
  const plot = Plot.plot({ ...options, width, document: document as never, className: "plot" } as Plot.PlotOptions);
  const svg = plot as unknown as { outerHTML: string };
  const words = `<title>${html(title)}</title><desc>${html(summary)}</desc>`;
  return svg.outerHTML
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<svg /, `<svg role="img" `)
    .replace(/(<svg[^>]*>)/, `$1${words}`)
    .replace(/ d="[^"]*"/g, (path) => path.replace(/(\d+\.\d)\d+/g, "$1"))
    .replace(/(\d+\.\d{2})\d+/g, "$1");
}

/** Every k-th of `rows` and the last, k such that about `most` are left: one a pixel is all that can be seen. */
export function thinned<T>(rows: readonly T[], most: number): T[] {
  const every = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, i) => i % every === 0 || i === rows.length - 1);
}

/** A chart of people by state and the states in it, the topmost band last. */
export interface StateChart {
  readonly bands: readonly (ShownState & { readonly peak: number; readonly peakTime: number })[];
  readonly draw: (width: number) => Plot.PlotOptions;
}

/**
 * People by state over time, one on the other; the untouched only where they leave the others room. Null where
 * nothing changed.
 */
export function stateCurves({ curves, states, clock, horizon }: Digest): StateChart | null {
  const touched = states.filter(({ family }) => family !== "susceptible" && family !== "protected");
  const highest = (rows: readonly ShownState[]) => Math.max(...sums(curves, rows));
  const everyone = highest(states);
  const shown = (highest(touched) > 0.2 * everyone ? states : touched).filter((state) => highest([state]) > 0);
  const times = curves.times.filter((time) => time <= horizon * 1.001);
  if (shown.length === 0 || times.length < 2) return null; // nothing changed
  const samples = times.map((time, at) => ({ at: clock.date(time), counts: curves.counts[at]! }));
  const top = highest(shown);
  const end = times.at(-1)!;
  const draw = (width: number): Plot.PlotOptions => {
    const height = width > 600 ? 400 : 300;
    const drawn = thinned(samples, width);
    const rows = shown.flatMap(({ row, label }) => drawn.map(({ at, counts }) => ({ at, label, n: counts[row]! })));
    const labels = endLabels(shown, curves, curves.times.indexOf(end), (17 * top) / (height - 50), top);
    return {
      ...frame(height),
      marginRight: 14 + (width > 600 ? 7.6 : 6.6) * Math.max(...labels.map(({ text }) => text.length)),
      marginLeft: 52,
      x: timeAxis(clock, width),
      y: { label: null, grid: true, ticks: 5, tickFormat: (n: number) => count(n) },
      color: { domain: shown.map(({ label }) => label), range: shown.map(({ colour }) => colour) },
      marks: [
        Plot.areaY(rows, {
          x: "at",
          y: "n",
          fill: "label",
          order: shown.map(({ label }) => label),
          curve: drawn.length > width / 4 ? "linear" : "monotone-x",
        }),
        Plot.ruleY([0]),
        Plot.text(labels, {
          ...{ x: () => clock.date(end), y: "y", text: "text", dx: 10, textAnchor: "start", fill: "var(--ink)" },
          ...{ fontWeight: 600, fontSize: width > 600 ? 13 : 11 },
        }),
      ],
    };
  };
  return { bands: shown.map((state) => ({ ...state, ...peakOf(curves, state) })), draw };
}

/** Most people in a state at a time, and when first, s. */
function peakOf({ times, counts }: Curves, { row }: ShownState): { peak: number; peakTime: number } {
  const at = counts.reduce((best, now, i) => (now[row]! > counts[best]![row]! ? i : best), 0);
  return { peak: counts[at]![row]!, peakTime: times[at]! };
}

function sums({ counts }: Curves, rows: readonly ShownState[]): number[] {
  return counts.map((at) => rows.reduce((sum, { row }) => sum + at[row]!, 0));
}

/** A label a state at the middle of its last band, pushed apart to `gap` persons, above the axis and below the top. */
function endLabels(shown: readonly ShownState[], { counts }: Curves, last: number, gap: number, top: number) {
  let base = 0;
  const labels = shown.flatMap(({ row, label }) => {
    const n = counts[last]![row]!;
    const y = base + n / 2;
    base += n;
    const text = `${label} ${count(n)}`;
    return n === 0 ? [] : [{ y: Math.max(y, gap / 2), text }];
  });
  for (let i = 1; i < labels.length; i++) labels[i]!.y = Math.max(labels[i]!.y, labels[i - 1]!.y + gap);
  let highest = top;
  for (let i = labels.length - 1; i >= 0; i--, highest -= gap) {
    labels[i]!.y = Math.min(labels[i]!.y, highest);
    highest = labels[i]!.y;
  }
  return labels;
}

/** New infections per bin, the highest bin labelled. */
export function incidence({ incidence, bin, firstBin }: Lines, clock: Clock) {
  const from = (i: number) => clock.date(firstBin + i * bin);
  const rows = incidence.map((n, i) => ({ from: from(i), to: from(i + 1), n }));
  const peak = rows.reduce((best, row) => (row.n > best.n ? row : best));
  return (width: number): Plot.PlotOptions => ({
    ...frame(width > 600 ? 230 : 200),
    marginLeft: 52,
    x: timeAxis(clock, width),
    y: { label: null, grid: true, ticks: 4, tickFormat: (n: number) => count(n) },
    marks: [
      Plot.rectY(rows, {
        x1: "from",
        x2: "to",
        y: "n",
        fill: (row) => (row === peak ? "var(--turned)" : "var(--bar)"),
        inset: 0.5,
      }),
      Plot.ruleY([0]),
      Plot.text([peak], {
        ...{ x: (row: typeof peak) => new Date((+row.from + +row.to) / 2), y: "n", dy: -9, fontWeight: 600 },
        ...{ text: (row: typeof peak) => count(row.n), fill: "var(--turned)" },
      }),
    ],
  });
}

interface Bar {
  readonly name: string;
  readonly n: number;
  readonly text: string;
}

/** Horizontal bars with their numbers, longest first. */
export function bars(rows: readonly Bar[], colour: string) {
  return (width: number): Plot.PlotOptions => ({
    ...frame(rows.length * 28 + 8),
    ...{ marginLeft: width > 450 ? 150 : 118, marginRight: 96, marginTop: 2, marginBottom: 2 },
    x: { axis: null, domain: [0, Math.max(...rows.map(({ n }) => n), 1e-9)] },
    y: { label: null, domain: rows.map(({ name }) => name), tickSize: 0, padding: 0.28 },
    marks: [
      Plot.barX(rows, { x: "n", y: "name", fill: colour, rx2: 2 }),
      Plot.text(rows, { x: "n", y: "name", text: "text", textAnchor: "start", dx: 7, fill: "var(--soft)" }),
    ],
  });
}

/** Upright bars over whole numbers, as many of them named as there is room for. */
export function columns(rows: readonly Bar[], colour: string, label: string) {
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const named = (width: number) => {
    const every = Math.ceil((rows.length * (8 * longest + 8)) / (width - 20));
    return rows.flatMap(({ name }, i) => (i % every === 0 ? [name] : []));
  };
  return (width: number): Plot.PlotOptions => ({
    ...frame(220),
    ...{ marginLeft: 10, marginRight: 10, marginTop: 22, marginBottom: 38 },
    x: {
      label,
      labelArrow: "none",
      labelAnchor: "center",
      domain: rows.map(({ name }) => name),
      ticks: named(width),
      tickSize: 0,
      padding: 0.2,
    },
    y: { axis: null },
    marks: [
      Plot.barY(rows, { x: "name", y: "n", fill: colour, ry2: 2 }),
      Plot.ruleY([0]),
      Plot.text(rows, {
        ...{ x: "name", y: "n", text: "text", dy: -8, fill: "var(--soft)" },
        fontSize: rows.length > 12 || width < 300 ? 9.5 : 11.5,
      }),
    ],
  });
}

/** Who infected whom, by age group: a tint for the share of all infections, the number on it. */
export function mixing({ mixing }: Lines) {
  const cells = mixing.flatMap((row, i) => row.map((n, j) => ({ from: AGE_GROUPS[i]!, to: AGE_GROUPS[j]!, n })));
  const most = Math.max(1, ...cells.map(({ n }) => n));
  const tint = ({ n }: { n: number }) =>
    `color-mix(in oklab, var(--turned) ${Math.round(4 + (88 * n) / most)}%, var(--paper))`;
  const total = cells.reduce((sum, { n }) => sum + n, 0);
  return (width: number): Plot.PlotOptions => ({
    ...frame(Math.min(330, width * 0.72)),
    ...{ marginLeft: 62, marginTop: 42, marginBottom: 6, marginRight: 4 },
    color: { type: "identity" },
    x: {
      axis: "top",
      label: "age of the infected",
      labelArrow: "right",
      labelAnchor: "right",
      tickSize: 0,
      domain: AGE_GROUPS,
    },
    y: { label: "infector", labelArrow: "down", labelAnchor: "top", tickSize: 0, domain: AGE_GROUPS },
    marks: [
      Plot.cell(cells, { x: "to", y: "from", fill: tint, inset: 1, rx: 3 }),
      Plot.text(cells, {
        ...{
          x: "to",
          y: "from",
          text: ({ n }: { n: number }) => (n === 0 ? "" : share(n, total).replace("under ", "<")),
        },
        fill: ({ n }: { n: number }) => (n > 0.75 * most ? "var(--on-strong)" : "var(--ink)"),
      }),
    ],
  });
}

function frame(height: number): Plot.PlotOptions {
  return { height, style: { fontSize: "12.5px", fontFamily: "inherit", background: "none", color: "var(--soft)" } };
}

function timeAxis(clock: Clock, width: number): Plot.ScaleOptions & { [option: string]: unknown } {
  return { type: "utc", label: null, ticks: width > 600 ? 9 : 4, tickFormat: (date: Date) => clock.tick(date) };
}
