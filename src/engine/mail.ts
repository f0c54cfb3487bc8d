/**
 * What crosses a zone border during a window, or goes from anywhere to the zone someone lives in: written by the zone it comes
 * from, read by the other when the next window begins.
 */
import { column, type Table } from "../base/columns.js";

/** Kinds of mail. */
export const ARRIVAL = 0; // a person, on their way into a place
export const NOISE = 1; // a noise, heard up to the border
export const NEWS = 2; // what someone comes to believe, wherever they are, to their home

export const MAIL = {
  kind: column("u8", "code", "ARRIVAL, NOISE or NEWS"),
  to: column("u32", "row of places", "place it comes into; news: their home"),
  time: column("f64", "s", "arrival: when; noise: when it was made"),
  person: column("u32", "row of people", "arrival, news: who"),
  progress: column("f64", "s", "arrival: time of their next change of state; Infinity if none"),
  contact: column("f64", "s", "arrival: time of their next contact; Infinity if none"),
  door: column("u32", "row of doors", "noise: way back to where it came from"),
  source: column("u32", "row of places", "noise: where it was made"),
  range: column("f64", "m", "noise: distance it has come"),
  noise: column("u8", "code", "noise: its kind (NOISES)"),
  belief: column("u8", "code", "news: what becomes of their belief (RUMOUR …)"),
  from: column("u32", "row of people", "news: from whom; NONE: from nobody"),
} as const;

/** A row of mail. */
export interface Letter {
  readonly mail: Table<typeof MAIL>;
  readonly row: number;
}
