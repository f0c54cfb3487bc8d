import { type Experiment, proportion } from "../experiment.js";
import { finish, replicate, szr } from "../worlds.js";

const CLUSTER = 4096;
const SIDE = 256;
const ROWS = [
  { alpha: 0.4, grows: 0.529 },
  { alpha: 0.4373, grows: 0.385 },
  { alpha: 0.475, grows: 0.095 },
];
/** Standard error of the reference, 40,000 runs, times 3.3. */
const REFERENCE = 0.008;

export const szrLattice: Experiment = {
  id: "Z11",
  name: "SZR on the square lattice grows without bound only below α = 0.43734",
  source: "Alemi et al. 2015, section IV; P(cluster ≥ 4096) from an independent simulation of 40,000 runs",
  setup: `one person a site, ${SIDE} × ${SIDE} without borders, one turned, each edge at the same rate`,
  replicates: { full: 400 },
  run: (replicates) =>
    ROWS.map(({ alpha, grows }) => {
      const where = { graph: { kind: "lattice", side: SIDE, periodic: true } } as const;
      const scenario = szr({ where, seeds: 1, alpha, bite: 1, among: "edge-rate", cases: CLUSTER });
      const hits = replicate(replicates, (n) => finish(scenario, n).finished).filter((end) => end === "cases");
      return proportion(`α ${alpha}, P(cluster ≥ ${CLUSTER})`, grows, hits.length, replicates, REFERENCE);
    }),
};
