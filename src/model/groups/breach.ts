/**
 * A door gives way. One of the turned is through first; but before that somebody may stay at the door and hold it for a while,
 * so that the others get out, and whoever is faster than someone close to them may wait for them, or not.
 */
import { NONE } from "../../base/columns.js";
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
import { membersOf } from "./refuge.js";
import { sacrifice } from "./sacrifice.js";
import { closestTo, loyaltyOf } from "./traits.js";

/** Utilities before anything is weighed (assumed): few stay for strangers, most do not wait for them. */
const HOLD = -4.5;
const WAIT = -0.5;
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

/** Whoever is readiest decides whether to hold the door; returns for how long it is held, s. */
function hold(sim: Simulation, place: number, outside: number): number {
  const { world } = sim;
  const person = sacrifice(sim, "hold", place, HOLD, outside);
  if (person === NONE) return 0;
  leaveRoutine(sim, person, ActivityCode.holding);
  const time = sim.groups!.holding * world.random.exponential(Draw.hold, person, world.person.decisions[person]!++);
  world.actAt(person, world.now + time + reaction(sim, person));
  return time;
}

/** The one who held a door has done what they could, and flees. */
export function letGo(sim: Simulation, person: number): void {
  takeFlight(sim, person);
}

/** Before they flee, someone decides whether to go no faster than the closest of those in the group who are slower. */
function lookBack(sim: Simulation, person: number, place: number, outside: number): void {
  const { weights } = sim.groups!;
  const own = runningSpeed(sim, person);
  const slower = membersOf(sim, place).filter((each) => runningSpeed(sim, each) < SLOWER * own);
  const { other, tie } = closestTo(sim, person, slower);
  if (other === NONE) return;
  const loyalty = loyaltyOf(sim, person);
  const utility = WAIT + weights.tie * tie * (0.5 + loyalty) - (weights.danger * crowd(outside)) / 2;
  const options: Option[] = [
    { kind: "waited", utility },
    { kind: "abandoned", utility: 0 },
  ];
  const chosen = choose(sim, "wait", person, other, place, options, { tie, loyalty, danger: outside });
  if (chosen === "waited") sim.world.member.pace[person] = runningSpeed(sim, other);
}
