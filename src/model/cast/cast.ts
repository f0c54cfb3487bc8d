/** The cast of a run: who plays whom, what they are like, and to whom they are tied beside everyone's ties. */
import type { Random } from "../../base/random.js";
import type { City } from "../../city/city.js";
import { type ExtraTie, FAMILY, FRIEND, RIVAL } from "../../city/ties.js";
import type { Cast as CastPlan, Member } from "../../scenario/cast.js";
import { pinCast } from "./plan.js";

/** One of the cast. */
export interface Player {
  readonly name: string;
  /** Row of people. */
  readonly person: number;
  readonly traits: Member["traits"];
}

const KIND = { friend: FRIEND, family: FAMILY, rival: RIVAL } as const;

export class Cast {
  readonly players: readonly Player[];
  readonly ties: readonly ExtraTie[];
  /** What is set of the traits, by row of people. */
  readonly traits: ReadonlyMap<number, Member["traits"]>;
  private readonly byName: ReadonlyMap<string, number>;

  /**
   * @param plan     of the scenario; undefined for a run without a cast
   * @param carried  rows of people that an earlier run has given to some of the names
   */
  constructor(
    city: City,
    plan: CastPlan | undefined,
    random: Random,
    carried: ReadonlyMap<string, number> = new Map(),
  ) {
    const rows = plan === undefined ? [] : pinCast(city, plan, random, carried);
    const named = Object.entries(plan?.people ?? {}).map(([name, { traits }], row) => {
      return { name, person: rows[row]!, traits };
    });
    this.players = named;
    this.byName = new Map(this.players.map(({ name, person }) => [name, person]));
    this.traits = new Map(this.players.map(({ person, traits }) => [person, traits]));
    this.ties = (plan?.ties ?? []).map(({ between: [a, b], kind, strength }) => {
      return { people: [this.rowOf(a), this.rowOf(b)], kind: KIND[kind], strength } as const;
    });
  }

  /** [people] 1 for each of the cast; undefined without one. */
  marked(people: number): Uint8Array | undefined {
    if (this.players.length === 0) return undefined;
    const marked = new Uint8Array(people);
    for (const { person } of this.players) marked[person] = 1;
    return marked;
  }

  /** Row of people of one of the cast. */
  rowOf(name: string): number {
    const person = this.byName.get(name);
    if (person === undefined) throw new RangeError(`the cast: expected one of its names, found ${name}`);
    return person;
  }
}
