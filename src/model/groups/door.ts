/**
 * Knocking at the door of a refuge. Whoever flees, or is on an errand, and finds a place shut asks to be let in; the one inside
 * who is closest to them decides. A door to another zone is no door one can knock at.
 */
import { NONE } from "../../base/columns.js";
import { EventCode } from "../../engine/events.js";
import { isMindless } from "../hybrids/hybrids.js";
import { isLocked } from "../movement/movement.js";
import type { Simulation } from "../simulation.js";
import { choose, type Option } from "./choice.js";
import { crowd, huntersOutside } from "./danger.js";
import { isKnown, makeKnown, shows } from "./notice.js";
import { membersOf, speakerOf } from "./refuge.js";
import { need, waterLeft } from "./supplies.js";
import { centred, closestTo, courageOf, loyaltyOf, tieBetween } from "./traits.js";

/** Utilities before anything is weighed (assumed): three of four strangers are let in when it is quiet. */
const OPEN = 1;
/** An ally is let in as a family member is; where there is no room left, hardly anybody. */
const PACT = 3;
const CROWDED = -5;
/** Most people a place can hide, persons/m² (as for hiding). */
const FULL = 2;

/** Someone who was turned away runs on for this long before they knock again, s (assumed). */
const RUN_ON = 60;

/** Whether someone would knock at the shut place behind a door, which keeps them out. */
export function mayKnock({ world }: Simulation, person: number, door: number): boolean {
  const { member, refuge, city } = world;
  const place = city.doors.to[door]!;
  if (!world.isHere(place) || refuge.members[place] === 0) return false;
  if (member.refused[person] === place + 1 || member.barred[person] === place + 1) return false;
  return member.askedAt[person] === 0 || world.now - member.askedAt[person]! > RUN_ON;
}

/** Someone knocks at the shut place behind a door; returns whether they are let in. */
export function knock(sim: Simulation, person: number, door: number): boolean {
  const { world } = sim;
  if (!mayKnock(sim, person, door)) return false;
  const { member, city, person: people } = world;
  const place = city.doors.to[door]!;
  const { decider, tie } = closest(sim, person, place);
  world.emit(EventCode.knocked, person, decider, place, people.state[person]!, people.strain[person]!);
  if (open(sim, person, place, decider, tie)) {
    member.admitted[person] = place + 1;
    return true;
  }
  member.refused[person] = place + 1;
  member.askedAt[person] = world.now;
  return false;
}

function open(sim: Simulation, person: number, place: number, decider: number, tie: number): boolean {
  const { world } = sim;
  const { refuge, member, occupancy, city } = world;
  const { weights } = sim.groups!;
  const courage = courageOf(sim, decider);
  const loyalty = loyaltyOf(sim, decider);
  const danger = huntersOutside(sim, place);
  const bitten = isKnown(sim, person) || shows(sim, person) ? 1 : 0;
  const isAlly = refuge.ally[place] !== 0 && member.from[person] === refuge.ally[place];
  const isFull = occupancy.total(place) >= FULL * city.places.area[place]!;
  const utility =
    OPEN +
    weights.tie * tie * (0.5 + loyalty) +
    weights.courage * centred(courage) -
    weights.danger * crowd(danger) -
    weights.bitten * bitten -
    weights.supplies * need(sim, place) +
    (isAlly ? PACT : 0) +
    (isFull ? CROWDED : 0);
  const options: Option[] = [
    { kind: "opened", utility },
    { kind: "refused", utility: 0 },
  ];
  const terms = { tie, courage, loyalty, danger, supplies: waterLeft(sim, place), bitten };
  if (choose(sim, "open", decider, person, place, options, terms) === "refused") return false;
  if (bitten === 1) {
    // let in knowingly: nobody drives them out again for it
    makeKnown(sim, person);
    member.judged[person] = place + 1;
  }
  return true;
}

/** The one inside who is closest to a person; who is close to nobody there asks the one who speaks for them. */
function closest(sim: Simulation, person: number, place: number): { readonly decider: number; readonly tie: number } {
  const { other, tie } = closestTo(sim, person, membersOf(sim, place));
  if (other !== NONE) return { decider: other, tie };
  const decider = speakerOf(sim, place);
  return { decider, tie: tieBetween(sim, decider, person) };
}

/** Whether a shut place is held open to a person, or kept shut to them although it is their home; undefined: neither. */
export function exception(sim: Simulation, person: number, place: number): "open" | "locked" | undefined {
  const { admitted, barred } = sim.world.member;
  if (admitted[person] === place + 1 && !isMindless(sim, person)) return "open";
  return barred[person] === place + 1 ? "locked" : undefined;
}

/** Someone on an errand stands before a locked door on their way; returns whether they have been let in. */
export function askIn(sim: Simulation, person: number, door: number): boolean {
  return isLocked(sim, door, person) && knock(sim, person, door);
}
