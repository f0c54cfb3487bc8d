/**
 * The first reading of a run's events: how much happens when, and which events weigh most. Memory is bounded by the city and the
 * number of bins, not by the events: of each bin only the heaviest events are kept.
 *
 * The weight of an event is that of its kind (`tell.ts`), times 1 + surprise / 4, and besides: 6 if someone of the cast is in it,
 * 2 if someone of their household is, 1 of their class; 4 between people of one household, 1 of one room; 5 the first told so,
 * 3 the first infection in a zone, 2 in a named building; 3 when someone infects their 10th, 30th, 100th … Surprise is −log2 of
 * the share of events told the same way so far, at most 8. All assumed: they are what made outbreaks of the generated city read well.
 */
import { join } from "node:path";
import { readTable } from "../report/read.js";
import type { RunFile } from "../run-file.js";
import { type Happening, readEvents, type Rows } from "./events.js";
import type { CastRow } from "./people.js";
import type { Teller, Telling } from "./tell.js";

const CAST = 6;
const CAST_HOUSEHOLD = 2;
const CAST_CLASS = 1;
const ONE_HOUSEHOLD = 4;
const ONE_ROOM = 1;
const FIRST_OF_KIND = 5;
const FIRST_IN_ZONE = 3;
const FIRST_IN_BUILDING = 2;
const MILESTONE = 3;
const MILESTONES = new Set([10, 30, 100, 300, 1000]);
const MOST_SURPRISE = 8;

/** The first hours, in which an outbreak is young, are in bins of their own, s; the rest in this many at most. */
const YOUNG = 3 * 3600;
const YOUNG_BIN = 30;
const OLD_BINS = 500;
/** Heaviest events kept of each bin: of one kind of telling, and of the cast. */
const KEPT = 2;
const KEPT_OF_CAST = 24;

/** An event with its weight. */
export interface Weighed {
  readonly event: Happening;
  readonly weight: number;
}

/** What happened in a stretch of time. */
export class Bin {
  infected = 0;
  turned = 0;
  dead = 0;
  /** Named buildings reached for the first time. */
  buildings = 0;
  /** Ids of the first and last event. */
  first = -1;
  last = -1;
  /** The first infection in each zone that is reached. */
  readonly arrivals: Happening[] = [];
  readonly ofCast: Weighed[] = [];
  readonly ofKind = new Map<Telling, Weighed[]>();

  get kept(): Weighed[] {
    return [...this.ofCast, ...[...this.ofKind.values()].flat()];
  }
}

/** Infections, turnings and deaths in some bins. */
export function countBins(bins: readonly Bin[]): { infected: number; turned: number; dead: number } {
  const total = { infected: 0, turned: 0, dead: 0 };
  for (const { infected, turned, dead } of bins) {
    total.infected += infected;
    total.turned += turned;
    total.dead += dead;
  }
  return total;
}

/** Who shares what with whom: [N] numbers of households and rooms, −1 where not known. */
interface Circles {
  readonly household: Int32Array;
  readonly room: Int32Array;
}

export interface Survey {
  readonly bins: readonly Bin[];
  /** s at which a bin begins; of the number of bins, the end of the run. */
  begins(bin: number): number;
}

/** Reads all events once. */
export async function surveyRun(
  folder: string,
  run: RunFile,
  cast: readonly CastRow[],
  teller: Teller,
): Promise<Survey> {
  const circles = await readCircles(folder, run);
  const surveyor = new Surveyor(run, circles, cast, teller);
  await readEvents(folder, run, (rows) => surveyor.read(rows));
  return surveyor;
}

async function readCircles(folder: string, run: RunFile): Promise<Circles> {
  const household = new Int32Array(run.city.residents).fill(-1);
  const room = new Int32Array(run.city.residents).fill(-1);
  const rooms = new Map<string, number>();
  if (run.tables.people === undefined) return { household, room };
  const columns = ["person", "household", "day_place", "day_building"];
  await readTable(join(folder, "people.parquet"), columns, (values, rows) => {
    const c = values as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      const person: number = c.person![row]!;
      household[person] = c.household![row]!;
      const place: string | null = c.day_place![row] ?? null;
      if (place === null || place === c.day_building![row]) continue;
      const key = `${c.day_building![row]}/${place}`;
      room[person] = rooms.get(key) ?? rooms.size;
      rooms.set(key, room[person]!);
    }
  });
  return { household, room };
}

class Surveyor implements Survey {
  readonly bins: Bin[];
  private readonly young: number;
  private readonly width: number;
  private readonly end: number;
  private readonly cast: ReadonlySet<number>;
  private readonly households: ReadonlySet<number>;
  private readonly rooms: ReadonlySet<number>;
  private readonly told = new Map<Telling, number>();
  private total = 0;
  private readonly zones = new Set<string>();
  private readonly buildings = new Set<string>();
  /** [N] people infected by each. */
  private readonly offspring: Uint16Array;
  private readonly tellings = new Map<string, Telling | null>();

