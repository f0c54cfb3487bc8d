/** A scenario in words, as `hyosan check` prints it. */
import { formatDuration, formatNumber, formatQuantity, localTimeAt, weekday } from "../base/units.js";
import { TRAIT_NAMES } from "./mutation.js";
import { informationLines } from "./explain-information.js";
import type { Intervention } from "./authority.js";
import type { Dwell, Scenario, Seeding, State, Strain } from "./schema.js";

/** A short readable description of a checked scenario: several lines, the last one ended. */
export function explain(scenario: Scenario): string {
  const title = scenario.title === undefined ? scenario.name : `${scenario.name}: ${scenario.title}`;
  const lines = [
    title,
    ...(scenario.description === undefined ? [] : [`  ${scenario.description.trim()}`]),
    "",
    `  City      ${cityWords(scenario.city)}`,
    `  Clock     ${clockWords(scenario)}`,
    `  Ends      ${stopWords(scenario)}`,
    `  Seed      ${scenario.seed}`,
    ...earlierLines(scenario),
    ...castLines(scenario),
    ...(scenario.groups === undefined ? [] : ["  Groups    people shelter together: barricades, supplies, decisions"]),
    ...(scenario.immune > 0 ? [`  Immune    ${percent(scenario.immune)} of people from the start`] : []),
    ...Object.entries(scenario.strains).flatMap(([name, strain]) => ["", ...strainLines(name, strain)]),
    ...partLines(scenario),
    "",
    "Outbreak",
    ...scenario.outbreak.map((seeding) => `  ${seedingWords(seeding)}`),
    ...(scenario.outbreak.length === 0 ? ["  nobody is infected: an ordinary day"] : []),
    ...informationLines(scenario),
    ...authorityLines(scenario.authority ?? []),
  ];
  return `${lines.join("\n")}\n`;
}

