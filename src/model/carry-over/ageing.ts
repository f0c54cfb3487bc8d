/**
 * A city some years later: the same homes and households, everyone older by the years. Who has outgrown school is at home by day;
 * all others keep the place of their day. Nobody is born, moves or changes work.
 */
import { NONE } from "../../base/columns.js";
import { Random } from "../../base/random.js";
import { type City, RoleCode } from "../../city/city.js";
import { aged } from "./lapse.js";

/** Age from which nobody is a pupil: Korean high school ends in the year in which one becomes 19. */
const GROWN_UP = 19;

/** @param seed  of who people are */
export function agedCity(city: City, seed: number, seconds: number): City {
  const random = new Random(seed);
  const { people } = city;
  const [age, role, anchor] = [people.age.slice(), people.role.slice(), people.anchor.slice()];
  for (let person = 0; person < age.length; person++) {
    age[person] = aged(random, person, age[person]!, seconds);
    if (role[person] !== RoleCode.pupil || age[person]! < GROWN_UP || age[person] === people.age[person]) continue;
    role[person] = RoleCode["at-home"];
    anchor[person] = NONE;
  }
  return { ...city, people: { ...people, age, role, anchor } };
}
