import { readFileSync } from "node:fs";
import { makeCity } from "../../src/builder/made.js";
import { Simulation } from "../../src/model/simulation.js";
import { loadScenario } from "../../src/scenario/load.js";
import { type Experiment, mean, within } from "../experiment.js";
import { replicate } from "../worlds.js";

const PAIR = ["cover-up", "told-at-once"] as const;
/** s; an hour after most of the towns have been told, or lied to. Later the runs of a pair go their own ways. */
const AFTER = 5_400;

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

export const pairs: Experiment = {
  id: "S09",
  name: "Common random numbers: what a cover-up changes, by pairs of runs",
  source:
    "Closed form: paired differences have the smaller variance the fewer draws differ; here at least 5 times smaller",
  setup: "cover-up and told-at-once with the same seed, infections after 90 min",
  replicates: { full: 50 },
  run: (replicates) => {
    const scenarios = PAIR.map((name) => loadScenario(readFileSync(`scenarios/${name}.yaml`, "utf8"), `${name}.yaml`));
    const city = makeCity(scenarios[0]!.city, "validation")!;
    const outcomes = replicate(replicates, (seed) =>
      scenarios.map((scenario) => {
        const sim = new Simulation(city, scenario, { seed });
        sim.runUntil(AFTER);
        return sim.infections;
      }),
    );
    const alone = [0, 1].reduce((sum, side) => sum + variance(outcomes.map((pair) => pair[side]!)), 0);
    const paired = variance(outcomes.map(([lied, told]) => lied! - told!));
    return [within("variance of the difference, as a share of that of independent runs", 0, paired / alone, 0.2)];
  },
};
