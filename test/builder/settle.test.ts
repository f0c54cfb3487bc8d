import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import type { Draft } from "../../src/builder/draft.js";
import { draftHyosan } from "../../src/builder/hyosan.js";
import { settle } from "../../src/builder/settle.js";
import { BuildingUseCode, type City, PlaceKindCode, RoleCode } from "../../src/city/city.js";
import { cityHash } from "../../src/city/format.js";
import { brokenLaws } from "../../src/city/laws.js";
import { gridTown } from "./drafts.js";

const TOWN = gridTown(6, [{ residents: 1_500, households: 620 }, { residents: 900 }]);
const town = settle(TOWN, 1);

const hostile: Record<string, Draft> = {
  "one street": {
    ...gridTown(1, [{ residents: 300 }]),
    junctions: { x: [0, 40], y: [0, 0] },
    streets: [{ from: 0, to: 1, width: 4, line: [0, 0, 40, 0], highway: "residential" }],
  },
  "one street of no length that begins where it ends": {
    ...gridTown(1, [{ residents: 50 }]),
    junctions: { x: [0], y: [0] },
    streets: [{ from: 0, to: 0, width: 4, line: [0, 0, 0, 0], highway: "service" }],
  },
  "a zone without streets": gridTown(4, [{ residents: 400 }, { residents: 2_000, x: 9_000 }], { zoneOf: () => 0 }),
  "a zone with 0 residents": gridTown(4, [{ residents: 400 }, { residents: 0, households: 0 }]),
  "nobody at all": gridTown(2, [{ residents: 0 }]),
  "more children than adults": gridTown(4, [
    {
      residents: 900,
      ages: [
        { from: 0, to: 18, persons: 800 },
        { from: 30, to: 50, persons: 100 },
      ],
    },
  ]),
  "only children": gridTown(2, [{ residents: 60, ages: [{ from: 5, to: 9, persons: 10 }] }]),
  "more households than residents": gridTown(2, [{ residents: 40, households: 90 }]),
  "one household of many": gridTown(2, [{ residents: 400, households: 1 }]),
  "ages that do not sum to the residents": gridTown(2, [
    { residents: 333, ages: [{ from: 20, to: 200, persons: 1e6 }] },
  ]),
  "more jobs than people": gridTown(4, [{ residents: 300, workers: 5_000 }]),
  "jobs where nobody lives": gridTown(4, [
    { residents: 800, workers: 0 },
    { residents: 0, workers: 300 },
  ]),
  "more sites than jobs": gridTown(4, [{ residents: 300, workers: 10 }], {
    sites: [
      { use: "hospital", x: 100, y: 150, capacity: 200 },
      { use: "office", x: 10, y: 10 },
    ],
  }),
  "schools too small for their pupils": gridTown(4, [{ residents: 900 }], {
    sites: [
      { use: "elementary", x: 100, y: 150, capacity: 5 },
      { use: "high", x: 300, y: 350, capacity: 1 },
    ],
  }),
  "a junction of thirty streets": {
    ...gridTown(1, [{ residents: 400 }]),
    junctions: { x: Array.from({ length: 31 }, (_, j) => (j === 0 ? 0 : j * 30)), y: Array(31).fill(0) },
    streets: Array.from({ length: 30 }, (_, j) => ({
      from: 0,
      to: j + 1,
      width: 5,
      line: [0, 0, (j + 1) * 30, 0],
      highway: "residential",
    })),
  },
  "two towns apart": {
    ...gridTown(1, [{ residents: 400 }]),
    junctions: { x: [0, 100, 5_000, 5_100], y: [0, 0, 0, 0] },
    streets: [
      { from: 0, to: 1, width: 5, line: [0, 0, 100, 0], highway: "residential" },
      { from: 2, to: 3, width: 5, line: [5_000, 0, 5_100, 0], highway: "residential" },
    ],
  },
};

for (const [shape, draft] of Object.entries(hostile))
  test(`the laws hold in a city with ${shape}`, () => {
    const city = settle(draft, 7);
    expect(brokenLaws(city)).toEqual([]);
    expect([...city.zones.residents]).toEqual(draft.zones.map(({ residents }) => residents));
  });

for (const people of [2_000, 12_000])
  test(`the laws hold in Hyosan with ${people} residents`, () => {
    const draft = draftHyosan({ people, seed: 1 });
    const city = settle(draft, 1);
    expect(brokenLaws(city)).toEqual([]);
    expect([...city.zones.residents]).toEqual(draft.zones.map(({ residents }) => residents));
    expect(householdsByZone(city)).toEqual(draft.zones.map(({ households }) => households));
  });

