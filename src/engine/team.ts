/** The threads of a run: who this one is, what it does of the common work, and the barrier at which all wait for each other. */
import type { Memory } from "./memory.js";

const WAITING = 0; // threads at the barrier
const ROUND = 1; // barriers passed
const FAILED = 2; // 1: a thread has failed, and no other must wait for it
const CODE = 3; // what the first thread tells the others to do, or DISMISSED
const NEXT = 4; // the next piece of common work that nobody has taken
const WORDS = 5;
const DISMISSED = -1;
/** Looks at the round before a thread lets the processor go: halved when they were in vain, as where there are fewer cores. */
const FEWEST_LOOKS = 16;
const MOST_LOOKS = 1 << 14;

export class Team {
  readonly rank: number;
  readonly size: number;
  private readonly words: Int32Array;
  private looks = MOST_LOOKS;
  /** [1] s: the time that goes with what is told. */
  private readonly time: Float64Array;

  constructor(rank: number, size: number, memory: Memory) {
    this.rank = rank;
    this.size = size;
    this.words = memory.array("i32", WORDS);
    this.time = memory.array("f64", 1);
  }

  /** Tells the other threads, which listen, what to do: a number and a time. */
  tell(code: number, time: number): void {
    if (this.size === 1) return;
    this.time[0] = time;
    this.words[CODE] = code;
    this.barrier();
  }

  /** Waits for what the first thread tells; undefined once it lets the others go. */
  listen(): { readonly code: number; readonly time: number } | undefined {
    this.barrier();
    const code = this.words[CODE]!;
    return code === DISMISSED ? undefined : { code, time: this.time[0]! };
  }

  /** Lets the other threads, which listen, go. */
  dismiss(): void {
    this.tell(DISMISSED, 0);
  }

  /** Whether this thread is the one to do something to a zone that all are told of between windows. */
  has(zone: number): boolean {
    return zone % this.size === this.rank;
  }

  /** Takes the next piece of the work that all threads share, counted from 0; each barrier lets the count begin anew. */
  takeWork(): number {
    if (this.size === 1) return this.words[NEXT]!++;
    return Atomics.add(this.words, NEXT, 1);
  }

  /** Waits until all threads have come here. What each wrote before it, all see after it. Throws if a thread has failed. */
  barrier(): void {
    const { words, size } = this;
    if (size === 1) {
      words[NEXT] = 0;
      return;
    }
    const round = Atomics.load(words, ROUND);
    if (Atomics.add(words, WAITING, 1) === size - 1) {
      Atomics.store(words, WAITING, 0);
      Atomics.store(words, NEXT, 0);
      Atomics.add(words, ROUND, 1);
      Atomics.notify(words, ROUND);
      return;
    }
    for (let look = 0; look < this.looks; look++) {
      if (Atomics.load(words, ROUND) === round) continue;
      this.looks = Math.min(MOST_LOOKS, this.looks * 2);
      return;
    }
    this.looks = Math.max(FEWEST_LOOKS, this.looks >> 1);
    while (Atomics.load(words, ROUND) === round) {
      if (Atomics.load(words, FAILED) === 1) throw new Error("another thread of the run has failed");
      Atomics.wait(words, ROUND, round, 1000);
    }
  }

  /** Tells the others that this thread will come to no barrier any more. */
  fail(): void {
    Atomics.store(this.words, FAILED, 1);
    Atomics.notify(this.words, ROUND);
  }
}
