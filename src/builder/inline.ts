/** Inline cities: one closed room, or a graph of people, for teaching and for comparison with theory. */
import type { z } from "zod";
import { allocate, NONE } from "../base/columns.js";
import { Random } from "../base/random.js";
import {
  BUILDINGS,
  type City,
  type Forest,
  HOUSEHOLDS,
  noLines,
  PEOPLE,
  PLACES,
  PlaceKindCode,
  RoleCode,
  ZONES,
} from "../city/city.js";
import type { InlineRoom } from "../scenario/schema.js";
import { freezeDoors, type Joints } from "./doors.js";
import { type GraphSource, graphOf } from "./graphs.js";

/** Everybody in an inline city has this age, a; sexes alternate. */
const AGE = 30;
/** m² around a person of a graph, and m from one to the next. */
const PERSON_AREA = 10;
const EDGE = 1;
/** Seed of random graphs: one graph for one degree and number of people. */
const GRAPH_SEED = 1;

/** One closed room in which all people are, all the time; a household each. */
export function cityFromRoom({ people, area }: z.output<typeof InlineRoom>): City {
  const places = allocate(PLACES, 1);
  places.area[0] = area;
  return stillCity("room", people, new Uint32Array(people), places, {
    a: [],
    b: [],
    distance: [],
    width: [],
    isPrivate: [],
  });
}

/**
 * One place a person, with open doors (1 m long and wide) along the edges of a graph.
 *
 * @param where  file for messages
 * @throws InputError for edges out of range, double edges, loops and impossible degrees
 */
export function cityFromGraph(source: GraphSource, where: string): City {
  const { people, a, b, columns } = graphOf(source, new Random(GRAPH_SEED), where);
  const places = allocate(PLACES, people);
  const homes = new Uint32Array(people);
  places.area.fill(PERSON_AREA);
  for (let place = 0; place < people; place++) {
    places.x[place] = (place % columns) * EDGE;
    places.y[place] = Math.floor(place / columns) * EDGE;
    homes[place] = place;
  }
  const ones = new Float32Array(a.length).fill(EDGE);
  const joints = { a, b, distance: ones, width: ones, isPrivate: new Uint8Array(a.length) };
  return stillCity(source.kind, people, homes, places, joints);
}

/** A city of rooms in one zone whose people stay where they live. */
function stillCity(name: string, count: number, homes: Uint32Array, places: City["places"], joints: Joints): City {
  const rooms = places.kind.length;
  places.kind.fill(PlaceKindCode.room);
  places.building.fill(NONE);
  const people = allocate(PEOPLE, count);
  const everybody = new Uint32Array(count);
  const householdStart = new Uint32Array(count + 1);
  for (let person = 0; person < count; person++) {
    everybody[person] = person;
    people.sex[person] = person % 2;
    householdStart[person + 1] = person + 1;
  }
  people.age.fill(AGE);
  people.role.fill(RoleCode["at-home"]);
  people.household.set(everybody);
  people.anchor.fill(NONE);
  const households = allocate(HOUSEHOLDS, count);
  households.home.set(homes);
  households.shop.fill(NONE);
  const zones = allocate(ZONES, 1);
  zones.area[0] = places.area.reduce((sum, area) => sum + area, 0);
  zones.residents[0] = count;
  return {
    manifest: {
      name,
      origin: null,
      zones: [{ name, code: name }],
      buildingNames: {},
      placeNames: {},
      sources: [],
      assumptions: [`An inline city: everybody is ${AGE} years old, of alternating sex, and stays in one place.`],
      leftOut: [],
    },
    places,
    ...freezeDoors(rooms, joints),
    people,
    households,
    householdStart,
    buildings: allocate(BUILDINGS, 0),
    zones,
    shapeStart: new Uint32Array(1),
    shapeX: new Float32Array(0),
    shapeY: new Float32Array(0),
    neighbourStart: new Uint32Array(2),
    neighbour: new Uint16Array(0),
    registerStart: Uint32Array.of(0, count),
    register: everybody,
    ...noLines(),
    toStop: noForest(rooms),
    toShelter: { door: new Uint32Array(rooms).fill(NONE) },
  };
}

/** The forest of a city without roots. */
function noForest(places: number): Forest {
  return { door: new Uint32Array(places).fill(NONE), distance: new Float32Array(places).fill(Infinity) };
}
