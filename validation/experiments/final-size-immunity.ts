import { type Experiment, meanOf } from "../experiment.js";
import { countOf, finish, replicate, sir } from "../worlds.js";

const PEOPLE = 100_000;
/** New infections as a share of all, with a share `seeds` infected and `immune` immune at the start. */
const ROWS = [
  { r0: 0.9, seeds: 0.01, immune: 0, expected: 0.06271 },
  { r0: 1, seeds: 0.01, immune: 0, expected: 0.12516 },
  { r0: 0.5, seeds: 0.01, immune: 0, expected: 0.009707 },
  { r0: 2, seeds: 0.0002, immune: 0.2, expected: 0.5136 },
  { r0: 2, seeds: 0.0005, immune: 0.4, expected: 0.1882 },
  { r0: 3, seeds: 0.0002, immune: 0.5, expected: 0.2914 },
  { r0: 4, seeds: 0.0002, immune: 0.6, expected: 0.2568 },
];

export const finalSizeImmunity: Experiment = {
  id: "E02",
  name: "Final size with seeds and prior immunity",
  source: "z = s0 (1 − exp(−R0 (z + i0))), after Kermack & McKendrick 1927",
  setup: `one room of ${PEOPLE}, exponential infectious period; few seeds where immunity is tested`,
  replicates: { full: 12 },
  run: (replicates) =>
    ROWS.map(({ r0, seeds, immune, expected }) => {
      const where = { room: { people: PEOPLE } };
      const count = Math.round(seeds * PEOPLE);
      const scenario = sir({ where, seeds: count, immune, rate: r0, period: { exponential: 1 } });
      const sizes = replicate(replicates, (n) => (countOf(finish(scenario, n), "recovered") - count) / PEOPLE);
      return meanOf(`R0 ${r0}, seeds ${seeds}, immune ${immune}`, expected, sizes, 0.02 * expected);
    }),
};
