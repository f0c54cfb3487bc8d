/** Time spent in a state, by a row of laws (`ptts.ts`). */
import { exp } from "../../base/exact.js";
import type { Random } from "../../base/random.js";
import { DwellLaw, type Ptts } from "./ptts.js";

/** Draws a time by a law at an address of random draws, s; Infinity in a final state. */
export function drawDwell(
  { dwellLaw, dwellA, dwellB }: Ptts,
  law: number,
  random: Random,
  purpose: number,
  person: number,
  count: number,
): number {
  const a = dwellA[law]!;
  const b = dwellB[law]!;
  switch (dwellLaw[law]) {
    case DwellLaw.fixed:
      return a;
    case DwellLaw.exponential:
      return a * random.exponential(purpose, person, count);
    case DwellLaw.gamma:
      return (a / b) * random.gamma(b, purpose, person, count);
    case DwellLaw.lognormal:
      return exp(a + b * random.normal(purpose, person, count));
    case DwellLaw.uniform:
      return a + (b - a) * random.uniform(purpose, person, count);
    default:
      return Number.POSITIVE_INFINITY;
  }
}
