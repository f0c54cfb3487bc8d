/**
 * A run told as episodes. Nothing is invented: every sentence is made of events, and ends with their rows in events.parquet.
 * Each episode follows some people: those of the cast first, then those whose events weigh most (`survey.ts`).
 */
import { formatClock } from "../../base/units.js";
import { localMilliseconds } from "../../recorder/clock.js";
import { nounsOf } from "../report/headline.js";
import { Clock, count } from "../report/words.js";
import { readRunFile, type RunFile } from "../run-file.js";
import { cutEpisodes, type Span } from "./episodes.js";
import type { Happening } from "./events.js";
import { type FateRow, publicFate, readFates } from "./fates.js";
import { type CastRow, description, readCast, readPeople, type Resident } from "./people.js";
import { groupsOf, numeral, type Passage, Prose } from "./prose.js";
import { readRecord, type RecordRow, recordWords } from "./record.js";
import { type Plot, plotEpisodes, type Strand } from "./strands.js";
import { type Bin, type Survey, surveyRun } from "./survey.js";
import { capital, Teller } from "./tell.js";
import { whereabouts } from "./where.js";

/** Infections, turnings and deaths. */
export interface Count {
  readonly infected: number;
  readonly turned: number;
  readonly dead: number;
}

export interface Episode {
  readonly number: number;
  readonly title: string;
  readonly from_s: number;
  readonly to_s: number;
  /** "Fri 09:10, day 1" */
  readonly from: string;
  readonly to: string;
  readonly cold_open: Passage | null;
  readonly turns: readonly Passage[];
  readonly count: { readonly episode: Count; readonly so_far: Count };
  /** What the public had been told by the end; null if the run has no public record. */
  readonly told: string | null;
  readonly cliffhanger: Passage | null;
}

export interface Chronicle {
  readonly run: string;
  readonly title: string;
  readonly city: string;
  readonly seed: number;
  readonly note: string;
  readonly episodes: readonly Episode[];
  /** Where the cast is at the end, in truth. */
  readonly afterwards: readonly Passage[];
}

const NOTE =
  "Numbers in brackets are rows of events.parquet: what each sentence tells. Names of residents who are not of the cast are generated; ages, places and times are those of the run.";

/** Sentences of a cold open, and of anyone's story in an episode. */
const OPENING = 2;
const SENTENCES = 5;
/** Share of the episode in which its cold open begins at the latest. */
const EARLY = 0.5;
/** Places whose numbers an episode tells. */
const TOLLS = 2;
/** Zones that it comes to, of an episode. */
const ARRIVALS = 2;
/** What weighs the arrival in a zone as a cliffhanger; someone of the cast behind a shut door weighs 3 to 6. */
const ARRIVAL = 3.5;
/** Infections in one place from which on its number is told. */
const LEAST_TOLL = 3;

/** Tells a run in at most `most` episodes. Throws InputError if the folder holds no run, or one without events. */
export async function chronicle(folder: string, most: number): Promise<Chronicle> {
  const run = readRunFile(folder);
  const teller = new Teller(run);
  const cast = await readCast(folder, run);
  const survey = await surveyRun(folder, run, cast, teller);
  const isEmpty = survey.bins.every((bin) => bin.kept.length === 0);
  const spans = isEmpty ? [] : cutEpisodes(survey, most);
  const plots = await plotEpisodes(folder, run, spans, survey, cast, teller);
  const people = await readPeople(folder, run, cast, mentioned(plots));
  const record = await readRecord(folder, run);
  const fates = await readFates(folder, run);
  const writer = new Writer(run, teller, people, survey, record);
  const episodes = plots.map((plot, row) => writer.episode(plot, plots[row + 1]));
  const { title, name, seed } = run.scenario;
  return {
    ...{ run: folder, title: title ?? name, city: run.city.name, seed, note: NOTE, episodes },
    afterwards: cast.flatMap((player) => writer.afterwards(player, plots, fates.get(player.person) ?? [])),
  };
}

function mentioned(plots: readonly Plot[]): Set<number> {
  const people = new Set<number>();
  for (const { strands, open } of plots) {
    for (const { person } of strands) people.add(person);
    for (const { person, other } of strands.flatMap(({ events }) => events)) {
      people.add(person);
      if (other !== null) people.add(other);
    }
    for (const person of open.keys()) people.add(person);
  }
  return people;
}

class Writer {
  private readonly prose: Prose;
  private readonly done: string;
  private readonly titles = new Set<string>();
  private readonly soFar = { infected: 0, turned: 0, dead: 0 };
  /** Places with a shut door that an episode has ended on. */
  private readonly left = new Set<number>();
  private number = 0;

