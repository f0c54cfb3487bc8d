/** Sizes of households: a national distribution, tilted until it has the zone's mean, then met exactly. */
import { apportion } from "./apportion.js";

/** Shares of households of 1 .. 6 persons (Statistics Korea 2022: 34.5, 28.8, 19.2, 17.6 % for 1, 2, 3, 4 and more). */
const SHARES = [0.345, 0.288, 0.192, 0.141, 0.028, 0.006];
const LARGEST = SHARES.length;
/** Zones with a larger mean have equal households: barracks and homes for the old, not families. */
const LARGEST_MEAN = 5;

/**
 * [households] sizes ≥ 1, ascending, that sum to the residents.
 *
 * @param households  at least 1 and at most `residents`
 */
export function householdSizes(residents: number, households: number): Uint32Array {
  const sizes = new Uint32Array(households);
  const mean = residents / households;
  if (mean > LARGEST_MEAN) {
    for (let h = 0; h < households; h++)
      sizes[h] = Math.floor(((h + 1) * residents) / households) - Math.floor((h * residents) / households);
    return sizes.sort();
  }
  const bySize = apportion(tilted(mean), households);
  balance(bySize, residents);
  let next = 0;
  bySize.forEach((number, k) => {
    sizes.fill(k + 1, next, next + number);
    next += number;
  });
  return sizes;
}

/** Shares proportional to SHARES · θ^size, with θ such that the mean size is as given. */
function tilted(mean: number): Float64Array {
  let low = 1e-9;
  let high = 1e9;
  for (let step = 0; step < 80; step++) {
    const theta = Math.sqrt(low * high);
    if (meanSize(weights(theta)) < mean) low = theta;
    else high = theta;
  }
  return weights(Math.sqrt(low * high));
}

function weights(theta: number): Float64Array {
  let power = 1;
  return Float64Array.from(SHARES, (share) => {
    const weight = share * power;
    power *= theta;
    return weight;
  });
}

function meanSize(shares: Float64Array): number {
  let persons = 0;
  let households = 0;
  shares.forEach((share, k) => {
    persons += share * (k + 1);
    households += share;
  });
  return persons / households;
}

/** Moves households to the next size up or down, from the most frequent size that can, until the persons are right. */
function balance(bySize: Uint32Array, residents: number): void {
  let missing = residents;
  bySize.forEach((number, k) => {
    missing -= number * (k + 1);
  });
  const step = missing > 0 ? 1 : -1;
  for (; missing !== 0; missing -= step) {
    let from = -1;
    for (let k = 0; k < LARGEST; k++) {
      if (k + step < 0 || k + step >= LARGEST) continue;
      if (bySize[k]! > 0 && (from < 0 || bySize[k]! > bySize[from]!)) from = k;
    }
    bySize[from]!--;
    bySize[from + step]!++;
  }
}
