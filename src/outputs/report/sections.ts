/** The sections of the report below the headline, as HTML; an empty string where a run has nothing to say. */
import { localMilliseconds } from "../../recorder/clock.js";
import { FRONT_FILE } from "../run-folder.js";
import { bars, columns, figure, incidence, mixing, type StateChart, stateCurves } from "./charts.js";
import type { Digest, Lines } from "./digest.js";
import type { Front } from "./front.js";
import { every, struckIn } from "./front-look.js";
import { isPeopled, nounsOf } from "./headline.js";
import type { CityMap } from "./map.js";
import { Clock, capital, count, counted, duration, html, portrait, share } from "./words.js";

const HALF = 470; // px, width of a chart in half the page
const MOST_ZONES = 20;

function section(title: string, text: string, body: string): string {
  return `<section><h2>${title}</h2>${text === "" ? "" : `<p>${text}</p>`}${body}</section>`;
}

function half(title: string, text: string, body: string): string {
  return `<div class="half"><h2>${title}</h2><p>${text}</p>${body}</div>`;
}

/** Everyone by state, and new infections, over time. */
export function overTime(digest: Digest): string {
  const { lines, clock, states } = digest;
  const { many } = nounsOf(digest.run.scenario);
  const curves = stateCurves(digest);
  const counts = states.map(({ label, n }) => `${label} ${count(n)}`).join(", ");
  const shown =
    curves === null
      ? ""
      : section(
          "How it went",
          "People in each state through the run; the numbers at the right are those of the end.",
          legendOf(curves, clock) + figure("People by state over time", `At the end: ${counts}.`, curves.draw),
        );
  if (lines === null || lines.infections < 3) return shown;
  const peak = Math.max(...lines.incidence);
  const summary = `The highest bar has ${counted(peak, "infection", "infections")}.`;
  const bin = duration(lines.bin);
  const title = `New ${many} every ${bin}`;
  return shown + section(title, "", figure(title, summary, incidence(lines, clock)));
}

/** The bands of the chart from the top down; of those that end empty also when they were fullest. */
function legendOf({ bands }: StateChart, clock: Clock): string {
  const items = bands.toReversed().map(({ label, colour, n, peak, peakTime }) => {
    const most = n === 0 ? `, at most ${count(peak)} (${clock.time(peakTime)})` : "";
    return `<li><i style="background:${colour}"></i>${html(label)}${most}</li>`;
  });
  return `<ul class="legend bands">${items.join("")}</ul>`;
}

export function mapSection(digest: Digest, map: CityMap | null): string {
  if (map === null) return "";
  const { lines } = digest;
  const { one, many, done } = nounsOf(digest.run.scenario);
  const text =
    map.streets === 0
      ? `Each square is ${lines !== null && lines.perPoint > 1 ? `one of ${lines.perPoint} ${many}` : `one ${one}`}.`
      : `The outbreak came to ${share(map.arrived, map.streets)} of ${count(map.streets)} streets. Each has the colour of the time when the first of the ${done} was on it or in a building along it.`;
  const classes = map.classes.map(({ label, colour }) => `<li><i style="background:${colour}"></i>${label}</li>`);
  if (map.streets > 0) {
    const dot = lines !== null && lines.perPoint > 1 ? `${lines.perPoint} ${many}` : `one ${one}`;
    classes.push(`<li><i class="none"></i>not reached</li>`);
    if (lines !== null) classes.push(`<li><i class="dot"></i>each dot: ${dot}</li>`);
  }
  if (lines?.index) classes.push(`<li><i class="ring"></i>first ${one}</li>`);
  const { metres, percent } = map.scale;
  const length = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const scale = `<div class="scale"><span style="width:${percent.toFixed(2)}%"></span>${length}</div>`;
  const body = `<figure class="map">${map.svg}${scale}<ul class="legend">${classes.join("")}</ul></figure>`;
  return section("Where it went", text, body);
}

