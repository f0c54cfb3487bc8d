import { type Check, type Experiment, proportion } from "../experiment.js";
import { finish, type Period, replicate, sir } from "../worlds.js";

const PEOPLE = 2_000;
/** More infections than this mean that the outbreak has taken off. */
const MAJOR = 200;
/** In a room of this size depletion adds at most this to the branching process's probability (2/N at R0 = 2). */
const BIAS = 2 / PEOPLE;

interface Row {
  readonly name: string;
  readonly r0: number;
  readonly period: Period;
  readonly seeds?: number;
  readonly extinct: number;
}

const EXPONENTIAL = { exponential: 1 };
const FIXED = { fixed: 1 };

export const extinction: Experiment = {
  id: "E10",
  name: "Extinction of an outbreak from one case",
  source: "branching process: 1/R0 (exponential period), q = exp(−R0 (1 − q)) (fixed period)",
  setup: `one room of ${PEOPLE}, extinct: fewer than ${MAJOR} infections`,
  replicates: { full: 3_000, quick: 200 },
  run: (replicates) =>
    checks(replicates, [
      { name: "exponential", r0: 2, period: EXPONENTIAL, extinct: 0.5 },
      { name: "exponential", r0: 3, period: EXPONENTIAL, extinct: 0.3333 },
      { name: "fixed", r0: 1.5, period: FIXED, extinct: 0.4172 },
      { name: "fixed", r0: 2, period: FIXED, extinct: 0.2032 },
      { name: "fixed", r0: 3, period: FIXED, extinct: 0.0595 },
    ]),
};

export const extinctionGamma: Experiment = {
  id: "E11",
  name: "Extinction with gamma periods and several seeds",
  source: "branching process with gamma periods of shape k; 1/R0 to the power of the seeds",
  setup: extinction.setup,
  replicates: { full: 3_000 },
  run: (replicates) =>
    checks(replicates, [
      { name: "gamma 2", r0: 1.5, period: { gamma: 1, shape: 2 }, extinct: 0.575 },
      { name: "gamma 2", r0: 2, period: { gamma: 1, shape: 2 }, extinct: 0.382 },
      { name: "gamma 2", r0: 3, period: { gamma: 1, shape: 2 }, extinct: 0.2092 },
      { name: "gamma 4", r0: 1.5, period: { gamma: 1, shape: 4 }, extinct: 0.508 },
      { name: "gamma 4", r0: 2, period: { gamma: 1, shape: 4 }, extinct: 0.3019 },
      { name: "gamma 4", r0: 3, period: { gamma: 1, shape: 4 }, extinct: 0.1354 },
      { name: "exponential, 3 seeds", r0: 1.5, period: EXPONENTIAL, seeds: 3, extinct: 0.2963 },
    ]),
};

function checks(replicates: number, rows: readonly Row[]): Check[] {
  return rows.map(({ name, r0, period, seeds = 1, extinct }) => {
    const scenario = sir({ where: { room: { people: PEOPLE } }, seeds, cases: MAJOR, rate: r0, period });
    const ended = replicate(replicates, (n) => finish(scenario, n).finished).filter((end) => end !== "cases");
    return proportion(`${name}, R0 ${r0}, P(extinct)`, extinct, ended.length, replicates, BIAS);
  });
}
