/** Stage: provisional rows become the city's tables, ordered so that what is near in the city is near in memory. */
import { allocate, NONE, type Table } from "../base/columns.js";
import { startsFromCounts } from "../base/csr.js";
import { Growing } from "../base/growing.js";
import { BUILDINGS, type City, PLACES, PlaceKindCode } from "../city/city.js";
import type { Blueprint } from "./blueprint.js";
import { freezeDoors } from "./doors.js";
import type { Streets } from "./network.js";
import { spatialOrder } from "./order.js";

/** The frozen places, and where each provisional row went. */
export interface Frozen
  extends Pick<City, "places" | "buildings" | "doors" | "doorStart" | "wayEnd" | "shapeStart" | "shapeX" | "shapeY"> {
  /** [P] row in the city of each provisional row. */
  readonly rowOf: Uint32Array;
  readonly buildingNames: Record<number, string>;
  readonly placeNames: Record<number, string>;
}

/**
 * Freezes a blueprint: streets by zone along a curve, then the places of buildings (and squares, stops, parks) by zone,
 * those of a building together, then homes in the order given.
 *
 * @param homes  [H] provisional rows, by zone
 */
export function freeze(blueprint: Blueprint, streets: Streets, homes: Uint32Array, zones: number): Frozen {
  const order = placeOrder(blueprint, streets.drafts.length, homes, zones);
  const rowOf = new Uint32Array(order.length);
  for (let row = 0; row < order.length; row++) rowOf[order[row]!] = row;
  const places = freezePlaces(blueprint, order);
  const { buildings, building, buildingNames } = freezeBuildings(blueprint, order);
  places.building.set(building);
  const { doorA, doorB, doorDistance, doorWidth, doorPrivate } = blueprint;
  const doors = freezeDoors(order.length, {
    a: doorA.map((place) => rowOf[place]!),
    b: doorB.map((place) => rowOf[place]!),
    distance: doorDistance,
    width: doorWidth,
    isPrivate: doorPrivate,
  });
  const placeNames: Record<number, string> = {};
  for (const [place, name] of blueprint.placeNames) placeNames[rowOf[place]!] = name;
  return { places, buildings, ...doors, ...freezeShapes(streets, order), rowOf, buildingNames, placeNames };
}

/** [P] provisional rows in the order of the city. */
function placeOrder(blueprint: Blueprint, streets: number, homes: Uint32Array, zones: number): Uint32Array {
  const { kind, zone, building, x, y, places } = blueprint;
  const order = new Uint32Array(places);
  order.set(spatialOrder(zone.subarray(0, streets), x, y, zones));
  const inner = innerPlaces(kind, streets, places);
  const firstOf = firstPlaces(blueprint);
  // A building stands where its first place is, so that its places stay together.
  const stands = inner.map((place) => (building[place] === NONE ? place : firstOf[building[place]!]!));
  const innerOrder = spatialOrder(
    Uint16Array.from(inner, (place) => zone[place]!),
    Float64Array.from(stands, (place) => x[place]!),
    Float64Array.from(stands, (place) => y[place]!),
    zones,
  );
  for (let i = 0; i < innerOrder.length; i++) order[streets + i] = inner[innerOrder[i]!]!;
  order.set(homes, streets + inner.length);
  return order;
}

/** The places behind the streets that are no homes. */
function innerPlaces(kind: Uint8Array, streets: number, places: number): Uint32Array {
  const inner = new Growing(Uint32Array);
  for (let place = streets; place < places; place++) if (kind[place] !== PlaceKindCode.home) inner.push(place);
  return inner.values();
}

/** First provisional place of each building. */
function firstPlaces({ building, buildingUse, places }: Blueprint): Uint32Array {
  const first = new Uint32Array(buildingUse.length).fill(NONE);
  for (let place = places - 1; place >= 0; place--) if (building[place] !== NONE) first[building[place]!] = place;
  return first;
}

function freezePlaces(blueprint: Blueprint, order: Uint32Array): Table<typeof PLACES> {
  const places = allocate(PLACES, order.length);
  const { kind, zone, area, x, y } = blueprint;
  for (let row = 0; row < order.length; row++) {
    const place = order[row]!;
    places.kind[row] = kind[place]!;
    places.zone[row] = zone[place]!;
    places.area[row] = area[place]!;
    places.x[row] = x[place]!;
    places.y[row] = y[place]!;
  }
  return places;
}

/**
 * Buildings in the order in which their first places stand. The places of a building are its inner ones; its homes
 * stand at the end of the city, and are its places only where it has no others (a house).
 */
function freezeBuildings(
  { building, buildingUse, buildingNames, kind }: Blueprint,
  order: Uint32Array,
): { buildings: Table<typeof BUILDINGS>; building: Uint32Array; buildingNames: Record<number, string> } {
  const rowOf = new Uint32Array(buildingUse.length).fill(NONE);
  const buildings = allocate(BUILDINGS, buildingUse.length);
  const ofPlace = new Uint32Array(order.length).fill(NONE);
  const names: Record<number, string> = {};
  let rows = 0;
  for (let row = 0; row < order.length; row++) {
    const provisional = building[order[row]!]!;
    if (provisional === NONE) continue;
    if (rowOf[provisional] === NONE) {
      rowOf[provisional] = rows;
      buildings.use[rows] = buildingUse[provisional]!;
      buildings.firstPlace[rows] = row;
      const name = buildingNames.get(provisional);
      if (name !== undefined) names[rows] = name;
      rows++;
    }
    const b = rowOf[provisional]!;
    ofPlace[row] = b;
    const isHome = kind[order[row]!] === PlaceKindCode.home;
    const firstIsHome = kind[order[buildings.firstPlace[b]!]!] === PlaceKindCode.home;
    if (isHome === firstIsHome) buildings.places[b]!++;
  }
  return { buildings, building: ofPlace, buildingNames: names };
}

function freezeShapes({ drafts }: Streets, order: Uint32Array): Pick<City, "shapeStart" | "shapeX" | "shapeY"> {
  const lines = Array.from({ length: drafts.length }, (_, row) => drafts[order[row]!]!.line);
  const shapeStart = startsFromCounts(lines.map((line) => line.length / 2));
  const shapeX = new Float32Array(shapeStart.at(-1)!);
  const shapeY = new Float32Array(shapeX.length);
  let vertex = 0;
  for (const line of lines)
    for (let i = 0; i < line.length; i += 2, vertex++) {
      shapeX[vertex] = line[i]!;
      shapeY[vertex] = line[i + 1]!;
    }
  return { shapeStart, shapeX, shapeY };
}
