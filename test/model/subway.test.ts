import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import type { City } from "../../src/city/city.js";
import { HUNTER, PREY } from "../../src/engine/occupancy.js";
import { ActivityCode } from "../../src/engine/world.js";
import { DOOR_FLOW } from "../../src/model/movement.js";
import { Simulation, type SimulationOptions } from "../../src/model/simulation.js";
import { isTrainDoorOpen } from "../../src/model/train.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { lineTown } from "../city/line-town.js";
import { look, observe, recount, schoolOutbreak } from "./town.js";

vi.setConfig({ testTimeout: 120_000 });

const coarse = lineTown(14_400);
const fine = lineTown(28_800, 150);
/** With twice as many riders. */
const crowded = lineTown(28_800);
const TURNED = { state: "turned", count: 4 };

/** An outbreak on a Friday at 18:00 from one or more people at a place; the bitten turn after about a minute. */
function outbreak(where: Record<string, string>, seeding: Record<string, unknown> = {}): Scenario {
  return schoolOutbreak(7_200, {
    start: "2021-10-29T18:00",
    outbreak: [{ strain: "jonas", where, ...seeding }],
    strains: {
      jonas: {
        entry: "incubating",
        attack: {
          law: { kind: "encounter", reach: "1 m", speed: "2 m/s", handling: "15 s" },
          outcomes: { bitten: 0.55, escaped: 0.38, attackerKilled: 0.03, victimKilled: 0.04 },
        },
        states: {
          incubating: { dwell: { lognormal: { median: "1 min", sigma: 0.9 } }, next: { turned: 0.97, hybrid: 0.03 } },
          turned: { conduct: "turned", dwell: { fixed: "30 d" }, next: { dead: 1 } },
          hybrid: { conduct: "hybrid" },
          dead: { conduct: "dead" },
        },
      },
    },
  });
}

function compare(town: City, scenario: Scenario, seed: number, minutes: readonly number[]): Simulation {
  const lazy = new Simulation(town, scenario, { seed });
  const awake = new Simulation(town, scenario, { seed, alwaysAwake: true });
  for (const minute of minutes) {
    lazy.runUntil(minute * 60);
    awake.runUntil(minute * 60);
    expect(lazy.hash(), `after ${minute} min`).toEqual(awake.hash());
    for (let person = 0; person < town.people.age.length; person++) {
      const place = lazy.world.whereabouts(person);
      if (place !== awake.world.whereabouts(person)) expect.fail(`person ${person} after ${minute} min`);
    }
  }
  expect(lazy.events).toBeLessThanOrEqual(awake.events);
  return lazy;
}

const STARTS: [string, Record<string, string>][] = [
  ["in a train of the red line", { zone: "Red" }],
  ["in a train of the ring", { zone: "Ring" }],
  ["on a platform", { kind: "platform" }],
];

for (const [name, where] of STARTS) {
  test.for([1, 2, 3])(`an outbreak ${name} is the same in a lazy town and a fully awake one, seed %i`, (seed) => {
    const lazy = compare(coarse, outbreak(where, { count: 4 }), seed, [1, 2, 5, 10, 20, 40, 60, 120, 240]);
    expect(lazy.infections).toBeGreaterThan(20);
  });

  test.for([4, 5, 6])(`one turned ${name} of a town in which most zones sleep is the same, seed %i`, (seed) => {
    const scenario = outbreak(where, { state: "turned" });
    const lazy = compare(fine, scenario, seed, [0.5, 1, 1.5, 2, 3, 4, 6, 8]);
    const asleep = lazy.world.awake.reduce((sum, awake) => sum + 1 - awake, 0);
    expect(asleep).toBeGreaterThan(fine.zones.x.length / 4);
    expect(lazy.events).toBeLessThan(lazy.city.people.age.length * 40);
  });
}

/** A run of the coarse town from people in trains, watched event by event. */
function watched(
  options: SimulationOptions & {
    readonly minutes: number;
    readonly where?: Record<string, string>;
    readonly seeding?: Record<string, unknown>;
    readonly town?: City;
  },
  before: (sim: Simulation, id: number) => void,
  after: (sim: Simulation, id: number) => void,
): Simulation {
  const scenario = outbreak(options.where ?? { zone: "Ring" }, options.seeding ?? { count: 2 });
  const sim = new Simulation(options.town ?? coarse, scenario, options);
  observe(
    sim,
    (id) => before(sim, id),
    (id) => after(sim, id),
  );
  sim.runUntil(options.minutes * 60);
  return sim;
}

