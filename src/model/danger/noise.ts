/**
 * Noise. An attack is heard along streets and through doors, up to a walking distance; private and shut doors shorten
 * its range. The turned it reaches turn toward it and dormant ones wake; people who heed it are startled.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { type Letter, NOISE } from "../../engine/mail.js";
import { BYSTANDER, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { heedOf } from "../information/effects.js";
import { startle } from "./flee.js";
import { drawNear, rouse } from "./hunt.js";
import type { Simulation } from "../simulation.js";
import { isTrainDoor } from "../movement/train.js";
import { wake } from "../movement/waking.js";

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
  if (now < places.quietUntil[place]!) return;
  places.quietUntil[place] = now + SAME_SCREAM;
  begin(sim.spread);
  reach(sim, place, 0);
  spread(sim, place);
  const { reached } = sim.spread;
  for (let i = 0; i < reached.length; i++) hear(sim, reached[i]!, i > 0);
}

/**
 * A noise has come over the border, in one place or in several. It goes on from there, and is not handed
 * on to a further zone.
 */
export function hearAcross(sim: Simulation, letters: readonly Letter[]): void {
  const { place: places, now } = sim.world;
  wake(sim);
  begin(sim.spread);
  for (const { mail, row } of letters) {
    const place = mail.to[row]!;
    if (!reach(sim, place, mail.range[row]!)) continue;
    places.trailDoor[place] = mail.door[row]!;
    places.heardAt[place] = now;
  }
  spread(sim, NONE);
  for (const place of sim.spread.reached) hear(sim, place, true);
}

function begin(spread: Spread): void {
  spread.number++;
  spread.reached.length = 0;
  spread.work.length = 0;
}

/** The noise has come to a place over `range` m; false if it has been heard there over a shorter way. */
function reach({ spread }: Simulation, place: number, range: number): boolean {
  const { stamp, distance, reached, work, number } = spread;
  if (stamp[place] !== number) {
    stamp[place] = number;
    reached.push(place);
  } else if (distance[place]! <= range) return false;
  distance[place] = range;
  work.push(place);
  return true;
}

/**
 * Finds the places within the radius of those reached so far, and lets the trail in each point back along the way the
 * noise came. `source`: where it was made, if its way over a border is to be followed; else NONE.
 */
function spread(sim: Simulation, source: number): void {
  const { world } = sim;
  const { city, place: places, now } = world;
  const { doors, doorStart, wayEnd } = city;
  const { wall, screamRadius: radius } = sim.behaviour;
  const { distance, work } = sim.spread;
  for (let next = 0; next < work.length; next++) {
    const place = work[next]!;
    const end = doorStart[place + 1]!;
    const ways = wayEnd[place]!;
    const edge = world.border.edge[place] !== 0;
    for (let door = doorStart[place]!; door < end; door++) {
      const to = doors.to[door]!;
      if (door >= ways && isTrainDoor(sim, door)) continue;
      const away = edge && !world.isHere(to);
      const shut = places.shut[place] === 1 || (away ? world.border.isShut(to) : places.shut[to] === 1);
      const range = distance[place]! + doors.distance[door]! + (door >= ways || shut ? wall : 0);
      if (range > radius) continue;
      if (away) {
        if (source !== NONE) handOver(sim, door, source, range);
      } else if (reach(sim, to, range)) {
        places.trailDoor[to] = doors.back[door]!;
        places.heardAt[to] = now;
      }
    }
  }
}

function handOver({ world }: Simulation, door: number, source: number, range: number): void {
  const { doors } = world.city;
  const { mail } = world;
  const row = mail.add();
  const { columns } = mail;
  columns.kind[row] = NOISE;
  columns.to[row] = doors.to[door]!;
  columns.time[row] = world.now;
  columns.door[row] = doors.back[door]!;
  columns.source[row] = source;
  columns.range[row] = range;
}

function hear(sim: Simulation, place: number, afar: boolean): void {
  const { occupancy, person: people, random } = sim.world;
  if (afar && occupancy.count(place, HUNTER) > 0 && occupancy.count(place, PREY) === 0) drawNear(sim, place);
  if (occupancy.count(place, BYSTANDER) > 0) rouse(sim, place);
  const first = occupancy.first(place, PREY);
  const end = first + occupancy.count(place, PREY);
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    const activity = people.activity[person]!;
    if (activity !== ActivityCode.routine && activity !== ActivityCode.returning) continue;
    if (random.uniform(Draw.heed, person, people.decisions[person]!++) < heedOf(sim, person)) startle(sim, person);
  }
}
