/**
 * Trust in the official word: a probability of each person's own, by their rank in trust. Who has heard otherwise after an
 * official denial trusts less. All of it is a function of the seed, of the times of the person's belief and of the words said so far.
 */
import { Draw } from "../../city/draws.js";
import type { Simulation } from "../simulation.js";

/** Probability that a person believes an official word at time `t`, s. Any thread may ask. */
export function trustOf(sim: Simulation, person: number, t: number): number {
  const { settings, beliefs, official } = sim.information!;
  const { mean, spread, loss } = settings.trust;
  const own = mean + spread * (2 * sim.traits.of(person, "trust") - 1);
  const trust = Math.min(1, Math.max(0, own));
  return official.deniedAt < t && beliefs.hasHeard(person, t) ? trust * loss : trust;
}

/** Whether an official denial in force keeps a person from believing others. Any thread may ask. */
export function isReassured(sim: Simulation, person: number, t: number): boolean {
  const { official } = sim.information!;
  if (!(official.deniedAt < t && t <= official.admittedAt)) return false;
  return sim.world.random.uniform(Draw.denial, person, 0) < trustOf(sim, person, t);
}
