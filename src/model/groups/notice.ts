/**
 * Who is known to be dangerous to those around them. A bite shows or not; one that shows is seen at the door, and inside after a
 * while. One that does not show is known only to the bitten, who may say so. Once it is known, the others of the group decide
 * whether to drive that person out. The same goes for whoever is no human any more.
 */
import { NONE } from "../../base/columns.js";
import { log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { BYSTANDER } from "../../engine/occupancy.js";
import { fleeFrom } from "../danger/flee.js";
import { hybridLaw, isHybrid, isRevealed, REVEALED } from "../hybrids/hybrids.js";
import { ConductCode } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { choose, type Option } from "./choice.js";
import { crowd, huntersOutside } from "./danger.js";
import { membersOf, plan, settle, speakerOf } from "./refuge.js";
import { centred, closestTo, loyaltyOf, riskOf } from "./traits.js";

/** Utilities before anything is weighed (assumed): strangers who are infected are driven out, few say that they are. */
const EXPEL = -2.5;
const REVEAL = -1.5;
/** A tie counts this much for telling the truth, of what it counts for driving nobody out. */
const CANDOUR = 0.5;

/** Whether a person has an infection under way, or is no human any more. */
export function isCarrier(sim: Simulation, person: number): boolean {
  const { world, ptts } = sim;
  const state = world.person.state[person]!;
  const conduct = ptts.conduct[state]!;
  return isHybrid(sim, person) || (conduct === ConductCode.person && ptts.active[state] === 1);
}

/** Whether a carrier is known as one to those around them. */
export function isKnown(sim: Simulation, person: number): boolean {
  if (sim.world.member.known[person] === 1 && isCarrier(sim, person)) return true;
  return isHybrid(sim, person) && isRevealed(sim, person);
}

/** Whether a bite of the person can be seen by who looks at them. */
export function shows(sim: Simulation, person: number): boolean {
  const { person: people, random } = sim.world;
  if (!isCarrier(sim, person) || isHybrid(sim, person)) return false;
  return random.uniform(Draw.showing, person, people.entered[person]!) < sim.groups!.showing;
}

/** Makes known what a person is. */
export function makeKnown(sim: Simulation, person: number): void {
  sim.world.member.known[person] = 1;
  if (hybridLaw(sim, person) !== undefined) sim.world.hybrid.status[person]! |= REVEALED;
}

/** The secret of a hybrid is out: a group in whose place they are will talk about it. */
export function noticeHybrid(sim: Simulation, hybrid: number): void {
  const { world } = sim;
  if (!world.isOurs(hybrid)) return;
  const place = world.occupancy.place[hybrid]!;
  if (world.refuge.members[place] === 0) return;
  noticeAfter(sim, place, world.random.exponential(Draw.showing, hybrid, world.person.entered[hybrid]!));
}

/** The members of a group, and the hybrids among them who do not hide, in the order of their rows. */
function presentIn(sim: Simulation, place: number): number[] {
  const { occupancy } = sim.world;
  const members = membersOf(sim, place);
  if (sim.hybrids === undefined) return members;
  const first = occupancy.first(place, BYSTANDER);
  const others = occupancy.pool.slice(first, first + occupancy.count(place, BYSTANDER));
  const hybrids = others.filter((each) => isHybrid(sim, each) && !members.includes(each));
  return [...members, ...hybrids].sort((a, b) => a - b);
}

/** Someone has come among others: what is known about them will be noticed, or they may say it. */
export function expectNotice(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { refuge, member } = world;
  if (!isCarrier(sim, person)) {
    member.known[person] = 0;
    if (refuge.members[place]! > 1) lookAround(sim, place);
    return;
  }
  if (refuge.members[place] === 1) return;
  const share = timeToNotice(sim, person, place);
  if (share < Number.POSITIVE_INFINITY) noticeAfter(sim, place, share);
  else reveal(sim, person, place);
}

/** Somebody who was alone, and whose bite shows, is alone no more. */
function lookAround(sim: Simulation, place: number): void {
  for (const person of presentIn(sim, place)) {
    const share = timeToNotice(sim, person, place);
    if (share < Number.POSITIVE_INFINITY) noticeAfter(sim, place, share);
  }
}

/** Share of the mean time after which what a person is will be noticed, if nobody has decided about it yet; Infinity: never. */
function timeToNotice(sim: Simulation, person: number, place: number): number {
  if (!isCarrier(sim, person) || sim.world.member.judged[person] === place + 1) return Number.POSITIVE_INFINITY;
  if (isKnown(sim, person)) return 0;
  return shows(sim, person) ? -log(sim.world.random.second()) : Number.POSITIVE_INFINITY;
}

function noticeAfter(sim: Simulation, place: number, share: number): void {
  const { noticeAt } = sim.world.refuge;
  settle(sim, place);
  noticeAt[place] = Math.min(noticeAt[place]!, sim.world.now + sim.groups!.noticing * share);
  plan(sim, place);
}

/** A bite is noticed in a refuge: the others decide about that person. */
export function notice(sim: Simulation, place: number): void {
  const { refuge, member, now } = sim.world;
  const candidates = presentIn(sim, place).filter((each) => timeToNotice(sim, each, place) < Number.POSITIVE_INFINITY);
  refuge.noticeAt[place] = candidates.length > 1 ? now : Number.POSITIVE_INFINITY;
  const person = candidates[0];
  if (person === undefined) return;
  makeKnown(sim, person);
  member.judged[person] = place + 1;
  judge(sim, person, place);
}

/** The most courageous of the others decides whether someone is driven out. */
function judge(sim: Simulation, person: number, place: number): void {
  const decider = speakerOf(sim, place, person);
  if (decider === NONE) return;
  const { weights } = sim.groups!;
  const { tie } = closestTo(sim, person, membersOf(sim, place));
  const loyalty = loyaltyOf(sim, decider);
  const risk = riskOf(sim, decider);
  const danger = huntersOutside(sim, place);
  const utility =
    EXPEL +
    weights.bitten -
    weights.tie * tie * (0.5 + loyalty) -
    weights.courage * centred(risk) -
    (weights.danger * crowd(danger)) / 2;
  const options: Option[] = [
    { kind: "expelled", utility },
    { kind: "kept", utility: 0 },
  ];
  const terms = { tie, loyalty, risk, danger, bitten: 1 };
  if (choose(sim, "expel", decider, person, place, options, terms) === "kept") return;
  sim.world.member.barred[person] = place + 1;
  fleeFrom(sim, person);
}

/** Someone whose state does not show decides whether to say what they are, and if so the others decide about them. */
export function reveal(sim: Simulation, person: number, place: number): void {
  const { weights } = sim.groups!;
  const { other, tie } = closestTo(sim, person, membersOf(sim, place));
  const loyalty = loyaltyOf(sim, person);
  const risk = riskOf(sim, person);
  const danger = huntersOutside(sim, place);
  const utility =
    REVEAL +
    CANDOUR * weights.tie * tie * (0.5 + loyalty) +
    weights.loyalty * centred(loyalty) +
    weights.courage * centred(risk) -
    (weights.danger * crowd(danger)) / 2;
  const options: Option[] = [
    { kind: "confessed", utility },
    { kind: "concealed", utility: 0 },
  ];
  const terms = { tie, loyalty, risk, danger, bitten: 0 };
  if (choose(sim, "reveal", person, other, place, options, terms) === "concealed") return;
  makeKnown(sim, person);
  noticeAfter(sim, place, 0);
}
