import { NONE } from "../../src/base/columns.js";
import { type Experiment, meanOf, proportion } from "../experiment.js";
import { replicate, strainsInRoom, traced } from "../worlds.js";

const SPREAD = { infectiousness: 0.2, incubation: 0.2 };

/** SIR with R0 2, and every now and then a mutation that changes how it spreads. */
function mutating(mu: number): object {
  return {
    entry: "latent",
    contact: { rate: "2 /s" },
    mutation: { probability: mu, spread: SPREAD },
    states: {
      latent: { dwell: { exponential: { mean: "1 s" } }, next: { infectious: 1 } },
      infectious: { infectiousness: 1, dwell: { exponential: { mean: "1 s" } }, next: { recovered: 1 } },
      recovered: {},
    },
  };
}

export const infiniteAlleles: Experiment = {
  id: "E30",
  name: "Number of variants where every mutation makes a new one",
  source: "elementary: mutations ~ binomial(transmissions, µ), whatever the dynamics",
  setup: "one room of 2,000, 10 seeds, SEIR with R0 2; variants that spread better or worse",
  replicates: { full: 200, quick: 10 },
  run: (replicates) =>
    [0.01, 0.2].map((mu) => {
      const scenario = strainsInRoom(2_000, { sir: mutating(mu) }, [{ strain: "sir", count: 10, state: "latent" }]);
      const sums = { mutations: 0, transmissions: 0 };
      for (const { infections, mutations } of replicate(replicates, (n) => traced(scenario, n))) {
        sums.mutations += mutations;
        sums.transmissions += infections.filter(({ other }) => other !== NONE).length;
      }
      return proportion(`µ ${mu}, mutations a transmission`, mu, sums.mutations, sums.transmissions);
    }),
};

/** Cases at which a culture is counted. */
const CULTURE = 300;

/** Pure birth of two strains that differ in nothing but the name; the first mutates into the second. */
function culture(mu: number) {
  const birth = { entry: "infectious", contact: { rate: "1 /s" }, states: { infectious: { infectiousness: 1 } } };
  const strains = { wild: { ...birth, mutation: { to: { mutant: mu } } }, mutant: birth };
  return strainsInRoom(1_000, strains, [{ strain: "wild", count: 1, state: "infectious" }], { cases: CULTURE });
}

/** Mean share of the wild type among n of a pure birth from one: each birth has the parent's type, a wild one's with 1 − µ. */
function wildShare(mu: number): number {
  let mean = 1;
  for (let size = 1; size < CULTURE; size++) mean *= 1 + (1 - mu) / size;
  return mean / CULTURE;
}

export const luriaDelbrueck: Experiment = {
  id: "LD",
  name: "Luria–Delbrück: cultures without mutants, and jackpots in the mean",
  source: "Luria & Delbrück 1943, Genetics 28, 491: P(no mutant) = (1 − µ)^births; mean of the pure birth process",
  setup: `one room of 1,000, one seed, nobody recovers, counted at ${CULTURE} cases`,
  replicates: { full: 2_000, quick: 200 },
  run: (replicates) =>
    [0.002, 0.01].flatMap((mu) => {
      const scenario = culture(mu);
      const mutants = replicate(replicates, (n) => traced(scenario, n).infections).map(
        (infections) => infections.filter(({ strain }) => strain === 1).length,
      );
      const none = mutants.filter((count) => count === 0).length;
      return [
        proportion(`µ ${mu}, P(no mutant)`, (1 - mu) ** (CULTURE - 1), none, replicates),
        meanOf(
          `µ ${mu}, mean share of the wild type`,
          wildShare(mu),
          mutants.map((count) => 1 - count / CULTURE),
        ),
      ];
    }),
};
