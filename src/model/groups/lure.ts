/**
 * Leading the turned away. When some are at work on the doors of a refuge that has another way out, somebody may go out there
 * and make noise: those at work leave the door and go after it.
 */
import { NONE } from "../../base/columns.js";
import { takeFlight, huntersBehind } from "../danger/flee.js";
import { scream } from "../danger/noise.js";
import { PurposeCode, send } from "../movement/errand.js";
import type { Simulation } from "../simulation.js";
import { dismissWorkers, workersAt } from "./barricade.js";
import { endWork } from "./refuge.js";
import { sacrifice } from "./sacrifice.js";

/** Utility before anything is weighed (assumed): rarer than to hold a door that is broken already, but one may come back. */
const LURE = -4;
/** Somebody thinks of it when this many are at the door. */
const ENOUGH = 2;

/** One more has begun to work on the doors of a place: somebody inside may lead them away. */
export function considerLure(sim: Simulation, place: number): void {
  const { working, members } = sim.world.refuge;
  if (working[place] !== ENOUGH || members[place]! < 2) return;
  const outside = otherWayOut(sim, place);
  if (outside === NONE) return;
  const person = sacrifice(sim, "lure", place, LURE, working[place]!);
  if (person !== NONE) send(sim, person, outside, PurposeCode.lure, true);
}

/** The first place next to a refuge in which there are none of the turned; NONE if there is no such place. */
function otherWayOut(sim: Simulation, place: number): number {
  const { world } = sim;
  const { city } = world;
  for (let door = city.doorStart[place]!; door < city.wayEnd[place]!; door++) {
    const outside = city.doors.to[door]!;
    if (world.isHere(outside) && huntersBehind(sim, place, outside) === 0 && world.place.shut[outside] === 0)
      return outside;
  }
  return NONE;
}

/** Someone outside a refuge makes noise: those at work on its doors who hear it turn toward it. Then they run. */
export function lure(sim: Simulation, person: number): void {
  const { world } = sim;
  const place = world.member.from[person]! - 1;
  const here = world.occupancy.place[person]!;
  world.danger.quietUntil[world.dangerOf(here)] = 0;
  scream(sim, here);
  for (const worker of workersAt(sim, place)) {
    const outside = world.occupancy.place[worker]!;
    if (world.place.heardAt[outside] !== world.now) continue;
    dismissWorkers(sim, [worker]);
    world.person.door[worker] = NONE;
    endWork(sim, place);
  }
  takeFlight(sim, person);
}
