/** Last stage: for each zone the people whose routine has a place in it. */
import { startsFromCounts } from "../base/csr.js";
import type { City } from "../city/city.js";
import { NONE } from "../base/columns.js";
import { Course } from "../city/course.js";
import { Timetable } from "../city/timetable.js";
import { Trips } from "../city/trips.js";

/** A city that only lacks its register. */
export type Unregistered = Omit<City, "registerStart" | "register">;

/** The register of a city: people by zone, ascending (CSR [Z + 1]); exact, every routine trip is followed once. */
export function registerOf(city: Unregistered): Pick<City, "registerStart" | "register"> {
  const zones = city.zones.x.length;
  const counts = new Uint32Array(zones);
  let persons = new Uint32Array(city.people.age.length * 2 + 1024);
  let zoneOf = new Uint16Array(persons.length);
  let rows = 0;
  const unregistered = { ...city, registerStart: new Uint32Array(zones + 1), register: new Uint32Array(0) };
  zonesOnRoutine(unregistered, (person, zone) => {
    if (rows === persons.length) {
      persons = grown(persons, new Uint32Array(rows * 2));
      zoneOf = grown(zoneOf, new Uint16Array(rows * 2));
    }
    persons[rows] = person;
    zoneOf[rows++] = zone;
    counts[zone]!++;
  });
  const registerStart = startsFromCounts(counts);
  const next = registerStart.slice();
  const register = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) register[next[zoneOf[row]!]!++] = persons[row]!;
  return { registerStart, register };
}

/** Calls `visit` once for each zone in which a person's routine has a place. */
function zonesOnRoutine(city: City, visit: (person: number, zone: number) => void): void {
  const trips = new Trips(city);
  const course = new Course(city, trips, new Timetable(city, trips.lines, 0));
  const { people, households, places } = city;
  const seen = new Uint32Array(city.zones.x.length);
  for (let person = 0; person < people.age.length; person++) {
    const home = households.home[people.household[person]!]!;
    const mark = (zone: number) => {
      if (seen[zone] === person + 1) return;
      seen[zone] = person + 1;
      visit(person, zone);
    };
    mark(places.zone[home]!);
    for (const goal of [people.anchor[person]!, households.shop[people.household[person]!]!]) {
      if (goal === NONE) continue;
      course.begin(home, goal, 0, 1);
      course.zones(mark);
      course.begin(goal, home, 0, 1);
      course.zones(mark);
    }
  }
}

function grown<T extends Uint32Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
