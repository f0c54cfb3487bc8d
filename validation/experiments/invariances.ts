import { type Check, exactly, type Experiment, within } from "../experiment.js";
import { cityOf, finish, replicate, sir, start, szr } from "../worlds.js";
import { Simulation } from "../../src/model/simulation.js";
import type { Scenario } from "../../src/scenario/schema.js";

const LATTICE = { graph: { kind: "lattice", side: 24, periodic: true } } as const;

export const invariances: Experiment = {
  id: "E43",
  name: "What must not change the outcome, or only as it must",
  source: "metamorphic testing: same seed; all rates × c; conservation; places out of reach",
  setup: "SEIR with gamma and fixed periods on a 24 × 24 lattice, SZR in a room of 500",
  replicates: { full: 40, quick: 5 },
  run: (replicates) => [
    sameSeed(replicates),
    ...timeScale(replicates),
    conservation(replicates),
    outOfReach(replicates),
  ],
};

/** SEIR on the lattice with all times divided by `speed`. */
function seir(speed: number): Scenario {
  const period = { gamma: 2 / speed, shape: 2 };
  return sir({ where: LATTICE, seeds: 3, rate: 3 * speed, period, latent: { fixed: 1 / speed } });
}

function sameSeed(replicates: number): Check {
  const scenario = seir(1);
  const hash = (n: number) => JSON.stringify(finish(scenario, n).hash());
  const first = replicate(replicates, hash);
  const second = replicate(replicates, hash);
  const differing = first.filter((outcome, row) => outcome !== second[row]).length;
  return exactly("(a) seeds that give two outcomes", 0, differing);
}

/** Draws are addressed, so with all rates × c the same happens to the same people, at times / c. */
function timeScale(replicates: number): Check[] {
  const factor = 7;
  let differing = 0;
  let largest = 0;
  for (let n = 1; n <= replicates; n++) {
    const slow = eventsOf(seir(1), n);
    const fast = eventsOf(seir(factor), n);
    if (slow.length !== fast.length) differing++;
    slow.forEach(({ time, what }, row) => {
      if (fast[row]?.what !== what) differing++;
      else largest = Math.max(largest, Math.abs((fast[row]!.time * factor) / Math.max(time, 1e-9) - 1));
    });
  }
  return [
    exactly("(b) events that differ with all rates × 7", 0, differing),
    within("(b) largest relative error of 7 × their time", 0, largest, 1e-9),
  ];
}

function eventsOf(scenario: Scenario, seed: number): { time: number; what: string }[] {
  const events: { time: number; what: string }[] = [];
  const sim = new Simulation(cityOf(scenario), scenario, {
    seed,
    listener: ({ time, kind, person, other }, rows) => {
      for (let row = 0; row < rows; row++) {
        if (time[row] !== 0) events.push({ time: time[row]!, what: `${kind[row]} ${person[row]} ${other[row]}` });
      }
    },
  });
  sim.runUntil(Number.POSITIVE_INFINITY);
  sim.flush();
  return events;
}

function conservation(replicates: number): Check {
  const scenario = szr({ where: { room: { people: 500 } }, seeds: 5, alpha: 0.6, bite: 0.002, among: "pair-rate" });
  let wrong = 0;
  for (let n = 1; n <= replicates; n++) {
    const sim = start(scenario, n);
    for (let t = 0; t < 40; t++) {
      sim.runUntil(t);
      const recount = new Uint32Array(sim.states.length);
      for (let person = 0; person < 500; person++) recount[sim.stateOf(person)]!++;
      if (String(recount) !== String(sim.countByState())) wrong++;
    }
  }
  return exactly("(d) times at which people do not add up", 0, wrong);
}

/** A lattice's worth of people, the second half without an edge to the first. */
function outOfReach(replicates: number): Check {
  const half = 100;
  const edges: [number, number][] = [];
  for (const first of [0, half]) for (let i = 0; i < half - 1; i++) edges.push([first + i, first + i + 1]);
  const where = { graph: { kind: "edges", people: 2 * half, edges } } as const;
  const scenario = sir({ where, seeds: 1, rate: 20, period: { fixed: 1 } });
  let reached = 0;
  for (let n = 1; n <= replicates; n++) {
    const sim = finish(scenario, n);
    const infected = (first: number) =>
      Array.from({ length: half }, (_, i) => sim.stateOf(first + i)).some((s) => s > 0);
    if (infected(0) && infected(half)) reached++;
  }
  return exactly("(e) outbreaks that got out of reach", 0, reached);
}
