/** Writes the report of a build. */
import type { City } from "../../city/city.js";
import { writeWhole } from "../files.js";
import type { Evidence } from "./evidence.js";
import { movements } from "./movements.js";
import { buildPage } from "./page.js";
import { survey } from "./survey.js";

export type { Evidence } from "./evidence.js";

/**
 * Writes the page over one that is there.
 *
 * @param seed     of the routines that are asked
 * @param version  of the program
 * @throws InputError if the file cannot be written
 */
export function writeBuildReport(city: City, evidence: Evidence, file: string, seed: number, version: string): void {
  const moved = movements(city, evidence.stations, evidence.footfall, seed);
  const figures = { city, evidence, survey: survey(city, evidence.facts), movements: moved, version };
  writeWhole(file, buildPage(figures));
}
