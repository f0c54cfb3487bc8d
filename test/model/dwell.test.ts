import { expect, test } from "vitest";
import { cityFromRoom } from "../../src/builder/inline.js";
import { EventCode } from "../../src/engine/events.js";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";

const PEOPLE = 20_000;

/** Sorted times spent in a state by `PEOPLE` people. */
function timesSpent(dwell: object): number[] {
  const scenario = parseScenario({
    name: "dwell",
    city: { room: { people: PEOPLE } },
    until: "1000 wk",
    strains: {
      v: {
        entry: "ill",
        contact: { rate: "1e-9 /s" },
        states: { ill: { infectiousness: 1, dwell, next: { well: 1 } }, well: {} },
      },
    },
    outbreak: [{ strain: "v", count: PEOPLE }],
  });
  const times: number[] = [];
  const sim = new Simulation(cityFromRoom({ people: PEOPLE, area: 100 }), scenario, {
    seed: 5,
    listener: ({ time, kind }, rows) => {
      for (let row = 0; row < rows; row++) if (kind[row] === EventCode.progressed) times.push(time[row]!);
    },
  });
  sim.runUntil(Number.POSITIVE_INFINITY);
  sim.flush();
  expect(times).toHaveLength(PEOPLE);
  return times.sort((a, b) => a - b);
}

/** Largest distance between the sample's distribution and the law's (Kolmogorov–Smirnov). */
function distance(times: readonly number[], law: (t: number) => number): number {
  const n = times.length;
  let largest = 0;
  times.forEach((time, row) => {
    const p = law(time);
    largest = Math.max(largest, p - row / n, (row + 1) / n - p);
  });
  return largest;
}

/** Distance that 1 sample in 1,000 of the right law exceeds. */
const LIMIT = 1.95 / Math.sqrt(PEOPLE);

/** Standard normal distribution function (Abramowitz & Stegun 26.2.17, error below 1e-7). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x > 0 ? 1 - tail : tail;
}

test("a fixed dwell is the same for everyone", () => {
  const times = timesSpent({ fixed: "90 s" });
  expect([times[0], times.at(-1)]).toEqual([90, 90]);
});

test.for<[string, object, (t: number) => number]>([
  ["exponential", { exponential: { mean: "10 s" } }, (t) => 1 - Math.exp(-t / 10)],
  ["gamma, shape 2", { gamma: { mean: "10 s", shape: 2 } }, (t) => 1 - Math.exp(-t / 5) * (1 + t / 5)],
  ["gamma, shape 1/2", { gamma: { mean: "10 s", shape: 0.5 } }, (t) => 2 * normal(Math.sqrt(t / 10)) - 1],
  ["lognormal", { lognormal: { median: "6 min", sigma: 0.9 } }, (t) => normal(Math.log(t / 360) / 0.9)],
  ["uniform", { uniform: { from: "10 s", to: "30 s" } }, (t) => (t - 10) / 20],
])("times spent in a state follow their law: %s", ([, dwell, law]) => {
  expect(distance(timesSpent(dwell), law)).toBeLessThan(LIMIT);
});
