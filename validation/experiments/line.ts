import { chiSquare, type Experiment, meanOf } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

const PEOPLE = 200;
const ROWS = [
  { t: 0.5, classes: 7, mean: 3 },
  { t: 0.8, classes: 25, mean: 9 },
];

export const line: Experiment = {
  id: "E18",
  name: "SIR on a line",
  source: "elementary: P(n) = n T^(n−1) (1 − T)², mean (1 + T)/(1 − T)",
  setup: `ring of ${PEOPLE}, fixed infectious period, T = 1 − exp(−rate/2 · period)`,
  replicates: { full: 10_000, quick: 800 },
  run: (replicates) =>
    ROWS.flatMap(({ t, classes, mean }) => {
      const where = { graph: { kind: "chain", people: PEOPLE, periodic: true } } as const;
      const scenario = sir({ where, seeds: 1, rate: -2 * Math.log(1 - t), period: { fixed: 1 } });
      const sizes = replicate(replicates, (n) => finish(scenario, n).infections);
      const law = Array.from({ length: classes }, (_, k) => (k + 1) * t ** k * (1 - t) ** 2);
      law.push(1 - law.reduce((sum, p) => sum + p, 0));
      const counts = new Array<number>(classes + 1).fill(0);
      for (const size of sizes) counts[Math.min(size - 1, classes)]!++;
      return [chiSquare(`T ${t}, cluster sizes`, counts, law), meanOf(`T ${t}, mean cluster`, mean, sizes)];
    }),
};
