import { describe, expect, test } from "vitest";
import { BYSTANDER, type Group, HUNTER, Occupancy, PREY } from "../../src/engine/occupancy.js";
import { below, dice } from "./dice.js";

const GROUPS = [PREY, HUNTER, BYSTANDER] as const;

/** The same contract, in the plainest way: for each place and group the set of people. */
class Naive {
  private readonly members = new Map<string, Set<number>>();
  of(place: number, group: Group): Set<number> {
    const key = `${place}/${group}`;
    if (!this.members.has(key)) this.members.set(key, new Set());
    return this.members.get(key)!;
  }
  everyone(): Set<number> {
    return new Set([...this.members.values()].flatMap((set) => [...set]));
  }
}

function members(occupancy: Occupancy, place: number, group: Group): number[] {
  return Array.from({ length: occupancy.count(place, group) }, (_, k) => occupancy.pick(place, group, k));
}

/** Counts, members, place and group of everyone, and that nobody is missing, twice or in a foreign block. */
function compare(occupancy: Occupancy, naive: Naive, people: number, places: number): void {
  const found = new Uint8Array(people);
  for (let place = 0; place < places; place++) {
    let total = 0;
    for (const group of GROUPS) {
      const expected = naive.of(place, group);
      const actual = members(occupancy, place, group);
      expect([...actual].sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b));
      for (const person of actual) {
        found[person]!++;
        expect(occupancy.place[person]!).toBe(place);
        expect(occupancy.group[person]!).toBe(group);
      }
      total += actual.length;
    }
    expect(occupancy.total(place)).toBe(total);
  }
  const inside = naive.everyone();
  for (let person = 0; person < people; person++) expect(found[person]).toBe(inside.has(person) ? 1 : 0);
}

describe("any sequence of enter, leave, regroup and sort leaves everyone where the plain sets have them", () => {
  const shapes: [
    name: string,
    people: number,
    places: number,
    choose: (roll: () => number, places: number) => number,
  ][] = [
    ["one person, one place", 1, 1, () => 0],
    ["everyone in one place", 500, 1, () => 0],
    ["few in many places", 60, 200, (roll, places) => below(roll, places)],
    ["crowds and empty streets", 800, 60, (roll, places) => Math.floor(places * roll() ** 6)],
    ["a crowd that walks from place to place", 400, 12, (roll, places) => below(roll, 1 + below(roll, places))],
  ];
  for (const [name, people, places, choose] of shapes) {
    test(name, () => {
      const roll = dice(people);
      const occupancy = new Occupancy(people, places);
      const naive = new Naive();
      const inside = new Uint8Array(people);
      for (let step = 0; step < 20_000; step++) {
        // Tides: a few thousand steps in which places fill, then as many in which they empty.
        const rising = Math.floor(step / 3000) % 2 === 0;
        const person = below(roll, people);
        const place = occupancy.place[person]!;
        const group = GROUPS[below(roll, 3)]!;
        if (inside[person] === 0) {
          if (!rising && roll() < 0.9) continue;
          const to = choose(roll, places);
          occupancy.enter(person, to, group);
          inside[person] = 1;
          naive.of(to, group).add(person);
        } else if (roll() < 0.5) {
          naive.of(place, occupancy.group[person]! as Group).delete(person);
          naive.of(place, group).add(person);
          occupancy.regroup(person, group);
        } else if (!rising || roll() < 0.2) {
          naive.of(place, occupancy.group[person]! as Group).delete(person);
          occupancy.leave(person);
          inside[person] = 0;
        }
        if (step % 50 === 0) occupancy.sort(choose(roll, places));
        if (step % 500 === 0) compare(occupancy, naive, people, places);
      }
      compare(occupancy, naive, people, places);
    });
  }
});

test("after sort prey and hunters stand by row number, however they came", () => {
  const roll = dice(5);
  const people = 1000;
  const orders = Array.from({ length: 5 }, () => {
    const occupancy = new Occupancy(people, 2);
    const rows = Array.from({ length: people }, (_, person) => person).sort(() => roll() - 0.5);
    for (const person of rows) occupancy.enter(person, person % 2, GROUPS[person % 3]!);
    occupancy.sort(0);
    return GROUPS.slice(0, 2).map((group) => members(occupancy, 0, group));
  });
  for (const order of orders) expect(order).toEqual(orders[0]);
  expect(orders[0]![0]).toEqual(Array.from({ length: 167 }, (_, k) => 6 * k));
});

test("places that fill and empty again and again reuse their blocks", () => {
  const occupancy = new Occupancy(1000, 50);
  const used: number[] = [];
  for (let round = 0; round < 60; round++) {
    for (let person = 0; person < 1000; person++) occupancy.enter(person, (round * 7) % 50, PREY);
    for (let person = 0; person < 1000; person++) occupancy.leave(person);
    used.push(occupancy.pool.length);
  }
  expect(used.at(-1)).toBeLessThanOrEqual(50 * 1024 * 4);
});