  constructor(
    private readonly run: RunFile,
    private readonly teller: Teller,
    private readonly people: ReadonlyMap<number, Resident>,
    private readonly survey: Survey,
    private readonly record: readonly RecordRow[],
  ) {
    this.prose = new Prose(teller, people, run.scenario.start);
    this.done = nounsOf(run.scenario).done;
  }

  episode(plot: Plot, next: Plot | undefined): Episode {
    const { span, from, to } = plot;
    const { start } = this.run.scenario;
    this.prose.forget();
    const title = this.title(plot);
    const { coldOpen, turns } = this.body(plot);
    const episode = counted(this.survey.bins.slice(span.first, span.end));
    this.soFar.infected += episode.infected;
    this.soFar.turned += episode.turned;
    this.soFar.dead += episode.dead;
    const record = this.record.findLast(({ time }) => time <= to);
    return {
      ...{ number: ++this.number, title, from_s: from, to_s: to },
      ...{ from: formatClock(start, from), to: formatClock(start, to) },
      cold_open: coldOpen ?? null,
      turns: [...turns, ...this.tolls(plot)],
      count: { episode, so_far: { ...this.soFar } },
      told: record === undefined ? null : recordWords(record, this.prose.time(record.time)),
      cliffhanger: this.cliffhanger(plot, next) ?? null,
    };
  }

  /** The cold open, and what befalls everyone else, in the order in which it begins. */
  private body(plot: Plot): { readonly coldOpen: Passage | undefined; readonly turns: Passage[] } {
    const told = new Set<number>();
    const tell = (strand: Strand, most: number, byPlace: boolean) => {
      const fresh = groupsOf(strand.person, strand.events).filter((group) => !group.some(({ id }) => told.has(id)));
      const passage = this.prose.strand(strand, fresh.slice(0, most), byPlace);
      for (const id of passage?.events ?? []) told.add(id);
      return passage;
    };
    const opening = this.opens(plot);
    const coldOpen = opening === undefined ? undefined : tell(opening, OPENING, true);
    const turns: Passage[] = [];
    const alike = new Map<string, Alike>();
    for (const strand of plot.strands.toSorted((a, b) => (a.events[0]?.id ?? 0) - (b.events[0]?.id ?? 0))) {
      const groups = groupsOf(strand.person, strand.events).filter((group) => !group.some(({ id }) => told.has(id)));
      const only =
        groups.length === 1 && groups[0]!.length === 1 && groups[0]![0]!.other === null ? groups[0]![0]! : undefined;
      const key = only === undefined ? undefined : `${only.kind} ${only.place}`;
      const same = key === undefined ? undefined : alike.get(key);
      if (same !== undefined && only !== undefined) {
        same.others.push(this.prose.likewise(strand.person, only, same.person));
        turns[same.at] = withOthers(same.passage, same.others, [...turns[same.at]!.events, only.id]);
        told.add(only.id);
        continue;
      }
      const passage = tell(strand, SENTENCES, turns.length % 2 === 1);
      if (passage === undefined) continue;
      if (key !== undefined) alike.set(key, { at: turns.length, person: strand.person, passage, others: [] });
      turns.push(passage);
    }
    return { coldOpen, turns };
  }

  /** Whose story opens an episode: of those who come in early the one with most to tell. */
  private opens({ strands, from, to }: Plot): Strand | undefined {
    const early = (strand: Strand) => (strand.events[0]?.time ?? to) < from + EARLY * (to - from);
    const candidates = strands.filter((strand) => strand.events.length > 0 && early(strand));
    return candidates.reduce<Strand | undefined>(
      (best, each) => (each.weight > (best?.weight ?? 0) ? each : best),
      undefined,
    );
  }

  /** What befalls the cast, else the place of the heaviest event that has not named an episode yet, else the time. */
  private title({ strands, tolls, from }: Plot): string {
    const ofCast = strands
      .filter(({ isCast }) => isCast)
      .flatMap(({ person, events }) => this.titlesOf(person, events));
    ofCast.sort((a, b) => b.weight - a.weight);
    const places = strands
      .toSorted((a, b) => b.weight - a.weight)
      .flatMap(({ events }) => events.slice(0, 3))
      .flatMap((event) => [placeTitle(event.placeName, event.buildingName), event.buildingName, event.zone]);
    const all = [...ofCast.map(({ title }) => title), ...places, ...tolls.map(({ where }) => where)];
    const free = all.find((name): name is string => name !== null && !this.titles.has(name));
    const title = free ?? `From ${this.prose.time(from)}`;
    this.titles.add(title);
    return capital(title.replace(/^(in|on|at) (the )?/, ""));
  }

