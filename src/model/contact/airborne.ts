/**
 * Contacts in a city, one event at a time: each infectious person's stream of attempts (`settings.ts`) with thinning by
 * presence and susceptibility. Where nobody ever leaves the routine and no outing is called off, whether both will be there
 * is known beforehand: the stream is followed at once to its next attempt that can infect, and only that one becomes an
 * event. What cannot be known, whether the other will still be susceptible, is looked at when it is due.
 */
import { ActivityCode } from "../../engine/world.js";
import { OutingCode } from "../../city/called-off.js";
import { cautionOf } from "../information/effects.js";
import { infect } from "../infection/progression.js";
import { susceptibility } from "../infection/ptts.js";
import { individualInfectiousness } from "../strains/infectiousness.js";
import { AT_ANCHOR, IN_COMMUNITY, isOpen, type Settings } from "./settings.js";
import type { Simulation } from "../simulation.js";

/** Sets the person's next contact after a change of state. */
export function scheduleAirborne(sim: Simulation, settings: Settings, person: number): void {
  const { world, ptts } = sim;
  if (ptts.infectiousness[world.person.state[person]!]! > 0) {
    settings.approach(person, world.person.strain[person]!);
    if (settings.rate > 0) {
      followStream(sim, settings, person);
      return;
    }
  }
  world.contactAt(person, Number.POSITIVE_INFINITY);
}

/** An attempt of an infectious person is due. */
export function makeAirborneContact(sim: Simulation, settings: Settings, person: number): void {
  const { world, ptts } = sim;
  const { person: people } = world;
  const strain = people.strain[person]!;
  settings.approach(person, strain);
  settings.last();
  const { setting } = settings;
  const other = settings.whom();
  const there = sim.knownAhead || bothThere(sim, person, other, setting, settings.place(person, setting));
  if (there && settings.takes(susceptibility(ptts, people.state[other]!, strain) * cautionOf(sim, other))) {
    const place = setting === IN_COMMUNITY ? world.whereabouts(other) : settings.place(person, setting);
    infect(sim, other, person, strain, ptts.entry[strain]!, place);
    settings.approach(person, strain);
  }
  followStream(sim, settings, person);
}

/**
 * Follows the stream of the person approached from now on, to the next attempt that can infect if that is known
 * beforehand, else to the next. Attempts after the state's end or the run's are none.
 */
function followStream(sim: Simulation, settings: Settings, person: number): void {
  const { world, knownAhead, ptts } = sim;
  const end = world.progressTime(person);
  const { until } = sim.scenario;
  const own = sim.individual ? individualInfectiousness(sim, person, world.person.strain[person]!) : 1;
  const pace = 1 / (settings.rate * ptts.infectiousness[world.person.state[person]!]! * own);
  let time = world.now;
  do {
    settings.next();
    time += settings.wait * pace;
    if (time >= end) {
      world.contactAt(person, Number.POSITIVE_INFINITY);
      return;
    }
  } while (knownAhead && time <= until && !canInfect(sim, settings, person, time));
  world.contactAt(person, time);
}

/** Whether both are there at a time to come, and the other may be susceptible then. The cheapest reason not to comes first. */
function canInfect(sim: Simulation, settings: Settings, person: number, time: number): boolean {
  const { world, ptts } = sim;
  const { setting } = settings;
  if (!isTime(sim, person, setting, time)) return false;
  const other = settings.whom();
  if (ptts.immune[world.person.state[other]!] === 1) return false;
  return setting === IN_COMMUNITY || willMeet(sim, person, other, settings.place(person, setting), time);
}

/** Whether a setting is open at a time, for a person: hours of the community, of the week at the anchor. */
function isTime({ world }: Simulation, person: number, setting: number, time: number): boolean {
  if (setting === IN_COMMUNITY) return isOpen(world.routine.sinceDawn(time));
  return setting !== AT_ANCHOR || world.byRoutine!.mayBeAtAnchor(person, time);
}

/** Whether the routine has both in a place at a time. */
export function willMeet({ world }: Simulation, person: number, other: number, place: number, time: number): boolean {
  const byRoutine = world.byRoutine!;
  return byRoutine.at(person, time) === place && byRoutine.at(other, time) === place;
}

/** Whether neither would call an outing off that begins at a time: else they have no contacts in the community. */
export function bothGoOut({ world: { routine } }: Simulation, person: number, other: number, time: number): boolean {
  return !routine.isOff(person, OutingCode.community, time) && !routine.isOff(other, OutingCode.community, time);
}

/**
 * Whether both are there now, wherever they may have gone out of routine; in the community, if both are in routine and have
 * no reason to stay in.
 */
function bothThere(sim: Simulation, person: number, other: number, setting: number, place: number): boolean {
  const { world } = sim;
  if (setting !== IN_COMMUNITY) return world.whereabouts(person) === place && world.whereabouts(other) === place;
  const { activity } = world.person;
  if (activity[person] !== ActivityCode.routine || activity[other] !== ActivityCode.routine) return false;
  return isOpen(world.routine.sinceDawn(world.now)) && bothGoOut(sim, person, other, world.now);
}
