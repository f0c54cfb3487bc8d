import { type Experiment, meanOf } from "../experiment.js";
import { peakOf, replicate, sir, start } from "../worlds.js";

const PEOPLE = 100_000;
const ROWS = [
  { r0: 1.5, peak: 0.06369, at: 11.39 },
  { r0: 2, peak: 0.15393, at: 6.757 },
  { r0: 3, peak: 0.3008, at: 3.836 },
  { r0: 5, peak: 0.47831, at: 2.116 },
];

export const peakPrevalence: Experiment = {
  id: "E04",
  name: "Peak prevalence of the SIR model, and when",
  source: "I_max = 1 − (1 + ln(R0 S0)) / R0; times computed from the equations",
  setup: `one room of ${PEOPLE}, a share of 0.001 infectious at the start`,
  replicates: { full: 6 },
  run: (replicates) =>
    ROWS.flatMap(({ r0, peak, at }) => {
      const where = { room: { people: PEOPLE } };
      const scenario = sir({ where, seeds: PEOPLE / 1000, rate: r0, period: { exponential: 1 } });
      const peaks = replicate(replicates, (n) => peakOf(start(scenario, n), "infectious", 0.05, 2 * at));
      const values = peaks.map(({ count }) => count / PEOPLE);
      return [
        meanOf(`R0 ${r0}, peak`, peak, values, 0.02 * peak),
        meanOf(
          `R0 ${r0}, time of the peak`,
          at,
          peaks.map((each) => each.at),
          0.02 * at,
        ),
      ];
    }),
};
