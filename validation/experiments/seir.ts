import { type Experiment, meanOf } from "../experiment.js";
import { countOf, peakOf, replicate, sir, start } from "../worlds.js";

const PEOPLE = 300_000;
const ROWS = [
  { r0: 2, latent: 2, infectious: 3, peak: 0.09132, at: 53.36, attack: 0.79685 },
  { r0: 3, latent: 1, infectious: 1, peak: 0.14673, at: 13.14, attack: 0.94049 },
  { r0: 2.5, latent: 3, infectious: 4, peak: 0.13138, at: 56.19, attack: 0.89266 },
];

export const seir: Experiment = {
  id: "E05",
  name: "SEIR: peak, its time, attack rate",
  source: "SEIR equations with I0 = 1e-4, numbers computed from them",
  setup: `one room of ${PEOPLE}, exponential latent and infectious periods`,
  replicates: { full: 4 },
  run: (replicates) =>
    ROWS.flatMap(({ r0, latent, infectious, peak, at, attack }) => {
      const scenario = sir({
        where: { room: { people: PEOPLE } },
        seeds: PEOPLE / 10_000,
        rate: r0 / infectious,
        period: { exponential: infectious },
        latent: { exponential: latent },
      });
      const runs = replicate(replicates, (n) => {
        const sim = start(scenario, n);
        const { count, at } = peakOf(sim, "infectious", 0.1, 100);
        sim.runUntil(1000);
        return { peak: count / PEOPLE, at, attack: countOf(sim, "recovered") / PEOPLE };
      });
      const name = `R0 ${r0}, latent ${latent}, infectious ${infectious}`;
      return [
        meanOf(
          `${name}: peak`,
          peak,
          runs.map((run) => run.peak),
          0.02 * peak,
        ),
        meanOf(
          `${name}: time of the peak`,
          at,
          runs.map((run) => run.at),
          0.03 * at,
        ),
        meanOf(
          `${name}: attack rate`,
          attack,
          runs.map((run) => run.attack),
          0.02 * attack,
        ),
      ];
    }),
};
