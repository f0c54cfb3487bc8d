import { expect, test } from "vitest";
import { Arena } from "../../src/engine/arena.js";
import { DoorFlow } from "../../src/engine/door-flow.js";
import { Memory } from "../../src/engine/memory.js";
import { below, dice } from "./dice.js";

test("each door lets people pass as if the time at which it is free were kept for every one of them", () => {
  const roll = dice(11);
  for (const [doors, hurry] of [
    [3, 0.01],
    [400, 0.002],
    [100_000, 0.001],
    [5000, 3],
  ] as const) {
    const flow = new DoorFlow();
    const free = new Float64Array(doors);
    let now = 0;
    for (let step = 0; step < 20_000; step++) {
      now += hurry * roll();
      const door = roll() < 0.3 ? below(roll, 3) : below(roll, doors);
      const gap = roll();
      const turn = Math.max(now, free[door]!);
      expect(flow.pass(door, now, gap)).toBe(turn);
      free[door] = turn + gap;
    }
  }
});

test("doors long free take no room", () => {
  const arena = new Arena(new Memory(false));
  const flow = new DoorFlow(new Memory(false), arena);
  for (let door = 0; door < 300_000; door++) flow.pass(door, door / 100, 0.5);
  expect(arena.words.length).toBe(1 << 16);
});
