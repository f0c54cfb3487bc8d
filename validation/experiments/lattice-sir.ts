import { type Check, type Experiment, proportion } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

/** c: probability that an infected person recovers before the next try; P(cluster ≥ size). */
interface Row {
  readonly c: number;
  readonly sizes: readonly (readonly [size: number, probability: number])[];
}

/** Standard error of the reference (40,000 runs) times 3.3. */
const REFERENCE = 0.008;

export const latticeSir: Experiment = {
  id: "E15",
  name: "Asynchronous SIR on the square lattice around its threshold c0 = 0.17650",
  source: "Tomé & Ziff 2010, Phys Rev E 82, 051921; P(size ≥ 4096) from an independent simulation",
  setup: "256 × 256 without borders; tries at rate (1 − c)/c to one of 4 neighbours, recovery at rate 1",
  replicates: { full: 300 },
  run: (replicates) =>
    checks(replicates, 256, [
      { c: 0.17, sizes: [[4096, 0.6255]] },
      { c: 0.1765, sizes: [[4096, 0.5103]] },
      { c: 0.185, sizes: [[4096, 0.2612]] },
    ]),
};

export const latticeSirTails: Experiment = {
  id: "E16",
  name: "Asynchronous SIR on the square lattice off its threshold",
  source: "independent simulation, 40,000 runs a row",
  setup: "as E15, 128 × 128",
  replicates: { full: 800, quick: 40 },
  run: (replicates) =>
    checks(replicates, 128, [
      {
        c: 0.15,
        sizes: [
          [64, 0.7558],
          [1024, 0.7514],
        ],
      },
      {
        c: 0.18,
        sizes: [
          [64, 0.6317],
          [1024, 0.5039],
        ],
      },
      {
        c: 0.2,
        sizes: [
          [64, 0.5072],
          [1024, 0.1345],
        ],
      },
      {
        c: 0.25,
        sizes: [
          [64, 0.1943],
          [1024, 0],
        ],
      },
    ]),
};

function checks(replicates: number, side: number, rows: readonly Row[]): Check[] {
  return rows.flatMap(({ c, sizes }) => {
    const where = { graph: { kind: "lattice", side, periodic: true } } as const;
    const largest = sizes.at(-1)![0];
    const scenario = sir({ where, seeds: 1, cases: largest, rate: (1 - c) / c, period: { exponential: 1 } });
    const clusters = replicate(replicates, (n) => finish(scenario, n).infections);
    return sizes.map(([size, expected]) => {
      const hits = clusters.filter((cluster) => cluster >= size).length;
      return proportion(`c ${c}, P(size ≥ ${size})`, expected, hits, replicates, REFERENCE);
    });
  });
}
