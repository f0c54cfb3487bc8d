/** Errands: people sent somewhere get there, on foot, over borders and by bus, and are back in their routine in the end. */
import { expect, test, vi } from "vitest";
import { PlaceKindCode } from "../../src/city/city.js";
import { Random } from "../../src/base/random.js";
import { Routine } from "../../src/city/routine.js";
import { ActivityCode, NOBODY } from "../../src/engine/world.js";
import { PurposeCode, send } from "../../src/model/movement/errand.js";
import { runningSpeed } from "../../src/model/movement/movement.js";
import { appear } from "../../src/model/movement/presence.js";
import { Simulation } from "../../src/model/simulation.js";
import { look, observe, recount, schoolOutbreak, townOf } from "./town.js";
import { stepsOf } from "../city/steps.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;
const scenario = schoolOutbreak(3_000, { outbreak: [], stop: { extinction: false }, groups: {}, until: "4 d" });
const town = townOf(scenario, 150);
const { kind, zone, x, y } = town.places;

interface Sent {
  readonly person: number;
  readonly from: number;
  readonly target: number;
  /** Zones the person was in on the way, and whether they took a bus. */
  readonly zones: Set<number>;
  bus: boolean;
  /** s after which they were there; NaN if never. */
  took: number;
}

/** Sends people from their homes to targets of `pick`, at 10:00, and runs for `hours`. */
function sendOut(pick: (sim: Simulation, home: number) => number, purpose: number, hurry: boolean, hours: number) {
  const sim = new Simulation(town, scenario);
  const { world } = sim;
  const at = 2 * HOUR;
  const sent = new Map<number, Sent>();
  observe(
    sim,
    () => {},
    (id) => {
      const errand = id < world.progressId ? sent.get(id) : undefined;
      if (errand === undefined || !Number.isNaN(errand.took)) return;
      const place = look.place(sim, errand.person);
      errand.zones.add(world.zone);
      if (kind[place] === PlaceKindCode.vehicle) errand.bus = true;
      if (place === errand.target) errand.took = world.now - at;
    },
  );
  sim.runUntil(at);
  for (let person = 0; person < town.people.age.length && sent.size < 25; person += 37) {
    world.routine.at(person, at);
    const from = world.routine.place;
    if (from !== world.routine.home(person) || world.routine.until < at + HOUR) continue;
    const target = pick(sim, from);
    if (target < 0) continue;
    world.turnTo(zone[from]!, at);
    if (world.person.owner[person] === NOBODY) {
      world.routine.at(person, at);
      expect(appear(sim, person)).toBe(true);
    }
    send(sim, person, target, purpose, hurry);
    sent.set(person, { person, from, target, zones: new Set([zone[from]!]), bus: false, took: Number.NaN });
  }
  expect(sent.size).toBeGreaterThan(10);
  sim.runUntil(at + hours * HOUR);
  recount(sim);
  return { sim, sent: [...sent.values()] };
}

const rooms = Array.from(kind.keys()).filter((place) => kind[place] === PlaceKindCode.room);
const apart = (a: number, b: number) => Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);
const routine = new Routine(town, new Random(1), scenario.start);

/** A room on the walks of the same stop, in another zone. */
function onFoot(_: Simulation, home: number): number {
  const stop = routine.trips.stopOf(home);
  return (
    rooms.find((room) => routine.trips.stopOf(room) === stop && zone[room] !== zone[home] && apart(room, home) > 80) ??
    -1
  );
}

/** A room that hangs on another stop. */
function byBus(_: Simulation, home: number): number {
  const stop = routine.trips.stopOf(home);
  return rooms.findLast((room) => routine.trips.stopOf(room) !== stop && apart(room, home) > 400) ?? -1;
}

test.for([false, true])("on foot over borders of zones, at a run: %s; then home, and back to the routine", (hurry) => {
  const { sim, sent } = sendOut(onFoot, PurposeCode.visit, hurry, 12);
  for (const { person, from, target, took, zones, bus } of sent) {
    const speed = hurry ? runningSpeed(sim, person) : sim.world.person.speed[person]!;
    expect(bus).toBe(false);
    expect(zones.size).toBeGreaterThan(1);
    const { walked } = stepsOf(sim.world.city, routine.trips, from, target);
    // as long as the walk takes, and less than a minute more for borders, doors and stairs
    expect(took).toBeGreaterThan((walked / speed) * 0.999);
    expect(took).toBeLessThan(walked / speed / 0.77 + 60);
    expect(look.activity(sim, person)).toBe(ActivityCode.routine);
  }
});

test("by bus to the far end of the town, and home again", () => {
  const { sim, sent } = sendOut(byBus, PurposeCode.visit, false, 24);
  for (const { person, took, zones, bus } of sent) {
    expect(took).toBeGreaterThan(0);
    expect(bus).toBe(true);
    expect(zones.size).toBeGreaterThan(1);
    expect(look.activity(sim, person)).toBe(ActivityCode.routine);
  }
});

test("those who go to a roof to shelter shut themselves in there, as a group, and go home when it is quiet", () => {
  const roof = kind.indexOf(PlaceKindCode.roof);
  const { sim, sent } = sendOut(() => roof, PurposeCode.shelter, true, 1);
  const inside = sent.filter(({ person }) => sim.world.member.refuge[person] === roof + 1);
  expect(inside.length).toBeGreaterThan(2);
  expect(look.isShut(sim, roof)).toBe(1);
  sim.runUntil(95 * HOUR);
  for (const { person } of sent) expect(look.activity(sim, person)).toBe(ActivityCode.routine);
  expect(look.isShut(sim, roof)).toBe(0);
});
