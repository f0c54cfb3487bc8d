import { NONE } from "../../src/base/columns.js";
import { type Experiment, meanOf } from "../experiment.js";
import { type Infection, replicate, strainsInRoom, traced } from "../worlds.js";

const TIPS = 100;

/** Shape of the binary genealogy of all infected: every transmission is a fork of the infector's line. */
interface Shape {
  /** Forks of which both sides are tips. */
  readonly cherries: number;
  /** Sum over forks of the difference of the numbers of tips of their sides. */
  readonly colless: number;
  /** Sum over tips of the number of forks above them. */
  readonly sackin: number;
}

/** From the last transmission back: of each line its tips, and of how many forks its last one is the root. */
function shapeOf(infections: readonly Infection[]): Shape {
  const tips = new Map(infections.map(({ person }) => [person, 1]));
  const shape = { cherries: 0, colless: 0, sackin: 0 };
  for (const { person, other } of infections.toReversed()) {
    if (other === NONE) continue;
    const [own, child] = [tips.get(other)!, tips.get(person)!];
    if (own === 1 && child === 1) shape.cherries++;
    shape.colless += Math.abs(own - child);
    shape.sackin += own + child;
    tips.set(other, own + child);
  }
  return shape;
}

export const yuleTree: Experiment = {
  id: "E35",
  name: "Shape of the transmission tree of a pure birth: cherries, Colless and Sackin (also E36)",
  source: "McKenzie & Steel 2000: n/3 cherries, variance 2n/45; Mir & Rosselló 2012, arXiv:1201.3884",
  setup: `one room of 2,000, one seed, nobody recovers, ${TIPS} infected; every transmission a fork`,
  replicates: { full: 3_000, quick: 200 },
  run: (replicates) => {
    const birth = { entry: "infectious", contact: { rate: "1 /s" }, states: { infectious: { infectiousness: 1 } } };
    const seeds = [{ strain: "yule", count: 1, state: "infectious" }];
    const scenario = strainsInRoom(2_000, { yule: birth }, seeds, { cases: TIPS });
    const shapes = replicate(replicates, (n) => shapeOf(traced(scenario, n).infections));
    const cherries = shapes.map((shape) => shape.cherries);
    return [
      meanOf("cherries of 100", TIPS / 3, cherries),
      meanOf(
        "their variance",
        (2 * TIPS) / 45,
        cherries.map((count) => (count - TIPS / 3) ** 2),
      ),
      meanOf(
        "Colless index of 100",
        349.92,
        shapes.map(({ colless }) => colless),
      ),
      meanOf(
        "Sackin index of 100",
        837.48,
        shapes.map(({ sackin }) => sackin),
      ),
    ];
  },
};
