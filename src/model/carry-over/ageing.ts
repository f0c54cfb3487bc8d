/**
 * A city some years later: the same homes and households, everyone older by the years. Who has outgrown school, or whose place of
 * the day is destroyed, is at home by day; all others keep the place of their day. Nobody is born, moves or changes work; who lost
 * their shop goes to none.
 */
import { NONE } from "../../base/columns.js";
import { Random } from "../../base/random.js";
import { type City, RoleCode } from "../../city/city.js";
import type { Earlier } from "../../scenario/continue.js";
import { aged } from "./lapse.js";

/** Age from which nobody is a pupil: Korean high school ends in the year in which one becomes 19. */
const GROWN_UP = 19;

/**
 * @param seed    of who people are
 * @param damage  to places, in the years before
 */
export function agedCity(city: City, seed: number, seconds: number, damage: Earlier["damage"]): City {
  const random = new Random(seed);
  const { people, households } = city;
  const ruins = new Set(damage.filter(({ what }) => what === "destroyed").map(({ place }) => place));
  const [age, role, anchor] = [people.age.slice(), people.role.slice(), people.anchor.slice()];
  for (let person = 0; person < age.length; person++) {
    age[person] = aged(random, person, age[person]!, seconds);
    const isGrown = role[person] === RoleCode.pupil && age[person]! >= GROWN_UP && age[person] !== people.age[person];
    if (!isGrown && !ruins.has(anchor[person]!)) continue;
    role[person] = RoleCode["at-home"];
    anchor[person] = NONE;
  }
  const shop = households.shop.map((place) => (ruins.has(place) ? NONE : place));
  return { ...city, people: { ...people, age, role, anchor }, households: { ...households, shop } };
}
