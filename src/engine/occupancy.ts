/**
 * Who is where: for each place the people in it, in three groups that stand one after the other in one block of a
 * shared pool. Entering, leaving, changing group and picking one at random each take constant time.
 */

import type { Border } from "./border.js";
import { Memory } from "./memory.js";

/** The groups, in the order in which they stand in a place's block. */
export const PREY = 0; // people the turned attack
export const HUNTER = 1; // turned who hunt
export const BYSTANDER = 2; // everyone else: infected, hybrid, dormant
export type Group = typeof PREY | typeof HUNTER | typeof BYSTANDER;

const SMALLEST_BLOCK = 4;

export class Occupancy {
  /** [people] the place each person is in, or was last; valid for explicit people. */
  readonly place: Uint32Array;
  /** [people] group of each person who is in a place. */
  readonly group: Uint8Array;
  /** [people] entry of `pool` that holds the person. */
  private readonly slot: Int32Array;

  /** [places × 4] first entry of the place's block, and how many prey, hunters and bystanders it holds. */
  readonly header: Int32Array;
  /** [places] the block has room for SMALLEST_BLOCK << (size - 1) people; 0: no block yet. */
  private readonly size: Uint8Array;
  /** People by place and group; of the places this thread processes. */
  pool: Int32Array;
  private poolUsed = 0;
  /** First free block by size; free blocks hold the next one in their first entry. */
  private readonly free = new Int32Array(32).fill(-1);

  /** Told of every place in which somebody came, left or changed group, if it stands on the edge of a zone. */
  private readonly border: Border | undefined;

  constructor(people: number, places: number, memory = new Memory(false), border?: Border) {
    this.border = border;
    this.place = memory.array("u32", people);
    this.group = memory.array("u8", people);
    this.slot = memory.array("i32", people);
    this.header = memory.array("i32", places * 4);
    this.size = memory.array("u8", places);
    this.pool = new Int32Array(4096);
  }

  /** Number of people of a group in a place. */
  count(place: number, group: Group): number {
    return this.header[place * 4 + 1 + group]!;
  }

  /** Number of people in a place. */
  total(place: number): number {
    const h = place * 4;
    return this.header[h + 1]! + this.header[h + 2]! + this.header[h + 3]!;
  }

  /** First entry of `pool` that holds a member of the group in the place; `count` of them follow. */
  first(place: number, group: Group): number {
    const h = place * 4;
    let first = this.header[h]!;
    if (group > PREY) first += this.header[h + 1]!;
    if (group > HUNTER) first += this.header[h + 2]!;
    return first;
  }

  /** The k-th member of the group in the place. */
  pick(place: number, group: Group, k: number): number {
    return this.pool[this.first(place, group) + k]!;
  }

  /** Puts a person who is nowhere into a place. */
  enter(person: number, place: number, group: Group): void {
    const { header, slot } = this;
    const h = place * 4;
    const total = header[h + 1]! + header[h + 2]! + header[h + 3]!;
    const size = this.size[place]!;
    if (size === 0 || total === SMALLEST_BLOCK << (size - 1)) this.enlarge(place, total);
    const pool = this.pool;
    const first = header[h]!;
    // A gap opens at the end and travels down to the end of the person's group, one swap a group.
    let gap = first + total;
    if (group < BYSTANDER && header[h + 3]! > 0) gap = this.shift(first + header[h + 1]! + header[h + 2]!, gap);
    if (group < HUNTER && header[h + 2]! > 0) gap = this.shift(first + header[h + 1]!, gap);
    pool[gap] = person;
    slot[person] = gap;
    header[h + 1 + group]!++;
    this.place[person] = place;
    this.group[person] = group;
    if (this.border !== undefined && this.border.edge[place] !== 0) this.border.touch(place);
  }

  /** Takes a person out of the place they are in; `place` still says which that was. */
  leave(person: number): void {
    const { header, place } = this;
    const at = place[person]!;
    const group = this.group[person]!;
    const h = at * 4;
    const first = header[h]!;
    const preyEnd = first + header[h + 1]!;
    const hunterEnd = preyEnd + header[h + 2]!;
    // The gap the person leaves travels up to the end of the block.
    let gap = this.slot[person]!;
    if (group === PREY) gap = this.shift(preyEnd - 1, gap);
    if (group <= HUNTER && header[h + 2]! > 0) gap = this.shift(hunterEnd - 1, gap);
    if (header[h + 3]! > 0) this.shift(hunterEnd + header[h + 3]! - 1, gap);
    header[h + 1 + group]!--;
    if (this.border !== undefined && this.border.edge[at] !== 0) this.border.touch(at);
  }

  /** Changes the group of a person where they are. */
  regroup(person: number, group: Group): void {
    const at = this.place[person]!;
    this.leave(person);
    this.enter(person, at, group);
  }

  /**
   * Puts the prey and hunters of a place in the order of their row numbers, so that whom a random draw picks does
   * not depend on the order in which they came.
   */
  sort(place: number): void {
    for (const group of [PREY, HUNTER] as const) {
      const first = this.first(place, group);
      const end = first + this.count(place, group);
      if (end - first < 2) continue;
      this.pool.subarray(first, end).sort();
      for (let entry = first; entry < end; entry++) this.slot[this.pool[entry]!] = entry;
    }
  }

  /** Moves the person at entry `from` to the gap at `to`; returns the new gap. */
  private shift(from: number, to: number): number {
    const person = this.pool[from]!;
    this.pool[to] = person;
    this.slot[person] = to;
    return from;
  }

  private enlarge(place: number, total: number): void {
    const old = this.size[place]!;
    const size = old + 1;
    const block = this.newBlock(size);
    const { pool, slot, header } = this;
    if (old > 0) {
      const first = header[place * 4]!;
      for (let i = 0; i < total; i++) {
        const person = pool[first + i]!;
        pool[block + i] = person;
        slot[person] = block + i;
      }
      pool[first] = this.free[old]!;
      this.free[old] = first;
    }
    header[place * 4] = block;
    this.size[place] = size;
  }

  private newBlock(size: number): number {
    const free = this.free[size]!;
    if (free >= 0) {
      this.free[size] = this.pool[free]!;
      return free;
    }
    const length = SMALLEST_BLOCK << (size - 1);
    if (this.poolUsed + length > this.pool.length) {
      const larger = new Int32Array(Math.max(this.pool.length * 2, this.poolUsed + length));
      larger.set(this.pool);
      this.pool = larger;
    }
    const block = this.poolUsed;
    this.poolUsed += length;
    return block;
  }
}
