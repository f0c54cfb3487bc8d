/**
 * What a transmission passes on. With the probabilities of the infector's strain it is the infector's own variant, a new
 * variant of the same strain, or another strain of the scenario. A new variant's factor of each trait is its parent's
 * times exp(σ·N), so a factor is log-normal and its logarithm takes a Gaussian step at each mutation (Brownian motion
 * along the tree, Felsenstein 1985), within bounds. Another strain has its own numbers, and factors 1.
 *
 * A pure function of infector's variant, infectee and the number of the infectee's infection: whoever knows these (the
 * run, the recorder, a reader of its tables) finds the same variant. So a variant needs no name that threads would have
 * to agree on: it is the infection in which it arose.
 */
import { exp, normalQuantile } from "../../base/exact.js";
import type { Random } from "../../base/random.js";
import { Draw } from "../../city/draws.js";
import { TRAIT_NAMES } from "../../scenario/mutation.js";
import type { Scenario } from "../../scenario/schema.js";

/** Rows of the traits. */
export const INCUBATION = TRAIT_NAMES.indexOf("incubation");
export const BITE = TRAIT_NAMES.indexOf("bite");
export const SPEED = TRAIT_NAMES.indexOf("speed");
export const HYBRIDS = TRAIT_NAMES.indexOf("hybrids");
export const DORMANCY = TRAIT_NAMES.indexOf("dormancy");
export const INFECTIOUSNESS = TRAIT_NAMES.indexOf("infectiousness");
export const TRAITS = TRAIT_NAMES.length;

/** Whether some strain of a scenario mutates. */
export function mutates({ strains }: Pick<Scenario, "strains">): boolean {
  return Object.values(strains).some(
    ({ mutation }) =>
      mutation !== undefined && (mutation.probability > 0 || Object.values(mutation.to).some((each) => each > 0)),
  );
}

interface Law {
  /** Probability that a transmission makes a new variant of the strain. */
  readonly own: number;
  /** Other strains it may make, with the cumulative probability, that of a variant included. */
  readonly others: readonly { readonly strain: number; readonly cumulative: number }[];
  /** [traits] σ of the logarithm of the factor. */
  readonly spread: Float64Array;
  /** Bound of the factors, and of their inverses. */
  readonly most: number;
}

export class Heredity {
  /** [strains] */
  private readonly laws: readonly Law[];
  private readonly random: Random;
  /** Whether what was passed on last is a new variant. */
  isNew = false;

  constructor({ strains }: Pick<Scenario, "strains">, random: Random) {
    const names = Object.keys(strains);
    this.random = random;
    this.laws = Object.values(strains).map(({ mutation }) => {
      let cumulative = mutation?.probability ?? 0;
      const others = Object.entries(mutation?.to ?? {}).map(([name, probability]) => {
        cumulative += probability;
        return { strain: names.indexOf(name), cumulative };
      });
      const spread = Float64Array.from(TRAIT_NAMES, (trait) => mutation?.spread[trait] ?? 0);
      return { own: mutation?.probability ?? 0, others, spread, most: mutation?.most ?? 1 };
    });
  }

  /** Whether some strain's variants differ in a trait. */
  varies(trait: number): boolean {
    return this.laws.some(({ own, spread }) => own > 0 && spread[trait]! > 0);
  }

  /** The strain that an infector of a strain passes on in the `count`-th infection of someone; sets `isNew`. */
  passOn(strain: number, infectee: number, count: number): number {
    const { own, others } = this.laws[strain]!;
    const most = others.length === 0 ? own : others[others.length - 1]!.cumulative;
    this.isNew = false;
    if (most === 0) return strain;
    const u = this.random.uniform(Draw.mutation, infectee, count);
    this.isNew = u < most;
    if (u < own || !this.isNew) return strain;
    return others.find(({ cumulative }) => u < cumulative)!.strain;
  }

  /** A new variant's factor of a trait, from its parent's of the same strain; a number of 32 bits. */
  mutated(factor: number, trait: number, strain: number, infectee: number, count: number): number {
    const { spread, most } = this.laws[strain]!;
    const sigma = spread[trait]!;
    if (sigma === 0) return factor;
    const step = normalQuantile(this.random.uniform(Draw.genome, infectee, count, trait));
    return Math.fround(Math.min(most, Math.max(1 / most, factor * exp(sigma * step))));
  }
}
