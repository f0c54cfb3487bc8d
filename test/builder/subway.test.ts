import { describe, expect, test } from "vitest";
import type { Draft, LineDraft } from "../../src/builder/draft.js";
import { settle } from "../../src/builder/settle.js";
import { type City, PlaceKindCode } from "../../src/city/city.js";
import { decodeCity, encodeCity } from "../../src/city/format.js";
import { brokenLaws } from "../../src/city/laws.js";
import { gridTown } from "./drafts.js";

const STATIONS = [0, 1, 2, 3].map((k) => ({ name: `S${k}`, x: 100 + 500 * k, y: 500, interchange: `S${k}` }));
const LINE: LineDraft = {
  name: "Line",
  closed: false,
  stations: [0, 1, 2, 3],
  headwayPeak: 120,
  headway: 300,
  speed: 15,
  dwell: 20,
  capacity: 500,
};

function townWith(...lines: LineDraft[]): City {
  const draft: Draft = gridTown(17, [{ residents: 400 }, { residents: 300 }], { lines, stations: STATIONS });
  return settle(draft, 1);
}

describe("a line becomes", () => {
  const city = townWith(LINE);
  const [line] = [0];

  test("trains enough for its peak headway on a round trip, with the floor area of their capacity", () => {
    const moving = (2 * 1500) / LINE.speed;
    const round = moving + 6 * LINE.dwell;
    expect(city.lines.trains[line]).toBe(Math.ceil(round / LINE.headwayPeak));
    expect(city.lines.every[line]).toBe(Math.round(300 / 120));
    const first = city.lines.firstTrain[line]!;
    for (let train = 0; train < city.lines.trains[line]!; train++) {
      expect(city.places.kind[first + train]).toBe(PlaceKindCode.vehicle);
      expect(city.places.area[first + train]).toBeCloseTo(500 * 0.39, 3);
      expect(city.manifest.placeNames[first + train]).toBe(`train ${train + 1} of Line`);
    }
  });

  test("a zone after all others that touches none and in which nobody lives", () => {
    expect(city.manifest.zones.map(({ name }) => name)).toEqual(["Zone 0", "Zone 1", "Line"]);
    expect([...city.zones.residents]).toEqual([400, 300, 0]);
    const { neighbourStart, neighbour } = city;
    expect(neighbourStart[2]).toBe(neighbourStart[3]);
    expect(neighbour.includes(2)).toBe(false);
  });

  test("platforms and entrances of its stations' names", () => {
    for (const k of [0, 1, 2, 3]) {
      const platform = city.platforms.place[city.stations.platform[k]!]!;
      expect(city.manifest.placeNames[platform]).toBe(`S${k}`);
      expect(city.places.x[platform]).toBe(STATIONS[k]!.x);
    }
    expect(city.interchanges.stop.length).toBe(4);
  });
});

test("two closed stations are no ring, one station is no line, and the rest of the town is that of a town without", () => {
  const city = townWith({ ...LINE, closed: true, stations: [0, 3] }, { ...LINE, name: "Stub", stations: [1] });
  expect([...city.lines.closed]).toEqual([0]);
  expect(city.manifest.leftOut).toContain("1 line with fewer than two stations");
  // what is not of the lines stays what it is in the town without
  const before = settle(gridTown(17, [{ residents: 400 }, { residents: 300 }]), 1);
  expect(townWith()).toEqual(before);
  expect([...city.people.age]).toEqual([...before.people.age]);
});

const WRONG: [string, Partial<LineDraft>, RegExp][] = [
  ["stations that are not there", { stations: [0, 9] }, /lines\.Line: expected rows of stations, found 0,9/],
  ["a station twice", { stations: [0, 1, 0] }, /expected each station once/],
  ["no dwell", { dwell: 0 }, /a dwell of at least 1 s, found 0/],
  ["a peak headway shorter than the dwell", { headwayPeak: 15 }, /a peak headway longer than the dwell, found 15/],
  ["fewer trains in peak hours", { headway: 60 }, /a headway not shorter than in peak hours, found 60/],
  ["no speed", { speed: Number.NaN }, /a speed above 0 m\/s, found NaN/],
  ["no capacity", { capacity: 0 }, /a capacity of 1 to 65535, found 0/],
  ["a round of days", { speed: 0.01 }, /a round of at most 5 h, found/],
];

test.each(WRONG)("a draft with %s is refused in words", (_, change, message) => {
  expect(() => townWith({ ...LINE, ...change })).toThrow(message);
});

describe("the laws notice", () => {
  const file = encodeCity(townWith(LINE, { ...LINE, name: "Ring", closed: true, stations: [0, 1, 2] }));
  const BREAKS: [string, (city: City) => void, RegExp][] = [
    [
      "a train in a zone of land",
      (c) => c.places.zone.fill(0, c.lines.firstTrain[0], c.lines.firstTrain[0]! + 1),
      /trains, and only they/,
    ],
    ["a resident of a line", (c) => c.zones.residents.fill(1, 2, 3), /zone of its own/],
    [
      "a train without a door",
      (c) => c.stations.platform.fill(c.stations.platform[1]!, 0, 1),
      /doors to the platforms/,
    ],
    ["runs too long for its trains", (c) => c.stations.run.fill(9_999, 0, 1), /a round takes no longer/],
    ["trains that stand at the next arrival", (c) => c.lines.dwell.fill(200), /dwell < headway/],
    ["a route to nowhere", (c) => c.routeNext.fill(0), /routes lead nearer/],
    ["a platform that is none", (c) => c.platforms.place.fill(0, 0, 1), /platforms of lines are platforms/],
    ["a line without a zone", (c) => c.lines.zone.fill(99, 0, 1), /lines.zone refers/],
  ];
  test.each(BREAKS)("%s", (_, spoil, law) => {
    const city = decodeCity(file.slice(0));
    expect(brokenLaws(city)).toEqual([]);
    spoil(city);
    expect(brokenLaws(city).join("\n")).toMatch(law);
  });
});
