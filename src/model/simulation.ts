/** A run: a world and the scenario's rules. Advances event by event; what happens is in `step.ts`. */
import { Hasher } from "../base/hash.js";
import { InputError } from "../base/problems.js";
import type { City } from "../city/city.js";
import { Draw } from "../city/draws.js";
import type { Listener } from "../engine/events.js";
import { World } from "../engine/world.js";
import type { Scenario } from "../scenario/schema.js";
import type { AttackLaw } from "./encounter.js";
import { Spread } from "./noise.js";
import { planSeedings, type SeedingPlan } from "./seeding.js";
import { compilePtts, PROTECTED, type Ptts, type StateInfo } from "./ptts.js";
import { Settings } from "./settings.js";
import { dispatch } from "./step.js";
import { canSweep, Sweep } from "./sweep.js";
import { wake } from "./waking.js";

export interface SimulationOptions {
  /** Of all random draws; the scenario's by default. */
  readonly seed?: number;
  readonly listener?: Listener;
  /** Keep every zone awake from the start. Slower, same outcome: the lazy city is tested against it. */
  readonly alwaysAwake?: boolean;
}

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
  /** [strains] outcomes of an attack, contacts. */
  readonly outcomes: readonly NonNullable<Strain["attack"]>["outcomes"][];
  readonly contact: readonly Strain["contact"][];
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
  /** Nobody ever leaves the routine: where people will be is known beforehand. */
  readonly knownAhead: boolean;
  /** Carries events out in windows of time instead of one by one, where these are contacts only. */
  readonly sweep: Sweep | undefined;
  readonly spread: Spread;
  readonly plans: readonly SeedingPlan[];
  seeded = 0;

  /** Events carried out. */
  events = 0;
  /** Infections, seeded ones included; attacks, whatever came of them. */
  infections = 0;
  attacks = 0;
  /** People whose state can still change or infect. */
  active = 0;
  finished: "no" | "time" | "extinction" | "cases" = "no";

  /** [zones × states] people by zone of residence. */
  private readonly census: Uint32Array;
  /** [people] zone each person lives in. */
  readonly residence: Uint16Array;

  /** Throws InputError for names the city does not have and for laws it cannot serve. */
  constructor(city: City, scenario: Scenario, options: SimulationOptions = {}) {
    const strains = Object.entries(scenario.strains);
    this.scenario = scenario;
    this.behaviour = { ...scenario.behaviour };
    this.strains = strains.map(([name]) => name);
    this.ptts = compilePtts(scenario);
    this.law = attackLaw(scenario);
    this.outcomes = strains.map(([, { attack }]) => attack?.outcomes ?? NO_OUTCOMES);
    this.contact = strains.map(([, { contact }]) => contact);
    this.everyoneExplicit = typeof scenario.city === "object" && !("generate" in scenario.city);
    this.moving = this.law?.kind === "encounter";
    this.streams = this.law?.kind === "edge-rate" || this.contact.some((contact) => contact !== undefined);
    const airborne = this.streams && !this.everyoneExplicit;
    const sweeps =
      airborne &&
      options.alwaysAwake !== true &&
      this.law === undefined &&
      scenario.stop.cases === undefined &&
      canSweep(this.ptts);
    checkInline(scenario, this.law, this.everyoneExplicit);
    const people = city.people.age.length;
    const places = city.places.kind.length;
    this.world = new World(city, options.seed ?? scenario.seed, scenario.start, {
      listener: options.listener,
      alwaysAwake: options.alwaysAwake === true || this.everyoneExplicit,
      streams: this.streams,
      airborne,
      queued: !sweeps,
    });
    this.contacts = new Uint32Array(this.streams && !airborne ? people : 0);
    this.settings = airborne ? new Settings(this.world, this.contact) : undefined;
    this.knownAhead = this.law === undefined;
    this.sweep = sweeps ? new Sweep(this, this.settings!) : undefined;
    this.spread = new Spread(this.moving ? places : 0);
    this.residence = new Uint16Array(people);
    this.census = new Uint32Array(city.zones.x.length * this.ptts.info.length);
    this.plans = planSeedings(this);
    this.populate();
    if (this.world.alwaysAwake) for (let zone = 0; zone < city.zones.x.length; zone++) wake(this, zone);
    if (this.plans.length > 0) this.world.queue.schedule(this.world.agendaId, this.plans[0]!.at);
    if (this.plans.length > 0 && this.plans[0]!.at === 0) this.runUntil(0);
  }

  get city(): City {
    return this.world.city;
  }

  /** s since the scenario's start. */
  get now(): number {
    return this.world.now;
  }

  /** Runs all events up to and including time `t` (s), unless the run ends before. */
  runUntil(t: number): void {
    const { world } = this;
    const { queue } = world;
    const limit = Math.min(t, this.scenario.until);
    const cases = this.scenario.stop.cases ?? Number.POSITIVE_INFINITY;
    while (this.finished === "no") {
      if (this.sweep !== undefined) this.sweepToAgenda(this.sweep, limit);
      const id = queue.next(limit);
      if (id < 0) break;
      world.now = queue.now;
      this.events++;
      dispatch(this, id);
      if (this.infections >= cases) this.finished = "cases";
      else if (this.active === 0 && this.scenario.stop.extinction && this.seeded === this.plans.length)
        this.finished = "extinction";
    }
    if (this.finished !== "no") return;
    if (queue.size === 0 && this.scenario.stop.extinction && (this.sweep === undefined || this.active === 0)) {
      this.finished = "extinction";
      return;
    }
    world.now = limit;
    if (limit === this.scenario.until) this.finished = "time";
  }

  /** Carries out everything due up to the next time of the agenda, or the limit. */
  private sweepToAgenda(sweep: Sweep, limit: number): void {
    const { queue, agendaId } = this.world;
    sweep.runUntil(Math.min(limit, queue.at[agendaId]!));
    const isOver = this.active === 0 && this.seeded === this.plans.length;
    if (isOver && this.infections > 0 && this.scenario.stop.extinction) this.finished = "extinction";
  }

  /** Hands the log's remaining rows to the listener. */
  flush(): void {
    this.world.log.flush();
  }

  /** Name, label and conduct of each state. */
  get states(): readonly StateInfo[] {
    return this.ptts.info;
  }

  /** State of a person. */
  stateOf(person: number): number {
    return this.world.person.state[person]!;
  }

  /** [states] people in each state. */
  countByState(): Uint32Array {
    const n = this.ptts.info.length;
    const counts = new Uint32Array(n);
    for (let i = 0; i < this.census.length; i++) counts[i % n]! += this.census[i]!;
    return counts;
  }

  /** [zones × states] people in each state by zone of residence. */
  countByZoneState(): Uint32Array {
    return this.census.slice();
  }

  /** Records that a person goes from one state to another. */
  count(person: number, from: number, to: number): void {
    this.countIn(this.residence[person]!, from, to);
  }

  /** Records that someone who lives in a zone goes from one state to another. */
  countIn(zone: number, from: number, to: number): void {
    const row = zone * this.ptts.info.length;
    this.census[row + from]!--;
    this.census[row + to]!++;
    this.active += this.ptts.active[to]! - this.ptts.active[from]!;
  }

  /** Whether a person is one to stand and fight. */
  fights(person: number): boolean {
    return this.world.random.uniform(Draw.courage, person, 0) < this.behaviour.courage;
  }

  /** Hashes of the final state (health, activity) and of the event log; independent of what is recorded. */
  hash(): { state: string; events: string } {
    this.sweep?.settle();
    const { person } = this.world;
    const hasher = new Hasher();
    hasher.float(this.now);
    for (let i = 0; i < person.state.length; i++) {
      hasher.word(person.state[i]! | (person.strain[i]! << 8) | (person.activity[i]! << 16));
      hasher.word(person.entered[i]!);
    }
    return { state: hasher.hex(), events: this.world.log.hash() };
  }

  private populate(): void {
    const { city, random, person } = this.world;
    const { immune } = this.scenario;
    for (let i = 0; i < this.residence.length; i++) {
      this.residence[i] = city.places.zone[city.households.home[city.people.household[i]!]!]!;
      if (immune > 0 && random.uniform(Draw.immunity, i, 0) < immune) person.state[i] = PROTECTED;
      this.census[this.residence[i]! * this.ptts.info.length + person.state[i]!]!++;
    }
  }
}

