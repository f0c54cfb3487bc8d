/** A small healthy scenario, and what goes wrong with it when a piece of its text is replaced. */
import { InputError, type Problem } from "../../src/base/problems.js";
import { loadScenario } from "../../src/scenario/load.js";

export const HEALTHY = `name: flu-and-bites
city: hyosan
start: 2021-10-29 09:10
until: 24 h
strains:
  bite:
    entry: incubating
    attack:
      law: { kind: encounter, handling: 15 s }
      outcomes: { bitten: 0.6, escaped: 0.4 }
    states:
      incubating:
        dwell: { exponential: { mean: 6 min } }
        next: { turned: 0.9, immune: 0.1 }
      turned: { conduct: turned }
      immune: {}
outbreak:
  - strain: bite
    count: 2
`;

/** The problems of a text; fails if it has none. */
export function problemsOf(text: string, sets: readonly string[] = []): readonly Problem[] {
  try {
    loadScenario(text, "a.yaml", sets);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error("no problem was found");
}

/** The printed lines for the healthy scenario with one piece replaced. */
export function sick(piece: string, replacement: string): string {
  if (!HEALTHY.includes(piece)) throw new Error(`not in the scenario: ${piece}`);
  return new InputError(problemsOf(HEALTHY.replace(piece, replacement))).message;
}

/** The printed lines for the healthy scenario with values set. */
export function sickSet(...sets: string[]): string {
  return new InputError(problemsOf(HEALTHY, sets)).message;
}
