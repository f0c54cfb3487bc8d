/** What a run came to: as data for run.json and --json, and as words for a reader who has read nothing else. */
import { NONE } from "../base/columns.js";
import { formatClock, formatDuration } from "../base/units.js";
import { type City, landZones } from "../city/city.js";
import { CONVINCED_PEOPLE, COUNTED, RUMOUR_PEOPLE } from "../model/information/information.js";
import type { Simulation } from "../model/simulation.js";
import { nounsOf } from "../outputs/report/headline.js";
import { count } from "../outputs/report/words.js";
import type { Highlights, Moment } from "../recorder/highlights.js";
import type { Scenario } from "../scenario/schema.js";
import { colours, formatFacts } from "./terminal.js";
import { describeMoment, describePerson, describePlace, plural } from "./words.js";

export type Status = "finished" | "interrupted";

/** An ended run and how long the computer took for it. */
export interface EndedRun {
  readonly scenario: Scenario;
  readonly city: City;
  readonly simulation: Simulation;
  readonly highlights: Highlights;
  readonly status: Status;
  /** s of simulating (with writing the tables), and of everything since the command began. */
  readonly wallSeconds: number;
  readonly totalWallSeconds: number;
}

/** A moment with its place and person in words. */
interface ToldMoment {
  readonly time_s: number;
  readonly clock: string;
  readonly person: number;
  readonly who: string;
  readonly where: string;
}

/** The figures of a run, names and units in the names. */
export interface Summary {
  readonly scenario: string;
  readonly city: string;
  readonly seed: number;
  readonly population: number;
  /** People in each state at the end; a name that two strains share is written "strain.state". */
  readonly by_state: Readonly<Record<string, number>>;
  readonly by_conduct: Readonly<Record<string, number>>;
  /** Infections by someone, and by the scenario. */
  readonly bites: number;
  readonly seeded: number;
  /** By the turned, whatever came of them; and people killed in them, turned and not. */
  readonly attacks: number;
  readonly kills: number;
  readonly first: ToldMoment | null;
  readonly first_outside: ToldMoment | null;
  /** Where the first was in no building. */
  readonly first_indoors: ToldMoment | null;
  readonly peak_hour: { readonly from_s: number; readonly clock: string; readonly bites: number } | null;
  /** People who have heard of it at the end, and of these who are convinced; null where the scenario has no information. */
  readonly knowledge: { readonly heard: number; readonly convinced: number } | null;
  readonly zones: number;
  readonly zones_reached: number;
  readonly events: number;
  readonly sim_seconds: number;
  readonly wall_seconds: number;
  readonly total_wall_seconds: number;
  readonly events_per_second: number;
  readonly peak_rss_mb: number;
  readonly hash: string;
  readonly hash_state: string;
  readonly hash_events: string;
  readonly status: Status;
  readonly ended_by: Simulation["finished"];
}

export function summarize(run: EndedRun): Summary {
  const { scenario, city, simulation, highlights } = run;
  const { state, events } = simulation.hash();
  const { peakHour } = highlights;
  const tell = (moment: Moment | null) => (moment === null ? null : told(city, scenario.start, moment));
  return {
    scenario: scenario.name,
    city: city.manifest.name,
    seed: scenario.seed,
    population: city.people.age.length,
    by_state: countByName(run),
    by_conduct: countByConduct(simulation),
    bites: highlights.infections,
    seeded: highlights.seeded,
    attacks: simulation.attacks,
    kills: highlights.kills,
    first: tell(highlights.first),
    first_outside: tell(highlights.outside),
    first_indoors: tell(highlights.indoors),
    peak_hour: peakHour && {
      from_s: peakHour.from,
      clock: formatClock(scenario.start, peakHour.from),
      bites: peakHour.infections,
    },
    knowledge: knowledgeOf(simulation),
    zones: landZones(city),
    zones_reached: highlights.zonesReached,
    events: simulation.events,
    sim_seconds: simulation.now,
    wall_seconds: round(run.wallSeconds, 3),
    total_wall_seconds: run.totalWallSeconds,
    events_per_second: Math.round(simulation.events / Math.max(run.wallSeconds, 1e-6)),
    peak_rss_mb: round((process.resourceUsage().maxRSS * 1024) / 1e6, 1),
    hash: `${state}-${events}`,
    hash_state: state,
    hash_events: events,
    status: run.status,
    ended_by: simulation.finished,
  };
}

function told(city: City, start: string, { time, person, place }: Moment): ToldMoment {
  return {
    time_s: time,
    clock: formatClock(start, time),
    person,
    who: describePerson(city, person),
    where: place === NONE ? "" : describePlace(city, place),
  };
}

function knowledgeOf({ information, now }: Simulation): Summary["knowledge"] {
  if (information === undefined) return null;
  const counts = information.countAt(now);
  const sum = (row: number) => counts.reduce((total, n, at) => (at % COUNTED === row ? total + n : total), 0);
  const convinced = sum(CONVINCED_PEOPLE);
  return { heard: sum(RUMOUR_PEOPLE) + convinced, convinced };
}

