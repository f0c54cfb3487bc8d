/** What must hold in every city. */
import { NONE } from "../base/columns.js";
import { type City, PLACE_KINDS, PlaceKindCode, ROLES, RoleCode } from "./city.js";
import { checkLineReferences, checkLineStarts, checkLines, isTrain } from "./line-laws.js";

/** Collects broken laws: one sentence each, with how often and the first row. */
export class Findings {
  readonly sentences: string[] = [];

  /** Checks `holds` for rows 0 .. rows - 1. */
  every(rows: number, holds: (row: number) => boolean, law: string): void {
    let broken = 0;
    let first = -1;
    for (let row = 0; row < rows; row++) {
      if (holds(row)) continue;
      if (broken++ === 0) first = row;
    }
    if (broken > 0) this.sentences.push(`${law}: broken ${broken} times, first in row ${first}`);
  }
}

/** The laws a city breaks, in words; empty for a sound city. Laws that rest on broken tables are not looked at. */
export function brokenLaws(city: City): string[] {
  const findings = new Findings();
  checkStarts(city, findings);
  checkLineStarts(city, findings);
  if (findings.sentences.length > 0) return findings.sentences;
  checkReferences(city, findings);
  checkLineReferences(city, findings);
  if (findings.sentences.length > 0) return findings.sentences;
  checkPlaces(city, findings);
  checkDoors(city, findings);
  checkPeople(city, findings);
  checkForests(city, findings);
  checkWays(city, findings);
  checkRegister(city, findings);
  checkLines(city, findings);
  return findings.sentences;
}

/** CSR starts have one row more than their table, begin at 0, never fall and end with the number of items. */
function checkStarts(city: City, f: Findings): void {
  const { places, doors, people, households, zones } = city;
  const streets = city.shapeStart.length - 1;
  check("doorStart", city.doorStart, places.kind.length, doors.to.length);
  check("householdStart", city.householdStart, households.home.length, people.age.length);
  check("shapeStart", city.shapeStart, streets, city.shapeX.length);
  check("neighbourStart", city.neighbourStart, zones.x.length, city.neighbour.length);
  check("registerStart", city.registerStart, zones.x.length, city.register.length);
  check("zones.firstPerson", withEnd(zones.firstPerson, people.age.length), zones.x.length, people.age.length);
  const ends = withEnd(zones.firstHousehold, households.home.length);
  check("zones.firstHousehold", ends, zones.x.length, households.home.length);
  for (const [name, table] of Object.entries({ places, doors, people, households, buildings: city.buildings, zones })) {
    const lengths = new Set(Object.values(table).map((column) => column.length));
    if (lengths.size !== 1) f.sentences.push(`${name}: columns of equal length`);
  }
  if (city.shapeY.length !== city.shapeX.length) f.sentences.push("shapeY is as long as shapeX");
  for (const column of [city.toStop.door, city.toStop.distance, city.toShelter.door])
    if (column.length !== places.kind.length) f.sentences.push("forests have one row a place");

  function check(name: string, start: Uint32Array, rows: number, items: number): void {
    if (start.length !== rows + 1 || start[0] !== 0 || start.at(-1) !== items)
      f.sentences.push(`${name}: expected ${rows + 1} starts from 0 to ${items}, found ${start.length}`);
    f.every(start.length - 1, (row) => start[row]! <= start[row + 1]!, `${name} never falls`);
  }
}

function withEnd(first: Uint32Array, end: number): Uint32Array {
  const start = new Uint32Array(first.length + 1);
  start.set(first);
  start[first.length] = end;
  return start;
}

/** Row numbers and codes are those of rows and codes that exist. */
function checkReferences(city: City, f: Findings): void {
  const { places, doors, people, households, buildings, zones } = city;
  const P = places.kind.length;
  refers("doors.to", doors.to, P, false);
  refers("doors.back", doors.back, doors.to.length, false);
  refers("people.household", people.household, households.home.length, false);
  refers("people.anchor", people.anchor, P, true);
  refers("households.home", households.home, P, false);
  refers("households.shop", households.shop, P, true);
  refers("places.zone", places.zone, zones.x.length, false);
  refers("places.building", places.building, buildings.use.length, true);
  refers("neighbour", city.neighbour, zones.x.length, false);
  refers("register", city.register, people.age.length, false);
  refers("toStop.door", city.toStop.door, doors.to.length, true);
  refers("toShelter.door", city.toShelter.door, doors.to.length, true);
  f.every(P, (place) => places.kind[place]! < PLACE_KINDS.length, "places.kind is a code of PLACE_KINDS");
  f.every(people.role.length, (person) => people.role[person]! < ROLES.length, "people.role is a code of ROLES");
  f.every(
    buildings.use.length,
    (b) => buildings.places[b]! > 0 && buildings.firstPlace[b]! + buildings.places[b]! <= P,
    "every building has places",
  );

  function refers(name: string, rows: Uint32Array | Uint16Array, to: number, orNone: boolean): void {
    // Millions of rows in most columns: one plain loop, and words only where it finds something.
    const most = orNone ? NONE : 0xffffffff + 1;
    let strangers = 0;
    for (let row = 0; row < rows.length; row++) if (rows[row]! >= to && rows[row] !== most) strangers++;
    if (strangers === 0) return;
    f.every(
      rows.length,
      (row) => rows[row]! < to || (orNone && rows[row] === NONE),
      `${name} refers to a row below ${to}`,
    );
  }
}

