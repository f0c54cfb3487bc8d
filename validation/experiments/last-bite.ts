import { type Experiment, meanOf } from "../experiment.js";
import { finish, replicate, szr } from "../worlds.js";

const PEOPLE = 50;
const BITE = 0.02;

export const lastBite: Experiment = {
  id: "SZR",
  name: "In one closed room the last survivor falls when the jump process says",
  source: "pure birth: mean time of absorption Σ 1/(β S Z)",
  setup: `${PEOPLE} people, 1 of them turned, β ${BITE}, no kills`,
  replicates: { full: 10_000, quick: 1_000 },
  run: (replicates) => {
    const scenario = szr({ where: { room: { people: PEOPLE } }, seeds: 1, alpha: 0, bite: BITE, among: "pair-rate" });
    let expected = 0;
    for (let turned = 1; turned < PEOPLE; turned++) expected += 1 / (BITE * turned * (PEOPLE - turned));
    return [
      meanOf(
        "mean time of the last bite",
        expected,
        replicate(replicates, (n) => finish(scenario, n).now),
      ),
    ];
  },
};
