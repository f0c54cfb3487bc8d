/** Reach by person: the hazard of a place is the sum over its hunters, and who attacks is drawn by their part of it. */
import { expect, test, vi } from "vitest";
import { cityFromRoom } from "../../src/builder/inline.js";
import { makeCity } from "../../src/builder/made.js";
import { EventCode } from "../../src/engine/events.js";
import { HUNTER, PREY } from "../../src/engine/occupancy.js";
import { meanHeight, reachOf } from "../../src/model/danger/reach.js";
import { ownStrength } from "../../src/model/fights/abilities.js";
import { startHunting } from "../../src/model/danger/hunt.js";
import { WILD } from "../../src/model/hybrids/hybrids.js";
import { enterState } from "../../src/model/infection/progression.js";
import { startReturning } from "../../src/model/movement/return.js";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";
import { strainWith } from "./hybrid-town.js";
import { recount, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const PEOPLE = 40;
const AREA = 60;
const TURNED = 6;
/** 2·reach·speed, m²/s; handling time, s. */
const SWEEP = 2 * 1.5 * 2;
const HANDLING = 1;

/** A room in which the turned attack, and nothing comes of it. */
function room(law: Record<string, unknown> = { reachBy: { height: 1, strength: 3 } }) {
  return parseScenario({
    name: "room",
    city: { room: { people: PEOPLE, area: `${AREA} m²` } },
    until: "1 d",
    strains: {
      v: {
        entry: "turned",
        attack: {
          law: { kind: "encounter", reach: "1.5 m", speed: "2 m/s", handling: `${HANDLING} s`, ...law },
          outcomes: { bitten: 0, escaped: 1 },
        },
        states: { turned: { conduct: "turned" } },
      },
    },
    outbreak: [{ strain: "v", count: TURNED }],
  });
}

function start(scenario = room(), seed = 1) {
  const attackers: number[] = [];
  const sim = new Simulation(cityFromRoom({ people: PEOPLE, area: AREA }), scenario, {
    seed,
    listener: ({ kind, person }, rows) => {
      for (let row = 0; row < rows; row++) if (kind[row] === EventCode.attacked) attackers.push(person[row]!);
    },
  });
  return { sim, attackers };
}

/** Rate of each hunter by the laws of kinetic theory and of Holling, 1/s. */
function rates(sim: Simulation): Map<number, number> {
  const density = sim.world.occupancy.count(0, PREY) / AREA;
  const each = new Map<number, number>();
  for (let k = 0; k < sim.world.occupancy.count(0, HUNTER); k++) {
    const hunter = sim.world.occupancy.pick(0, HUNTER, k);
    const height = meanHeight(sim.city.people.age[hunter]!, sim.city.people.sex[hunter]!);
    const met = SWEEP * Math.fround(height * ownStrength(sim, hunter) ** 3) * density;
    each.set(hunter, met / (1 + met * HANDLING));
  }
  return each;
}

function hazardRate({ world }: Simulation): number {
  return world.danger.hazardRate[world.place.danger[0]!]!;
}

test("the hazard of a place is the sum of the rates of its hunters", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const { sim } = start(room(), seed);
    const each = [...rates(sim).values()];
    const sum = each.reduce((total, rate) => total + rate, 0);
    expect(each).toHaveLength(TURNED);
    expect(Math.max(...each) / Math.min(...each)).toBeGreaterThan(1.3);
    expect(hazardRate(sim) / sum).toBeCloseTo(1, 6);
  }
});

test("attacks come at that rate, and each hunter makes their part of them", () => {
  const duration = 3_000;
  const { sim, attackers } = start();
  sim.runUntil(duration);
  sim.flush();
  let total = 0;
  let chi = 0;
  for (const [hunter, rate] of rates(sim)) {
    const expected = rate * duration;
    const found = attackers.filter((each) => each === hunter).length;
    chi += (found - expected) ** 2 / expected;
    total += expected;
  }
  expect(total).toBeGreaterThan(5_000);
  expect(Math.abs(attackers.length - total)).toBeLessThan(4 * Math.sqrt(total));
  expect(chi).toBeLessThan(30); // 6 degrees of freedom: exceeded in 4 of 100,000
});

test("where all reach as far the law is that of one reach", () => {
  const plain = start(room({})).sim;
  const same = start(room({ reachBy: { height: 0, strength: 0 } })).sim;
  expect(plain.reaches).toBe(false);
  expect(same.reaches).toBe(true);
  expect(hazardRate(same) / hazardRate(plain)).toBeCloseTo(1, 12);
});

test("height is that of the tables: children and the old are shorter, a man of 30 is the measure", () => {
  expect(meanHeight(30, 1)).toBe(1);
  expect(meanHeight(30, 0) * 174).toBeCloseTo(161, 10);
  expect(meanHeight(7, 1) * 174).toBeCloseTo(110 + (2 / 5) * 29, 10);
  expect(meanHeight(95, 0)).toBe(meanHeight(80, 0));
});

