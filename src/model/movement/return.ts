/** After the danger: people leave hiding, walk or ride home, and take up the routine when it has them at home. */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { ActivityCode } from "../../engine/world.js";
import { huntersBehind, waitInHiding } from "../danger/flee.js";
import { considerLeaving } from "../groups/leave.js";
import { calmDown, openedUp } from "../groups/refuge.js";
import { goOn, travel } from "./journey.js";
import { leaveRoutine, resumeRoutine } from "./presence.js";
import type { Simulation } from "../simulation.js";

/** How long someone who cannot get home for now waits before trying again, s. */
const RETRY = 1800;

/** Someone in hiding looks out: stays while turned are in sight, else goes home. */
export function emerge(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy, random } = world;
  const place = occupancy.place[person]!;
  if (sim.groups !== undefined) {
    if (considerLeaving(sim, person, place)) return;
    waitInHiding(sim, person, random.exponential(Draw.hiding, person, people.decisions[person]!++));
    return;
  }
  if (dangerOutside(sim, place)) {
    waitInHiding(sim, person, random.exponential(Draw.hiding, person, people.decisions[person]!++));
    return;
  }
  world.emit(EventCode.calmed, person, NONE, place, people.state[person]!, people.strain[person]!);
  startReturning(sim, person);
}

/** The person goes home, out of routine. */
export function startReturning(sim: Simulation, person: number): void {
  const { world } = sim;
  leaveRoutine(sim, person, ActivityCode.returning);
  world.person.goal[person] = NONE;
  if (sim.groups !== undefined) calmDown(sim, person);
  world.actAt(person, world.now);
}

function dangerOutside(sim: Simulation, place: number): boolean {
  const { city } = sim.world;
  for (let door = city.doorStart[place]!; door < city.doorStart[place + 1]!; door++) {
    if (huntersBehind(sim, place, city.doors.to[door]!) > 0) return true;
  }
  return false;
}

/** Opens the doors of a place in which nobody hides any more. */
export function openIfLast(sim: Simulation, place: number): void {
  const { occupancy, person: people, place: places } = sim.world;
  if (places.shut[place] === 0) return;
  const first = occupancy.first(place, 0);
  const end = first + occupancy.total(place);
  for (let entry = first; entry < end; entry++) {
    if (people.activity[occupancy.pool[entry]!] === ActivityCode.hiding) return;
  }
  sim.world.open(place);
  if (sim.groups !== undefined) openedUp(sim, place);
}

/** An act of someone on the way home, or at home until the routine has them there. */
export function goHome(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, occupancy, routine } = world;
  if (!goOn(sim, person)) return;
  const place = occupancy.place[person]!;
  const home = routine.home(person);
  if (place !== home) {
    if (!travel(sim, person, home, people.speed[person]!)) world.actAt(person, world.now + RETRY);
    return;
  }
  routine.at(person, world.now);
  if (routine.place === place) {
    world.emit(EventCode.resumed, person, NONE, place, people.state[person]!, people.strain[person]!);
    resumeRoutine(sim, person);
  } else {
    world.actAt(person, routine.until);
  }
}
