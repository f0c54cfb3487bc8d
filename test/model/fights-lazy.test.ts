/** With strength, arms, help, shots and alarms the promises of the engine hold as without them. */
import { expect, test, vi } from "vitest";
import { Simulation } from "../../src/model/simulation.js";
import { recount, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const PARTS = { fights: { arms: { police: 0.02 } }, noise: { setOff: 0.05 } };

test.for([1, 2, 3, 4])(
  "a lazy town with fights, shots and alarms and a fully awake one have the same outbreak, seed %i",
  (seed) => {
    const scenario = schoolOutbreak(3_000, PARTS);
    const town = townOf(scenario, 120);
    const lazy = new Simulation(town, scenario, { seed });
    const awake = new Simulation(town, scenario, { seed, alwaysAwake: true });
    for (const hour of [0.1, 0.5, 1, 2, 4]) {
      lazy.runUntil(hour * 3600);
      awake.runUntil(hour * 3600);
      expect(lazy.hash(), `after ${hour} h`).toEqual(awake.hash());
      recount(lazy);
    }
    expect(lazy.events).toBeLessThanOrEqual(awake.events);
  },
);