const nothing = () => {};

test("nobody leaves or enters a moving train", () => {
  const PEOPLE = crowded.people.age.length;
  const passed = { alighted: 0, boarded: 0, alightedOut: 0, boardedOut: 0 };
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    let from = NONE;
    let activity = 0;
    const before = (sim: Simulation, id: number) => {
      if (id >= PEOPLE) return;
      from = look.place(sim, id);
      activity = look.activity(sim, id);
    };
    const after = (sim: Simulation, id: number) => {
      if (id >= PEOPLE) return;
      const to = look.place(sim, id);
      const { lines, routine, now } = sim.world;
      if (to === from || to === NONE || from === NONE) return;
      const out = activity !== ActivityCode.routine;
      if (lines.isTrain(from)) {
        passed[out ? "alightedOut" : "alighted"]++;
        // who alights by the timetable does so at the instant of arrival
        expect(routine.timetable.standing(from, now)).toBe(to);
        if (!out) expect(routine.timetable.standing(from, now - 1e-3)).toBe(NONE);
      } else if (lines.isTrain(to)) {
        passed[out ? "boardedOut" : "boarded"]++;
        // who boards by the timetable does so at the instant of departure
        expect(routine.timetable.standing(to, now - 1e-3)).toBe(from);
        if (!out) expect(routine.timetable.standing(to, now)).toBe(NONE);
      }
    };
    const where = { zone: seed % 2 === 0 ? "Ring" : "Red" };
    watched({ seed, minutes: 40, town: crowded, where, seeding: TURNED }, before, after);
  }
  for (const count of Object.values(passed)) expect(count).toBeGreaterThan(20);
});

test("the turned without prey in a train step out at the instant of its arrival, as fast as its doors pass people", () => {
  const PEOPLE = crowded.people.age.length;
  let atOnce = 0;
  let inTurn = 0;
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    /** By hunter, the time at which the doors opened; by train, how many have passed them since in flight or hunting. */
    const due = new Map<number, number>();
    const passed = new Map<number, number>();
    let from = NONE;
    let activity = 0;
    const before = (sim: Simulation, id: number) => {
      const { lines, occupancy, trainId, now, routine, person } = sim.world;
      if (id < PEOPLE) from = look.place(sim, id);
      if (id < PEOPLE) activity = look.activity(sim, id);
      for (const [hunter, since] of due) {
        if (look.activity(sim, hunter) !== ActivityCode.hunting) due.delete(hunter);
        else if (now > since + 2) expect.fail(`hunter ${hunter} is in the train still, 2 s after its doors opened`);
      }
      if (id < trainId || id >= trainId + lines.trains) return;
      const place = lines.placeOf(id - trainId);
      if (routine.timetable.standing(place, now) === NONE || occupancy.count(place, PREY) > 0) return;
      for (let k = 0; k < occupancy.count(place, HUNTER); k++) {
        const hunter = occupancy.pick(place, HUNTER, k);
        if (person.activity[hunter] === ActivityCode.hunting) due.set(hunter, now);
      }
    };
    const after = (sim: Simulation, id: number) => {
      const { lines, routine, now } = sim.world;
      if (id >= PEOPLE) {
        const train = id - sim.world.trainId;
        // those who act at this very instant with a smaller row have passed already
        if (train >= 0 && train < lines.trains && !due.size) passed.delete(lines.placeOf(train));
        return;
      }
      const to = look.place(sim, id);
      if (to === from || !lines.isTrain(from)) return;
      const before = passed.get(from) ?? 0;
      if (activity === ActivityCode.fleeing || activity === ActivityCode.hunting) passed.set(from, before + 1);
      if (!due.has(id)) return;
      const opened = due.get(id)!;
      due.delete(id);
      expect(routine.timetable.standing(from, opened)).toBe(to);
      const door = crowded.doors.width[crowded.doorStart[from]!]!;
      expect(now - opened).toBeLessThanOrEqual(before / (DOOR_FLOW * door) + 1e-9);
      if (now === opened) atOnce++;
      else inTurn++;
    };
    const where = { zone: seed % 2 === 0 ? "Ring" : "Red" };
    watched({ seed, minutes: 20, town: crowded, where, seeding: { state: "turned", count: 6 } }, before, after);
  }
  expect(atOnce).toBeGreaterThan(5);
  expect(inTurn).toBeGreaterThan(5);
});