function checkPlaces(city: City, f: Findings): void {
  const { places, zones, buildings, shapeStart, doors, doorStart } = city;
  const { kind } = places;
  const ofLines = new Set(city.platforms.place);
  const streets = shapeStart.length - 1;
  f.every(kind.length, (place) => places.area[place]! > 0 && places.area[place]! < Infinity, "places.area > 0");
  f.every(zones.area.length, (zone) => zones.area[zone]! > 0, "zones.area > 0");
  f.every(
    kind.length,
    (place) => Number.isFinite(places.x[place]!) && Number.isFinite(places.y[place]!),
    "places have finite coordinates",
  );
  f.every(
    kind.length,
    (place) => (kind[place] === PlaceKindCode.street) === place < streets,
    "streets, and only they, are the first places",
  );
  f.every(
    kind.length,
    (place) => kind[place] !== PlaceKindCode.platform || ofLines.has(place) || isPair(place, place + 1),
    "a stop is followed by its vehicle, behind a door",
  );
  f.every(
    kind.length,
    (place) =>
      kind[place] !== PlaceKindCode.vehicle ||
      isTrain(city, place) ||
      (place > 0 && kind[place - 1] === PlaceKindCode.platform),
    "a bus follows its stop",
  );
  f.every(buildings.use.length, standTogether, "the places of a building stand together");

  function isPair(platform: number, vehicle: number): boolean {
    if (kind[vehicle] !== PlaceKindCode.vehicle) return false;
    return doors.to.subarray(doorStart[platform]!, doorStart[platform + 1]!).includes(vehicle);
  }

  function standTogether(building: number): boolean {
    const first = buildings.firstPlace[building]!;
    for (let place = first; place < first + buildings.places[building]!; place++)
      if (places.building[place] !== building) return false;
    return true;
  }
}

function checkDoors({ doors, doorStart, wayEnd }: City, f: Findings): void {
  const { to, back, distance, width } = doors;
  const from = new Uint32Array(to.length);
  for (let place = 0; place + 1 < doorStart.length; place++) from.fill(place, doorStart[place], doorStart[place + 1]);
  f.every(
    wayEnd.length,
    (place) => wayEnd[place]! >= doorStart[place]! && wayEnd[place]! <= doorStart[place + 1]!,
    "doorStart ≤ wayEnd ≤ next doorStart",
  );
  f.every(
    to.length,
    (door) => back[back[door]!] === door && to[back[door]!] === from[door] && from[back[door]!] === to[door],
    "doors.back is the same door from the other side",
  );
  f.every(
    to.length,
    (door) => distance[door] === distance[back[door]!] && width[door] === width[back[door]!],
    "a door has the same distance and width from both sides",
  );
  f.every(
    to.length,
    (door) => door < wayEnd[from[door]!]! === back[door]! < wayEnd[to[door]!]!,
    "a door is private from both sides or neither",
  );
  f.every(to.length, (door) => to[door] !== from[door], "no door leads back into its place");
  f.every(to.length, (door) => distance[door]! > 0 && distance[door]! < Infinity, "doors.distance > 0");
  f.every(to.length, (door) => width[door]! > 0, "doors.width > 0");
}

