import { type Experiment, proportion, within } from "../experiment.js";
import { aware, countOf, finish, replicate, start } from "../worlds.js";

const R0 = 1.5;
/** Infections that a small outbreak of R0 1.5 does not have by chance: (1 / R0)^100. */
const MAJOR = 100;
const PEOPLE = 10_000;

export const awareness: Experiment = {
  id: "I08",
  name: "Awareness by word of mouth",
  source: "Funk, Gilad, Watkins & Jansen 2009: well mixed, the threshold stays and the final size falls",
  setup: `one room of ${PEOPLE}, SIR with R0 ${R0}; the infected tell, tellers forget, who has heard is infected 0.2 times as often`,
  replicates: { full: 1_000, quick: 60 },
  run: (replicates) => {
    const one = aware({ people: PEOPLE, r0: R0, seeds: 1, caution: 0.2, cases: MAJOR });
    const majors = replicate(replicates, (n) => finish(one, n)).filter((sim) => sim.infections >= MAJOR).length;
    const [careful, careless] = [0.2, 1].map((caution) => aware({ people: PEOPLE, r0: R0, seeds: 20, caution }));
    const pairs = Math.ceil(replicates / 30);
    const smaller = replicate(pairs, (n) => {
      const [with_, without] = [careful!, careless!].map((scenario) => {
        const sim = start(scenario, n, careless!);
        sim.runUntil(Number.POSITIVE_INFINITY);
        return countOf(sim, "recovered");
      });
      return with_! < without! ? 1 : 0;
    }).filter((is) => is === 1).length;
    return [
      proportion("one infected begins an outbreak, 1 − 1/R0", 1 - 1 / R0, majors, replicates, 0.01),
      within("pairs of runs in which awareness makes it smaller, share", 1, smaller / pairs, 0.05),
    ];
  },
};
