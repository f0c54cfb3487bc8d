/** Stage: universities and their students. */
import { RoleCode } from "../city/city.js";
import { shuffle } from "./apportion.js";
import { addPosts, type Days } from "./days.js";
import type { SiteDraft } from "./draft.js";
import { school } from "./interiors.js";
import type { Population } from "./population.js";
import { BuildDraw } from "./purposes.js";
import { count, type Settlement } from "./settlement.js";

const FROM = 19;
const TO = 23;
/** Most of an age group that studies (Korea 2021: about 70 % of those who leave high school). */
const STUDY = 0.7;
const SMALLEST = 100;
const LARGEST = 8_000;

/** Builds the universities; residents of 19–23 years study with equal probability, as far as there are seats. */
export function placeUniversities(s: Settlement, sites: readonly SiteDraft[], { age }: Population, days: Days): void {
  const universities = sites.filter(({ use }) => use === "university");
  if (universities.length === 0) return;
  const young = age.reduce((n, years) => n + (years >= FROM && years <= TO ? 1 : 0), 0);
  const usual = Math.round(Math.min(LARGEST, Math.max(SMALLEST, (young * STUDY) / universities.length)));
  const seats: number[] = [];
  for (const { x, y, name, capacity } of universities) {
    const lot = s.frontage.lotAt(x, y, s.draft.zoneOf(x, y));
    const interior = school(s.blueprint, lot, "university", Math.max(1, Math.round(capacity ?? usual)), name);
    for (const room of interior.rooms) for (let k = 0; k < room.capacity; k++) seats.push(room.place);
    addPosts(days, interior, true);
  }
  const order = Uint32Array.from(seats);
  shuffle(order, 0, order.length, s.random, BuildDraw.seat);
  const probability = Math.min(STUDY, order.length / Math.max(1, young));
  let students = 0;
  for (let person = 0; person < age.length && students < order.length; person++) {
    if (age[person]! < FROM || age[person]! > TO) continue;
    if (s.random.uniform(BuildDraw.studies, person, 0) >= probability) continue;
    days.role[person] = RoleCode.student;
    days.anchor[person] = order[students++]!;
  }
  s.assumptions.push(
    `${count(students)} residents of ${FROM}–${TO} years study at ${count(universities.length)} universities, wherever they live; students from outside are not there.`,
  );
}
