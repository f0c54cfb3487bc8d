/**
 * What bodies can do: strength by age and sex, and a reserve that exertion spends and rest brings back.
 *
 * Strength is grip strength, the best measured proxy of the strength of a whole body, as a share of that of a man of 25–35.
 * The reserve follows the critical-power model (Monod & Scherrer 1965; Skiba et al. 2012): exertion spends it at a constant
 * rate, and what is spent comes back exponentially.
 */
import { exp, normalQuantile } from "../../base/exact.js";
import { Draw } from "../../city/draws.js";
import { PlaceKindCode } from "../../city/city.js";
import { hybridLaw } from "../hybrids/hybrids.js";
import { ConductCode } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";

/**
 * Grip of the stronger hand, kg: age, women, men. From 25 Massy-Westropp et al. 2011 (means by decade), below 20 and at 90
 * medians of Dodds et al. 2014, rounded; at birth assumed.
 */
const GRIP = [
  [0, 1, 1],
  [5, 8, 8],
  [10, 16, 17],
  [15, 24, 29],
  [20, 29, 43],
  [25, 30, 47],
  [35, 31, 47],
  [45, 29, 47],
  [55, 28, 45],
  [65, 24, 40],
  [77, 20, 33],
  [90, 14, 24],
] as const;
const REFERENCE = 47;
/** Relative standard deviation between people of one age and sex: 9.5/47, 6.4/31 (Massy-Westropp et al. 2011). */
export const SPREAD = 0.2;
/** Nobody is more than so many standard deviations off. */
const FARTHEST = 2;
/** Speed once the reserve is spent, as a share of the running speed: that of flight (a fast walk). */
export const SPENT_SPEED = 0.45;

/** Mean strength of an age (a) and sex (0 female, 1 male); a man of 25–35: 1. */
export function meanStrength(age: number, sex: number): number {
  return byAgeAndSex(GRIP, age, sex) / REFERENCE;
}

/** The value at an age (a) of a table of rows (age, women, men), linear between them. */
export function byAgeAndSex(table: readonly (readonly [number, number, number])[], age: number, sex: number): number {
  let row = 1;
  while (row < table.length - 1 && table[row]![0] < age) row++;
  const [from, ...low] = table[row - 1]!;
  const [to, ...high] = table[row]!;
  const share = Math.min(1, (age - from) / (to - from));
  return low[sex]! + (high[sex]! - low[sex]!) * share;
}

/** Strength of a person who is well and rested. */
export function ownStrength({ world, traits }: Simulation, person: number): number {
  const { age, sex } = world.city.people;
  const z = Math.max(-FARTHEST, Math.min(FARTHEST, normalQuantile(traits.of(person, "strength"))));
  return meanStrength(age[person]!, sex[person]!) * (1 + SPREAD * z);
}

/** Strength as the person is now: turned or hybrid, weary. The turned do not tire. */
export function strength(sim: Simulation, person: number): number {
  const { world, ptts } = sim;
  const law = sim.combat!;
  const state = world.person.state[person]!;
  const own = ownStrength(sim, person);
  if (ptts.conduct[state] === ConductCode.turned) return own * law.turnedStrength;
  const power = hybridLaw(sim, person)?.strength ?? 1;
  return own * power * (1 - law.weary * spentOf(sim, person));
}

/** Share of the reserve that is spent now, 0 to 1. */
export function spentOf(sim: Simulation, person: number): number {
  const { fight, now } = sim.world;
  const spent = fight.spent[person]!;
  if (spent === 0) return 0;
  const rested = now - fight.tiredAt[person]!;
  return rested <= 0 ? spent : spent * exp(-rested / sim.combat!.recovery);
}

/** Spends a share of the usual reserve by a time (s), as far as there is some left. */
export function exert(sim: Simulation, person: number, share: number, by = sim.world.now): void {
  const { fight } = sim.world;
  fight.spent[person] = Math.min(1, spentOf(sim, person) + share / reserveOf(sim, person));
  fight.tiredAt[person] = by;
}

/** Reserve of a person as a factor on the usual one. */
function reserveOf(sim: Simulation, person: number): number {
  return hybridLaw(sim, person)?.endurance ?? 1;
}

/**
 * Runs `length` m at a running speed, as far as the reserve lasts, and goes the rest at a fast walk. Returns the mean speed
 * as a share of the running speed, and spends the reserve.
 */
export function run(sim: Simulation, person: number, length: number, speed: number): number {
  const seconds = length / speed;
  const need = seconds / sim.behaviour.endurance;
  const left = (1 - spentOf(sim, person)) * reserveOf(sim, person);
  const share = need === 0 ? 1 : Math.min(1, left / need);
  exert(sim, person, share * need, sim.world.now + share * seconds);
  return 1 / (share + (1 - share) / SPENT_SPEED);
}

/** Kinds of arms; the code in `fight.arm` is of what a person carries wherever they go. */
export const UNARMED = 0;
export const IMPROVISED = 1;
export const FIREARM = 2;

/** The arms a person has where they are: their own, or what the place has to hand (one draw a person and place). */
export function armsOf(sim: Simulation, person: number, place: number): number {
  const { world } = sim;
  const own = world.fight.arm[person]!;
  if (own !== UNARMED) return own;
  const share = shareToHand(sim, place);
  return world.random.uniform(Draw.toHand, person, place) < share ? IMPROVISED : UNARMED;
}

function shareToHand(sim: Simulation, place: number): number {
  const { arms } = sim.combat!;
  switch (sim.world.city.places.kind[place]!) {
    case PlaceKindCode.home:
      return arms.home;
    case PlaceKindCode.hall:
      return arms.hall;
    case PlaceKindCode.room:
    case PlaceKindCode.corridor:
    case PlaceKindCode.stair:
      return arms.room;
    default:
      return arms.outside;
  }
}

/** Arms a person: police, squads. */
export function arm({ world }: Simulation, person: number, kind: number): void {
  world.fight.arm[person] = kind;
}
