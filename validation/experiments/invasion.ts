import { type Experiment, meanOf, proportion } from "../experiment.js";
import { countOf, finish, replicate, start, strainsInRoom } from "../worlds.js";

const PEOPLE = 4_000;
const MAJOR = 150;
/** In a room of this size depletion adds little to the branching process's probability. */
const BIAS = 4 / PEOPLE;

function sirOf(rate: number): object {
  return {
    entry: "infectious",
    contact: { rate: `${rate} /s` },
    states: {
      infectious: { infectiousness: 1, dwell: { exponential: { mean: "1 s" } }, next: { recovered: 1 } },
      recovered: {},
    },
  };
}

export const invasion: Experiment = {
  id: "E29",
  name: "Invasion by a mutant among people of whom some are immune",
  source: "branching process: 1 − 1/(R_m·s), s the share that is susceptible (exponential period)",
  setup: `one room of ${PEOPLE}, a share recovered from the resident strain, one mutant; invaded: ${MAJOR} infections`,
  replicates: { full: 1_500, quick: 150 },
  run: (replicates) =>
    [
      { rate: 3, s: 0.5 },
      { rate: 4, s: 0.75 },
      { rate: 1.5, s: 0.5 },
    ].map(({ rate, s }) => {
      const recovered = Math.round((1 - s) * PEOPLE);
      const seeds = [
        { strain: "resident", count: recovered, state: "recovered" },
        { strain: "mutant", count: 1, state: "infectious" },
      ];
      const strains = { resident: sirOf(2), mutant: sirOf(rate) };
      const scenario = strainsInRoom(PEOPLE, strains, seeds, { cases: recovered + MAJOR });
      const invaded = replicate(replicates, (n) => finish(scenario, n).finished).filter((end) => end === "cases");
      const expected = Math.max(0, 1 - 1 / (rate * s));
      return proportion(`R ${rate}, s ${s}, P(invades)`, expected, invaded.length, replicates, BIAS);
    }),
};

const CROWD = 50_000;
const SEEDS = 50;

export const relativeGrowth: Experiment = {
  id: "RG",
  name: "Two strains while both are rare: the faster one's share grows with the difference of their rates",
  source: "linear birth–death: mean exp((β − γ) t), so the logit of the share rises by β₂ − β₁",
  setup: `one room of ${CROWD}, ${SEEDS} infected with each, β 2 and 3, γ 1, looked at after 1`,
  replicates: { full: 200, quick: 20 },
  run: (replicates) => {
    const seeds = ["a", "b"].map((strain) => ({ strain, count: SEEDS, state: "infectious" }));
    const scenario = strainsInRoom(CROWD, { a: sirOf(2), b: sirOf(3) }, seeds, { until: 2 });
    const counts = replicate(replicates, (n) => {
      const sim = start(scenario, n);
      sim.runUntil(1);
      return { a: countOf(sim, "a.infectious") / SEEDS, b: countOf(sim, "b.infectious") / SEEDS };
    });
    return [
      meanOf(
        "growth of the slower",
        Math.E,
        counts.map(({ a }) => a),
        0.02 * Math.E,
      ),
      meanOf(
        "growth of the faster",
        Math.E ** 2,
        counts.map(({ b }) => b),
        0.02 * Math.E ** 2,
      ),
    ];
  },
};
