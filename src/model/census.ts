/** How many people are in each state, by the zone they live in: what each thread has added and taken away. */
import type { City } from "../city/city.js";
import type { Memory } from "../engine/memory.js";
import type { Team } from "../engine/team.js";

export class Census {
  /** [people] zone each person lives in. */
  readonly residence: Uint16Array;
  private readonly states: number;
  /** [threads] [zones × states]; a thread's may be below 0, as the sum is not. */
  private readonly added: readonly Uint32Array[];
  private readonly own: Uint32Array;

  constructor(city: City, states: number, { size, rank }: Team, memory: Memory) {
    this.states = states;
    this.residence = memory.array("u16", city.people.age.length);
    this.added = Array.from({ length: size }, () => memory.array("u32", city.zones.x.length * states));
    this.own = this.added[rank]!;
  }

  /** Takes in someone who lives in a zone, in a state. */
  enter(zone: number, state: number): void {
    this.own[zone * this.states + state]!++;
  }

  /** Someone who lives in a zone goes from one state to another. */
  move(zone: number, from: number, to: number): void {
    const row = zone * this.states;
    this.own[row + from]!--;
    this.own[row + to]!++;
  }

  /** [states] people in each state. */
  byState(): Uint32Array {
    const { states } = this;
    const counts = new Uint32Array(states);
    for (const added of this.added) for (let i = 0; i < added.length; i++) counts[i % states]! += added[i]!;
    return counts;
  }

  /** [zones × states] people in each state. */
  byZoneState(): Uint32Array {
    const counts = new Uint32Array(this.own.length);
    for (const added of this.added) for (let i = 0; i < added.length; i++) counts[i]! += added[i]!;
    return counts;
  }
}
