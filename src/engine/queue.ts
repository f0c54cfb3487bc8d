/**
 * The event queue: at most one pending time for each id, taken out in the order (time, id).
 *
 * A calendar queue (Brown 1988): time is cut into buckets of equal width, one revolution of which holds the near
 * future; everything later waits in one more bucket. Buckets are unordered chunks of 16 ids, so that scheduling and
 * cancelling touch one or two cache lines; only the bucket that is due is put in order, in a small binary heap.
 * Width and number of buckets are chosen anew at each revolution from the rate of events and the number pending, and a
 * revolution ends early if they turn out too wide.
 * They cannot change the order of events, only the speed.
 */

import { Arena, roomOf, sizeFor } from "./arena.js";
import { Memory } from "./memory.js";

/** Words of a chunk, one cache line: the next chunk of its bucket, 0 if there is none, and ids. */
const CHUNK = sizeFor(16);
const CHUNK_IDS = 15;
/** Mean number of events a bucket should hold. With twice as many, or chunks of 64, 10^6 pending are slower. */
const FILL = 12;
/** With more ids due at once, the buckets are wider than the rate of events asks for. */
const CROWDED = 8 * FILL;
const FEWEST_BUCKETS = 256;
const MOST_BUCKETS = 1 << 20;

/** Due ids there is room for at the start. */
const FEWEST_DUE = 85;

/** The numbers of a queue. */
const PENDING = 0;
const TAKEN = 1; // events taken in this revolution
const BUCKETS = 2;
const CURRENT = 3; // the bucket in the heap; ids whose bucket is not after it go to the heap at once
const FILLED = 4; // no bucket after CURRENT and before this one holds anything
/**
 * Block with two words for each bucket: its first chunk (the only one that may be partly filled; 0: none) and the ids in it. The
 * last bucket is "later". 0: there is no block yet.
 */
const TABLE = 5;
const TABLE_SIZE = 6;
/** Block with the binary heap of the due ids: their times, then the ids. Cancelled ones stay until they surface. */
const HEAP = 7;
const HEAP_SIZE = 8;
const HEAP_ROOM = 9;
const DUE = 10; // entries of the heap
const NUMBERS = 16; // a cache line
const ORIGIN = 0; // s: beginning of the revolution
const RATE = 1; // buckets a second
const TIMES = 8;

/**
 * Values of `position`: ABSENT, the word of a chunk that holds the id, or, in the heap of a queue, a negative number that is
 * the queue's own.
 */
const ABSENT = 0;

/**
 * The pending times by id. Several queues may share them, if no id is pending in two of them at once: an id then goes
 * from one queue to another by being cancelled here and scheduled there. Memory of ids never used is never touched.
 */
export class Timers {
  /** [ids] time of the pending event, while there is one. */
  readonly at: Float64Array;
  /** [ids] where the id stands among its queue's entries, or ABSENT, or in which queue's heap. */
  readonly position: Int32Array;

  constructor(ids: number, memory = new Memory(false)) {
    this.at = memory.array("f64", ids);
    this.position = memory.array("i32", ids);
  }

  /** Time of the id's pending event; Infinity if there is none. */
  timeOf(id: number): number {
    return this.position[id] === ABSENT ? Number.POSITIVE_INFINITY : this.at[id]!;
  }

  /** Whether an event of the id is pending. */
  has(id: number): boolean {
    return this.position[id] !== ABSENT;
  }
}

export class Queue {
  /** Time of the last event taken by this thread. */
  now = 0;

  private readonly at: Float64Array;
  private readonly position: Int32Array;
  /** `position` of the ids in the heap. */
  private readonly due: number;
  /** Holds the buckets, their chunks and the heap. */
  private readonly arena: Arena;
  /** The numbers below, where all threads see them. */
  private readonly is: Int32Array;
  private readonly time: Float64Array;

