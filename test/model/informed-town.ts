/** A town in which people talk, call and are told, for the tests of information. */
import { makeCity } from "../../src/builder/made.js";
import type { City } from "../../src/city/city.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { regrouped } from "./regrouped.js";
import { rezoned } from "./rezoned.js";
import { schoolOutbreak } from "./town.js";

/** All channels at once, in a town of `people`; `changes` replace parts of `information`. */
export function informed(
  people: number,
  changes: Record<string, unknown> = {},
  rest: Record<string, unknown> = {},
): Scenario {
  const information = {
    crowd: { rate: "6 per h", convinces: 0.1, abroad: 0.3, forget: "2 h" },
    calls: { delay: { median: "4 min" } },
    policy: { stance: "deny", review: "10 min", notice: 3, collapse: 0.2, leak: { rate: "0.01 per h" } },
    ...changes,
  };
  return schoolOutbreak(people, { information, ...rest });
}

const towns = new Map<string, City>();

/** The town of a scenario in square zones of `side` m, the people of a zone together; made once. */
export function groupedTown(scenario: Scenario, side: number): City {
  const key = `${JSON.stringify(scenario.city)} ${side}`;
  let town = towns.get(key);
  if (town === undefined) {
    town = regrouped(rezoned(makeCity(scenario.city, "test")!, side));
    towns.set(key, town);
  }
  return town;
}
