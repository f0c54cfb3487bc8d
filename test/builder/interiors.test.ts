import { expect, test } from "vitest";
import { PLACE_KINDS } from "../../src/city/city.js";
import { Blueprint } from "../../src/builder/blueprint.js";
import {
  apartments,
  hospital,
  house,
  type Interior,
  type Lot,
  office,
  type SchoolUse,
  school,
  shop,
  station,
  stop,
} from "../../src/builder/interiors.js";

/** A blueprint with one street, and a lot on it. */
function street(): { b: Blueprint; lot: Lot } {
  const b = new Blueprint();
  return { b, lot: { street: b.addPlace("street", 0, 500, 0, 0), zone: 0, x: 10, y: 20, setback: 12 } };
}

/** Places that can be reached from the street (row 0). */
function reachable(b: Blueprint, throughPrivate = true): Set<number> {
  const seen = new Set([0]);
  for (let before = 0; before < seen.size; ) {
    before = seen.size;
    b.doorA.forEach((a, door) => {
      const z = b.doorB[door]!;
      if (b.doorPrivate[door] && !throughPrivate) return;
      if (seen.has(a)) seen.add(z);
      if (seen.has(z)) seen.add(a);
    });
  }
  return seen;
}

const kindOf = (b: Blueprint, place: number) => PLACE_KINDS[b.kind[place]!];
const names = (b: Blueprint) => [...b.placeNames.values()];
const capacity = ({ rooms }: Interior) => rooms.reduce((sum, room) => sum + room.capacity, 0);

const BUILDINGS: Record<string, (b: Blueprint, lot: Lot) => Interior> = {
  house,
  "one flat": (b, lot) => apartments(b, lot, 1, 1),
  apartments: (b, lot) => apartments(b, lot, 97, 14, "Yangji 101-dong"),
  "village school": (b, lot) => school(b, lot, "high", 1),
  "high school": (b, lot) => school(b, lot, "high", 700, "Hyosan High School"),
  "elementary school": (b, lot) => school(b, lot, "elementary", 1_300),
  kindergarten: (b, lot) => school(b, lot, "kindergarten", 90),
  university: (b, lot) => school(b, lot, "university", 5_000),
  hospital: (b, lot) => hospital(b, lot, 400, "Hyosan Hospital"),
  "small hospital": (b, lot) => hospital(b, lot, 4),
  workshop: (b, lot) => office(b, lot, 12),
  office: (b, lot) => office(b, lot, 13),
  factory: (b, lot) => office(b, lot, 1_477),
  shop: (b, lot) => shop(b, lot, 3),
  station: (b, lot) => station(b, lot, "Hyosan Station"),
};

test.each(Object.entries(BUILDINGS))("every place of a building can be reached from the street: %s", (_, build) => {
  const { b, lot } = street();
  const { building, homes, rooms, staff } = build(b, lot);
  expect(reachable(b).size).toBe(b.places);
  for (let place = 1; place < b.places; place++) {
    expect(b.building[place]).toBe(building);
    expect(b.area[place]).toBeGreaterThan(5);
  }
  for (const home of homes) expect(kindOf(b, home)).toBe("home");
  for (const room of [...rooms, ...staff]) expect(room.capacity).toBeGreaterThan(0);
  for (const distance of b.doorDistance) expect(distance).toBeGreaterThan(1);
  for (const width of b.doorWidth) expect(width).toBeGreaterThanOrEqual(Math.fround(0.9));
});

test.each(Object.entries(BUILDINGS))("homes are behind private doors and nothing else is: %s", (_, build) => {
  const { b, lot } = street();
  const { homes } = build(b, lot);
  const open = reachable(b, false);
  expect([...reachable(b)].filter((place) => !open.has(place)).sort()).toEqual([...homes].sort());
});

test("apartments have all their homes, at most 40 on a stairwell", () => {
  for (const [homes, levels] of [
    [1, 5],
    [8, 4],
    [40, 20],
    [41, 20],
    [333, 25],
  ] as const) {
    const { b, lot } = street();
    expect(apartments(b, lot, homes, levels).homes).toHaveLength(homes);
    const entrances = b.doorA.filter((a) => a === lot.street).length;
    expect(entrances).toBe(Math.ceil(homes / 40));
  }
});

test("a school has room for its pupils, in classes of at most 25", () => {
  for (const use of ["kindergarten", "elementary", "middle", "high"] satisfies SchoolUse[])
    for (const pupils of [1, 20, 27, 95, 430, 700, 1_800]) {
      const { b, lot } = street();
      const interior = school(b, lot, use, pupils);
      expect(capacity(interior)).toBeGreaterThanOrEqual(pupils);
      expect(capacity(interior)).toBeLessThan(pupils * 1.1 + 40);
      for (const room of interior.rooms) expect(room.capacity).toBeLessThanOrEqual(25);
    }
});

test("Hyosan High School has the rooms of the story", () => {
  const { b, lot } = street();
  const { rooms } = school(b, lot, "high", 700, "Hyosan High School");
  for (const name of [
    "Classroom 1-1",
    "Classroom 2-5",
    "Classroom 3-9",
    "Science lab",
    "Cafeteria",
    "Gym",
    "Broadcast room",
    "Music room",
    "Teachers' room",
    "Schoolyard",
    "West stairs 1–2",
    "East stairs 3–4",
    "Roof",
  ])
    expect(names(b)).toContain(name);
  expect(new Set(names(b)).size).toBe(names(b).length);
  expect(rooms.map(({ place }) => b.placeNames.get(place))).toContain("Science lab");
});

test("one leaves a school for the street only by its gate of 4 m", () => {
  const { b, lot } = street();
  school(b, lot, "high", 700);
  const gates = [...b.doorA].flatMap((a, door) => (a === lot.street ? [door] : []));
  expect(gates.map((gate) => [kindOf(b, b.doorB[gate]!), b.doorWidth[gate]])).toEqual([["open", 4]]);
});

test("no piece of a corridor is longer than 30 m", () => {
  const { b, lot } = street();
  school(b, lot, "university", 5_000);
  const corridors = [...b.kind].flatMap((_, place) => (kindOf(b, place) === "corridor" ? [place] : []));
  expect(corridors.length).toBeGreaterThan(8);
  for (const place of corridors) expect(b.area[place]).toBeLessThanOrEqual(30 * 3.5);
});

test("a workplace has a place for exactly those who work there", () => {
  for (const workers of [1, 12, 13, 20, 21, 199, 1_500]) {
    const { b, lot } = street();
    expect(capacity(office(b, lot, workers))).toBe(workers);
  }
});

test("a hospital has an emergency room with a door to the street, wards and a roof", () => {
  const { b, lot } = street();
  hospital(b, lot, 400);
  const emergency = [...b.placeNames].find(([, name]) => name === "Emergency room")![0];
  expect(b.doorA.some((a, door) => a === lot.street && b.doorB[door] === emergency)).toBe(true);
  expect(names(b).filter((name) => name.startsWith("Ward"))).toHaveLength(80);
  expect(names(b)).toContain("Roof");
});

test("the vehicle of a stop is the place after its platform", () => {
  const { b, lot } = street();
  const { platform, vehicle } = stop(b, lot);
  expect([kindOf(b, platform), kindOf(b, vehicle), vehicle]).toEqual(["platform", "vehicle", platform + 1]);
});

test("a building for nobody is refused", () => {
  const { b, lot } = street();
  expect(() => apartments(b, lot, 0, 5)).toThrow(RangeError);
  expect(() => school(b, lot, "high", 0)).toThrow(RangeError);
  expect(() => office(b, lot, 2.5)).toThrow(RangeError);
});
