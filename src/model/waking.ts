/**
 * Zones wake and sleep. A zone wakes when someone out of routine reaches it or a zone beside it, or when a noise reaches
 * it: everyone whose routine has a place in it is followed from then on. It sleeps again when nobody out of routine is in it or
 * beside it. Waking changes no outcome: it makes explicit what the routine says anyway.
 */
import { ActivityCode } from "../engine/world.js";
import { follow, unfollow } from "./presence.js";
import type { Simulation } from "./simulation.js";

/** Wakes a zone and those that touch it. */
export function wakeAround(sim: Simulation, zone: number): void {
  const { ringAwake, city } = sim.world;
  if (ringAwake[zone] === 1) return;
  wake(sim, zone);
  for (let i = city.neighbourStart[zone]!; i < city.neighbourStart[zone + 1]!; i++) wake(sim, city.neighbour[i]!);
  ringAwake[zone] = 1;
}

/** Wakes one zone. */
export function wake(sim: Simulation, zone: number): void {
  const { awake, city, person } = sim.world;
  if (awake[zone] === 1) return;
  awake[zone] = 1;
  for (let i = city.registerStart[zone]!; i < city.registerStart[zone + 1]!; i++) {
    const resident = city.register[i]!;
    if (person.activity[resident] !== ActivityCode.still) follow(sim, resident);
  }
}

/** Lets the zone and those that touch it sleep, as far as nobody out of routine is near them. */
export function sleepAround(sim: Simulation, zone: number): void {
  const { city, alwaysAwake } = sim.world;
  if (alwaysAwake) return;
  sleepIfQuiet(sim, zone);
  for (let i = city.neighbourStart[zone]!; i < city.neighbourStart[zone + 1]!; i++) {
    sleepIfQuiet(sim, city.neighbour[i]!);
  }
}

function sleepIfQuiet(sim: Simulation, zone: number): void {
  const { awake, ringAwake, unusual, city, person } = sim.world;
  if (awake[zone] === 0 || unusual[zone]! > 0) return;
  const first = city.neighbourStart[zone]!;
  const end = city.neighbourStart[zone + 1]!;
  for (let i = first; i < end; i++) if (unusual[city.neighbour[i]!]! > 0) return;
  awake[zone] = 0;
  ringAwake[zone] = 0;
  for (let i = first; i < end; i++) ringAwake[city.neighbour[i]!] = 0;
  for (let i = city.registerStart[zone]!; i < city.registerStart[zone + 1]!; i++) {
    const resident = city.register[i]!;
    if (person.activity[resident] !== ActivityCode.still) unfollow(sim, resident);
  }
}
