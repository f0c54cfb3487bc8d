/** Hybrids who fight for others: those in their place whom the turned attack, or who scream where they hear it. */
import { Draw } from "../../city/draws.js";
import { BYSTANDER, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { PurposeCode, send } from "../movement/errand.js";
import { startReturning } from "../movement/return.js";
import { stand } from "../fights/stand.js";
import type { Simulation } from "../simulation.js";
import { hybridLaw, isPredator, isWild } from "./hybrids.js";

/** The turned have come into a place: the hybrids in it see it, in the order of their rows. */
export function seeDangerAll(sim: Simulation, place: number): void {
  const { occupancy } = sim.world;
  const first = occupancy.first(place, BYSTANDER);
  const end = first + occupancy.count(place, BYSTANDER);
  const hybrids: number[] = [];
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    if (hybridLaw(sim, person) !== undefined) hybrids.push(person);
  }
  for (const hybrid of hybrids.sort((a, b) => a - b)) seeDanger(sim, hybrid);
}

/** A hybrid sees danger in their place: they may stand and fight, for those they are tied to likelier than for others. */
export function seeDanger(sim: Simulation, hybrid: number): void {
  const { world } = sim;
  const law = hybridLaw(sim, hybrid);
  if (law === undefined || sim.combat === undefined || !cares(sim, hybrid)) return;
  if (!isFree(sim, hybrid) && world.person.activity[hybrid] !== ActivityCode.hiding) return;
  const place = world.occupancy.place[hybrid]!;
  if (world.occupancy.count(place, HUNTER) === 0 || world.occupancy.count(place, PREY) === 0) return;
  const probability = hasTieIn(sim, hybrid, place) ? law.protect : law.defend;
  if (world.random.uniform(Draw.defend, hybrid, world.person.decisions[hybrid]!++) < probability) stand(sim, hybrid);
}

/** Hybrids in a place hear a noise of danger from afar: they may go there, if they can on foot. */
export function hearDanger(sim: Simulation, place: number, source: number, range: number): void {
  const {
    world,
    noises: { spread },
  } = sim;
  const { occupancy } = world;
  if (sim.combat === undefined || place === source || occupancy.count(place, BYSTANDER) === 0) return;
  const { trips } = world.routine;
  if (trips.stopOf(place) !== trips.stopOf(source)) return;
  const first = occupancy.first(place, BYSTANDER);
  const end = first + occupancy.count(place, BYSTANDER);
  const hybrids: number[] = [];
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    const law = hybridLaw(sim, person);
    if (law === undefined || spread.distanceTo(place) > range * law.senses) continue;
    if (cares(sim, person) && isFree(sim, person)) hybrids.push(person);
  }
  for (const hybrid of hybrids) {
    const u = world.random.uniform(Draw.defend, hybrid, world.person.decisions[hybrid]!++);
    if (u < hybridLaw(sim, hybrid)!.defend) send(sim, hybrid, source, PurposeCode.aid, true);
  }
}

/** A hybrid has come where they heard somebody attacked: they fight, if the turned are there, else go home. */
export function giveAid(sim: Simulation, hybrid: number): void {
  const { occupancy } = sim.world;
  if (occupancy.count(occupancy.place[hybrid]!, HUNTER) > 0) stand(sim, hybrid);
  else startReturning(sim, hybrid);
}

/** Whether a hybrid is in control and cares for others. */
function cares(sim: Simulation, hybrid: number): boolean {
  return !isWild(sim, hybrid) && !isPredator(sim, hybrid);
}

/** Whether somebody is out and about, and can turn to something else. */
function isFree({ world }: Simulation, person: number): boolean {
  const on = world.person.activity[person];
  return on === ActivityCode.routine || on === ActivityCode.returning || on === ActivityCode.heading;
}

function hasTieIn(sim: Simulation, hybrid: number, place: number): boolean {
  const { occupancy } = sim.world;
  sim.ties.of(hybrid);
  const first = occupancy.first(place, PREY);
  const end = first + occupancy.count(place, PREY);
  for (let entry = first; entry < end; entry++) if (sim.ties.isClose(occupancy.pool[entry]!)) return true;
  return false;
}
