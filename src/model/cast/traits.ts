/**
 * What people are like: courage, loyalty, strength, trust, each as a rank from 0 to 1 (the share of all people who have less
 * of it). It is drawn, uniform, at an address of the person's own; the cast may have it set. Every rule asks here.
 */
import type { Random } from "../../base/random.js";
import { Draw } from "../../city/draws.js";
import type { Member, Trait } from "../../scenario/cast.js";

const PURPOSE: Record<Trait, number> = {
  courage: Draw.courage,
  loyalty: Draw.loyalty,
  strength: Draw.strength,
  trust: Draw.trust,
};

export class Traits {
  /** @param set  what is set for some, by row of people */
  constructor(
    private readonly random: Random,
    private readonly set: ReadonlyMap<number, Member["traits"]>,
  ) {}

  /** A person's rank in a trait, from 0 to 1. */
  of(person: number, trait: Trait): number {
    const own = this.set.size === 0 ? undefined : this.set.get(person)?.[trait];
    return own ?? 1 - this.random.uniform(PURPOSE[trait], person, 0);
  }
}
