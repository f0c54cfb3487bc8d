import { type Experiment, meanOf, proportion } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

const PEOPLE = 100;
const ROWS = [
  { r0: 2, secondary: 37.343, large: 0.48011, duration: 5.251 },
  { r0: 3, secondary: 61.08, large: 0.65843, duration: 5.6 },
];

export const finiteSir: Experiment = {
  id: "E12",
  name: "Exact SIR jump process of 100 people",
  source: "exact recursion over (S, I) with rates R0·S·I/N and I, one seed",
  setup: "one room of 100; the engine's contacts go to the 99 others, so their rate is R0·99/100",
  replicates: { full: 10_000, quick: 800 },
  run: (replicates) =>
    ROWS.flatMap(({ r0, secondary, large, duration }) => {
      const where = { room: { people: PEOPLE } };
      const rate = (r0 * (PEOPLE - 1)) / PEOPLE;
      const scenario = sir({ where, seeds: 1, rate, period: { exponential: 1 } });
      const runs = replicate(replicates, (n) => {
        const sim = finish(scenario, n);
        return { secondary: sim.infections - 1, duration: sim.now };
      });
      const outbreaks = runs.filter((run) => run.secondary >= 20).length;
      return [
        meanOf(
          `R0 ${r0}, mean secondary infections`,
          secondary,
          runs.map((run) => run.secondary),
        ),
        proportion(`R0 ${r0}, P(secondary ≥ 20)`, large, outbreaks, replicates),
        meanOf(
          `R0 ${r0}, mean duration`,
          duration,
          runs.map((run) => run.duration),
        ),
      ];
    }),
};
