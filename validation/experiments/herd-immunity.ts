import { exactly, type Experiment, proportion } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

const PEOPLE = 50_000;
const SEEDS = 10;
const MAJOR = 0.05 * PEOPLE;
const R0S = [1.5, 2, 3];

export const herdImmunity: Experiment = {
  id: "E41",
  name: "Herd immunity at a share 1 − 1/R0 immune",
  source: "textbook threshold; chance of a major outbreak 1 − (1/R)^seeds, R = R0 (1 − immune)",
  setup: `one room of ${PEOPLE}, ${SEEDS} seeds; 5 points above and 10 points below the threshold`,
  replicates: { full: 150 },
  run: (replicates) =>
    R0S.flatMap((r0) => {
      const critical = 1 - 1 / r0;
      const majors = (immune: number) => {
        const where = { room: { people: PEOPLE } };
        const scenario = sir({ where, seeds: SEEDS, cases: MAJOR, immune, rate: r0, period: { exponential: 1 } });
        return replicate(replicates, (n) => finish(scenario, n).finished).filter((end) => end === "cases").length;
      };
      const growing = 1 - (1 / (r0 * (1 - critical + 0.1))) ** SEEDS;
      return [
        exactly(`R0 ${r0}, majors with ${(100 * (critical + 0.05)).toFixed(1)} % immune`, 0, majors(critical + 0.05)),
        proportion(
          `R0 ${r0}, P(major) with ${(100 * (critical - 0.1)).toFixed(1)} % immune`,
          growing,
          majors(critical - 0.1),
          replicates,
        ),
      ];
    }),
};
