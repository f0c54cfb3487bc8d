/** People, places and times in words. */
import { NONE } from "../base/columns.js";
import { formatClock } from "../base/units.js";
import { BUILDING_USES, type City, landZones, PLACE_KINDS, ROLES } from "../city/city.js";
import { count, portrait } from "../outputs/report/words.js";
import type { Moment } from "../recorder/highlights.js";

/** "a 16-year-old pupil". */
export function describePerson({ people }: City, person: number): string {
  const age = people.age[person]!;
  const article = /^(8|11$|18$)/.test(String(age)) ? "an" : "a";
  return `${article} ${portrait(age, ROLES[people.role[person]!]!)}`;
}

/** "1 zone", "2 zones". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** "in the Science lab of Hyosan High School", "in a street of Jungang-dong". */
export function describePlace(city: City, place: number): string {
  const { manifest, places, buildings } = city;
  if (place === NONE) return "on the way";
  const kind = PLACE_KINDS[places.kind[place]!]!;
  const building = places.building[place]!;
  const name = manifest.placeNames[place];
  const room = name === undefined ? `a ${kind}` : `the ${name}`;
  const zone = manifest.zones[places.zone[place]!]!.name;
  if (places.zone[place]! >= landZones(city)) return `in ${name ?? `a train of ${zone}`}`;
  if (building === NONE) return manifest.zones.length === 1 ? `in ${room}` : `in ${room} of ${zone}`;
  const house =
    manifest.buildingNames[building] ?? `a building (${BUILDING_USES[buildings.use[building]!]}) in ${zone}`;
  return kind === "home" ? `in a home in ${zone}` : `in ${room} of ${house}`;
}

/** "in the Science lab of Hyosan High School, Fri 09:10, day 1". */
export function describeMoment(city: City, start: string, { place, time }: Moment): string {
  return `${describePlace(city, place)}, ${formatClock(start, time)}`;
}
