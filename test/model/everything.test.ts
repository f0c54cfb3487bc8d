/** Groups, hybrids, fights, alarms and information at once: the promises of the engine hold for all of them together. */
import { expect, test, vi } from "vitest";
import { EVENT_KINDS, EventCode } from "../../src/engine/events.js";
import { ActivityCode } from "../../src/engine/world.js";
import { workersAt } from "../../src/model/groups/barricade.js";
import { Simulation } from "../../src/model/simulation.js";
import { strainWith } from "./hybrid-town.js";
import { groupedTown, informed } from "./informed-town.js";
import { look, recount } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const EVERYTHING = informed(
  3_000,
  {},
  {
    strains: strainWith(0.3, { hunger: { after: "30 min" }, control: { rate: "4 /h" } }),
    fights: { arms: { police: 0.02 } },
    noise: { setOff: 0.05 },
    groups: {},
    outbreak: [{ strain: "jonas", count: 5, where: { use: "high" } }],
  },
);

test("no kind of event has two codes", () => {
  expect(new Set(EVENT_KINDS).size).toBe(EVENT_KINDS.length);
});

test.for([1, 2, 3])("a lazy town and a fully awake one have the same outbreak and decisions, seed %i", (seed) => {
  const town = groupedTown(EVERYTHING, 150);
  const kinds = new Set<number>();
  const lazy = new Simulation(town, EVERYTHING, {
    seed,
    listener: ({ kind }, rows) => {
      for (let row = 0; row < rows; row++) kinds.add(kind[row]!);
    },
  });
  const awake = new Simulation(town, EVERYTHING, { seed, alwaysAwake: true });
  for (const hour of [0.1, 0.5, 1, 2, 4]) {
    lazy.runUntil(hour * 3600);
    awake.runUntil(hour * 3600);
    expect(lazy.hash(), `after ${hour} h`).toEqual(awake.hash());
    recount(lazy);
    expect(miscounted(lazy)).toBe(0);
  }
  lazy.flush();
  const seen = ["formed", "opened", "refused", "expelled", "lost-control", "helped", "revealed"] as const;
  for (const kind of seen) expect(kinds.has(EventCode[kind]), kind).toBe(true);
});

/** Refuges whose members are not those who hide there, or whose doors are not worked on by as many as they say. */
function miscounted(sim: Simulation): number {
  const { refuge } = sim.world;
  const hiding = new Uint16Array(refuge.members.length);
  for (let person = 0; person < sim.city.people.age.length; person++) {
    if (look.activity(sim, person) === ActivityCode.hiding) hiding[look.place(sim, person)]!++;
  }
  let wrong = 0;
  for (let place = 0; place < hiding.length; place++) {
    sim.world.zone = sim.city.places.zone[place]!;
    if (hiding[place] !== refuge.members[place]) wrong++;
    if (workersAt(sim, place).length !== refuge.working[place]) wrong++;
  }
  return wrong;
}
