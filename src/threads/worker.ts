/** A thread of a run other than the first: builds the same simulation on the shared memory, and does what it is told. */
import { workerData } from "node:worker_threads";
import { Memory } from "../engine/memory.js";
import { Simulation } from "../model/simulation.js";
import type { Share } from "./start.js";

const { city, scenario, seed, alwaysAwake, carried, rank, size, buffers } = workerData as Share;
const memory = new Memory(buffers);
const simulation = new Simulation(city, scenario, {
  ...{ seed, alwaysAwake, crew: { rank, size, memory } },
  ...(carried !== undefined && { carried }),
});
try {
  simulation.serve();
} catch (error) {
  simulation.fail();
  throw error;
}
