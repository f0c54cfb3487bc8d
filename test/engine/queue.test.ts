import { describe, expect, test } from "vitest";
import { Queue, Timers } from "../../src/engine/queue.js";
import { below, dice } from "./dice.js";

/** The same contract, in the plainest way: all times in a list, the earliest looked for each time. */
class Naive {
  readonly at: number[];
  now = 0;
  constructor(ids: number) {
    this.at = new Array(ids).fill(Infinity);
  }
  get size(): number {
    return this.at.filter((time) => time < Infinity).length;
  }
  schedule(id: number, time: number): void {
    this.at[id] = time;
  }
  next(limit: number): number {
    let best = -1;
    for (let id = 0; id < this.at.length; id++) {
      const time = this.at[id]!;
      if (time < Infinity && time <= limit && (best < 0 || time < this.at[best]!)) best = id;
    }
    if (best < 0) return -1;
    this.now = this.at[best]!;
    this.at[best] = Infinity;
    return best;
  }
}

/** Laws by which a new time follows from the present one, s. */
const REGIMES: Record<string, (now: number, roll: () => number) => number> = {
  "all at one instant": () => 86400,
  "exact ties": (now, roll) => Math.floor(now) + below(roll, 4),
  "exponential waits": (now, roll) => now - Math.log(1 - roll()) * 100,
  "far future": (_, roll) => 1e9 + 1e9 * roll(),
  bursts: (now, roll) => now + (roll() < 0.95 ? 1e-3 * roll() : 1e5 * roll()),
  "the past and now": (now, roll) => (roll() < 0.5 ? now : now - 1000 * roll()),
  "before zero": (now, roll) => now - 1e6 * roll(),
  "one a year": (now, roll) => now + 3.2e7 * (0.5 + roll()),
  "a million a second": (now, roll) => now + 1e-6 * roll(),
  "routine days and quick acts": (now, roll) => now + (roll() < 0.5 ? 86400 * roll() : 2 * roll()),
  "a microsecond late in a century": (now, roll) => Math.max(now, 3e9) + 1e-6 * below(roll, 8),
};
const LAWS = Object.values(REGIMES);
REGIMES["every regime by turns"] = (now, roll) => LAWS[below(roll, LAWS.length)]!(now, roll);

/** A limit below, at or above the next event, or none. */
function limitOf(naive: Naive, roll: () => number): number {
  const earliest = Math.min(...naive.at);
  switch (below(roll, 5)) {
    case 0:
      return earliest - (earliest < Infinity ? Math.abs(earliest) * 1e-9 + 1e-9 : 0);
    case 1:
    case 2:
      return earliest;
    case 3:
      return naive.now + 1000 * roll();
    default:
      return Infinity;
  }
}

describe("any sequence of schedule, reschedule, cancel and next(limit) answers as the plain list does", () => {
  for (const [name, law] of Object.entries(REGIMES)) {
    test(name, () => {
      for (const [ids, steps] of [
        [1, 400],
        [2, 400],
        [17, 2000],
        [300, 20_000],
      ] as const) {
        const roll = dice(ids);
        const timers = new Timers(ids);
        const queue = new Queue(timers);
        const naive = new Naive(ids);
        for (let step = 0; step < steps; step++) {
          const id = below(roll, ids);
          const what = roll();
          if (step % 3 === 0 && queue.bound > Math.min(...naive.at))
            expect.fail(`${ids} ids, step ${step}: bound too late`);
          if (what < 0.45) {
            const time = law(naive.now, roll);
            queue.schedule(id, time);
            naive.schedule(id, time);
          } else if (what < 0.5) {
            queue.cancel(id);
            naive.schedule(id, Infinity);
          } else if (what < 0.55) {
            const again = naive.at[id]!;
            queue.schedule(id, again);
            naive.schedule(id, again);
          } else {
            const limit = limitOf(naive, roll);
            const expected = naive.next(limit);
            if (queue.next(limit) !== expected || queue.now !== naive.now) {
              expect.fail(`${ids} ids, step ${step}: expected ${expected} at ${naive.now}, found another`);
            }
          }
          if (timers.timeOf(id) !== naive.at[id]) expect.fail(`${ids} ids, step ${step}: time of ${id}`);
        }
        expect(queue.size).toBe(naive.size);
        for (;;) {
          const expected = naive.next(Infinity);
          expect(queue.next(Infinity)).toBe(expected);
          if (expected < 0) break;
        }
      }
    });
  }
});

