/**
 * Who is where: for each place the people in it, in three groups that stand one after the other in one block of
 * the pool. Entering, leaving, changing group and picking one at random each take constant time.
 */

import { Arena, roomOf, sizeFor } from "./arena.js";
import type { Border } from "./border.js";
import { Memory } from "./memory.js";

/** The groups, in the order in which they stand in a place's block. */
export const PREY = 0; // people the turned attack
export const HUNTER = 1; // turned who hunt
export const BYSTANDER = 2; // everyone else: infected, hybrid, dormant
export type Group = typeof PREY | typeof HUNTER | typeof BYSTANDER;

/** Size of a place's first block: four people. */
const SMALLEST_BLOCK = sizeFor(4);

export class Occupancy {
  /** [people] the place each person is in, or was last; valid for explicit people. */
  readonly place: Uint32Array;
  /** [people] group of each person who is in a place. */
  readonly group: Uint8Array;
  /** [people] entry of `pool` that holds the person. */
  private readonly slot: Int32Array;

  /** [places × 4] first entry of the place's block (0: none yet), and how many prey, hunters and bystanders it holds. */
  readonly header: Int32Array;
  /** [places] size of the block (see `roomOf`). */
  private readonly size: Uint8Array;
  private readonly arena: Arena;

  /** Told of every place in which somebody came, left or changed group, if it stands on the edge of a zone. */
  private readonly border: Border | undefined;

  constructor(people: number, places: number, memory = new Memory(false), arena = new Arena(memory), border?: Border) {
    this.arena = arena;
    this.border = border;
    this.place = memory.array("u32", people);
    this.group = memory.array("u8", people);
    this.slot = memory.array("i32", people);
    this.header = memory.array("i32", places * 4);
    this.size = memory.array("u8", places);
  }

  /** People by place and group; another array after somebody has entered a place. */
  get pool(): Int32Array {
    return this.arena.words;
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
    if (header[h] === 0 || total === roomOf(this.size[place]!)) this.enlarge(place, total);
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
    const { arena, slot, header } = this;
    const before = header[place * 4]!;
    const held = this.size[place]!;
    const size = before === 0 ? SMALLEST_BLOCK : sizeFor(2 * roomOf(held));
    const block = arena.take(size);
    if (before > 0) {
      const { words } = arena;
      for (let i = 0; i < total; i++) {
        const person = words[before + i]!;
        words[block + i] = person;
        slot[person] = block + i;
      }
      arena.give(before, held);
    }
    header[place * 4] = block;
    this.size[place] = size;
  }
}
