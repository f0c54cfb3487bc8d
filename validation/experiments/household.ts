import { chiSquare, type Experiment } from "../experiment.js";
import { finish, replicate, sir } from "../worlds.js";

/**
 * Law of the number of further cases among `others` from one: each case is infected for a time whose Laplace transform at
 * n times the rate to one other is `escaping(n)`, the probability that n given others all escape it (Ball 1986).
 */
function finalSizes(others: number, escaping: (n: number) => number): number[] {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const law: number[] = [];
  for (let j = 0; j <= others; j++) {
    let rest = choose(others, j);
    law.forEach((probability, k) => {
      rest -= (choose(others - k, j - k) * probability) / escaping(others - j) ** (k + 1);
    });
    law.push(rest * escaping(others - j) ** (j + 1));
  }
  return law;
}

const LARGE = 5;
const ATTACKS = [
  { name: "fixed", period: { fixed: 1 }, escaping: (rate: number) => (n: number) => Math.exp(-rate * n) },
  { name: "exponential", period: { exponential: 1 }, escaping: (rate: number) => (n: number) => 1 / (1 + rate * n) },
];

export const largeHousehold: Experiment = {
  id: "HH",
  name: "Final sizes in a household of five",
  source: "Ball 1986, Adv Appl Probab 18, 289: triangular equations for the final size, for any infectious period",
  setup: `one room of ${LARGE}, one primary case, rate 0.4 to each other`,
  replicates: { full: 20_000, quick: 1_500 },
  run: (replicates) =>
    ATTACKS.map(({ name, period, escaping }) => {
      const scenario = sir({ where: { room: { people: LARGE } }, seeds: 1, rate: 0.4 * (LARGE - 1), period });
      const counts = Array.from({ length: LARGE }, () => 0);
      for (const infections of replicate(replicates, (n) => finish(scenario, n).infections)) counts[infections - 1]!++;
      return chiSquare(`${name} period, further cases`, counts, finalSizes(LARGE - 1, escaping(0.4)));
    }),
};

const ROWS = [
  { p: 0.2, law: [0.64, 0.256, 0.104] },
  { p: 0.5, law: [0.25, 0.25, 0.5] },
];

export const household: Experiment = {
  id: "E23",
  name: "Chain-binomial outbreak in a household of three",
  source: "Reed–Frost; Lefèvre & Picard 1990: P(0, 1, 2 further) = q², 2pq², p² + 2p²q",
  setup: "one room of 3, one primary case, fixed infectious period, p = 1 − exp(−rate/2 · period)",
  replicates: { full: 20_000, quick: 1_500 },
  run: (replicates) =>
    ROWS.map(({ p, law }) => {
      const where = { room: { people: 3 } };
      const scenario = sir({ where, seeds: 1, rate: -2 * Math.log(1 - p), period: { fixed: 1 } });
      const counts = [0, 0, 0];
      for (const infections of replicate(replicates, (n) => finish(scenario, n).infections)) {
        counts[infections - 1]!++;
      }
      return chiSquare(`p ${p}, further cases`, counts, law);
    }),
};
