/**
 * What the authorities do: interventions that wait for their trigger, are ordered, begin after their delay, and end. All of it
 * happens on the agenda, in every thread, each acting on the zones it has. While an order waits for a number, the situation is
 * reviewed every REVIEW; without interventions there is nothing of all this.
 */
import { column, NONE, type Table } from "../../base/columns.js";
import { DAWN } from "../../city/timetable.js";
import { EventCode, NO_STATE } from "../../engine/events.js";
import type { Memory } from "../../engine/memory.js";
import { GONE } from "../../engine/world.js";
import type { Intervention } from "../../scenario/authority.js";
import { oneOf } from "../../scenario/findings.js";
import { NO_STRAIN } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { warn } from "../information/official.js";
import { record } from "../record.js";
import { wake } from "../movement/waking.js";
import { type Area, Areas } from "./area.js";
import { beginAirlift } from "./airlift.js";
import { Barriers } from "./barriers.js";
import { bomb } from "./bombing.js";
import { isClosed } from "./closure.js";
import { complies } from "./compliance.js";
import { beginEvacuation } from "./evacuation.js";
import type { Order, Trigger } from "./order.js";
import { areaAround, endOf, hospitals, is, type Plan, planInterventions, problem } from "./plan.js";
import { beginSweep } from "./squads.js";
import { openWards } from "./triage.js";
import { beginVaccination } from "./vaccination.js";
import { Situation } from "./situation.js";

/** s between two looks at the situation (assumed: the pace of a control room). */
export const REVIEW = 60;

const DAY = 86_400;

export const AUTHORITY_STATE = {
  order: column("u8", "row of interventions + 1", "order the person follows on an errand; 0: none"),
  leg: column("u16", "count", "squads: streets of their part walked to so far"),
  squad: column("u8", "row + 1", "squad the person belongs to, armed; 0: none"),
  refused: column("u8", "row of interventions + 1", "cordon at whose checkpoints the person has been found infected"),
  bounced: column("u8", "code", "1: turned away, on the way back over the border"),
  dosed: column("u8", "code", "1: has had a dose"),
  ticket: column("u32", "count", "place in the queue for the next seat of an airlift; 0: not in it"),
} as const;

/** Interventions that send people somewhere. */
const SENDS: ReadonlySet<Intervention["do"]> = new Set(["evacuation", "sweep", "triage"]);

/** Whether any of these interventions sends people somewhere. */
export function sendsPeople(interventions: readonly Intervention[]): boolean {
  return interventions.some((each) => SENDS.has(each.do));
}

export class Authority {
  readonly plans: readonly Plan[];
  readonly areas: Areas;
  readonly situation: Situation;
  /** By row: the orders given so far. */
  readonly orders: (Order | undefined)[];
  /** The same in the order in which they were given. */
  readonly given: Order[] = [];
  readonly person: Table<typeof AUTHORITY_STATE>;
  /** [Z] interventions for which a zone must stay awake. */
  readonly watched: Uint8Array;
  /** Places from which people are lifted, with the row of the intervention; undefined while there are none. */
  pads: Map<number, number> | undefined;
  /** By row of intervention, tickets given to those who came to its pad. */
  readonly tickets: Uint32Array;
  /** By row of intervention, the streets of each squad; undefined while there are no squads. */
  rounds: Map<number, readonly (readonly number[])[]> | undefined;
  /** Wards of the hospitals, each with its row in `held`; undefined while there is no triage. */
  wards: Map<number, number> | undefined;
  /** How many have been held in each ward. */
  readonly held: Uint32Array;
  /** s: when the next one can be inspected at each checkpoint, those of all cordons one after the other. */
  private readonly free: Float64Array;
  /** Where the first person was infected; NONE while there is none. */
  firstCase = NONE;
  private readonly sim: Simulation;
  private reviewing = false;

