/**
 * Calls along ties. Whoever is convinced, by their own eyes or by a call, calls some of those close to them, each at most once,
 * after a log-normal delay; small children neither call nor are called. The one called is convinced with a probability by kind of tie, else has heard a rumour; whom an
 * official denial reassures takes it for a rumour in any case. Who hears it from an official word calls nobody: they take it
 * that the others have heard it too.
 */
import { exp, log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { FAMILY, FRIEND, MATE, RIVAL, type Ties } from "../../city/ties.js";
import { CONVINCED, RUMOUR } from "../../engine/beliefs.js";
import type { Information as Settings } from "../../scenario/information.js";
import type { Simulation } from "../simulation.js";
import { isReassured } from "./trust.js";
import { inform } from "./news.js";

type CallSettings = NonNullable<Settings["calls"]>;

const NO_CALL: CallSettings["family"] = { calls: 0, convinces: 0 };

interface Call {
  readonly at: number;
  readonly person: number;
  readonly convinces: number;
}

export class Calls {
  readonly ties: Ties;
  readonly settings: CallSettings;
  /**
   * The calls still to be made, the last one first, of those for whom this thread has worked them out: a function of when the
   * caller was convinced, kept because it takes long. Where other threads have made some since, these stand here too.
   */
  private readonly known = new Map<number, Call[]>();

  constructor(ties: Ties, settings: CallSettings) {
    this.ties = ties;
    this.settings = settings;
  }

  /** Works out whom someone will call who is convinced from a time on; the last call first. */
  plan(sim: Simulation, person: number, since: number): Call[] {
    const list = planCalls(sim, this, person, since);
    if (list.length > 0) this.known.set(person, list);
    return list;
  }

  /** Takes the call of someone that is due now, and with it the time of the next; Infinity if it is the last. */
  take(sim: Simulation, person: number): { readonly call: Call; readonly next: number } {
    const { now } = sim.world;
    let list = this.known.get(person);
    while (list !== undefined && list.length > 0 && list.at(-1)!.at < now) list.pop();
    if (list?.at(-1)?.at !== now) {
      const since = sim.information!.beliefs.table.convincedAt[person]!;
      list = this.plan(sim, person, since);
      while (list.at(-1)!.at < now) list.pop();
    }
    const call = list.pop()!;
    if (list.length === 0) this.known.delete(person);
    return { call, next: list.at(-1)?.at ?? Number.POSITIVE_INFINITY };
  }

  /** Forgets what has been worked out of someone. */
  forget(person: number): void {
    this.known.delete(person);
  }

  /** How people deal with a tie of a kind: friends by the scenario's word are called as family is, rivals never. */
  tie(kind: number): CallSettings["family"] {
    const { family, mate, neighbour } = this.settings;
    if (kind === RIVAL) return NO_CALL;
    return kind === FAMILY || kind === FRIEND ? family : kind === MATE ? mate : neighbour;
  }
}

/** Someone who lives in the zone being processed is convinced from a time on: they are going to call. */
export function beginCalls(sim: Simulation, person: number, since: number): void {
  const calls = sim.information!.calls;
  if (calls === undefined) return;
  const list = calls.plan(sim, person, since);
  if (list.length > 0) sim.world.callAt(person, list.at(-1)!.at);
}

function planCalls(sim: Simulation, calls: Calls, person: number, since: number): Call[] {
  const { random, city } = sim.world;
  const { ties, settings } = calls;
  const { age } = city.people;
  if (age[person]! < settings.leastAge) return [];
  const median = log(settings.delay.median);
  const list: Call[] = [];
  const count = ties.of(person);
  for (let tie = 0; tie < count; tie++) {
    const other = ties.person[tie]!;
    const tied = calls.tie(ties.kind[tie]!);
    const { sigma } = settings.delay;
    if (age[other]! < settings.leastAge) continue;
    const delay = exp(median + sigma * random.normal(Draw.call, person, tie));
    if (random.second() < tied.calls) list.push({ at: since + delay, person: other, convinces: tied.convinces });
  }
  return list.sort((a, b) => b.at - a.at || b.person - a.person);
}

/** They call nobody any more. */
export function endCalls(sim: Simulation, person: number): void {
  const calls = sim.information!.calls;
  if (calls === undefined) return;
  calls.forget(person);
  sim.world.callAt(person, Number.POSITIVE_INFINITY);
}

/** A call is due. */
export function call(sim: Simulation, person: number): void {
  const { world, information } = sim;
  const { beliefs, calls } = information!;
  const { call: due, next } = calls!.take(sim, person);
  const { person: other, convinces } = due;
  world.callAt(person, next);
  if (beliefs.isConvinced(other, world.now)) return;
  const believes = world.random.uniform(Draw.news, other, person) < convinces && !isReassured(sim, other, world.now);
  if (believes || !beliefs.hasHeard(other, world.now)) inform(sim, other, believes ? CONVINCED : RUMOUR, person);
}