test("the turned on a platform get into a train that stands there with people in it, and there attack them", () => {
  const PEOPLE = crowded.people.age.length;
  let boarded = 0;
  let bites = 0;
  let from = NONE;
  const before = (sim: Simulation, id: number) => {
    const { attackId, trainId, lines } = sim.world;
    if (id < PEOPLE) from = look.place(sim, id);
    else if (id >= attackId && id < trainId && lines.isTrain(id - attackId)) bites++;
  };
  const after = (sim: Simulation, id: number) => {
    if (id >= PEOPLE || look.activity(sim, id) !== ActivityCode.hunting) return;
    const to = look.place(sim, id);
    if (to === from || !sim.world.lines.isTrain(to)) return;
    boarded++;
    expect(sim.world.routine.timetable.standing(to, sim.now)).toBe(from);
  };
  const seeding = { state: "turned", count: 6 };
  for (const seed of [1, 2, 3, 4, 5, 6])
    watched(
      { seed, minutes: 20, town: crowded, where: { zone: seed % 2 === 0 ? "Ring" : "Red" }, seeding },
      before,
      after,
    );
  expect(boarded).toBeGreaterThan(10);
  expect(bites).toBeGreaterThan(10);
});

test("an infected rider comes to the next platform exactly when the timetable says", () => {
  let riders = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const sim = new Simulation(coarse, outbreak({ zone: "Red" }), { seed });
    const person = sim.world.person.state.findIndex((state) => state !== sim.world.person.state[0]);
    const { routine } = sim.world;
    routine.at(person, 0);
    const { place, until } = routine;
    expect(sim.world.lines.isTrain(place)).toBe(true);
    const platform = routine.timetable.standing(place, until);
    expect(platform).not.toBe(NONE);
    sim.runUntil(until - 1e-3);
    // one who turns or is startled on the way may get out before
    if (look.activity(sim, person) !== ActivityCode.routine) continue;
    expect(sim.world.whereabouts(person)).toBe(place);
    sim.runUntil(until);
    expect(sim.world.whereabouts(person)).toBe(platform);
    riders++;
  }
  expect(riders).toBeGreaterThan(3);
});

test("a scream passes the doors of a train only while they are open", () => {
  let inMotion = 0;
  let throughDoors = 0;
  const after = (sim: Simulation, id: number) => {
    const { attackId, trainId, place, now, lines, routine } = sim.world;
    const at = id - attackId;
    if (at < 0 || id >= trainId || place.screamAt[at] !== Math.fround(now)) return;
    const { reached } = sim.spread;
    if (lines.isTrain(at) && routine.timetable.standing(at, now) === NONE) {
      expect(reached).toEqual([at]);
      inMotion++;
      return;
    }
    for (const train of reached) {
      if (!lines.isTrain(train)) continue;
      expect(reached).toContain(routine.timetable.standing(train, now));
      if (reached.length > 1) throughDoors++;
    }
  };
  for (const seed of [1, 2, 3, 4, 5, 6])
    for (const zone of ["Ring", "Red"])
      watched({ seed, minutes: 20, town: crowded, where: { zone }, seeding: TURNED }, nothing, after);
  expect(inMotion).toBeGreaterThan(10);
  expect(throughDoors).toBeGreaterThan(10);
});

