/** Rides of those who are on their way home out of routine: they wait, board, and get out, by the timetable. */
import { NONE } from "../base/columns.js";
import { ActivityCode } from "../engine/world.js";
import { step } from "./movement.js";
import type { Simulation } from "./simulation.js";
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
  const { train, arrives } = timetable;
  if (isFull(sim, train)) {
    routine.board(place, exit, now + 1);
    world.actAt(person, timetable.departs);
    return;
  }
  people.goal[person] = city.platforms.place[city.stations.platform[exit]!]!;
  step(sim, person, train, NONE);
  if (people.activity[person] === ActivityCode.returning) world.actAt(person, arrives);
}

/** Someone in a train who boarded it for no station gets out at the next one. */
export function leaveTrain(sim: Simulation, person: number, place: number): void {
  const { world } = sim;
  const platform = standsAt(sim, place);
  if (platform === NONE) {
    world.actAt(person, world.routine.timetable.nextArrival(place, world.now));
    return;
  }
  step(sim, person, platform, NONE);
  if (world.person.activity[person] === ActivityCode.returning) world.actAt(person, world.now);
}
