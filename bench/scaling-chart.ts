/** The picture of scaling: cost of an event and memory of a resident against the size of the city. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Scale, sum } from "./scaling.js";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

const WIDTH = 560;
const HEIGHT = 440;
const GAP = 30;
/** Tables below this many bytes a resident are drawn together. */
const SMALL = 4;
/** The city's tables in blues, the state's in oranges; neighbours differ. */
const COLOURS = {
  city: ["#7fb2e0", "#b5d3ee", "#94c1e7", "#cfe2f4"],
  state: ["#f2a765", "#fbd3ae", "#f6bd8a", "#fde3cc"],
};

/** The two charts side by side, one SVG on white. */
export function drawScaling(scales: readonly Scale[]): string {
  const charts = [costs(scales), memory(scales)].map((options) => {
    const plot = Plot.plot({ ...options, document: document as never } as Plot.PlotOptions);
    return (plot as unknown as { outerHTML: string }).outerHTML;
  });
  const width = charts.length * WIDTH + GAP;
  const title = "CPU of an event and bytes of a resident, by table, against the residents of the city";
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" color="#222">
<title>${title}</title>
<rect width="${width}" height="${HEIGHT}" fill="white"/>
${charts.map((svg, k) => asGroup(svg, k * (WIDTH + GAP))).join("\n")}
</svg>
`;
}

/** A chart without a frame of its own, at `x`. */
function asGroup(svg: string, x: number): string {
  const text = `text-anchor="middle" font-family="system-ui, sans-serif" font-size="13" fill="currentColor"`;
  return svg
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/^<svg [^>]*>/, `<g transform="translate(${x},0)" ${text}>`)
    .replace(/<\/svg>$/, "</g>")
    .replace(/(\d+\.\d{2})\d+/g, "$1");
}

const frame = {
  width: WIDTH,
  height: HEIGHT,
  marginLeft: 56,
  marginRight: 20,
  marginTop: 44,
  marginBottom: 48,
};

function costs(scales: readonly Scale[]): Plot.PlotOptions {
  const rows = scales.flatMap(({ residents, cost, costToSaturation }) => [
    { residents, cost, span: "first bite to 24 h" },
    { residents, cost: costToSaturation, span: "first bite to 90 % of the bites" },
  ]);
  const spans = ["first bite to 24 h", "first bite to 90 % of the bites"];
  const top = 1.3 * Math.max(...rows.map(({ cost }) => cost));
  const first = scales[0]!;
  const lower = first.cost < first.costToSaturation ? 0 : 1;
  const label = (span: string, dy: number) =>
    Plot.text(
      rows.filter((row) => row.span === span && row.residents === first.residents),
      { x: "residents", y: "cost", text: "span", fill: "span", textAnchor: "start", dy, dx: 8, fontWeight: "bold" },
    );
  return {
    ...frame,
    x: {
      type: "log",
      label: "residents of the city",
      labelAnchor: "center",
      labelArrow: "none",
      tickFormat: power,
      ticks: scales.map(({ residents }) => residents),
      grid: true,
    },
    y: { label: "↑ µs of CPU an event", domain: [0, top], grid: true },
    color: { domain: spans, range: ["#4269d0", "#c4421a"] },
    marks: [
      Plot.ruleY([0]),
      Plot.line(rows, { x: "residents", y: "cost", stroke: "span", strokeWidth: 2 }),
      Plot.dot(rows, { x: "residents", y: "cost", fill: "span", r: 4 }),
      label(spans[lower]!, 20),
      label(spans[1 - lower]!, -16),
    ],
  };
}

function memory(scales: readonly Scale[]): Plot.PlotOptions {
  const rows = scales.flatMap((scale) => [...tables(scale, "city"), ...tables(scale, "state")]);
  const names = [...new Set(rows.map(({ name }) => name))];
  const totals = scales.map((scale) => ({
    residents: power(scale.residents),
    bytes: (sum(scale.city) + sum(scale.state)) / scale.residents,
  }));
  const stacked = { x: "residents", y: "bytes", z: "name", order: names };
  return {
    ...frame,
    x: {
      type: "band",
      label: "residents of the city",
      domain: scales.map(({ residents }) => power(residents)),
      padding: 0.12,
    },
    y: { label: "↑ bytes a resident, by table", grid: true },
    color: {
      domain: names,
      range: names.map((name, k) => COLOURS[name.startsWith("city") ? "city" : "state"][k % 4]!),
    },
    marks: [
      Plot.barY(rows, Plot.stackY({ ...stacked, fill: "name", inset: 0.5 })),
      Plot.text(
        rows,
        Plot.stackY({ ...stacked, text: ({ name, bytes }: Row) => (bytes < 9 ? "" : `${name} ${bytes.toFixed(0)}`) }),
      ),
      Plot.text(totals, {
        x: "residents",
        y: "bytes",
        text: ({ bytes }) => bytes.toFixed(0),
        dy: -9,
        fontWeight: "bold",
      }),
      Plot.ruleY([0]),
    ],
  };
}

interface Row {
  readonly residents: string;
  readonly name: string;
  readonly bytes: number;
}

/** Bytes a resident of each table, the largest first, the small ones together. */
function tables(scale: Scale, of: "city" | "state"): Row[] {
  const residents = power(scale.residents);
  const rows = [...scale[of]].map(([field, bytes]) => ({
    residents,
    name: `${of}: ${field}`,
    bytes: bytes / scale.residents,
  }));
  const large = rows.filter(({ bytes }) => bytes >= SMALL);
  const rest = rows.filter(({ bytes }) => bytes < SMALL).reduce((total, { bytes }) => total + bytes, 0);
  return [...large, { residents, name: `${of}: all else`, bytes: rest }];
}

/** 10⁴ as "10⁴"; other numbers in full. */
function power(n: number): string {
  const exponent = Math.round(Math.log10(n));
  const digits = [...String(exponent)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!).join("");
  return 10 ** exponent === n ? `10${digits}` : n.toLocaleString("en");
}
