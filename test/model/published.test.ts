import { expect, test } from "vitest";
import { EXPERIMENTS } from "../../validation/all.js";
import type { Check } from "../../validation/experiment.js";

/** The experiments of `npm run validate` that are quick with few replicates. */
const QUICK = EXPERIMENTS.filter(({ replicates }) => replicates.quick !== undefined);

const TIMEOUT = 60_000;

/**
 * Every change of the engine draws anew, and of the 90 numbers here each leaves its bounds by chance once in 1,000
 * times: a third wider (4.4 standard errors) none does.
 */
const WIDER = 4 / 3;

function fails({ expected, measured, allowed }: Check): boolean {
  return Math.abs(measured - expected) > WIDER * allowed;
}

test.for(QUICK.map((experiment) => [experiment.id, experiment.name, experiment] as const))(
  "%s %s",
  { timeout: TIMEOUT },
  ([, , experiment]) => {
    const failed = experiment.run(experiment.replicates.quick!).filter(fails);
    expect(failed).toEqual([]);
  },
);
