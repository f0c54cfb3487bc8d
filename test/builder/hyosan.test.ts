import { expect, test } from "vitest";
import type { Draft, SiteDraft } from "../../src/builder/draft.js";
import { draftHyosan } from "../../src/builder/hyosan.js";

const town = draftHyosan({ people: 120_000, seed: 1 });
const SIZES = [100, 1_000, 7_000, 45_000];

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const sitesOf = ({ sites }: Draft, use: SiteDraft["use"]) => sites.filter((site) => site.use === use);
const capacityOf = (draft: Draft, use: SiteDraft["use"]) =>
  sum(sitesOf(draft, use).map(({ capacity = 0 }) => capacity));

/** Number of connected components of the junctions. */
function components({ junctions, streets }: Draft): number {
  const parent = Array.from(junctions.x, (_, junction) => junction);
  const root = (junction: number): number => {
    let j = junction;
    while (parent[j] !== j) j = parent[j] = parent[parent[j]!]!;
    return j;
  };
  for (const { from, to } of streets) parent[root(from)] = root(to);
  return new Set(parent.map(root)).size;
}

test("the same seed gives the same draft, another seed another", () => {
  const draft = (seed: number) => JSON.stringify(draftHyosan({ people: 20_000, seed }));
  expect(draft(7)).toBe(draft(7));
  expect(draft(7)).not.toBe(draft(8));
});

test("the streets are one network, whatever the size and the seed", () => {
  expect(components(town)).toBe(1);
  for (const people of SIZES)
    for (let seed = 1; seed <= 5; seed++) expect(components(draftHyosan({ people, seed }))).toBe(1);
});

test("a street's line begins and ends at its junctions", () => {
  const { junctions, streets } = town;
  for (const { from, to, line } of streets) {
    const ends = [line[0], line[1], line[line.length - 2], line[line.length - 1]];
    expect(ends).toEqual([junctions.x[from], junctions.y[from], junctions.x[to], junctions.y[to]]);
  }
});

test("residents of the zones sum to the people asked for, by age too", () => {
  for (const people of [...SIZES, 120_000]) {
    const { zones } = people === 120_000 ? town : draftHyosan({ people, seed: 2 });
    expect(zones.length).toBeGreaterThanOrEqual(4);
    expect(sum(zones.map(({ residents }) => residents))).toBe(people);
    for (const { ages, residents } of zones) expect(sum(ages!.map(({ persons }) => persons))).toBe(residents);
  }
});

test("zones have 8,000 to 12,000 residents and names of their own", () => {
  for (const { residents } of town.zones) {
    expect(residents).toBeGreaterThan(8_000);
    expect(residents).toBeLessThan(12_500);
  }
  const { zones } = draftHyosan({ people: 1_500_000, seed: 3 });
  expect(new Set(zones.map(({ name }) => name)).size).toBe(zones.length);
  expect(new Set(zones.map(({ code }) => code)).size).toBe(zones.length);
});

test("zoneOf finds the zone of its middle and some zone anywhere", () => {
  town.zones.forEach(({ x, y }, zone) => {
    expect(town.zoneOf(x, y)).toBe(zone);
  });
  for (const [x, y] of [
    [1e6, 1e6],
    [-1e6, 3],
    [0, -1e6],
  ] as const)
    expect(town.zoneOf(x, y)).toBeLessThan(town.zones.length);
});

test("homes in the footprints are those of the households", () => {
  const homes = sum(town.footprints.map(({ area, levels }) => Math.floor((area * levels! * 0.75) / 80)));
  expect(homes).toBe(sum(town.zones.map(({ households }) => households!)));
});

test("there is one Hyosan High School, with 700 pupils near the middle of town", () => {
  const all = sitesOf(town, "high").filter(({ name }) => name === "Hyosan High School");
  expect(all).toHaveLength(1);
  expect(all[0]!.capacity).toBe(700);
  const inTown = town.zones.map(({ x, y }) => Math.hypot(x - all[0]!.x, y - all[0]!.y));
  expect(Math.max(...inTown)).toBeLessThan(4_500);
  for (const people of SIZES) {
    const names = draftHyosan({ people, seed: 4 }).sites.map(({ name }) => name);
    for (const name of ["Hyosan High School", "Hyosan Hospital", "Hyosan Station", "Hyosan City Hall"])
      expect(names.filter((n) => n === name)).toHaveLength(1);
  }
});

test("schools have a place for every resident of their ages", () => {
  for (const draft of [town, ...SIZES.map((people) => draftHyosan({ people, seed: 5 }))])
    for (const [use, from, to] of [
      ["elementary", 7, 12],
      ["middle", 13, 15],
      ["high", 16, 18],
    ] as const) {
      let pupils = 0;
      for (const { ages } of draft.zones)
        for (const band of ages!) {
          const years = Math.max(0, Math.min(band.to, to) - Math.max(band.from, from) + 1);
          pupils += (band.persons * years) / (band.to - band.from + 1);
        }
      expect(capacityOf(draft, use)).toBeGreaterThanOrEqual(Math.floor(pupils));
      expect(capacityOf(draft, use)).toBeLessThan(1.2 * pupils + 40);
    }
});

test("jobs are 0.9 for each of the half of residents who work", () => {
  const jobs = sum(town.zones.map(({ workers }) => workers!));
  expect(jobs / 120_000).toBeCloseTo(0.45, 2);
});

test("streets, homes, shops and stops grow in proportion to the people", () => {
  const city = draftHyosan({ people: 600_000, seed: 1 });
  const ratio = (count: (draft: Draft) => number) => count(city) / count(town) / 5;
  for (const count of [
    (d: Draft) => d.streets.length,
    (d: Draft) => d.footprints.length,
    (d: Draft) => sitesOf(d, "shop").length,
    (d: Draft) => sitesOf(d, "stop").length,
    (d: Draft) => sitesOf(d, "elementary").length,
    (d: Draft) => sum(d.zones.map(({ area }) => area)),
  ]) {
    expect(ratio(count)).toBeGreaterThan(0.75);
    expect(ratio(count)).toBeLessThan(1.25);
  }
});

test("a number of people that is none is refused", () => {
  for (const people of [0, 99, 1_000.5, Number.NaN]) expect(() => draftHyosan({ people, seed: 1 })).toThrow(RangeError);
});
