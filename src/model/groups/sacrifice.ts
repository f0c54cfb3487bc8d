/** Who puts themselves at risk for the others of a refuge: of those of age whoever is readiest decides whether to. */
import { NONE } from "../../base/columns.js";
import type { EventKind } from "../../engine/events.js";
import type { Simulation } from "../simulation.js";
import { choose, type Option } from "./choice.js";
import { isCarrier } from "./notice.js";
import { membersOf } from "./refuge.js";
import { centred, closestTo, courageOf, isOfAge, loyaltyOf } from "./traits.js";

/** Courage counts twice here; someone infected has this much of the weight of a bite less to lose (assumed). */
const BRAVE = 2;
const NOTHING_TO_LOSE = 0.5;

/** What is done, and what one does if not. */
const KINDS: Record<"hold" | "lure", readonly [done: EventKind, instead: EventKind]> = {
  hold: ["held-door", "ran"],
  lure: ["lured", "lay-low"],
};

/**
 * Lets whoever is readiest decide; returns them if they do it, else NONE. Nobody does it for nobody: there must be two inside.
 *
 * @param base     utility before anything is weighed
 * @param outside  the turned at the door
 */
export function sacrifice(
  sim: Simulation,
  decision: "hold" | "lure",
  place: number,
  base: number,
  outside: number,
): number {
  const { weights } = sim.groups!;
  const members = membersOf(sim, place);
  if (members.length < 2) return NONE;
  let best = { person: NONE, other: NONE, tie: 0, utility: Number.NEGATIVE_INFINITY };
  for (const person of members) {
    if (!isOfAge(sim, person)) continue;
    const { other, tie } = closestTo(sim, person, members);
    const lost = isCarrier(sim, person) ? NOTHING_TO_LOSE * weights.bitten : 0;
    const heart = BRAVE * weights.courage * centred(courageOf(sim, person));
    const utility = base + weights.tie * tie * (0.5 + loyaltyOf(sim, person)) + heart + lost;
    if (utility > best.utility) best = { person, other, tie, utility };
  }
  const { person, other, tie, utility } = best;
  if (person === NONE) return NONE;
  const [done, instead] = KINDS[decision];
  const options: Option[] = [
    { kind: done, utility },
    { kind: instead, utility: 0 },
  ];
  const terms = { tie, courage: courageOf(sim, person), loyalty: loyaltyOf(sim, person), danger: outside };
  return choose(sim, decision, person, other, place, options, terms) === done ? person : NONE;
}
