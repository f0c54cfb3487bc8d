/** Rides of those who are on their way home out of routine: they wait, board, and get out, by the timetable. */
import { NONE } from "../../base/columns.js";
import { ARRIVING } from "../../engine/world.js";
import { isSevered } from "../authority/barriers.js";
import { cross } from "./crossing.js";
import type { Simulation } from "../simulation.js";
import { isFull, standsAt } from "./train.js";

/** Someone on the platform of a line boards the train that leaves just now for station `exit`, or waits for the next. */
export function boardTrain(sim: Simulation, person: number, place: number, exit: number): void {
  const { world } = sim;
  const { person: people, routine, city, now } = world;
  const { timetable } = routine;
  routine.board(place, exit, now);
  if (timetable.departs > now) {
    world.actAt(person, timetable.departs);
    return;
  }
  const { train } = timetable;
  if (isFull(sim, train)) {
    routine.board(place, exit, now + 1);
    world.actAt(person, timetable.departs);
    return;
  }
  people.goal[person] = city.platforms.place[city.stations.platform[exit]!]!;
  cross(sim, person, train, ARRIVING);
}

/** Someone in a train gets out at the station they ride to; who boarded it for no station, at the next one. */
export function leaveTrain(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const { goal } = world.person;
  const platform = standsAt(sim, place);
  if (platform === NONE || (goal[person] !== NONE && goal[person] !== platform)) {
    world.actAt(person, world.routine.timetable.nextArrival(place, world.now));
    return;
  }
  goal[person] = NONE;
  if (isSevered(sim, person, place, platform)) {
    world.actAt(person, world.routine.timetable.nextArrival(place, world.now));
    return;
  }
  cross(sim, person, platform, ARRIVING);
}
