import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { freezeDoors } from "../../src/builder/doors.js";
import { shortestPaths } from "../../src/city/forest.js";

const PLACES = 300;

/** A random network of 300 places, not all connected. */
function network() {
  const random = new Random(5);
  const a: number[] = [];
  const b: number[] = [];
  const distance: number[] = [];
  for (let joint = 0; joint < 420; joint++) {
    a.push(random.below(PLACES, 1, joint, 0));
    b.push((a[joint]! + 1 + random.below(PLACES - 1, 2, joint, 0)) % PLACES);
    distance.push(Math.fround(0.5 + 300 * random.uniform(3, joint, 0) ** 3));
  }
  const ones = distance.map(() => 1);
  return freezeDoors(PLACES, { a, b, distance, width: ones, isPrivate: ones.map(() => false) });
}

test("distances are those of Bellman and Ford, and doors lead along them", () => {
  const city = network();
  const { doors, doorStart } = city;
  const roots = [3, 77, 150, 3];
  const expected = new Float64Array(PLACES).fill(Infinity);
  for (const root of roots) expected[root] = 0;
  for (let round = 0; round < PLACES; round++)
    for (let place = 0; place < PLACES; place++)
      for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++)
        expected[place] = Math.min(expected[place]!, expected[doors.to[door]!]! + doors.distance[door]!);
  const { door, distance } = shortestPaths(city, roots);
  expect(distance.includes(Infinity)).toBe(true);
  for (let place = 0; place < PLACES; place++) {
    if (expected[place] === Infinity) expect(distance[place]).toBe(Infinity);
    else expect(distance[place]).toBeCloseTo(expected[place]!, 2);
    if (door[place] === NONE) expect([0, Infinity]).toContain(expected[place]);
    else {
      expect(doorStart[place]! <= door[place]! && door[place]! < doorStart[place + 1]!).toBe(true);
      expect(distance[doors.to[door[place]!]!]! + doors.distance[door[place]!]!).toBeCloseTo(distance[place]!, 2);
    }
  }
});
