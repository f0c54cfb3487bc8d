/**
 * Bombing: everyone in the area dies, its places are destroyed and cannot be entered any more, and people around who
 * heed the noise take flight.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode, NO_STATE } from "../../engine/events.js";
import { NO_STRAIN } from "../infection/ptts.js";
import { startle } from "../danger/flee.js";
import { rouse } from "../danger/hunt.js";
import { wake } from "../movement/waking.js";
import type { Simulation } from "../simulation.js";
import { peopleIn } from "./evacuation.js";
import type { Order } from "./order.js";
import type { PlanOf } from "./plan.js";
import { kill } from "./turn-back.js";

/** Side of the squares in which the distance to what is destroyed is looked at, m. */
const CELL = 50;
/** More squares than a city is wide. */
const ROW = 2 ** 20;

export function bomb(sim: Simulation, plan: PlanOf<"bombing">, { area }: Order, at: number): void {
  const { world, authority } = sim;
  const { destroyed } = authority!.barriers();
  authority!.watch(area.zones, at);
  const hit = new Set<number>();
  for (const zone of area.zones) {
    const places = authority!.areas.in(area, zone).filter((place) => destroyed[place] === 0);
    for (const place of places) {
      destroyed[place] = 1;
      hit.add(squareOf(sim, place));
    }
    if (!world.team.has(zone)) continue;
    world.turnTo(zone, at);
    for (const person of peopleIn(sim, places)) kill(sim, person, world.occupancy.place[person]!);
    for (const place of places) world.emit(EventCode.destroyed, NONE, NONE, place, NO_STATE, NO_STRAIN);
  }
  const near = squaresWithin(hit, plan.what.heard);
  for (let zone = 0; zone < world.awake.length; zone++) {
    if (world.team.has(zone)) alarm(sim, plan.row, zone, near, at);
  }
}

/** Those in a zone who are near, and heed what they hear, are startled; the dormant wake. */
function alarm(sim: Simulation, row: number, zone: number, near: ReadonlySet<number>, at: number): void {
  const { world, authority, barriers } = sim;
  const { areas } = authority!;
  const places = areas.in(areas.ofZones([zone]), zone);
  const heard = places.filter((place) => barriers!.destroyed[place] === 0 && near.has(squareOf(sim, place)));
  if (heard.length === 0) return;
  world.turnTo(zone, at);
  wake(sim);
  for (const place of heard) rouse(sim, place);
  for (const person of peopleIn(sim, heard)) {
    if (world.random.uniform(Draw.blast, person, row) < sim.behaviour.heed) startle(sim, person);
  }
}

/** The squares within a distance (m) of some of them. */
function squaresWithin(hit: ReadonlySet<number>, distance: number): Set<number> {
  const reach = Math.ceil(distance / CELL);
  const near = new Set<number>();
  for (const square of hit) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (dx * dx + dy * dy <= reach * reach) near.add(square + dy * ROW + dx);
      }
    }
  }
  return near;
}

function squareOf({ city }: Simulation, place: number): number {
  const { x, y } = city.places;
  return Math.floor(y[place]! / CELL) * ROW + Math.floor(x[place]! / CELL);
}
