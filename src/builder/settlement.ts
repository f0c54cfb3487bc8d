/** What the stages of `settle` share. */
import type { Random } from "../base/random.js";
import type { Blueprint } from "./blueprint.js";
import type { Calibration } from "./calibrate.js";
import type { Draft } from "./draft.js";
import type { Frontage } from "./frontage.js";
import type { Streets } from "./network.js";

/** What a build finds out that is no part of the city, for its report. */
export interface BuildRecord {
  /** Homes by where they are from. */
  homes: { sites: number; footprints: number; generated: number };
  calibration?: Calibration;
}

/** A city while it is being built. */
export interface Settlement {
  readonly draft: Draft;
  readonly blueprint: Blueprint;
  readonly random: Random;
  readonly streets: Streets;
  readonly frontage: Frontage;
  /** Sentences for the manifest; stages append. */
  readonly assumptions: string[];
  readonly leftOut: string[];
  /** Stages fill it. */
  readonly record: BuildRecord;
}

/** A whole number as the manifest writes it: 12,345. */
export function count(n: number): string {
  return Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}
