/**
 * The event queue: at most one pending time for each id, taken out in the order (time, id).
 *
 * A calendar queue (Brown 1988): time is cut into buckets of equal width, one revolution of which holds the near
 * future; everything later waits in one more bucket. Buckets are unordered chunks of 16 ids, so that scheduling and
 * cancelling touch one or two cache lines; only the bucket that is due is put in order, in a small heap.
 * Width and number of buckets are chosen anew at each revolution from the rate of events and the number pending, and a
 * revolution ends early if they turn out too wide.
 * They cannot change the order of events, only the speed.
 */

import { Arena, roomOf, sizeFor } from "./arena.js";
import { heapRoomOf, heapSizeFor, idAt, moveHeap, siftDown, siftUp, timeAt } from "./heap.js";
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

/** Numbers and times of a queue, as they stand where all threads see them. */
const NUMBERS = 16; // a cache line
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
  private readonly mark: number;
  /** Holds the buckets, their chunks and the heap. */
  private readonly arena: Arena;

  /**
   * Block with two words for each bucket: its first chunk (the only one that may be partly filled; 0: none) and the ids in it.
   * The last bucket is "later". 0: there is no block yet.
   */
  private table = 0;
  private tableSize = 0;
  private buckets = FEWEST_BUCKETS;
  private origin = 0;
  private bucketsPerSecond = 1;
  /** The bucket in the heap; ids whose bucket is not after it go to the heap at once. */
  private current = -1;
  /** No bucket after `current` and before this one holds anything. */
  private filledFrom = 0;

  /** Block with the heap of the due ids. Cancelled ones stay until they surface. */
  private heap = 0;
  private heapSize = 0;
  private heapRoom = 0;
  /** Entries of the heap. */
  private due = 0;

  private pending = 0;
  /** Events taken in this revolution. */
  private taken = 0;

  /** All these numbers, where other threads see them; undefined where there are none. */
  private readonly numbers: Int32Array | undefined;
  private readonly times: Float64Array | undefined;

  /** `number`: another one for each queue of the same timers and memory. */
  constructor({ at, position }: Timers, number = 0, memory = new Memory(false), arena = new Arena(memory)) {
    this.at = at;
    this.position = position;
    this.mark = -1 - number;
    this.arena = arena;
    if (!memory.shared) return;
    this.numbers = memory.array("i32", NUMBERS);
    this.times = memory.array("f64", TIMES);
    if (!memory.attached) this.leave();
  }

  /** This thread comes to the queue: takes over its numbers from the one that left it last. */
  enter(): void {
    const { numbers, times } = this;
    if (numbers === undefined) return;
    this.table = numbers[0]!;
    this.tableSize = numbers[1]!;
    this.buckets = numbers[2]!;
    this.current = numbers[3]!;
    this.filledFrom = numbers[4]!;
    this.heap = numbers[5]!;
    this.heapSize = numbers[6]!;
    this.heapRoom = numbers[7]!;
    this.due = numbers[8]!;
    this.pending = numbers[9]!;
    this.taken = numbers[10]!;
    this.origin = times![0]!;
    this.bucketsPerSecond = times![1]!;
  }

  /** This thread leaves the queue, which any may enter. */
  leave(): void {
    const { numbers, times } = this;
    if (numbers === undefined) return;
    numbers[0] = this.table;
    numbers[1] = this.tableSize;
    numbers[2] = this.buckets;
    numbers[3] = this.current;
    numbers[4] = this.filledFrom;
    numbers[5] = this.heap;
    numbers[6] = this.heapSize;
    numbers[7] = this.heapRoom;
    numbers[8] = this.due;
    numbers[9] = this.pending;
    numbers[10] = this.taken;
    times![0] = this.origin;
    times![1] = this.bucketsPerSecond;
  }

  /** Number of ids with a pending event. */
  get size(): number {
    return this.pending;
  }

  /** Sets the id's only pending event to `time`; Infinity cancels it. */
  schedule(id: number, time: number): void {
    const position = this.position[id]!;
    if (position !== ABSENT) {
      if (this.at[id] === time) return;
      if (position > ABSENT) this.takeFromBucket(id, position);
      this.position[id] = ABSENT;
      this.pending--;
    }
    if (time === Number.POSITIVE_INFINITY) return;
    this.at[id] = time;
    this.pending++;
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
    for (;;) {
      while (this.due > 0) {
        const time = timeAt(this.arena, this.heap, 0);
        const id = idAt(this.arena, this.heap, this.heapRoom, 0);
        const valid = this.position[id] === this.mark && this.at[id] === time;
        if (valid && time > limit) return -1;
        if (valid && this.due > CROWDED && this.taken >= this.pending) {
          this.revolve();
          break;
        }
        this.dropEarliest();
        if (!valid) continue;
        this.position[id] = ABSENT;
        this.pending--;
        this.taken++;
        this.now = time;
        return id;
      }
      if (this.pending === 0) return -1;
      // By bucket, not by the bucket's time, which is rounded: an event exactly at the limit is not after it.
      if (this.bucketOf(limit) <= this.current) return -1;
      this.openNextBucket();
    }
  }

  /** A time before which no event is pending; Infinity if none is pending at all. */
  get bound(): number {
    if (this.pending === 0) return Number.POSITIVE_INFINITY;
    if (this.due > 0) return timeAt(this.arena, this.heap, 0);
    const bucket = this.nextFilled();
    // A thousandth of a bucket early, since the time at which a bucket begins is rounded.
    return this.origin + (bucket - 0.001) / this.bucketsPerSecond;
  }

  /** The next bucket that holds anything; that of "later" if only it may. */
  private nextFilled(): number {
    const { words } = this.arena;
    const table = this.table;
    const buckets = this.buckets;
    let bucket = Math.max(this.current + 1, this.filledFrom);
    while (bucket < buckets && words[table + 2 * bucket] === 0) bucket++;
    this.filledFrom = bucket;
    return bucket;
  }

  private put(id: number, time: number): void {
    const { arena } = this;
    const bucket = this.bucketOf(time);
    if (bucket <= this.current) {
      this.position[id] = this.mark;
      this.pushDue(id, time);
      return;
    }
    if (this.table === 0) this.makeTable(this.buckets);
    if (bucket < this.filledFrom) this.filledFrom = bucket;
    const entry = this.table + 2 * bucket;
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
    const bucket = Math.floor((time - this.origin) * this.bucketsPerSecond);
    const buckets = this.buckets;
    return bucket < buckets ? bucket : buckets;
  }

  /** Fills the hole with the bucket's last id. */
  private takeFromBucket(id: number, hole: number): void {
    const { words } = this.arena;
    const entry = this.table + 2 * this.bucketOf(this.at[id]!);
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
    const { arena } = this;
    if (this.table > 0) arena.give(this.table, this.tableSize);
    const size = sizeFor(2 * (buckets + 1));
    const table = arena.take(size);
    arena.words.fill(0, table, table + roomOf(size));
    this.table = table;
    this.tableSize = size;
  }

  private openNextBucket(): void {
    const { arena } = this;
    const bucket = this.nextFilled();
    if (bucket === this.buckets) {
      this.revolve();
      return;
    }
    this.current = bucket;
    const entry = this.table + 2 * bucket;
    for (let chunk = arena.words[entry]!; chunk > 0; chunk = arena.words[entry]!) {
      const end = chunk + 1 + arena.words[entry + 1]!;
      for (let position = chunk + 1; position < end; position++) {
        const id = arena.words[position]!;
        this.position[id] = this.mark;
        this.pushDue(id, this.at[id]!);
      }
      this.dropFirstChunk(entry);
    }
  }

  /** Begins the next revolution at the earliest event, with new buckets for all that is pending. */
  private revolve(): void {
    const ids = this.takeAll();
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let i = 0; i < ids.length; i++) {
      const at = this.at[ids[i]!]!;
      if (at < first) first = at;
      if (at > last) last = at;
    }
    const lasted = first - this.origin;
    const rate = Math.max(this.taken / lasted, ids.length / (last - first + 1e-9) / 16);
    let buckets = FEWEST_BUCKETS;
    while (buckets * FILL < ids.length && buckets < MOST_BUCKETS) buckets *= 2;
    if (this.table === 0 || roomOf(this.tableSize) < 2 * (buckets + 1)) this.makeTable(buckets);
    this.buckets = buckets;
    this.bucketsPerSecond = Math.min(Math.max(rate / FILL, 1e-5), 1e6);
    this.origin = first;
    this.current = -1;
    this.taken = 0;
    for (let i = 0; i < ids.length; i++) this.put(ids[i]!, this.at[ids[i]!]!);
  }

  /** Takes all pending ids out of the heap and the buckets. */
  private takeAll(): Int32Array {
    const { arena, heap, heapRoom } = this;
    const { words } = arena;
    const ids = new Int32Array(this.pending);
    let count = 0;
    for (let entry = 0; entry < this.due; entry++) {
      const id = idAt(arena, heap, heapRoom, entry);
      if (this.position[id] !== this.mark || this.at[id] !== timeAt(arena, heap, entry)) continue;
      this.position[id] = ABSENT; // an id that was cancelled and set again to the same time stands there twice
      ids[count++] = id;
    }
    this.due = 0;
    if (this.table === 0) return ids;
    for (let bucket = this.nextFilled(); bucket <= this.buckets; bucket++) {
      const entry = this.table + 2 * bucket;
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
    if (this.due === this.heapRoom) this.growHeap();
    siftUp(this.arena, this.heap, this.heapRoom, this.due++, id, time);
  }

  private growHeap(): void {
    const { arena, heap, heapSize } = this;
    this.heapSize = heapSizeFor(Math.max(FEWEST_DUE, 2 * this.heapRoom));
    this.heap = arena.take(this.heapSize);
    if (heap > 0) moveHeap(arena, heap, heapSize, this.heap, this.heapSize);
    this.heapRoom = heapRoomOf(this.heapSize);
  }

  /** Fills the hole at the top of the heap with its last entry. */
  private dropEarliest(): void {
    const { arena, heap, heapRoom } = this;
    const last = --this.due;
    if (last > 0) siftDown(arena, heap, heapRoom, last, idAt(arena, heap, heapRoom, last), timeAt(arena, heap, last));
  }
}
