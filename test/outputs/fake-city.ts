/** A small made-up town for tests of the recorder and the outputs: crooked streets, a school, shops, homes. */
import { allocate, NONE } from "../../src/base/columns.js";
import {
  BUILDINGS,
  type BuildingUse,
  BuildingUseCode,
  type City,
  DOORS,
  type Forest,
  HOUSEHOLDS,
  noLines,
  PEOPLE,
  PLACES,
  type PlaceKind,
  PlaceKindCode,
  RoleCode,
  ZONES,
} from "../../src/city/city.js";

/** Uniform numbers in [0, 1) from a seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let word = state ^ (state >>> 15);
    word = Math.imul(word, 0x2c1b3c6d);
    return ((word ^ (word >>> 13)) >>> 0) / 2 ** 32;
  };
}

const ZONE_NAMES = ["Hyosan-dong", "Yangji 1-dong", "Yangji 2-dong", "Jungang-dong", "Station Quarter", "Riverside"];
const BLOCK = 130; // m

interface PlaceRow {
  kind: PlaceKind;
  x: number;
  y: number;
  building: number;
}

/** A town of side × side blocks with about `households` households of three. */
export function fakeCity({ side = 16, households = 1200, seed = 7, origin = true } = {}): City {
  const random = randomFrom(seed);
  const places: PlaceRow[] = [];
  const links: [number, number][] = [];
  const lines = layStreets(side, random, places, links);
  const streets = places.length;
  const buildings = raiseBuildings(streets, places, links, random);
  const firstHome = places.length;
  for (let home = 0; home < households; home++) {
    const street = Math.floor(random() * streets);
    const { x, y } = places[street]!;
    places.push({ kind: "home", x: x + (random() - 0.5) * 60, y: y + (random() - 0.5) * 60, building: NONE });
    links.push([firstHome + home, street]);
  }
  return assemble({ places, links, lines, buildings, firstHome, households, side, origin, random });
}

function layStreets(side: number, random: () => number, places: PlaceRow[], links: [number, number][]): number[][] {
  const jitter = () => (random() - 0.5) * BLOCK * 0.7;
  const bend = (row: number, column: number) => Math.sin(row / 3) * 110 + Math.cos(column / 4) * 60;
  const junctions = Array.from({ length: side * side }, (_, j) => {
    const column = j % side;
    const row = Math.floor(j / side);
    return { x: column * BLOCK + jitter() + bend(row, column), y: row * BLOCK + jitter() - bend(column, row) };
  });
  const lines: number[][] = [];
  const streetsAt = junctions.map(() => [] as number[]);
  const lay = (a: number, b: number) => {
    const from = junctions[a]!;
    const to = junctions[b]!;
    const street = places.length;
    const x = (from.x + to.x) / 2 + (random() - 0.5) * 25;
    const y = (from.y + to.y) / 2 + (random() - 0.5) * 25;
    places.push({ kind: "street", x, y, building: NONE });
    lines.push([from.x, from.y, x, y, to.x, to.y]);
    for (const junction of [a, b]) {
      for (const other of streetsAt[junction]!) links.push([street, other]);
      streetsAt[junction]!.push(street);
    }
  };
  for (let j = 0; j < junctions.length; j++) {
    if (j % side < side - 1 && random() > 0.12) lay(j, j + 1);
    if (j + side < junctions.length && random() > 0.12) lay(j, j + side);
  }
  return lines;
}

interface BuildingRow {
  use: BuildingUse;
  name: string | null;
  first: number;
  places: number;
}

function raiseBuildings(streets: number, places: PlaceRow[], links: [number, number][], random: () => number) {
  const plan: [BuildingUse, string | null, number][] = [
    ["high", "Hyosan High School", 24],
    ["hospital", "Hyosan Hospital", 10],
    ["elementary", null, 8],
    ...Array.from({ length: 20 }, (): [BuildingUse, null, number] => ["shop", null, 1]),
    ...Array.from({ length: 14 }, (): [BuildingUse, null, number] => ["office", null, 5]),
  ];
  return plan.map(([use, name, rooms], building): BuildingRow => {
    const street = use === "high" ? Math.floor(streets * 0.42) : Math.floor(random() * streets);
    const { x, y } = places[street]!;
    const first = places.length;
    places.push({ kind: "corridor", x: x + 15, y: y + 15, building });
    links.push([first, street]);
    for (let room = 0; room < rooms; room++) {
      links.push([first, places.length]);
      places.push({ kind: "room", x: x + 10 + room * 2, y: y + 20, building });
    }
    return { use, name, first, places: rooms + 1 };
  });
}

interface Parts {
  places: PlaceRow[];
  links: [number, number][];
  lines: number[][];
  buildings: BuildingRow[];
  firstHome: number;
  households: number;
  side: number;
  origin: boolean;
  random: () => number;
}

