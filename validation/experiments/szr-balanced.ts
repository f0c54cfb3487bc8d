import { type Experiment, meanOf } from "../experiment.js";
import { countOf, replicate, start, szr } from "../worlds.js";

const SCALE = 100;

export const szrBalanced: Experiment = {
  id: "Z20",
  name: "SZR in exact balance decays algebraically",
  source: "limit P = 0 of the closed form of Z06: S0/(1 + βZ0t) and Z0/(1 + βZ0t)",
  setup: `S0 190, Z0 10, α = 1 + Z0/S0, β 0.005, t 10, counts × ${SCALE}`,
  replicates: { full: 40, quick: 10 },
  run: (replicates) => {
    const scenario = szr({
      where: { room: { people: 200 * SCALE } },
      seeds: 10 * SCALE,
      alpha: 1 + 10 / 190,
      bite: 0.005 / SCALE,
      among: "pair-rate",
    });
    const ends = replicate(replicates, (n) => {
      const sim = start(scenario, n);
      sim.runUntil(10);
      return sim;
    });
    const counts = (state: string) => ends.map((sim) => countOf(sim, state) / SCALE);
    return [
      meanOf("S(10)", 126.667, counts("susceptible"), 0.02 * 126.667),
      meanOf("Z(10)", 6.6667, counts("turned"), 0.02 * 6.6667),
    ];
  },
};
