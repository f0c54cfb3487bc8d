import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import type { City } from "../../src/city/city.js";
import { HUNTER, PREY } from "../../src/engine/occupancy.js";
import { ActivityCode } from "../../src/engine/world.js";
import { Simulation, type SimulationOptions } from "../../src/model/simulation.js";
import { isTrainDoorOpen } from "../../src/model/movement/train.js";
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
    const lazy = compare(coarse, outbreak(where, { count: 4 }), seed, [1, 2, 5, 10, 20, 40, 60, 90]);
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

/** Where people came from: the place each was in before the border, if any, that they stand on or come from. */
class Steps {
  private readonly last: Uint32Array;
  constructor(people: number) {
    this.last = new Uint32Array(people).fill(NONE);
  }
  /** The place before, if the person has just come into another one; else undefined. */
  from(sim: Simulation, person: number): number | undefined {
    const to = look.place(sim, person);
    const from = this.last[person]!;
    if (to !== NONE) this.last[person] = to;
    return to === NONE || from === NONE || to === from ? undefined : from;
  }
  note(sim: Simulation, person: number): void {
    const place = look.place(sim, person);
    if (place !== NONE) this.last[person] = place;
    else if (!look.isOnBorder(sim, person)) this.last[person] = NONE;
  }
}

test("nobody leaves or enters a moving train", () => {
  const PEOPLE = crowded.people.age.length;
  const passed = { alighted: 0, boarded: 0, alightedOut: 0, boardedOut: 0 };
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const steps = new Steps(PEOPLE);
    let activity = 0;
    const before = (sim: Simulation, id: number) => {
      if (id >= PEOPLE) return;
      steps.note(sim, id);
      activity = look.activity(sim, id);
    };
    const after = (sim: Simulation, id: number) => {
      if (id >= PEOPLE) return;
      const from = steps.from(sim, id);
      if (from === undefined) return;
      const to = look.place(sim, id);
      const { lines, routine, now } = sim.world;
      const out = activity !== ActivityCode.routine;
      // who is out of routine passed the door when they stepped onto the border
      const passing = out ? now - sim.windows.length : now;
      if (lines.isTrain(from)) {
        passed[out ? "alightedOut" : "alighted"]++;
        expect(routine.timetable.standing(from, passing)).toBe(to);
        // who alights by the timetable does so at the instant of arrival
        if (!out) expect(routine.timetable.standing(from, now - 1e-3)).toBe(NONE);
      } else if (lines.isTrain(to)) {
        passed[out ? "boardedOut" : "boarded"]++;
        expect(routine.timetable.standing(to, passing - 1e-3)).toBe(from);
        // who boards by the timetable does so at the instant of departure
        if (!out) expect(routine.timetable.standing(to, now)).toBe(NONE);
      }
    };
    const where = { zone: seed % 2 === 0 ? "Ring" : "Red" };
    watched({ seed, minutes: 40, town: crowded, where, seeding: TURNED }, before, after);
  }
  for (const count of Object.values(passed)) expect(count).toBeGreaterThan(20);
});

test("the turned without prey in a train step out when it opens its doors", () => {
  let due = 0;
  let out = 0;
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    /** By hunter, the time at which the doors opened and the train. */
    const opened = new Map<number, { since: number; place: number }>();
    const before = (sim: Simulation, id: number) => {
      const { lines, occupancy, trainId, routine } = sim.world;
      const now = sim.world.now;
      for (const [hunter, { since, place }] of opened) {
        if (look.place(sim, hunter) !== place) out++;
        else if (look.activity(sim, hunter) === ActivityCode.hunting) {
          if (now <= since + 3) continue;
          expect(occupancy.count(place, PREY), `hunter ${hunter} stays, 3 s after the doors opened`).toBeGreaterThan(0);
        }
        opened.delete(hunter);
      }
      if (id < trainId) return;
      const place = lines.placeOf(id - trainId);
      if (routine.timetable.standing(place, now) === NONE || occupancy.count(place, PREY) > 0) return;
      for (let k = 0; k < occupancy.count(place, HUNTER); k++) {
        const hunter = occupancy.pick(place, HUNTER, k);
        if (look.activity(sim, hunter) !== ActivityCode.hunting) continue;
        opened.set(hunter, { since: now, place });
        due++;
      }
    };
    const where = { zone: seed % 2 === 0 ? "Ring" : "Red" };
    watched({ seed, minutes: 20, town: crowded, where, seeding: { state: "turned", count: 6 } }, before, nothing);
  }
  expect(due).toBeGreaterThan(10);
  expect(out).toBeGreaterThan(due / 2);
});

const nothing = () => {};

test("the turned follow people into a train that stands, and attack those in it", () => {
  const PEOPLE = crowded.people.age.length;
  let boarded = 0;
  let bites = 0;
  const steps = new Steps(PEOPLE);
  const before = (sim: Simulation, id: number) => {
    const { attackId, visitId, lines } = sim.world;
    if (id < PEOPLE) steps.note(sim, id);
    else if (id >= attackId && id < visitId && lines.isTrain(id - attackId)) bites++;
  };
  const after = (sim: Simulation, id: number) => {
    if (id >= PEOPLE || look.activity(sim, id) !== ActivityCode.hunting) return;
    const from = steps.from(sim, id);
    if (from !== undefined && sim.world.lines.isTrain(look.place(sim, id))) boarded++;
  };
  const seeding = { state: "turned", count: 6 };
  for (const seed of [1, 2, 3, 4, 5, 6])
    watched(
      { seed, minutes: 20, town: crowded, where: { zone: seed % 2 === 0 ? "Ring" : "Red" }, seeding },
      before,
      after,
    );
  expect(boarded).toBeGreaterThan(5);
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
    expect(look.place(sim, person)).toBe(platform);
    riders++;
  }
  expect(riders).toBeGreaterThan(3);
});

