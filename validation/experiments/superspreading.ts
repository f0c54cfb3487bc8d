import { NONE } from "../../src/base/columns.js";
import { individualInfectiousness } from "../../src/model/strains/infectiousness.js";
import { type Check, type Experiment, meanOf, proportion, within } from "../experiment.js";
import { finish, replicate, sir, traced } from "../worlds.js";

/** Room in which offspring are counted: so large that hardly any contact finds someone infected. */
const CROWD = 50_000;
const SEEDS = 250;
/** The infected in such a room are soon a hundredth of it, and contacts are in vain that often. */
const DEPLETION = 0.01;
/** Room in which outbreaks die out or not, and the infections with which they have taken off. */
const PEOPLE = 2_000;
const MAJOR = 200;
const BIAS = 2 / PEOPLE;

interface Law {
  readonly R: number;
  readonly k: number;
  /** P(no offspring), P(extinction from one case). */
  readonly none: number;
  readonly extinct: number;
  /** Share of the most infectious, and of the infections that they cause. */
  readonly top: number;
  readonly caused: number;
  /** P(10 or more offspring). */
  readonly ten?: number;
}

/** Offspring of the seeds, by how infectious each is. */
function offspringOf({ R, k }: Law, replicates: number): { factor: number; offspring: number }[] {
  const where = { room: { people: CROWD } };
  const scenario = sir({ where, seeds: SEEDS, rate: R, period: { fixed: 1 }, dispersion: k });
  const first = { ...scenario, until: 1 };
  return replicate(replicates, (n) => {
    const { sim, infections } = traced(first, n, scenario);
    const counts = new Map<number, number>();
    for (const { person, other } of infections) {
      if (other === NONE) counts.set(person, 0);
      else if (counts.has(other)) counts.set(other, counts.get(other)! + 1);
    }
    return [...counts].map(([person, offspring]) => ({ factor: individualInfectiousness(sim, person, 0), offspring }));
  }).flat();
}

function checks(laws: readonly Law[], replicates: number): Check[] {
  return laws.flatMap((law) => {
    const { R, k, none, extinct, top, caused, ten } = law;
    const name = `R ${R}, k ${k}`;
    const cases = offspringOf(law, Math.ceil(replicates / 60));
    const n = cases.length;
    cases.sort((a, b) => b.factor - a.factor);
    const byTop = cases.slice(0, Math.round(top * n)).reduce((sum, { offspring }) => sum + offspring, 0);
    const all = cases.reduce((sum, { offspring }) => sum + offspring, 0);
    const where = { room: { people: PEOPLE } };
    const scenario = sir({ where, seeds: 1, cases: MAJOR, rate: R, period: { fixed: 1 }, dispersion: k });
    const ended = replicate(replicates, (i) => finish(scenario, i).finished).filter((end) => end !== "cases").length;
    return [
      meanOf(
        `${name}, mean offspring`,
        R,
        cases.map(({ offspring }) => offspring),
        DEPLETION * R,
      ),
      proportion(`${name}, P(none)`, none, cases.filter(({ offspring }) => offspring === 0).length, n, DEPLETION),
      within(`${name}, caused by the top ${(100 * top).toFixed(1)} %`, caused, byTop / all, 0.02),
      ...(ten === undefined
        ? []
        : [proportion(`${name}, P(≥ 10)`, ten, cases.filter(({ offspring }) => offspring >= 10).length, n, DEPLETION)]),
      proportion(`${name}, P(extinct)`, extinct, ended, replicates, BIAS),
    ];
  });
}

const SETUP = `a gamma factor of shape k on each person's contacts, fixed period; offspring of ${SEEDS} in a room of ${CROWD}; extinct: fewer than ${MAJOR} of ${PEOPLE}`;

export const superspreading: Experiment = {
  id: "E37",
  name: "Superspreading: offspring of SARS in Singapore",
  source: "Lloyd-Smith et al. 2005, Nature 438, 355: R 1.63, k 0.16; negative binomial offspring",
  setup: SETUP,
  replicates: { full: 3_000, quick: 360 },
  run: (replicates) =>
    checks(
      [
        { R: 1.63, k: 0.16, none: 0.6795, extinct: 0.88013, top: 0.2, caused: 0.8825 },
        { R: 2, k: 1, none: 1 / 3, extinct: 0.5, top: 0.2, caused: 0.522 },
      ],
      replicates,
    ),
};

export const superspreadingMore: Experiment = {
  id: "E38",
  name: "Superspreading, further values",
  source: "as E37, computed",
  setup: SETUP,
  replicates: { full: 3_000 },
  run: (replicates) =>
    checks(
      [
        { R: 2, k: 0.5, none: 0.44721, extinct: 0.64039, top: 0.3161, caused: 0.8, ten: 0.0369 },
        { R: 2, k: 0.1, none: 0.73753, extinct: 0.89044, top: 0.09791, caused: 0.8 },
      ],
      replicates,
    ),
};
