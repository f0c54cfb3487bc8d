/**
 * Events → tables. The recorder listens to the engine's chunks, keeps of each person the state and the generation,
 * and fills batches of rows for a sink; it knows nothing of files.
 */
import { NONE, type Table } from "../base/columns.js";
import { Growing } from "../base/growing.js";
import { type City, landZones } from "../city/city.js";
import { type ActionListener, type ACTIONS, TERMS } from "../engine/actions.js";
import { EventCode, type EVENTS, type Listener } from "../engine/events.js";
import { TRAIT_NAMES } from "../scenario/mutation.js";
import type { Scenario } from "../scenario/schema.js";
import { Arrivals } from "./arrivals.js";
import type { CourseListener } from "../model/cast/courses.js";
import { recordAftermath } from "./aftermath.js";
import { Batch } from "./batch.js";
import { Casting, People } from "./casting.js";
import { localMilliseconds } from "./clock.js";
import { homeZone, Positions, toLonLat } from "./geography.js";
import { Lineage } from "./lineage.js";
import type { Observed, ObservedInformation, ObservedOrder } from "./observed.js";
import { PublicRecord } from "./public-record.js";
import {
  BELIEF_ROWS,
  ACTION_ROWS,
  EVENT_ROWS,
  FULL_SERIES_ZONES,
  hasTable,
  INTERVENTIONS,
  NO_CODE,
  NO_ZONE,
  OFFICIAL_STANCES,
  RECORD_ROWS,
  SERIES,
  type Sink,
  STREETS,
  TRANSMISSIONS,
  TRIGGERS,
  VARIANTS,
} from "./tables.js";

/** Events that name the state in which they leave the person. */
const CHANGES_STATE = new Uint8Array(256);
for (const kind of ["progressed", "lifted", "bombed", "vaccinated"] as const) CHANGES_STATE[EventCode[kind]] = 1;

/** Rows of a batch with courses: writing it takes a kilobyte and more a row. */
const COURSE_ROWS = 1 << 12;

type Events = Table<typeof EVENTS>;
type When = Pick<Table<typeof EVENT_ROWS>, "time_s" | "clock">;
type Where = Pick<Table<typeof EVENT_ROWS>, "place" | "place_name" | "place_kind" | "zone" | "x_m" | "y_m">;

/** Columns of decisions that are written as the engine has them. */
const SAME = [
  ...([
    "event",
    "decision",
    "person",
    "other",
    "place",
    "choice",
    "instead",
    "probability",
    "utility",
    "options",
  ] as const),
  ...(Object.keys(TERMS) as (keyof typeof TERMS)[]),
];

export class Recorder {
  /** Give this to the simulation. It copies what it keeps. */
  readonly listener: Listener = (chunk, rows) => this.listen(chunk, rows);
  /** Give this to the simulation as well, if there is a cast. */
  readonly courses: CourseListener = (course) => this.casting?.move(course);
  /** And this, for the decisions. */
  readonly actionListener: ActionListener = (chunk, rows) => this.listenToActions(chunk, rows);
  readonly arrivals: Arrivals;

  private readonly series: Batch<typeof SERIES>;
  private readonly events: Batch<typeof EVENT_ROWS> | null;
  private readonly transmissions: Batch<typeof TRANSMISSIONS> | null;
  private readonly actions: Batch<typeof ACTION_ROWS> | null;
  private readonly streets: Batch<typeof STREETS>;
  private readonly interventions: Batch<typeof INTERVENTIONS> | null;
  private readonly variants: Batch<typeof VARIANTS> | null;
  private readonly lineage: Lineage;
  private readonly people: People | null;
  private readonly casting: Casting | null;
  /** As at the last sample. */
  private simulation: Observed | null = null;
  /** Of scenarios with `information`. */
  readonly publicRecord: PublicRecord | null;
  private readonly beliefs: Batch<typeof BELIEF_ROWS> | null;
  private readonly record: Batch<typeof RECORD_ROWS> | null;
  /** ms since 1970 in local time. */
  private readonly start: number;
  private readonly lonLat: ReturnType<typeof toLonLat>;
  private readonly positions: Positions;
  /** [N] state after the last event; last infection, 1 for the first of the run, 0: none. */
  private readonly state: Uint8Array;
  private readonly infection: Uint32Array;
  /** [1 + infections so far] generation of each; row 0 is of those who were never infected. */
  private readonly generation = new Growing(Uint32Array);
  /** [zones × 256] entries by zone of residence and state since the last sample. */
  private readonly entered: Uint32Array;
  /** People killed since the last sample: their events do not name the state they are left in. */
  private killed: number[] = [];

