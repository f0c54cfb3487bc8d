import { expect, test } from "vitest";
import { openCity } from "../../src/builder/cities.js";
import { cityFromGraph, cityFromRoom } from "../../src/builder/inline.js";
import type { City } from "../../src/city/city.js";
import { brokenLaws } from "../../src/city/laws.js";

const HERE = "scenario.yaml";

test("a room holds everybody", () => {
  const city = cityFromRoom({ people: 500, area: 80 });
  expect(brokenLaws(city)).toEqual([]);
  expect(city.places.area).toEqual(Float32Array.of(80));
  expect(new Set(city.households.home)).toEqual(new Set([0]));
});

test("chains and lattices have the neighbours theory gives them", () => {
  expect(degrees(cityFromGraph({ kind: "chain", people: 5, periodic: false }, HERE))).toEqual([1, 2, 2, 2, 1]);
  expect(degrees(cityFromGraph({ kind: "chain", people: 5, periodic: true }, HERE))).toEqual([2, 2, 2, 2, 2]);
  expect(degrees(cityFromGraph({ kind: "chain", people: 1, periodic: true }, HERE))).toEqual([0]);
  const open = cityFromGraph({ kind: "lattice", side: 3, periodic: false }, HERE);
  expect(degrees(open)).toEqual([2, 3, 2, 3, 4, 3, 2, 3, 2]);
  expect(neighbours(open, 4)).toEqual([1, 3, 5, 7]);
  const torus = cityFromGraph({ kind: "lattice", side: 3, periodic: true }, HERE);
  expect(degrees(torus)).toEqual(Array(9).fill(4));
  expect(neighbours(torus, 0)).toEqual([1, 2, 3, 6]);
  expect(brokenLaws(torus)).toEqual([]);
});

for (const [people, degree] of [
  [4, 1],
  [4, 3],
  [5, 2],
  [6, 4],
  [7, 6],
  [50, 3],
  [51, 26],
  [1_000, 4],
] as const)
  test(`a random regular graph of ${people} people has degree ${degree}, no loops and no double edges`, () => {
    const city = cityFromGraph({ kind: "random-regular", people, degree }, HERE);
    expect(brokenLaws(city)).toEqual([]);
    expect(degrees(city)).toEqual(Array(people).fill(degree));
    for (let person = 0; person < people; person++) {
      expect(new Set(neighbours(city, person)).size).toBe(degree);
      expect(neighbours(city, person)).not.toContain(person);
    }
  });

test("impossible graphs are refused with their path", () => {
  const regular = (people: number, degree: number) => () =>
    cityFromGraph({ kind: "random-regular", people, degree }, HERE);
  expect(regular(5, 3)).toThrow(
    "scenario.yaml city.graph.degree: expected an even number of people × degree, found 5 × 3",
  );
  expect(regular(4, 4)).toThrow("expected a degree below the number of people, 4, found 4");
  const edges =
    (...list: [number, number][]) =>
    () =>
      cityFromGraph({ kind: "edges", people: 3, edges: list }, HERE);
  expect(edges([0, 1], [1, 3])).toThrow("city.graph.edges.1: expected two people from 0 to 2, found [1, 3]");
  expect(edges([2, 2])).toThrow("expected two different people");
  expect(edges([0, 1], [1, 0])).toThrow("city.graph.edges.1: expected each edge once");
  expect(degrees(edges([0, 1], [1, 2])())).toEqual([1, 2, 1]);
});

test("a name that is no city is refused with the names that exist", async () => {
  await expect(openCity("atlantis", { file: HERE })).rejects.toThrow(
    'scenario.yaml city: expected a built-in city (hyosan, seoul) or the path of a .city file, found "atlantis"',
  );
  await expect(openCity("none.city", { file: "/nowhere/s.yaml" })).rejects.toThrow(
    "/nowhere/none.city: expected a city file, found no such file",
  );
  expect((await openCity({ room: { people: 3, area: 10 } }, { file: HERE })).people.age.length).toBe(3);
});

function degrees({ doorStart }: City): number[] {
  return [...doorStart.subarray(1)].map((end, place) => end - doorStart[place]!);
}

function neighbours({ doors, doorStart }: City, place: number): number[] {
  return [...doors.to.subarray(doorStart[place], doorStart[place + 1])].sort((a, b) => a - b);
}
