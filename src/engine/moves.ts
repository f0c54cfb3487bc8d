/** Where people whose whole course is recorded are while they are out of routine, as the zones write it. */
import { column } from "../base/columns.js";

export const MOVES = {
  time: column("f64", "s", "time since the scenario's start"),
  person: column("u32", "row of people", "who"),
  place: column("u32", "row of places", "where; NONE for those who take part no more"),
  goal: column("u32", "row of places", "where they are going; NONE if that is not known"),
  activity: column("u8", "code", "what they do (ACTIVITIES)"),
  purpose: column("u8", "code", "what for (PURPOSES); only on an errand"),
} as const;
