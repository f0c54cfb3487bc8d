/**
 * Memory for lists that grow: blocks of words, taken and given back as a run goes on. A block is known by its first word, so what
 * a zone keeps there is found by whichever thread processes the zone next.
 */
import { Memory } from "./memory.js";

/** Words of a cache line; larger blocks begin with a line. */
const LINE = 16;
/** Words a thread takes at once, to cut blocks from. */
const SLAB = 1 << 14;
/** Room for words at the start where the memory grows. */
const FEW = 1 << 16;
/** Sizes of block: 4, 8 words, and 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 … lines, four from each power of two to the next. */
const ROOM: readonly number[] = [4, 8, 16, 32, 48].concat(
  Array.from({ length: 4 * 22 }, (_, i) => LINE * (4 + (i & 3)) * 2 ** (i >> 2)),
);

/** Words of a block of a size. */
export function roomOf(size: number): number {
  return ROOM[size]!;
}

/** The smallest size with room for so many words. */
export function sizeFor(words: number): number {
  let size = 0;
  while (ROOM[size]! < words) size++;
  return size;
}

export class Arena {
  /** All words; where the memory grows, others after each `take`. Word 0 belongs to no block. */
  words: Int32Array;
  /** The same memory as doubles: two words each. */
  doubles: Float64Array;
  /** [1] words that have been handed out to threads. */
  private readonly used: Int32Array;
  private readonly shared: boolean;
  /** First free block of each size, which holds the next one in its first word; 0: none. Of this thread. */
  private readonly free = new Int32Array(ROOM.length);
  private slab = 0;
  private slabEnd = 0;

  /**
   * @param most  words that are never exceeded, where several threads see the memory: it is all there at once then (what is
   *   never written takes no room); else it grows
   */
  constructor(memory = new Memory(false), most = 0) {
    this.shared = memory.shared;
    this.used = memory.array("i32", 1);
    const buffer = memory.take(4 * (this.shared ? most : FEW));
    this.words = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
    if (!memory.attached) this.used[0] = LINE;
  }

  /** Takes a block of a size: its first word. What it holds is undefined. */
  take(size: number): number {
    const block = this.free[size]!;
    if (block > 0) {
      this.free[size] = this.words[block]!;
      return block;
    }
    const room = ROOM[size]!;
    if (room >= LINE) return this.cut(room);
    const line = this.take(sizeFor(LINE));
    for (let rest = line + room; rest < line + LINE; rest += room) this.give(rest, size);
    return line;
  }

  /** Gives a block of a size back. */
  give(block: number, size: number): void {
    this.words[block] = this.free[size]!;
    this.free[size] = block;
  }

  /** Cuts some lines from this thread's slab, or, if they are many, from all memory. */
  private cut(room: number): number {
    if (room > SLAB / 4) return this.claim(room);
    if (this.slab + room > this.slabEnd) {
      this.slab = this.claim(SLAB);
      this.slabEnd = this.slab + SLAB;
    }
    const block = this.slab;
    this.slab += room;
    return block;
  }

  private claim(room: number): number {
    const block = this.shared ? Atomics.add(this.used, 0, room) : this.used[0]!;
    if (!this.shared) this.used[0] = block + room;
    if (block + room > this.words.length) this.grow(block + room);
    return block;
  }

  private grow(words: number): void {
    if (this.shared) throw new RangeError(`lists of a run: expected at most ${this.words.length} words, found more`);
    const larger = new Int32Array(Math.max(2 * this.words.length, words + (words & 1)));
    larger.set(this.words);
    this.words = larger;
    this.doubles = new Float64Array(larger.buffer);
  }
}
