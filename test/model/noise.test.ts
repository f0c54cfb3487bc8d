import { expect, test, vi } from "vitest";
import { type City, BuildingUseCode } from "../../src/city/city.js";
import { HUNTER, PREY } from "../../src/engine/occupancy.js";
import { ActivityCode } from "../../src/engine/world.js";
import { EventCode } from "../../src/engine/events.js";
import { ringAlarm } from "../../src/model/danger/alarm.js";
import { NONE } from "../../src/base/columns.js";
import { infect } from "../../src/model/infection/progression.js";
import { step } from "../../src/model/movement/movement.js";
import { makeNoise, Noise } from "../../src/model/danger/noise.js";
import { Simulation } from "../../src/model/simulation.js";
import { makeCity } from "../../src/builder/made.js";
import { rezoned } from "./rezoned.js";
import { problemsOf, HEALTHY } from "../scenario/sick.js";
import { recount, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const scenario = schoolOutbreak(3_000, { start: "2021-10-29T10:00", noise: {}, outbreak: [] });
const town = inOneZone(makeCity(scenario.city, "test")!);

function inOneZone(city: City): City {
  const x = city.places.x.map((at) => at + 50_000);
  const y = city.places.y.map((at) => at + 50_000);
  return rezoned({ ...city, places: { ...city.places, x, y } }, 100_000);
}

function awake(changes: Record<string, unknown> = {}, seed = 1): Simulation {
  const sim = new Simulation(town, { ...scenario, ...changes }, { seed, alwaysAwake: true });
  sim.world.turnTo(0, 0);
  return sim;
}

/** A building with a use, the one with the most places. */
function building(use: number): number {
  const { buildings } = town;
  let best = -1;
  for (let row = 0; row < buildings.use.length; row++) {
    if (buildings.use[row] === use && (best < 0 || buildings.places[row]! > buildings.places[best]!)) best = row;
  }
  return best;
}

const SCHOOL = building(BuildingUseCode.high);
const ROOMS = Array.from({ length: town.buildings.places[SCHOOL]! }, (_, i) => town.buildings.firstPlace[SCHOOL]! + i);

/** m from places to all others, by doors, walls counted (Bellman & Ford). */
function distances(city: City, sources: readonly number[], wall: number, shut: ReadonlySet<number>): Float64Array {
  const away = new Float64Array(city.places.kind.length).fill(Number.POSITIVE_INFINITY);
  for (const source of sources) away[source] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let place = 0; place < away.length; place++) {
      for (let door = city.doorStart[place]!; door < city.doorStart[place + 1]!; door++) {
        const to = city.doors.to[door]!;
        const stopped = door >= city.wayEnd[place]! || shut.has(place) || shut.has(to);
        const length = away[place]! + city.doors.distance[door]! + (stopped ? wall : 0);
        if (length >= away[to]! - 1e-3) continue;
        away[to] = length;
        changed = true;
      }
    }
  }
  return away;
}

test.for([
  ["scream", 60],
  ["shot", 300],
  ["broadcast", 300],
  ["alarm", 100],
] as const)(
  "a %s is heard wherever the shortest way, walls and shut doors counted, is within its range, and nowhere else",
  ([kind, range]) => {
    for (const wall of [20, 1000]) {
      const behaviour = { ...scenario.behaviour, wall };
      const sim = awake({ behaviour });
      const shut = new Set(ROOMS.filter((_, i) => i % 3 === 0));
      for (const place of shut) sim.world.shut(place);
      const source = ROOMS[4]!;
      makeNoise(sim, source, Noise[kind]);
      const away = distances(town, [source], wall, shut);
      const heard = new Set(sim.noises.spread.reached);
      for (let place = 0; place < away.length; place++) {
        if (Math.abs(away[place]! - range) > 0.01)
          expect(heard.has(place), `place ${place}`).toBe(away[place]! < range);
        if (heard.has(place)) expect(sim.noises.spread.distanceTo(place) - away[place]!).toBeLessThan(0.05);
      }
    }
  },
);

test("an alarm rings in every room of its building and startles each person in it with the probability of heeding", () => {
  let startled = 0;
  let people = 0;
  for (let seed = 1; seed <= 4; seed++) {
    const sim = awake({}, seed);
    const { occupancy, person } = sim.world;
    const present = ROOMS.flatMap((room) =>
      Array.from({ length: occupancy.count(room, PREY) }, (_, k) => occupancy.pick(room, PREY, k)),
    );
    ringAlarm(sim, ROOMS[2]!);
    expect(ROOMS.every((room) => sim.world.place.heardAt[room] === 600)).toBe(true);
    people += present.length;
    startled += present.filter((one) => person.activity[one] === ActivityCode.startled).length;
  }
  expect(people).toBeGreaterThan(200);
  expect(Math.abs(startled - 0.9 * people)).toBeLessThan(3.3 * Math.sqrt(people * 0.09));
});