/** The front, shown here or, if it is too large for a page, where it is. */
export function frontSection({ run }: Digest, front: Front | null, picture: string | null): string {
  if (front === null) return "";
  const link = `<a href="${FRONT_FILE}">${FRONT_FILE}</a>`;
  const text = `The map every ${every(front.step)}, with the number of residents ${struckIn(run)} by then. `;
  if (picture === null) return section("How it spread", `${text}The picture is ${link}, beside this page.`, "");
  return section("How it spread", `${text}Larger: ${link}.`, `<figure class="spread">${picture}</figure>`);
}

/** Kinds of place, and who infected whom. */
export function settings(digest: Digest): string {
  const { lines } = digest;
  if (lines === null || lines.infections < 3) return "";
  const { many, done } = nounsOf(digest.run.scenario);
  const all = [...lines.settings].sort((a, b) => b[1] - a[1]);
  const rows = all.slice(0, 12).map(([name, n]) => ({ name, n, text: `${count(n)}  ${share(n, lines.infections)}` }));
  const [most, least] = [all[0]!, all.at(-1)!];
  const summary = `Most ${many} happened in ${most[0]}, ${count(most[1])}; the fewest in ${least[0]}, ${count(least[1])}.`;
  const places = half(
    `Where people were ${done}`,
    `By what the building is for; in the open by the kind of place. Most often: ${most[0]}.`,
    figure(`${capital(many)} by kind of place`, summary, bars(rows, "var(--turned)"), HALF),
  );
  const known = lines.mixing.flat().reduce((sum, n) => sum + n, 0);
  const groups = lines.mixing.filter((row) => row.some((n) => n > 0)).length;
  if (!isPeopled(digest)) return "";
  if (known < 10 || groups < 2) return `<section class="two">${places}</section>`;
  const who = half(
    "Who infected whom",
    `Share of all ${many} by age of the infector (rows) and of the infected (columns).`,
    figure("Who infected whom, by age", "A table of shares by age groups.", mixing(lines), HALF),
  );
  return `<section class="two">${places}${who}</section>`;
}

export function zones(digest: Digest): string {
  const { lines, run, clock } = digest;
  if (lines === null || run.city.zones.length < 2 || lines.infections < 3) return "";
  const rows = run.city.zones
    .map(({ name, residents }) => ({ name, residents, ...lines.zones.get(name)! }))
    .filter(({ residents, infected }) => residents > 0 && infected > 0)
    .map(({ name, residents, infected, arrival }) => {
      const when = arrival === null ? "" : `  ${clock.time(arrival)}`;
      return { name, n: infected / residents, text: share(infected, residents) + when };
    })
    .sort((a, b) => b.n - a.n);
  const shown = rows.slice(0, MOST_ZONES);
  const cut = rows.length > shown.length ? ` The ${MOST_ZONES} most affected of ${rows.length} are shown.` : "";
  const text = `Share of each zone's residents who were infected, wherever it happened, and the time of the first infection inside the zone.${cut}`;
  const summary = shown.map(({ name, text }) => `${name}: ${text}`).join("; ");
  return section("Zone by zone", text, figure("Share infected by zone", summary, bars(shown, "var(--infected)")));
}

/** The transmission tree in numbers. */
export function chain(digest: Digest): string {
  const { lines } = digest;
  if (lines === null || lines.infections < 10) return "";
  const table = isPeopled(digest) ? spreaders(digest, lines) : "";
  return `<section class="two">${offspring(lines)}${generations(lines)}</section>${table}`;
}

function offspring(lines: Lines): string {
  const infected = lines.offspring.reduce((sum, n) => sum + n, 0);
  const last = lines.offspring.length - 1;
  const rows = lines.offspring.map((n, i) => ({
    ...{ name: i === last ? `${i}+` : `${i}`, n, text: n === 0 ? "" : share(n, infected) },
  }));
  const nobody = share(lines.offspring[0]!, infected);
  const text = `${nobody} of the infected infected nobody. The tenth with the most caused ${share(lines.topTenth, 1)} of all infections.`;
  const chart = columns(rows, "var(--turned)", "people infected by one person");
  return half("How unevenly it spread", text, figure("People by the number they infected", text, chart, HALF));
}

