/**
 * Who is where: for each place the people in it, in three groups that stand one after the other in one block of a
 * shared pool. Entering, leaving, changing group and picking one at random each take constant time.
 */
import { column, NONE } from "../base/columns.js";
import type { Records } from "../base/records.js";

/** The groups, in the order in which they stand in a place's block. */
export const PREY = 0; // people the turned attack
export const HUNTER = 1; // turned who hunt
export const BYSTANDER = 2; // everyone else: infected, hybrid, dormant
export type Group = typeof PREY | typeof HUNTER | typeof BYSTANDER;

const SMALLEST_BLOCK = 4;

/** What the occupancy keeps of each person. */
export const OCCUPANT = {
  place: column("u32", "row of places", "place the person is in; NONE for those whom the routine places"),
  slot: column("i32", "entry of the pool", "entry that holds the person, while in a place"),
  group: column("u8", "code", "group of the person, while in a place: 0 prey, 1 hunter, 2 bystander"),
} as const;

/** What the occupancy keeps of each place. The counts stand in the order of the groups. */
export const OCCUPIED = {
  block: column("i32", "entry of the pool", "first entry of the place's block"),
  prey: column("i32", "count", "people in the place whom the turned attack"),
  hunters: column("i32", "count", "turned in the place who hunt"),
  bystanders: column("i32", "count", "everyone else in the place"),
  size: column("u8", "code", "the block has room for SMALLEST_BLOCK << (size - 1) people; 0: no block yet"),
} as const;

export class Occupancy {
  readonly place: Records<typeof OCCUPANT>["place"];
  readonly group: Records<typeof OCCUPANT>["group"];
  private readonly slot: Records<typeof OCCUPANT>["slot"];

  /** Place records as words: those of place p begin with the block at `p * stride + block`. */
  private readonly header: Int32Array;
  private readonly stride: number;
  private readonly block: number;
  private readonly size: Records<typeof OCCUPIED>["size"];
  /** People by place and group. */
  pool = new Int32Array(4096);
  private poolUsed = 0;
  /** First free block by size; free blocks hold the next one in their first entry. */
  private readonly free = new Int32Array(32).fill(-1);

  /** An empty occupancy over the records of people and places; nobody is in a place. */
  constructor(people: Records<typeof OCCUPANT>, places: Records<typeof OCCUPIED>) {
    this.place = people.place;
    this.group = people.group;
    this.slot = people.slot;
    this.header = places.words;
    this.stride = places.recordBytes / 4;
    this.block = places.wordOf.block!;
    this.size = places.size;
    for (let person = 0; person < people.rows; person++) this.place.set(person, NONE);
  }

  /** Number of people of a group in a place. */
  count(place: number, group: Group): number {
    return this.header[place * this.stride + this.block + 1 + group]!;
  }

  /** Number of people in a place. */
  total(place: number): number {
    const h = place * this.stride + this.block;
    return this.header[h + 1]! + this.header[h + 2]! + this.header[h + 3]!;
  }

  /** First entry of `pool` that holds a member of the group in the place; `count` of them follow. */
  first(place: number, group: Group): number {
    const h = place * this.stride + this.block;
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
    const h = place * this.stride + this.block;
    const total = header[h + 1]! + header[h + 2]! + header[h + 3]!;
    const size = this.size.get(place);
    if (size === 0 || total === SMALLEST_BLOCK << (size - 1)) this.enlarge(place, total);
    const pool = this.pool;
    const first = header[h]!;
    // A gap opens at the end and travels down to the end of the person's group, one swap a group.
    let gap = first + total;
    if (group < BYSTANDER && header[h + 3]! > 0) gap = this.shift(first + header[h + 1]! + header[h + 2]!, gap);
    if (group < HUNTER && header[h + 2]! > 0) gap = this.shift(first + header[h + 1]!, gap);
    pool[gap] = person;
    slot.set(person, gap);
    header[h + 1 + group]!++;
    this.place.set(person, place);
    this.group.set(person, group);
  }

  /** Takes a person out of the place they are in. */
  leave(person: number): void {
    const { header, place } = this;
    const at = place.get(person);
    const group = this.group.get(person);
    const h = at * this.stride + this.block;
    const first = header[h]!;
    const preyEnd = first + header[h + 1]!;
    const hunterEnd = preyEnd + header[h + 2]!;
    // The gap the person leaves travels up to the end of the block.
    let gap = this.slot.get(person);
    if (group === PREY) gap = this.shift(preyEnd - 1, gap);
    if (group <= HUNTER && header[h + 2]! > 0) gap = this.shift(hunterEnd - 1, gap);
    if (header[h + 3]! > 0) this.shift(hunterEnd + header[h + 3]! - 1, gap);
    header[h + 1 + group]!--;
    place.set(person, NONE);
  }

  /** Changes the group of a person where they are. */
  regroup(person: number, group: Group): void {
    const at = this.place.get(person);
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
      for (let entry = first; entry < end; entry++) this.slot.set(this.pool[entry]!, entry);
    }
  }

  /** Moves the person at entry `from` to the gap at `to`; returns the new gap. */
  private shift(from: number, to: number): number {
    const person = this.pool[from]!;
    this.pool[to] = person;
    this.slot.set(person, to);
    return from;
  }

  private enlarge(place: number, total: number): void {
    const old = this.size.get(place);
    const block = this.newBlock(old);
    const { pool, slot, header } = this;
    const h = place * this.stride + this.block;
    if (old > 0) {
      const first = header[h]!;
      for (let i = 0; i < total; i++) {
        const person = pool[first + i]!;
        pool[block + i] = person;
        slot.set(person, block + i);
      }
      pool[first] = this.free[old - 1]!;
      this.free[old - 1] = first;
    }
    header[h] = block;
    this.size.set(place, old + 1);
  }

  private newBlock(size: number): number {
    const free = this.free[size]!;
    if (free >= 0) {
      this.free[size] = this.pool[free]!;
      return free;
    }
    const length = SMALLEST_BLOCK << size;
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
