/**
 * Grids on which the arithmetic of trips is exact: lengths are multiples of 1/256 m, paces of 2^-16 s/m, times of 2^-24 s.
 * Their sums and products then fit into the 53 bits of a double, so that the time at which someone is somewhere is the
 * same to the bit however it was worked out: door by door, or in one product for a whole way.
 *
 * Exact for ways of less than 65 km (in float32) and times of less than 17 years.
 */
const METRES = 2 ** 8;
const PACES = 2 ** 16;
const SECONDS = 2 ** 24;

/** The length on the grid next to one, m; not 0. */
export function metresOnGrid(metres: number): number {
  return Math.max(1, Math.round(metres * METRES)) / METRES;
}

/** The time on the grid next to one, s. */
export function secondsOnGrid(seconds: number): number {
  return Math.round(seconds * SECONDS) / SECONDS;
}

/** The pace on the grid next to that of a speed (m/s), s/m. Of the speed `1 / pace` it is that pace again. */
export function paceOnGrid(speed: number): number {
  return Math.round(PACES / speed) / PACES;
}
