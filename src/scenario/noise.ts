/** The part `noise` of a scenario: how far what is louder or softer than a scream is heard, and who takes it as danger. */
import { z } from "zod";
import { shown, type Finding } from "./findings.js";
import { Duration, Length, Probability } from "./quantities.js";
import type { Scenario } from "./schema.js";

interface Source {
  readonly range: number;
  readonly heed: number;
  readonly lasts: number;
}

function source(words: string, { range, heed, lasts }: Source) {
  return z
    .strictObject({
      range: Length.default(range).describe("Distance over which it is heard, along streets and through doors"),
      heed: Probability.default(heed).describe("Probability that who hears it at its source takes it as danger"),
      lasts: Duration.default(lasts).describe("How long it goes on, and draws the turned"),
    })
    .default({ range, heed, lasts })
    .describe(words);
}

export const Noise = z.strictObject({
  fade: z
    .number()
    .min(0)
    .max(4)
    .default(1)
    .describe("At a distance d people heed a noise of range r with (1 − d/r)^fade of its probability; 0: all alike"),
  shot: source("A shot", { range: 300, heed: 0.8, lasts: 0 }),
  alarm: source("The alarm of a building, heard in all of it", { range: 100, heed: 0.9, lasts: 600 }),
  broadcast: source("A loudspeaker in the street", { range: 300, heed: 0, lasts: 60 }),
  setOff: Probability.default(0).describe("Probability that someone who takes flight in a building sets its alarm off"),
});

export type Noise = z.output<typeof Noise>;

/** What a scenario with noise must also satisfy. */
export function* noiseFindings({ noise }: Scenario): Generator<Finding, void, undefined> {
  if (noise === undefined) return;
  for (const kind of ["shot", "alarm", "broadcast"] as const) {
    const { range } = noise[kind];
    if (range <= 0) yield { path: ["noise", kind, "range"], expected: "more than 0", found: shown(range) };
  }
}
