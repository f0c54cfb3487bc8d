/** A run: a world and the scenario's rules. How it advances is in `windows.ts`, what happens at an event in `step.ts`. */
import { Hasher } from "../base/hash.js";
import { InputError } from "../base/problems.js";
import { Random } from "../base/random.js";
import type { City } from "../city/city.js";
import { Draw } from "../city/draws.js";
import { Ties } from "../city/ties.js";
import type { ActionListener } from "../engine/actions.js";
import { EventLog, type Listener } from "../engine/events.js";
import { ACTIVE, ATTACKS, BOUND, EVENTS_DONE, INFECTIONS, STIRRED } from "../engine/exchange.js";
import { Memory } from "../engine/memory.js";
import { Team } from "../engine/team.js";
import { World } from "../engine/world.js";
import type { Groups } from "../scenario/groups.js";
import { Authority, sendsPeople } from "./authority/authority.js";
import type { Barriers } from "./authority/barriers.js";
import type { Order } from "./authority/order.js";
import { isInline, type Scenario } from "../scenario/schema.js";
import type { AttackLaw } from "./danger/encounter.js";
import { isPersonal } from "./danger/reach.js";
import { attackLaw, checkInline, NO_OUTCOMES } from "./laws.js";
import { Agenda } from "./agenda.js";
import { Census } from "./census.js";
import { beginFrom, beginHunting, damageAgain, damageOf, destroyAgain, hasRuins } from "./carry-over/begin.js";
import type { CarryOver } from "./carry-over/carry-over.js";
import { armPolice, type Combat, combatOf } from "./fights/combat.js";
import { countResidents } from "./groups/supplies.js";
import { noticeHybrid } from "./groups/notice.js";
import { Hybrids } from "./hybrids/hybrids.js";
import { Noises } from "./danger/noise.js";
import { Cast } from "./cast/cast.js";
import { type CourseListener, Courses } from "./cast/courses.js";
import { Traits } from "./cast/traits.js";
import { planBeginnings } from "./information/begins.js";
import { letShelter } from "./information/effects.js";
import { believed, Information } from "./information/information.js";
import { planReviews } from "./information/official.js";
import { planSeedings, seed } from "./seeding.js";
import { appear } from "./movement/presence.js";
import { compilePtts, PROTECTED, SUSCEPTIBLE, type Ptts, type StateInfo } from "./infection/ptts.js";
import { Settings } from "./contact/settings.js";
import { canSweep, isSweptWith, Sweep } from "./contact/sweep.js";
import { mutates } from "./strains/heredity.js";
import { Variation } from "./strains/variation.js";
import { wake } from "./movement/waking.js";
import { Windows } from "./windows.js";

export interface SimulationOptions {
  /** Of all random draws; the scenario's by default. */
  readonly seed?: number;
  readonly listener?: Listener;
  /** Told the course of the cast; the rows of a stretch of time when `flush` is called. */
  readonly courses?: CourseListener;
  /** What is taken over from the run that the scenario continues; needed if it does. */
  readonly carried?: CarryOver;
  /** Told of decisions, where the scenario has groups. */
  readonly actions?: ActionListener;
  /** Keep every zone awake from the start. Slower, same outcome: the lazy city is tested against it. */
  readonly alwaysAwake?: boolean;
  /** The threads that share the run; without them, this one alone. All must be given the same city, scenario and options. */
  readonly crew?: Crew;
}

/** A run's threads as one of them sees them: who it is, and the memory they share. */
export interface Crew {
  readonly rank: number;
  readonly size: number;
  readonly memory: Memory;
}

/** What all threads of a run are told to do. */
export type Command = "advance" | "agenda" | "order";
/** How they are told: the first two by their code, an order by this and the row of its intervention. */
const ORDER = 2;

type Strain = Scenario["strains"][string];

