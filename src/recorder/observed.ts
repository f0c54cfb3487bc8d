/** What the recorder needs to see of a simulation, and no more. */
import type { City } from "../city/city.js";
import type { Scenario } from "../scenario/schema.js";

/** One state of a scenario: 0 "susceptible", 1 "protected" (immune from the start), then the strains' states. */
export interface ObservedState {
  readonly name: string;
  /** Word shown to readers. */
  readonly label: string;
  readonly conduct: "person" | "turned" | "hybrid" | "dead" | "gone";
  /** Row of strains; NO_CODE for states that belong to no strain. */
  readonly strain: number;
}

/** What the authorities have said. */
export interface ObservedOfficial {
  /** s; Infinity: not yet. */
  readonly deniedAt: number;
  readonly admittedAt: number;
  /** Whether they keep what happens at a time, s, to themselves; asked at that time or later. */
  hides(t: number): boolean;
  readonly said: readonly { readonly at: number; readonly word: "warning" | "denial" | "leak" | "admission" }[];
}

/** What people know. */
export interface ObservedInformation {
  /** [zones × 4] residents who are unaware, have heard a rumour, are convinced; and of all of them those who pass it on. */
  countAt(t: number): Uint32Array;
  readonly official: ObservedOfficial;
}

/** An order of the authorities. Times in s since the start; Infinity: no end. */
export interface ObservedOrder {
  readonly plan: { readonly row: number };
  readonly trigger: string;
  /** NaN if no number gave the order. */
  readonly value: number;
  readonly ordered: number;
  readonly begins: number;
  readonly ends: number;
}

/** A running or ended simulation, as the recorder sees it. */
export interface Observed {
  readonly city: City;
  readonly scenario: Scenario;
  readonly states: readonly ObservedState[];
  readonly strains: readonly string[];
  /** Named people and who plays them; absent without a cast. */
  readonly cast?: { readonly players: readonly { readonly name: string; readonly person: number }[] };
  /** s since the start. */
  readonly now: number;
  /** Engine events dispatched. */
  readonly events: number;
  readonly finished: "no" | "time" | "extinction" | "cases";
  /** [states] */
  countByState(): Uint32Array;
  /** [zones × states], by zone of residence. */
  countByZoneState(): Uint32Array;
  stateOf(person: number): number;
  /** Undefined where the scenario has no `information`. */
  readonly information?: ObservedInformation | undefined;
  /** Orders of the authorities given so far; none if absent. */
  readonly orders?: readonly ObservedOrder[];
}
