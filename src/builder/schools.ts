/** Stage: every child of school age has a school, a class by age, and every school its rooms. */
import Flatbush from "flatbush";
import { group } from "../base/csr.js";
import { RoleCode } from "../city/city.js";
import { apportion, shuffle } from "./apportion.js";
import { addPosts, type Days } from "./days.js";
import type { SiteDraft } from "./draft.js";
import { type Interior, type SchoolUse, school } from "./interiors.js";
import type { LotDraws } from "./lots.js";
import type { Population } from "./population.js";
import { BuildDraw } from "./purposes.js";
import { count, type Settlement } from "./settlement.js";

/** A kind of school: ages in completed years, usual number of pupils (Korea 2021: about 430, 420, 550; in towns more). */
interface Level {
  readonly use: SchoolUse;
  readonly from: number;
  readonly to: number;
  readonly usual: number;
  readonly title: string;
}
const LEVELS: readonly Level[] = [
  { use: "elementary", from: 7, to: 12, usual: 600, title: "Elementary School" },
  { use: "middle", from: 13, to: 15, usual: 550, title: "Middle School" },
  { use: "high", from: 16, to: 18, usual: 750, title: "High School" },
];
/** A school whose capacity is not known takes at most this many times the usual number of pupils. */
const LARGEST = 2.5;
/** Schools are built for at least this many pupils. */
const SMALLEST = 30;
const DEPTH = 45;
const KINDERGARTEN = 80;

/** A school to be built. */
interface Plan {
  readonly x: number;
  readonly y: number;
  readonly zone: number;
  readonly name: string | undefined;
  /** Pupils it is made for, if known. */
  readonly capacity: number | undefined;
  readonly build: (pupils: number) => Interior;
}

/** Builds the schools and gives pupils their classroom. `homes`: [H] places. */
export function placeSchools(
  s: Settlement,
  sites: readonly SiteDraft[],
  population: Population,
  homes: Uint32Array,
  days: Days,
  lots: LotDraws,
): void {
  for (const level of LEVELS) {
    const pupils = personsOf(population, level.from, level.to);
    const plans = sites.filter(({ use }) => use === level.use).map((site) => planSite(s, site, level.use));
    if (plans.length === 0) plans.push(...planMissing(s, level, pupils, population, lots));
    if (plans.length === 0) continue;
    const schools = chooseSchools(s, level, plans, pupils, population, homes);
    const { start, items } = group(schools, plans.length);
    plans.forEach(({ capacity = 0, build }, k) => {
      const here = items.subarray(start[k]!, start[k + 1]!).map((i) => pupils[i]!);
      const interior = build(Math.max(SMALLEST, here.length, capacity));
      dealClasses(interior, here, population.age, days);
      addPosts(days, interior, true);
    });
  }
  for (const site of sites.filter(({ use }) => use === "kindergarten")) {
    const plan = planSite(s, site, "kindergarten");
    addPosts(days, plan.build(plan.capacity ?? KINDERGARTEN), true);
  }
  s.assumptions.push(
    "Everyone of 7–12, 13–15 and 16–18 years is a pupil of elementary, middle and high school; children under 7 are at home by day.",
    "Pupils, in random order, take the nearest school of their kind with places left; classes are by age.",
  );
}

function personsOf({ age }: Population, from: number, to: number): Uint32Array {
  let n = 0;
  for (let person = 0; person < age.length; person++) if (age[person]! >= from && age[person]! <= to) n++;
  const persons = new Uint32Array(n);
  n = 0;
  for (let person = 0; person < age.length; person++)
    if (age[person]! >= from && age[person]! <= to) persons[n++] = person;
  return persons;
}

function planSite(s: Settlement, { x, y, name, capacity }: SiteDraft, use: SchoolUse): Plan {
  const zone = s.draft.zoneOf(x, y);
  const lot = s.frontage.lotAt(x, y, zone);
  const known = capacity === undefined ? undefined : Math.max(1, Math.round(capacity));
  return { x, y, zone, name, capacity: known, build: (pupils) => school(s.blueprint, lot, use, pupils, name) };
}

