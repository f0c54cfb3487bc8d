import { type Experiment, meanOf } from "../experiment.js";
import { countOf, finish, replicate, sir } from "../worlds.js";

const PEOPLE = 20_000;
/** R0 and the attack rate z of z = 1 − exp(−R0 z). */
const ROWS = [
  [1.2, 0.3137],
  [1.5, 0.5828],
  [1.8, 0.7324],
  [2, 0.7968],
  [2.5, 0.8926],
  [3, 0.9405],
  [4, 0.9802],
] as const;

export const finalSize: Experiment = {
  id: "E01",
  name: "Final size relation",
  source: "Kermack & McKendrick 1927: z = 1 − exp(−R0 z)",
  setup: `one room of ${PEOPLE}, exponential infectious period, 10 seeds, major outbreaks (> 5 %)`,
  replicates: { full: 24, quick: 6 },
  run: (replicates) =>
    ROWS.map(([rate, expected]) => {
      const scenario = sir({ where: { room: { people: PEOPLE } }, seeds: 10, rate, period: { exponential: 1 } });
      const sizes = replicate(replicates, (n) => countOf(finish(scenario, n), "recovered") / PEOPLE);
      const majors = sizes.filter((size) => size > 0.05);
      return meanOf(`R0 ${rate}, attack rate`, expected, majors, 0.015 * expected);
    }),
};
