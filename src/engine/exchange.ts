/**
 * What threads tell each other at the end of a window. All of it is there twice: what is written in a window is read in the
 * next, while the other side is written.
 */
import { ACTION_DRAFT } from "./actions.js";
import { DRAFT } from "./events.js";
import { MAIL } from "./mail.js";
import type { Memory } from "./memory.js";
import { MOVES } from "./moves.js";
import { Page } from "./pages.js";
import { RELEASED } from "./visits.js";

/** Numbers that each thread publishes. */
export const BOUND = 0; // a time before which nothing is pending in its zones
export const STIRRED = 1; // 1: in its zones something is to be seen or heard by others
export const EVENTS_DONE = 2;
export const INFECTIONS = 3;
export const ATTACKS = 4;
export const ACTIVE = 5;
const NUMBERS = 8; // one cache line a thread

/** What is written in one window, and read in the next. */
interface Side {
  /** [threads] what crossed a border, what happened. */
  readonly mail: readonly Page<typeof MAIL>[];
  readonly drafts: readonly Page<typeof DRAFT>[];
  /** [threads] moves of those whose course is recorded; of no thread if there are none. */
  readonly moves: readonly Page<typeof MOVES>[];
  /** [threads] decisions; none where the scenario has no groups. */
  readonly actions: readonly Page<typeof ACTION_DRAFT>[];
  /** [threads] who is explicit no more. */
  readonly released: readonly Page<typeof RELEASED>[];
  /** [Z] people out of routine in each zone. */
  readonly unusual: Uint32Array;
  /** [Z] 1: the zone is awake. */
  readonly awake: Uint8Array;
  /** [Z] events of late: in the last window, and ever less of those before. */
  readonly work: Float64Array;
  /** [threads × NUMBERS] */
  readonly numbers: Float64Array;
}

export class Exchange {
  /** What is being written in this window, and what was in the last. */
  now: Side;
  last: Side;
  private readonly threads: number;

  constructor(
    threads: number,
    zones: number,
    people: number,
    memory: Memory,
    has: { readonly moves: boolean; readonly actions: boolean },
  ) {
    const side = (): Side => ({
      mail: Array.from({ length: threads }, () => new Page(MAIL, memory)),
      drafts: Array.from({ length: threads }, () => new Page(DRAFT, memory)),
      moves: Array.from({ length: has.moves ? threads : 0 }, () => new Page(MOVES, memory)),
      actions: Array.from({ length: has.actions ? threads : 0 }, () => new Page(ACTION_DRAFT, memory)),
      released: Array.from({ length: threads }, () => new Page(RELEASED, memory, people)),
      unusual: memory.array("u32", zones),
      awake: memory.array("u8", zones),
      work: memory.array("f64", zones),
      numbers: memory.array("f64", threads * NUMBERS),
    });
    this.now = side();
    this.last = side();
    this.threads = threads;
  }

  /** The next window begins: what was written can be read. */
  turn(): void {
    const { now } = this;
    this.now = this.last;
    this.last = now;
  }

  publish(thread: number, number: number, value: number): void {
    this.now.numbers[thread * NUMBERS + number] = value;
  }

  /** Sum over the threads of a number, of the last window or as published since. */
  sum(number: number, of: "last" | "now" = "last"): number {
    const { numbers } = this[of];
    let sum = 0;
    for (let thread = 0; thread < this.threads; thread++) sum += numbers[thread * NUMBERS + number]!;
    return sum;
  }

  /** Least over the threads of a number, of the last window or as published since. */
  least(number: number, of: "last" | "now" = "last"): number {
    const { numbers } = this[of];
    let least = Number.POSITIVE_INFINITY;
    for (let thread = 0; thread < this.threads; thread++) least = Math.min(least, numbers[thread * NUMBERS + number]!);
    return least;
  }
}