  /** Titles that someone's events give, with their weights. */
  private titlesOf(
    person: number,
    events: readonly Happening[],
  ): { readonly title: string; readonly weight: number }[] {
    return events.flatMap((event) => {
      const telling = this.teller.tellingOf(event);
      const slot = event.person === person ? "{person}" : "{other}";
      if (telling?.title?.includes(slot) !== true) return [];
      return [{ title: telling.title.replace(slot, this.people.get(person)!.name), weight: telling.weight }];
    });
  }

  /** Where it came to, and where most were infected. */
  private tolls({ tolls, span }: Plot): Passage[] {
    const arrivals = this.survey.bins.slice(span.first, span.end).flatMap((bin) => bin.arrivals);
    const isStart = arrivals[0]?.other === null;
    const came = arrivals.slice(isStart ? 1 : 0).slice(0, ARRIVALS);
    const many = tolls.filter(({ infected }) => infected >= LEAST_TOLL).slice(0, TOLLS);
    const parts = [
      ...came.map((event) => `At ${this.prose.time(event.time)} it is in ${event.zone} [#${event.id}].`),
      ...many.map(({ where, infected, first, last }) => {
        const from = `between ${this.prose.time(first.time)} and ${this.prose.time(last.time)}`;
        return `${capital(where)} ${count(infected)} people are ${this.done} ${from} [#${first.id} … #${last.id}].`;
      }),
    ];
    const events = [...came.map(({ id }) => id), ...many.flatMap(({ first, last }) => [first.id, last.id])];
    return parts.length === 0 ? [] : [{ text: parts.join(" "), events }];
  }

  /** What the end of an episode leaves open: for one of the cast, or someone who is followed in it or the next. */
  private cliffhanger({ open, to, strands, span }: Plot, next: Plot | undefined): Passage | undefined {
    if (next === undefined) return undefined;
    const soon = new Set(next.strands.map(({ person }) => person));
    const here = new Set(strands.map(({ person }) => person));
    const offers: { readonly rank: number; readonly passage: () => Passage }[] = [];
    for (const [person, { health, hiding }] of open) {
      const resident = this.people.get(person);
      if (resident === undefined || !(soon.has(person) || here.has(person) || resident.isCast)) continue;
      const rank = (resident.isCast ? 3 : 0) + (soon.has(person) ? 2 : 0) + (here.has(person) ? 1 : 0);
      if (health?.kind === "infected") {
        offers.push({ rank: rank + 3, passage: () => this.bitten(resident, health, hiding, to) });
      } else if (hiding?.place != null && !this.left.has(hiding.place) && (soon.has(person) || here.has(person))) {
        offers.push({ rank, passage: () => this.hidden(resident, hiding) });
      }
    }
    const late = Math.floor((span.first + 2 * span.end) / 3);
    const arrival = this.survey.bins
      .slice(late, span.end)
      .flatMap((bin) => bin.arrivals)
      .at(-1);
    if (arrival !== undefined && arrival.other !== null)
      offers.push({ rank: ARRIVAL, passage: () => this.arrived(arrival) });
    const numbers = { rank: 0, passage: () => this.grown(span, to) };
    return offers.reduce((best, each) => (each.rank > best.rank ? each : best), numbers).passage();
  }

  /** How the numbers have grown in the episode. */
  private grown({ first, end }: Span, to: number): Passage {
    const { infected } = this.soFar;
    const before = infected - counted(this.survey.bins.slice(first, end)).infected;
    const last = this.survey.bins.slice(first, end).findLast((bin) => bin.last >= 0)!.last;
    const since = this.prose.time(this.survey.begins(first));
    const text = `${count(infected)} people have been ${this.done} by ${this.prose.time(to)}. At ${since} it was ${count(before)} [#${last}].`;
    return { text, events: [last] };
  }

  private bitten(resident: Resident, event: Happening, hiding: Happening | undefined, to: number): Passage {
    const minutes = Math.max(1, Math.round((to - event.time) / 60));
    const ago =
      minutes < 60 ? `${numeral(minutes)} ${minutes === 1 ? "minute" : "minutes"}` : `${Math.floor(minutes / 60)} h`;
    const where = hiding === undefined ? "" : `, behind a shut door ${whereabouts(hiding)} [#${hiding.id}]`;
    const who = this.prose.introduce(resident.person);
    const isOne = minutes === 1 || (minutes >= 60 && minutes < 120);
    const text = `${capital(ago)} ${isOne ? "has" : "have"} passed since ${who} was ${this.done} [#${event.id}]${where}. Nothing has come of it yet.`;
    return { text, events: [event.id, ...(hiding === undefined ? [] : [hiding.id])] };
  }

