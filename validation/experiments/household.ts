import { chiSquare, type Experiment } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

const ROWS = [
  { p: 0.2, law: [0.64, 0.256, 0.104] },
  { p: 0.5, law: [0.25, 0.25, 0.5] },
];

export const household: Experiment = {
  id: "E23",
  name: "Chain-binomial outbreak in a household of three",
  source: "Reed–Frost; Lefèvre & Picard 1990: P(0, 1, 2 further) = q², 2pq², p² + 2p²q",
  setup: "one room of 3, one primary case, fixed infectious period, p = 1 − exp(−rate/2 · period)",
  replicates: { full: 20_000, quick: 1_500 },
  run: (replicates) =>
    ROWS.map(({ p, law }) => {
      const where = { room: { people: 3 } };
      const scenario = sir({ where, seeds: 1, rate: -2 * Math.log(1 - p), period: { fixed: 1 } });
      const counts = [0, 0, 0];
      for (const infections of replicate(replicates, (n) => finish(scenario, n).infections)) {
        counts[infections - 1]!++;
      }
      return chiSquare(`p ${p}, further cases`, counts, law);
    }),
};
