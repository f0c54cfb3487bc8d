/** The crowd as a plain loop over typed arrays: what a tick costs at least, without a framework. */
import { ACROSS, CROWD, type CrowdRun, clocked } from "./model.js";

const WELL = 0;
const BITTEN = 1;
const TURNED = 2;

/** Changes to the model, to see what they do. */
export interface Experiment {
  /** To bite, everyone stands anywhere in their square of the size of Hyosan's places. */
  readonly mixed: boolean;
  /** Steps a tick is cut into: smaller moves, turns and chances of a bite. */
  readonly steps: number;
}

export function runArrays(seed: number, { mixed, steps }: Experiment = { mixed: false, steps: 1 }): CrowdRun {
  const { side, people, reach } = CROWD;
  const bite = CROWD.bite / steps;
  const incubation = CROWD.incubation * steps;
  const turn = CROWD.turn / Math.sqrt(steps);
  const speed = { people: CROWD.speed.people / steps, turned: CROWD.speed.turned / steps };
  const random = generator(seed);
  const x = Float64Array.from({ length: people }, () => random() * side);
  const y = Float64Array.from({ length: people }, () => random() * side);
  const heading = Float64Array.from({ length: people }, () => random() * 2 * Math.PI);
  const state = new Uint8Array(people).fill(TURNED, 0, CROWD.turned);
  const since = new Int32Array(people);
  // The people who can be bitten, by squares of 1 m: the first of each square, then the next of each person.
  const first = new Int32Array(side * side);
  const next = new Int32Array(people);
  // Where people stand to touch others: where they walk, or anywhere in the square they walk in.
  const atX = mixed ? new Float64Array(people) : x;
  const atY = mixed ? new Float64Array(people) : y;
  const square = side / ACROSS;
  let tick = 0;
  let bitten = 0;

  function walk(): void {
    first.fill(-1);
    for (let person = 0; person < people; person++) {
      heading[person]! += (2 * random() - 1) * turn;
      const metres = state[person] === TURNED ? speed.turned : speed.people;
      x[person] = wrap(x[person]! + metres * Math.cos(heading[person]!), side);
      y[person] = wrap(y[person]! + metres * Math.sin(heading[person]!), side);
      if (state[person] === BITTEN && tick - since[person]! >= incubation) state[person] = TURNED;
      if (mixed) {
        atX[person] = (Math.floor(x[person]! / square) + random()) * square;
        atY[person] = (Math.floor(y[person]! / square) + random()) * square;
      }
      if (state[person] !== WELL) continue;
      const metre = Math.floor(atY[person]!) * side + Math.floor(atX[person]!);
      next[person] = first[metre]!;
      first[metre] = person;
    }
  }

  function biteAround(turned: number): void {
    const column = Math.floor(atX[turned]!);
    const row = Math.floor(atY[turned]!);
    for (let down = -1; down <= 1; down++)
      for (let right = -1; right <= 1; right++) {
        const metre = ((row + down + side) % side) * side + ((column + right + side) % side);
        for (let other = first[metre]!; other >= 0; other = next[other]!) {
          if (state[other] !== WELL) continue;
          const dx = apart(atX[other]! - atX[turned]!, side);
          const dy = apart(atY[other]! - atY[turned]!, side);
          if (dx * dx + dy * dy > reach * reach || random() >= bite) continue;
          state[other] = BITTEN;
          since[other] = tick;
          bitten++;
        }
      }
  }

  return clocked(
    () => {
      for (let step = 0; step < steps; step++) {
        walk();
        for (let person = 0; person < people; person++) if (state[person] === TURNED) biteAround(person);
        tick++;
      }
    },
    () => bitten,
  );
}

function wrap(value: number, side: number): number {
  return value < 0 ? value + side : value >= side ? value - side : value;
}

function apart(d: number, side: number): number {
  return d > side / 2 ? d - side : d < -side / 2 ? d + side : d;
}

/** Uniforms below 1 (mulberry32). */
function generator(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
