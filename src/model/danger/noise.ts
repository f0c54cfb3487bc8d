/**
 * Noise: screams, shots, alarms, broadcasts. Each is heard along streets and through doors up to the range of its kind;
 * private and shut doors shorten it. The turned it reaches turn toward it and dormant ones wake; people who heed it are
 * startled. One that lasts leaves trails that stay fresh until it ends: the turned gather at its source.
 */
import { NONE } from "../../base/columns.js";
import { pow } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { type Letter, NOISE } from "../../engine/mail.js";
import { BYSTANDER, HUNTER, PREY } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import { Noise as NoiseLaw } from "../../scenario/noise.js";
import type { Scenario } from "../../scenario/schema.js";
import { hearDanger } from "../hybrids/defend.js";
import { ring } from "./alarm.js";
import { heedOf } from "../information/effects.js";
import { startle } from "./flee.js";
import { drawNear, rouse } from "./hunt.js";
import { Spread } from "./spread.js";
import type { Simulation } from "../simulation.js";
import { isTrainDoor } from "../movement/train.js";
import { wake } from "../movement/waking.js";

/** Time for which further screams in the same place tell nobody anything new, s. */
const SAME_SCREAM = 10;

/** Kinds of noise, the softest first. */
export const NOISES = ["scream", "alarm", "shot", "broadcast"] as const;
export const Noise = { scream: 0, alarm: 1, shot: 2, broadcast: 3 } as const;

/** What is heard of each kind: m, probability, s; by the scenario. */
export interface Loudness {
  readonly range: number;
  readonly heed: number;
  readonly lasts: number;
}

/** [NOISES] the scenario's kinds of noise. */
function loudnessOf({ behaviour, noise }: Scenario): readonly Loudness[] {
  const { alarm, shot, broadcast } = noise ?? NoiseLaw.parse({});
  const scream = { range: behaviour.screamRadius, heed: behaviour.heed, lasts: 0 };
  return [scream, alarm, shot, broadcast];
}

/** What noises there are in a run, how they fade for those who hear them, and how far the last has come. */
export class Noises {
  /** [NOISES] how loud each kind is. */
  readonly loudness: readonly Loudness[];
  readonly fade: number;
  /** Probability that someone who takes flight in a building sets its alarm off. */
  readonly setOff: number;
  readonly spread = new Spread();

  constructor(scenario: Scenario) {
    this.loudness = loudnessOf(scenario);
    this.fade = scenario.noise?.fade ?? 0;
    this.setOff = scenario.noise?.setOff ?? 0;
  }
}

/** An attack in a place is heard around it. */
export function scream(sim: Simulation, place: number): void {
  const { world } = sim;
  if (world.now < world.danger.quietUntil[world.place.danger[place]!]!) return;
  makeNoise(sim, place, Noise.scream);
}

/**
 * A noise of a kind (NOISES) is made in a place of the zone being processed. Whoever makes it need not be there; it is heard
 * over one border at most.
 */
export function makeNoise(sim: Simulation, place: number, kind: number): void {
  const { world } = sim;
  const { now } = world;
  world.danger.quietUntil[world.dangerOf(place)] = now + SAME_SCREAM;
  begin(sim, kind, place);
  sim.noises.spread.reach(place, 0);
  if (sim.noises.spread.until > now) leaveTrail(sim, place, NONE);
  spread(sim, place);
  const { reached } = sim.noises.spread;
  for (let i = 0; i < reached.length; i++) hear(sim, reached[i]!, i > 0);
}

/** In a place the noise has reached a trail points along the way it came, or, at the source of one that lasts, nowhere. */
export function leaveTrail(
  {
    world,
    noises: {
      spread: { until },
    },
  }: Simulation,
  place: number,
  door: number,
): void {
  world.place.trailDoor[place] = door;
  world.place.heardAt[place] = until;
}

/**
 * A noise has come over the border, in one place or in several. It goes on from there, and is not handed
 * on to a further zone.
 */
export function hearAcross(sim: Simulation, letters: readonly Letter[]): void {
  wake(sim);
  const { mail: of, row: one } = letters[0]!;
  begin(sim, of.noise[one]!, of.source[one]!);
  const { range } = sim.noises.loudness[sim.noises.spread.kind]!;
  for (const { mail, row } of letters) {
    const place = mail.to[row]!;
    if (!sim.noises.spread.reach(place, mail.range[row]!) || mail.range[row]! > range) continue;
    if (mail.door[row]! === NONE) ring(sim, place);
    else leaveTrail(sim, place, mail.door[row]!);
  }
  spread(sim, NONE);
  for (const place of sim.noises.spread.reached) hear(sim, place, true);
}

