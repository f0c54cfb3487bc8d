/**
 * A door gives way. One of the turned is through first; but before that somebody may stay at the door and hold it for a while,
 * so that the others get out, and whoever is faster than someone close to them may wait for them, or not.
 */
import { NONE } from "../../base/columns.js";
import { log } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { ActivityCode } from "../../engine/world.js";
import { startleAll, takeFlight } from "../danger/flee.js";
import { hunt, reaction } from "../danger/hunt.js";
import { runningSpeed } from "../movement/movement.js";
import { leaveRoutine } from "../movement/presence.js";
import type { Simulation } from "../simulation.js";
import { dismissWorkers, workersAt, wreck } from "./barricade.js";
import { choose, type Option } from "./choice.js";
import { crowd } from "./danger.js";
import { isCarrier } from "./notice.js";
import { membersOf } from "./refuge.js";
import { centred, courageOf, isOfAge, loyaltyOf, tieBetween } from "./traits.js";

/** Utilities before anything is weighed (assumed): few stay for strangers, most do not wait for them. */
const HOLD = -4.5;
const WAIT = -0.5;
/** Courage counts twice for who holds a door; someone infected has this much of the weight of a bite less to lose. */
const BRAVE = 2;
const NOTHING_TO_LOSE = 0.5;
/** Someone is slower if they run at less than this share of one's own speed. */
const SLOWER = 0.8;

/** The doors of a refuge give way to those at work on them. */
export function giveWay(sim: Simulation, place: number): void {
  const { world } = sim;
  const workers = workersAt(sim, place);
  const breach = world.refuge.broken[place]!;
  const first = workers[Math.floor(world.random.uniform(Draw.breach, place, breach) * workers.length)]!;
  wreck(sim, place);
  world.breakOpen(place);
  const { state, strain } = world.person;
  world.emit(EventCode["broke-in"], first, NONE, place, state[first]!, strain[first]!);
  const held = hold(sim, place, workers.length);
  for (const person of membersOf(sim, place)) lookBack(sim, person, place, workers.length);
  dismissWorkers(sim, workers, held);
  if (held > 0) {
    startleAll(sim, place);
    return;
  }
  world.actAt(first, Number.POSITIVE_INFINITY);
  hunt(sim, first);
}

/** Whoever is readiest to decides whether to hold the door; returns for how long it is held, s. */
function hold(sim: Simulation, place: number, outside: number): number {
  const { world } = sim;
  const { weights, holding } = sim.groups!;
  const members = membersOf(sim, place);
  if (members.length < 2) return 0;
  let best = { person: NONE, other: NONE, tie: 0, utility: Number.NEGATIVE_INFINITY };
  for (const person of members) {
    if (!isOfAge(sim, person)) continue;
    let other = NONE;
    let tie = 0;
    for (const each of members) {
      const strength = each === person ? 0 : tieBetween(sim, person, each);
      if (strength <= tie) continue;
      tie = strength;
      other = each;
    }
    const lost = isCarrier(sim, person) ? NOTHING_TO_LOSE * weights.bitten : 0;
    const heart = BRAVE * weights.courage * centred(courageOf(sim, person));
    const utility = HOLD + weights.tie * tie * (0.5 + loyaltyOf(sim, person)) + heart + lost;
    if (utility > best.utility) best = { person, other, tie, utility };
  }
  const { person, other, tie, utility } = best;
  if (person === NONE) return 0;
  const options: Option[] = [
    { kind: "held", utility },
    { kind: "ran", utility: 0 },
  ];
  const terms = { tie, courage: courageOf(sim, person), loyalty: loyaltyOf(sim, person), danger: outside };
  if (choose(sim, "hold", person, other, place, options, terms) === "ran") return 0;
  leaveRoutine(sim, person, ActivityCode.holding);
  const time = holding * -log(world.random.uniform(Draw.hold, person, world.person.decisions[person]!++));
  world.actAt(person, world.now + time + reaction(sim, person));
  return time;
}

/** The one who held a door has done what they could, and flees. */
export function letGo(sim: Simulation, person: number): void {
  takeFlight(sim, person);
}

/** Before they flee, someone decides whether to go no faster than the slowest of those in the group they are close to. */
function lookBack(sim: Simulation, person: number, place: number, outside: number): void {
  const { weights } = sim.groups!;
  const own = runningSpeed(sim, person);
  let slowest = SLOWER * own;
  let other = NONE;
  for (const each of membersOf(sim, place)) {
    const speed = runningSpeed(sim, each);
    if (each === person || speed >= slowest || tieBetween(sim, person, each) === 0) continue;
    slowest = speed;
    other = each;
  }
  if (other === NONE) return;
  const tie = tieBetween(sim, person, other);
  const loyalty = loyaltyOf(sim, person);
  const utility = WAIT + weights.tie * tie * (0.5 + loyalty) - (weights.danger * crowd(outside)) / 2;
  const options: Option[] = [
    { kind: "waited", utility },
    { kind: "abandoned", utility: 0 },
  ];
  const chosen = choose(sim, "wait", person, other, place, options, { tie, loyalty, danger: outside });
  if (chosen === "waited") sim.world.member.pace[person] = slowest;
}
