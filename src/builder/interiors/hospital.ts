/** Hospitals. */
import type { Blueprint } from "../blueprint.js";
import { type FloorMeasures, raiseFloors, type RoomPlan } from "./floors.js";
import { type Interior, type Lot, requireCount } from "./lot.js";

const MEASURES: FloorMeasures = { roomWidth: 8, roomDepth: 7, corridorWidth: 3, doorWidth: 1.2, named: true };
/** Beds of a ward room, and ward rooms of a floor at most. */
const BEDS_A_WARD = 5;
const WARDS_A_FLOOR = 14;
/** People at work by day for each bed, wards and clinics together (Korean general hospitals: about 1 to 1.5). */
const STAFF_A_BED = 1.2;

/**
 * A hospital: lobby (hall) on the street, emergency room with its own entrance, clinics on the ground floor, wards
 * above, roof. The capacities of `rooms` are those at work by day; patients are not housed.
 *
 * @param beds  ≥ 1
 */
export function hospital(b: Blueprint, lot: Lot, beds: number, name?: string): Interior {
  requireCount("beds", beds);
  const building = b.addBuilding("hospital", name);
  const plans = floorPlans(beds);
  const floors = raiseFloors(b, lot, building, plans, MEASURES);
  const ground = floors.corridors[0]!;
  const emergency = floors.rooms[0]![0]!;
  const lobby = b.addPlace("hall", lot.zone, 150 + beds, lot.x, lot.y - 15, building, "Lobby");
  b.addDoor(lot.street, lobby, lot.setback + 10, 3.6);
  b.addDoor(lobby, ground[ground.length >> 1]!, 14, 3);
  b.addDoor(lot.street, emergency, lot.setback + 20, 2.4);
  const rooms = plans.flatMap((plan, floor) =>
    plan.map(({ capacity }, k) => ({ place: floors.rooms[floor]![k]!, capacity })),
  );
  return { building, homes: [], rooms: rooms.filter(({ capacity }) => capacity > 0), staff: [] };
}

/** Emergency room and clinics on the ground floor, wards on the floors above. */
function floorPlans(beds: number): RoomPlan[][] {
  const wards = Math.ceil(beds / BEDS_A_WARD);
  const staff = Math.ceil(beds * STAFF_A_BED);
  const clinics = Math.min(10, Math.max(2, Math.ceil(staff / 40)));
  const inWards = Math.max(1, Math.round((staff * 0.6) / wards));
  const emergency = Math.max(2, Math.ceil(staff * 0.12));
  const inClinics = Math.max(1, Math.ceil((staff - inWards * wards - emergency) / clinics));
  const plans: RoomPlan[][] = [[{ name: "Emergency room", capacity: emergency, area: 100 + beds / 2 }]];
  for (let k = 1; k <= clinics; k++) plans[0]!.push({ name: `Clinic ${k}`, capacity: inClinics });
  const floors = Math.ceil(wards / WARDS_A_FLOOR);
  for (let floor = 0; floor < floors; floor++) {
    const count = Math.floor(((floor + 1) * wards) / floors) - Math.floor((floor * wards) / floors);
    plans.push(
      Array.from({ length: count }, (_, k) => ({
        name: `Ward ${(floor + 2) * 100 + k + 1}`,
        capacity: inWards,
      })),
    );
  }
  return plans;
}