test("the same draft and seed give the same city, another seed another one", () => {
  expect(cityHash(settle(TOWN, 1))).toBe(cityHash(town));
  expect(cityHash(settle(TOWN, 2))).not.toBe(cityHash(town));
});

test("zones have their residents, households and residents by age exactly", () => {
  const ages = [
    { from: 0, to: 14, persons: 130 },
    { from: 15, to: 64, persons: 700 },
    { from: 65, to: 99, persons: 170 },
  ];
  const city = settle(gridTown(5, [{ residents: 1_000, households: 430, ages }]), 3);
  expect(householdsByZone(city)).toEqual([430]);
  const inBand = ages.map(({ from, to }) => city.people.age.filter((age) => age >= from && age <= to).length);
  expect(inBand).toEqual([130, 700, 170]);
});

test("a street's area is length × width, and streets that meet are half their lengths apart", () => {
  const draft = hostile["two towns apart"]!;
  const { places, doors, doorStart } = settle(
    {
      ...draft,
      junctions: { x: [0, 100, 100], y: [0, 0, 60] },
      streets: [
        { from: 0, to: 1, width: 5, line: [0, 0, 100, 0], highway: "residential" },
        { from: 1, to: 2, width: 3, line: [100, 0, 100, 60], highway: "residential" },
      ],
    },
    1,
  );
  expect([...places.area.subarray(0, 2)].sort()).toEqual([180, 500]);
  const door = [...doors.to.subarray(doorStart[0], doorStart[1])].indexOf(1) + doorStart[0]!;
  expect(doors.distance[door]).toBe(80);
  expect(doors.width[door]).toBe(3);
});

test("at a junction of many streets the doors grow with the streets, not with their square", () => {
  const city = settle(hostile["a junction of thirty streets"]!, 7);
  let betweenStreets = 0;
  for (let street = 0; street < 30; street++)
    for (let door = city.doorStart[street]!; door < city.doorStart[street + 1]!; door++)
      if (city.doors.to[door]! < 30) betweenStreets++;
  expect(betweenStreets).toBe(0);
});

test("no building opens on a motorway, and a draft with nothing else is refused", () => {
  const streets = TOWN.streets.map((street, s) => (s % 5 === 0 ? { ...street, highway: "motorway" } : street));
  const city = settle({ ...TOWN, streets }, 1);
  const motorways = new Set(
    streets.filter((_, s) => s % 5 === 0).map(({ line }) => `${line[0]},${line[1]},${line[2]},${line[3]}`),
  );
  for (let street = 0; street < streets.length; street++) {
    const v = city.shapeStart[street]!;
    const key = `${city.shapeX[v]},${city.shapeY[v]},${city.shapeX[v + 1]},${city.shapeY[v + 1]}`;
    if (!motorways.has(key)) continue;
    for (let door = city.doorStart[street]!; door < city.doorStart[street + 1]!; door++)
      expect(city.doors.to[door]).toBeLessThan(streets.length);
  }
  const only = TOWN.streets.map((street) => ({ ...street, highway: "trunk" }));
  expect(() => settle({ ...TOWN, streets: only }, 1)).toThrow(/at least one street on which buildings can open/);
});

test("everyone of school age, and nobody else, is a pupil, in a class of about one age", () => {
  const { people, places, buildings } = town;
  const use = { 7: "elementary", 13: "middle", 16: "high" } as const;
  const agesInRoom = new Map<number, Set<number>>();
  for (let person = 0; person < people.age.length; person++) {
    const age = people.age[person]!;
    expect(people.role[person] === RoleCode.pupil).toBe(age >= 7 && age <= 18);
    if (people.role[person] !== RoleCode.pupil) continue;
    const room = people.anchor[person]!;
    const from = age <= 12 ? 7 : age <= 15 ? 13 : 16;
    expect(buildings.use[places.building[room]!]).toBe(BuildingUseCode[use[from]]);
    agesInRoom.set(room, (agesInRoom.get(room) ?? new Set()).add(age));
  }
  for (const ages of agesInRoom.values()) expect(Math.max(...ages) - Math.min(...ages)).toBeLessThanOrEqual(1);
});