  /** `number`: another one for each queue of the same timers and memory. */
  constructor({ at, position }: Timers, number = 0, memory = new Memory(false), arena = new Arena(memory)) {
    this.at = at;
    this.position = position;
    this.due = -1 - number;
    this.arena = arena;
    this.is = memory.array("i32", NUMBERS);
    this.time = memory.array("f64", TIMES);
    if (memory.attached) return;
    this.is[CURRENT] = -1;
    this.is[BUCKETS] = FEWEST_BUCKETS;
    this.time[RATE] = 1;
  }

  /** Number of ids with a pending event. */
  get size(): number {
    return this.is[PENDING]!;
  }

  /** Sets the id's only pending event to `time`; Infinity cancels it. */
  schedule(id: number, time: number): void {
    const position = this.position[id]!;
    if (position !== ABSENT) {
      if (this.at[id] === time) return;
      if (position > ABSENT) this.takeFromBucket(id, position);
      this.position[id] = ABSENT;
      this.is[PENDING]!--;
    }
    if (time === Number.POSITIVE_INFINITY) return;
    this.at[id] = time;
    this.is[PENDING]!++;
    this.put(id, time);
  }

  /** Removes the id's pending event, if any. */
  cancel(id: number): void {
    this.schedule(id, Number.POSITIVE_INFINITY);
  }

  /**
   * Gives up the id, which another queue of the same timers may take. Returns the time of its event, Infinity if none
   * is pending.
   */
  release(id: number): number {
    const pending = this.position[id] !== ABSENT;
    const time = pending ? this.at[id]! : Number.POSITIVE_INFINITY;
    this.cancel(id);
    return time;
  }

  /** Takes the earliest event not after `limit`: returns its id and sets `now`; -1 if there is none. */
  next(limit: number): number {
    const { is } = this;
    for (;;) {
      while (is[DUE]! > 0) {
        const { words, doubles } = this.arena;
        const times = is[HEAP]! / 2;
        const time = doubles[times]!;
        const id = words[is[HEAP]! + 2 * is[HEAP_ROOM]!]!;
        const valid = this.position[id] === this.due && this.at[id] === time;
        if (valid && time > limit) return -1;
        if (valid && is[DUE]! > CROWDED && is[TAKEN]! >= is[PENDING]!) {
          this.revolve();
          break;
        }
        this.dropEarliest();
        if (!valid) continue;
        this.position[id] = ABSENT;
        is[PENDING]!--;
        is[TAKEN]!++;
        this.now = time;
        return id;
      }
      if (is[PENDING] === 0) return -1;
      // By bucket, not by the bucket's time, which is rounded: an event exactly at the limit is not after it.
      if (this.bucketOf(limit) <= is[CURRENT]!) return -1;
      this.openNextBucket();
    }
  }

  /** A time before which no event is pending; Infinity if none is pending at all. */
  get bound(): number {
    const { is, time } = this;
    if (is[PENDING] === 0) return Number.POSITIVE_INFINITY;
    if (is[DUE]! > 0) return this.arena.doubles[is[HEAP]! / 2]!;
    const bucket = this.nextFilled();
    // A thousandth of a bucket early, since the time at which a bucket begins is rounded.
    return time[ORIGIN]! + (bucket - 0.001) / time[RATE]!;
  }

  /** The next bucket that holds anything; that of "later" if only it may. */
  private nextFilled(): number {
    const { is } = this;
    const { words } = this.arena;
    const table = is[TABLE]!;
    const buckets = is[BUCKETS]!;
    let bucket = Math.max(is[CURRENT]! + 1, is[FILLED]!);
    while (bucket < buckets && words[table + 2 * bucket] === 0) bucket++;
    is[FILLED] = bucket;
    return bucket;
  }