test("a scream does not pass the doors of a train", () => {
  let inTrains = 0;
  const after = (sim: Simulation, id: number) => {
    const { attackId, visitId, lines } = sim.world;
    const at = id - attackId;
    if (at < 0 || id >= visitId) return;
    const { reached } = sim.noises.spread;
    if (reached[0] !== at) return;
    if (lines.isTrain(at)) {
      expect(reached).toEqual([at]);
      inTrains++;
    } else expect(reached.some((place) => lines.isTrain(place))).toBe(false);
  };
  for (const seed of [1, 2, 3, 4, 5, 6])
    watched({ seed, minutes: 20, town: crowded, where: { zone: "Ring" }, seeding: TURNED }, nothing, after);
  expect(inTrains).toBeGreaterThan(10);
});

test("people in flight do not enter a train that seems full", () => {
  const capacity = crowded.lines.capacity.slice().fill(2);
  const town = { ...crowded, lines: { ...crowded.lines, capacity } };
  const PEOPLE = town.people.age.length;
  let refused = 0;
  let train = NONE;
  const before = (sim: Simulation, id: number) => {
    train = NONE;
    if (id >= PEOPLE || look.activity(sim, id) !== ActivityCode.fleeing || look.isOnBorder(sim, id)) return;
    const place = look.place(sim, id);
    for (let door = town.doorStart[place]!; door < town.doorStart[place + 1]!; door++) {
      const to = town.doors.to[door]!;
      const full = sim.world.lines.isTrain(to) && isTrainDoorOpen(sim, door) && sim.world.border.isShut(to);
      if (full) train = to;
    }
  };
  const after = (sim: Simulation, id: number) => {
    if (train === NONE) return;
    refused++;
    const door = sim.world.person.door[id]!;
    expect(look.destination(sim, id)).not.toBe(train);
    if (door !== NONE) expect(town.doors.to[door]).not.toBe(train);
  };
  for (const seed of [1, 2, 3, 4]) {
    const where = { zone: seed % 2 === 0 ? "Ring" : "Red" };
    watched({ seed, minutes: 20, town, where, seeding: TURNED }, before, after);
  }
  expect(refused).toBeGreaterThan(0);
});

test("those who go home after the danger ride home by line", () => {
  const PEOPLE = coarse.people.age.length;
  let boarded = 0;
  let alighted = 0;
  const steps = new Steps(PEOPLE);
  const before = (sim: Simulation, id: number) => {
    if (id < PEOPLE) steps.note(sim, id);
  };
  const after = (sim: Simulation, id: number) => {
    if (id >= PEOPLE || look.activity(sim, id) !== ActivityCode.returning) return;
    const from = steps.from(sim, id);
    if (from === undefined) return;
    const to = look.place(sim, id);
    const { lines } = sim.world;
    const { timetable } = sim.world.routine;
    const passing = sim.world.now - sim.windows.length;
    if (lines.isTrain(to)) {
      boarded++;
      expect(timetable.standing(to, passing - 1e-3)).toBe(from);
    } else if (lines.isTrain(from)) {
      alighted++;
      expect(timetable.standing(from, passing)).toBe(to);
    }
  };
  for (const seed of [1, 2, 3, 4]) watched({ seed, minutes: 120 }, before, after);
  expect(boarded).toBeGreaterThan(3);
  expect(alighted).toBeGreaterThan(3);
});

test("everyone is in one state, place and group; zones, of lines too, know who in them is out of routine", () => {
  const sim = new Simulation(fine, outbreak({ zone: "Red" }, { state: "turned", count: 8 }), { seed: 2 });
  const { unusual, awake } = sim.world;
  const { places, people } = fine;
  for (let t = 1; t <= 15 * 60; t += 3) {
    sim.runUntil(t);
    if (t % 100 === 1) recount(sim);
    const count = new Uint32Array(unusual.length);
    for (let person = 0; person < people.age.length; person++) {
      const activity = look.activity(sim, person);
      if (activity === ActivityCode.routine || activity === ActivityCode.still) continue;
      const zone = places.zone[look.destination(sim, person)]!;
      // what is handed over when the next window begins counts nowhere
      if (sim.world.person.owner[person] === zone + 1) count[zone]!++;
    }
    expect(unusual).toEqual(count);
    for (let zone = 0; zone < unusual.length; zone++) {
      const coming = unusual[zone]! > 0 && awake[zone] === 0;
      if (coming) for (const who of people.age.keys()) if (isIn(sim, who, zone)) expect.fail(`zone ${zone} sleeps`);
    }
  }
});

/** Whether someone out of routine is in a place of a zone. */
function isIn(sim: Simulation, person: number, zone: number): boolean {
  const activity = look.activity(sim, person);
  if (activity === ActivityCode.routine || activity === ActivityCode.still) return false;
  const place = look.place(sim, person);
  return place !== NONE && fine.places.zone[place] === zone;
}
