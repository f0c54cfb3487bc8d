import { Random } from "../../src/base/random.js";
import { type Experiment, proportion } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

const SIDE = 128;
const CLUSTER = 1024;
/** Probability T that an infected person infects a neighbour: below, at and above the threshold 1/2. */
const TRANSMISSIBILITIES = [0.45, 0.5, 0.55];
const REFERENCE_RUNS = 4_000;

export const bondPercolation: Experiment = {
  id: "E17",
  name: "With a fixed infectious period the lattice SIR is bond percolation",
  source: "Kesten 1980 (threshold 1/2); Mollison 1977. Cluster sizes from bonds drawn one by one in this file",
  setup: `${SIDE} × ${SIDE} without borders, T = 1 − exp(−rate/4 · period), P(cluster ≥ ${CLUSTER})`,
  replicates: { full: 700 },
  run: (replicates) =>
    TRANSMISSIBILITIES.map((t) => {
      const where = { graph: { kind: "lattice", side: SIDE, periodic: true } } as const;
      const scenario = sir({ where, seeds: 1, cases: CLUSTER, rate: -4 * Math.log(1 - t), period: { fixed: 1 } });
      const hits = replicate(replicates, (n) => finish(scenario, n).finished).filter((end) => end === "cases");
      const expected = percolates(t);
      const sampling = 3.3 * Math.sqrt((expected * (1 - expected)) / REFERENCE_RUNS);
      return proportion(`T ${t}, P(cluster ≥ ${CLUSTER})`, expected, hits.length, replicates, sampling);
    }),
};

/** Share of open clusters of one site that reach CLUSTER sites, each bond open with probability t. */
function percolates(t: number): number {
  const random = new Random(1);
  const reached = new Int32Array(SIDE * SIDE).fill(-1);
  let hits = 0;
  for (let run = 0; run < REFERENCE_RUNS; run++) {
    const cluster = [0];
    reached[0] = run;
    // Every bond is drawn once: from the site that is looked at first.
    const done = new Set<number>();
    for (let next = 0; next < cluster.length && cluster.length < CLUSTER; next++) {
      const site = cluster[next]!;
      const x = site % SIDE;
      const y = (site - x) / SIDE;
      const bonds = [
        [2 * site, y * SIDE + ((x + 1) % SIDE)],
        [2 * site + 1, ((y + 1) % SIDE) * SIDE + x],
        [2 * (y * SIDE + ((x + SIDE - 1) % SIDE)), y * SIDE + ((x + SIDE - 1) % SIDE)],
        [2 * (((y + SIDE - 1) % SIDE) * SIDE + x) + 1, ((y + SIDE - 1) % SIDE) * SIDE + x],
      ] as const;
      for (const [bond, other] of bonds) {
        if (done.has(bond)) continue;
        done.add(bond);
        if (random.uniform(1, bond, run) >= t || reached[other] === run) continue;
        reached[other] = run;
        cluster.push(other);
      }
    }
    if (cluster.length >= CLUSTER) hits++;
  }
  return hits / REFERENCE_RUNS;
}
