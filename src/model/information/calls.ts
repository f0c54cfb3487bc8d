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
   * The calls still to be made by those who live in this thread's zones, the last one first: a function of when the caller was
   * convinced, kept because it takes long to work out.
   */
  readonly pending = new Map<number, Call[]>();

  constructor(ties: Ties, settings: CallSettings) {
    this.ties = ties;
    this.settings = settings;
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
  const list = planCalls(sim, calls, person, since);
  if (list.length === 0) return;
  calls.pending.set(person, list);
  sim.world.callAt(person, list.at(-1)!.at);
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
  if (calls === undefined || !calls.pending.delete(person)) return;
  sim.world.callAt(person, Number.POSITIVE_INFINITY);
}

/** A call is due. */
export function call(sim: Simulation, person: number): void {
  const { world, information } = sim;
  const { beliefs, calls } = information!;
  const list = calls!.pending.get(person)!;
  const { person: other, convinces } = list.pop()!;
  if (list.length === 0) calls!.pending.delete(person);
  else world.callAt(person, list.at(-1)!.at);
  if (beliefs.isConvinced(other, world.now)) return;
  const believes = world.random.uniform(Draw.news, other, person) < convinces && !isReassured(sim, other, world.now);
  if (believes || !beliefs.hasHeard(other, world.now)) inform(sim, other, believes ? CONVINCED : RUMOUR, person);
}
