/**
 * Standing and fighting: who carries a firearm shoots at the turned in the place, at a blow each `bout`·E, until none is left,
 * the reserve is spent, or there are too many of them. A shot is not answered; a blow hand to hand can be. One may do so
 * before one takes flight, or stop on the way.
 */
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { NONE } from "../../base/columns.js";
import { HUNTER } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { takeFlight } from "../danger/flee.js";
import { leaveRoutine } from "../movement/presence.js";
import { startReturning } from "../movement/return.js";
import { ConductCode } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";
import { armsOf, FIREARM, spentOf } from "./abilities.js";
import { strike } from "./fight.js";

/** Someone who stands takes flight from more hunters than this in the place (assumed). */
const OUTNUMBERED = 5;
/** Share of the reserve spent at which someone who stands gives up. */
const SPENT = 0.95;
/** Effort of a blow of one's own, as a share of that of being attacked (assumed). */
const BLOW = 0.25;

/** Whether somebody in danger stands and fights, and if so, does: for those with a firearm who see whom to shoot at. */
export function takesStand(sim: Simulation, person: number): boolean {
  if (sim.combat === undefined || !canShoot(sim, person)) return false;
  const { person: people, random } = sim.world;
  if (random.uniform(Draw.stand, person, people.decisions[person]!++) >= sim.combat.arms.stand) return false;
  stand(sim, person);
  return true;
}

/** Someone in flight has the turned in sight: who has a firearm may stop where they are, and shoot. */
export function mayTurn(sim: Simulation, person: number): void {
  const { person: people, random } = sim.world;
  if (!canShoot(sim, person)) return;
  if (random.uniform(Draw.turn, person, people.decisions[person]!++) < sim.combat!.arms.turn) stand(sim, person);
}

/** Whether someone has a firearm and the strength to use it, and sees not too many to shoot at. */
function canShoot(sim: Simulation, person: number): boolean {
  const { occupancy } = sim.world;
  const place = occupancy.place[person]!;
  const hunters = occupancy.count(place, HUNTER);
  if (hunters === 0 || hunters > OUTNUMBERED || armsOf(sim, person, place) !== FIREARM) return false;
  return spentOf(sim, person) <= SPENT;
}

/** Someone stands and fights where they are. */
export function stand(sim: Simulation, person: number): void {
  const { world } = sim;
  leaveRoutine(sim, person, ActivityCode.fighting);
  const { state, strain } = world.person;
  world.emit(EventCode.stood, person, NONE, world.occupancy.place[person]!, state[person]!, strain[person]!);
  nextBlow(sim, person);
}

function nextBlow(sim: Simulation, person: number): void {
  const { world } = sim;
  const wait = world.random.exponential(Draw.bout, person, world.person.decisions[person]!++);
  world.actAt(person, world.now + sim.combat!.bout * wait);
}

/** An act of someone who stands and fights: a blow at one of the hunters. */
export function strikeBlow(sim: Simulation, person: number): void {
  const { world } = sim;
  const { occupancy, person: people, random } = world;
  const place = occupancy.place[person]!;
  const hunters = occupancy.count(place, HUNTER);
  const isPerson = sim.ptts.conduct[people.state[person]!] === ConductCode.person;
  if (hunters === 0) {
    startReturning(sim, person);
    return;
  }
  if (spentOf(sim, person) > SPENT || (isPerson && hunters > OUTNUMBERED)) {
    if (isPerson) takeFlight(sim, person);
    else startReturning(sim, person);
    return;
  }
  occupancy.sort(place);
  const u = random.uniform(Draw.blow, person, people.decisions[person]!++);
  const hunter = occupancy.pick(place, HUNTER, Math.floor(random.second() * hunters));
  strike(sim, person, hunter, u, BLOW);
  if (people.activity[person] === ActivityCode.fighting) nextBlow(sim, person);
}
