import { expect, test } from "vitest";
import { EXPERIMENTS } from "../../validation/all.js";
import { holds } from "../../validation/experiment.js";

/** The experiments of `npm run validate` that are quick with few replicates. */
const QUICK = EXPERIMENTS.filter(({ replicates }) => replicates.quick !== undefined);

const TIMEOUT = 60_000;

test.for(QUICK.map((experiment) => [experiment.id, experiment.name, experiment] as const))(
  "%s %s",
  { timeout: TIMEOUT },
  ([, , experiment]) => {
    const failed = experiment.run(experiment.replicates.quick!).filter((check) => !holds(check));
    expect(failed).toEqual([]);
  },
);