test("those far from a noise heed it less, by (1 − d/r)^fade", () => {
  let heeded = 0;
  let mean = 0;
  let variance = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const sim = awake({ noise: { ...scenario.noise!, fade: 2 } }, seed);
    const { occupancy, person } = sim.world;
    const source = ROOMS[4]!;
    const groups = ROOMS.map((room) =>
      Array.from({ length: occupancy.count(room, PREY) }, (_, k) => occupancy.pick(room, PREY, k)),
    );
    makeNoise(sim, source, Noise.shot);
    const away = distances(town, [source], 20, new Set());
    groups.forEach((present, i) => {
      const p = 0.8 * Math.max(0, 1 - away[ROOMS[i]!]! / 300) ** 2;
      mean += p * present.length;
      variance += p * (1 - p) * present.length;
      heeded += present.filter((one) => person.activity[one] === ActivityCode.startled).length;
    });
  }
  expect(mean).toBeGreaterThan(100);
  expect(Math.abs(heeded - mean)).toBeLessThan(3.3 * Math.sqrt(variance));
});

test("a broadcast frightens nobody, and a house has no alarm", () => {
  const sim = awake();
  const before = sim.world.unusual[0];
  makeNoise(sim, ROOMS[0]!, Noise.broadcast);
  ringAlarm(sim, town.buildings.firstPlace[building(BuildingUseCode.apartments)]!);
  expect(sim.world.unusual[0]).toBe(before);
});

test("the turned see people through open doors, and nobody through shut ones", () => {
  const chosen = [false, true].map((shut) => {
    const sim = awake({ behaviour: { ...scenario.behaviour, screamRadius: 0 } });
    const { occupancy, person: people } = sim.world;
    const { doors, doorStart, wayEnd } = town;
    const behind = (place: number) =>
      Array.from({ length: wayEnd[place]! - doorStart[place]! }, (_, i) => doors.to[doorStart[place]! + i]!);
    const corridor = ROOMS.find((place) => behind(place).filter((to) => occupancy.count(to, PREY) > 5).length > 2)!;
    if (shut) for (const place of behind(corridor)) sim.world.shut(place);
    const pupil = occupancy.pick(behind(corridor).find((to) => occupancy.count(to, PREY) > 5)!, PREY, 0);
    step(sim, pupil, corridor, NONE);
    infect(
      sim,
      pupil,
      NONE,
      0,
      sim.states.findIndex(({ conduct }) => conduct === "turned"),
      corridor,
    );
    for (let t = 1; people.door[pupil] === NONE && occupancy.place[pupil] === corridor && t < 60; t++) sim.runUntil(t);
    return occupancy.place[pupil] !== corridor || people.door[pupil] !== NONE;
  });
  expect(chosen).toEqual([true, false]);
});

test("the turned gather at a noise that lasts", () => {
  const near = (lasts: number) => {
    let count = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const night = schoolOutbreak(3_000, {
        start: "2021-10-29T03:00",
        noise: { broadcast: { lasts: `${lasts} s` } },
        outbreak: [{ strain: "jonas", state: "turned", count: 40, where: {} }],
      });
      const sim = new Simulation(town, night, { seed, alwaysAwake: true });
      sim.runUntil(60);
      const streets = Array.from(town.places.kind.keys()).filter(
        (place) => sim.world.occupancy.count(place, HUNTER) > 0,
      );
      const source = streets[0]!;
      sim.world.turnTo(0, 60);
      makeNoise(sim, source, Noise.broadcast);
      const within = distances(town, [source], 20, new Set());
      sim.runUntil(60 + 400);
      for (let place = 0; place < within.length; place++)
        if (within[place]! < 60) count += sim.world.occupancy.count(place, HUNTER);
    }
    return count;
  };
  expect(near(400)).toBeGreaterThan(near(0));
});

test("in flight people set off alarms, each building's once while it rings", () => {
  const rung: number[] = [];
  const places: number[] = [];
  const alarmed = schoolOutbreak(3_000, { noise: { setOff: 0.3 } });
  const sim = new Simulation(townOf(alarmed, 150), alarmed, {
    seed: 2,
    listener: ({ kind, place, time }, rows) => {
      for (let i = 0; i < rows; i++) {
        if (kind[i] !== EventCode["set-off-alarm"]) continue;
        rung.push(time[i]!);
        places.push(place[i]!);
      }
    },
  });
  sim.runUntil(3_600);
  sim.flush();
  recount(sim);
  expect(rung.length).toBeGreaterThan(0);
  const last = new Map<number, number>();
  rung.forEach((time, i) => {
    const building = sim.city.places.building[places[i]!]!;
    expect(time - (last.get(building) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(598);
    last.set(building, time);
  });
});

test("a noise without range is told", () => {
  const [{ path, found } = { path: "", found: "" }] = problemsOf(`${HEALTHY}noise: { shot: { range: 0 m } }\n`);
  expect(`${path}: ${found}`).toBe("noise.shot.range: 0");
});
