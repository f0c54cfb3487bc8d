import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { PlaceKindCode } from "../../src/city/city.js";
import { ActivityCode } from "../../src/engine/world.js";
import { runningSpeed } from "../../src/model/movement/movement.js";
import { ConductCode } from "../../src/model/infection/ptts.js";
import { Simulation } from "../../src/model/simulation.js";
import { look, observe, recount, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const scenario = schoolOutbreak(2_000);
const town = townOf(scenario, 150);
const PEOPLE = town.people.age.length;
const PLACES = town.places.kind.length;

test.for([false, true])(
  "everyone is in one state, and if explicit in one place and one group (all awake: %s)",
  (all) => {
    const sim = new Simulation(town, scenario, { seed: 4, alwaysAwake: all });
    for (let minute = 0; minute <= 240; minute += 5) {
      sim.runUntil(minute * 60);
      recount(sim);
    }
    expect(sim.infections).toBeGreaterThan(20);
  },
);

test("zones know how many in them are out of routine, and everyone in an awake one is explicit", () => {
  const sim = new Simulation(town, scenario, { seed: 4 });
  const { unusual, awake } = sim.world;
  for (let minute = 1; minute <= 120; minute += 3) {
    sim.runUntil(minute * 60);
    const count = new Uint32Array(unusual.length);
    for (let person = 0; person < PEOPLE; person++) {
      const place = look.destination(sim, person);
      const activity = look.activity(sim, person);
      const out = activity !== ActivityCode.routine && activity !== ActivityCode.still;
      if (out) count[town.places.zone[place]!]!++;
    }
    expect(unusual).toEqual(count);
    for (let zone = 0; zone < unusual.length; zone++) {
      if (unusual[zone]! > 0) expect(awake[zone]).toBe(1);
      if (awake[zone] === 0) continue;
      for (const person of town.register.subarray(town.registerStart[zone]!, town.registerStart[zone + 1]!)) {
        if (look.activity(sim, person) !== ActivityCode.routine) continue;
        const here = town.places.zone[sim.world.whereabouts(person)!] === zone;
        if (here && look.place(sim, person) === NONE) expect(isAboutToLeave(sim, person, zone)).toBe(true);
      }
    }
  }
});

/** Whether someone in routine is on the border: in another zone by their routine within a window's length. */
function isAboutToLeave(sim: Simulation, person: number, zone: number): boolean {
  const { routine } = sim.world;
  routine.at(person, sim.now + sim.windows.length);
  return town.places.zone[routine.place] !== zone;
}

/** Steps of explicit people from place to place, with what they knew of the place before. */
interface Step {
  readonly person: number;
  readonly from: number;
  readonly to: number;
  readonly activity: number;
  readonly shut: boolean;
  readonly broken: boolean;
  /** s since the person came into `from`; undefined if they were not explicit then. */
  readonly stay: number | undefined;
}

/** Runs `hours` event by event and hands every step to `visit`. */
function everyStep(seed: number, hours: number, visit: (sim: Simulation, step: Step) => void): Simulation {
  const sim = new Simulation(town, scenario, { seed });
  const since = new Float64Array(PEOPLE).fill(Number.NaN);
  const at = new Uint32Array(PEOPLE).fill(NONE);
  const shut = new Uint8Array(PLACES);
  const broken = new Uint8Array(PLACES);
  let activity = 0;
  const before = (id: number): void => {
    if (id >= PEOPLE) return;
    activity = look.activity(sim, id);
    const from = look.place(sim, id);
    if (at[id] !== from) {
      at[id] = from;
      since[id] = Number.NaN;
    }
    if (from === NONE) return;
    for (let door = town.doorStart[from]!; door < town.doorStart[from + 1]!; door++) {
      const behind = town.doors.to[door]!;
      shut[behind] = look.isShut(sim, behind);
      broken[behind] = look.isBroken(sim, behind);
    }
  };
  const after = (id: number): void => {
    if (id >= PEOPLE) return;
    const from = at[id]!;
    const to = look.place(sim, id);
    if (to === from) return;
    at[id] = to;
    const came = since[id]!;
    since[id] = sim.now;
    if (from === NONE || to === NONE) return;
    const stay = Number.isNaN(came) ? undefined : sim.now - came;
    visit(sim, { person: id, from, to, activity, shut: shut[to] === 1, broken: broken[to] === 1, stay });
  };
  observe(sim, before, after);
  sim.runUntil(hours * 3600);
  return sim;
}

test("nobody passes a shut door or enters a home that is not theirs, unless it was broken", () => {
  let steps = 0;
  let refuges = 0;
  const sim = everyStep(1, 3, (run, { person, to, activity, shut, broken }) => {
    steps++;
    const turned = run.ptts.conduct[run.stateOf(person)] === ConductCode.turned;
    const own = run.world.routine.home(person) === to;
    if (activity === ActivityCode.breaking) return;
    if (shut) {
      refuges++;
      expect(own && !turned, `person ${person} went through the shut door of place ${to}`).toBe(true);
    }
    if (town.places.kind[to] === PlaceKindCode.home && !broken) {
      expect(own && !turned, `person ${person} went into the home ${to}`).toBe(true);
    }
  });
  expect(sim.infections).toBeGreaterThan(10);
  expect(steps).toBeGreaterThan(500);
  expect(refuges).toBeGreaterThan(0);
});

/** m of the shortest door from one place to another; undefined if there is none. */
function doorLength(from: number, to: number): number | undefined {
  let shortest: number | undefined;
  for (let door = town.doorStart[from]!; door < town.doorStart[from + 1]!; door++) {
    if (town.doors.to[door] !== to) continue;
    shortest = Math.min(shortest ?? Number.POSITIVE_INFINITY, town.doors.distance[door]!);
  }
  return shortest;
}

/** The place a step leads through: a bus is boarded from the street, by the platform before it. */
function gate(from: number, to: number): number {
  const boards = town.places.kind[to] === PlaceKindCode.vehicle && from !== to - 1;
  return boards ? to - 1 : to;
}

test("people go through doors, no faster than they can run, and jump only by bus", () => {
  let walked = 0;
  everyStep(2, 2, (sim, { person, from, to, stay }) => {
    const length = doorLength(from, gate(from, to));
    if (length === undefined) {
      const rides = town.places.kind[from] === PlaceKindCode.vehicle && town.places.kind[to] === PlaceKindCode.platform;
      expect(rides, `person ${person} went from ${from} to ${to} without a door`).toBe(true);
    } else if (stay !== undefined && town.places.kind[from] !== PlaceKindCode.platform) {
      walked++;
      expect(length / stay, `m/s of person ${person} from ${from} to ${to}`).toBeLessThan(
        runningSpeed(sim, person) * 1.0001,
      );
    }
  });
  expect(walked).toBeGreaterThan(500);
});
