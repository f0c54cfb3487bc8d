import { type Experiment, within } from "../experiment.js";
import { walkingSpeed } from "../../src/city/routine.js";
import { crowdFactor } from "../../src/model/movement/movement.js";

/** Density in persons/m², speed in m/s. */
const ROWS = [
  [0.5, 1.2984],
  [1, 1.0581],
  [1.5, 0.8066],
  [2, 0.6062],
  [3, 0.3307],
  [4, 0.1563],
] as const;

export const fundamentalDiagram: Experiment = {
  id: "P01",
  name: "Walking speed falls with density as Weidmann's diagram says; P02: its capacity",
  source: "Weidmann 1993, ETH IVT 90, in Kladek's form; free speed 1.34 m/s; capacity 1.2249 persons/(m·s)",
  setup: "the law as the engine applies it; below 0.3 persons/m² it takes speed as free, above 4.9 as 3 % of free",
  replicates: { full: 1, quick: 1 },
  run: () => {
    const speed = (density: number) => walkingSpeed(30) * crowdFactor(density);
    let density = 0.5;
    for (let d = 0.5; d < 5; d += 1e-4) if (d * speed(d) > density * speed(density)) density = d;
    return [
      ...ROWS.map(([d, expected]) => within(`speed at ${d} persons/m²`, expected, speed(d), 0.01 * expected)),
      within("P02 capacity, persons/(m·s)", 1.2249, density * speed(density), 0.02 * 1.2249),
      within("P02 density at capacity", 1.7507, density, 0.02 * 1.7507),
    ];
  },
};
