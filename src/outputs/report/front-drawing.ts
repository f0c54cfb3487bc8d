/** `front.svg`: small multiples of one map, a panel a step of the clock. */
import type { Digest } from "./digest.js";
import type { Front } from "./front.js";
import { every, LETTER, Legend, PANEL, struckIn, style } from "./front-look.js";
import type { FrontMap } from "./front-map.js";
import { count, html } from "./words.js";

/** Units: room for a panel's clock above it, between panels, around them; room for the title; the least width. */
const CLOCK = 22;
const GAP = 14;
const MARGIN = 24;
const TITLE = 92;
const LEAST = 820;

export interface Layout {
  /** Panels in a row. */
  readonly columns: number;
  /** With title and sources, as a picture of its own. */
  readonly alone: boolean;
}

/** Panels in a row of a picture on its own: as wide as a screen, its last row as full as can be. */
export function columnsFor(panels: number): number {
  const choices = panels <= 3 ? [panels] : panels <= 8 ? [3, 4] : panels <= 15 ? [5, 4] : [6, 5];
  const empty = (columns: number) => (columns - (panels % columns)) % columns;
  return choices.reduce((best, columns) => (empty(columns) < empty(best) ? columns : best));
}

/** The picture as SVG. */
export function drawFront(digest: Digest, front: Front, map: FrontMap, { columns, alone }: Layout): string {
  const [side, top] = alone ? [MARGIN, TITLE] : [0, 4];
  const panels = columns * PANEL + (columns - 1) * GAP;
  const width = 2 * side + (alone ? Math.max(panels, LEAST) : panels);
  const high = CLOCK + map.unitsHigh + GAP;
  const parts = front.times.map((_, panel) => {
    return drawPanel(
      digest,
      front,
      map,
      panel,
      side + (panel % columns) * (PANEL + GAP),
      top + Math.floor(panel / columns) * high,
    );
  });
  const below = top + Math.ceil(front.times.length / columns) * high + 14;
  const legend = new Legend(digest, front, map.frame, { left: side, right: width - side, top: below });
  parts.unshift(map.definitions());
  parts.push(legend.draw());
  let height = legend.bottom + 10;
  if (alone) {
    const credits = creditLines(digest, width - 2 * side);
    parts.unshift(`<rect class="paper" width="100%" height="100%"/>`, heading(digest, front, side, width - 2 * side));
    parts.push(...credits.map((text, i) => small(text, side, legend.bottom + 30 + i * 17)));
    height += 21 + credits.length * 17;
  }
  const title = `${html(digest.run.city.name)} at ${front.times.length} times: streets and zones the outbreak has reached`;
  const size = alone ? ` width="${width}" height="${height}"` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg"${size} viewBox="0 0 ${width} ${height}" class="front" role="img" aria-label="${title}"><title>${title}</title><style>${style(map)}</style>${parts.join("\n")}</svg>\n`;
}

function drawPanel(
  { run, clock }: Digest,
  { times, struck }: Front,
  map: FrontMap,
  panel: number,
  x: number,
  y: number,
): string {
  const when = `<text class="clock" x="${x}" y="${y + 15}">${clock.time(times[panel]!)}</text>`;
  const number = `<text class="soft n" x="${x + PANEL}" y="${y + 15}">${count(struck[panel]!)}</text>`;
  const title = `${clock.time(times[panel]!)}: ${count(struck[panel]!)} ${struckIn(run)}`;
  return `<g class="panel">${when}${number}${map.panel(panel, x, y + CLOCK, title)}</g>`;
}

function small(text: string, x: number, y: number): string {
  return `<text class="soft small" x="${x}" y="${y}">${html(text)}</text>`;
}

function heading({ run, clock }: Digest, { step }: Front, x: number, width: number): string {
  const title = html(run.scenario.title ?? run.scenario.name);
  const about = `${html(run.city.name)} from ${clock.day(0)}, ${clock.date(0).toISOString().slice(11, 16)}: a map every ${every(step)}, with the residents ${struckIn(run)} by then.`;
  const size = Math.min(30, Math.floor(width / (0.52 * [...title].length)));
  return `<text class="title" style="font-size:${size}px" x="${x}" y="46">${title}</text><text class="soft" x="${x}" y="72">${about}</text>`;
}

/** Where the data come from, with licences, in lines of at most `width` units. */
function creditLines({ run }: Digest, width: number): string[] {
  const sources = run.city.sources.map(({ name, licence }) => `${name} (${licence})`);
  const from = sources.length === 0 ? "The city is made up." : `City data: ${sources.join("; ")}.`;
  const lines = [""];
  for (const word of `A simulation, not a forecast. ${from}`.split(" ")) {
    if ((lines.at(-1)!.length + word.length) * LETTER > width) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines;
}