export class Simulation {
  readonly scenario: Scenario;
  /** The scenario's behaviour, as an object of its own that the rules read fast. */
  readonly behaviour: Scenario["behaviour"];
  readonly world: World;
  readonly ptts: Ptts;
  readonly strains: readonly string[];
  /** The one law by which the turned attack; undefined if no strain makes them. */
  readonly law: AttackLaw | undefined;
  /** Some of the turned reach farther than others. */
  readonly reaches: boolean;
  /** [strains] outcomes of an attack, contacts. */
  readonly outcomes: readonly NonNullable<Strain["attack"]>["outcomes"][];
  readonly contact: readonly Strain["contact"][];
  /** Genomes of the infected; undefined if no strain mutates. */
  readonly variation: Variation | undefined;
  /** Some people are more infectious than others in the same state. */
  readonly individual: boolean;
  /** People run, hide and hunt (not in worlds with explicit pair rates). */
  readonly moving: boolean;
  /** Some transmission runs as infectious-side streams. */
  readonly streams: boolean;
  /** The city is inline: nobody goes anywhere, everyone is explicit. */
  readonly everyoneExplicit: boolean;
  /** [people] contacts so far: the count of contact draws. Only where streams run in rooms and along edges. */
  readonly contacts: Uint32Array;
  /** Contacts by setting; undefined without contacts, and in inline cities. */
  readonly settings: Settings | undefined;
  /** Nobody ever leaves the routine, and no outing is called off: where people will be is known beforehand. */
  readonly knownAhead: boolean;
  /** Carries events out in windows of time instead of one by one, where these are contacts only. */
  readonly sweep: Sweep | undefined;
  /** How people shelter together and decide; undefined where they do not. */
  readonly groups: Groups | undefined;
  readonly noises: Noises;
  /** How strength, arms and help decide attacks; undefined: not at all. */
  readonly combat: Combat | undefined;
  /** What hybrids can do, and their hunger; undefined if no strain says so. */
  readonly hybrids: Hybrids | undefined;
  readonly windows: Windows;
  /** Who knows of the outbreak, and how they come to know; undefined if the scenario says nothing of it. */
  readonly information: Information | undefined;
  /** What is to be done to the whole city at once. */
  readonly agenda = new Agenda();
  readonly cast: Cast;
  /** What people are like. */
  readonly traits: Traits;
  /** [people] 1: the person's whole course is recorded. Undefined if nobody's is. */
  readonly followed: Uint8Array | undefined;
  /** What the authorities do; undefined if they do nothing. */
  readonly authority: Authority | undefined;
  /** What keeps people out by authority; undefined while nothing does. */
  barriers: Barriers | undefined;

  /** What this thread has done: events carried out, infections, attacks; people whose state can still change or infect. */
  readonly tally = { events: 0, infections: 0, attacks: 0, active: 0 };
  finished: "no" | "time" | "extinction" | "cases" = "no";
  /** Of the first thread. */
  readonly log: EventLog | undefined;

  /** Of the first thread, if there is a cast and someone who listens. */
  private readonly courses: Courses | undefined;
  private knownTies: Ties | undefined;
  private readonly carried: CarryOver | undefined;
  /** Draws of who people are: those of the first of the runs that continue each other. */
  private readonly nature: Random;
  private readonly team: Team;
  private readonly census: Census;

