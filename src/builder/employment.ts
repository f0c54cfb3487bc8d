/** Stage: who works, and where: every zone's jobs are filled exactly. */
import { RoleCode } from "../city/city.js";
import { startsFromCounts } from "../base/csr.js";
import { apportion, shuffle } from "./apportion.js";
import { calibrate, calibrationSentence } from "./calibrate.js";
import type { Days } from "./days.js";
import { AGES } from "./demography.js";
import { type Decay, decayWords, Gravity, zoneDistances } from "./gravity.js";
import { firstAbove } from "./lots.js";
import type { Population } from "./population.js";
import { BuildDraw } from "./purposes.js";
import { count as countOf } from "./osm/words.js";
import { count, type Settlement } from "./settlement.js";

/** Share of residents of 20–64 years at work, where a zone's jobs are not known. */
const EMPLOYED = 0.62;
/** Most of those who could work that do. */
const MOST = 0.85;
/** Employed by age, up to the age given (Korea 2021, Statistics Korea: labour force survey, rounded). */
const RATES: readonly (readonly [number, number])[] = [
  [18, 0],
  [19, 0.2],
  [24, 0.43],
  [29, 0.68],
  [39, 0.76],
  [49, 0.78],
  [59, 0.76],
  [64, 0.61],
  [69, 0.48],
  [79, 0.3],
  [AGES, 0.05],
];
/** Decay of the attraction of jobs where there is nothing to calibrate it with. */
const UNCALIBRATED: Decay = { form: "exponential", value: 6_000 };
/** Draws for a zone with posts left before the most attractive one is taken. */
const ATTEMPTS = 12;

/** Workers of each year of age and of the whole city, and jobs of each zone; both sum to the same. */
export interface Employment {
  /** [AGES] */
  readonly byAge: Uint32Array;
  /** [Z] */
  readonly jobs: Uint32Array;
}

/** How many work, by age, and how many jobs each zone has. */
export function planEmployment({ draft, assumptions, leftOut }: Settlement, p: Population, days: Days): Employment {
  const free = new Uint32Array(AGES);
  for (let person = 0; person < p.age.length; person++)
    if (days.role[person] === RoleCode["at-home"]) free[p.age[person]!]!++;
  const known = draft.zones.map(({ workers }) => workers);
  const wanted = known.map((workers, zone) => workers ?? EMPLOYED * ofWorkingAge(p, zone));
  const total = Math.round(wanted.reduce((a, b) => a + b, 0));
  const able = free.reduce((n, persons, age) => n + (rateAt(age) > 0 ? persons : 0), 0);
  const workers = Math.min(total, Math.floor(MOST * able));
  if (workers < total)
    leftOut.push(`${count(total - workers)} jobs for which the city has no residents of working age`);
  const unknown = known.filter((n) => n === undefined).length;
  if (unknown > 0)
    assumptions.push(
      `Jobs of ${countOf(unknown, "zone")} are not known: ${EMPLOYED * 100} % of their residents of 20–64 years.`,
    );
  assumptions.push(`${count(workers)} residents work; nobody commutes from or to outside.`);
  return { byAge: workersByAge(free, workers), jobs: apportion(wanted, workers) };
}

function ofWorkingAge({ zonePeople, age }: Population, zone: number): number {
  let n = 0;
  for (let person = zonePeople[zone]!; person < zonePeople[zone + 1]!; person++)
    if (age[person]! >= 20 && age[person]! <= 64) n++;
  return n;
}

function rateAt(age: number): number {
  return RATES.find(([to]) => age <= to)![1];
}

/** Scales the rates by one factor, each up to 97 %, until they give the workers. */
function workersByAge(free: Uint32Array, workers: number): Uint32Array {
  const expected = (factor: number) => Float64Array.from(free, (n, age) => n * Math.min(0.97, rateAt(age) * factor));
  let low = 0;
  let high = 1000;
  for (let step = 0; step < 60; step++) {
    const factor = (low + high) / 2;
    if (expected(factor).reduce((a, b) => a + b, 0) < workers) low = factor;
    else high = factor;
  }
  return apportion(expected(high), workers);
}

/**
 * Gives every worker a post: the zone by a gravity model balanced at both ends, the post in it at random.
 *
 * @param homes       [H] provisional places
 * @param employment  the zones' jobs must be covered by `days.posts`
 */