  private put(id: number, time: number): void {
    const { is, arena } = this;
    const bucket = this.bucketOf(time);
    if (bucket <= is[CURRENT]!) {
      this.position[id] = this.due;
      this.pushDue(id, time);
      return;
    }
    if (is[TABLE] === 0) this.makeTable(is[BUCKETS]!);
    if (bucket < is[FILLED]!) is[FILLED] = bucket;
    const entry = is[TABLE]! + 2 * bucket;
    let chunk = arena.words[entry]!;
    let filled = arena.words[entry + 1]!;
    if (chunk === 0 || filled === CHUNK_IDS) {
      const fresh = arena.take(CHUNK);
      arena.words[fresh] = chunk;
      arena.words[entry] = fresh;
      chunk = fresh;
      filled = 0;
    }
    const { words } = arena;
    const position = chunk + 1 + filled;
    words[position] = id;
    this.position[id] = position;
    words[entry + 1] = filled + 1;
  }

  private bucketOf(time: number): number {
    const bucket = Math.floor((time - this.time[ORIGIN]!) * this.time[RATE]!);
    const buckets = this.is[BUCKETS]!;
    return bucket < buckets ? bucket : buckets;
  }

  /** Fills the hole with the bucket's last id. */
  private takeFromBucket(id: number, hole: number): void {
    const { words } = this.arena;
    const entry = this.is[TABLE]! + 2 * this.bucketOf(this.at[id]!);
    const filled = words[entry + 1]! - 1;
    const last = words[words[entry]! + 1 + filled]!;
    words[hole] = last;
    this.position[last] = hole;
    words[entry + 1] = filled;
    if (filled === 0) this.dropFirstChunk(entry);
  }

  private dropFirstChunk(entry: number): void {
    const { words } = this.arena;
    const chunk = words[entry]!;
    const next = words[chunk]!;
    words[entry] = next;
    words[entry + 1] = next === 0 ? 0 : CHUNK_IDS;
    this.arena.give(chunk, CHUNK);
  }

  /** Makes room for so many buckets, and that of "later"; there is nothing in them. */
  private makeTable(buckets: number): void {
    const { is, arena } = this;
    if (is[TABLE]! > 0) arena.give(is[TABLE]!, is[TABLE_SIZE]!);
    const size = sizeFor(2 * (buckets + 1));
    const table = arena.take(size);
    arena.words.fill(0, table, table + roomOf(size));
    is[TABLE] = table;
    is[TABLE_SIZE] = size;
  }

  private openNextBucket(): void {
    const { is, arena } = this;
    const bucket = this.nextFilled();
    if (bucket === is[BUCKETS]) {
      this.revolve();
      return;
    }
    is[CURRENT] = bucket;
    const entry = is[TABLE]! + 2 * bucket;
    for (let chunk = arena.words[entry]!; chunk > 0; chunk = arena.words[entry]!) {
      const end = chunk + 1 + arena.words[entry + 1]!;
      for (let position = chunk + 1; position < end; position++) {
        const id = arena.words[position]!;
        this.position[id] = this.due;
        this.pushDue(id, this.at[id]!);
      }
      this.dropFirstChunk(entry);
    }
  }

