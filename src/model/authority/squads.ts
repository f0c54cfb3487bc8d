/**
 * Squads: people of the city are called up, armed, and walk the streets of an area, each squad its part. Where they meet the
 * turned they stand and fire, at a rate, and each shot kills with a probability; every shot is heard. They are
 * attacked as everyone is, and kill their attacker more often. Who has walked all streets of the part goes home, unarmed.
 */
import { NONE } from "../../base/columns.js";
import { RoleCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { HUNTER } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { reaction } from "../danger/hunt.js";
import { makeNoise, Noise } from "../danger/noise.js";
import { arm, FIREARM, UNARMED } from "../fights/abilities.js";
import { enterState } from "../infection/progression.js";
import { KILLED, SUSCEPTIBLE } from "../infection/ptts.js";
import { PurposeCode, send } from "../movement/errand.js";
import { startReturning } from "../movement/return.js";
import { wake } from "../movement/waking.js";
import type { Simulation } from "../simulation.js";
import type { Order } from "./order.js";
import type { PlanOf } from "./plan.js";

const UINT32 = 2 ** -32;
/** Ages of those who are called up, a (assumed). */
const YOUNGEST = 20;
const OLDEST = 59;
/** Speed of a squad on its round, m/s (assumed: a walk, alert). */
export const PATROL_SPEED = 1.2;
/** Who is called up stays where they are at least this long, s, and so is on no border. */
const STAYS = 60;

/** Calls the squads up and sends them to their streets. */
export function beginSweep(sim: Simulation, plan: PlanOf<"sweep">, order: Order, at: number): void {
  const { world, authority } = sim;
  const { row, what } = plan;
  const chosen = callUp(sim, plan, at);
  const zones = chosen.map((person) => world.city.places.zone[world.whereabouts(person)]!);
  const parts = partsOf(authority!.areas.streets(order.area), what.squads);
  authority!.rounds ??= new Map();
  authority!.rounds.set(row, parts);
  world.team.barrier(); // all have chosen, before the first is sent
  chosen.forEach((person, k) => {
    if (!world.team.has(zones[k]!)) return;
    const { person: people } = authority!;
    world.turnTo(zones[k]!, at);
    wake(sim);
    people.order[person] = row + 1;
    people.squad[person] = 1 + Math.floor(k / what.size);
    people.leg[person] = 0;
    if (sim.combat !== undefined) arm(sim, person, FIREARM);
    const { state, strain } = world.person;
    world.emit(EventCode.complied, person, NONE, world.whereabouts(person), state[person]!, strain[person]!);
    goOnPatrol(sim, person);
  });
  world.team.barrier();
}

/** The workers with the smallest draws of their own among those who are where they stay for the moment, and well. */
function callUp(sim: Simulation, { row, what }: PlanOf<"sweep">, at: number): number[] {
  const { world, authority } = sim;
  const { person: people, random, city, routine } = world;
  const { age, role } = city.people;
  const wanted = what.squads * what.size;
  const best: { person: number; draw: number }[] = [];
  for (let person = 0; person < age.length; person++) {
    if (role[person] !== RoleCode.worker || age[person]! < YOUNGEST || age[person]! > OLDEST) continue;
    if (people.state[person] !== SUSCEPTIBLE || people.activity[person] !== ActivityCode.routine) continue;
    const draw = random.uniform(Draw.squad, person, row);
    if (best.length === wanted && draw >= best[best.length - 1]!.draw) continue;
    routine.at(person, at);
    const stays = routine.goal === NONE && routine.until > at + STAYS;
    if (!stays || authority!.person.squad[person]! > 0) continue;
    if (best.length === wanted) best.pop();
    let place = best.length;
    while (place > 0 && best[place - 1]!.draw > draw) place--;
    best.splice(place, 0, { person, draw });
  }
  return best.map(({ person }) => person).sort((a, b) => a - b);
}

/** A list in so many parts of about equal length, in order. */
function partsOf(list: readonly number[], parts: number): number[][] {
  const size = Math.ceil(list.length / parts);
  return Array.from({ length: parts }, (_, k) => list.slice(k * size, (k + 1) * size));
}

/** Sends someone in a squad to the next street of their part; home if there is none. */
export function goOnPatrol(sim: Simulation, person: number): void {
  const { person: people, rounds } = sim.authority!;
  const part = rounds!.get(people.order[person]! - 1)![people.squad[person]! - 1]!;
  const street = part[people.leg[person]!++];
  if (street !== undefined) {
    send(sim, person, street, PurposeCode.patrol);
    return;
  }
  people.squad[person] = 0;
  if (sim.combat !== undefined) arm(sim, person, UNARMED);
  startReturning(sim, person);
}

/** Whether a person is armed. */
export function isArmed({ authority }: Simulation, person: number): boolean {
  return authority !== undefined && authority.person.squad[person]! > 0;
}

/** Someone armed sees the turned: stops, and fires after a reaction time. */
export function engage(sim: Simulation, person: number): void {
  const { world } = sim;
  if (world.person.door[person] === NONE && world.willAct(person)) return;
  world.person.door[person] = NONE;
  world.person.queued[person] = 0;
  world.actAt(person, world.now + reaction(sim, person));
}

/** Someone armed fires, if the turned are where they are; false if there are none. */
export function fires(sim: Simulation, person: number): boolean {
  const { world, authority } = sim;
  const { person: people, occupancy, random } = world;
  const place = occupancy.place[person]!;
  const hunters = occupancy.count(place, HUNTER);
  if (hunters === 0) return false;
  const { fire, hit } = authority!.plans[authority!.person.order[person]! - 1]!.what as PlanOf<"sweep">["what"];
  const count = people.decisions[person]!++;
  random.draw(Draw.shot, person, count);
  const target = occupancy.pick(place, HUNTER, Math.floor(random.w0 * UINT32 * hunters));
  const isHit = random.w1 * UINT32 < hit;
  world.actAt(person, world.now + random.exponential(Draw.shot, person, people.decisions[person]!++) / fire);
  const { state, strain } = people;
  world.emit(EventCode.shot, person, target, place, state[person]!, strain[person]!);
  if (isHit) {
    world.emit(EventCode.killed, person, target, place, state[person]!, strain[person]!);
    enterState(sim, target, KILLED);
  }
  makeNoise(sim, place, Noise.shot);
  return true;
}

/** Factor on the weight with which someone armed kills who attacks them. */
export function armsOf({ authority }: Simulation, person: number): number {
  const { what } = authority!.plans[authority!.person.order[person]! - 1]!;
  return (what as PlanOf<"sweep">["what"]).fighting;
}
