/** The report of a build: one page that needs nothing else. */
import type { City } from "../../city/city.js";
import { bars, columns, figure } from "../report/charts.js";
import { STYLE } from "../report/style.js";
import { count, html, share } from "../report/words.js";
import { byHour, commutes, correlations, type HourRow, pyramid, scatter } from "./charts.js";
import { densityMap } from "./density.js";
import type { Evidence } from "./evidence.js";
import { agreement, type Compared, compareStations, type Movements } from "./movements.js";
import { LARGEST, type Survey } from "./survey.js";

/** Width of a chart in half the page, px. */
const HALF = 470;
/** Hours of the morning peak, and all that are compared. */
const PEAK = [7, 8];
const SERVICE = Array.from({ length: 18 }, (_, k) => k + 6);

const EXTRA = `
.map .cells path { stroke: none; }
.swatch i { width: 14px; height: 14px; border-radius: 2px; vertical-align: -2px; }
.wrap { overflow-x: auto; }
td.n, th.n { white-space: nowrap; }
tr.chosen td { font-weight: 600; }
@media (max-width: 540px) {
  .wrap table { font-size: 13px; }
  .wrap th { font-size: 12px; }
  .wrap th, .wrap td { padding: 6px 6px 6px 0; }
  .wrap td.n, .wrap th.n { padding-right: 6px; white-space: normal; }
}
ul.plain { padding-left: 1.1em; margin: 0; font-size: 15px; max-width: 62em; overflow-wrap: anywhere; }
ul.plain li { margin: 5px 0; }
.half { max-width: none; }
`;

/** All the page says. */
export interface BuildFigures {
  readonly city: City;
  readonly evidence: Evidence;
  readonly survey: Survey;
  readonly movements: Movements;
  /** Version of the program. */
  readonly version: string;
}