/** Schools where the input has none of a kind: as many as the pupils ask for, in the zones with most of them. */
function planMissing(
  s: Settlement,
  level: Level,
  pupils: Uint32Array,
  { household, zoneHouseholds }: Population,
  lots: LotDraws,
): Plan[] {
  if (pupils.length === 0) return [];
  const byZone = new Uint32Array(s.draft.zones.length);
  let zone = 0;
  for (const person of pupils) {
    while (zoneHouseholds[zone + 1]! <= household[person]!) zone++;
    byZone[zone]!++;
  }
  const schools = Math.ceil(pupils.length / level.usual);
  const plans: Plan[] = [];
  apportion(byZone, schools).forEach((number, z) => {
    for (let k = 1; k <= number; k++) {
      const lot = lots.next(z, DEPTH);
      const name = `${s.draft.zones[z]!.name} ${level.title}${number > 1 ? ` ${k}` : ""}`;
      const build = (size: number) => school(s.blueprint, lot, level.use, size, name);
      plans.push({ x: lot.x, y: lot.y, zone: z, name, capacity: undefined, build });
    }
  });
  s.assumptions.push(
    `The input has no ${level.title.toLowerCase()}s: ${count(schools)} were generated, one for ${level.usual} pupils.`,
  );
  return plans;
}

/** [pupils] row of the plan each pupil goes to: in random order, each takes the nearest with places left. */
function chooseSchools(
  s: Settlement,
  level: Level,
  plans: readonly Plan[],
  pupils: Uint32Array,
  { household }: Population,
  homes: Uint32Array,
): Uint32Array {
  const free = capacities(s, level, plans, pupils.length);
  const index = new Flatbush(plans.length);
  for (const { x, y } of plans) index.add(x, y, x, y);
  index.finish();
  const hasPlace = (k: number) => free[k]! > 0;
  const { x, y } = s.blueprint;
  const chosen = new Uint32Array(pupils.length);
  const order = pupils.map((_, i) => i);
  shuffle(order, 0, order.length, s.random, BuildDraw.schoolLottery);
  for (const i of order) {
    const home = homes[household[pupils[i]!]!]!;
    const k = index.neighbors(x[home]!, y[home]!, 1, Infinity, hasPlace)[0]!;
    free[k]!--;
    chosen[i] = k;
  }
  return chosen;
}

/** Places of each school, together enough for all pupils. */
function capacities(s: Settlement, level: Level, plans: readonly Plan[], pupils: number): Uint32Array {
  const most = Math.ceil(Math.max(LARGEST * level.usual, (1.2 * pupils) / plans.length));
  const places = Uint32Array.from(plans, ({ capacity }) => capacity ?? most);
  const total = places.reduce((a, b) => a + b, 0);
  if (total >= pupils) return places;
  s.assumptions.push(
    `The ${level.title.toLowerCase()}s have ${count(total)} places for ${count(pupils)} pupils: all are filled beyond in proportion.`,
  );
  return places.map((n) => Math.ceil((n * pupils) / total));
}

/** Rooms by age in proportion to the pupils of that age, and pupils of an age over their rooms in turn. */
function dealClasses({ rooms }: Interior, pupils: Uint32Array, age: Uint8Array, days: Days): void {
  const byAge = pupils.slice().sort((a, b) => age[a]! - age[b]! || a - b);
  const ages = [...new Set(byAge.map((person) => age[person]!))];
  const persons = ages.map((years) => byAge.reduce((n, person) => n + (age[person] === years ? 1 : 0), 0));
  const share = apportion(persons, rooms.length);
  for (let k = share.indexOf(0); k >= 0 && rooms.length >= ages.length; k = share.indexOf(0)) {
    share[share.indexOf(Math.max(...share))]!--;
    share[k] = 1;
  }
  let firstRoom = 0;
  let next = 0;
  ages.forEach((_, k) => {
    const number = Math.max(1, share[k]!);
    for (let i = 0; i < persons[k]!; i++) {
      const person = byAge[next++]!;
      days.role[person] = RoleCode.pupil;
      days.anchor[person] = rooms[Math.min(rooms.length - 1, firstRoom + (i % number))]!.place;
    }
    firstRoom += share[k]!;
  });
}
