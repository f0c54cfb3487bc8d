/** A door held from the inside: its hazard of giving way, exactly, whatever comes in between. */
import { expect, test, vi } from "vitest";
import { PlaceKindCode } from "../../src/city/city.js";
import { Draw } from "../../src/city/draws.js";
import { exposure, exposureTime } from "../../src/model/groups/barricade.js";
import { beginWork, plan, settle } from "../../src/model/groups/refuge.js";
import { Simulation } from "../../src/model/simulation.js";
import { below, dice } from "../engine/dice.js";
import { schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const BREAKING = 600;
const MOST = 3600;
const LEAST = BREAKING / 4;

test.for([
  [600, 0, 3600],
  [600, 2, 3600],
  [600, -0.5, 150],
  [3600, 1, 3600],
  [150, -1, 150],
])(
  "the integral of 1/S is that of small steps, and its inverse leads back: S from %d by %d to %d",
  ([strength, slope, bound]) => {
    for (const time of [0, 10, 700, 5000]) {
      const steps = 200_000;
      let sum = 0;
      for (let step = 0; step < steps; step++) {
        const moved = strength! + (slope! * time * (step + 0.5)) / steps;
        const s = slope! > 0 ? Math.min(bound!, moved) : slope! < 0 ? Math.max(bound!, moved) : strength!;
        sum += time / steps / s;
      }
      const share = exposure(strength!, slope!, bound!, time);
      expect(share).toBeCloseTo(sum, 6);
      expect(exposureTime(strength!, slope!, bound!, share)).toBeCloseTo(time, 6);
    }
  },
);

/** One door and what is done to it: [time, people inside, turned outside] from then on. */
type Course = readonly (readonly [time: number, members: number, working: number])[];

/** Integral of n/S until `until`, in small steps of our own. */
function hazardOf(course: Course, until: number): number {
  let strength = BREAKING;
  let used = 0;
  const step = 0.05;
  for (const [k, [from, members, working]] of course.entries()) {
    const to = Math.min(until, course[k + 1]?.[0] ?? until);
    for (let t = from; t < to; t += step) {
      const dt = Math.min(step, to - t);
      const slope = 0.5 * members - 0.1 * working;
      const next = strength + slope * dt;
      const held = slope > 0 ? Math.max(strength, Math.min(MOST, next)) : Math.min(strength, Math.max(LEAST, next));
      used += (working * dt) / ((strength + held) / 2);
      strength = held;
    }
  }
  return used;
}

test("a door gives way when the integral of n/S has used up its unit-exponential hazard; survival is exponential in it", () => {
  const scenario = schoolOutbreak(2_000, { groups: {} });
  const sim = new Simulation(townOf(scenario, 150), scenario, { seed: 1 });
  const { world } = sim;
  const { kind, zone } = sim.city.places;
  const homes = Array.from(kind.keys()).filter((place) => kind[place] === PlaceKindCode.home);
  const roll = dice(7);
  const broken: number[] = [];
  for (const place of homes.slice(0, 400)) {
    const course: [number, number, number][] = [];
    let [time, members, working] = [1 + 100 * roll(), 0, 0];
    for (let k = 0; k < 4; k++) {
      world.turnTo(zone[place]!, time);
      if (world.refuge.breakAt[place]! <= time && working > 0) break;
      settle(sim, place);
      world.refuge.members[place] = members = below(roll, 5);
      plan(sim, place);
      if (roll() < 0.7 || working === 0) {
        beginWork(sim, place);
        working++;
      }
      course.push([time, members, working]);
      time += 200 * roll();
    }
    const due = world.refuge.breakAt[place]!;
    const hazard = world.random.exponential(Draw.barricade, place, 0);
    // what came after it gave way does not count
    expect(
      hazardOf(
        course.filter(([at]) => at < due),
        due,
      ),
    ).toBeCloseTo(hazard, 3);
    broken.push(Math.exp(-hazard));
  }
  broken.sort((a, b) => a - b);
  const n = broken.length;
  const distance = broken.reduce((most, u, k) => Math.max(most, Math.abs(u - (k + 0.5) / n)), 0);
  expect(distance).toBeLessThan(1.95 / Math.sqrt(n)); // Kolmogorov–Smirnov, 0.1 %
});