describe("a hundred thousand pending come out in the order (time, id)", () => {
  const ids = 100_000;
  for (const [name, law] of Object.entries(REGIMES)) {
    test(name, () => {
      const roll = dice(1);
      const timers = new Timers(ids);
      const queue = new Queue(timers);
      for (let round = 0; round < 3; round++) {
        for (let id = 0; id < ids; id++) queue.schedule(id, law(queue.now, roll));
        for (let k = 0; k < ids / 2; k++) {
          const id = below(roll, ids);
          if (roll() < 0.3) queue.cancel(id);
          else queue.schedule(id, law(queue.now, roll));
        }
        const at = Array.from({ length: ids }, (_, id) => timers.timeOf(id));
        const sorted = Array.from(at.keys()).filter((id) => at[id]! < Infinity);
        sorted.sort((a, b) => at[a]! - at[b]! || a - b);
        const times = sorted.map((id) => at[id]!);
        expect(queue.size).toBe(sorted.length);
        // Two thirds up to a limit at which many may be due, the rest by instants in between.
        const limit = times[Math.floor((sorted.length * 2) / 3)]!;
        let taken = 0;
        for (let id = queue.next(limit); id >= 0; id = queue.next(limit)) {
          if (id !== sorted[taken] || queue.now !== times[taken]) expect.fail(`round ${round}, event ${taken}`);
          taken++;
        }
        expect(times[taken - 1]).toBe(limit);
        expect(times[taken] ?? Infinity).toBeGreaterThan(limit);
        expect(queue.next(limit)).toBe(-1);
        const keep = round < 2 ? Math.max(taken, Math.floor((sorted.length * 5) / 6)) : sorted.length;
        for (; taken < keep; taken++) {
          if (queue.next(times[taken]!) !== sorted[taken]) expect.fail(`round ${round}, event ${taken}`);
        }
        expect(queue.size).toBe(sorted.length - keep);
      }
    });
  }
});

test("an event exactly at the limit is taken, whatever the width of the buckets", () => {
  const roll = dice(3);
  for (let trial = 0; trial < 200; trial++) {
    const ids = 1 + below(roll, 40);
    const unit = 10 ** (roll() * 8 - 4) / 3;
    const timers = new Timers(ids);
    const queue = new Queue(timers);
    for (let round = 0; round < 4; round++) {
      for (let id = 0; id < ids; id++) queue.schedule(id, queue.now + below(roll, 3000) * unit);
      while (queue.size > 0) {
        const earliest = Array.from({ length: ids }, (_, id) => timers.timeOf(id)).reduce((a, b) => Math.min(a, b));
        expect(queue.next(earliest - unit / 2)).toBe(-1);
        expect(queue.next(earliest)).toBeGreaterThanOrEqual(0);
        expect(queue.now).toBe(earliest);
      }
    }
  }
});

test("an event exactly at the limit is taken where the edge of its bucket is rounded to just after it", () => {
  const roll = dice(4);
  const double = new Float64Array(1);
  const bits = new BigInt64Array(double.buffer);
  for (let trial = 0; trial < 20_000; trial++) {
    const first = 300 + (1000 * roll()) / 3;
    const second = first + 1 + (1000 * roll()) / 3;
    // with two events waiting the buckets of the next revolution are 96 times as wide as they are apart
    double[0] = first + 96 * (second - first + 1e-9);
    bits[0]! -= BigInt(below(roll, 3));
    const edge = double[0];
    const queue = new Queue(new Timers(3));
    queue.schedule(0, first);
    queue.schedule(1, second);
    expect(queue.next(Infinity)).toBe(0);
    queue.cancel(1);
    queue.schedule(2, edge);
    expect(queue.next(edge)).toBe(2);
  }
});

test("an id rescheduled a million times among events due leaves one event", () => {
  const queue = new Queue(new Timers(3));
  queue.schedule(0, 10);
  queue.schedule(1, 11);
  expect(queue.next(20)).toBe(0);
  for (let k = 0; k < 1_000_000; k++) queue.schedule(2, 10 + (k % 7) / 8);
  queue.schedule(2, 10.5);
  expect(queue.size).toBe(2);
  expect([queue.next(20), queue.next(20), queue.next(20)]).toEqual([2, 1, -1]);
});

test("ids that go from queue to queue of the same timers leave each in the order (time, id)", () => {
  const roll = dice(9);
  const ids = 60;
  const timers = new Timers(ids);
  const queues = [new Queue(timers, 0), new Queue(timers, 1)];
  const owner = Array.from({ length: ids }, (_, id) => id % 2);
  const times = new Array<number>(ids).fill(Infinity);
  let now = 0;
  for (let round = 0; round < 3_000; round++) {
    const id = below(roll, ids);
    const from = owner[id]!;
    if (roll() < 0.5) {
      // Often the very time it had: what is left of it in the first queue must not come to life.
      const had = queues[from]!.release(id);
      expect(had).toBe(times[id]);
      owner[id] = 1 - from;
      times[id] = roll() < 0.5 && had < Infinity ? had : now + Math.floor(roll() * 50) / 8;
      queues[owner[id]!]!.schedule(id, times[id]!);
    } else {
      times[id] = now + Math.floor(roll() * 50) / 8;
      queues[from]!.schedule(id, times[id]!);
    }
    if (round % 7 > 0) continue;
    now += 1;
    for (const which of [0, 1]) {
      const due = times
        .map((time, row) => ({ time, row }))
        .filter(({ time, row }) => owner[row] === which && time <= now)
        .sort((a, b) => a.time - b.time || a.row - b.row);
      expect(queues[which]!.bound).toBeLessThanOrEqual(due[0]?.time ?? Infinity);
      for (const { row } of due) {
        expect(queues[which]!.next(now)).toBe(row);
        times[row] = Infinity;
      }
      expect(queues[which]!.next(now)).toBe(-1);
    }
  }
});
