/** Tables of what lasts beyond a run: the states of people, and the damage to places. */
import type { City } from "../city/city.js";
import { DAMAGE as DAMAGES } from "../model/carry-over/begin.js";
import { Batch } from "./batch.js";
import type { Observed } from "./observed.js";
import { DAMAGE, type Sink, STATE } from "./tables.js";

/** Kinds of damage, by code. */
export const DAMAGE_WORDS: readonly string[] = DAMAGES;

/** State of those to whom nothing has happened. */
const SUSCEPTIBLE = 0;

/** Hands both tables over, if the simulation has an aftermath. */
export function recordAftermath({ places, people }: City, simulation: Observed, sink: Sink): void {
  const aftermath = simulation.aftermath?.();
  if (aftermath === undefined) return;
  const states = new Batch("state", STATE, sink);
  for (let person = 0; person < people.age.length; person++) {
    const state = simulation.stateOf(person);
    if (state === SUSCEPTIBLE) continue;
    const row = states.next();
    states.columns.person[row] = person;
    states.columns.state[row] = state;
    states.columns.strain[row] = aftermath.strain[person]!;
  }
  states.flush();
  const damage = new Batch("damage", DAMAGE, sink);
  for (const { place, what } of aftermath.damage) {
    const row = damage.next();
    damage.columns.place[row] = place;
    damage.columns.place_name[row] = place;
    damage.columns.zone[row] = places.zone[place]!;
    damage.columns.what[row] = DAMAGE_WORDS.indexOf(what);
  }
  damage.flush();
}