/** Bars of generations; beyond twenty they are put together in equal groups. */
function generations({ generations }: Lines): string {
  const width = Math.ceil(generations.length / 20);
  const rows = Array.from({ length: Math.ceil(generations.length / width) }, (_, i) => {
    const n = generations.slice(i * width, (i + 1) * width).reduce((sum, value) => sum + (value ?? 0), 0);
    return { name: `${i * width}`, n, text: generations.length > 14 ? "" : count(n) };
  });
  const label = width === 1 ? "generation" : `generation (${width} a bar)`;
  const links = counted(generations.length - 1, "link", "links");
  const text = `The longest chain from the first infection to the last has ${links}.`;
  const chart = columns(rows, "var(--infected)", label);
  return half("Chains of infection", text, figure("Infections by generation", text, chart, HALF));
}

function spreaders({ clock }: Digest, { spreaders }: Lines): string {
  const rows = spreaders.map(({ person, infected, age, role, time, where }) => {
    const cells = [`no. ${person}`, portrait(age, role), `${html(where)}, ${clock.time(time)}`];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}<td class="n">${count(infected)}</td></tr>`;
  });
  const head = `<tr><th>person</th><th>who</th><th>infected</th><th class="n">infected others</th></tr>`;
  const table = `<table><thead>${head}</thead><tbody>${rows.join("")}</tbody></table>`;
  return section("Who infected the most", "", table);
}

/** What the run was, for whoever wants to repeat or cite it. */
export function facts({ run, orders, clock }: Digest): string {
  const { scenario, city, versions, tables } = run;
  const start = new Clock(localMilliseconds(scenario.start), 0);
  const ends = {
    no: "it was interrupted",
    time: "it ended because the time set was up",
    extinction: "it ended because the outbreak died out",
    cases: "it ended because the number of cases set was reached",
  };
  const parts: [n: number, one: string, many: string][] = [
    [city.residents, "resident", "residents"],
    [city.households, "household", "households"],
    [city.places, "place", "places"],
    [city.streets, "street", "streets"],
  ];
  const contents = parts.filter(([n]) => n > 0).map(([n, one, many]) => counted(n, one, many));
  const rows: [string, string][] = [
    ["Scenario", html(scenario.title === undefined ? scenario.name : `${scenario.title} (${scenario.name})`)],
    ["Start", `${start.day(0)}, ${start.time(0).slice(0, 5)} local time`],
    ["Simulated", `${duration(run.time_s)}; ${ends[run.ended]}`],
    ["Seed", String(run.seed)],
    ["City", `${html(city.name)}: ${contents.join(", ")}`],
    ["City file", `<code>${html(city.hash)}</code>`],
    ["Events", `${count(run.engine_events)} dispatched`],
    ...ordersOf(orders, clock),
    [
      "Tables",
      Object.values(tables)
        .map(({ file, rows }) => `<code>${file}</code> (${count(rows)} rows)`)
        .join(", "),
    ],
    ["Versions", `hyosan ${html(versions.hyosan)}, Node ${html(versions.node)}`],
  ];
  const list = `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>`;
  return section(
    "This run",
    "",
    list +
      details("Assumed, because it is not known", city.assumptions) +
      details("Left out of the city", city.leftOut),
  );
}

/** What the authorities ordered, and when; nothing where they could do nothing. */
function ordersOf(orders: Digest["orders"], clock: Clock): [string, string][] {
  if (orders.length === 0) return [];
  const words = orders.map(({ time, name, kind }) => `${clock.time(time)} ${html(name)} (${html(kind)})`);
  return [["Ordered", words.join(", ")]];
}

function details(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<details><summary>${title} (${items.length})</summary><ul>${items.map((item) => `<li>${html(item)}</li>`).join("")}</ul></details>`;
}

/** Where the data come from, with licences: must be shown. */
export function credits({ run }: Digest): string {
  const sources = run.city.sources.map(({ name, licence }) => `${html(name)} (${html(licence)})`);
  const from = sources.length === 0 ? "The city is made up." : `City data: ${sources.join("; ")}.`;
  return `<footer>A simulation, not a forecast. ${from}</footer>`;
}
