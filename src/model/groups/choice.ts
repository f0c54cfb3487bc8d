/**
 * Choice by stated utilities: of options i with utility U_i one is chosen with probability exp(U_i / τ) / Σ exp(U_j / τ), the
 * multinomial logit (McFadden 1974), τ the temperature. Whatever is chosen is an event, and a row of the log of decisions.
 */
import { exp } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { type Decision, DecisionCode, NO_CHOICE, TERMS, type Terms } from "../../engine/actions.js";
import { EventCode, type EventKind } from "../../engine/events.js";
import type { Simulation } from "../simulation.js";

/** Something one can choose: the event that it is, and its utility. */
export interface Option {
  readonly kind: EventKind;
  readonly utility: number;
}

/** Probabilities of options at a temperature. */
export function logit(options: readonly Option[], temperature: number): number[] {
  const most = Math.max(...options.map(({ utility }) => utility));
  const weights = options.map(({ utility }) => exp((utility - most) / temperature));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Lets a person choose, and writes down what they chose and why. */
export function choose(
  sim: Simulation,
  decision: Decision,
  person: number,
  other: number,
  place: number,
  options: readonly Option[],
  terms: Terms,
): EventKind {
  const { world } = sim;
  const probabilities = logit(options, sim.groups!.temperature);
  let rest = world.random.uniform(Draw.choice, person, world.person.decisions[person]!++);
  let chosen = 0;
  while (chosen < options.length - 1 && rest >= probabilities[chosen]!) rest -= probabilities[chosen++]!;
  const instead = bestBut(options, chosen);
  const { kind, utility } = options[chosen]!;
  const { state, strain } = world.person;
  const event = world.emit(EventCode[kind], person, other, place, state[person]!, strain[person]!);
  const page = world.exchange.now.actions[world.team.rank]!;
  const row = page.add();
  const { columns } = page;
  columns.event[row] = event;
  columns.time[row] = world.now;
  columns.decision[row] = DecisionCode[decision];
  columns.person[row] = person;
  columns.other[row] = other;
  columns.place[row] = place;
  columns.choice[row] = EventCode[kind];
  columns.instead[row] = instead === undefined ? NO_CHOICE : EventCode[instead.kind];
  columns.probability[row] = probabilities[chosen]!;
  columns.utility[row] = utility;
  columns.insteadUtility[row] = instead?.utility ?? Number.NaN;
  columns.options[row] = options.length;
  for (const term of Object.keys(TERMS) as (keyof typeof TERMS)[]) columns[term][row] = terms[term] ?? Number.NaN;
  return kind;
}

/** The best of the options that were not chosen; undefined if there was one only. */
function bestBut(options: readonly Option[], chosen: number): Option | undefined {
  let best: Option | undefined;
  for (const [row, option] of options.entries()) {
    if (row !== chosen && (best === undefined || option.utility > best.utility)) best = option;
  }
  return best;
}
