/** Rumours alone: nobody is infected, everyone meets everyone. */
import { chiSquare, type Experiment, mean, meanOf, within } from "../experiment.js";
import { replicate, rumour, type Rumour, unawareShare } from "../worlds.js";

const MODELS = ["maki-thompson", "daley-kendall"] as const;

/** Ignorants left as a share of those who were at the start, one spreader and n ignorants. */
function ignorants(model: Rumour["model"], n: number, replicates: number): number[] {
  const scenario = rumour({ people: n + 1, model });
  return replicate(replicates, (seed) => unawareShare(scenario, seed));
}

export const rumourFinal: Experiment = {
  id: "I01",
  name: "Daley–Kendall and Maki–Thompson rumours: who never hears",
  source: "Daley & Kendall 1965; Maki & Thompson 1973; Sudbury 1985: θ = exp(−2(1 − θ)) = 0.2032; n = 1000 exactly",
  setup: "one room of 1,001, one spreader, complete mixing",
  replicates: { full: 1_000, quick: 60 },
  run: (replicates) => {
    const expected = { "maki-thompson": 0.20331, "daley-kendall": 0.20386 };
    return MODELS.map((model) => meanOf(`${model}, ignorants`, expected[model], ignorants(model, 1_000, replicates)));
  },
};

export const rumourTiny: Experiment = {
  id: "I02",
  name: "Rumour among three",
  source: "Gani 2000 (ANU SRR 00-007): P(0, 1, 2 ignorants left) = 3/4, 1/4, 0; Daley–Kendall 2/3, 1/3, 0 likewise",
  setup: "one room of 3, one spreader",
  replicates: { full: 20_000, quick: 1_000 },
  run: (replicates) => {
    const laws = { "maki-thompson": [3 / 4, 1 / 4], "daley-kendall": [2 / 3, 1 / 3] };
    return MODELS.map((model) => {
      const counts = [0, 0, 0];
      for (const share of ignorants(model, 2, replicates)) counts[Math.round(2 * share)]!++;
      return chiSquare(`${model}, ignorants left`, counts.slice(0, 2), laws[model]);
    });
  },
};

/** A rumour has taken off if it has reached at least two in five. */
const TAKEN_OFF = 0.6;

export const rumourVariance: Experiment = {
  id: "I04",
  name: "Variance of the ignorants left",
  source: "Watson 1988: n·Var(θ) → 0.27274 (Maki–Thompson), 0.31068 (Daley–Kendall), given that it takes off",
  setup: "one room of 2,001, one spreader",
  replicates: { full: 2_000 },
  run: (replicates) => {
    const expected = { "maki-thompson": 0.27274, "daley-kendall": 0.31068 };
    return MODELS.map((model) => {
      const shares = ignorants(model, 2_000, replicates).filter((share) => share < TAKEN_OFF);
      const center = mean(shares);
      const variance = (2_000 * shares.reduce((sum, share) => sum + (share - center) ** 2, 0)) / (shares.length - 1);
      const error = expected[model] * Math.sqrt(2 / shares.length);
      const check = within(`${model}, n·Var(θ)`, expected[model], variance, 3.29 * error + 0.01 * expected[model]);
      return { ...check, error };
    });
  },
};

/** λ/α and the share r that has heard in the end, r = 1 − exp(−(1 + λ/α) r). */
const RATIOS = [
  [0.5, 0.58281],
  [2, 0.94048],
] as const;

export const rumourRates: Experiment = {
  id: "I06",
  name: "Rumour with telling and stifling that may fail",
  source: "Nekovee, Moreno, Bianconi & Marsili 2007: r = 1 − exp(−(1 + λ/α) r)",
  setup: "one room of 5,000, ten spreaders, Maki–Thompson",
  replicates: { full: 40, quick: 6 },
  run: (replicates) =>
    RATIOS.map(([ratio, expected]) => {
      const odds = ratio < 1 ? { tell: ratio, stifle: 1 } : { tell: 1, stifle: 1 / ratio };
      const scenario = rumour({ people: 5_000, model: "maki-thompson", spreaders: 10, ...odds });
      const heard = replicate(replicates, (n) => 1 - (unawareShare(scenario, n) * 4_990) / 5_000);
      return meanOf(`λ/α ${ratio}, share that has heard`, expected, heard, 0.02 * expected);
    }),
};
