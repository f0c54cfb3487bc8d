/** The scenario's `continue`: it begins from the end of an earlier run, years later. What that run has left is an `Earlier`. */
import { z } from "zod";
import { Duration } from "./quantities.js";
import type { Scenario } from "./schema.js";

/** States that scenarios with `continue` have beside those of their strains. */
export const LOST = "lost"; // dead before the run began
export const HYBRID_BEFORE = "hybrid-before"; // a hybrid since before the run began, of a strain that the scenario does not have

export const Continue = z.strictObject({
  run: z.string().min(1).describe("Folder of the earlier run, relative to the scenario file"),
  after: Duration.describe("Time from the end of that run to the start of this one"),
  carry: z
    .enum(["city", "cast"])
    .default("city")
    .describe(
      "city: the same city, everyone in it and its damage; cast: another city, and of the earlier one only named people",
    ),
});

/** What a run has left, as its folder says. */
export interface Earlier {
  /** Its folder. */
  readonly run: string;
  readonly scenario: Scenario;
  readonly cityName: string;
  readonly cityHash: string;
  /** Seed of who people are: of the first run of those that continue each other. */
  readonly seed: number;
  /** s that it lasted. */
  readonly lasted: number;
  /** s that the people of its city have aged by its end since the city was made. */
  readonly elapsed: number;
  /** Everyone who is not as they were at the start: row of people, state, strain (null: none). */
  readonly people: readonly { readonly person: number; readonly state: string; readonly strain: string | null }[];
  /** Places that are not as they were. */
  readonly damage: readonly { readonly place: number; readonly what: string }[];
  readonly cast: readonly EarlierPlayer[];
}

/** One of the cast of an earlier run, as they were at its end. */
export interface EarlierPlayer {
  readonly name: string;
  readonly person: number;
  readonly age: number;
  readonly sex: string;
  readonly state: string;
  readonly strain: string | null;
}