const NO_OUTCOMES = { bitten: 0, escaped: 1, attackerKilled: 0, victimKilled: 0 };

/** The strains' common attack law. Strains may differ in outcomes, not in the law. */
function attackLaw(scenario: Scenario): AttackLaw | undefined {
  let law: AttackLaw | undefined;
  for (const [name, { attack }] of Object.entries(scenario.strains)) {
    if (attack === undefined) continue;
    const own: AttackLaw =
      attack.law.kind === "encounter"
        ? { kind: "encounter", sweep: 2 * attack.law.reach * attack.law.speed, handling: attack.law.handling }
        : { kind: attack.law.kind, rate: attack.law.rate };
    if (law !== undefined && JSON.stringify(law) !== JSON.stringify(own)) {
      throw new InputError({
        where: "scenario",
        path: `strains.${name}.attack.law`,
        expected: "the same law as the other strains' (they may differ in outcomes)",
        found: JSON.stringify(attack.law),
      });
    }
    law = own;
  }
  return law;
}

function checkInline(scenario: Scenario, law: AttackLaw | undefined, inline: boolean): void {
  const edges = Object.values(scenario.strains).some(({ contact }) => contact?.among === "edges");
  if (inline || ((law === undefined || law.kind === "encounter") && !edges)) return;
  throw new InputError({
    where: "scenario",
    path: "strains",
    expected:
      "attacks by encounter and contacts among the people of a place (pair and edge rates are for inline cities)",
    found: edges ? "contact.among: edges" : `attack.law.kind: ${law?.kind}`,
  });
}