function assemble({ places, links, lines, buildings, firstHome, households, side, origin, random }: Parts): City {
  const zoneOf = (place: number) => zoneAt(places[place]!.x, places[place]!.y, side);
  const placeTable = allocate(PLACES, places.length);
  for (let place = 0; place < places.length; place++) {
    const { kind, x, y, building } = places[place]!;
    placeTable.kind[place] = PlaceKindCode[kind];
    placeTable.zone[place] = zoneOf(place);
    placeTable.building[place] = building;
    placeTable.area[place] = kind === "street" ? 900 : 60;
    placeTable.x[place] = x;
    placeTable.y[place] = y;
  }
  const { doors, doorStart } = hang(links, places.length);
  const homes = Array.from({ length: households }, (_, home) => firstHome + home).sort((a, b) => zoneOf(a) - zoneOf(b));
  const zones = allocate(ZONES, ZONE_NAMES.length);
  const householdTable = allocate(HOUSEHOLDS, households);
  const people = allocate(PEOPLE, households * 3);
  const classrooms = buildings.filter(({ use }) => use === "high" || use === "elementary");
  const works = buildings.filter(({ use }) => use === "office" || use === "shop" || use === "hospital");
  for (let zone = 0; zone < ZONE_NAMES.length; zone++) {
    const first = homes.filter((home) => zoneOf(home) < zone).length;
    const count = homes.filter((home) => zoneOf(home) === zone).length;
    zones.area[zone] = 1e6;
    zones.firstHousehold[zone] = first;
    zones.firstPerson[zone] = first * 3;
    zones.residents[zone] = count * 3;
  }
  const roomOf = (list: BuildingRow[]) => {
    const building = list[Math.floor(random() * list.length)]!;
    return building.first + 1 + Math.floor(random() * (building.places - 1));
  };
  for (let person = 0; person < people.age.length; person++) {
    const age = person % 3 === 2 ? Math.floor(8 + random() * 11) : Math.floor(25 + random() * 55);
    const role = age < 19 ? "pupil" : random() < 0.6 ? "worker" : "at-home";
    people.age[person] = age;
    people.sex[person] = random() < 0.5 ? 0 : 1;
    people.role[person] = RoleCode[role];
    people.household[person] = Math.floor(person / 3);
    people.anchor[person] = role === "pupil" ? roomOf(classrooms) : role === "worker" ? roomOf(works) : NONE;
  }
  homes.forEach((home, household) => {
    householdTable.home[household] = home;
    householdTable.shop[household] = NONE;
  });
  const buildingTable = allocate(BUILDINGS, buildings.length);
  buildings.forEach(({ use, first, places: rooms }, building) => {
    buildingTable.use[building] = BuildingUseCode[use];
    buildingTable.firstPlace[building] = first;
    buildingTable.places[building] = rooms;
  });
  return {
    manifest: {
      name: "Fakeville",
      origin: origin ? { lon: 127.5, lat: 36.5 } : null,
      zones: ZONE_NAMES.map((name, zone) => ({ name, code: `${1000 + zone}` })),
      buildingNames: Object.fromEntries(buildings.flatMap(({ name }, row) => (name === null ? [] : [[row, name]]))),
      placeNames: { [buildings[0]!.first + 3]: "Science lab" },
      sources: [
        { name: "OpenStreetMap", licence: "ODbL 1.0, © OpenStreetMap contributors" },
        { name: "Made up for tests", licence: "Apache-2.0" },
      ],
      assumptions: ["Every household has three members."],
      leftOut: [],
    },
    places: placeTable,
    doors,
    people,
    households: householdTable,
    buildings: buildingTable,
    zones,
    doorStart,
    wayEnd: doorStart.slice(1),
    householdStart: Uint32Array.from({ length: households + 1 }, (_, household) => household * 3),
    shapeStart: Uint32Array.from({ length: lines.length + 1 }, (_, street) => street * 3),
    shapeX: Float32Array.from(lines.flatMap((line) => line.filter((_, i) => i % 2 === 0))),
    shapeY: Float32Array.from(lines.flatMap((line) => line.filter((_, i) => i % 2 === 1))),
    neighbourStart: new Uint32Array(ZONE_NAMES.length + 1),
    neighbour: new Uint16Array(0),
    registerStart: new Uint32Array(ZONE_NAMES.length + 1),
    register: new Uint32Array(0),
    ...noLines(),
    toStop: forestTo(0, doors.to, doors.back, doorStart, places.length),
    toShelter: forestTo(buildings[1]!.first, doors.to, doors.back, doorStart, places.length),
  };
}

function zoneAt(x: number, y: number, side: number): number {
  const size = side * BLOCK;
  const column = x < size * 0.33 ? 0 : x < size * 0.7 ? 1 : 2;
  return column + (y < size * 0.5 ? 0 : 3);
}

function hang(links: [number, number][], placeCount: number) {
  const both = links.flatMap(([a, b], link) => [
    { from: a, to: b, link },
    { from: b, to: a, link },
  ]);
  both.sort((a, b) => a.from - b.from);
  const doors = allocate(DOORS, both.length);
  const doorStart = new Uint32Array(placeCount + 1);
  const rowOf = new Map<string, number>();
  both.forEach(({ from, to, link }, row) => {
    doors.to[row] = to;
    doors.distance[row] = 20;
    doors.width[row] = 2;
    doorStart[from + 1]!++;
    rowOf.set(`${link}:${from}`, row);
  });
  both.forEach(({ to, link }, row) => {
    doors.back[row] = rowOf.get(`${link}:${to}`)!;
  });
  for (let place = 0; place < placeCount; place++) doorStart[place + 1]! += doorStart[place]!;
  return { doors, doorStart };
}

function forestTo(root: number, to: Uint32Array, back: Uint32Array, doorStart: Uint32Array, count: number): Forest {
  const door = new Uint32Array(count).fill(NONE);
  const distance = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  distance[root] = 0;
  const queue = [root];
  for (const place of queue) {
    for (let row = doorStart[place]!; row < doorStart[place + 1]!; row++) {
      const next = to[row]!;
      if (distance[next] !== Number.POSITIVE_INFINITY) continue;
      distance[next] = distance[place]! + 20;
      door[next] = back[row]!;
      queue.push(next);
    }
  }
  return { door, distance };
}