/** Everything at once in which people differ. */
const DIFFERENT = schoolOutbreak(3_000, {
  strains: differ(strainWith(0.3, { reach: 1.5, sight: 2, hunger: { after: "30 min" }, control: { rate: "4 /h" } })),
  fights: { arms: { police: 0.2, turn: 0.7, stand: 0.3 } },
  outbreak: [{ strain: "jonas", count: 5, where: { use: "high" } }],
});

function differ(strains: Record<string, unknown>): Record<string, unknown> {
  const { jonas } = strains as { jonas: { attack: { law: object } } };
  const law = { ...jonas.attack.law, reachBy: { height: 1, strength: 0.5 } };
  return { jonas: { ...jonas, attack: { ...jonas.attack, law } } };
}

test.for([1, 2])("a lazy town in which all reach differently, and a fully awake one, are the same, seed %i", (seed) => {
  const town = townOf(DIFFERENT, 150);
  const lazy = new Simulation(town, DIFFERENT, { seed });
  const awake = new Simulation(town, DIFFERENT, { seed, alwaysAwake: true });
  for (const hour of [0.1, 0.4, 0.8, 1.5]) {
    lazy.runUntil(hour * 3600);
    awake.runUntil(hour * 3600);
    expect(lazy.hash(), `after ${hour} h`).toEqual(awake.hash());
    recount(lazy);
  }
  expect(lazy.attacks).toBeGreaterThan(50);
});

test("children reach less far than grown-ups, a hybrid as far as their strain says", () => {
  const sim = new Simulation(townOf(DIFFERENT, 150), DIFFERENT, { seed: 1 });
  const { age } = sim.city.people;
  const mean = (from: number, to: number) => {
    const people = [...age.keys()].filter((person) => age[person]! >= from && age[person]! < to);
    return people.reduce((sum, one) => sum + reachOf(sim, one), 0) / people.length;
  };
  expect(mean(5, 10)).toBeLessThan(0.6 * mean(20, 60));
  const own = reachOf(sim, 0);
  sim.world.person.state[0] = sim.states.findIndex(({ conduct }) => conduct === "hybrid");
  expect(reachOf(sim, 0)).toBe(1.5 * own);
});

/** A graph of six places, a person each: 0 may go to 1 and on to 2, where the only prey is, or to 3, 4 and 5. */
function firstPlace(sight: number, seed: number): number {
  const { jonas } = strainWith(0.3, { sight }) as { jonas: object };
  const edges = [
    [0, 1],
    [1, 2],
    [0, 3],
    [3, 4],
    [4, 5],
  ];
  const scenario = parseScenario({
    name: "sight",
    city: { graph: { kind: "edges", people: 6, edges } },
    until: "1 d",
    strains: { jonas },
    outbreak: [{ strain: "jonas", at: "20 h" }],
    stop: { extinction: false },
  });
  const sim = new Simulation(makeCity(scenario.city, "test")!, scenario, { seed });
  const stateOf = (wanted: string) => sim.states.findIndex(({ name }) => name === wanted);
  const { world } = sim;
  world.turnTo(0, 0);
  for (const person of [1, 3, 4, 5]) {
    enterState(sim, person, stateOf("hybrid"));
    startReturning(sim, person);
  }
  enterState(sim, 0, stateOf("hybrid"));
  world.hybrid.status[0]! |= WILD;
  startHunting(sim, 0);
  for (let t = 0; world.whereabouts(0) === 0; t += 0.05) sim.runUntil(t);
  return world.whereabouts(0);
}

test("a far-sighted hybrid out of control goes for people behind the next place, another wanders", () => {
  const seeds = Array.from({ length: 24 }, (_, seed) => seed);
  const far = seeds.filter((seed) => firstPlace(2, seed) === 1);
  const near = seeds.filter((seed) => firstPlace(1, seed) === 1);
  expect(far).toHaveLength(24);
  expect(near.length).toBeLessThan(20);
  expect(near.length).toBeGreaterThan(4);
});

/** Those who stand and shoot though they were in flight, and all who stand. */
function whoStands(arms: Record<string, number>): { readonly stood: number; readonly fled: number } {
  const scenario = schoolOutbreak(3_000, {
    fights: { arms: { police: 0.4, ...arms } },
    outbreak: [{ strain: "jonas", count: 8, where: { kind: "street" } }],
    start: "2021-10-29T08:20",
  });
  const inFlight = new Set<number>();
  let [stood, fled] = [0, 0];
  const sim = new Simulation(townOf(scenario, 150), scenario, {
    seed: 2,
    listener: ({ kind, person }, rows) => {
      for (let row = 0; row < rows; row++) {
        if (kind[row] === EventCode.alarmed) inFlight.add(person[row]!);
        if (kind[row] !== EventCode.stood) continue;
        stood++;
        if (inFlight.has(person[row]!)) fled++;
      }
    },
  });
  sim.runUntil(3600);
  sim.flush();
  recount(sim);
  return { stood, fled };
}

test("people in flight who carry a firearm stop to shoot only where the scenario says so", () => {
  expect(whoStands({ stand: 0 })).toEqual({ stood: 0, fled: 0 });
  const { stood, fled } = whoStands({ stand: 0, turn: 1 });
  expect(fled).toBeGreaterThan(5);
  expect(fled).toBe(stood);
});
