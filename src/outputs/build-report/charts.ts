/** The charts of the report of a build: Observable Plot, drawn like those of the report of a run. */
import * as Plot from "@observablehq/plot";
import { count } from "../report/words.js";
import type { Compared } from "./movements.js";
import type { Survey } from "./survey.js";

function frame(height: number): Plot.PlotOptions {
  return { height, style: { fontSize: "12.5px", fontFamily: "inherit", background: "none", color: "var(--soft)" } };
}

/** Thousands for axes: "300k". */
function short(n: number): string {
  if (Math.abs(n) >= 1e6) return `${Number((n / 1e6).toFixed(1))}m`;
  return Math.abs(n) >= 1000 ? `${Number((n / 1000).toFixed(1))}k` : count(n);
}

/** Women to the left, men to the right, by age band of five years. */
export function pyramid(ages: Survey["ages"]) {
  const rows = ages.flatMap(({ from, women, men }) => [
    { from, n: -women, who: "women" },
    { from, n: men, who: "men" },
  ]);
  const most = Math.max(...rows.map(({ n }) => Math.abs(n)), 1);
  const top = ages.at(-1)!.from;
  return (_width: number): Plot.PlotOptions => ({
    ...frame(330),
    ...{ marginLeft: 34, marginRight: 10, marginTop: 24, marginBottom: 30 },
    x: { label: null, domain: [-1.05 * most, 1.05 * most], ticks: 5, tickFormat: (n: number) => short(Math.abs(n)) },
    y: {
      label: null,
      reverse: true,
      domain: ages.map(({ from }) => from),
      ticks: ages.flatMap(({ from }) => (from % 10 === 0 ? [from] : [])),
      tickFormat: (from: number) => (from === top ? `${from}+` : `${from}`),
      tickSize: 0,
    },
    color: { domain: ["women", "men"], range: ["var(--turned)", "var(--recovered)"] },
    marks: [
      Plot.barX(rows, { x: "n", y: "from", fill: "who", fillOpacity: 0.85, inset: 0.5 }),
      Plot.ruleX([0]),
      Plot.text([{ x: -0.98 * most, text: "women" }], { ...corner("start"), fill: "var(--turned)" }),
      Plot.text([{ x: 0.98 * most, text: "men" }], { ...corner("end"), fill: "var(--recovered)" }),
    ],
  });
}

function corner(textAnchor: "start" | "end") {
  return { x: "x", text: "text", frameAnchor: "top", textAnchor, fontWeight: 600, dy: 2 } as const;
}

/** Shares of workers by whole km, with the mean marked. */
export function commutes({ commutes, meanCommute }: Survey) {
  const total = commutes.reduce((sum, n) => sum + n, 0);
  const rows = commutes.map((n, km) => ({ from: km, to: km + 1, share: (100 * n) / Math.max(1, total) }));
  const mean = meanCommute / 1000;
  return (_width: number): Plot.PlotOptions => ({
    ...frame(240),
    ...{ marginLeft: 40, marginRight: 10, marginTop: 26, marginBottom: 38 },
    x: {
      label: "km from home to work",
      labelArrow: "none",
      labelAnchor: "center",
      ticks: 7,
      domain: [0, commutes.length],
    },
    y: { label: null, grid: true, ticks: 4, tickFormat: (n: number) => `${n} %` },
    marks: [
      Plot.rectY(rows, { x1: "from", x2: "to", y: "share", fill: "var(--bar)", inset: 0.5 }),
      Plot.ruleY([0]),
      Plot.ruleX([mean], { stroke: "var(--turned)", strokeWidth: 1.5 }),
      Plot.text([{ x: mean, text: `mean ${mean.toFixed(1)} km` }], {
        ...{ x: "x", text: "text", frameAnchor: "top", textAnchor: "start", dx: 6, dy: -12 },
        ...{ fill: "var(--turned)", fontWeight: 600 },
      }),
    ],
  });
}

/** Names on a scatter at most; those with the largest counts. */
const NAMED = 7;