  /** Once for each place: whoever hides may do so for days. */
  private hidden(resident: Resident, hiding: Happening): Passage {
    this.left.add(hiding.place ?? 0);
    const who = this.prose.introduce(resident.person).replace(/,$/, "");
    const since = this.prose.time(hiding.time);
    const text = `The door is still shut ${whereabouts(hiding)}. Behind it, since ${since}: ${who} [#${hiding.id}].`;
    return { text, events: [hiding.id] };
  }

  private arrived(event: Happening): Passage {
    const where = whereabouts(event).replace(` in ${event.zone}`, "");
    const text = `At ${this.prose.time(event.time)} the first is ${this.done} in ${event.zone}, ${where} [#${event.id}].`;
    return { text, events: [event.id] };
  }

  /** What had become of one of the cast at the end. */
  afterwards(player: CastRow, plots: readonly Plot[], fates: readonly FateRow[]): Passage[] {
    const standing = plots.at(-1)?.open.get(player.person);
    const last = standing?.health ?? standing?.hiding;
    const label = this.run.states.find(({ name }) => name === player.state)?.label ?? player.state;
    const fate = player.state === "susceptible" ? "alive, and never infected" : label;
    const hiding = last?.kind === "hid" && player.state === "susceptible" ? `, in hiding ${whereabouts(last)}` : "";
    const number = last === undefined ? "" : ` [#${last.id}]`;
    const known = fates.length === 0 ? undefined : publicFate(fates, this.run.scenario.start, player.sex);
    const said = known === undefined ? "" : ` The public record (fates.parquet): ${known.words}.`;
    const text = `**${player.name}**, ${description(player)}: ${fate}${hiding}${number}.${said}`;
    return [{ text, events: last === undefined ? [] : [last.id] }];
  }
}

/** A room's name; null if it has none of its own. */
function placeTitle(place: string | null, building: string | null): string | null {
  return place === building ? null : place;
}

/** A passage of one sentence, and others of whom the same is told. */
interface Alike {
  readonly at: number;
  readonly person: number;
  readonly passage: Passage;
  readonly others: string[];
}

function withOthers({ text }: Passage, others: readonly string[], events: readonly number[]): Passage {
  const list = others.length === 1 ? others[0]! : `${others.slice(0, -1).join(", ")} and ${others.at(-1)}`;
  return { text: `${text.replace(/\.$/, "")}; so ${others.length === 1 ? "does" : "do"} ${list}.`, events };
}

function counted(bins: readonly Bin[]): Count {
  const total = { infected: 0, turned: 0, dead: 0 };
  for (const { infected, turned, dead } of bins) {
    total.infected += infected;
    total.turned += turned;
    total.dead += dead;
  }
  return total;
}

/** The chronicle in Markdown. */
export function chronicleInMarkdown(
  { title, city, seed, note, episodes, afterwards }: Chronicle,
  run: RunFile,
): string {
  const { done } = nounsOf(run.scenario);
  const clock = new Clock(localMilliseconds(run.scenario.start), run.time_s);
  const lines = [`# ${title}`, "", `*${city}, ${count(run.city.residents)} residents, seed ${seed}. ${note}*`];
  if (episodes.length === 0) lines.push("", "Nothing happens that could be told.");
  for (const episode of episodes) {
    const { number, from_s, to_s, cold_open, turns, told, cliffhanger } = episode;
    lines.push("", `## ${number}. ${episode.title}`, "", `*${clock.day(from_s)}, ${hours(episode)}*`);
    if (cold_open !== null) lines.push("", `> ${cold_open.text}`);
    for (const { text } of turns) lines.push("", text);
    const { episode: now, so_far } = episode.count;
    lines.push(
      "",
      `**Body count:** ${count(now.infected)} ${done}, ${count(now.turned)} turned, ${count(now.dead)} dead; so far ${count(so_far.infected)}, ${count(so_far.turned)} and ${count(so_far.dead)}.`,
    );
    if (told !== null) lines.push("", `**Told to the public:** ${told}`);
    if (cliffhanger !== null) lines.push("", `*${cliffhanger.text}*`);
    if (to_s <= from_s) break;
  }
  if (afterwards.length > 0) lines.push("", "## Afterwards", "", ...afterwards.map(({ text }) => `- ${text}`));
  return `${lines.join("\n")}\n`;
}

/** "09:10 to 09:31", with the day of the end if it is another. */
function hours({ from, to }: Episode): string {
  const [fromDay, fromTime, , day] = from.split(/[ ,]+/);
  const [toDay, toTime, , last] = to.split(/[ ,]+/);
  return day === last ? `${fromTime} to ${toTime}` : `${fromDay} ${fromTime} to ${toDay} ${toTime}`;
}
