/** Shops, offices and factories, the railway station, stops. */
import type { Blueprint } from "../blueprint.js";
import { type FloorMeasures, raiseFloors, type RoomPlan } from "./floors.js";
import { type Interior, type Lot, requireCount } from "./lot.js";

/** Workplaces of at most this many have one room, on the street. */
const ONE_ROOM = 12;
const WORKERS_A_ROOM = 20;
const ROOMS_A_FLOOR = 10;
/** Floor area for each who works there, m²; the least a shop has. */
const AREA_A_WORKER = 12;
const SHOP_AREA = 40;
const SHOP_AREA_A_WORKER = 20;
const OFFICE: FloorMeasures = { roomWidth: 15, roomDepth: 14, corridorWidth: 2.4, doorWidth: 1.8, named: false };

/**
 * An office or a factory. Up to 12 workers: one room on the street. More: lobby, corridors and rooms of about 20.
 *
 * @param workers  ≥ 1
 */
export function office(b: Blueprint, lot: Lot, workers: number, name?: string): Interior {
  requireCount("workers", workers);
  const building = b.addBuilding("office", name);
  if (workers <= ONE_ROOM) return oneRoom(b, lot, building, workers, 20 + workers * AREA_A_WORKER, name);
  const plans = floorPlans(workers);
  const floors = raiseFloors(b, lot, building, plans, OFFICE);
  const ground = floors.corridors[0]!;
  const lobby = b.addPlace("hall", lot.zone, 60 + workers / 4, lot.x, lot.y - 18, building);
  b.addDoor(lot.street, lobby, lot.setback + 8, 3);
  b.addDoor(lobby, ground[ground.length >> 1]!, 14, 2.4);
  const rooms = plans.flatMap((plan, floor) =>
    plan.map(({ capacity }, k) => ({ place: floors.rooms[floor]![k]!, capacity })),
  );
  return { building, homes: [], rooms, staff: [] };
}

/** Equal rooms of about 20 workers, spread evenly over the floors. */
function floorPlans(workers: number): RoomPlan[][] {
  const rooms = Math.ceil(workers / WORKERS_A_ROOM);
  const floors = Math.ceil(rooms / ROOMS_A_FLOOR);
  const plans: RoomPlan[][] = Array.from({ length: floors }, () => []);
  for (let room = 0; room < rooms; room++) {
    const capacity = Math.floor(((room + 1) * workers) / rooms) - Math.floor((room * workers) / rooms);
    plans[Math.floor((room * floors) / rooms)]!.push({ capacity });
  }
  return plans;
}

/**
 * A shop: one room on the street.
 *
 * @param workers  ≥ 1
 */
export function shop(b: Blueprint, lot: Lot, workers: number, name?: string): Interior {
  requireCount("workers", workers);
  const building = b.addBuilding("shop", name);
  return oneRoom(b, lot, building, workers, SHOP_AREA + workers * SHOP_AREA_A_WORKER, name);
}

function oneRoom(b: Blueprint, lot: Lot, building: number, workers: number, area: number, name?: string): Interior {
  const room = b.addPlace("room", lot.zone, area, lot.x, lot.y, building, name);
  b.addDoor(lot.street, room, lot.setback + 5, 1.8);
  return { building, homes: [], rooms: [{ place: room, capacity: workers }], staff: [] };
}

/** A railway station: one hall, open to the street. */
export function station(b: Blueprint, lot: Lot, name?: string): Interior {
  const building = b.addBuilding("station", name);
  const hall = b.addPlace("hall", lot.zone, 1_200, lot.x, lot.y, building, name);
  b.addDoor(lot.street, hall, lot.setback + 15, 6);
  return { building, homes: [], rooms: [{ place: hall, capacity: 30 }], staff: [] };
}

/** A stop: a platform open to its street and, in the next row, the vehicle boarded there. Part of no building. */
export function stop(b: Blueprint, lot: Lot, name?: string): { platform: number; vehicle: number } {
  const platform = b.addPlace("platform", lot.zone, 24, lot.x, lot.y);
  if (name !== undefined) b.placeNames.set(platform, name);
  b.addDoor(lot.street, platform, lot.setback, 6);
  const vehicle = b.addPlace("vehicle", lot.zone, 26, lot.x, lot.y);
  b.addDoor(platform, vehicle, 3, 1.2);
  return { platform, vehicle };
}
