/** `report.html`, the run on one page that needs nothing else, and `front.svg`: made from the run folder alone. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { onDisk, writeWhole } from "../files.js";
import { FRONT_FILE, REPORT_FILE } from "../run-folder.js";
import { type Digest, digest } from "./digest.js";
import { readFront } from "./front.js";
import { columnsFor, drawFront } from "./front-drawing.js";
import { mapFront } from "./front-map.js";
import { figures, sentences } from "./headline.js";
import { type CityMap, drawMap, readStreets } from "./map.js";
import { chain, credits, facts, frontSection, mapSection, overTime, settings, zones } from "./sections.js";
import { STYLE } from "./style.js";
import { toldSection } from "./told.js";
import { variantsSection } from "./variants.js";
import { html } from "./words.js";

/** Panels of the front in a row of the page, and characters up to which the page shows it rather than where it is. */
const COLUMNS = 4;
const MOST_FRONT = 2_500_000;

/** Paths of what was written. */
export interface Pages {
  readonly report: string;
  /** Null if the outbreak came to no street: there is no front to draw. */
  readonly front: string | null;
}

/**
 * Writes report.html and front.svg into a run folder, over those that are there.
 *
 * @throws InputError if the folder holds no run or cannot be written
 */
export async function writePages(folder: string): Promise<Pages> {
  const digested = await digest(folder);
  const { city } = digested.run;
  const streets = await readStreets(folder, city);
  const map = drawMap(digested, streets, `Map of ${html(city.name)}: the outbreak's arrival`);
  const front = await readFront(folder, digested, streets);
  const maps = front && mapFront(digested, front, streets);
  const draw = (columns: number, alone: boolean) => maps && drawFront(digested, front!, maps, { columns, alone });
  const pages = { report: join(folder, REPORT_FILE), front: join(folder, FRONT_FILE) };
  const picture = front && draw(columnsFor(front.times.length), true);
  if (picture !== null) writeWhole(pages.front, picture);
  else if (existsSync(pages.front)) onDisk(pages.front, () => rmSync(pages.front));
  const shown = picture !== null && picture.length <= MOST_FRONT ? draw(COLUMNS, false) : null;
  const parts = {
    front: frontSection(digested, front, shown),
    told: await toldSection(folder, digested.run, digested.clock),
    variants: await variantsSection(folder, digested.run, digested.clock),
  };
  writeWhole(pages.report, page(digested, map, parts));
  return { ...pages, front: picture === null ? null : pages.front };
}

/**
 * Writes report.html and front.svg into a run folder, over those that are there.
 *
 * @returns path of report.html
 * @throws InputError if the folder holds no run or cannot be written
 */
export async function writeReport(folder: string): Promise<string> {
  return (await writePages(folder)).report;
}

/** Sections made from tables of their own, as HTML; empty where a run has none. */
interface Parts {
  readonly front: string;
  readonly told: string;
  readonly variants: string;
}

function page(digested: Digest, map: CityMap | null, { front, told, variants }: Parts): string {
  const { run, clock } = digested;
  const title = html(run.scenario.title ?? run.scenario.name);
  const notice =
    run.status === "finished"
      ? ""
      : `<p class="notice">This run was interrupted after ${clock.time(run.time_s)}; what follows is what had happened until then.</p>`;
  const lead = sentences(digested).map((text) => `<p class="lead">${text}</p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="hyosan ${html(run.versions.hyosan)}">
<title>${title} · ${html(run.city.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="over">${html(run.city.name)} · ${clock.day(0)}</p>
<h1>${title}</h1>
${lead.join("\n")}
${notice}
${figures(digested)}
</header>
${mapSection(digested, map)}
${front}
${overTime(digested)}
${told}
${settings(digested)}
${zones(digested)}
${chain(digested)}
${variants}
${facts(digested)}
${credits(digested)}
</main>
</body>
</html>
`;
}
