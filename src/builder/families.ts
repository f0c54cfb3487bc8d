/**
 * Deals the ages of a zone's residents into its households, so that every resident of every age is used exactly once.
 *
 * Who lives alone is drawn first, then families with children choose parents of the right age, then large households
 * without children are dealt, then those of two. In each household adults stand before children.
 */
import type { Random } from "../base/random.js";
import { AGES } from "./demography.js";
import type { Population } from "./population.js";
import { BuildDraw } from "./purposes.js";

/** Persons below this age are placed with adults as long as there are any. */
const ADULT = 20;
const OLDEST = AGES - 1;
/** Years between a parent and a child, and the spread of this and other differences of age, ± years. */
const GENERATION = 30;
const PARENT_SPREAD = 6;
const COUPLE_SPREAD = 4;
/** Age around which the parents of adult children are. */
const EMPTY_NEST = 56;
/** Share of those living alone in the age decades 20–29 to 70–79 and from 80 on (Korea 2022, rounded). */
const ALONE = [0.19, 0.17, 0.14, 0.16, 0.17, 0.11, 0.06];
/** Share of two-person households that are couples; the others are a parent with an adult child. */
const COUPLES = 0.75;
/** Share of households of two and three that are a single parent with children, of those that could be. */
const SINGLE_PARENTS = 0.08;

/** Residents by year of age not yet dealt. */
class Pool {
  private readonly ages: Uint32Array;
  constructor(ages: Uint32Array) {
    this.ages = ages;
  }

  /** Number of residents from one age to another, both included. */
  total(from: number, to: number): number {
    let total = 0;
    for (let age = from; age <= to; age++) total += this.ages[age]!;
    return total;
  }

  /** Takes the resident nearest to an age, of those from one age to another; there must be one. */
  near(target: number, from: number, to: number): number {
    const wanted = Math.max(from, Math.min(to, Math.round(target)));
    for (let away = 0; away < AGES; away++) {
      const below = wanted - away;
      const above = wanted + away;
      if (below >= from && this.ages[below]! > 0) return this.take(below);
      if (above <= to && this.ages[above]! > 0) return this.take(above);
    }
    throw new RangeError(`ages: expected someone of ${from} to ${to} years to be left`);
  }

  /** Takes any resident from one age to another, by a uniform draw; there must be one. */
  any(u: number, from: number, to: number): number {
    let rank = Math.floor(u * this.total(from, to));
    for (let age = from; age <= to; age++) {
      rank -= this.ages[age]!;
      if (rank < 0) return this.take(age);
    }
    return this.near(to, from, to);
  }

  private take(age: number): number {
    this.ages[age]!--;
    return age;
  }
}

/**
 * Sets age and sex of a zone's residents.
 *
 * @param ages  [AGES] residents by year of age; sum to the zone's residents; consumed
 */
export function dealAges(population: Population, zone: number, ages: Uint32Array, random: Random): void {
  const from = population.zoneHouseholds[zone]!;
  const to = population.zoneHouseholds[zone + 1]!;
  const pool = new Pool(ages);
  const children = placeChildren(population.householdStart, from, to, pool.total(0, ADULT - 1), random);
  const { householdStart, age } = population;
  const sizeOf = (h: number) => householdStart[h + 1]! - householdStart[h]!;
  for (let h = from; h < to; h++)
    if (children[h - from] === 0 && sizeOf(h) === 1) age[householdStart[h]!] = aloneAge(pool, h, random);
  for (let h = from; h < to; h++)
    if (children[h - from]! > 0) dealFamily(pool, age, householdStart[h]!, sizeOf(h), children[h - from]!, h, random);
  for (let h = from; h < to; h++)
    if (children[h - from] === 0 && sizeOf(h) > 2) dealAdults(pool, age, householdStart[h]!, sizeOf(h), h, random);
  for (let h = from; h < to; h++)
    if (children[h - from] === 0 && sizeOf(h) === 2) dealPair(pool, age, householdStart[h]!, h, random);
  for (let h = from; h < to; h++)
    dealSexes(population, householdStart[h]!, householdStart[h + 1]! - children[h - from]!, h, random);
}

/**
 * How many children each household has: with two parents while there is room, else with one, else with none.
 *
 * @returns [to - from]
 */
