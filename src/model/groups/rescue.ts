/**
 * Going back. Whoever has reached a refuge thinks of those close to them who are in flight near by, and decides whether to fetch
 * the closest of them. They go to where that person is, and after them some times if they are gone; both come back to the refuge.
 */
import { RIVAL } from "../../city/ties.js";
import { ActivityCode, ARRIVING } from "../../engine/world.js";
import { ConductCode } from "../infection/ptts.js";
import { PurposeCode, send } from "../movement/errand.js";
import { EventCode } from "../../engine/events.js";
import type { Simulation } from "../simulation.js";
import { choose, type Option } from "./choice.js";
import { crowd, huntersOutside } from "./danger.js";
import { isCarrier } from "./notice.js";
import { centred, courageOf, isOfAge, loyaltyOf, riskOf, weightOf } from "./traits.js";

/** Utility before anything is weighed (assumed): while it is quiet half go for family, one in five for a mate. */
const GO_BACK = -3;
/** One knows where someone is who is this near in a straight line, m (within sight and earshot; assumed). */
const NEAR = 150;
/** How often one goes on after someone who is not where they were. */
const TRIES = 3;

/** Someone who has just come to a refuge decides whether to fetch the closest person in flight near by. */
export function considerGoingBack(sim: Simulation, person: number, place: number): void {
  if (!isOfAge(sim, person) || isCarrier(sim, person)) return;
  const found = closestInFlight(sim, person, place);
  if (found === undefined) return;
  const { other, tie } = found;
  const { world } = sim;
  world.member.whom[person] = other + 1;
  const { weights } = sim.groups!;
  const courage = courageOf(sim, person);
  const loyalty = loyaltyOf(sim, person);
  const risk = riskOf(sim, person);
  const danger = huntersOutside(sim, place);
  const utility =
    GO_BACK +
    weights.tie * tie * (0.5 + loyalty) +
    weights.courage * (centred(courage) + centred(risk)) -
    weights.danger * crowd(danger);
  const options: Option[] = [
    { kind: "went-back", utility },
    { kind: "stayed-in", utility: 0 },
  ];
  const terms = { tie, courage, loyalty, risk, danger };
  if (choose(sim, "go-back", person, other, place, options, terms) === "stayed-in") return;
  world.member.tries[person] = 0;
  send(sim, person, world.occupancy.place[other]!, PurposeCode.rescue, true);
}

/** The closest by tie whom one has not thought of just before, of those in flight near a place; nearest kinds of tie first. */
function closestInFlight(
  sim: Simulation,
  person: number,
  place: number,
): { readonly other: number; readonly tie: number } | undefined {
  const { ties } = sim;
  const count = ties.of(person);
  for (let row = 0; row < count; row++) {
    const other = ties.person[row]!;
    if (sim.world.member.whom[person] === other + 1) continue;
    if (ties.kind[row] !== RIVAL && isInFlightNear(sim, other, place)) return { other, tie: weightOf(ties, row) };
  }
  return undefined;
}

function isInFlightNear({ world, ptts }: Simulation, other: number, place: number): boolean {
  const { person: people, occupancy, city } = world;
  if (!world.isOurs(other) || people.crossing[other]! >= ARRIVING) return false;
  const activity = people.activity[other];
  if (activity !== ActivityCode.fleeing && activity !== ActivityCode.startled) return false;
  if (ptts.conduct[people.state[other]!] !== ConductCode.person) return false;
  const where = occupancy.place[other]!;
  if (where === place) return false;
  const dx = city.places.x[where]! - city.places.x[place]!;
  const dy = city.places.y[where]! - city.places.y[place]!;
  return dx * dx + dy * dy < NEAR * NEAR;
}

/** Someone has come to where the one they went to fetch was. */
export function fetchThem(sim: Simulation, person: number): void {
  const { world } = sim;
  const { member, occupancy, person: people } = world;
  const refuge = member.from[person]! - 1;
  const other = member.whom[person]! - 1;
  const here = occupancy.place[person]!;
  if (isInFlightNear(sim, other, here) && member.tries[person]! < TRIES) {
    member.tries[person]!++;
    send(sim, person, occupancy.place[other]!, PurposeCode.rescue, true);
    return;
  }
  if (isWith(sim, other, here)) {
    world.emit(EventCode.found, person, other, here, people.state[person]!, people.strain[person]!);
    send(sim, other, refuge, PurposeCode.shelter, true);
  }
  send(sim, person, refuge, PurposeCode.shelter, true);
}

/** What someone may be doing who comes along when they are fetched. */
const COME_ALONG = new Set<number>(
  (["routine", "startled", "fleeing", "returning"] as const).map((name) => ActivityCode[name]),
);

/** Whether a person of the zone is in a place, not turned, and free to come along. */
function isWith({ world, ptts }: Simulation, other: number, place: number): boolean {
  if (!world.isOurs(other) || world.occupancy.place[other] !== place) return false;
  const { activity, state, crossing } = world.person;
  if (crossing[other]! >= ARRIVING) return false;
  return COME_ALONG.has(activity[other]!) && ptts.conduct[state[other]!] === ConductCode.person;
}
