/** What a person is like, and how close two people are, as far as decisions weigh it. Traits are ranks from 0 to 1. */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { FAMILY, FRIEND, MATE, NEIGHBOUR, RIVAL, type Ties } from "../../city/ties.js";
import type { Simulation } from "../simulation.js";

/** What a tie counts by its kind: a mate half of family, a neighbour half of a mate (assumed). */
const WEIGHT: readonly number[] = Object.assign([], {
  [FAMILY]: 3,
  [MATE]: 1.5,
  [NEIGHBOUR]: 0.75,
  [FRIEND]: 3, // by the scenario's word, at full strength: as family
  [RIVAL]: -3, // the same, as much against
});

/** Courage: those who stand and fight when attacked are the most courageous. */
export function courageOf({ traits }: Simulation, person: number): number {
  return traits.of(person, "courage");
}

/** Loyalty: how much a tie counts. */
export function loyaltyOf({ traits }: Simulation, person: number): number {
  return traits.of(person, "loyalty");
}

/** Readiness to take risks. */
export function riskOf({ world }: Simulation, person: number): number {
  return world.random.uniform(Draw.risk, person, 0);
}

/** What the tie between two people counts, 0 if there is none. */
export function tieBetween({ ties }: Simulation, person: number, other: number): number {
  ties.of(person);
  const row = ties.person.indexOf(other);
  return row < 0 ? 0 : weightOf(ties, row);
}

/** Of some people the one closest to a person; NONE, with a tie of 0, if the person is tied to none of them. */
export function closestTo(
  sim: Simulation,
  person: number,
  among: readonly number[],
): { readonly other: number; readonly tie: number } {
  const { ties } = sim;
  const count = ties.of(person);
  // ties come with the closest first
  for (let row = 0; row < count; row++) {
    const other = ties.person[row]!;
    if (ties.kind[row] !== RIVAL && among.includes(other)) return { other, tie: weightOf(ties, row) };
  }
  return { other: NONE, tie: 0 };
}

/** What the tie in a row of those found last counts. */
export function weightOf({ kind, strength }: Ties, row: number): number {
  const of = kind[row]!;
  return of === FRIEND || of === RIVAL ? WEIGHT[of]! * strength[row]! : WEIGHT[of]!;
}

/** From −1 for none of a trait to 1 for all of it. */
export function centred(trait: number): number {
  return 2 * trait - 1;
}

/** Age from which people decide for others, and go out alone, a (assumed). */
const OF_AGE = 14;

/** Whether a person is old enough to decide for others and to go out alone. */
export function isOfAge({ world }: Simulation, person: number): boolean {
  return world.city.people.age[person]! >= OF_AGE;
}
