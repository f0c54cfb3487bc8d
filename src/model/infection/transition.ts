/** How long a state lasts and which comes next, by a row of laws (`ptts.ts`): in a run, and in the years between two. */
import { exp } from "../../base/exact.js";
import type { Random } from "../../base/random.js";
import { ConductCode, DwellLaw, type Ptts } from "./ptts.js";

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

/**
 * Draws the state that follows, at an address of random draws.
 *
 * @param hybrids  factor on the weights of hybrids
 */
export function drawNext(
  ptts: Ptts,
  law: number,
  random: Random,
  purpose: number,
  person: number,
  count: number,
  hybrids = 1,
): number {
  const { next, nextCumulative, nextStart } = ptts;
  const end = nextStart[law + 1]! - 1;
  let row = nextStart[law]!;
  if (row < end) {
    const u = random.uniform(purpose, person, count);
    if (hybrids !== 1) return nextWithHybrids(ptts, law, u, hybrids);
    while (row < end && u >= nextCumulative[row]!) row++;
  }
  return next[row]!;
}

/** The next state with the weights of hybrids times a factor. */
function nextWithHybrids({ next, nextCumulative, nextStart, conduct }: Ptts, law: number, u: number, hybrids: number) {
  const first = nextStart[law]!;
  const end = nextStart[law + 1]!;
  const weight = (row: number) => {
    const share = nextCumulative[row]! - (row === first ? 0 : nextCumulative[row - 1]!);
    return conduct[next[row]!] === ConductCode.hybrid ? share * hybrids : share;
  };
  let sum = 0;
  for (let row = first; row < end; row++) sum += weight(row);
  let rest = u * sum;
  let row = first;
  for (; row < end - 1; row++) {
    rest -= weight(row);
    if (rest < 0) break;
  }
  return next[row]!;
}
