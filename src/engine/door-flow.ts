/**
 * The limited flow of doors. A door that nobody has passed for a second is as free as one never used, so there is nothing of
 * most doors: a zone keeps those passed of late, with the time at which each is free again, in a small hash table.
 */
import { Arena, roomOf, sizeFor } from "./arena.js";
import { Memory } from "./memory.js";

/** Doors there is room for at the start; always a power of two. */
const FEWEST = 16;

const BLOCK = 0; // s at which each is free, then the doors + 1 (0: no entry); 0: there is none yet
const SIZE = 1;
const ROOM = 2;
const USED = 3; // entries, those of doors long free included
const NUMBERS = 16; // a cache line

export class DoorFlow {
  private readonly arena: Arena;
  /** The numbers above, where all threads see them. */
  private readonly is: Int32Array;

  constructor(memory = new Memory(false), arena = new Arena(memory)) {
    this.arena = arena;
    this.is = memory.array("i32", NUMBERS);
  }

  /**
   * Lets someone pass a door as soon as it is free, and keeps the next one back for a time.
   *
   * @param now  s, no earlier than at any call before
   * @param gap  s between two who pass
   * @returns s: when they pass, which is now where nobody stands before them
   */
  pass(door: number, now: number, gap: number): number {
    const { is, arena } = this;
    if (2 * is[USED]! >= is[ROOM]!) this.rebuild(now);
    const { words, doubles } = arena;
    const times = is[BLOCK]! >> 1;
    const doors = is[BLOCK]! + 2 * is[ROOM]!;
    const mask = is[ROOM]! - 1;
    let entry = hash(door) & mask;
    let free = -1;
    while (words[doors + entry] !== 0 && words[doors + entry] !== door + 1) {
      if (free < 0 && doubles[times + entry]! <= now) free = entry;
      entry = (entry + 1) & mask;
    }
    const known = words[doors + entry] !== 0;
    const at = known ? Math.max(now, doubles[times + entry]!) : now;
    if (!known && free >= 0) entry = free;
    else if (!known) is[USED]!++;
    words[doors + entry] = door + 1;
    doubles[times + entry] = at + gap;
    return at;
  }

  /** Forgets the doors that are free, and makes room for twice as many as are left, and more. */
  private rebuild(now: number): void {
    const { is, arena } = this;
    const before = is[BLOCK]!;
    const size = is[SIZE]!;
    const room = is[ROOM]!;
    const held: { door: number; free: number }[] = [];
    for (let entry = 0; entry < room; entry++) {
      const door = arena.words[before + 2 * room + entry]!;
      const free = arena.doubles[(before >> 1) + entry]!;
      if (door > 0 && free > now) held.push({ door, free });
    }
    if (before > 0) arena.give(before, size);
    let wanted = FEWEST;
    while (wanted < 4 * (held.length + 1)) wanted *= 2;
    is[SIZE] = sizeFor(3 * wanted);
    is[BLOCK] = arena.take(is[SIZE]!);
    is[ROOM] = wanted;
    is[USED] = held.length;
    const { words, doubles } = arena;
    words.fill(0, is[BLOCK]!, is[BLOCK]! + roomOf(is[SIZE]!));
    for (const { door, free } of held) {
      let entry = hash(door - 1) & (wanted - 1);
      while (words[is[BLOCK]! + 2 * wanted + entry] !== 0) entry = (entry + 1) & (wanted - 1);
      words[is[BLOCK]! + 2 * wanted + entry] = door;
      doubles[(is[BLOCK]! >> 1) + entry] = free;
    }
  }
}

/** Spreads rows of doors that stand together (Knuth's multiplicative hash). */
function hash(door: number): number {
  return Math.imul(door, 0x9e3779b1) >>> 8;
}
