/** An intervention that has been ordered: what, where, when, and why. */
import { NONE } from "../../base/columns.js";
import type { SituationNumber } from "../../scenario/authority.js";
import type { Area } from "./area.js";
import type { Simulation } from "../simulation.js";
import type { Plan } from "./plan.js";

/** What gave the order: the time, a hand, a number of the situation. */
export type Trigger = "time" | "hand" | SituationNumber;

export interface Order {
  readonly plan: Plan;
  readonly area: Area;
  /** s: when it was ordered, begins and ends. */
  readonly ordered: number;
  readonly begins: number;
  readonly ends: number;
  readonly trigger: Trigger;
  /** The number that gave the order; NaN for a time or a hand. */
  readonly value: number;
}

/** Writes down what an order brings, now; where contacts are swept, straight into the log. */
export function record(
  { sweep, log, world }: Simulation,
  kind: number,
  person: number,
  place: number,
  state: number,
  strain: number,
): void {
  if (sweep === undefined) world.emit(kind, person, NONE, place, state, strain);
  else log!.emit(kind, world.now, person, NONE, place, state, strain);
}
