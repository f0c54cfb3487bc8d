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

import { Memory } from "./memory.js";

/** Ids of a chunk: one cache line. */
const CHUNK = 16;
/** Mean number of events a bucket should hold. With twice as many, or chunks of 64, 10^6 pending are slower. */
const FILL = 12;
/** With more ids due at once, the buckets are wider than the rate of events asks for. */
const CROWDED = 8 * FILL;
const FEWEST_BUCKETS = 256;
const MOST_BUCKETS = 1 << 20;

/** Chunks there is room for at the start. */
const FEWEST_CHUNKS = 16;

/**
 * Values of `position`: ABSENT, an entry of the chunks as its row + FIRST, or, in the heap of a queue, a negative number
 * that is the queue's own.
 */
const ABSENT = 0;
const FIRST = 1;

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
  /** Time of the last event taken. */
  now = 0;

  private readonly at: Float64Array;
  private readonly position: Int32Array;
  /** `position` of the ids in the heap. */
  private readonly due: number;
  private entries = new Int32Array(FEWEST_CHUNKS * CHUNK);
  /** Per chunk: the next chunk of its bucket, or of the free list. */
  private nextChunk = new Int32Array(FEWEST_CHUNKS);
  private freeChunk = -1;
  private usedChunks = 0;

  /** Per bucket: its first chunk (the only one that may be partly filled) and the entries in it; the last bucket is "later". */
  private head = new Int32Array(FEWEST_BUCKETS + 1).fill(-1);
  private fill = new Int32Array(FEWEST_BUCKETS + 1);
  private buckets = FEWEST_BUCKETS;
  private origin = 0;
  private bucketsPerSecond = 1;
  /** The bucket in the heap; ids whose bucket is not after it go to the heap at once. */
  private current = -1;
  /** No bucket after `current` and before this one holds anything. */
  private filledFrom = 0;

  /** Binary heap of the due ids with their times. Cancelled entries stay until they surface. */
  private heapId = new Int32Array(256);
  private heapTime = new Float64Array(256);
  private heapSize = 0;

  private pending = 0;
  private takenThisRevolution = 0;

  /** `number`: another one for each queue of the same timers. */
  constructor({ at, position }: Timers, number = 0) {
    this.at = at;
    this.position = position;
    this.due = -1 - number;
  }

  /** Number of ids with a pending event. */
  get size(): number {
    return this.pending;
  }

  /** Whether nothing has ever been scheduled. */
  get isFresh(): boolean {
    return this.usedChunks === 0;
  }

  /** Sets the id's only pending event to `time`; Infinity cancels it. */
  schedule(id: number, time: number): void {
    const position = this.position[id]!;
    if (position !== ABSENT) {
      if (this.at[id] === time) return;
      if (position >= FIRST) this.takeFromBucket(id, position - FIRST);
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
      while (this.heapSize > 0) {
        const id = this.heapId[0]!;
        const time = this.heapTime[0]!;
        const valid = this.position[id] === this.due && this.at[id] === time;
        if (valid && time > limit) return -1;
        if (valid && this.heapSize > CROWDED && this.takenThisRevolution >= this.pending) {
          this.revolve();
          break;
        }
        this.removeFromHeap(0);
        if (!valid) continue;
        this.position[id] = ABSENT;
        this.pending--;
        this.takenThisRevolution++;
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
    if (this.heapSize > 0) return this.heapTime[0]!;
    const bucket = this.nextFilled();
    // A thousandth of a bucket early, since the time at which a bucket begins is rounded.
    return this.origin + (bucket - 0.001) / this.bucketsPerSecond;
  }

  /** The next bucket that holds anything; `buckets` if only the last one, "later", may. */
  private nextFilled(): number {
    const { head, buckets } = this;
    let bucket = Math.max(this.current + 1, this.filledFrom);
    while (bucket < buckets && head[bucket]! < 0) bucket++;
    this.filledFrom = bucket;
    return bucket;
  }

  private put(id: number, time: number): void {
    const bucket = this.bucketOf(time);
    if (bucket <= this.current) {
      this.position[id] = this.due;
      this.pushHeap(id, time);
      return;
    }
    if (bucket < this.filledFrom) this.filledFrom = bucket;
    let chunk = this.head[bucket]!;
    let filled = this.fill[bucket]!;
    if (chunk < 0 || filled === CHUNK) {
      const fresh = this.newChunk();
      this.nextChunk[fresh] = chunk;
      this.head[bucket] = fresh;
      chunk = fresh;
      filled = 0;
    }
    const position = chunk * CHUNK + filled;
    this.entries[position] = id;
    this.position[id] = position + FIRST;
    this.fill[bucket] = filled + 1;
  }

  private bucketOf(time: number): number {
    const bucket = Math.floor((time - this.origin) * this.bucketsPerSecond);
    return bucket < this.buckets ? bucket : this.buckets;
  }

  /** Fills the hole with the bucket's last entry. */
  private takeFromBucket(id: number, entry: number): void {
    const bucket = this.bucketOf(this.at[id]!);
    const chunk = this.head[bucket]!;
    const filled = this.fill[bucket]! - 1;
    const last = this.entries[chunk * CHUNK + filled]!;
    this.entries[entry] = last;
    this.position[last] = entry + FIRST;
    this.fill[bucket] = filled;
    if (filled === 0) this.dropHeadChunk(bucket);
  }

  private dropHeadChunk(bucket: number): void {
    const chunk = this.head[bucket]!;
    const next = this.nextChunk[chunk]!;
    this.nextChunk[chunk] = this.freeChunk;
    this.freeChunk = chunk;
    this.head[bucket] = next;
    this.fill[bucket] = next < 0 ? 0 : CHUNK;
  }

  private newChunk(): number {
    if (this.freeChunk >= 0) {
      const chunk = this.freeChunk;
      this.freeChunk = this.nextChunk[chunk]!;
      return chunk;
    }
    if (this.usedChunks === this.nextChunk.length) {
      this.nextChunk = grown(this.nextChunk);
      this.entries = grown(this.entries);
    }
    return this.usedChunks++;
  }

  private openNextBucket(): void {
    const { head } = this;
    const bucket = this.nextFilled();
    if (bucket === this.buckets) {
      this.revolve();
      return;
    }
    this.current = bucket;
    while (head[bucket]! >= 0) {
      const first = head[bucket]! * CHUNK;
      const end = first + this.fill[bucket]!;
      for (let entry = first; entry < end; entry++) {
        const id = this.entries[entry]!;
        this.position[id] = this.due;
        this.pushHeap(id, this.at[id]!);
      }
      this.dropHeadChunk(bucket);
    }
  }

  /** Begins the next revolution at the earliest event, with new buckets for all that is pending. */
  private revolve(): void {
    const ids = this.takeAll();
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let i = 0; i < ids.length; i++) {
      const time = this.at[ids[i]!]!;
      if (time < first) first = time;
      if (time > last) last = time;
    }
    const lasted = first - this.origin;
    const rate = Math.max(this.takenThisRevolution / lasted, ids.length / (last - first + 1e-9) / 16);
    this.buckets = FEWEST_BUCKETS;
    while (this.buckets * FILL < ids.length && this.buckets < MOST_BUCKETS) this.buckets *= 2;
    if (this.head.length < this.buckets + 1) {
      this.head = new Int32Array(this.buckets + 1).fill(-1);
      this.fill = new Int32Array(this.buckets + 1);
    }
    this.bucketsPerSecond = Math.min(Math.max(rate / FILL, 1e-5), 1e6);
    this.origin = first;
    this.current = -1;
    this.takenThisRevolution = 0;
    for (let i = 0; i < ids.length; i++) this.put(ids[i]!, this.at[ids[i]!]!);
  }

  /** Takes all pending ids out of the heap and the buckets. */
  private takeAll(): Int32Array {
    const ids = new Int32Array(this.pending);
    let count = 0;
    for (let entry = 0; entry < this.heapSize; entry++) {
      const id = this.heapId[entry]!;
      if (this.position[id] !== this.due || this.at[id] !== this.heapTime[entry]) continue;
      this.position[id] = ABSENT; // an id that was cancelled and set again to the same time stands there twice
      ids[count++] = id;
    }
    this.heapSize = 0;
    for (let bucket = this.nextFilled(); bucket <= this.buckets; bucket++) {
      while (this.head[bucket]! >= 0) {
        const first = this.head[bucket]! * CHUNK;
        ids.set(this.entries.subarray(first, first + this.fill[bucket]!), count);
        count += this.fill[bucket]!;
        this.dropHeadChunk(bucket);
      }
    }
    return ids;
  }

  private pushHeap(id: number, time: number): void {
    if (this.heapSize === this.heapId.length) {
      this.heapId = grown(this.heapId);
      this.heapTime = grown(this.heapTime);
    }
    this.siftUp(this.heapSize++, id, time);
  }

  /** Fills the hole with the heap's last entry. */
  private removeFromHeap(hole: number): void {
    const size = --this.heapSize;
    if (hole === size) return;
    const id = this.heapId[size]!;
    const time = this.heapTime[size]!;
    const sunk = this.siftDown(hole, id, time);
    if (sunk === hole && hole > 0) this.siftUp(hole, id, time);
  }

  private siftUp(hole: number, id: number, time: number): void {
    const { heapId, heapTime } = this;
    let child = hole;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const parentTime = heapTime[parent]!;
      if (parentTime < time || (parentTime === time && heapId[parent]! < id)) break;
      heapTime[child] = parentTime;
      heapId[child] = heapId[parent]!;
      child = parent;
    }
    heapTime[child] = time;
    heapId[child] = id;
  }

  private siftDown(from: number, id: number, time: number): number {
    const { heapId, heapTime, heapSize } = this;
    let hole = from;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heapSize) break;
      const right = child + 1;
      if (
        right < heapSize &&
        (heapTime[right]! < heapTime[child]! ||
          (heapTime[right]! === heapTime[child]! && heapId[right]! < heapId[child]!))
      ) {
        child = right;
      }
      const childTime = heapTime[child]!;
      if (time < childTime || (time === childTime && id < heapId[child]!)) break;
      heapTime[hole] = childTime;
      heapId[hole] = heapId[child]!;
      hole = child;
    }
    heapTime[hole] = time;
    heapId[hole] = id;
    return hole;
  }
}

function grown<T extends Int32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array as never);
  return larger;
}
