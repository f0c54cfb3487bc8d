/**
 * Which variant each infection is of, and where the variants come from. The log says of each infection by whom and whether
 * what was passed on had mutated; the factors follow from the addresses of the draws (`model/strains/heredity.ts`), so
 * they are worked out here once more. Variants are numbered in the order in which they arose.
 */
import { NONE } from "../base/columns.js";
import { Growing } from "../base/growing.js";
import { Random } from "../base/random.js";
import { Heredity, mutates, TRAITS } from "../model/strains/heredity.js";
import type { Scenario } from "../scenario/schema.js";

/** An infection as the log tells it. */
export interface Infection {
  /** Number of the infection, from 0. */
  readonly id: number;
  readonly person: number;
  /** NONE: seeded. */
  readonly infector: number;
  readonly strain: number;
  readonly place: number;
  readonly time: number;
}

export class Lineage {
  /** By variant: strain, parent (NONE: none), and the infection in which it arose: number, whose, where, when. */
  readonly strain = new Growing(Uint8Array, 16);
  readonly parent = new Growing(Uint32Array, 16);
  readonly infection = new Growing(Uint32Array, 16);
  readonly person = new Growing(Uint32Array, 16);
  readonly place = new Growing(Uint32Array, 16);
  readonly time = new Growing(Float64Array, 16);
  /** Mutations since the strain as the scenario has it. */
  readonly mutations = new Growing(Uint32Array, 16);
  /** Infections so far, and the time of the last, s. */
  readonly infections = new Growing(Uint32Array, 16);
  readonly last = new Growing(Float64Array, 16);
  /** [variants × traits] */
  readonly factors = new Growing(Float32Array, 16 * TRAITS);

  private readonly heredity: Heredity;
  /** [strains] the variant that is the strain as the scenario has it; NONE: not seen yet. And the strain's base, if any. */
  private readonly root: number[];
  private readonly base: readonly number[];
  /** [people] variant of the last infection, and number of infections; of nobody where no strain mutates. */
  private readonly variant: Uint32Array;
  private readonly count: Uint16Array;
  /** The next infection is of a new variant. */
  private isMutant = false;

  constructor(scenario: Scenario, seed: number, people: number) {
    const names = Object.keys(scenario.strains);
    const length = mutates(scenario) ? people : 0;
    this.heredity = new Heredity(scenario, new Random(seed));
    this.root = names.map(() => NONE);
    this.base = Object.values(scenario.strains).map(({ base }) => (base === undefined ? -1 : names.indexOf(base)));
    this.variant = new Uint32Array(length);
    this.count = new Uint16Array(length);
  }

  /** Number of variants. */
  get length(): number {
    return this.strain.length;
  }

  /** Takes in that the infection told next is of a new variant. */
  mutate(): void {
    this.isMutant = true;
  }

  /** Takes in an infection; returns its variant. */
  infect(infection: Infection): number {
    const { person } = infection;
    const variant = this.variantOf(infection);
    this.isMutant = false;
    this.infections.array[variant]!++;
    this.last.array[variant] = infection.time;
    if (this.variant.length > 0) {
      this.variant[person] = variant;
      this.count[person]!++;
    }
    return variant;
  }

  private variantOf(infection: Infection): number {
    const { infector, strain } = infection;
    if (infector === NONE || this.variant.length === 0) return this.rootOf(strain, infection);
    const own = this.variant[infector]!;
    return this.isMutant ? this.add(infection, own) : own;
  }

  /** The strain as the scenario has it. One with a base, put there by the scenario, comes from that. */
  private rootOf(strain: number, infection: Infection): number {
    if (this.root[strain] === NONE) {
      const base = this.base[strain]!;
      this.root[strain] = this.add(infection, base < 0 ? NONE : this.root[base]!, 0);
    }
    return this.root[strain]!;
  }

  private add(infection: Infection, parent: number, mutations?: number): number {
    const { id, person, strain, place, time } = infection;
    const variant = this.strain.push(strain);
    const count = this.count[person] ?? 0;
    const own = mutations === undefined && this.strain.array[parent] === strain;
    this.parent.push(parent);
    this.infection.push(id);
    this.person.push(person);
    this.place.push(place);
    this.time.push(time);
    this.mutations.push(mutations ?? this.mutations.array[parent]! + 1);
    this.infections.push(0);
    this.last.push(time);
    for (let trait = 0; trait < TRAITS; trait++) {
      const factor = own ? this.factors.array[parent * TRAITS + trait]! : 1;
      this.factors.push(own ? this.heredity.mutated(factor, trait, strain, person, count) : 1);
    }
    return variant;
  }
}
