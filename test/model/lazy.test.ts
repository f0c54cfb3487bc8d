import { expect, test, vi } from "vitest";
import { makeCity } from "../../src/builder/made.js";
import { Simulation } from "../../src/model/simulation.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;

interface Outcome {
  readonly hash: { state: string; events: string };
  readonly infections: number;
  readonly attacks: number;
  readonly whereabouts: number[];
}

function outcomeOf(sim: Simulation): Outcome {
  const whereabouts = Array.from({ length: sim.city.people.age.length }, (_, person) => sim.world.whereabouts(person));
  return { hash: sim.hash(), infections: sim.infections, attacks: sim.attacks, whereabouts };
}

function awakeZones(sim: Simulation): number {
  return sim.world.awake.reduce((sum, awake) => sum + awake, 0);
}

/** Runs the town lazily and fully awake, and compares them at each of the times (h). */
function compare(scenario: Scenario, side: number, seed: number, hours: readonly number[]) {
  const town = townOf(scenario, side);
  const lazy = new Simulation(town, scenario, { seed });
  const awake = new Simulation(town, scenario, { seed, alwaysAwake: true });
  for (const hour of hours) {
    lazy.runUntil(hour * HOUR);
    awake.runUntil(hour * HOUR);
    expect(outcomeOf(lazy), `seed ${seed} after ${hour} h`).toEqual(outcomeOf(awake));
  }
  expect(lazy.events).toBeLessThanOrEqual(awake.events);
  return { lazy, awake };
}

test.for([1, 2, 3, 4, 5, 6])("a lazy town of 3,000 and a fully awake one have the same outbreak, seed %i", (seed) => {
  compare(schoolOutbreak(3_000), 120, seed, [0.1, 0.5, 1, 2, 4]);
});

test("a lazy city of 20,000 where screams carry far and a fully awake one have the same outbreak", () => {
  const scenario = schoolOutbreak(20_000, { behaviour: { screamRadius: "300 m" } });
  const { lazy, awake } = compare(scenario, 30, 3, [0.25, 0.5, 1]);
  expect(lazy.infections).toBeGreaterThan(20);
  expect(lazy.events).toBeLessThan(awake.events);
});

test.for([1, 2, 3])("zones that fell asleep again after the outbreak leave the same town, seed %i", (seed) => {
  const states = {
    incubating: { dwell: { fixed: "2 min" }, next: { turned: 1 } },
    turned: { conduct: "turned", dwell: { fixed: "4 min" }, next: { dead: 1 } },
    dead: { conduct: "dead" },
  };
  const attack = {
    law: { kind: "encounter", reach: "1 m", speed: "2 m/s", handling: "15 s" },
    outcomes: { bitten: 0.1, escaped: 0.9 },
  };
  const scenario = schoolOutbreak(6_000, {
    strains: { jonas: { entry: "incubating", attack, states } },
    outbreak: [{ strain: "jonas", count: 3, where: { use: "high" } }],
    behaviour: { calm: "20 min" },
    stop: { extinction: false },
  });
  expect(awakeZones(compare(scenario, 70, seed, [0.1, 0.25]).lazy)).toBeGreaterThan(4);
  const { lazy, awake } = compare(scenario, 70, seed, [0.5, 1, 2, 8, 20]);
  expect(lazy.active).toBe(0);
  expect(awakeZones(lazy)).toBe(0);
  expect(lazy.events).toBeLessThan(awake.events);
});

test("an airborne infection wakes nobody, and spreads as in a fully awake town", () => {
  const scenario = schoolOutbreak(3_000, {
    strains: {
      flu: {
        entry: "exposed",
        contact: { rate: "3 /h" },
        states: {
          exposed: { dwell: { gamma: { mean: "6 h", shape: 2 } }, next: { infectious: 1 } },
          infectious: { infectiousness: 1, dwell: { exponential: { mean: "2 d" } }, next: { recovered: 1 } },
          recovered: {},
        },
      },
    },
    outbreak: [{ strain: "flu", count: 10 }],
    until: "4 d",
  });
  const { lazy, awake } = compare(scenario, 120, 1, [12, 36, 60]);
  expect(lazy.infections).toBeGreaterThan(100);
  expect(awakeZones(lazy)).toBe(0);
  expect(lazy.events).toBeLessThan(awake.events / 5);
});

test("where some attack and others infect from afar everybody is explicit, and nobody is missed", () => {
  const bite = schoolOutbreak(6_000).strains.jonas!;
  const scenario = schoolOutbreak(6_000, { until: "3 h" });
  const mixed = {
    ...scenario,
    strains: {
      jonas: bite,
      cold: {
        ...bite,
        attack: undefined,
        contact: { among: "place" as const, rates: { household: 1e-9, class: 1e-9, workplace: 1e-9, community: 1e-9 } },
        entry: "sick",
        states: { sick: { conduct: "person" as const, infectiousness: 1, susceptibility: 0 } },
      },
    },
  } as unknown as Scenario;
  const town = makeCity(scenario.city, "test")!;
  const sim = new Simulation(town, mixed, { seed: 3 });
  const alone = new Simulation(town, scenario, { seed: 3 });
  for (const each of [sim, alone]) each.runUntil(3 * HOUR);
  expect(alone.infections).toBeGreaterThan(20);
  expect(sim.infections).toBeGreaterThan(20);
});
