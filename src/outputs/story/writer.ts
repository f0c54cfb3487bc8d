/** Writes the episodes of a chronicle one after the other: what has been told before changes what is told next. */
import { formatClock } from "../../base/units.js";
import { nounsOf } from "../report/headline.js";
import { count } from "../report/words.js";
import type { RunFile } from "../run-file.js";
import type { Count, Episode, Turn } from "./chronicle.js";
import { Cliffhangers } from "./cliffhanger.js";
import type { Consequences } from "./consequences.js";
import type { Decision } from "./decisions.js";
import type { Happening } from "./events.js";
import { type FateRow, publicFate } from "./fates.js";
import { groupsOf, idsOf, type Moment } from "./groups.js";
import { type Effects, type Order, orderWords } from "./orders.js";
import { type CastRow, description, type Resident } from "./people.js";
import { FRAMES, type Passage, Prose } from "./prose.js";
import { type RecordRow, recordWords } from "./record.js";
import type { Plot, Strand } from "./strands.js";
import { countBins, type Survey } from "./survey.js";
import { capital, type Teller } from "./tell.js";
import { whereabouts } from "./where.js";

/** Sentences of a cold open, and of anyone's story in an episode: the heaviest. */
const OPENING = 2;
const SENTENCES = 4;
/** Share of the episode in which its cold open begins at the latest. */
const EARLY = 0.5;
/** Whoever has opened an episode weighs so much less as an opening, each time. */
const OPENED = 0.6;
/** Places whose numbers an episode tells. */
const TOLLS = 2;
/** Zones that it comes to, of an episode. */
const ARRIVALS = 3;
/** Infections in one place from which on its number is told. */
const LEAST_TOLL = 3;

/** Age below which nobody is said to have decided anything for others, a. */
const LEAST_DECIDING = 7;

/** What the writer works from. */
export interface Material {
  readonly run: RunFile;
  readonly teller: Teller;
  readonly survey: Survey;
  readonly people: ReadonlyMap<number, Resident>;
  readonly weighed: ReadonlyMap<number, Decision>;
  readonly consequences: Consequences;
  readonly orders: readonly Order[];
  readonly effects: Effects;
  readonly record: readonly RecordRow[];
  readonly fates: ReadonlyMap<number, readonly FateRow[]>;
}

export class Writer {
  private readonly prose: Prose;
  private readonly cliffhangers: Cliffhangers;
  private readonly done: string;
  private readonly titles = new Set<string>();
  private readonly soFar = { infected: 0, turned: 0, dead: 0 };
  private number = 0;
  /** How many episodes someone has opened. */
  private readonly opened = new Map<number, number>();
  /** Paragraphs so far: each begins in another way than the last. */
  private paragraphs = 0;
  private readonly clock = (seconds: number) => this.prose.time(seconds);
  private readonly acquaintance = {
    isNear: (a: number, b: number): boolean => {
      const [one, other] = [this.material.people.get(a), this.material.people.get(b)];
      if (one === undefined || other === undefined) return false;
      return one.household === other.household || (one.isCast && other.isCast);
    },
    isSmall: (person: number): boolean => (this.material.people.get(person)?.age ?? LEAST_DECIDING) < LEAST_DECIDING,
  };

  constructor(private readonly material: Material) {
    const { teller, people, run, weighed } = material;
    this.prose = new Prose(teller, people, run, weighed);
    this.cliffhangers = new Cliffhangers(material, this.prose);
    this.done = nounsOf(run.scenario).done;
  }

  episode(plot: Plot, next: Plot | undefined, decisions: readonly Decision[]): Episode {
    const { span, from, to } = plot;
    const { run, survey, record } = this.material;
    const { start } = run.scenario;
    const number = this.number++;
    this.prose.forget();
    this.paragraphs = number;
    const title = this.title(plot, number);
    const { coldOpen, turns } = this.strands(plot);
    turns.push(...this.decisions(decisions), ...this.orders(plot));
    turns.sort((a, b) => a.events[0]! - b.events[0]!);
    const episode = countBins(survey.bins.slice(span.first, span.end));
    this.add(episode);
    const row = record.findLast(({ time }) => time <= to);
    return {
      ...{ number: number + 1, title, from_s: from, to_s: to },
      ...{ from: formatClock(start, from), to: formatClock(start, to) },
      cold_open: coldOpen ?? null,
      turns: [...turns, ...this.effects(number), ...this.numbers(plot, episode)],
      count: { episode, so_far: { ...this.soFar } },
      told: row === undefined ? null : recordWords(row, this.prose.time(row.time)),
      cliffhanger: next === undefined ? null : this.cliffhangers.after(plot, next, this.soFar),
    };
  }

