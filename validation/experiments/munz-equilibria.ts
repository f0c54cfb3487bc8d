import { type Experiment, exactly, meanOf } from "../experiment.js";
import { countOf, finish, replicate, szr } from "../worlds.js";

const SCALE = 40;
const BITE = 0.0095;
const KILL = 0.005;
/** Z0 + (1 − a/b) S0 */
const EXPECTED = 10 + (1 - KILL / BITE) * 490;

export const munzEquilibria: Experiment = {
  id: "Z02",
  name: "People and the turned do not coexist",
  source: "Munz, Hudea, Imad & Smith? 2009, pp. 136–137: Z∞ = Z0 + (1 − a/b) S0 if the dead stay dead",
  setup: `b ${BITE}, a ${KILL}, S0 490, Z0 10, counts × ${SCALE}, run to absorption`,
  replicates: { full: 40, quick: 8 },
  run: (replicates) => {
    const scenario = szr({
      where: { room: { people: 500 * SCALE } },
      seeds: 10 * SCALE,
      alpha: KILL / BITE,
      bite: BITE / SCALE,
      among: "pair-rate",
    });
    const ends = replicate(replicates, (n) => finish(scenario, n));
    const both = ends.filter((sim) => Math.min(countOf(sim, "susceptible"), countOf(sim, "turned")) > 0).length;
    return [
      exactly("runs that end with both", 0, both),
      meanOf(
        "Z at the end",
        EXPECTED,
        ends.map((sim) => countOf(sim, "turned") / SCALE),
        0.01 * EXPECTED,
      ),
    ];
  },
};
