/** `report.html`: the run on one page that needs nothing else, made from the run folder alone. */
import { join } from "node:path";
import { writeWhole } from "../files.js";
import { REPORT_FILE } from "../run-folder.js";
import { type Digest, digest } from "./digest.js";
import { figures, sentences } from "./headline.js";
import { type CityMap, drawMap, readStreets } from "./map.js";
import { chain, credits, facts, mapSection, overTime, settings, zones } from "./sections.js";
import { STYLE } from "./style.js";
import { html } from "./words.js";

/**
 * Writes report.html into a run folder, over one that is there.
 *
 * @returns path of the file
 * @throws InputError if the folder holds no run or cannot be written
 */
export async function writeReport(folder: string): Promise<string> {
  const digested = await digest(folder);
  const { city } = digested.run;
  const streets = await readStreets(folder, city);
  const file = join(folder, REPORT_FILE);
  const map = drawMap(digested, streets, `Map of ${html(city.name)}: the outbreak's arrival`);
  writeWhole(file, page(digested, map));
  return file;
}

function page(digested: Digest, map: CityMap | null): string {
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
${overTime(digested)}
${settings(digested)}
${zones(digested)}
${chain(digested)}
${facts(digested)}
${credits(digested)}
</main>
</body>
</html>
`;
}