  constructor(
    private readonly city: City,
    private readonly scenario: Scenario,
    private readonly sink: Sink,
    seed = scenario.seed,
  ) {
    const { events, transmissions } = scenario.record;
    this.series = new Batch("series", SERIES, sink);
    this.events = events ? new Batch("events", EVENT_ROWS, sink) : null;
    this.transmissions = transmissions ? new Batch("transmissions", TRANSMISSIONS, sink) : null;
    this.actions = scenario.groups === undefined ? null : new Batch("actions", ACTION_ROWS, sink);
    this.streets = new Batch("streets", STREETS, sink, COURSE_ROWS);
    this.variants = hasTable("variants", scenario) ? new Batch("variants", VARIANTS, sink) : null;
    this.beliefs = hasTable("beliefs", scenario) ? new Batch("beliefs", BELIEF_ROWS, sink) : null;
    this.record = hasTable("record", scenario) ? new Batch("record", RECORD_ROWS, sink) : null;
    this.publicRecord = hasTable("record", scenario) ? new PublicRecord(city.people.age.length, scenario, seed) : null;
    this.interventions = hasTable("interventions", scenario) ? new Batch("interventions", INTERVENTIONS, sink) : null;
    this.start = localMilliseconds(scenario.start);
    this.lonLat = toLonLat(city);
    this.positions = new Positions(city, this.start);
    const residents = city.people.age.length;
    this.people = events ? new People(city, sink) : null;
    this.casting = hasTable("cast", scenario) ? new Casting(city, this.start, sink) : null;
    this.state = new Uint8Array(residents);
    this.infection = new Uint32Array(residents);
    this.generation.push(0);
    this.lineage = new Lineage(scenario, seed, residents);
    this.entered = new Uint32Array(city.zones.residents.length << 8);
    this.arrivals = new Arrivals(city);
  }

  /** Adds the rows of the series at the simulation's time. All events until then must have been listened to. */
  sample(simulation: Observed): void {
    const { states, now } = simulation;
    this.simulation = simulation;
    this.settleKilled(simulation);
    const counts = simulation.countByZoneState();
    const zones = landZones(this.city);
    const { columns } = this.series;
    for (let zone = 0; zone < zones; zone++) {
      for (let state = 0; state < states.length; state++) {
        const n = counts[zone * states.length + state]!;
        const entered = this.entered[(zone << 8) | state]!;
        if (zones > FULL_SERIES_ZONES && n === 0 && entered === 0) continue;
        const row = this.series.next();
        columns.time_s[row] = now;
        columns.clock[row] = this.start + now * 1000;
        columns.zone[row] = zone;
        columns.state[row] = state;
        columns.strain[row] = states[state]!.strain;
        columns.n[row] = n;
        columns.new[row] = entered;
      }
    }
    this.entered.fill(0);
    if (simulation.information !== undefined) this.sampleInformation(simulation.information, now);
  }

  private sampleInformation(information: ObservedInformation, now: number): void {
    const { official } = information;
    const counts = information.countAt(now);
    const { columns: known } = this.beliefs!;
    for (let zone = 0; zone < landZones(this.city); zone++) {
      const row = this.beliefs!.next();
      known.time_s[row] = now;
      known.clock[row] = this.start + now * 1000;
      known.zone[row] = zone;
      known.unaware[row] = counts[4 * zone]!;
      known.rumour[row] = counts[4 * zone + 1]!;
      known.convinced[row] = counts[4 * zone + 2]!;
      known.telling[row] = counts[4 * zone + 3]!;
    }
    const tally = this.publicRecord!.count(now, official);
    const { columns } = this.record!;
    const row = this.record!.next();
    columns.time_s[row] = now;
    columns.clock[row] = this.start + now * 1000;
    columns.stance[row] = OFFICIAL_STANCES.indexOf(stanceOf(information));
    columns.leaks[row] = official.said.filter(({ word }) => word === "leak").length;
    columns.cases_reported[row] = tally.casesReported;
    columns.cases_true[row] = tally.cases;
    columns.turned_reported[row] = tally.turnedReported;
    columns.turned_true[row] = tally.turned;
    columns.dead_reported[row] = tally.deadReported;
    columns.dead_true[row] = tally.dead;
    columns.missing_reported[row] = tally.missingReported;
  }