function checkPeople({ people, households, householdStart, zones, places, manifest }: City, f: Findings): void {
  const count = people.age.length;
  f.every(
    count,
    (person) => {
      const household = people.household[person]!;
      return person >= householdStart[household]! && person < householdStart[household + 1]!;
    },
    "people stand by household",
  );
  f.every(
    households.home.length,
    (household) => householdStart[household]! < householdStart[household + 1]!,
    "no household is empty",
  );
  f.every(
    count,
    (person) => (people.anchor[person] === NONE) === (people.role[person] === RoleCode["at-home"]),
    "those at home, and only they, have no anchor",
  );
  const people_ = withEnd(zones.firstPerson, count);
  const households_ = withEnd(zones.firstHousehold, households.home.length);
  f.every(zones.x.length, (zone) => people_[zone + 1]! - people_[zone]! === zones.residents[zone], "zones.residents");
  f.every(
    zones.x.length,
    (zone) => householdStart[households_[zone]!] === people_[zone],
    "a zone's households hold its residents",
  );
  f.every(zones.x.length, homesInside, "homes are in the zone of their household");
  if (manifest.zones.length !== zones.x.length) f.sentences.push("the manifest names every zone");

  function homesInside(zone: number): boolean {
    for (let h = households_[zone]!; h < households_[zone + 1]!; h++)
      if (places.zone[households.home[h]!] !== zone) return false;
    return true;
  }
}

/** In a city with stops every home, anchor and shop has a way to one, and each step leads nearer. */
function checkForests(city: City, f: Findings): void {
  const { places, people, households, doors, toStop, toShelter } = city;
  const { door, distance } = toStop;
  const isRoot = (place: number) => city.lines.zone.length > 0 && places.kind[place] === PlaceKindCode.platform;
  f.every(
    door.length,
    (place) =>
      door[place] === NONE
        ? distance[place] === 0 || distance[place] === Infinity || isRoot(place)
        : distance[doors.to[door[place]!]!]! < distance[place]!,
    "toStop leads nearer",
  );
  const ends = followed(toShelter.door, doors.to);
  f.every(ends.length, (place) => ends[place] === 1, "toShelter leads to an end");
  if (!places.kind.includes(PlaceKindCode.platform)) return;
  const reaches = (place: number) => place === NONE || toStop.distance[place]! < Infinity;
  f.every(households.home.length, (h) => reaches(households.home[h]!), "every home reaches a stop");
  f.every(households.shop.length, (h) => reaches(households.shop[h]!), "every shop reaches a stop");
  f.every(people.anchor.length, (person) => reaches(people.anchor[person]!), "every anchor reaches a stop");
}

/** 1 for each place from which the doors of a forest lead to an end; 0 where they lead in a circle. */
function followed(door: Uint32Array, to: Uint32Array): Uint8Array {
  const ends = new Uint8Array(door.length);
  const seen = new Uint32Array(door.length);
  for (let place = 0; place < door.length; place++) {
    let at = place;
    while (ends[at] === 0 && seen[at] !== place + 1 && door[at] !== NONE) {
      seen[at] = place + 1;
      at = to[door[at]!]!;
    }
    if (ends[at] === 0 && door[at] !== NONE) continue;
    ends[at] = 1;
    for (let below = place; ends[below] === 0; below = to[door[below]!]!) ends[below] = 1;
  }
  return ends;
}

/** In a city with streets every home has a way to one that leads through no other home. */
function checkWays({ places, households, doors, doorStart, shapeStart }: City, f: Findings): void {
  const streets = shapeStart.length - 1;
  if (streets === 0) return;
  const { kind } = places;
  const reached = new Uint8Array(kind.length).fill(1, 0, streets);
  const open: number[] = [];
  for (let street = 0; street < streets; street++) open.push(street);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (kind[place] === PlaceKindCode.home) continue;
    for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
      const other = doors.to[door]!;
      if (reached[other] === 1) continue;
      reached[other] = 1;
      open.push(other);
    }
  }
  f.every(households.home.length, (h) => reached[households.home[h]!] === 1, "every home has a way to a street");
}

function checkRegister({ register, registerStart, people, zones }: City, f: Findings): void {
  f.every(zones.x.length, ascending, "the register is ascending in each zone");
  const atHome = new Uint8Array(people.age.length);
  for (let zone = 0; zone < zones.x.length; zone++) {
    // A zone's residents stand together and have their homes there (checked above).
    const first = zones.firstPerson[zone]!;
    const end = first + zones.residents[zone]!;
    for (let row = registerStart[zone]!; row < registerStart[zone + 1]!; row++) {
      const person = register[row]!;
      if (person >= first && person < end) atHome[person] = 1;
    }
  }
  f.every(people.age.length, (person) => atHome[person] === 1, "the register has everybody in the zone of their home");

  function ascending(zone: number): boolean {
    for (let row = registerStart[zone]! + 1; row < registerStart[zone + 1]!; row++)
      if (register[row]! <= register[row - 1]!) return false;
    return true;
  }
}
