/**
 * The genomes of the infected: of each person the factors of the variant they have (`heredity.ts`), in columns of people
 * that are there only for the traits in which some strain's variants differ, and only where some strain mutates.
 */
import { NONE } from "../../base/columns.js";
import type { Random } from "../../base/random.js";
import type { Memory } from "../../engine/memory.js";
import type { Scenario } from "../../scenario/schema.js";
import { Heredity, TRAITS } from "./heredity.js";

export class Variation {
  private readonly heredity: Heredity;
  /** [traits] [people] factor of the variant the person has; undefined for traits in which variants do not differ. */
  private readonly factors: readonly (Float32Array | undefined)[];
  /** [people] infections so far: the count of the draws of heredity. */
  private readonly infections: Uint16Array;

  constructor(scenario: Scenario, random: Random, people: number, memory: Memory) {
    this.heredity = new Heredity(scenario, random);
    this.infections = memory.array("u16", people);
    this.factors = Array.from({ length: TRAITS }, (_, trait) =>
      this.heredity.varies(trait) ? memory.array("f32", people) : undefined,
    );
  }

  /** Whether what was passed on last is a new variant. */
  get isNew(): boolean {
    return this.heredity.isNew;
  }

  /** Gives a person the variant that an infector (NONE: the scenario itself, by a seeding) passes on; returns its strain. */
  passOn(infectee: number, infector: number, strain: number): number {
    const { heredity, infections, factors } = this;
    const count = infections[infectee]!++;
    const passed = infector === NONE ? strain : heredity.passOn(strain, infectee, count);
    if (infector === NONE) heredity.isNew = false;
    const own = infector !== NONE && passed === strain;
    for (let trait = 0; trait < TRAITS; trait++) {
      const column = factors[trait];
      if (column === undefined) continue;
      const factor = own ? column[infector]! : 1;
      const mutates = own && heredity.isNew;
      column[infectee] = mutates ? heredity.mutated(factor, trait, strain, infectee, count) : factor;
    }
    return passed;
  }

  /** Factor of a trait of the variant that an infected person has. */
  factor(trait: number, person: number): number {
    const column = this.factors[trait];
    return column === undefined ? 1 : column[person]!;
  }
}