  /** Hands over everything collected, the streets, who the people are, and the orders that were given. */
  finish(orders: readonly ObservedOrder[] = []): void {
    const { columns } = this.streets;
    const { time, infections } = this.arrivals;
    for (let street = 0; street < time.length; street++) {
      const row = this.streets.next();
      columns.street[row] = street;
      columns.zone[row] = this.city.places.zone[street]!;
      columns.arrival_s[row] = time[street]!;
      columns.infections[row] = infections[street]!;
      columns.line[row] = street;
    }
    if (this.variants !== null) this.addVariants(this.variants);
    if (this.interventions !== null) for (const order of orders) this.addOrder(this.interventions, order);
    for (const batch of [this.series, this.events, this.transmissions, this.actions, this.streets]) batch?.flush();
    for (const batch of [this.variants, this.beliefs, this.record, this.interventions]) batch?.flush();
    this.people?.finish();
    if (this.simulation === null) return;
    this.casting?.finish(this.simulation, this.publicRecord);
    if (hasTable("state", this.scenario)) recordAftermath(this.city, this.simulation, this.sink);
  }

  private addVariants(variants: Batch<typeof VARIANTS>): void {
    const { lineage } = this;
    const { columns } = variants;
    for (let variant = 0; variant < lineage.length; variant++) {
      const at = variants.next();
      columns.variant[at] = variant;
      columns.strain[at] = lineage.strain.array[variant]!;
      columns.parent[at] = lineage.parent.array[variant]!;
      columns.mutations[at] = lineage.mutations.array[variant]!;
      columns.infection[at] = lineage.infection.array[variant]!;
      columns.person[at] = lineage.person.array[variant]!;
      columns.infections[at] = lineage.infections.array[variant]!;
      columns.last_s[at] = lineage.last.array[variant]!;
      TRAIT_NAMES.forEach((trait, row) => {
        columns[trait][at] = lineage.factors.array[variant * TRAIT_NAMES.length + row]!;
      });
      this.setWhen(columns, at, lineage.time.array[variant]!);
      this.setWhere(columns, at, lineage.place.array[variant]!, lineage.time.array[variant]!);
    }
  }

  private listen(chunk: Events, rows: number): void {
    const { kind, person, other, place, state, time } = chunk;
    for (let row = 0; row < rows; row++) {
      if (this.events !== null) this.addEvent(this.events, chunk, row);
      this.arrivals.note(kind[row]!, place[row]!, time[row]!);
      this.publicRecord?.note(chunk, row);
      const code = kind[row]!;
      if (code === EventCode.infected) {
        this.infect(chunk, row);
        this.enter(person[row]!, state[row]!);
      } else if (CHANGES_STATE[code] === 1 && state[row] !== this.state[person[row]!])
        this.enter(person[row]!, state[row]!);
      else if (code === EventCode.mutated) this.lineage.mutate();
      else if (code === EventCode.killed && other[row] !== NONE) this.killed.push(other[row]!);
    }
  }

  private listenToActions(chunk: Table<typeof ACTIONS>, rows: number): void {
    const { actions } = this;
    if (actions === null) return;
    const { columns } = actions;
    const { places } = this.city;
    for (let row = 0; row < rows; row++) {
      const at = actions.next();
      const place = chunk.place[row]!;
      columns.time_s[at] = chunk.time[row]!;
      columns.clock[at] = this.start + chunk.time[row]! * 1000;
      columns.place_name[at] = place;
      columns.place_kind[at] = places.kind[place]!;
      columns.zone[at] = places.zone[place]!;
      columns.instead_utility[at] = chunk.insteadUtility[row]!;
      for (const name of SAME) columns[name][at] = chunk[name][row]!;
    }
  }

  private enter(person: number, state: number): void {
    this.entered[(homeZone(this.city, person) << 8) | state]!++;
    this.state[person] = state;
  }

  /** Counts the killed into the state they are in by now (they stay there), unless an event has said so already. */
  private settleKilled(simulation: Observed): void {
    for (const person of this.killed) {
      const state = simulation.stateOf(person);
      if (state !== this.state[person]) this.enter(person, state);
    }
    this.killed = [];
  }