function placeChildren(start: Uint32Array, from: number, to: number, children: number, random: Random): Uint32Array {
  const placed = new Uint32Array(to - from);
  let left = children;
  for (let parents = 2; parents >= 0 && left > 0; parents--) {
    const room = (h: number) => {
      const size = start[h + 1]! - start[h]!;
      const single = parents === 2 && random.uniform(BuildDraw.children, h, 3) < SINGLE_PARENTS && size <= 3;
      return Math.max(0, size - (single ? 1 : parents) - placed[h - from]!);
    };
    let rooms = 0;
    for (let h = from; h < to; h++) rooms += room(h);
    // Households are chosen with probability left / rooms; what chance leaves over goes to the first with room.
    for (let h = from; h < to && left > 0; h++) {
      const n = room(h);
      if (n === 0) continue;
      const take = random.uniform(BuildDraw.children, h, parents) * rooms < left ? Math.min(n, left) : 0;
      placed[h - from]! += take;
      left -= take;
      rooms -= n;
    }
    for (let h = from; h < to && left > 0; h++) {
      const take = Math.min(room(h), left);
      placed[h - from]! += take;
      left -= take;
    }
  }
  return placed;
}

/** A family: siblings a few years apart, parents a generation older, and perhaps a grandparent. */
function dealFamily(
  pool: Pool,
  age: Uint8Array,
  first: number,
  size: number,
  children: number,
  household: number,
  random: Random,
): void {
  const adults = size - children;
  const u = random.uniform(BuildDraw.ages, household, 0);
  const v = random.second();
  const child = pool.any(u, 0, ADULT - 1);
  age[first + adults] = child;
  for (let k = 1; k < children; k++) age[first + adults + k] = pool.near(child + (k % 2 ? -3 : 3), 0, ADULT - 1);
  if (adults === 0) return;
  const parent = pool.near(child + GENERATION + (2 * v - 1) * PARENT_SPREAD, ADULT, OLDEST);
  age[first] = parent;
  if (adults > 1) age[first + 1] = pool.near(parent + spread(random, household, 1), ADULT, OLDEST);
  for (let k = 2; k < adults; k++) age[first + k] = pool.near(parent + GENERATION, ADULT, OLDEST);
}

/** Parents and adult children. */
function dealAdults(pool: Pool, age: Uint8Array, first: number, size: number, household: number, random: Random): void {
  const u = random.uniform(BuildDraw.ages, household, 0);
  const parent = pool.near(EMPTY_NEST + (2 * u - 1) * 2 * PARENT_SPREAD, ADULT, OLDEST);
  age[first] = parent;
  age[first + 1] = pool.near(parent + spread(random, household, 1), ADULT, OLDEST);
  for (let k = 2; k < size; k++)
    age[first + k] = pool.near(parent - GENERATION + spread(random, household, k), ADULT, OLDEST);
}

/** A couple, or a parent with an adult child. */
function dealPair(pool: Pool, age: Uint8Array, first: number, household: number, random: Random): void {
  const u = random.uniform(BuildDraw.ages, household, 0);
  const couple = random.second() < COUPLES;
  const head = pool.any(u, ADULT, OLDEST);
  age[first] = head;
  const other = couple ? head : head >= ADULT + GENERATION ? head - GENERATION : head + GENERATION;
  age[first + 1] = pool.near(other + spread(random, household, 1), ADULT, OLDEST);
}

/** The age of someone who lives alone: a decade by its share, a year in it, and the nearest one still to be had. */
function aloneAge(pool: Pool, household: number, random: Random): number {
  const u = random.uniform(BuildDraw.ages, household, 0);
  let decade = 0;
  let sum = ALONE[0]!;
  while (u > sum && decade < ALONE.length - 1) sum += ALONE[++decade]!;
  return pool.near(ADULT + 10 * decade + Math.floor(10 * random.second()), ADULT, OLDEST);
}

/** Whole years of ± COUPLE_SPREAD. */
function spread(random: Random, household: number, member: number): number {
  return Math.round((2 * random.uniform(BuildDraw.ages, household, member) - 1) * COUPLE_SPREAD);
}

/** The first two adults are of different sex; the others either; the old are more often women. */
function dealSexes(population: Population, first: number, adultsEnd: number, household: number, random: Random): void {
  const { sex, age, householdStart } = population;
  const end = householdStart[household + 1]!;
  for (let person = first; person < end; person++) {
    const u = random.uniform(BuildDraw.sex, household, person - first);
    const partner = person === first + 1 && person < adultsEnd;
    if (partner) sex[person] = 1 - sex[first]!;
    else sex[person] = u < shareOfMen(age[person]!) ? 1 : 0;
  }
}

/** Share of men at an age (Korea: about even until 60, 4 of 10 at 75, 3 of 10 at 85). */
function shareOfMen(age: number): number {
  if (age < 60) return 0.505;
  if (age < 70) return 0.48;
  return age < 80 ? 0.43 : 0.32;
}