/** The page as HTML. */
export function buildPage(figures: BuildFigures): string {
  const { city, version } = figures;
  const title = html(city.manifest.name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="hyosan ${html(version)}">
<title>${title} · how it was built</title>
<style>${STYLE}${EXTRA}</style>
</head>
<body>
<main>
<header>
<p class="over">How a city was built, and how near it is to what is known</p>
<h1>${title}</h1>
${lead(figures)}
${headline(figures)}
</header>
${deviations(figures)}
${density(figures)}
${people(figures)}
${work(figures)}
${trains(figures)}
${calibration(figures)}
${feet(figures)}
${notes(figures)}
</main>
</body>
</html>
`;
}

function section(title: string, text: string, body: string): string {
  return `<section><h2>${title}</h2>${text === "" ? "" : `<p>${text}</p>`}${body}</section>`;
}

function half(title: string, text: string, body: string): string {
  return `<div class="half"><h2>${title}</h2><p>${text}</p>${body}</div>`;
}

function two(left: string, right: string): string {
  return `<section class="two">${left}${right}</section>`;
}

/** A table; columns named in `numbers` are set to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], chosen = -1): string {
  const cell = (tag: string, text: string, k: number) => `<${tag}${k === 0 ? "" : ' class="n"'}>${text}</${tag}>`;
  const line = (cells: readonly string[], tag: string) => cells.map((text, k) => cell(tag, text, k)).join("");
  const body = rows.map((row, r) => `<tr${r === chosen ? ' class="chosen"' : ""}>${line(row, "td")}</tr>`);
  return `<div class="wrap"><table><thead><tr>${line(head, "th")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function percent(part: number): string {
  return part === 0 ? "0 %" : part < 0.0001 ? "under 0.01 %" : `${(100 * part).toFixed(2)} %`;
}

function lead({ city, survey }: BuildFigures): string {
  const { people, households, zones } = city;
  const residents = survey.deviations.find(({ what }) => what === "residents");
  const exact =
    residents !== undefined && residents.most === 0 ? "exactly as many in every zone as the table says" : "";
  return (
    `<p class="lead">${count(people.age.length)} residents in ${count(households.home.length)} households and ` +
    `${count(zones.x.length)} zones${exact === "" ? "" : `, ${exact}`}. Each has an age, a home, and a school, a place of work or ` +
    "neither. What no table says was assumed, and stands at the end of this page.</p>"
  );
}

function headline({ city, survey, evidence, movements }: BuildFigures): string {
  const streets = city.shapeStart.length - 1;
  const figures: [string, string][] = [
    [count(city.people.age.length), "residents"],
    [count(city.households.home.length), "homes"],
    [count(streets), "street segments"],
    [count(city.buildings.use.length), "buildings"],
    [`${(survey.meanCommute / 1000).toFixed(1)} km`, "mean way to work"],
  ];
  const peak = compareStations(evidence.stations, movements.boardings, "boardings", PEAK);
  if (peak.length > 2) figures.push([figureOf(agreement(peak)), "correlation of boardings, 07–09"]);
  const items = figures.map(([number, words]) => `<li><b>${number}</b><span>${words}</span></li>`);
  return `<ul class="figures" style="--wide:${items.length};--middling:3">${items.join("")}</ul>`;
}

function deviations({ survey }: BuildFigures): string {
  const rows = survey.deviations.map(({ what, built, known, zones, most, mean }) => [
    what,
    count(Math.round(known)),
    count(Math.round(built)),
    count(zones),
    percent(mean),
    percent(most),
  ]);
  const head = ["", "known", "built", "zones", "mean deviation", "largest"];
  const text =
    "Zone by zone: how far the city is from the tables. Someone counts as out of their age band if the zone's band has one too many.";
  return section("Against the tables", text, table(head, rows));
}

function density({ survey, city }: BuildFigures): string {
  const map = densityMap(survey.cells, `Map of ${html(city.manifest.name)}: where people live`);
  if (map === null) return "";
  const legend = map.legend.map(({ colour, label }) => `<li><i style="background:${colour}"></i>${label}</li>`);
  const length = map.scale.metres >= 1000 ? `${map.scale.metres / 1000} km` : `${map.scale.metres} m`;
  const scale = `<div class="scale"><span style="width:${map.scale.percent.toFixed(2)}%"></span>${length}</div>`;
  const svg = map.svg.replace("<svg ", '<svg class="cells" ');
  const body = `<figure class="map">${svg}${scale}<ul class="legend swatch">${legend.join("")}</ul></figure>`;
  return section("Where people live", "Residents a hectare, in cells of 250 m. Blank: nobody lives there.", body);
}

function people({ survey }: BuildFigures): string {
  const total = survey.sizes.reduce((sum, n) => sum + n, 0);
  const largest = survey.sizes.findLastIndex((n) => n > 0);
  const sizes = survey.sizes.slice(1, largest + 1).map((n, k) => {
    const size = k + 1;
    return { name: size === LARGEST ? `${size}+` : `${size}`, n, text: share(n, total) };
  });
  const left = half(
    "How old they are",
    "Ages in bands of five years, women and men.",
    figure("Residents by age and sex", "An age pyramid.", pyramid(survey.ages), HALF),
  );
  const right = half(
    "How many live together",
    "Households by the number of their members.",
    figure("Households by size", "Shares of households.", columns(sizes, "var(--bar)", "persons"), HALF),
  );
  return two(left, right);
}

function work({ survey, evidence }: BuildFigures): string {
  const { sites, footprints, generated } = evidence.homes;
  const total = sites + footprints + generated;
  const rows = [
    { name: "complexes", n: sites },
    { name: "outlines", n: footprints },
    { name: "generated", n: generated },
  ].map((row) => ({ ...row, text: `${millions(row.n)}, ${share(row.n, total)}` }));
  const median = (survey.medianCommute / 1000).toFixed(1);
  const left = half(
    "How far they go to work",
    `Straight from home to work; half of the workers less than ${median} km.`,
    figure("Workers by distance to work", `Mean ${survey.meanCommute.toFixed(0)} m.`, commutes(survey), HALF),
  );
  const right = half(
    "Where the homes are from",
    "In apartment complexes of the table, in building outlines of the map, and on generated plots along streets where neither has enough.",
    figure("Homes by source", "Homes by source.", bars(rows, "var(--bar)"), HALF),
  );
  return two(left, right);
}

/** "1.61 million", or the number where it is small. */
function millions(n: number): string {
  return n < 1e6 ? count(n) : `${(n / 1e6).toFixed(2)} million`;
}

function trains({ evidence, movements }: BuildFigures): string {
  const { stations } = evidence;
  const boardings = compareStations(stations, movements.boardings, "boardings", PEAK);
  const alightings = compareStations(stations, movements.alightings, "alightings", PEAK);
  if (boardings.length < 3) return "";
  const text =
    `Passengers counted at ${count(boardings.length)} stations, against those who would ride by their routine: a trip of ` +
    "workers and students goes by train the more often the longer it is and the nearer a station is to the home; of the " +
    "six nearest stations each is chosen in proportion to its trains' capacity and exp(-distance / 500 m).";
  const level = sumOf(boardings, "modelled") / sumOf(boardings, "counted");
  const left = half(
    `Boarding, 07–09: ${figureOf(agreement(boardings))}`,
    `Correlation over stations. The model has ${level.toFixed(1)} times as many boardings in these hours as were counted, since it has no other way to travel far: buses and cars carry the rest. Only the shares are compared.`,
    figure("Boardings counted and modelled", "A dot a station.", scatter(boardings, "boardings"), HALF),
  );
  const right = half(
    `Alighting, 07–09: ${figureOf(agreement(alightings))}`,
    "Correlation over stations. Who comes from outside the city is counted, and not modelled.",
    figure("Alightings counted and modelled", "A dot a station.", scatter(alightings, "alightings"), HALF),
  );
  const hours = hourRows(evidence, movements);
  const hourly = two(
    half(
      "Through the day",
      "Shares of the day's boardings. Trips for shopping, leisure and business are counted, and not modelled by train.",
      figure("Boardings by hour", "Two lines.", byHour(hours), HALF),
    ),
    half(
      "Correlation by hour",
      "Over stations; hours in which the routines have next to no trips by train are left out.",
      figure("Correlation by hour", "A bar an hour.", correlations(hours), HALF),
    ),
  );
  return `${section("Trains", text, "")}${two(left, right)}${hourly}`;
}

function sumOf(rows: readonly Compared[], of: "modelled" | "counted"): number {
  return rows.reduce((sum, row) => sum + row[of], 0);
}

/** Hours with some trips by train in both. */
function hourRows({ stations }: Evidence, { boardings }: Movements): HourRow[] {
  const rows = SERVICE.map((hour) => ({ hour, compared: compareStations(stations, boardings, "boardings", [hour]) }));
  const modelled = rows.reduce((sum, { compared }) => sum + sumOf(compared, "modelled"), 0);
  const counted = rows.reduce((sum, { compared }) => sum + sumOf(compared, "counted"), 0);
  return rows.map(({ hour, compared }) => {
    const own = (100 * sumOf(compared, "modelled")) / Math.max(1, modelled);
    return {
      hour,
      modelled: own,
      counted: (100 * sumOf(compared, "counted")) / Math.max(1, counted),
      correlation: own < 0.1 ? Number.NaN : agreement(compared),
    };
  });
}

function calibration({ evidence }: BuildFigures): string {
  if (evidence.tried.length === 0) return "";
  const rows = evidence.tried.map(({ words, boardings, alightings, metres, rideMetres }) => [
    html(words),
    figureOf(boardings, 3),
    figureOf(alightings, 3),
    `${(metres / 1000).toFixed(1)} km`,
    `${(rideMetres / 1000).toFixed(1)} km`,
  ]);
  const head = ["the pull of jobs falls with", "boardings", "alightings", "mean commute", "by train"];
  const text =
    "Decays of the gravity model that were tried, with the correlation over stations from 07:00 to 09:00 between zones. Where people board hardly tells how far they go; how long they are between the gates does. The one in bold was taken.";
  const chosen = evidence.tried.findIndex(({ isChosen }) => isChosen);
  return section("How the commuting was calibrated", text, table(head, rows, chosen));
}

function feet({ city, evidence, movements }: BuildFigures): string {
  const { footfall } = evidence;
  if (footfall.length === 0) return "";
  const compared = footfall.map(({ byZone }, part) => {
    const against = (modelled: Float64Array) =>
      city.manifest.zones.flatMap(({ code, name }, zone): Compared[] => {
        const counted = byZone.get(code);
        return counted === undefined ? [] : [{ name, modelled: modelled[zone]!, counted }];
      });
    return { present: against(movements.present[part]!), abroad: against(movements.abroad[part]!) };
  });
  const hour = (n: number) => String(n).padStart(2, "0");
  const rows = footfall.map(({ from, to }, part) => [
    `${hour(from)}–${hour(to)}`,
    figureOf(agreement(compared[part]!.present)),
    figureOf(agreement(compared[part]!.abroad)),
  ]);
  const noon = Math.max(
    0,
    footfall.findIndex(({ from, to }) => from <= 12 && to > 12),
  );
  const { from, to } = footfall[noon]!;
  const left = half(
    "People on foot",
    "Correlation over zones of the people counted on foot with those the routines have there in the middle of that part of the day, and with how often someone sets out or arrives there.",
    table(["", "are there", "set out or arrive"], rows),
  );
  const right = half(
    `On foot, ${hour(from)}–${hour(to)}`,
    "A dot a zone: counted on foot, and there by routine.",
    figure("Footfall and presence", "A dot a zone.", scatter(compared[noon]!.present, "on foot"), HALF),
  );
  return two(left, right);
}

/** A correlation; a dash where there is nothing to correlate. */
function figureOf(correlation: number, digits = 2): string {
  return Number.isNaN(correlation) ? "–" : correlation.toFixed(digits);
}

function notes({ city: { manifest }, evidence, version }: BuildFigures): string {
  const list = (items: readonly string[]) =>
    `<ul class="plain">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
  const sources = manifest.sources.map(({ name, licence, sha256 }) => {
    const links = (evidence.links[name] ?? []).map((url) => `<a href="${html(url)}">${html(shortUrl(url))}</a>`);
    const sum = sha256 === undefined ? "" : ` <code title="SHA-256 ${sha256}">${sha256.slice(0, 12)}</code>`;
    return `<b>${html(name)}</b>${sum}: ${html(licence)}${links.length === 0 ? "" : `. From ${links.join(", ")}`}`;
  });
  return (
    section("What was assumed", "", list(manifest.assumptions.map(html))) +
    section("What was left out", "", list(manifest.leftOut.map(html))) +
    section("Sources", "", list(sources)) +
    `<footer>Built by Hyosan ${html(version)}.</footer>`
  );
}

/** "github.com/owner/name" */
function shortUrl(url: string): string {
  return url
    .replace(/^https?:\/\//, "")
    .replace(/\/tree\/.*$/, "")
    .replace(/\/$/, "");
}
