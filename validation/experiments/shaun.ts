import { type Experiment, meanOf } from "../experiment.js";
import { countOf, replicate, start, szr } from "../worlds.js";

const SCALE = 100;
/** Turned at hours, from the equations. */
const ROWS = [
  [10, 6.68157],
  [20, 43.25404],
  [30, 201.4497],
  [40, 420.41395],
] as const;

export const shaun: Experiment = {
  id: "Z18",
  name: "SEZR, Shaun of the Dead: bitten people turn after ten minutes",
  source: "Witkowski & Blais 2013, arXiv:1311.6376 (β 0.2/h, ζ 6/h, S0 508.2, Z0 1); numbers from the equations",
  setup: `bites at β/S0 per pair, exponential latent time of 1/ζ, no kills, counts × ${SCALE}`,
  replicates: { full: 24, quick: 8 },
  run: (replicates) => {
    const scenario = szr({
      where: { room: { people: 509.2 * SCALE } },
      seeds: SCALE,
      alpha: 0,
      bite: 0.2 / (508.2 * SCALE),
      among: "pair-rate",
      latent: 1 / 6,
    });
    const runs = replicate(replicates, (n) => {
      const sim = start(scenario, n);
      return ROWS.map(([t]) => {
        sim.runUntil(t);
        return countOf(sim, "turned") / SCALE;
      });
    });
    return ROWS.map(([t, expected], row) => {
      const values = runs.map((run) => run[row]!);
      return meanOf(`Z(${t} h)`, expected, values, 0.01 * expected);
    });
  },
};
