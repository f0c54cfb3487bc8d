/** Errands: people out of routine who go to a place for a purpose, and what they do when they are there. */
import { NONE } from "../../base/columns.js";
import { ActivityCode } from "../../engine/world.js";
import { giveAid } from "../hybrids/defend.js";
import type { Simulation } from "../simulation.js";
import { waitForEnd } from "../authority/evacuation.js";
import { fires, goOnPatrol, isArmed, PATROL_SPEED } from "../authority/squads.js";
import { admit } from "../authority/triage.js";
import { doorAhead, goOn, travel } from "./journey.js";
import { askIn } from "../groups/door.js";
import { lure } from "../groups/lure.js";
import { fetchThem } from "../groups/rescue.js";
import { shelterHere } from "../danger/flee.js";
import { runningSpeed } from "./movement.js";
import { leaveRoutine } from "./presence.js";
import { startReturning } from "./return.js";

/** What people go somewhere for; the code in `errand.purpose` is the position in this list. */
export const PURPOSES = [
  "visit", // they look around, and go home
  "aid", // hybrids: they fight for who was attacked there
  "shelter", // they hide there, with those who do already
  "rescue", // they look for the one they went to fetch, and bring them to where they came from
  "lure", // they make noise, to lead the turned away from where they came from
  "evacuate", // they wait there until the order ends
  "patrol", // a squad: they go on to the next street
  "care", // bitten, to a hospital: they are held there, or go home
] as const;
export type Purpose = (typeof PURPOSES)[number];
export const PurposeCode = Object.fromEntries(PURPOSES.map((name, code) => [name, code])) as Record<Purpose, number>;

/** How long someone before a locked door, or without a way, waits before trying again, s. */
const RETRY = 60;

/** Purposes for which nobody asks to be let in on the way. */
const WAITS: ReadonlySet<number> = new Set([PurposeCode.visit, PurposeCode.evacuate, PurposeCode.care]);

/** Sends a person of the zone being processed to a place, walking, or running (`hurry`). */
export function send(sim: Simulation, person: number, target: number, purpose: number, hurry = false): void {
  const { world } = sim;
  const { errand } = world;
  leaveRoutine(sim, person, ActivityCode.heading);
  errand.target[person] = target;
  errand.purpose[person] = purpose;
  errand.hurry[person] = hurry ? 1 : 0;
  world.person.goal[person] = NONE;
  world.actAt(person, world.now);
}

/** An act of someone on an errand. */
export function head(sim: Simulation, person: number): void {
  const { world } = sim;
  const { errand, occupancy } = world;
  if (!goOn(sim, person)) return;
  if (sim.authority?.rounds !== undefined && isArmed(sim, person) && fires(sim, person)) return;
  const target = errand.target[person]!;
  if (occupancy.place[person] === target) {
    arrived(sim, person, errand.purpose[person]!);
    return;
  }
  if (travel(sim, person, target, speedOf(sim, person))) return;
  const purpose = errand.purpose[person]!;
  if (purpose === PurposeCode.patrol) goOnPatrol(sim, person);
  else if (sim.groups === undefined || WAITS.has(purpose)) world.actAt(person, world.now + RETRY);
  else if (askOnTheWay(sim, person)) world.actAt(person, world.now);
  else startReturning(sim, person);
}

function speedOf(sim: Simulation, person: number): number {
  const { errand, person: people } = sim.world;
  if (errand.hurry[person] === 1) return runningSpeed(sim, person);
  return errand.purpose[person] === PurposeCode.patrol ? PATROL_SPEED : people.speed[person]!;
}

/** Someone whose next door is locked asks those behind it to open; returns whether they do. */
function askOnTheWay(sim: Simulation, person: number): boolean {
  const door = doorAhead(sim, person, sim.world.errand.target[person]!);
  return door !== NONE && askIn(sim, person, door);
}

/** What someone does who has come to where their errand led. */
function arrived(sim: Simulation, person: number, purpose: number): void {
  switch (purpose) {
    case PurposeCode.visit:
      return startReturning(sim, person);
    case PurposeCode.aid:
      return giveAid(sim, person);
    case PurposeCode.shelter:
      return shelterHere(sim, person);
    case PurposeCode.rescue:
      return fetchThem(sim, person);
    case PurposeCode.lure:
      return lure(sim, person);
    case PurposeCode.evacuate:
      return waitForEnd(sim, person);
    case PurposeCode.patrol:
      return goOnPatrol(sim, person);
    case PurposeCode.care:
      return admit(sim, person);
  }
}
