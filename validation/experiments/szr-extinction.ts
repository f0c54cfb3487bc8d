import { type Experiment, meanOf, proportion } from "../experiment.js";
import { countOf, finish, replicate, szr } from "../worlds.js";

/** Probability that the turned die out, and their mean number if they win, for 199 people and one turned. */
const ROWS = [
  { alpha: 0.2, extinct: 0.2 },
  { alpha: 0.4, extinct: 0.4 },
  { alpha: 0.6, extinct: 0.6, turned: 83 },
  { alpha: 0.8, extinct: 0.79959, turned: 47.879 },
];

export const szrExtinction: Experiment = {
  id: "Z08",
  name: "One turned among 199: extinction, and how many turned a win leaves",
  source: "Alemi et al. 2015 (P = α for one zombie in the limit); exact for 200 people by the embedded chain",
  setup: "one room, mass action, 199 people, 1 turned, run to absorption",
  replicates: { full: 10_000, quick: 500 },
  run: (replicates) =>
    ROWS.flatMap(({ alpha, extinct, turned }) => {
      const scenario = szr({ where: { room: { people: 200 } }, seeds: 1, alpha, bite: 0.005, among: "pair-rate" });
      const left = replicate(replicates, (n) => countOf(finish(scenario, n), "turned"));
      const wins = left.filter((count) => count > 0);
      const checks = [proportion(`α ${alpha}, P(extinct)`, extinct, replicates - wins.length, replicates)];
      if (turned !== undefined) checks.push(meanOf(`α ${alpha}, mean Z of wins`, turned, wins));
      return checks;
    }),
};
