/**
 * Supplies of a refuge, shared by those in it: water and food in person-days, found out when the first group shelters there.
 * The mean goes by the kind of place (`groups.supplies`); what is there is the mean times a unit-exponential draw, as the share
 * of households with water and food for three days has it (see MODEL.md). Everyone present uses one person-day a day.
 */
import { log } from "../../base/exact.js";
import { BuildingUseCode, PlaceKindCode } from "../../city/city.js";
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import type { Simulation } from "../simulation.js";

export const DAY = 86_400;
/** Less than this is nothing, person-days: a tenth of a second's worth, more than rounding leaves. */
const NOTHING = 1e-6;

/** Counts everyone among those who live in their home. */
export function countResidents({ world: { city, refuge } }: Simulation): void {
  const { household } = city.people;
  for (let person = 0; person < household.length; person++) {
    const home = city.households.home[household[person]!]!;
    refuge.residents[home] = Math.min(255, refuge.residents[home]! + 1);
  }
}

/** Finds out what is in store in a place, if nobody has yet. */
function stockUp(sim: Simulation, place: number): void {
  const { refuge, random } = sim.world;
  if (refuge.stocked[place] === 1) return;
  refuge.stocked[place] = 1;
  const { water, food } = meanStock(sim, place);
  refuge.water[place] = water * random.exponential(Draw.stock, place, 0);
  refuge.food[place] = food * -log(random.second());
}

/** Mean stock of a place, person-days. */
function meanStock(sim: Simulation, place: number): { readonly water: number; readonly food: number } {
  const { city, refuge } = sim.world;
  const { kind, area, building } = city.places;
  const { home, shop, hall, room } = sim.groups!.supplies;
  const of = ({ water, food }: typeof home, amount: number) => ({ water: water * amount, food: food * amount });
  switch (kind[place]) {
    case PlaceKindCode.home:
      return of(home, refuge.residents[place]!);
    case PlaceKindCode.hall:
      return of(hall, area[place]!);
    case PlaceKindCode.room: {
      const isShop = building[place] !== NONE && city.buildings.use[building[place]!] === BuildingUseCode.shop;
      return of(isShop ? shop : room, area[place]!);
    }
    default:
      return { water: 0, food: 0 };
  }
}

/** Reckons what a group has used up in `time` s. */
export function consume(sim: Simulation, place: number, time: number): void {
  const { water, food, members } = sim.world.refuge;
  const used = (members[place]! * time) / DAY;
  water[place] = Math.max(0, water[place]! - used);
  food[place] = Math.max(0, food[place]! - used);
}

/** Time for which a group has water, days. */
export function waterLeft({ world }: Simulation, place: number): number {
  return world.refuge.water[place]! / Math.max(1, world.refuge.members[place]!);
}

/** How badly a group needs water: 0 until it has run out, from then on the days since. */
export function need({ world }: Simulation, place: number): number {
  const dryAt = world.refuge.dryAt[place]!;
  return dryAt > 0 ? (world.now - dryAt) / DAY : 0;
}

/** When supplies run out next, if nothing changes; Infinity if they have. */
export function nextShortage({ world }: Simulation, place: number): number {
  const { water, food, members, dryAt, hungryAt } = world.refuge;
  const people = members[place]!;
  if (people === 0) return Number.POSITIVE_INFINITY;
  let next = Number.POSITIVE_INFINITY;
  if (dryAt[place] === 0) next = Math.min(next, (water[place]! * DAY) / people);
  if (hungryAt[place] === 0) next = Math.min(next, (food[place]! * DAY) / people);
  return world.now + next;
}

/** A new group finds out what is in store; where there is nothing, it is without from now on. */
export function findStock(sim: Simulation, place: number): void {
  stockUp(sim, place);
  const { refuge, now } = sim.world;
  refuge.dryAt[place] = refuge.water[place]! < NOTHING ? now : 0;
  refuge.hungryAt[place] = refuge.food[place]! < NOTHING ? now : 0;
}

/** Notes what has run out by now, `speaker` being the first of the group. Returns whether it is the water. */
export function noteShortage(sim: Simulation, place: number, speaker: number): boolean {
  const { world } = sim;
  const { water, food, dryAt, hungryAt } = world.refuge;
  const { state, strain } = world.person;
  if (hungryAt[place] === 0 && food[place]! < NOTHING) {
    food[place] = 0;
    hungryAt[place] = world.now;
    world.emit(EventCode["food-out"], speaker, NONE, place, state[speaker]!, strain[speaker]!);
  }
  if (dryAt[place]! > 0 || water[place]! >= NOTHING) return false;
  water[place] = 0;
  dryAt[place] = world.now;
  world.emit(EventCode["water-out"], speaker, NONE, place, state[speaker]!, strain[speaker]!);
  return true;
}
