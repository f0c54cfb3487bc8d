/** The map of a build: residents by cell, in tones, one path a tone. */
import { CELL, type Survey } from "./survey.js";

/** Lower bounds of the tones, residents a hectare: the thinnest first. */
const BOUNDS = [1, 25, 50, 100, 200, 350, 550] as const;
const HECTARES = (CELL * CELL) / 10_000;

export interface DensityMap {
  readonly svg: string;
  readonly legend: readonly { readonly colour: string; readonly label: string }[];
  readonly scale: { readonly metres: number; readonly percent: number };
}

/** Draws the cells; null without any. */
export function densityMap(cells: Survey["cells"], title: string): DensityMap | null {
  if (cells.length === 0) return null;
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { column, row } of cells) {
    west = Math.min(west, column);
    east = Math.max(east, column + 1);
    south = Math.min(south, row);
    north = Math.max(north, row + 1);
  }
  const paths = BOUNDS.map(() => [] as string[]);
  for (const { column, row, persons } of cells) {
    const tone = BOUNDS.findLastIndex((bound) => persons / HECTARES >= bound);
    paths[Math.max(0, tone)]!.push(`M${column - west} ${north - row - 1}h1v1h-1z`);
  }
  const body = paths.map((path, tone) => `<path d="${path.join("")}" style="fill:${colourOf(tone)}"/>`);
  const box = `-1 -1 ${east - west + 2} ${north - south + 2}`;
  const metres = [10_000, 5_000, 2_000, 1_000, 500].find((m) => m <= ((east - west) * CELL) / 4) ?? 200;
  return {
    svg: `<svg viewBox="${box}" role="img" aria-label="${title}" shape-rendering="crispEdges"><title>${title}</title>${body.join("")}</svg>`,
    legend: BOUNDS.map((bound, tone) => ({ colour: colourOf(tone), label: labelOf(bound, BOUNDS[tone + 1]) })),
    scale: { metres, percent: (100 * metres) / ((east - west + 2) * CELL) },
  };
}

/** The densest have the strongest tone of the style sheet. */
function colourOf(tone: number): string {
  return `var(--t${BOUNDS.length - 1 - tone})`;
}

function labelOf(from: number, to: number | undefined): string {
  if (to === undefined) return `${from} and more a hectare`;
  return from === BOUNDS[0] ? `under ${to}` : `${from}–${to}`;
}
