import { type Check, type Experiment, meanOf } from "../experiment.js";
import { countOf, replicate, start, szr } from "../worlds.js";

/** S, Z, R of the closed form at some times (tables_open.json, SZR_exact). */
const TABLES = [
  {
    alpha: 0.6,
    susceptible: 199,
    turned: 1,
    rows: [
      [2, 195.9874, 2.20504, 1.80756],
      [5, 184.14772, 6.94091, 8.91137],
      [10, 118.0575, 33.377, 48.5655],
      [20, 4.94297, 78.62281, 116.43422],
    ],
  },
  {
    alpha: 0,
    susceptible: 199,
    turned: 1,
    rows: [
      [2, 192.83968, 7.16032, 0],
      [5, 114.561, 85.439, 0],
      [10, 1.79074, 198.20926, 0],
    ],
  },
  {
    alpha: 1.5,
    susceptible: 150,
    turned: 50,
    rows: [
      [2, 103.99346, 26.997, 69.00981],
      [5, 77.74127, 13.87063, 108.3881],
      [10, 61.80494, 5.90247, 132.29259],
      [20, 52.89457, 1.44728, 145.65815],
    ],
  },
] as const;
const BITE = 0.005;
/** Counts of the table are multiplied by this, bites per pair divided: the law of large numbers. */
const SCALE = 300;
/** The mean of the jump process differs from the equations by about 1 / (turned at the start). */
const BIAS = 0.02;

export const szrExact: Experiment = {
  id: "Z06",
  name: "SZR in one room follows its closed form",
  source: "Alemi, Bierbaum, Myers & Sethna 2015, Phys Rev E 92, 052801, section II; numbers computed from it",
  setup: `mass action, bite rate ${BITE}, counts × ${SCALE}`,
  replicates: { full: 16, quick: 4 },
  run: (replicates) => TABLES.flatMap((table) => checksOf(table, replicates)),
};

function checksOf({ alpha, susceptible, turned, rows }: (typeof TABLES)[number], replicates: number): Check[] {
  const scenario = szr({
    where: { room: { people: (susceptible + turned) * SCALE } },
    seeds: turned * SCALE,
    alpha,
    bite: BITE / SCALE,
    among: "pair-rate",
  });
  const runs = replicate(replicates, (n) => {
    const sim = start(scenario, n);
    return rows.map(([t]) => {
      sim.runUntil(t);
      return ["susceptible", "turned", "killed"].map((state) => countOf(sim, state) / SCALE);
    });
  });
  return rows.flatMap(([t, ...expected], row) =>
    ["S", "Z", "R"].map((name, k) => {
      const values = runs.map((run) => run[row]![k]!);
      // S is small against what one turned person more or less makes of it late: allow 0.1 of 200 people.
      return meanOf(`α ${alpha}, ${name}(${t})`, expected[k]!, values, BIAS * expected[k]! + 0.1);
    }),
  );
}
