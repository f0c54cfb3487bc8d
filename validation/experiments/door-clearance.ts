import { allocate, NONE } from "../../src/base/columns.js";
import { freezeDoors } from "../../src/builder/doors.js";
import { cityFromRoom } from "../../src/builder/inline.js";
import { type City, PLACES, PlaceKindCode } from "../../src/city/city.js";
import { EventCode } from "../../src/engine/events.js";
import { step } from "../../src/model/movement/movement.js";
import { startReturning } from "../../src/model/movement/return.js";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";
import { type Experiment, within } from "../experiment.js";

/** Persons, clear width in m, and N / (1.3 · width) in s. */
const ROWS = [
  { people: 100, width: 1, expected: 100 / 1.3 },
  { people: 1000, width: 4, expected: 192.3 },
  { people: 1000, width: 2, expected: 384.6 },
];
/** Walking time to the door, 1 m, and the door is free for the first. */
const WALK = 3;

export const doorClearance: Experiment = {
  id: "P08",
  name: "A door empties a room at 1.3 persons per metre and second",
  source: "IMO MSC.1/Circ.1238 test 4, RiMEA test 9: t = N / (flow · width)",
  setup: "two large rooms, one door; all walk home through it at once; time at which the last is there",
  replicates: { full: 1, quick: 1 },
  run: () =>
    ROWS.map(({ people, width, expected }) =>
      within(
        `${people} people, ${width} m, last through, s`,
        expected,
        lastThrough(people, width),
        0.02 * expected + WALK,
      ),
    ),
};

function lastThrough(people: number, width: number): number {
  let last = 0;
  const scenario = parseScenario({
    name: "door",
    city: { room: { people } },
    until: "1 h",
    stop: { extinction: false },
    strains: {
      none: {
        entry: "ill",
        contact: { rate: "1 /s" },
        states: { ill: { infectiousness: 1, dwell: { fixed: "1 h" }, next: { well: 1 } }, well: {} },
      },
    },
    outbreak: [],
  });
  const sim = new Simulation(twoRooms(people, width), scenario, {
    listener: ({ time, kind }, rows) => {
      for (let row = 0; row < rows; row++) if (kind[row] === EventCode.resumed) last = time[row]!;
    },
  });
  for (let person = 0; person < people; person++) step(sim, person, 1, NONE);
  for (let person = 0; person < people; person++) startReturning(sim, person);
  sim.runUntil(3600);
  sim.flush();
  return last;
}

/** Everybody lives in room 0; one door joins it to room 1. */
function twoRooms(people: number, width: number): City {
  const one = cityFromRoom({ people, area: 1 });
  const places = allocate(PLACES, 2);
  places.kind.fill(PlaceKindCode.room);
  places.building.fill(NONE);
  places.area.fill(10 * people);
  const doors = freezeDoors(2, { a: [0], b: [1], distance: [1], width: [width], isPrivate: [false] });
  return {
    ...one,
    places,
    ...doors,
    toStop: { door: Uint32Array.of(NONE, doors.doorStart[1]!), distance: Float32Array.of(0, 1) },
    toShelter: { door: Uint32Array.of(NONE, NONE) },
  };
}
