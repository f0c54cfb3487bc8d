/** An intervention that has been ordered: what, where, when, and why. */
import type { SituationNumber } from "../../scenario/authority.js";
import type { Area } from "./area.js";
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