  constructor(
    run: RunFile,
    private readonly circles: Circles,
    cast: readonly CastRow[],
    private readonly teller: Teller,
  ) {
    this.end = run.time_s;
    this.young = Math.max(1, Math.ceil(Math.min(YOUNG, this.end) / YOUNG_BIN));
    const rest = Math.max(0, this.end - YOUNG);
    this.width = Math.max(2 * YOUNG_BIN, rest / OLD_BINS);
    this.bins = Array.from({ length: this.young + Math.ceil(rest / this.width) }, () => new Bin());
    this.cast = new Set(cast.map(({ person }) => person));
    this.households = new Set(cast.map(({ household }) => household));
    this.rooms = new Set(cast.map(({ person }) => circles.room[person]!).filter((room) => room >= 0));
    this.offspring = new Uint16Array(run.city.residents);
  }

  begins(bin: number): number {
    if (bin <= this.young) return Math.min(this.end, bin * YOUNG_BIN);
    return Math.min(this.end, YOUNG + (bin - this.young) * this.width);
  }

  private binAt(time: number): Bin {
    const bin = time < YOUNG ? time / YOUNG_BIN : this.young + (time - YOUNG) / this.width;
    return this.bins[Math.min(this.bins.length - 1, Math.floor(bin))]!;
  }

  read(rows: Rows): void {
    for (let row = 0; row < rows.length; row++) this.take(rows, row);
  }

  private take(rows: Rows, row: number): void {
    const kind = rows.kind[row]!;
    const person = rows.person[row] ?? null;
    const other = rows.other[row] ?? null;
    const bin = this.binAt(rows.time[row]!);
    if (bin.first < 0) bin.first = rows.first + row;
    bin.last = rows.first + row;
    if (person === null) return;
    this.count(bin, kind, rows.state[row]!);
    const telling = this.tellingOf(kind, other !== null, rows.state[row]!);
    if (telling === null) return;
    const isOfCast = this.cast.has(person) || (other !== null && this.cast.has(other));
    let weight = this.ownWeight(telling) + this.closeness(person, other, isOfCast);
    if (kind === "infected") weight += this.spread(bin, rows, row, other);
    const list = isOfCast ? bin.ofCast : kindOf(bin, telling);
    keep(list, isOfCast ? KEPT_OF_CAST : KEPT, weight, () => rows.at(row));
  }

  private count(bin: Bin, kind: string, state: string): void {
    if (kind === "infected") bin.infected++;
    else if (kind === "killed" || kind === "bombed") bin.dead++;
    else if (kind === "progressed") {
      const conduct = this.teller.conductOf(state);
      if (conduct === "turned") bin.turned++;
      else if (conduct === "dead") bin.dead++;
    }
  }

  private tellingOf(kind: string, hasOther: boolean, state: string): Telling | null {
    const key = `${kind} ${hasOther} ${state}`;
    let telling = this.tellings.get(key);
    if (telling === undefined) {
      telling = this.teller.tellingOf({ kind, other: hasOther ? 0 : null, state }) ?? null;
      this.tellings.set(key, telling);
    }
    return telling;
  }

  private ownWeight(telling: Telling): number {
    const before = this.told.get(telling) ?? 0;
    this.told.set(telling, before + 1);
    this.total++;
    const surprise = Math.min(MOST_SURPRISE, -Math.log2((before + 1) / this.total));
    return telling.weight * (1 + surprise / 4) + (before === 0 && this.total > 1 ? FIRST_OF_KIND : 0);
  }

  private closeness(person: number, other: number | null, isOfCast: boolean): number {
    const { household, room } = this.circles;
    let weight = isOfCast ? CAST : 0;
    for (const one of other === null ? [person] : [person, other]) {
      if (this.households.has(household[one]!)) weight += CAST_HOUSEHOLD;
      else if (this.rooms.has(room[one]!)) weight += CAST_CLASS;
    }
    if (other === null || other === person) return weight;
    if (household[person]! >= 0 && household[person] === household[other]) return weight + ONE_HOUSEHOLD;
    return room[person]! >= 0 && room[person] === room[other] ? weight + ONE_ROOM : weight;
  }

  private spread(bin: Bin, rows: Rows, row: number, infector: number | null): number {
    let weight = 0;
    const { zone, buildingName } = rows.site(row);
    if (zone !== null && !this.zones.has(zone)) {
      this.zones.add(zone);
      bin.arrivals.push(rows.at(row));
      weight += FIRST_IN_ZONE;
    }
    if (buildingName !== null && !this.buildings.has(buildingName)) {
      this.buildings.add(buildingName);
      bin.buildings++;
      weight += FIRST_IN_BUILDING;
    }
    if (infector === null) return weight;
    const n = ++this.offspring[infector]!;
    return MILESTONES.has(n) ? weight + MILESTONE : weight;
  }
}

function kindOf(bin: Bin, telling: Telling): Weighed[] {
  let list = bin.ofKind.get(telling);
  if (list === undefined) {
    list = [];
    bin.ofKind.set(telling, list);
  }
  return list;
}

/** Adds an event to a list of the heaviest, in order of weight. */
function keep(list: Weighed[], most: number, weight: number, event: () => Happening): void {
  if (list.length === most && weight <= list[most - 1]!.weight) return;
  if (list.length === most) list.pop();
  let at = list.length;
  while (at > 0 && list[at - 1]!.weight < weight) at--;
  list.splice(at, 0, { event: event(), weight });
}
