/**
 * What people do otherwise who know of the outbreak: the convinced take noises as danger, react sooner, rather hide than run, and
 * some of them set out for nothing any more; who has heard of it is more careful with contacts. Without information nothing.
 */
import { Draw } from "../../city/draws.js";
import type { Simulation } from "../simulation.js";

function isConvinced({ information, world }: Simulation, person: number): boolean {
  return information?.beliefs.isConvinced(person, world.now) === true;
}

/** Probability that a person takes a noise as danger that those who know nothing take for it with probability `heed`. */
export function heedOf(sim: Simulation, person: number, heed: number): number {
  if (!isConvinced(sim, person)) return heed;
  const others = sim.behaviour.heed;
  return others === 0 ? heed : Math.min(1, (heed * sim.information!.settings.effects.heed) / others);
}

/** Factor on a person's time to react to danger. */
export function slownessOf(sim: Simulation, person: number): number {
  return isConvinced(sim, person) ? sim.information!.settings.effects.reaction : 1;
}

/** Probability that someone alarmed hides where they can rather than run. */
export function hideOf(sim: Simulation, person: number): number {
  return isConvinced(sim, person) ? sim.information!.settings.effects.hide : sim.behaviour.hide;
}

/** Factor on a person's susceptibility to contacts. */
export function cautionOf({ information, world }: Simulation, person: number): number {
  return information?.beliefs.hasHeard(person, world.now) === true ? information.settings.effects.caution : 1;
}

/** Lets the convinced call off their outings, if they are of those who do. */
export function letShelter({ information, world }: Simulation): void {
  const shelter = information?.settings.effects.shelter ?? 0;
  if (shelter === 0 || world.routine.still) return;
  const { beliefs } = information!;
  world.routine.callOff(
    (person, _outing, _begins, decided) =>
      beliefs.isConvinced(person, decided) && world.random.uniform(Draw.shelter, person, 0) < shelter,
  );
}
