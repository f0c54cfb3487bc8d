import { type Experiment, meanOf, exactly } from "../experiment.js";
import { countOf, finish, replicate, szr } from "../worlds.js";

const SCALE = 200;
const CASES = [
  { alpha: 0.6, susceptible: 199, turned: 1, left: "turned", expected: 80.6, lost: "susceptible" },
  { alpha: 1.5, susceptible: 150, turned: 50, left: "susceptible", expected: 50, lost: "turned" },
] as const;

export const szrFinalState: Experiment = {
  id: "Z07",
  name: "SZR ends with one side gone, and the other at its closed form",
  source: "Alemi et al. 2015, Phys Rev E 92, 052801: Z∞ = P, or S∞ = S0 − Z0/(α − 1)",
  setup: `as Z06, counts × ${SCALE}, run to absorption`,
  replicates: { full: 16, quick: 4 },
  run: (replicates) =>
    CASES.flatMap(({ alpha, susceptible, turned, left, expected, lost }) => {
      const people = (susceptible + turned) * SCALE;
      const where = { room: { people } };
      const scenario = szr({ where, seeds: turned * SCALE, alpha, bite: 0.005 / SCALE, among: "pair-rate" });
      const ends = replicate(replicates, (n) => finish(scenario, n));
      return [
        meanOf(
          `α ${alpha}, ${left} at the end`,
          expected,
          ends.map((sim) => countOf(sim, left) / SCALE),
          0.01 * expected,
        ),
        exactly(`α ${alpha}, most ${lost} at the end`, 0, Math.max(...ends.map((sim) => countOf(sim, lost)))),
      ];
    }),
};