  /** Throws InputError for names the city does not have and for laws it cannot serve. */
  constructor(city: City, scenario: Scenario, options: SimulationOptions = {}) {
    const strains = Object.entries(scenario.strains);
    this.scenario = scenario;
    this.behaviour = { ...scenario.behaviour };
    this.strains = strains.map(([name]) => name);
    this.ptts = compilePtts(scenario);
    const hybrids = Object.values(scenario.strains).some(({ hybrid }) => hybrid !== undefined);
    this.hybrids = hybrids ? new Hybrids(scenario, this.ptts) : undefined;
    this.law = attackLaw(scenario);
    this.reaches = isPersonal(this.law, scenario);
    this.outcomes = strains.map(([, { attack }]) => attack?.outcomes ?? NO_OUTCOMES);
    this.contact = strains.map(([, { contact }]) => contact);
    this.everyoneExplicit = isInline(scenario.city);
    this.moving = this.law?.kind === "encounter";
    this.streams = this.law?.kind === "edge-rate" || this.contact.some((contact) => contact !== undefined);
    const airborne = this.streams && !this.everyoneExplicit;
    const sweeps =
      airborne &&
      options.alwaysAwake !== true &&
      this.law === undefined &&
      scenario.stop.cases === undefined &&
      scenario.cast === undefined &&
      isSweptWith(scenario) &&
      canSweep(this.ptts);
    checkInline(scenario, this.law, this.everyoneExplicit);
    const people = city.people.age.length;
    const { rank, size, memory } = options.crew ?? { rank: 0, size: 1, memory: new Memory(false) };
    const grouped = scenario.groups !== undefined && this.moving;
    this.groups = grouped ? scenario.groups : undefined;
    if (grouped) this.hybrids?.whenRevealed.push(noticeHybrid);
    this.team = new Team(rank, size, memory);
    this.log = rank === 0 ? new EventLog(options.listener, grouped ? options.actions : null) : undefined;
    this.world = new World(city, options.seed ?? scenario.seed, scenario.start, {
      alwaysAwake: options.alwaysAwake === true || this.everyoneExplicit || (this.moving && airborne),
      streams: this.streams,
      airborne,
      queued: !sweeps,
      apart: this.moving && !airborne,
      errands: hybrids || grouped || sendsPeople(scenario.authority ?? []),
      fights: scenario.fights !== undefined,
      hybrids,
      reach: this.reaches,
      alarms: (scenario.noise?.setOff ?? 0) > 0,
      followed: scenario.cast !== undefined,
      beliefs: believed(scenario.information),
      groups: grouped,
      memory,
      team: this.team,
    });
    this.combat = combatOf(scenario.fights);
    this.carried = options.carried;
    if (scenario.continue !== undefined && this.carried === undefined) throw new RangeError(NOTHING_CARRIED);
    this.cast = new Cast(city, scenario.cast, this.world.random, this.carried?.names);
    this.nature = this.carried === undefined ? this.world.random : new Random(this.carried.seed);
    this.traits = new Traits(this.nature, this.cast.traits);
    this.followed = this.cast.marked(people);
    const { courses } = options;
    if (rank === 0 && courses !== undefined && this.cast.players.length > 0)
      this.courses = new Courses(this.world, this.cast.players, courses);
    this.windows = new Windows(this);
    this.variation = mutates(scenario) ? new Variation(scenario, this.world.random, people, memory) : undefined;
    this.individual = this.variation !== undefined || this.contact.some((contact) => contact?.dispersion !== undefined);
    this.contacts = memory.array("u32", this.streams && !airborne ? people : 0);
    this.settings = airborne ? new Settings(this.world, this.contact) : undefined;
    this.sweep = sweeps ? new Sweep(this, this.settings!) : undefined;
    this.noises = new Noises(scenario);
    this.census = new Census(city, this.ptts.info.length, this.team, memory);
    this.information =
      scenario.information === undefined
        ? undefined
        : new Information(this, scenario.information, this.world.beliefs!, memory);
    letShelter(this);
    const { carried } = options;
    if (carried !== undefined) {
      this.agenda.add(0, (sim, at) => beginHunting(sim, carried, at));
      if (hasRuins(carried)) this.agenda.add(0, (sim, at) => destroyAgain(sim, carried, at));
    }
    for (const plan of planSeedings(this)) this.agenda.add(plan.at, (sim, at) => seed(sim, plan, at), true);
    planBeginnings(this);
    planReviews(this);
    const { authority = [] } = scenario;
    const isBarred = carried !== undefined && hasRuins(carried);
    this.authority = authority.length > 0 || isBarred ? new Authority(this, authority, memory) : undefined;
    this.knownAhead = this.law === undefined && !this.world.routine.callsOff;
    if (!memory.attached) this.populate();
    if (this.world.alwaysAwake) this.wakeAll();
    this.world.turnAway();
    if (rank === 0 && size === 1) this.begin();
  }

  /** Does what the agenda holds for time 0. */
  begin(): void {
    if (this.agenda.next === 0) this.runUntil(0);
  }

  get city(): City {
    return this.world.city;
  }

  /** s since the scenario's start. */
  get now(): number {
    return this.world.now;
  }

