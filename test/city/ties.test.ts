import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { FAMILY, MATE, MATES, NEIGHBOUR, NEIGHBOURS, Ties } from "../../src/city/ties.js";
import { smallCity } from "./hyosan.js";

const city = smallCity(6000);
const people = city.people.age.length;
const ties = new Ties(city, new Random(7));

function tiesOf(person: number): Map<number, number> {
  const count = ties.of(person);
  return new Map(Array.from({ length: count }, (_, row) => [ties.person[row]!, ties.kind[row]!]));
}

test("ties are mutual, of the same kind on both sides, never to oneself", () => {
  for (let person = 0; person < people; person += 7) {
    for (const [other, kind] of tiesOf(person)) {
      expect(other).not.toBe(person);
      expect(other).toBeLessThan(people);
      expect(tiesOf(other).get(person), `${person} and ${other}`).toBe(kind);
    }
  }
});

test("family is the household, mates share the room, neighbours the zone", () => {
  const { household, anchor } = city.people;
  const zoneOf = (person: number) => city.places.zone[city.households.home[household[person]!]!];
  for (let person = 0; person < people; person += 11) {
    const found = tiesOf(person);
    const family = [...found].filter(([, kind]) => kind === FAMILY).length;
    expect(family).toBe(city.householdStart[household[person]! + 1]! - city.householdStart[household[person]!]! - 1);
    for (const [other, kind] of found) {
      if (kind === FAMILY) expect(household[other]).toBe(household[person]);
      if (kind === MATE) expect([anchor[other], anchor[other] === NONE]).toEqual([anchor[person], false]);
      if (kind === NEIGHBOUR) expect(zoneOf(other)).toBe(zoneOf(person));
    }
    expect(ties.between(person, [...found.keys()][0] ?? NONE)).toBe([...found.values()][0] ?? NONE);
  }
});

test("almost everyone has a friend in every circle, and friends are no neighbours in the table", () => {
  let neighbours = 0;
  let near = 0;
  let asked = 0;
  for (let person = 0; person < people; person += 5) {
    asked++;
    for (const [other, kind] of tiesOf(person)) {
      if (kind !== NEIGHBOUR) continue;
      neighbours++;
      if (Math.abs(other - person) <= 10) near++;
    }
  }
  // missing: who meets themselves, or family, or the same friend twice: of the order of 1 / residents of a zone
  expect(neighbours / asked).toBeGreaterThan(NEIGHBOURS - 0.1);
  // of some thousand residents a share of 20 / residents stands within ten rows: less than one in twenty
  expect(near / neighbours).toBeLessThan(0.05);
  expect(MATES).toBeGreaterThan(0);
});

test("other seeds make other friends, the same seed the same", () => {
  const person = 100;
  const again = new Ties(city, new Random(7));
  const other = new Ties(city, new Random(8));
  again.of(person);
  other.of(person);
  const mine = [...tiesOf(person).keys()];
  expect(again.person).toEqual(mine);
  expect(other.person).not.toEqual(mine);
});
