/**
 * Noise. An attack is heard along streets and through doors, up to a walking distance; private and shut doors shorten
 * its range. The turned it reaches turn toward it and dormant ones wake; people who heed it are startled.
 */
import { Draw } from "../city/draws.js";
import { BYSTANDER, HUNTER, PREY } from "../engine/occupancy.js";
import { ActivityCode } from "../engine/world.js";
import { startle } from "./flee.js";
import { drawNear, rouse } from "./hunt.js";
import type { Simulation } from "./simulation.js";
import { isTrainDoor, isTrainDoorOpen } from "./train.js";
import { wake } from "./waking.js";

/** Time for which further screams in the same place tell nobody anything new, s. */
const SAME_SCREAM = 10;

/** Places a noise has reached, with the distance it came: scratch of one spread, kept between calls. */
export class Spread {
  /** [P] number of the last spread that reached the place. */
  readonly stamp: Uint32Array;
  readonly distance: Float32Array;
  readonly reached: number[] = [];
  /** Places whose doors are yet to be looked through; one again for each shorter way found to it. */
  readonly work: number[] = [];
  number = 0;

  constructor(places: number) {
    this.stamp = new Uint32Array(places);
    this.distance = new Float32Array(places);
  }
}

/** An attack in a place is heard around it. */
export function scream(sim: Simulation, place: number): void {
  const { now, place: places } = sim.world;
  if (now - places.screamAt[place]! < SAME_SCREAM) return;
  places.screamAt[place] = now;
  spread(sim, place, sim.behaviour.screamRadius);
  const { reached } = sim.spread;
  for (let i = 0; i < reached.length; i++) hear(sim, reached[i]!, i > 0);
}

/** Finds the places within `radius` m of `source`, and lets the trail in each point back along the way the noise came. */
function spread(sim: Simulation, source: number, radius: number): void {
  const { city, place: places, now, awake } = sim.world;
  const { doors, doorStart, wayEnd } = city;
  const { wall } = sim.behaviour;
  const { stamp, distance, reached, work } = sim.spread;
  const number = ++sim.spread.number;
  reached.length = 0;
  work.length = 0;
  reached.push(source);
  work.push(source);
  stamp[source] = number;
  distance[source] = 0;
  for (let next = 0; next < work.length; next++) {
    const place = work[next]!;
    const end = doorStart[place + 1]!;
    const ways = wayEnd[place]!;
    for (let door = doorStart[place]!; door < end; door++) {
      const to = doors.to[door]!;
      const ofTrain = door >= ways && isTrainDoor(sim, door);
      if (ofTrain && !isTrainDoorOpen(sim, door)) continue;
      const damping = (door >= ways && !ofTrain) || places.shut[to]! + places.shut[place]! > 0 ? wall : 0;
      const range = distance[place]! + doors.distance[door]! + damping;
      if (range > radius) continue;
      if (stamp[to] === number) {
        if (distance[to]! <= range) continue;
      } else {
        stamp[to] = number;
        reached.push(to);
      }
      work.push(to);
      distance[to] = range;
      places.trailDoor[to] = doors.back[door]!;
      places.trailAt[to] = now;
    }
  }
  for (let i = 0; i < reached.length; i++) {
    const zone = city.places.zone[reached[i]!]!;
    if (awake[zone] === 0) wake(sim, zone);
  }
}

function hear(sim: Simulation, place: number, afar: boolean): void {
  const { occupancy, person: people, random } = sim.world;
  const { heed } = sim.behaviour;
  if (afar && occupancy.count(place, HUNTER) > 0 && occupancy.count(place, PREY) === 0) drawNear(sim, place);
  if (occupancy.count(place, BYSTANDER) > 0) rouse(sim, place);
  const first = occupancy.first(place, PREY);
  const end = first + occupancy.count(place, PREY);
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    const activity = people.activity[person]!;
    if (activity !== ActivityCode.routine && activity !== ActivityCode.returning) continue;
    if (random.uniform(Draw.heed, person, people.decisions[person]!++) < heed) startle(sim, person);
  }
}