  /** Begins the next revolution at the earliest event, with new buckets for all that is pending. */
  private revolve(): void {
    const { is, time } = this;
    const ids = this.takeAll();
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let i = 0; i < ids.length; i++) {
      const at = this.at[ids[i]!]!;
      if (at < first) first = at;
      if (at > last) last = at;
    }
    const lasted = first - time[ORIGIN]!;
    const rate = Math.max(is[TAKEN]! / lasted, ids.length / (last - first + 1e-9) / 16);
    let buckets = FEWEST_BUCKETS;
    while (buckets * FILL < ids.length && buckets < MOST_BUCKETS) buckets *= 2;
    if (is[TABLE] === 0 || roomOf(is[TABLE_SIZE]!) < 2 * (buckets + 1)) this.makeTable(buckets);
    is[BUCKETS] = buckets;
    time[RATE] = Math.min(Math.max(rate / FILL, 1e-5), 1e6);
    time[ORIGIN] = first;
    is[CURRENT] = -1;
    is[TAKEN] = 0;
    for (let i = 0; i < ids.length; i++) this.put(ids[i]!, this.at[ids[i]!]!);
  }

  /** Takes all pending ids out of the heap and the buckets. */
  private takeAll(): Int32Array {
    const { is } = this;
    const { words, doubles } = this.arena;
    const ids = new Int32Array(is[PENDING]!);
    let count = 0;
    const dueIds = is[HEAP]! + 2 * is[HEAP_ROOM]!;
    for (let entry = 0; entry < is[DUE]!; entry++) {
      const id = words[dueIds + entry]!;
      if (this.position[id] !== this.due || this.at[id] !== doubles[is[HEAP]! / 2 + entry]) continue;
      this.position[id] = ABSENT; // an id that was cancelled and set again to the same time stands there twice
      ids[count++] = id;
    }
    is[DUE] = 0;
    if (is[TABLE] === 0) return ids;
    for (let bucket = this.nextFilled(); bucket <= is[BUCKETS]!; bucket++) {
      const entry = is[TABLE]! + 2 * bucket;
      for (let chunk = words[entry]!; chunk > 0; chunk = words[entry]!) {
        const filled = words[entry + 1]!;
        ids.set(words.subarray(chunk + 1, chunk + 1 + filled), count);
        count += filled;
        this.dropFirstChunk(entry);
      }
    }
    return ids;
  }

  private pushDue(id: number, time: number): void {
    const { is } = this;
    if (is[DUE] === is[HEAP_ROOM]) this.growHeap();
    this.siftUp(is[DUE]!++, id, time);
  }

  private growHeap(): void {
    const { is, arena } = this;
    const before = is[HEAP]!;
    const held = is[HEAP_ROOM]!;
    const size = sizeFor(3 * Math.max(FEWEST_DUE, 2 * held));
    const heap = arena.take(size);
    const room = Math.floor(roomOf(size) / 3);
    const { words } = arena;
    if (before > 0) {
      words.copyWithin(heap, before, before + 2 * held);
      words.copyWithin(heap + 2 * room, before + 2 * held, before + 3 * held);
      arena.give(before, is[HEAP_SIZE]!);
    }
    is[HEAP] = heap;
    is[HEAP_SIZE] = size;
    is[HEAP_ROOM] = room;
  }

  /** Fills the hole at the top of the heap with its last entry. */
  private dropEarliest(): void {
    const { is } = this;
    const last = --is[DUE]!;
    if (last === 0) return;
    const { words, doubles } = this.arena;
    this.siftDown(words[is[HEAP]! + 2 * is[HEAP_ROOM]! + last]!, doubles[is[HEAP]! / 2 + last]!);
  }

  private siftUp(from: number, id: number, time: number): void {
    const { is } = this;
    const { words, doubles } = this.arena;
    const times = is[HEAP]! / 2;
    const ids = is[HEAP]! + 2 * is[HEAP_ROOM]!;
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentTime = doubles[times + parent]!;
      if (parentTime < time || (parentTime === time && words[ids + parent]! < id)) break;
      doubles[times + hole] = parentTime;
      words[ids + hole] = words[ids + parent]!;
      hole = parent;
    }
    doubles[times + hole] = time;
    words[ids + hole] = id;
  }

  /** Puts an entry in the place of the earliest. */
  private siftDown(id: number, time: number): void {
    const { is } = this;
    const { words, doubles } = this.arena;
    const times = is[HEAP]! / 2;
    const ids = is[HEAP]! + 2 * is[HEAP_ROOM]!;
    const due = is[DUE]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= due) break;
      const right = child + 1;
      if (
        right < due &&
        (doubles[times + right]! < doubles[times + child]! ||
          (doubles[times + right] === doubles[times + child] && words[ids + right]! < words[ids + child]!))
      ) {
        child = right;
      }
      const childTime = doubles[times + child]!;
      if (time < childTime || (time === childTime && id < words[ids + child]!)) break;
      doubles[times + hole] = childTime;
      words[ids + hole] = words[ids + child]!;
      hole = child;
    }
    doubles[times + hole] = time;
    words[ids + hole] = id;
  }
}
