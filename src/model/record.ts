/** Writing down what happens: in the draft of the window, or, where contacts are swept, straight into the log. */
import type { Simulation } from "./simulation.js";

/** Writes down that something happens to a person in a place, now; `other` and `place` may be NONE. */
export function record(
  { sweep, log, world }: Simulation,
  kind: number,
  person: number,
  other: number,
  place: number,
  state: number,
  strain: number,
): void {
  if (sweep === undefined) world.emit(kind, person, other, place, state, strain);
  else log!.emit(kind, world.now, person, other, place, state, strain);
}