  /** Runs all events up to and including time `t` (s), unless the run ends before. Only of the first thread. */
  runUntil(t: number): void {
    const limit = Math.min(t, this.scenario.until);
    while (this.finished === "no") {
      const item = this.agenda.next;
      const stop = Math.min(limit, item);
      if (this.sweep === undefined) this.tell("advance", stop);
      else this.sweepUntil(this.sweep, stop);
      if (this.finished !== "no" || item > limit) break;
      this.tell("agenda", item);
      this.tally.events++;
    }
    if (this.finished !== "no") return;
    const nothing = this.sweep === undefined ? this.world.exchange.least(BOUND, "now") === Infinity : this.active === 0;
    if (nothing && this.windows.isEndless && !this.agenda.isAwaited && this.scenario.stop.extinction) {
      this.finished = "extinction";
      return;
    }
    this.world.now = limit;
    if (limit === this.scenario.until) this.finished = "time";
  }

  /** Carries out everything due up to a time. */
  private sweepUntil(sweep: Sweep, time: number): void {
    sweep.runUntil(time);
    if (this.infections > 0) this.checkEnd(this.infections, this.active);
  }

  /** Orders an intervention by its name, now. Only of the first thread. Throws InputError if there is none, or it has been ordered. */
  order(name: string): void {
    const none = { where: "scenario", path: "authority", expected: "interventions", found: "none" };
    if (this.authority === undefined) throw new InputError(none);
    const { row } = this.authority.planNamed(name);
    if (this.finished === "no") this.tell("order", this.now, row);
  }

  /** The orders given so far. */
  get orders(): readonly Order[] {
    return this.authority?.given ?? [];
  }

  /** Tells all threads what to do, and does it. */
  private tell(command: Command, time: number, row = 0): void {
    this.team.tell(command === "order" ? ORDER + row : command === "agenda" ? 1 : 0, time);
    this.execute(command, time, row);
  }

  /** What another thread than the first does: what it is told, until the run is over. */
  serve(): void {
    for (let told = this.team.listen(); told !== undefined; told = this.team.listen())
      if (told.code >= ORDER) this.execute("order", told.time, told.code - ORDER);
      else this.execute(told.code === 1 ? "agenda" : "advance", told.time, 0);
  }

  /** Tells the other threads that this one has failed. */
  fail(): void {
    this.team.fail();
  }

  /** Lets the other threads end. */
  end(): void {
    this.team.dismiss();
  }

  private execute(command: Command, time: number, row: number): void {
    const { exchange } = this.world;
    if (command === "order") {
      const { authority } = this;
      this.agenda.add(time, (_, at) => authority!.order(authority!.plans[row]!, at, "hand", Number.NaN));
    }
    if (command === "advance") this.windows.advance(time);
    else {
      this.agenda.run(this, time);
      this.windows.survey();
    }
    this.publish();
    this.team.barrier();
    if (this.log !== undefined) {
      this.log.add(exchange.now.drafts, exchange.now.actions);
      for (const page of [...exchange.now.drafts, ...exchange.now.actions]) page.clear();
      this.courses?.take(exchange.now.moves);
      for (const moves of exchange.now.moves) moves.clear();
    }
    if (this.windows.isEndless) this.checkEnd(this.tally.infections, this.tally.active);
    this.team.barrier();
  }

  /** Publishes this thread's numbers, for all to see after the next barrier. */
  publish(): void {
    const { exchange } = this.world;
    const { rank } = this.team;
    exchange.publish(rank, BOUND, this.windows.bound);
    exchange.publish(rank, STIRRED, this.windows.stirred ? 1 : 0);
    exchange.publish(rank, EVENTS_DONE, this.tally.events);
    exchange.publish(rank, INFECTIONS, this.tally.infections);
    exchange.publish(rank, ATTACKS, this.tally.attacks);
    exchange.publish(rank, ACTIVE, this.tally.active);
  }

  /** Ends the run if the scenario says so, given the infections and the people still active. */
  checkEnd(infections: number, active: number): void {
    if (this.finished !== "no") return;
    const { cases, extinction } = this.scenario.stop;
    if (cases !== undefined && infections >= cases) this.finished = "cases";
    else if (extinction && active === 0 && !this.agenda.isAwaited) this.finished = "extinction";
  }

  /** Events carried out by all threads. */
  get events(): number {
    return this.team.size === 1 ? this.tally.events : this.world.exchange.sum(EVENTS_DONE, "now");
  }

  /** Infections, seeded ones included. */
  get infections(): number {
    return this.team.size === 1 ? this.tally.infections : this.world.exchange.sum(INFECTIONS, "now");
  }

