import { expect, test } from "vitest";
import { cityFromRoom } from "../../src/builder/inline.js";
import { attackHazard, type AttackLaw } from "../../src/model/danger/encounter.js";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";

const REACH = 1;
const SPEED = 2;
const HANDLING = 15;
const SWEEP = 2 * REACH * SPEED;
const encounter: AttackLaw = { kind: "encounter", sweep: SWEEP, handling: HANDLING };

test("nobody is attacked where nobody hunts or nobody can be attacked", () => {
  expect(attackHazard(encounter, 0, 5, 100)).toBe(0);
  expect(attackHazard(encounter, 5, 0, 100)).toBe(0);
  expect(attackHazard({ kind: "edge-rate", rate: 1 }, 5, 5, 100)).toBe(0);
});

test("at low density attacks follow mass action, 2·reach·speed·S·Z / area", () => {
  const area = 1e9;
  expect(attackHazard(encounter, 7, 3, area) / ((SWEEP * 7 * 3) / area)).toBeCloseTo(1, 6);
});

test("at high density every hunter attacks once in the handling time", () => {
  expect(attackHazard(encounter, 1e9, 3, 1) * HANDLING).toBeCloseTo(3, 6);
});

test("at density 1 / (sweep · handling) a hunter is busy half of the time", () => {
  expect(attackHazard(encounter, 10, 1, 10 * SWEEP * HANDLING) * HANDLING).toBeCloseTo(0.5, 12);
});

test("pairs attack at their rate whatever the area", () => {
  expect(attackHazard({ kind: "pair-rate", rate: 0.25 }, 4, 3, 1e6)).toBe(3);
});

test("in a room with 20 people and 2 turned, attacks come at the hazard of the encounter law", () => {
  const duration = 2_000;
  const people = 22;
  const area = 50;
  const scenario = parseScenario({
    name: "room",
    city: { room: { people, area: `${area} m²` } },
    until: "1 d",
    strains: {
      v: {
        entry: "turned",
        attack: {
          law: { kind: "encounter", reach: `${REACH} m`, speed: `${SPEED} m/s`, handling: `${HANDLING} s` },
          outcomes: { bitten: 0, escaped: 1 },
        },
        states: { turned: { conduct: "turned" } },
      },
    },
    outbreak: [{ strain: "v", count: 2 }],
  });
  const runs = 40;
  let attacks = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const sim = new Simulation(cityFromRoom({ people, area }), scenario, { seed });
    sim.runUntil(duration);
    attacks += sim.attacks;
  }
  const expected = runs * duration * attackHazard(encounter, people - 2, 2, area);
  expect(Math.abs(attacks - expected)).toBeLessThan(3.3 * Math.sqrt(expected));
});
