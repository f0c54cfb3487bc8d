/** Who works where, between zones: a gravity model balanced at both ends (doubly constrained). */
import { exp, pow } from "../base/exact.js";
import type { ZoneDraft } from "./draft.js";
import { hypot } from "./geometry.js";

/** How the attraction of jobs falls with distance. */
export interface Decay {
  readonly form: "exponential" | "power";
  /** exponential: m over which it falls to 1 / e. power: exponent, with 1 km added to the distance. */
  readonly value: number;
}

/** Added to distances under a power law, so that neighbours are not infinitely attractive, m. */
const NEAR = 1_000;
/** Steps of iterative proportional fitting; jobs and workers of Seoul are then met within 0.1 %. */
const STEPS = 15;

/** "exp(-distance / 6 km)" */
export function decayWords({ form, value }: Decay): string {
  return form === "exponential" ? `exp(-distance / ${value / 1000} km)` : `(distance + 1 km)^-${value}`;
}

/** [Z × Z] m between the centres of zones; within a zone 0.4 · √area. */
export function zoneDistances(zones: readonly Pick<ZoneDraft, "x" | "y" | "area">[]): Float64Array {
  const distances = new Float64Array(zones.length * zones.length);
  zones.forEach((a, i) => {
    zones.forEach((b, j) => {
      const within = 0.4 * Math.sqrt(Math.max(a.area, 1));
      distances[i * zones.length + j] = i === j ? within : hypot(a.x - b.x, a.y - b.y);
    });
  });
  return distances;
}

/** Trips from zone to zone, in proportion to workers · jobs · decay. */
export class Gravity {
  private readonly zones: number;
  /** [Z × Z] decay with distance. */
  private readonly kernel: Float64Array;
  /** [Z] attraction of each zone's jobs: balancing factor × jobs. */
  private attraction: Float64Array;
  private readonly sum: Float64Array;

  /** `distances`: [Z × Z] m; `workers` by zone of home and `jobs` by zone. */
  constructor(distances: Float64Array, workers: Uint32Array, jobs: Uint32Array, { form, value }: Decay) {
    this.zones = jobs.length;
    this.kernel = distances.map((metres) =>
      form === "exponential" ? exp(-metres / value) : pow((metres + NEAR) / NEAR, -value),
    );
    this.sum = new Float64Array(this.zones);
    this.attraction = Float64Array.from(jobs);
    for (let step = 0; step < STEPS; step++) this.balance(workers, jobs);
  }

  /** One step of iterative proportional fitting. */
  private balance(workers: Uint32Array, jobs: Uint32Array): void {
    const { zones, kernel, attraction } = this;
    const arriving = new Float64Array(zones);
    for (let i = 0; i < zones; i++) {
      let total = 0;
      for (let j = 0; j < zones; j++) total += attraction[j]! * kernel[i * zones + j]!;
      if (total === 0) continue;
      const leaving = workers[i]! / total;
      for (let j = 0; j < zones; j++) arriving[j]! += leaving * attraction[j]! * kernel[i * zones + j]!;
    }
    this.attraction = attraction.map((a, j) => (arriving[j]! > 0 ? (a * jobs[j]!) / arriving[j]! : a));
  }

  /** Running sum of the attraction of all zones for a resident of one; valid until the next call. */
  row(zone: number): Float64Array {
    const { zones, kernel, attraction, sum } = this;
    let total = 0;
    for (let j = 0; j < zones; j++) {
      total += attraction[j]! * kernel[zone * zones + j]!;
      sum[j] = total;
    }
    return sum;
  }

  /** The most attractive zone of those that qualify; there must be one. */
  best(from: number, qualifies: (zone: number) => boolean): number {
    let best = -1;
    let most = -1;
    for (let zone = 0; zone < this.zones; zone++) {
      const pull = this.attraction[zone]! * this.kernel[from * this.zones + zone]!;
      if (pull <= most || !qualifies(zone)) continue;
      most = pull;
      best = zone;
    }
    return best;
  }
}