  /** Attacks, whatever came of them. */
  get attacks(): number {
    return this.team.size === 1 ? this.tally.attacks : this.world.exchange.sum(ATTACKS, "now");
  }

  /** People whose state can still change or infect. */
  get active(): number {
    return this.team.size === 1 ? this.tally.active : this.world.exchange.sum(ACTIVE, "now");
  }

  /** Hands the log's remaining rows to the listener, and the course of the cast up to now. */
  flush(): void {
    this.log?.flush();
    this.courses?.settle(this.now);
  }

  /** Of the first thread, when all have ended a window: takes in the moves of the cast in it. */
  takeMoves(): void {
    this.courses?.take(this.world.exchange.last.moves);
  }

  /** Who is close to whom. */
  get ties(): Ties {
    this.knownTies ??= new Ties(this.city, this.nature, this.cast.ties);
    return this.knownTies;
  }

  /** Name, label and conduct of each state. */
  get states(): readonly StateInfo[] {
    return this.ptts.info;
  }

  /** What lasts beyond the run, beside the states of people: their strains, and the damage to places. */
  aftermath(): { readonly strain: Uint8Array; readonly damage: ReturnType<typeof damageOf> } {
    return { strain: this.world.person.strain, damage: damageOf(this) };
  }

  /** State of a person. */
  stateOf(person: number): number {
    return this.world.person.state[person]!;
  }

  /** [people] zone each person lives in. */
  get residence(): Uint16Array {
    return this.census.residence;
  }

  /** [states] people in each state. */
  countByState(): Uint32Array {
    return this.census.byState();
  }

  /** [zones × states] people in each state by zone of residence. */
  countByZoneState(): Uint32Array {
    return this.census.byZoneState();
  }

  /** Records that a person goes from one state to another. */
  count(person: number, from: number, to: number): void {
    this.countIn(this.residence[person]!, from, to);
  }

  /** Records that someone who lives in a zone goes from one state to another. */
  countIn(zone: number, from: number, to: number): void {
    this.census.move(zone, from, to);
    this.tally.active += this.ptts.active[to]! - this.ptts.active[from]!;
  }

  /** Whether a person is one to stand and fight. */
  fights(person: number): boolean {
    return 1 - this.traits.of(person, "courage") < this.behaviour.courage;
  }

  /** Hashes of the final state (health, activity, belief) and of the event log; independent of what is recorded. */
  hash(): { state: string; events: string } {
    this.sweep?.settle();
    const { person } = this.world;
    const hasher = new Hasher();
    hasher.float(this.now);
    for (let i = 0; i < person.state.length; i++) {
      hasher.word(person.state[i]! | (person.strain[i]! << 8) | (person.activity[i]! << 16));
      hasher.word(person.entered[i]!);
    }
    this.information?.hash(hasher);
    return { state: hasher.hex(), events: this.log?.hash() ?? "" };
  }

  private wakeAll(): void {
    const { world } = this;
    if (!world.apart) {
      world.turnTo(0, 0);
      world.awake.fill(1);
      for (let person = 0; person < this.residence.length; person++) {
        world.routine.at(person, 0);
        appear(this, person);
      }
      return;
    }
    for (let zone = 0; zone < world.awake.length; zone++) {
      if (!this.team.has(zone)) continue;
      world.turnTo(zone, 0);
      wake(this);
    }
  }

  private populate(): void {
    const { city, random, person } = this.world;
    const { immune } = this.scenario;
    if (this.carried !== undefined) {
      beginFrom(this, this.carried);
      damageAgain(this, this.carried);
    }
    const { residence } = this.census;
    for (let i = 0; i < residence.length; i++) {
      residence[i] = city.places.zone[city.households.home[city.people.household[i]!]!]!;
      if (immune > 0 && person.state[i] === SUSCEPTIBLE && random.uniform(Draw.immunity, i, 0) < immune)
        person.state[i] = PROTECTED;
      this.census.enter(residence[i]!, person.state[i]!);
      this.tally.active += this.ptts.active[person.state[i]!]!;
    }
    if (this.groups !== undefined) countResidents(this);
    armPolice(this);
  }
}

const NOTHING_CARRIED = "continue: expected what is carried over from the earlier run, found nothing (see carryOver)";
