/**
 * Refuges and groups. Those who hide in one shut place are a group, known by its place: they hold its doors and share its
 * supplies. A refuge has one pending event: its door gives way, a bite is noticed, or supplies run out.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode, type EventKind } from "../../engine/events.js";
import { ActivityCode } from "../../engine/world.js";
import { PlaceKindCode } from "../../city/city.js";
import type { Simulation } from "../simulation.js";
import { dismissWorkers, planBreak, wear, workersAt } from "./barricade.js";
import { giveWay } from "./breach.js";
import { huntersOutside } from "./danger.js";
import { considerLeaving } from "./leave.js";
import { considerLure } from "./lure.js";
import { expectNotice, notice } from "./notice.js";
import { askAlly, endPact, seekPact } from "./pact.js";
import { considerGoingBack } from "./rescue.js";
import { consume, DAY, findStock, nextShortage, noteShortage } from "./supplies.js";
import { courageOf, isOfAge } from "./traits.js";

/** The members of the group of a place, in the order of their rows. */
export function membersOf({ world }: Simulation, place: number): number[] {
  const { occupancy, member } = world;
  const found: number[] = [];
  const first = occupancy.first(place, 0);
  const end = first + occupancy.total(place);
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    if (member.refuge[person] === place + 1) found.push(person);
  }
  return found.sort((a, b) => a - b);
}

/** Who speaks for a group: the most courageous of age who is not `except`, else of all; NONE if there is nobody. */
export function speakerOf(sim: Simulation, place: number, except = NONE): number {
  let speaker = NONE;
  let most = -1;
  for (const person of membersOf(sim, place)) {
    const courage = courageOf(sim, person) + (isOfAge(sim, person) ? 1 : 0);
    if (person === except || courage <= most) continue;
    most = courage;
    speaker = person;
  }
  return speaker;
}

/** Reckons a refuge up to now: strength of its door, supplies. To be done before anything changes there. */
export function settle(sim: Simulation, place: number): void {
  const { refuge, now } = sim.world;
  if (refuge.strength[place] === 0) {
    refuge.strength[place] = sim.behaviour.breaking;
    refuge.breakAt[place] = Number.POSITIVE_INFINITY;
    refuge.noticeAt[place] = Number.POSITIVE_INFINITY;
    refuge.reviewAt[place] = Number.POSITIVE_INFINITY;
  }
  const time = now - refuge.settledAt[place]!;
  refuge.settledAt[place] = now;
  if (time === 0) return;
  wear(sim, place, time);
  consume(sim, place, time);
}

/** Works out anew what happens in a refuge next, after something has changed there. */
export function plan(sim: Simulation, place: number): void {
  const { world } = sim;
  const { breakAt, noticeAt, reviewAt, dryAt } = world.refuge;
  planBreak(sim, place);
  const shortage = nextShortage(sim, place);
  if (dryAt[place] === 0 || shortage < reviewAt[place]!) reviewAt[place] = shortage;
  world.refugeAt(place, Math.min(breakAt[place]!, noticeAt[place]!, reviewAt[place]!));
}

/** The next event of a refuge is due. */
export function tend(sim: Simulation, place: number): void {
  const { refuge, now } = sim.world;
  settle(sim, place);
  if (refuge.breakAt[place] === now) giveWay(sim, place);
  else if (refuge.noticeAt[place] === now) notice(sim, place);
  else review(sim, place);
  settle(sim, place);
  plan(sim, place);
}

/** Someone who hides joins those who do already, or begins a group. */
export function join(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { refuge, member } = world;
  settle(sim, place);
  const isFirst = refuge.members[place]!++ === 0;
  if (isFirst) {
    findStock(sim, place);
    refuge.reviewAt[place] = refuge.dryAt[place]! > 0 ? nextTalk(sim, place) : Number.POSITIVE_INFINITY;
    refuge.noticeAt[place] = Number.POSITIVE_INFINITY;
  }
  member.refuge[person] = place + 1;
  member.from[person] = place + 1;
  member.admitted[person] = 0;
  member.refused[person] = 0;
  member.pace[person] = 0;
  if (refuge.food[place]! > 0) member.weak[person] = 0;
  write(sim, isFirst ? "formed" : "joined", person, place);
  plan(sim, place);
  expectNotice(sim, person, place);
  if (isFirst) seekPact(sim, person, place);
  if (member.refuge[person] === place + 1) considerGoingBack(sim, person, place);
}

