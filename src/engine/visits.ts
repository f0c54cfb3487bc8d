import { column } from "../base/columns.js";
import { Arena } from "./arena.js";
import { heapRoomOf, heapSizeFor, idAt, moveHeap, siftDown, siftUp, timeAt } from "./heap.js";
import { Memory } from "./memory.js";

/** Rows there is room for at the start. */
const FEWEST = 21;

/** The numbers of a heap of visits. */
const USED = 0; // entries in use, the root's included while it is empty
/** 1: the earliest has been taken, and nothing put in its place yet: what is added next is often the same row. */
const NO_ROOT = 1;
const BLOCK = 2; // 0: none yet
const SIZE = 3;
const ROOM = 4; // entries the block has room for
const NUMBERS = 16; // a cache line

/** People who were explicit and are left to their routine, in this window: awake zones await them again from the next one on. */
export const RELEASED = {
  person: column("u32", "row of people", "who"),
} as const;

/**
 * Rows by the time at which something is due: those of a zone's register who will come into it while it is awake (each who is
 * explicit nowhere, when the routine next brings them in), people whose case will be reported. A heap; the earliest comes first,
 * of two at the same time the lower row.
 */
export class Visits {
  /** Holds the times, then the rows. */
  private readonly arena: Arena;
  /** The numbers below, where all threads see them. */
  private readonly is: Int32Array;
  /** A bit for each row: whether it is awaited. */
  private readonly awaited: Uint32Array;
  private readonly rows: number;

  /** `rows`: how many there are of which each is awaited once at most, and `has` can be asked; 0: that is not known. */
  constructor(rows = 0, memory = new Memory(false), arena = new Arena(memory)) {
    this.rows = rows;
    this.arena = arena;
    this.awaited = memory.array("u32", (rows + 31) >>> 5);
    this.is = memory.array("i32", NUMBERS);
  }

  /** Time of the earliest; Infinity if nothing is. */
  get first(): number {
    const { is } = this;
    if (is[NO_ROOT] === 1) this.fillRoot();
    return is[USED] === 0 ? Number.POSITIVE_INFINITY : timeAt(this.arena, is[BLOCK]!, 0);
  }

  /** Whether a row is awaited. */
  has(row: number): boolean {
    return ((this.awaited[row >>> 5]! >>> (row & 31)) & 1) === 1;
  }

  push(row: number, time: number): void {
    const { is, awaited } = this;
    if (this.rows > 0) awaited[row >>> 5]! |= 1 << (row & 31);
    if (is[NO_ROOT] === 1) {
      is[NO_ROOT] = 0;
      siftDown(this.arena, is[BLOCK]!, is[ROOM]!, is[USED]!, row, time);
      return;
    }
    if (is[USED] === is[ROOM]) this.grow();
    siftUp(this.arena, is[BLOCK]!, is[ROOM]!, is[USED]!++, row, time);
  }

  /** Takes the earliest; there must be one. */
  pop(): number {
    const { is, awaited } = this;
    if (is[NO_ROOT] === 1) this.fillRoot();
    is[NO_ROOT] = 1;
    const row = idAt(this.arena, is[BLOCK]!, is[ROOM]!, 0);
    if (this.rows > 0) awaited[row >>> 5]! &= ~(1 << (row & 31));
    return row;
  }

  /** Forgets all, and gives their memory back. */
  clear(): void {
    const { is } = this;
    if (is[BLOCK]! > 0) this.arena.give(is[BLOCK]!, is[SIZE]!);
    is.fill(0);
    this.awaited.fill(0);
  }

  /** Puts the last entry at the root. */
  private fillRoot(): void {
    const { is, arena } = this;
    is[NO_ROOT] = 0;
    const last = --is[USED]!;
    const block = is[BLOCK]!;
    const room = is[ROOM]!;
    if (last > 0) siftDown(arena, block, room, last, idAt(arena, block, room, last), timeAt(arena, block, last));
  }

  private grow(): void {
    const { is, arena, rows } = this;
    const before = is[BLOCK]!;
    const held = is[ROOM]!;
    const wanted = 2 * held > rows ? Math.max(rows, held + (held >> 2)) : 2 * held;
    const size = heapSizeFor(Math.max(FEWEST, wanted));
    const block = arena.take(size);
    if (before > 0) moveHeap(arena, before, is[SIZE]!, block, size);
    is[BLOCK] = block;
    is[SIZE] = size;
    is[ROOM] = heapRoomOf(size);
  }
}