/** Counted against modelled, each scaled to its sum: on the line both have the same share of all. */
export function scatter(rows: readonly Compared[], axis: string) {
  const scale = sum(rows, "counted") / Math.max(1, sum(rows, "modelled"));
  const points = rows.map(({ name, modelled, counted }) => ({ name, counted, modelled: modelled * scale }));
  const most = Math.max(...points.map((p) => Math.max(p.counted, p.modelled)), 1) * 1.04;
  const largest = apart(points, most);
  const names = (rows: typeof points, textAnchor: "middle" | "end") =>
    Plot.text(rows, {
      ...{ x: "counted", y: "modelled", text: "name", dy: -9, fill: "var(--ink)", fontSize: 11, textAnchor },
    });
  return (width: number): Plot.PlotOptions => ({
    ...frame(Math.min(width, 470) * 0.86),
    ...{ marginLeft: 44, marginRight: 16, marginTop: 26, marginBottom: 40 },
    x: { label: `counted ${axis}`, ...labelled, domain: [0, most], ticks: 5, tickFormat: short, grid: true },
    y: {
      label: "modelled, scaled to the same sum",
      labelArrow: "none",
      labelAnchor: "top",
      domain: [0, most],
      ticks: 5,
      tickFormat: short,
      grid: true,
    },
    marks: [
      Plot.line(
        [
          [0, 0],
          [most, most],
        ],
        { stroke: "var(--soft)", strokeDasharray: "3 4" },
      ),
      Plot.dot(points, { x: "counted", y: "modelled", r: 3, fill: "var(--turned)", fillOpacity: 0.55 }),
      names(
        largest.filter(({ counted }) => counted <= 0.85 * most),
        "middle",
      ),
      names(
        largest.filter(({ counted }) => counted > 0.85 * most),
        "end",
      ),
    ],
  });
}

/** The points with the largest counts, without those whose names would stand on another's. */
function apart<P extends { counted: number; modelled: number }>(points: readonly P[], most: number): P[] {
  const kept: P[] = [];
  for (const p of points.toSorted((a, b) => b.counted - a.counted).slice(0, 2 * NAMED)) {
    const isClear = kept.every(
      (q) => Math.abs(p.counted - q.counted) > 0.2 * most || Math.abs(p.modelled - q.modelled) > 0.05 * most,
    );
    if (isClear && kept.length < NAMED) kept.push(p);
  }
  return kept;
}

const labelled = { labelArrow: "none", labelAnchor: "center" } as const;

function sum(rows: readonly Compared[], of: "modelled" | "counted"): number {
  return rows.reduce((total, row) => total + row[of], 0);
}

/** One hour of the day over all stations. */
export interface HourRow {
  readonly hour: number;
  /** Share of the day's boardings, %. */
  readonly modelled: number;
  readonly counted: number;
  readonly correlation: number;
}

/** Shares of the day's boardings by hour, counted and modelled. */
export function byHour(rows: readonly HourRow[]) {
  const lines = rows.flatMap(({ hour, modelled, counted }) => [
    { hour, share: counted, what: "counted" },
    { hour, share: modelled, what: "modelled" },
  ]);
  const peak = (what: string) =>
    lines.filter((row) => row.what === what).reduce((a, b) => (b.share > a.share ? b : a), { hour: 0, share: 0, what });
  return (width: number): Plot.PlotOptions => ({
    ...frame(width > 600 ? 230 : 200),
    ...{ marginLeft: 40, marginRight: 14, marginTop: 26, marginBottom: 38 },
    x: {
      label: "hour of boarding",
      ...labelled,
      ticks: rows.flatMap(({ hour }) => (hour % 3 === 0 ? [hour] : [])),
      tickFormat: hourName,
    },
    y: { label: null, grid: true, ticks: 4, tickFormat: (n: number) => `${n} %` },
    color: { domain: ["counted", "modelled"], range: ["var(--soft)", "var(--turned)"] },
    marks: [
      Plot.ruleY([0]),
      Plot.lineY(lines, { x: "hour", y: "share", stroke: "what", strokeWidth: 2, curve: "monotone-x" }),
      Plot.text([peak("counted"), peak("modelled")], {
        ...{ x: "hour", y: "share", text: "what", fill: "what", dy: -10, fontWeight: 600 },
      }),
    ],
  });
}

/** Correlation over stations by hour of boarding. */
export function correlations(rows: readonly HourRow[]) {
  return (width: number): Plot.PlotOptions => ({
    ...frame(200),
    ...{ marginLeft: 40, marginRight: 14, marginTop: 22, marginBottom: 38 },
    x: {
      label: "hour of boarding",
      ...labelled,
      domain: rows.map(({ hour }) => hour),
      ticks: rows.flatMap(({ hour }) => (hour % 3 === 0 ? [hour] : [])),
      tickFormat: hourName,
      tickSize: 0,
      padding: 0.25,
    },
    y: { label: null, grid: true, domain: [0, 1], ticks: 4 },
    marks: [
      Plot.barY(rows, { x: "hour", y: "correlation", fill: "var(--bar)", ry2: 2 }),
      Plot.ruleY([0]),
      Plot.text(width > 420 ? rows : [], {
        ...{ x: "hour", y: "correlation", dy: -8, fontSize: 9.5, fill: "var(--soft)" },
        text: ({ correlation }: HourRow) => correlation.toFixed(2).replace(/^0/, ""),
      }),
    ],
  });
}

function hourName(hour: number): string {
  return `${String(hour).padStart(2, "0")}`;
}