export function employ(
  s: Settlement,
  p: Population,
  homes: Uint32Array,
  { byAge, jobs }: Employment,
  days: Days,
): void {
  const workers = chooseWorkers(s, p, byAge, days);
  const zones = jobs.length;
  const { start, posts } = postsByZone(s, jobs, days);
  const next = start.slice(0, zones);
  const distances = zoneDistances(s.draft.zones);
  const decay = chooseDecay(s, p, homes, workers, jobs, posts, distances);
  const gravity = new Gravity(distances, workers.byZone, jobs, decay);
  const { random } = s;
  let w = 0;
  for (let zone = 0; zone < zones; zone++) {
    const sum = gravity.row(zone);
    for (const end = w + workers.byZone[zone]!; w < end; w++) {
      const person = workers.persons[w]!;
      let to = -1;
      for (let attempt = 0; attempt < ATTEMPTS && to < 0; attempt++) {
        const drawn = firstAbove(sum, random.uniform(BuildDraw.workZone, person, attempt) * sum[zones - 1]!);
        if (next[drawn]! < start[drawn + 1]!) to = drawn;
      }
      if (to < 0) to = gravity.best(zone, (z) => next[z]! < start[z + 1]!);
      days.role[person] = RoleCode.worker;
      days.anchor[person] = posts[next[to]!++]!;
    }
  }
}

type Visit = (zone: number, x: number, y: number) => void;

/** The decay of the gravity model: calibrated where the draft has counts; says which in the assumptions. */
function chooseDecay(
  { draft, blueprint, assumptions, record }: Settlement,
  { household }: Population,
  homes: Uint32Array,
  workers: { readonly persons: Uint32Array; readonly byZone: Uint32Array },
  jobs: Uint32Array,
  posts: Uint32Array,
  distances: Float64Array,
): Decay {
  const { counts = [] } = draft;
  const { zone, x, y } = blueprint;
  const ends = {
    workers: workers.byZone,
    jobs,
    distances,
    eachHome: (visit: Visit) => {
      for (const person of workers.persons) {
        const home = homes[household[person]!]!;
        visit(zone[home]!, x[home]!, y[home]!);
      }
    },
    eachJob: (visit: Visit) => {
      for (const post of posts) visit(zone[post]!, x[post]!, y[post]!);
    },
  };
  const calibration = calibrate(counts, ends, draft.rideMetres);
  if (calibration === undefined) {
    assumptions.push(`Attraction of a zone's jobs falls with ${decayWords(UNCALIBRATED)}.`);
    return UNCALIBRATED;
  }
  record.calibration = calibration;
  assumptions.push(calibrationSentence(calibration));
  return calibration.chosen.decay;
}

/** Exactly `byAge` persons of each age, at random among those free (selection sampling, Knuth's algorithm S). */
function chooseWorkers(
  { random, draft }: Settlement,
  { age, zonePeople }: Population,
  byAge: Uint32Array,
  days: Days,
): { persons: Uint32Array; byZone: Uint32Array } {
  const needed = byAge.slice();
  const left = new Uint32Array(AGES);
  for (let person = 0; person < age.length; person++)
    if (days.role[person] === RoleCode["at-home"]) left[age[person]!]!++;
  const persons = new Uint32Array(byAge.reduce((a, b) => a + b, 0));
  const byZone = new Uint32Array(draft.zones.length);
  let n = 0;
  for (let zone = 0; zone < byZone.length; zone++) {
    for (let person = zonePeople[zone]!; person < zonePeople[zone + 1]!; person++) {
      if (days.role[person] !== RoleCode["at-home"]) continue;
      const years = age[person]!;
      if (needed[years] === 0) continue;
      const chosen = random.uniform(BuildDraw.employment, person, 0) * left[years]! < needed[years]!;
      left[years]!--;
      if (!chosen) continue;
      needed[years]!--;
      persons[n++] = person;
      byZone[zone]!++;
    }
  }
  return { persons, byZone };
}

/** As many posts in each zone as it has jobs, in random order: the places of their rooms, by zone (CSR). */
function postsByZone(
  { blueprint, random }: Settlement,
  jobs: Uint32Array,
  days: Days,
): { start: Uint32Array; posts: Uint32Array } {
  const offered = new Uint32Array(jobs.length);
  const { zone: zoneOf } = blueprint;
  for (const { place, capacity } of days.posts) offered[zoneOf[place]!]! += capacity;
  const from = startsFromCounts(offered);
  const next = from.slice();
  const all = new Uint32Array(from.at(-1)!);
  for (const { place, capacity } of days.posts) {
    const zone = zoneOf[place]!;
    all.fill(place, next[zone], next[zone]! + capacity);
    next[zone]! += capacity;
  }
  const start = startsFromCounts(jobs);
  const posts = new Uint32Array(start.at(-1)!);
  for (let zone = 0; zone < jobs.length; zone++) {
    shuffle(all, from[zone]!, from[zone + 1]!, random, BuildDraw.post);
    posts.set(all.subarray(from[zone]!, from[zone]! + jobs[zone]!), start[zone]!);
  }
  return { start, posts };
}
