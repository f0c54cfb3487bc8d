/**
 * Pacts of two groups next door to each other (one place between them, all in one zone): each lets the other's people in, and
 * gives them of its supplies when they have none. When that time comes a group may go back on its word.
 */
import { NONE } from "../../base/columns.js";
import type { Simulation } from "../simulation.js";
import { choose, type Option } from "./choice.js";
import { crowd, huntersOutside } from "./danger.js";
import { plan, settle, speakerOf } from "./refuge.js";
import { need, waterLeft } from "./supplies.js";
import { centred, loyaltyOf, tieBetween } from "./traits.js";

/** Utilities before anything is weighed (assumed): neighbours who are strangers make a pact as often as not, and mostly keep it. */
const ALLY = 0;
const SHARE = 1;
/** Share of the utility of danger that draws groups together: what threatens both. */
const COMMON = 0.25;
/** Share of water and food that an ally gives. */
const GIFT = 0.5;

/** The first of a new group asks the group next door for a pact, if there is one without. */
export function seekPact(sim: Simulation, person: number, place: number): void {
  const { ally } = sim.world.refuge;
  const other = groupNextDoor(sim, place);
  if (other === NONE) return;
  const speaker = speakerOf(sim, other);
  const { weights } = sim.groups!;
  const tie = tieBetween(sim, speaker, person);
  const loyalty = loyaltyOf(sim, speaker);
  const danger = huntersOutside(sim, other);
  const utility =
    ALLY +
    weights.tie * tie * (0.5 + loyalty) +
    weights.loyalty * centred(loyalty) +
    COMMON * weights.danger * crowd(danger) -
    weights.supplies * need(sim, other);
  const options: Option[] = [
    { kind: "allied", utility },
    { kind: "declined", utility: 0 },
  ];
  const terms = { tie, loyalty, danger, supplies: waterLeft(sim, other) };
  if (choose(sim, "ally", speaker, person, other, options, terms) === "declined") return;
  ally[place] = other + 1;
  ally[other] = place + 1;
}

/** The group next door without a pact, of several the one whose place comes first; NONE if there is none. */
function groupNextDoor({ world }: Simulation, place: number): number {
  const { city, refuge } = world;
  const { doorStart, doors } = city;
  let found = NONE;
  for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
    const between = doors.to[door]!;
    if (!world.isHere(between)) continue;
    for (let next = doorStart[between]!; next < doorStart[between + 1]!; next++) {
      const other = doors.to[next]!;
      if (other === place || other > found || !world.isHere(other)) continue;
      if (refuge.members[other]! > 0 && refuge.ally[other] === 0) found = other;
    }
  }
  return found;
}

/** Ends the pact of a group, if it has one. */
export function endPact({ world }: Simulation, place: number): void {
  const { ally } = world.refuge;
  const other = ally[place]!;
  if (other === 0) return;
  ally[other - 1] = 0;
  ally[place] = 0;
}

/** A group whose water has run out asks its ally, which shares or goes back on its word. */
export function askAlly(sim: Simulation, place: number): void {
  const { refuge } = sim.world;
  if (refuge.ally[place] === 0) return;
  const other = refuge.ally[place]! - 1;
  settle(sim, other);
  const giver = speakerOf(sim, other);
  const asker = speakerOf(sim, place);
  const { weights } = sim.groups!;
  const tie = tieBetween(sim, giver, asker);
  const loyalty = loyaltyOf(sim, giver);
  // what would be left to them: days of water
  const short = Math.max(0, 1 - GIFT * waterLeft(sim, other));
  const utility =
    SHARE + weights.tie * tie * (0.5 + loyalty) + weights.loyalty * centred(loyalty) - 2 * weights.supplies * short;
  const options: Option[] = [
    { kind: "shared", utility },
    { kind: "betrayed", utility: 0 },
  ];
  const terms = { tie, loyalty, supplies: waterLeft(sim, other) };
  if (choose(sim, "share", giver, asker, other, options, terms) === "betrayed") endPact(sim, place);
  else give(sim, other, place);
  plan(sim, other);
}

function give({ world }: Simulation, from: number, to: number): void {
  const { water, food, dryAt, hungryAt } = world.refuge;
  for (const [store, outAt] of [
    [water, dryAt],
    [food, hungryAt],
  ] as const) {
    const gift = GIFT * store[from]!;
    store[from]! -= gift;
    store[to]! += gift;
    if (gift > 0) outAt[to] = 0;
  }
}
