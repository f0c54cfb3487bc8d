/**
 * The alarm of a building. Someone who takes flight in a school, an office, a hospital may set it off; it rings in every room
 * of the building and is heard around it. It warns people, and draws the turned for as long as it rings.
 */
import { NONE } from "../../base/columns.js";
import { BuildingUseCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import type { Simulation } from "../simulation.js";
import { begin, hear, leaveTrail, Noise, post, spread } from "./noise.js";

/** Someone who takes flight may set off the alarm of the building they are in, unless it is ringing. */
export function maySetOffAlarm(sim: Simulation, person: number): void {
  const { world } = sim;
  const { person: people, alarm, occupancy } = world;
  const place = occupancy.place[person]!;
  if (alarmedBuilding(sim, place) === NONE || alarm.ringsUntil[place]! > world.now) return;
  if (world.random.uniform(Draw.alarm, person, people.decisions[person]!++) >= sim.noises.setOff) return;
  world.emit(EventCode["set-off-alarm"], person, NONE, place, people.state[person]!, people.strain[person]!);
  ringAlarm(sim, place);
}

/** The building a place is in, if it has an alarm: housing has none. Else NONE. */
function alarmedBuilding({ world: { city } }: Simulation, place: number): number {
  const building = city.places.building[place]!;
  if (building === NONE) return NONE;
  const use = city.buildings.use[building]!;
  return use === BuildingUseCode.house || use === BuildingUseCode.apartments ? NONE : building;
}

/** The alarm rings in a place, until the noise that spreads is over. */
export function ring(sim: Simulation, place: number): void {
  leaveTrail(sim, place, NONE);
  if (sim.noises.setOff > 0) sim.world.alarm.ringsUntil[place] = sim.noises.spread.until;
}

/** The alarm of the building a place is in rings in all of it. */
export function ringAlarm(sim: Simulation, place: number): void {
  const { world } = sim;
  const { buildings } = world.city;
  const building = alarmedBuilding(sim, place);
  if (building === NONE) return;
  begin(sim, Noise.alarm, place);
  const first = buildings.firstPlace[building]!;
  for (let at = first; at < first + buildings.places[building]!; at++) {
    if (!world.isHere(at)) post(sim, at, NONE, place, 0);
    else if (sim.noises.spread.reach(at, 0)) ring(sim, at);
  }
  const { reached } = sim.noises.spread;
  const bells = reached.length;
  spread(sim, place);
  for (let i = 0; i < reached.length; i++) hear(sim, reached[i]!, i >= bells);
}
