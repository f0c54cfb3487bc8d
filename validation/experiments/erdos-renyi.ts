import { Random } from "../../src/base/random.js";
import { type Experiment, meanOf } from "../experiment.js";
import { finish, replicate, szr } from "../worlds.js";

const PEOPLE = 20_000;
/** Mean degree, transmissibility of an edge, and the size of major outbreaks. */
const ROWS = [
  { degree: 4, t: 0.5, expected: 0.79681 },
  { degree: 4, t: 0.3, expected: 0.3137 },
  { degree: 10, t: 0.15, expected: 0.58281 },
];

export const erdosRenyi: Experiment = {
  id: "E19",
  name: "Outbreaks on a random graph",
  source: "Newman 2002, Phys Rev E 66, 016128: z = 1 − exp(−c T z)",
  setup: `Erdős–Rényi graph of ${PEOPLE}, each edge at the same rate for a fixed time, 10 seeds, majors (> 5 %)`,
  replicates: { full: 16 },
  run: (replicates) =>
    ROWS.map(({ degree, t, expected }) => {
      const edges = randomEdges(PEOPLE, (PEOPLE * degree) / 2);
      const where = { graph: { kind: "edges", people: PEOPLE, edges } } as const;
      const bite = -Math.log(1 - t);
      const scenario = szr({ where, seeds: 10, alpha: 0, bite, among: "edge-rate", lasts: 1 });
      const sizes = replicate(replicates, (n) => finish(scenario, n).infections / PEOPLE);
      const majors = sizes.filter((size) => size > 0.05);
      return meanOf(`degree ${degree}, T ${t}, attack rate`, expected, majors, 0.02 * expected);
    }),
};

/** Different edges between different people, uniformly. */
function randomEdges(people: number, count: number): [number, number][] {
  const random = new Random(19);
  const seen = new Set<number>();
  const edges: [number, number][] = [];
  for (let draw = 0; edges.length < count; draw++) {
    const a = random.below(people, 1, draw, 0);
    const b = random.below(people, 1, draw, 1);
    const key = Math.min(a, b) * people + Math.max(a, b);
    if (a === b || seen.has(key)) continue;
    seen.add(key);
    edges.push([a, b]);
  }
  return edges;
}