  constructor(sim: Simulation, interventions: readonly Intervention[], memory: Memory) {
    const { city } = sim;
    this.sim = sim;
    this.areas = new Areas(city);
    this.plans = planInterventions(city, this.areas, interventions);
    const numbers = interventions.flatMap(({ when }) => ("number" in when ? [when.number] : []));
    this.situation = new Situation(sim, new Set(numbers), memory);
    this.orders = this.plans.map(() => undefined);
    this.person = memory.table(AUTHORITY_STATE, city.people.age.length);
    this.watched = new Uint8Array(city.zones.x.length);
    this.tickets = memory.array("u32", this.plans.length);
    this.held = memory.array("u32", this.plans.some((plan) => is(plan, "triage")) ? hospitals(city).length : 0);
    const checkpoints = interventions.map((each) => (each.do === "cordon" ? 2 * each.checkpoints.count : 0));
    this.free = memory.array(
      "f64",
      checkpoints.reduce((sum, each) => sum + each, 0),
    );
    for (const plan of this.plans) {
      const { when } = plan.what;
      if ("at" in when) sim.agenda.add(when.at, (_, at) => this.order(plan, at, "time", Number.NaN));
      else if ("number" in when) this.reviewFrom(0);
    }
    if (this.plans.some(keepsIn)) {
      sim.world.routine.callOff((person, outing, begins, decided) => this.isKeptIn(person, outing, begins, decided));
    }
  }

  // --- Orders -------------------------------------------------------------------------------------------------------

  /** Gives the order for an intervention, now. */
  order(plan: Plan, at: number, trigger: Trigger, value: number): void {
    if (this.orders[plan.row] !== undefined) return;
    const { sim } = this;
    const begins = at + plan.what.delay;
    const order: Order = {
      plan,
      area: this.areaOf(plan),
      ordered: at,
      begins,
      ends: endOf(plan.what, begins),
      trigger,
      value,
    };
    this.orders[plan.row] = order;
    this.given.push(order);
    if (sim.world.team.has(0)) {
      sim.world.turnTo(0, at);
      record(sim, EventCode.ordered, NONE, NONE, plan.place, NO_STATE, NO_STRAIN);
    }
    if (order.ends <= begins) return;
    sim.agenda.add(begins, (_, time) => this.begin(order, time));
  }

  /** The plan of a name, for an order by hand. Throws InputError if there is none, or it has been ordered. */
  planNamed(name: string): Plan {
    const plan = this.plans.find(({ what }) => what.name === name);
    const names = this.plans.map(({ what }) => what.name);
    if (plan === undefined) throw problem("authority", oneOf("intervention", names, name), JSON.stringify(name));
    const order = this.orders[plan.row];
    if (order === undefined) return plan;
    const found = `${JSON.stringify(name)}, ordered at ${order.ordered} s`;
    throw problem(`authority.${plan.row}`, "an intervention that has not been ordered yet", found);
  }

  private areaOf(plan: Plan): Area {
    if (plan.area !== undefined) return plan.area;
    if (this.firstCase === NONE) {
      const expected = "a first case by the time it is ordered, since the area lies around it";
      throw problem(`authority.${plan.row}.area.around`, expected, "nobody infected yet");
    }
    return areaAround(this.sim.city, this.areas, plan.what.do, plan.what.area, this.firstCase);
  }

  private reviewFrom(at: number): void {
    if (this.reviewing) return;
    this.reviewing = true;
    this.sim.agenda.add(at, (_, time) => this.review(time));
  }

  /** Looks at the situation, and orders what has been waiting for it. */
  private review(at: number): void {
    this.reviewing = false;
    const waiting = this.plans.filter(({ row, what }) => this.orders[row] === undefined && "number" in what.when);
    if (waiting.length === 0) return;
    this.situation.take(at);
    for (const plan of waiting) {
      const { when } = plan.what;
      if (!("number" in when)) continue;
      const value = this.situation.value(when.number, plan.counted);
      if (value >= when.reaches) this.order(plan, at, when.number, value);
    }
    if (waiting.some(({ row }) => this.orders[row] === undefined)) this.reviewFrom(at + REVIEW);
  }