test("children live with an adult wherever there are adults enough", () => {
  const { people, householdStart } = town;
  for (let h = 0; h + 1 < householdStart.length; h++)
    expect(Math.max(...people.age.subarray(householdStart[h], householdStart[h + 1]))).toBeGreaterThanOrEqual(20);
});

test("parents are about a generation older than the youngest child", () => {
  const { people, householdStart } = settle(gridTown(8, [{ residents: 6_000 }]), 2);
  const differences: number[] = [];
  for (let h = 0; h + 1 < householdStart.length; h++) {
    const ages = people.age.subarray(householdStart[h], householdStart[h + 1]);
    const child = ages.at(-1)!;
    if (child < 20 && ages.length > 1) differences.push(ages[0]! - child);
  }
  const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
  expect(mean).toBeGreaterThan(25);
  expect(mean).toBeLessThan(35);
  expect(differences.filter((d) => d < 16 || d > 50).length / differences.length).toBeLessThan(0.02);
});

test("who lives alone is of the ages of those who do in Korea", () => {
  const { people, householdStart } = settle(gridTown(8, [{ residents: 20_000 }]), 2);
  const alone: number[] = [];
  for (let h = 0; h + 1 < householdStart.length; h++)
    if (householdStart[h + 1]! - householdStart[h]! === 1) alone.push(people.age[householdStart[h]!]!);
  const share = (from: number, to: number) => alone.filter((age) => age >= from && age <= to).length / alone.length;
  expect(share(20, 29)).toBeCloseTo(0.19, 1);
  expect(share(30, 49)).toBeCloseTo(0.31, 1);
  expect(share(70, 110)).toBeCloseTo(0.17, 1);
});

test("every zone's jobs are filled exactly where the residents can fill them", () => {
  const city = settle(
    gridTown(6, [
      { residents: 1_200, workers: 500 },
      { residents: 800, workers: 300 },
    ]),
    1,
  );
  const jobs = [0, 0];
  for (let person = 0; person < city.people.age.length; person++)
    if (city.people.role[person] === RoleCode.worker) jobs[city.places.zone[city.people.anchor[person]!]!]!++;
  expect(jobs).toEqual([500, 300]);
});

test("homes are met from footprints first, and the manifest says how many", () => {
  const footprints = Array.from({ length: 30 }, (_, k) => ({
    x: 40 + (k % 6) * 90,
    y: 30 + 80 * Math.floor(k / 6),
    area: 90,
  }));
  const city = settle(gridTown(6, [{ residents: 220, households: 100 }], { footprints }), 1);
  expect(city.manifest.assumptions.join("\n")).toContain(
    "Homes: 100, of which 0 in apartment sites of the input, 30 in its building footprints and 70 on generated plots",
  );
});

test("places are ordered: streets, inner places, then homes in the order of their households", () => {
  const { kind, zone } = town.places;
  const group = (place: number) =>
    kind[place] === PlaceKindCode.street ? 0 : kind[place] === PlaceKindCode.home ? 2 : 1;
  for (let place = 1; place < kind.length; place++) {
    expect(group(place)).toBeGreaterThanOrEqual(group(place - 1));
    if (group(place) === group(place - 1)) expect(zone[place]).toBeGreaterThanOrEqual(zone[place - 1]!);
  }
  const { home } = town.households;
  for (let h = 1; h < home.length; h++) expect(home[h]).toBe(home[h - 1]! + 1);
});

test("every household has one of its zone's or a nearby shop, and there is one for 400 residents", () => {
  const { shop } = town.households;
  expect(shop.includes(NONE)).toBe(false);
  const shops = town.buildings.use.filter((use) => use === BuildingUseCode.shop).length;
  expect(shops).toBeGreaterThanOrEqual(Math.ceil(1_500 / 400) + Math.ceil(900 / 400));
});

test("the register is exact: it has everybody in the zones of their home, anchor and shop", () => {
  const { people, households, places, register, registerStart } = town;
  const inZone = [0, 1].map((zone) => new Set(register.subarray(registerStart[zone], registerStart[zone + 1])));
  for (let person = 0; person < people.age.length; person++) {
    const { home, shop } = households;
    const h = people.household[person]!;
    for (const place of [home[h]!, shop[h]!, people.anchor[person]!])
      if (place !== NONE) expect(inZone[places.zone[place]!]!.has(person)).toBe(true);
  }
});

function householdsByZone({ zones, households }: City): number[] {
  return [...zones.firstHousehold].map((first, z) => (zones.firstHousehold[z + 1] ?? households.home.length) - first);
}
