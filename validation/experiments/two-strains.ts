import { type Experiment, meanOf } from "../experiment.js";
import { countOf, finish, replicate, twoStrains } from "../worlds.js";

const PEOPLE = 100_000;
const EXPONENTIAL = { exponential: 1 };

export const twoStrainsInARoom: Experiment = {
  id: "E27",
  name: "Two strains with full cross-immunity",
  source: "SIR equations of two strains; competitive exclusion",
  setup: `one room of ${PEOPLE}, a share of 0.001 infected with each strain, recovery at rate 1`,
  replicates: { full: 10 },
  run: (replicates) => {
    const attacks = (a: number, b: number) => {
      const common = { where: { room: { people: PEOPLE } }, seeds: PEOPLE / 1000 };
      const scenario = twoStrains({ rate: a, period: EXPONENTIAL }, { rate: b, period: EXPONENTIAL }, common);
      return replicate(replicates, (n) => {
        const sim = finish(scenario, n);
        return { a: countOf(sim, "a.recovered") / PEOPLE, b: countOf(sim, "b.recovered") / PEOPLE };
      });
    };
    const neutral = attacks(2, 2);
    const unequal = attacks(2, 3);
    return [
      meanOf(
        "β 2 and 2: share of the first",
        0.5,
        neutral.map(({ a, b }) => a / (a + b)),
      ),
      meanOf(
        "β 2 and 2: attack of both",
        0.7975,
        neutral.map(({ a, b }) => a + b),
        0.03 * 0.7975,
      ),
      meanOf(
        "β 2 and 3: attack of the slower",
        0.04465,
        unequal.map(({ a }) => a),
        0.03 * 0.04465,
      ),
      meanOf(
        "β 2 and 3: attack of the faster",
        0.89264,
        unequal.map(({ b }) => b),
        0.03 * 0.89264,
      ),
    ];
  },
};
