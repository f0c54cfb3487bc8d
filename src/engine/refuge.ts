/** State of refuges and of those in them; only where the scenario has groups. */
import { column } from "../base/columns.js";

/** Of each place. What changes in the course of time is reckoned up to `settledAt`. */
export const REFUGE_STATE = {
  settledAt: column("f64", "s", "time up to which strength, hazard and supplies are reckoned"),
  strength: column("f64", "s", "mean time one turned person would need to break in now; 0: as at the start"),
  hazard: column("f64", "1", "unit-exponential hazard left until the door gives way; 0 if not drawn"),
  breakAt: column("f64", "s", "time at which the door gives way; Infinity if nobody works on it"),
  noticeAt: column("f64", "s", "time at which somebody's bite is noticed; Infinity if there is none"),
  reviewAt: column("f64", "s", "time at which supplies run out or are talked about; Infinity: never"),
  water: column("f64", "person-days", "water in store"),
  food: column("f64", "person-days", "food in store"),
  dryAt: column("f64", "s", "time at which the water ran out; 0 if it has not"),
  hungryAt: column("f64", "s", "time at which the food ran out; 0 if it has not"),
  ally: column("u32", "row of places + 1", "refuge with which there is a pact; 0: none"),
  broken: column("u32", "count", "times the door gave way: the count of barricade draws"),
  members: column("u16", "count", "people who shelter there"),
  working: column("u16", "count", "turned of its own zone who work on its doors"),
  residents: column("u8", "count", "people who live there, 255 at most"),
  stocked: column("u8", "code", "1: its supplies have been found out"),
  reviews: column("u32", "count", "talks without water: the count of talk draws"),
} as const;

/** Of each person. */
export const MEMBER_STATE = {
  refuge: column("u32", "row of places + 1", "place of the group the person belongs to; 0: none"),
  from: column("u32", "row of places + 1", "place of the group they belonged to last; 0: none"),
  admitted: column("u32", "row of places + 1", "shut place whose doors are held open for them; 0: none"),
  refused: column("u32", "row of places + 1", "shut place that last turned them away; 0: none"),
  judged: column("u32", "row of places + 1", "place whose group has decided about what it knows of them; 0: none"),
  askedAt: column("f64", "s", "time at which they were last turned away; 0: never"),
  barred: column("u32", "row of places + 1", "place they were driven out of; 0: none"),
  whom: column("u32", "row of people + 1", "whom they last thought of fetching; 0: nobody"),
  pace: column("f32", "m/s", "they run no faster than this, for the sake of another; 0: as fast as they can"),
  known: column("u8", "code", "1: known to be infected, or no human any more, to those around them"),
  tries: column("u8", "count", "times they have gone on after whom they went to fetch"),
  weak: column("u8", "code", "1: has gone hungry"),
} as const;