export function begin(
  { noises: { spread, loudness }, world: { now } }: Simulation,
  kind: number,
  source: number,
): void {
  spread.begin(kind, source, now + loudness[kind]!.lasts);
}

/**
 * Finds the places within the radius of those reached so far, and lets the trail in each point back along the way the
 * noise came. `source`: where it was made, if its way over a border is to be followed; else NONE.
 */
export function spread(sim: Simulation, source: number): void {
  const { world } = sim;
  const { city, place: places } = world;
  const { doors, doorStart, wayEnd } = city;
  const { wall } = sim.behaviour;
  const { noises } = sim;
  const { work, kind } = noises.spread;
  const { range: loud } = sim.noises.loudness[kind]!;
  const radius = loud * (sim.hybrids?.senses ?? 1); // hybrids hear what people do not
  for (let next = 0; next < work.length; next++) {
    const place = work[next]!;
    const end = doorStart[place + 1]!;
    const ways = wayEnd[place]!;
    const edge = world.border.edge[place] !== 0;
    const muffled = places.shut[place] === 1;
    const far = noises.spread.distanceTo(place);
    for (let door = doorStart[place]!; door < end; door++) {
      const isPrivate = door >= ways;
      let range = far + doors.distance[door]! + (isPrivate || muffled ? wall : 0);
      if (range > radius || (isPrivate && isTrainDoor(sim, place, door))) continue;
      const to = doors.to[door]!;
      const away = edge && !world.isHere(to);
      if (!isPrivate && !muffled && (away ? world.border.isShut(to) : places.shut[to] === 1)) range += wall;
      if (range > radius) continue;
      if (away) {
        if (source !== NONE) post(sim, to, doors.back[door]!, source, range);
      } else if (noises.spread.reach(to, range) && range <= loud) {
        leaveTrail(sim, to, doors.back[door]!);
      }
    }
  }
}

/** Hands the noise over to a place of another zone; `door`: the way back to where it came from. */
export function post(
  {
    world,
    noises: {
      spread: { kind },
    },
  }: Simulation,
  to: number,
  door: number,
  source: number,
  range: number,
): void {
  const { mail } = world;
  const row = mail.add();
  const { columns } = mail;
  columns.kind[row] = NOISE;
  columns.to[row] = to;
  columns.noise[row] = kind;
  columns.time[row] = world.now;
  columns.door[row] = door;
  columns.source[row] = source;
  columns.range[row] = range;
}

/** What a noise brings in a place it has reached; `afar`: it was not made there. */
export function hear(sim: Simulation, place: number, afar: boolean): void {
  const { occupancy, person: people, random } = sim.world;
  if (sim.hybrids !== undefined && !hearsEveryone(sim, place)) return;
  const heed = heeded(sim, place);
  if (afar && occupancy.count(place, HUNTER) > 0 && occupancy.count(place, PREY) === 0) drawNear(sim, place);
  if (occupancy.count(place, BYSTANDER) > 0) rouse(sim, place);
  const first = occupancy.first(place, PREY);
  const end = first + occupancy.count(place, PREY);
  for (let entry = first; entry < end; entry++) {
    const person = occupancy.pool[entry]!;
    const activity = people.activity[person]!;
    if (activity !== ActivityCode.routine && activity !== ActivityCode.returning) continue;
    if (random.uniform(Draw.heed, person, people.decisions[person]!++) < heedOf(sim, person, heed))
      startle(sim, person);
  }
}

/** Hybrids in a place hear the noise. Returns whether it is loud enough there for all others. */
function hearsEveryone(sim: Simulation, place: number): boolean {
  const { spread } = sim.noises;
  const { source, kind } = spread;
  const { range, heed } = sim.noises.loudness[kind]!;
  if (heed > 0) hearDanger(sim, place, source, range);
  return spread.distanceTo(place) <= range;
}

/** Probability that someone in a place the noise has reached takes it as danger. */
function heeded({ noises: { spread, loudness, fade } }: Simulation, place: number): number {
  const { range, heed } = loudness[spread.kind]!;
  if (fade === 0) return heed;
  const left = Math.max(0, 1 - spread.distanceTo(place) / range);
  return heed * (fade === 1 ? left : pow(left, fade));
}
