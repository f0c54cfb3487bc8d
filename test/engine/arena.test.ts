import { describe, expect, test } from "vitest";
import { Arena, roomOf, sizeFor } from "../../src/engine/arena.js";
import { Memory } from "../../src/engine/memory.js";
import { below, dice } from "./dice.js";

describe("blocks of an arena", () => {
  test("sizes have room for what they are asked for, and waste less than a quarter above four lines", () => {
    for (let words = 1; words < 5000; words++) {
      const size = sizeFor(words);
      expect(roomOf(size)).toBeGreaterThanOrEqual(words);
      if (size > 0) expect(roomOf(size - 1)).toBeLessThan(words);
      if (words >= 64) expect(roomOf(size)).toBeLessThan(1.25 * words + 16);
    }
  });

  test("never overlap, keep what they hold while the memory grows, and are used again", () => {
    const roll = dice(3);
    const arena = new Arena();
    const held: { block: number; size: number; mark: number }[] = [];
    let most = 0;
    let words = 0;
    for (let step = 0; step < 20_000; step++) {
      if (held.length === 0 || roll() < 0.5) {
        const size = below(roll, step % 1000 === 0 ? 40 : 12);
        const block = arena.take(size);
        expect(block).toBeGreaterThan(0);
        if (roomOf(size) >= 16) expect(block % 16).toBe(0);
        arena.words.fill(step, block, block + roomOf(size));
        held.push({ block, size, mark: step });
        words += roomOf(size);
        most = Math.max(most, words);
      } else {
        const at = below(roll, held.length);
        const { block, size, mark } = held[at]!;
        for (let word = block; word < block + roomOf(size); word++) expect(arena.words[word]).toBe(mark);
        arena.give(block, size);
        held[at] = held.at(-1)!;
        held.pop();
        words -= roomOf(size);
      }
    }
    // each size keeps its own free blocks, so more is in use than at any one time, but not much more
    expect(arena.words.length).toBeLessThan(8 * most + (1 << 17));
  });

  test("two threads on one memory get other blocks, and see what each other has written", () => {
    const memory = new Memory(true);
    const first = new Arena(memory, 1 << 18);
    const second = new Arena(new Memory(memory.buffers as SharedArrayBuffer[]), 1 << 18);
    const taken = new Set<number>();
    for (let k = 0; k < 2000; k++) {
      const arena = k % 2 === 0 ? first : second;
      const block = arena.take(k % 3);
      for (let word = block; word < block + roomOf(k % 3); word++) {
        expect(taken.has(word)).toBe(false);
        taken.add(word);
      }
      arena.words[block] = k;
      expect((k % 2 === 0 ? second : first).words[block]).toBe(k);
    }
  });

  test("memory that cannot grow says so when it is full", () => {
    const arena = new Arena(new Memory(true), 1 << 15);
    expect(() => {
      for (;;) arena.take(sizeFor(1000));
    }).toThrow("expected at most 32768 words");
  });
});