function countByName({ simulation, scenario }: EndedRun): Record<string, number> {
  const { states } = simulation;
  const strains = Object.keys(scenario.strains);
  const counts = simulation.countByState();
  const byName: Record<string, number> = {};
  for (const [row, { name, strain }] of states.entries()) {
    const shared = states.some((other, at) => at !== row && other.name === name);
    byName[shared && strains[strain] !== undefined ? `${strains[strain]}.${name}` : name] = counts[row]!;
  }
  return byName;
}

function countByConduct(simulation: Simulation): Record<string, number> {
  const counts = simulation.countByState();
  const byConduct: Record<string, number> = { person: 0, turned: 0, hybrid: 0, dead: 0, gone: 0 };
  for (const [row, { conduct }] of simulation.states.entries()) byConduct[conduct]! += counts[row]!;
  return byConduct;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const ENDINGS: Readonly<Record<Simulation["finished"], string>> = {
  no: "interrupted",
  time: "the scenario's time was up",
  extinction: "nobody was left who could infect or change",
  cases: "the scenario's number of infections was reached",
};

/** The summary in words. */
export function formatSummary(run: EndedRun, summary: Summary): string {
  const { scenario, city, simulation } = run;
  const { done } = nounsOf(scenario);
  const heading = `${colours.bold(scenario.title ?? scenario.name)}  ${colours.dim(
    `${summary.city}, ${plural(summary.population, "resident")}, seed ${summary.seed}`,
  )}`;
  const facts: [string, string][] = [
    ["began", beginning(run)],
    ...gettingOut(run),
    ["ended", `${formatClock(scenario.start, simulation.now)}: ${ENDINGS[simulation.finished]}`],
    ...outcomes(run),
    ["spread", spreading(summary, done)],
    ["worst hour", worstHour(summary, done)],
    ["reached", `${count(summary.zones_reached)} of ${plural(landZones(city), "zone")}`],
    ...knowing(summary),
    ["computed", speed(summary)],
  ];
  return `${heading}\n${formatFacts(facts)}`;
}

function beginning({ city, scenario, highlights }: EndedRun): string {
  const { first, seeded } = highlights;
  if (first === null) return "nobody was infected";
  const others = seeded > 1 ? `, one of ${count(seeded)} infected by the scenario` : "";
  return `${describePerson(city, first.person)} ${describeMoment(city, scenario.start, first)}${others}`;
}

/** When it left the building it began in, or came into one; nothing in a world without buildings. */
function gettingOut({ city, scenario, highlights }: EndedRun): [string, string][] {
  const { first, outside, indoors } = highlights;
  if (first === null || city.buildings.use.length === 0) return [];
  const began = first.place === NONE ? NONE : city.places.building[first.place]!;
  const { done } = nounsOf(scenario);
  const [what, moment, where] =
    began === NONE
      ? (["came indoors", indoors, "in a building"] as const)
      : (["got out", outside, "elsewhere"] as const);
  if (moment === null) return [[what, `never: no one was ${done} ${where}`]];
  const after = formatDuration(moment.time - first.time);
  const who = describePerson(city, moment.person);
  return [[what, `after ${after}: ${who} ${describeMoment(city, scenario.start, moment)}`]];
}

/** Below "ended", a line for each state that people are in at the end, as the scenario names them. */
function outcomes({ simulation }: EndedRun): [string, string][] {
  const counts = simulation.countByState();
  return simulation.states.flatMap(({ name, label }, row): [string, string][] => {
    const n = counts[row]!;
    return n === 0 ? [] : [[`  ${name === "susceptible" ? "never infected" : label}`, count(n)]];
  });
}

/** In the words and numbers of the report's headline. */
function spreading({ attacks, bites, kills }: Summary, done: string): string {
  if (attacks === 0) return `${plural(bites, "person", "people")} infected by others`;
  const infected = `${plural(bites, "person", "people")} ${done}`;
  return `${infected} in ${plural(attacks, "attack")}, ${count(kills)} killed in them`;
}

function knowing({ knowledge }: Summary): [string, string][] {
  if (knowledge === null) return [];
  return [["knew", `${count(knowledge.heard)} had heard of it, ${count(knowledge.convinced)} were convinced`]];
}

function worstHour({ peak_hour }: Summary, done: string): string {
  if (peak_hour === null) return "none";
  return `${count(peak_hour.bites)} ${done} in the hour from ${peak_hour.clock}`;
}

function speed(summary: Summary): string {
  const { sim_seconds, wall_seconds, events, events_per_second, peak_rss_mb } = summary;
  const rate = `${plural(events, "event")}, ${count(events_per_second)} a second`;
  const wall = wall_seconds < 10 ? `${wall_seconds.toPrecision(2)} s` : formatDuration(wall_seconds);
  return `${formatDuration(sim_seconds)} in ${wall}: ${rate}, ${Math.round(peak_rss_mb)} MB of memory`;
}