  private add({ infected, turned, dead }: Count): void {
    this.soFar.infected += infected;
    this.soFar.turned += turned;
    this.soFar.dead += dead;
  }

  /** The cold open, and what befalls everyone else. */
  private strands(plot: Plot): { readonly coldOpen: Passage | undefined; readonly turns: Turn[] } {
    const told = new Set<number>();
    const groups = ({ person, events }: Strand) =>
      this.groups(person, events).filter((group) => !group.flatMap(idsOf).some((id) => told.has(id)));
    const tell = (strand: Strand, most: number, frame: number) => {
      const passage = this.prose.strand(strand, this.heaviest(groups(strand), most), frame);
      for (const id of passage?.events ?? []) told.add(id);
      return passage;
    };
    const opening = this.opens(plot);
    const coldOpen = opening === undefined ? undefined : tell(opening, OPENING, 1);
    const turns: Turn[] = [];
    const alike = new Map<string, Alike>();
    for (const strand of plot.strands.toSorted((a, b) => (a.events[0]?.id ?? 0) - (b.events[0]?.id ?? 0))) {
      const own = groups(strand);
      const only = own.length === 1 && own[0]!.length === 1 && own[0]![0]!.other === null ? own[0]![0]! : undefined;
      const key = only === undefined ? undefined : `${only.kind} ${only.place}`;
      const same = key === undefined ? undefined : alike.get(key);
      if (same !== undefined && only !== undefined) {
        same.others.push(this.prose.likewise(strand.person, only, same.person));
        const { passage, others, at } = same;
        turns[at] = { about: "person", ...withOthers(passage, others, [...turns[at]!.events, only.id]) };
        told.add(only.id);
        continue;
      }
      const passage = tell(strand, SENTENCES, this.frame());
      if (passage === undefined) continue;
      if (key !== undefined) alike.set(key, { at: turns.length, person: strand.person, passage, others: [] });
      turns.push({ about: "person", ...passage });
    }
    return { coldOpen, turns };
  }

  /** What is told of someone's events; nothing if all of it is that they tell others. */
  private groups(person: number, events: readonly Happening[]): Moment[][] {
    const groups = groupsOf(person, events, this.acquaintance);
    return groups.every(([first]) => first!.kind === "convinced") ? [] : groups;
  }

  private frame(): number {
    return this.paragraphs++ % FRAMES;
  }

  /** The heaviest of someone's sentences, in order; each that is of a kind already chosen weighs half as much. */
  private heaviest(groups: readonly Moment[][], most: number): Moment[][] {
    const chosen = new Set<Moment[]>();
    const kinds = new Map<string, number>();
    const weight = ([first]: readonly Moment[]) => {
      return (this.material.teller.tellingOf(first!)?.weight ?? 0) * 0.5 ** (kinds.get(first!.kind) ?? 0);
    };
    while (chosen.size < Math.min(most, groups.length)) {
      const best = groups.filter((group) => !chosen.has(group)).reduce((a, b) => (weight(b) > weight(a) ? b : a));
      chosen.add(best);
      kinds.set(best[0]!.kind, (kinds.get(best[0]!.kind) ?? 0) + 1);
    }
    return groups.filter((group) => chosen.has(group));
  }

  /** Whose story opens an episode: of those who come in early the one with most to tell; who has opened one before weighs less. */
  private opens({ strands, from, to }: Plot): Strand | undefined {
    const early = (strand: Strand) => (strand.events[0]?.time ?? to) < from + EARLY * (to - from);
    const candidates = strands.filter(
      (strand) => early(strand) && this.groups(strand.person, strand.events).length > 0,
    );
    const weight = ({ person, weight: own }: Strand) => own * OPENED ** (this.opened.get(person) ?? 0);
    const best = candidates.reduce<Strand | undefined>(
      (most, each) => (most === undefined || weight(each) > weight(most) ? each : most),
      undefined,
    );
    if (best !== undefined) this.opened.set(best.person, (this.opened.get(best.person) ?? 0) + 1);
    return best;
  }

  private decisions(decisions: readonly Decision[]): Turn[] {
    const { consequences } = this.material;
    return decisions.flatMap((decision): Turn[] => {
      const event = consequences.eventOf(decision);
      if (event === undefined || this.acquaintance.isSmall(event.person)) return [];
      const passage = this.prose.decision(decision, event, consequences.after(decision), this.frame());
      return passage === undefined ? [] : [{ about: "decision", ...passage }];
    });
  }