test("people out of routine do not enter a full train, the turned and those in routine do", () => {
  const capacity = crowded.lines.capacity.slice().fill(2);
  const town = { ...crowded, lines: { ...crowded.lines, capacity } };
  const PEOPLE = town.people.age.length;
  let refused = 0;
  let squeezed = 0;
  let from = NONE;
  let activity = 0;
  const before = (sim: Simulation, id: number) => {
    if (id >= PEOPLE) return;
    from = look.place(sim, id);
    activity = look.activity(sim, id);
    const door = sim.world.person.door[id]!;
    const to = door === NONE ? NONE : town.doors.to[door]!;
    const flees = activity === ActivityCode.fleeing && to !== NONE && sim.world.lines.isTrain(to);
    if (flees && isTrainDoorOpen(sim, door) && sim.world.occupancy.total(to) >= 2) refused++;
  };
  const after = (sim: Simulation, id: number) => {
    if (id >= PEOPLE) return;
    const to = look.place(sim, id);
    if (to === from || to === NONE || !sim.world.lines.isTrain(to)) return;
    const full = sim.world.occupancy.total(to) > 2;
    const mayPush = activity === ActivityCode.routine || activity === ActivityCode.hunting;
    if (full && !mayPush) expect.fail(`person ${id} entered the full train ${to}`);
    if (full) squeezed++;
  };
  for (const seed of [1, 2, 3, 4]) {
    const where = { zone: seed % 2 === 0 ? "Ring" : "Red" };
    watched({ seed, minutes: 20, town, where, seeding: TURNED }, before, after);
  }
  expect(squeezed).toBeGreaterThan(10);
  expect(refused).toBeGreaterThan(0);
});

test("those who go home after the danger ride home by line", () => {
  const PEOPLE = coarse.people.age.length;
  let rides = 0;
  let from = NONE;
  const before = (sim: Simulation, id: number) => {
    if (id < PEOPLE) from = look.place(sim, id);
  };
  const after = (sim: Simulation, id: number) => {
    if (id >= PEOPLE || look.activity(sim, id) !== ActivityCode.returning) return;
    const to = look.place(sim, id);
    if (to !== from && to !== NONE && sim.world.lines.isTrain(to)) {
      rides++;
      const { timetable } = sim.world.routine;
      expect(timetable.standing(to, sim.world.now)).toBe(NONE);
      expect(timetable.standing(to, sim.world.now - 1e-3)).toBe(from);
    }
  };
  for (const seed of [1, 2, 3, 4]) watched({ seed, minutes: 120 }, before, after);
  expect(rides).toBeGreaterThan(3);
});

test("everyone is in one state, place and group; zones know who in them is out of routine, lines also on platforms", () => {
  const sim = new Simulation(fine, outbreak({ zone: "Red" }, { state: "turned", count: 8 }), { seed: 2 });
  const { unusual, awake, lines, routine, train } = sim.world;
  const { places, register, registerStart, people } = fine;
  let held = 0;
  for (let t = 1; t <= 15 * 60; t += 3) {
    sim.runUntil(t);
    if (t % 100 === 1) recount(sim);
    const count = new Uint32Array(unusual.length);
    const inTrain = new Uint32Array(lines.trains);
    for (let person = 0; person < people.age.length; person++) {
      const activity = look.activity(sim, person);
      if (activity === ActivityCode.routine || activity === ActivityCode.still) continue;
      const place = look.place(sim, person);
      count[places.zone[place]!]!++;
      if (lines.isTrain(place)) inTrain[lines.trainAt(place)]!++;
      const platform = lines.platformAt(place);
      if (platform !== NONE)
        for (const station of lines.stations(platform)) count[fine.lines.zone[lines.lineOf[station]!]!]!++;
    }
    expect(train.unusual).toEqual(inTrain);
    for (let row = 0; row < lines.trains; row++) {
      const platform = inTrain[row]! > 0 ? routine.timetable.standing(lines.placeOf(row), t) : NONE;
      expect(train.held[row]).toBe(platform);
      if (platform === NONE) continue;
      held++;
      count[places.zone[platform]!]!++;
    }
    expect(unusual).toEqual(count);
    for (let zone = 0; zone < unusual.length; zone++) {
      if (unusual[zone]! > 0) expect(awake[zone]).toBe(1);
      if (awake[zone] === 0) continue;
      for (const person of register.subarray(registerStart[zone]!, registerStart[zone + 1]!))
        if (look.activity(sim, person) !== ActivityCode.still && look.place(sim, person) === NONE)
          expect.fail(`person ${person} of the awake zone ${zone} is nowhere`);
    }
  }
  expect(held).toBeGreaterThan(10);
});