  private infect(chunk: Events, row: number): void {
    const infector = chunk.other[row]!;
    const infectee = chunk.person[row]!;
    const source = infector === NONE ? 0 : this.infection[infector]!;
    const generation = infector === NONE ? 0 : this.generation.array[source]! + 1;
    const parent = source === 0 ? NONE : source - 1; // who infects may have been infected in an earlier run
    this.infection[infectee] = this.generation.push(generation);
    const id = this.infection[infectee]! - 1;
    const [place, time, strain] = [chunk.place[row]!, chunk.time[row]!, chunk.strain[row]!];
    const variant = this.lineage.infect({ id, person: infectee, infector, strain, place, time });
    if (this.transmissions === null) return;
    const { columns } = this.transmissions;
    const { people } = this.city;
    const at = this.transmissions.next();
    columns.id[at] = id;
    columns.infector[at] = infector;
    columns.infectee[at] = infectee;
    columns.infector_state[at] = infector === NONE ? NO_CODE : this.state[infector]!;
    columns.infectee_age[at] = people.age[infectee]!;
    columns.infectee_sex[at] = people.sex[infectee]!;
    columns.infectee_role[at] = people.role[infectee]!;
    columns.home_zone[at] = homeZone(this.city, infectee);
    columns.generation[at] = generation;
    columns.parent[at] = parent;
    columns.variant[at] = variant;
    this.setWhenAndWhere(columns, at, chunk, row);
    this.setPosition(columns, at, chunk.place[row]!);
  }

  /** After `setWhenAndWhere`, which finds the position. */
  private setPosition(columns: Table<typeof TRANSMISSIONS>, at: number, place: number): void {
    const { x, y } = this.positions;
    columns.building[at] = columns.building_name[at]!;
    const lonLat = place === NONE ? null : this.lonLat;
    const [lon, lat] = lonLat?.(x, y) ?? [Number.NaN, Number.NaN];
    columns.lon[at] = lon;
    columns.lat[at] = lat;
  }

  private addOrder(
    interventions: Batch<typeof INTERVENTIONS>,
    { plan, trigger, value, ordered, begins, ends }: ObservedOrder,
  ): void {
    const { columns } = interventions;
    const at = interventions.next();
    columns.time_s[at] = ordered;
    columns.clock[at] = this.start + ordered * 1000;
    columns.intervention[at] = plan.row;
    columns.kind[at] = plan.row;
    columns.trigger[at] = TRIGGERS.indexOf(trigger);
    columns.value[at] = value;
    columns.begins_s[at] = begins;
    columns.ends_s[at] = ends === Number.POSITIVE_INFINITY ? Number.NaN : ends;
  }

  private addEvent(events: Batch<typeof EVENT_ROWS>, chunk: Events, row: number): void {
    const { columns } = events;
    const at = events.next();
    columns.kind[at] = chunk.kind[row]!;
    columns.person[at] = chunk.person[row]!;
    columns.other[at] = chunk.other[row]!;
    columns.state[at] = chunk.state[row]!;
    this.people!.note(chunk.person[row]!);
    this.people!.note(chunk.other[row]!);
    this.setWhenAndWhere(columns, at, chunk, row);
  }

  /** The columns that both the events and the line list have. */
  private setWhenAndWhere(
    columns: Table<typeof EVENT_ROWS> | Table<typeof TRANSMISSIONS>,
    at: number,
    chunk: Events,
    row: number,
  ): void {
    const { places, buildings } = this.city;
    const place = chunk.place[row]!;
    const building = place === NONE ? NONE : places.building[place]!;
    columns.strain[at] = chunk.strain[row]!;
    columns.building_name[at] = building;
    columns.building_use[at] = building === NONE ? NO_CODE : buildings.use[building]!;
    this.setWhen(columns, at, chunk.time[row]!);
    this.setWhere(columns, at, place, chunk.time[row]!);
  }

  private setWhen(columns: When, at: number, time: number): void {
    columns.time_s[at] = time;
    columns.clock[at] = this.start + time * 1000;
  }

  private setWhere(columns: Where, at: number, place: number, time: number): void {
    const { places } = this.city;
    const nowhere = place === NONE;
    this.positions.find(place, time);
    columns.place[at] = place;
    columns.place_name[at] = place;
    columns.place_kind[at] = nowhere ? NO_CODE : places.kind[place]!;
    columns.zone[at] = nowhere ? NO_ZONE : places.zone[place]!;
    columns.x_m[at] = this.positions.x;
    columns.y_m[at] = this.positions.y;
  }
}

/** What the authorities have said last. */
function stanceOf({ official }: ObservedInformation): (typeof OFFICIAL_STANCES)[number] {
  const words = official.said.map(({ word }) => word);
  if (words.includes("warning") || words.includes("admission")) return "truth";
  return words.includes("denial") ? "denial" : "nothing";
}
