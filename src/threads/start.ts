/** A run shared by several threads of Node. The outcome is the same, bit for bit, for any number of them. */
import { Worker } from "node:worker_threads";
import type { City } from "../city/city.js";
import { shareCity } from "../city/format.js";
import { Memory } from "../engine/memory.js";
import { canBeShared } from "../model/laws.js";
import { Simulation, type SimulationOptions } from "../model/simulation.js";
import type { Scenario } from "../scenario/schema.js";

/** What a thread is given. */
export interface Share {
  readonly city: City;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly alwaysAwake: boolean;
  readonly carried: SimulationOptions["carried"];
  readonly rank: number;
  readonly size: number;
  readonly buffers: readonly SharedArrayBuffer[];
}

/**
 * A simulation that `threads` threads carry out, this one among them. Call its `end` when it is no longer needed. Where
 * there is nothing to share (a city of one zone, a scenario in which nobody moves) this thread carries it out alone.
 *
 * @throws InputError as Simulation does
 */
export function startSimulation(
  city: City,
  scenario: Scenario,
  { threads, ...options }: Omit<SimulationOptions, "crew"> & { readonly threads: number },
): Simulation {
  const size = canBeShared(city, scenario) ? Math.min(threads, city.zones.x.length) : 1;
  if (size === 1) return new Simulation(city, scenario, options);
  const shared = shareCity(city);
  const memory = new Memory(true);
  const simulation = new Simulation(shared, scenario, { ...options, crew: { rank: 0, size, memory } });
  const { seed = scenario.seed, alwaysAwake = false, carried } = options;
  const buffers = memory.buffers as SharedArrayBuffer[];
  for (let rank = 1; rank < size; rank++) {
    const workerData: Share = { city: shared, scenario, seed, alwaysAwake, carried, rank, size, buffers };
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData });
    // Its failure ends the run at the next barrier, where this thread finds out.
    worker.on("error", () => {});
    worker.unref();
  }
  simulation.begin();
  return simulation;
}