/** Someone who flees no more goes at their own pace, and asks anew where they were turned away. */
export function calmDown({ world }: Simulation, person: number): void {
  const { pace, refused, admitted } = world.member;
  admitted[person] = 0;
  pace[person] = 0;
  refused[person] = 0;
}

/** Whether someone cannot hide in a place: they were driven out of it, or its door is broken and turned are outside. */
export function isNoRefuge(sim: Simulation, person: number, place: number): boolean {
  const { member, place: places } = sim.world;
  if (member.barred[person] === place + 1) return true;
  return places.broken[place] === 1 && huntersOutside(sim, place) > 0;
}

/** Hungry for longer than this, people are weak, s. */
const WEAK = DAY;

/** Someone hides in a place no more: they went, fled, turned, died. */
export function quit(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { refuge, member } = world;
  settle(sim, place);
  member.refuge[person] = 0;
  member.judged[person] = 0;
  if (refuge.hungryAt[place]! > 0 && world.now - refuge.hungryAt[place]! > WEAK) member.weak[person] = 1;
  write(sim, "left", person, place);
  if (--refuge.members[place]! === 0) {
    write(sim, "dissolved", person, place);
    endPact(sim, place);
    refuge.noticeAt[place] = Number.POSITIVE_INFINITY;
    refuge.reviewAt[place] = Number.POSITIVE_INFINITY;
  }
  plan(sim, place);
}

/** A turned person begins to work on the doors of a place of the zone. */
export function beginWork(sim: Simulation, place: number): void {
  settle(sim, place);
  sim.world.refuge.working[place]!++;
  plan(sim, place);
  considerLure(sim, place);
}

/** One of those at work on the doors of a place is no more. */
export function endWork(sim: Simulation, place: number): void {
  settle(sim, place);
  sim.world.refuge.working[place]!--;
  plan(sim, place);
}

/** The doors of a place stand open: those at work on them need not go on. A home stays locked to them, unless it was broken. */
export function openedUp(sim: Simulation, place: number): void {
  const { world } = sim;
  if (world.refuge.working[place] === 0) return;
  if (world.city.places.kind[place] === PlaceKindCode.home && world.place.broken[place] === 0) return;
  settle(sim, place);
  world.refuge.working[place] = 0;
  dismissWorkers(sim, workersAt(sim, place));
  plan(sim, place);
}

/** Supplies run out, or those without water talk again: each decides whether to go. */
function review(sim: Simulation, place: number): void {
  const { world } = sim;
  const { refuge } = world;
  const speaker = speakerOf(sim, place);
  if (noteShortage(sim, place, speaker)) askAlly(sim, place);
  if (refuge.dryAt[place] === 0) return;
  for (const person of membersOf(sim, place)) {
    if (world.person.activity[person] === ActivityCode.hiding) considerLeaving(sim, person, place);
  }
  if (refuge.members[place]! > 0) refuge.reviewAt[place] = nextTalk(sim, place);
}

/** When a group without water talks about leaving again; at the latest when it has to. */
function nextTalk({ world, groups }: Simulation, place: number): number {
  const { dryAt, reviews } = world.refuge;
  const deadline = dryAt[place]! + groups!.thirst;
  const next = world.now + groups!.talk * world.random.exponential(Draw.talk, place, reviews[place]!++);
  return world.now < deadline ? Math.min(next, deadline) : next;
}

function write({ world }: Simulation, kind: EventKind, person: number, place: number): void {
  const { state, strain } = world.person;
  world.emit(EventCode[kind], person, NONE, place, state[person]!, strain[person]!);
}
