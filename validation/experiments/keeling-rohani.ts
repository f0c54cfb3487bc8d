import { type Experiment, meanOf } from "../experiment.js";
import { countOf, peakOf, replicate, sir, start } from "../worlds.js";

const PEOPLE = 200_000;
const SEEDS = 200;
const BETA = 1.4247;
const GAMMA = 0.14286;
/** The published curve starts at I = 1e-6; this many seeds stand on it later by as much. */
const SHIFT = Math.log(SEEDS / PEOPLE / 1e-6) / (BETA - GAMMA);

export const keelingRohani: Experiment = {
  id: "E03",
  name: "SIR of Keeling & Rohani, program 2.1",
  source: "Keeling & Rohani 2008, chapter 2 (β 1.4247, γ 0.14286, I0 1e-6); numbers computed from the equations",
  setup: `one room of ${PEOPLE}, ${SEEDS} seeds, clock shifted by ${SHIFT.toFixed(3)}`,
  replicates: { full: 4 },
  run: (replicates) => {
    const where = { room: { people: PEOPLE } };
    const scenario = sir({ where, seeds: SEEDS, rate: BETA, period: { exponential: 1 / GAMMA } });
    const runs = replicate(replicates, (n) => {
      const sim = start(scenario, n);
      const { count, at } = peakOf(sim, "infectious", 0.05, 12);
      sim.runUntil(20 - SHIFT);
      return { peak: count / PEOPLE, at: at + SHIFT, later: countOf(sim, "infectious") / PEOPLE };
    });
    return [
      meanOf(
        "peak prevalence",
        0.66911,
        runs.map((run) => run.peak),
        0.03 * 0.66911,
      ),
      meanOf(
        "time of the peak",
        12.638,
        runs.map((run) => run.at),
        0.03 * 12.638,
      ),
      meanOf(
        "I(20)",
        0.27498,
        runs.map((run) => run.later),
        0.03 * 0.27498,
      ),
    ];
  },
};
