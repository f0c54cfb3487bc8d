/**
 * What a person is like, and how close two people are, as far as decisions weigh it. Traits are uniform from 0 to 1, one draw a
 * person each, so that everyone has them and nothing is stored.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { FAMILY, MATE, NEIGHBOUR } from "../../city/ties.js";
import type { Simulation } from "../simulation.js";

/** Strength of a tie by its kind: a mate counts half of family, a neighbour half of a mate (assumed). */
const STRENGTH = { [FAMILY]: 3, [MATE]: 1.5, [NEIGHBOUR]: 0.75 };

/** Courage: those who stand and fight when attacked are the most courageous. */
export function courageOf({ world }: Simulation, person: number): number {
  return 1 - world.random.uniform(Draw.courage, person, 0);
}

/** Loyalty: how much a tie counts. */
export function loyaltyOf({ world }: Simulation, person: number): number {
  return world.random.uniform(Draw.loyalty, person, 0);
}

/** Readiness to take risks. */
export function riskOf({ world }: Simulation, person: number): number {
  return world.random.uniform(Draw.risk, person, 0);
}

/** Strength of the tie between two people, 0 if there is none. */
export function tieBetween({ ties }: Simulation, person: number, other: number): number {
  const kind = ties!.between(person, other);
  return kind === NONE ? 0 : STRENGTH[kind as keyof typeof STRENGTH];
}

/** Of some people the one closest to a person; NONE, with a tie of 0, if the person is tied to none of them. */
export function closestTo(
  sim: Simulation,
  person: number,
  among: readonly number[],
): { readonly other: number; readonly tie: number } {
  const ties = sim.ties!;
  const count = ties.of(person);
  // ties come with the closest first
  for (let row = 0; row < count; row++) {
    const other = ties.person[row]!;
    if (among.includes(other)) return { other, tie: strengthOf(ties.kind[row]!) };
  }
  return { other: NONE, tie: 0 };
}

/** Strength of a tie of a kind. */
export function strengthOf(kind: number): number {
  return STRENGTH[kind as keyof typeof STRENGTH];
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
