/** A rezoned city with its people in order again: those of a zone stand together, as in every city of the builder. */
import { registerOf } from "../../src/builder/register.js";
import { allocate } from "../../src/base/columns.js";
import { type City, HOUSEHOLDS, PEOPLE } from "../../src/city/city.js";

export function regrouped(city: City): City {
  const { households, householdStart, places, people } = city;
  const zoneOf = (household: number) => places.zone[households.home[household]!]!;
  const order = Array.from(households.home.keys()).sort((a, b) => zoneOf(a) - zoneOf(b) || a - b);
  const cut = {
    ...city,
    people: allocate(PEOPLE, people.age.length),
    households: allocate(HOUSEHOLDS, order.length),
    householdStart: new Uint32Array(order.length + 1),
  };
  const { zones } = cut;
  let next = 0;
  for (const [row, old] of order.entries()) {
    const zone = zoneOf(old);
    if (zones.residents[zone] === 0) {
      zones.firstHousehold[zone] = row;
      zones.firstPerson[zone] = next;
    }
    cut.households.home[row] = households.home[old]!;
    cut.households.shop[row] = households.shop[old]!;
    for (let person = householdStart[old]!; person < householdStart[old + 1]!; person++, next++) {
      for (const name of ["age", "sex", "role", "anchor"] as const) cut.people[name][next] = people[name][person]!;
      cut.people.household[next] = row;
      zones.residents[zone]!++;
    }
    cut.householdStart[row + 1] = next;
  }
  return { ...cut, ...registerOf(cut) };
}
