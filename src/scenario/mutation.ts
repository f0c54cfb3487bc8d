/** How a strain mutates as it is passed on: the part of the scenario's schema that says so. */
import { z } from "zod";
import { Probability } from "./quantities.js";

/** What a mutation may change of a strain: each has a factor, 1 in the strain as the scenario has it. */
export const TRAITS = {
  incubation: "on the time from infection until someone turns or infects",
  bite: "on the weight of `bitten` among the outcomes of an attack",
  speed: "on the speed of the turned",
  hybrids: "on the weight of hybrids among the states that follow",
  dormancy: "on the time the turned wander before they go dormant",
  infectiousness: "on the rate of contacts",
} as const;
export type Trait = keyof typeof TRAITS;
export const TRAIT_NAMES = Object.keys(TRAITS) as readonly Trait[];

function spreadOf(trait: Trait) {
  return z.number().min(0).default(0).describe(`Standard deviation of the logarithm of the factor ${TRAITS[trait]}`);
}

export const Mutation = z.strictObject({
  probability: Probability.default(0).describe(
    "Probability that a transmission makes a new variant, whose factors are those of its parent times new draws",
  ),
  spread: z
    .strictObject({
      incubation: spreadOf("incubation"),
      bite: spreadOf("bite"),
      speed: spreadOf("speed"),
      hybrids: spreadOf("hybrids"),
      dormancy: spreadOf("dormancy"),
      infectiousness: spreadOf("infectiousness"),
    })
    .prefault({})
    .describe("How far a variant is from its parent, by trait: spread of log-normal factors of median 1"),
  most: z
    .number()
    .min(1)
    .default(10)
    .describe("No factor rises above this or falls below its inverse, however many mutations"),
  to: z
    .record(z.string().min(1), Probability)
    .default({})
    .describe("Probability that a transmission passes on another strain of the scenario instead, by strain"),
});
export type Mutation = z.output<typeof Mutation>;