  /** The orders given in an episode, those of one time together. */
  private orders({ from, to }: Plot): Turn[] {
    const { orders, effects, run } = this.material;
    const turns: Turn[] = [];
    let last = Number.NaN;
    for (const [row, order] of orders.entries()) {
      const id = effects.ordered[row];
      if (id === undefined || order.time < from || order.time >= to) continue;
      const text = orderWords(order, id, run.scenario.start);
      const before = turns.at(-1);
      if (before === undefined || order.time !== last) turns.push({ about: "order", text, events: [id] });
      else turns[turns.length - 1] = { ...before, text: `${before.text} ${text}`, events: [...before.events, id] };
      last = order.time;
    }
    return turns;
  }

  /** What came of orders in an episode. */
  private effects(number: number): Turn[] {
    const told = this.material.effects.told(number, this.clock);
    return told === undefined ? [] : [{ about: "order", ...told }];
  }

  /** What befalls the cast, else what the bombs do, else the place of the heaviest event that has named no episode yet. */
  private title({ strands, tolls, from, to }: Plot, number: number): string {
    const ofCast = strands
      .filter(({ isCast }) => isCast)
      .flatMap(({ person, events }) => this.titlesOf(person, events));
    ofCast.sort((a, b) => b.weight - a.weight);
    const { orders, effects } = this.material;
    const bombing = orders.find(({ what, begins }) => what.do === "bombing" && begins >= from && begins < to);
    const places = strands
      .toSorted((a, b) => b.weight - a.weight)
      .flatMap(({ events }) => events.slice(0, 3))
      .flatMap((event) => [placeTitle(event.placeName, event.buildingName), event.buildingName, event.zone]);
    const bombs = bombing !== undefined && effects.bombs(number) ? [bombing.what.name] : [];
    const all = [...bombs, ...ofCast.map(({ title }) => title), ...places, ...tolls.map(({ where }) => where)];
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
    const { teller, people } = this.material;
    return events.flatMap((event) => {
      const telling = teller.tellingOf(event);
      const slot = event.person === person ? "{person}" : "{other}";
      if (telling?.title?.includes(slot) !== true) return [];
      return [{ title: telling.title.replace(slot, people.get(person)!.name), weight: telling.weight }];
    });
  }

  /** Where it came to, and where most were infected. */
  private numbers({ tolls, span }: Plot, { infected }: Count): Turn[] {
    const arrivals = this.material.survey.bins.slice(span.first, span.end).flatMap((bin) => bin.arrivals);
    const came = arrivals.filter(({ other }) => other !== null).slice(0, ARRIVALS);
    const many = tolls.filter((toll) => toll.infected >= LEAST_TOLL).slice(0, TOLLS);
    const parts: string[] = [];
    const reached = came.map((event) => `${event.zone} at ${this.prose.time(event.time)} [#${event.id}]`);
    if (reached.length > 0) parts.push(`It reaches ${listed(reached)}.`);
    const where = many.map(
      ({ infected: n, where: at, first, last }) => `${count(n)} ${at} [#${first.id} … #${last.id}]`,
    );
    if (where.length > 0) {
      const isAll = many[0]!.infected === infected;
      parts.push(
        isAll
          ? `All are ${this.done} ${listed(where).replace(/^[\d,]+ /, "")}.`
          : `Of the ${count(infected)} who are ${this.done} in this time ${listed(where)}.`,
      );
    }
    const events = [...came.map(({ id }) => id), ...many.flatMap(({ first, last }) => [first.id, last.id])];
    return parts.length === 0 ? [] : [{ about: "numbers", text: parts.join(" "), events }];
  }

  /** What had become of one of the cast at the end. */
  afterwards(player: CastRow, plots: readonly Plot[]): Passage {
    const { run, fates } = this.material;
    const standing = plots.at(-1)?.open.get(player.person);
    const last = standing?.health ?? standing?.hiding;
    const label = run.states.find(({ name }) => name === player.state)?.label ?? player.state;
    const fate = player.state === "susceptible" ? "alive, and never infected" : label;
    const hiding = last?.kind === "hid" && player.state === "susceptible" ? `, in hiding ${whereabouts(last)}` : "";
    const id = last === undefined ? "" : ` [#${last.id}]`;
    const rows = fates.get(player.person);
    const known = rows === undefined ? undefined : publicFate(rows, run.scenario.start, player.sex);
    const said = known === undefined ? "" : ` The public record (fates.parquet): ${known.words}.`;
    const text = `**${player.name}**, ${description(player)}: ${fate}${hiding}${id}.${said}`;
    return { text, events: last === undefined ? [] : [last.id] };
  }
}

/** "a", "a and b", "a, b and c" */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
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
  return { text: `${text.replace(/\.$/, "")}; so ${others.length === 1 ? "does" : "do"} ${listed(others)}.`, events };
}