/** 0.955 → "95.5 %". */
function percent(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

function earlierLines({ continue: earlier }: Scenario): string[] {
  if (earlier === undefined) return [];
  const what = earlier.carry === "cast" ? "named people only" : "everyone, and the damage";
  return [`  After     ${earlier.run}, ${formatQuantity(earlier.after, "duration")} later: ${what}`];
}

function castLines({ cast }: Scenario): string[] {
  if (cast === undefined) return [];
  const ties = cast.ties.length === 0 ? "" : `; ties between them: ${cast.ties.length}`;
  return [`  Cast      ${Object.keys(cast.people).join(", ") || "nobody"}${ties}`];
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} people`;
}

function cityWords(city: Scenario["city"]): string {
  if (typeof city === "string") return city;
  if ("generate" in city) return `generated, ${people(city.generate.people)}, seed ${city.generate.seed}`;
  if ("join" in city) {
    const names = city.join.cities.map((part) => (typeof part === "string" ? part : (part.generate.name ?? "hyosan")));
    return `${names.join(" and ")}, ${formatQuantity(city.join.distance, "length")} apart, joined by railway and road`;
  }
  if ("room" in city) return `one room of ${formatQuantity(city.room.area, "area")}, ${people(city.room.people)}`;
  const { graph } = city;
  if (graph.kind === "edges") return `graph of ${people(graph.people)} joined by ${graph.edges.length} edges`;
  if (graph.kind === "random-regular") return `random graph of ${people(graph.people)}, each joined to ${graph.degree}`;
  const form = graph.periodic ? ", periodic" : "";
  if (graph.kind === "chain") return `chain of ${people(graph.people)}${form}`;
  return `lattice of ${graph.side} × ${graph.side}, ${people(graph.side * graph.side)}, one a site${form}`;
}

function clockWords({ start, until }: Scenario): string {
  const end = localTimeAt(start, until);
  return `${weekday(start)} ${localTimeAt(start, 0)} to ${weekday(end)} ${end}`;
}

function stopWords({ until, stop }: Scenario): string {
  const ends = [`after ${formatDuration(until)}`];
  if (stop.extinction) ends.push("once nobody is infected, turned or can still change state");
  if (stop.cases !== undefined) ends.push(`with infection number ${stop.cases}`);
  return ends.length === 1 ? ends[0]! : `${ends.join(", or ")}: whichever comes first`;
}

// --- Strains ------------------------------------------------------------------------------------------------------

function strainLines(name: string, strain: Strain): string[] {
  const title = strain.label === undefined ? `Strain ${name}` : `Strain ${name} (${strain.label})`;
  return [
    strain.base === undefined ? title : `${title}, a variant of ${strain.base}`,
    ...stateTable(strain).map((line) => `  ${line}`),
    `  Infected people enter the state ${strain.entry}.`,
    ...attackLines(strain.attack),
    ...contactLines(strain.contact),
    ...hybridLines(strain.hybrid),
    ...mutationLines(strain),
  ];
}

function stateTable({ states }: Strain): string[] {
  const list = Object.entries(states);
  const infectious = list.some(([, state]) => state.infectiousness > 0);
  const susceptible = list.some(([, state]) => state.susceptibility !== 0);
  const head = ["state", "conduct", "time spent", "then"];
  if (infectious) head.splice(2, 0, "infectious");
  if (susceptible) head.splice(2, 0, "susceptible");
  const rows = list.flatMap(([name, state]) => {
    const row = [name, state.conduct, state.dwell === undefined ? "stays" : dwellWords(state.dwell), nextWords(state)];
    if (infectious) row.splice(2, 0, `× ${formatNumber(state.infectiousness)}`);
    if (susceptible) row.splice(2, 0, susceptibleWords(state));
    return [row, ...ageRows(state, row.length)];
  });
  return aligned([head, ...rows]);
}

function susceptibleWords({ susceptibility }: State): string {
  if (typeof susceptibility === "number") return percent(susceptibility);
  const words = Object.entries(susceptibility).map(([strain, share]) => `${strain} ${percent(share)}`);
  return words.length === 0 ? percent(0) : words.join(", ");
}

/** What is otherwise at some ages: further rows below a state's, with as many columns. */
function ageRows({ byAge = [], dwell, next }: State, columns: number): string[][] {
  return byAge.map((band) => {
    const [from, to] = band.age;
    const laws = [dwellWords(band.dwell ?? dwell!), nextWords({ next: band.next ?? next })];
    return [`  aged ${from} to ${to}`, ...Array.from({ length: columns - 3 }, () => ""), ...laws];
  });
}

/** Rows of a table as lines with columns of equal width. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

function duration(seconds: number): string {
  return formatQuantity(seconds, "duration");
}

function dwellWords(dwell: Dwell): string {
  if ("fixed" in dwell) return `exactly ${duration(dwell.fixed)}`;
  if ("exponential" in dwell) return `exponential, mean ${duration(dwell.exponential.mean)}`;
  if ("gamma" in dwell) return `gamma, mean ${duration(dwell.gamma.mean)}, shape ${formatNumber(dwell.gamma.shape)}`;
  if ("uniform" in dwell) return `uniform, ${duration(dwell.uniform.from)} to ${duration(dwell.uniform.to)}`;
  return `log-normal, median ${duration(dwell.lognormal.median)}, σ ${formatNumber(dwell.lognormal.sigma)}`;
}

function nextWords({ next }: Pick<State, "next">): string {
  return Object.entries(next ?? {})
    .map(([name, probability]) => `${name} ${percent(probability)}`)
    .join(", ");
}

function attackLines(attack: Strain["attack"]): string[] {
  if (attack === undefined) return [];
  const { bitten, escaped, attackerKilled, victimKilled } = attack.outcomes;
  const outcomes: [string, number][] = [
    ["victim infected", bitten],
    ["victim escapes", escaped],
    ["attacker killed", attackerKilled],
    ["victim killed", victimKilled],
  ];
  const words = outcomes.flatMap(([name, share]) => (share > 0 ? [`${name} ${percent(share)}`] : []));
  return [`  Attack: ${lawWords(attack.law)}.`, `    One attack: ${words.join(", ")}.`];
}

function lawWords(law: NonNullable<Strain["attack"]>["law"]): string {
  if (law.kind === "encounter") {
    const { reach, speed, handling } = law;
    const sweep = `reach ${formatQuantity(reach, "length")} at ${formatQuantity(speed, "speed")}`;
    return `the turned ${sweep}; one attack takes them ${duration(handling)}`;
  }
  const where = law.kind === "pair-rate" ? "in one place" : "one door apart";
  return `${formatQuantity(law.rate, "rate")} for each pair of a turned person and someone ${where}`;
}

function contactLines(contact: Strain["contact"]): string[] {
  if (contact === undefined) return [];
  const { rate, rates, among } = contact;
  const spread = spreadingWords(contact);
  if (rates !== undefined) {
    const words = Object.entries(rates).map(([setting, each]) => `${setting} ${formatQuantity(each, "rate")}`);
    return [`  Contact: each infectious person meets others, by setting: ${words.join(", ")}${spread}.`];
  }
  const whom = among === "place" ? "someone in the same place" : "someone behind one of their doors";
  return [`  Contact: each infectious person meets ${whom}: ${formatQuantity(rate ?? 0, "rate")}${spread}.`];
}

function spreadingWords({ dispersion }: NonNullable<Strain["contact"]>): string {
  return dispersion === undefined
    ? ""
    : `; rates differ from person to person (dispersion k ${formatNumber(dispersion)})`;
}

function mutationLines({ mutation }: Strain): string[] {
  if (mutation === undefined) return [];
  const { probability, spread, to } = mutation;
  const traits = TRAIT_NAMES.filter((trait) => spread[trait] > 0).map(
    (trait) => `${trait} ${formatNumber(spread[trait])}`,
  );
  const factors = traits.length === 0 ? "" : ` (σ of the logarithm of its factors: ${traits.join(", ")})`;
  const own = probability > 0 ? [`a new variant ${percent(probability)}${factors}`] : [];
  const others = Object.entries(to).map(([strain, share]) => `${strain} ${percent(share)}`);
  const words = [...own, ...others];
  return words.length === 0 ? [] : [`  Mutation, at each transmission: ${words.join(", ")}.`];
}

function hybridLines(hybrid: Strain["hybrid"]): string[] {
  if (hybrid === undefined) return [];
  const { strength, speed, hunger, control } = hybrid;
  const loss =
    control.rate === 0 ? "never lose control" : `lose control at ${formatQuantity(control.rate, "rate")} then`;
  return [
    `  Hybrids: ${formatNumber(strength)} times as strong, ${formatNumber(speed)} times as fast;`,
    `    starving ${duration(hunger.after)} after a meal, they ${loss}.`,
  ];
}

// --- Parts --------------------------------------------------------------------------------------------------------

/** The parts of a scenario that change how attacks go and what is heard. */
function partLines({ fights, noise }: Scenario): string[] {
  const lines: string[] = [];
  if (fights !== undefined) {
    const { help, arms } = fights;
    lines.push(
      "Fights: strength, arms and help decide attacks.",
      `  Present, ${percent(help.family)} of the family help, ${percent(help.friend)} of friends, ${percent(help.stranger)} of others.`,
      `  ${percent(arms.police)} of workers carry a firearm.`,
    );
  }
  if (noise !== undefined) {
    const ranges = `a shot ${formatQuantity(noise.shot.range, "length")}, an alarm ${formatQuantity(noise.alarm.range, "length")}`;
    lines.push(`Noise: ${ranges}; ${percent(noise.setOff)} of those who take flight indoors set off the alarm.`);
  }
  return lines.length === 0 ? [] : ["", ...lines];
}

// --- Outbreak -----------------------------------------------------------------------------------------------------

function seedingWords({ strain, count, state, at, where, who }: Seeding): string {
  const time = at === 0 ? "At the start" : `After ${formatDuration(at)}`;
  const role = who.role === undefined ? "" : `, role ${who.role}`;
  const age = who.age === undefined ? "" : `, aged ${who.age[0]} to ${who.age[1]}`;
  const places = Object.entries(where).map(([key, value]) => `${key} "${value}"`);
  const place = places.length === 0 ? "anywhere" : places.join(", ");
  const entered = state === undefined ? "" : ` in state ${state}`;
  const whom = who.name ?? `${people(count)}${role}${age} (${place})`;
  return `${time}: ${whom} with ${strain}${entered}`;
}

// --- Authority ----------------------------------------------------------------------------------------------------

function authorityLines(authority: readonly Intervention[]): string[] {
  if (authority.length === 0) return [];
  return ["", "Authority", ...authority.map((each) => `  ${interventionWords(each)}`)];
}

function interventionWords({ name, do: kind, when, delay, area }: Intervention): string {
  const { zones, place, around, within } = area;
  const whole = zones === undefined && place === undefined && around === undefined;
  const where = whole
    ? "the whole city"
    : (zones?.join(", ") ?? place ?? `${formatQuantity(within ?? 0, "length")} around ${around}`);
  const wait = delay === 0 ? "" : `, begins ${formatDuration(delay)} later`;
  return `${whenWords(when)}: ${name} (${kind}), ${where}${wait}`;
}

function whenWords(when: Intervention["when"]): string {
  if ("at" in when) return when.at === 0 ? "At the start" : `After ${formatDuration(when.at)}`;
  if ("hand" in when) return "By hand";
  const whose = when.zones === undefined ? "" : ` in ${when.zones.join(", ")}`;
  return `Once there are ${formatNumber(when.reaches)} ${when.number}${whose}`;
}