  // --- Effects ------------------------------------------------------------------------------------------------------

  private begin(order: Order, at: number): void {
    const { sim } = this;
    const { plan } = order;
    if (is(plan, "cordon")) this.beginCordon(order, at);
    else if (is(plan, "bombing")) bomb(sim, plan, order, at);
    else if (is(plan, "evacuation")) beginEvacuation(sim, plan, order, at);
    else if (is(plan, "sweep")) beginSweep(sim, plan, order, at);
    else if (is(plan, "airlift")) beginAirlift(sim, plan, order, at);
    else if (is(plan, "triage")) openWards(sim);
    else if (is(plan, "vaccination")) beginVaccination(sim, plan, order, at);
    else if (is(plan, "broadcast") && sim.information !== undefined) warn(sim, at);
    // broadcasts, shelter, curfew and closures keep people in from now on: see isKeptIn
  }

  private beginCordon(order: Order, at: number): void {
    const { sim } = this;
    const { row } = order.plan;
    const { ring } = this.barriers();
    const taken = order.area.zones.find((zone) => ring[zone]! > 0);
    if (taken !== undefined) {
      const expected = "zones that no other cordon lies around";
      throw problem(`authority.${row}.area`, expected, sim.city.manifest.zones[taken]!.name);
    }
    this.watch(order.area.zones, at);
    this.barriers().encircle(order);
    if (order.ends === Number.POSITIVE_INFINITY) return;
    sim.agenda.add(order.ends, () => {
      this.barriers().open(order);
      this.unwatch(order.area.zones);
    });
  }

  /** The barriers, put up with the first. */
  barriers(): Barriers {
    this.sim.barriers ??= new Barriers(this.sim, this.free);
    return this.sim.barriers;
  }

  /** Wakes zones, and keeps them awake: what comes into them is looked at. */
  watch(zones: readonly number[], at: number): void {
    const { sim } = this;
    for (const zone of zones) {
      this.watched[zone]!++;
      if (!sim.world.team.has(zone)) continue;
      sim.world.turnTo(zone, at);
      wake(sim);
    }
  }

  unwatch(zones: readonly number[]): void {
    for (const zone of zones) this.watched[zone]!--;
  }

  // --- People -------------------------------------------------------------------------------------------------------

  /** Whether an order known before `decided` keeps a person from an outing at time `begins`; a pure function of them. */
  private isKeptIn(person: number, outing: number, begins: number, decided: number): boolean {
    const { sim } = this;
    for (const order of this.given) {
      const { plan, area } = order;
      const { what } = plan;
      if (!keepsIn(plan) || order.begins >= decided || order.ends < decided) continue;
      if (is(plan, "closure")) {
        if (isClosed(sim, plan, order, person, outing)) return true;
        continue;
      }
      if (what.do === "curfew" && !isBetween(timeOfDay(sim, begins), what.from, what.to)) continue;
      if (!this.areas.has(area, sim.world.routine.home(person))) continue;
      if (complies(sim, person, plan.row, (what as { readonly compliance: number }).compliance, decided)) return true;
    }
    return false;
  }

  /** The person's order in force of a kind: the first that is; undefined if none is. */
  inForce(kind: Intervention["do"]): Order | undefined {
    const { now } = this.sim.world;
    return this.given.find((order) => order.plan.what.do === kind && order.begins <= now && now < order.ends);
  }

  /** Whether a person is still there to be told anything. */
  isAlive(person: number): boolean {
    return this.sim.world.person.owner[person] !== GONE;
  }
}

/** Whether an intervention keeps people at home, or some of them from some outings. */
function keepsIn({ what }: Plan): boolean {
  return what.do === "broadcast" || what.do === "shelter" || what.do === "curfew" || what.do === "closure";
}

function timeOfDay({ world }: Simulation, time: number): number {
  return (world.routine.sinceDawn(time) + DAWN) % DAY;
}

/** Whether a time of day lies between two others, over midnight if the second comes before the first. */
function isBetween(time: number, from: number, to: number): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}
