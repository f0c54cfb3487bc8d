/** With hybrids, fights, shots and alarms the promises of the engine hold as without them. */
import { expect, test, vi } from "vitest";
import { EventCode } from "../../src/engine/events.js";
import { Simulation } from "../../src/model/simulation.js";
import { HYBRIDS } from "./hybrid-town.js";
import { recount, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

test.for([1, 2, 3, 4])(
  "a lazy town with hybrids and fights and a fully awake one have the same outbreak, seed %i",
  (seed) => {
    const town = townOf(HYBRIDS, 120);
    const kinds = new Set<number>();
    const lazy = new Simulation(town, HYBRIDS, {
      seed,
      listener: ({ kind }, rows) => {
        for (let row = 0; row < rows; row++) kinds.add(kind[row]!);
      },
    });
    const awake = new Simulation(town, HYBRIDS, { seed, alwaysAwake: true });
    for (const hour of [0.1, 0.5, 1, 2, 4]) {
      lazy.runUntil(hour * 3600);
      awake.runUntil(hour * 3600);
      expect(lazy.hash(), `after ${hour} h`).toEqual(awake.hash());
      recount(lazy);
    }
    lazy.flush();
    expect(lazy.events).toBeLessThanOrEqual(awake.events);
    for (const kind of ["lost-control", "came-back", "fed", "helped", "revealed"] as const)
      expect(kinds.has(EventCode[kind]), kind).toBe(true);
  },
);
