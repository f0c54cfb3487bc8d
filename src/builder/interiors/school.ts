/** Schools, from kindergarten to university, room by room. */
import type { Blueprint } from "../blueprint.js";
import { type FloorMeasures, raiseFloors, type RoomPlan } from "./floors.js";
import { type Interior, type Lot, type Room, requireCount } from "./lot.js";

export type SchoolUse = "kindergarten" | "elementary" | "middle" | "high" | "university";

interface Kind {
  /** Years of study, and so classes named year-number. */
  readonly grades: number;
  /** Pupils of a class: Korean means (Education statistics, about 2021), rounded up at most to 25. */
  readonly classSize: number;
  /** Rooms of a storey of classrooms at most. */
  readonly perFloor: number;
  /** Schoolyard, m² a pupil. */
  readonly yard: number;
  /** Pupils for one who works there. */
  readonly pupilsPerStaff: number;
  /** Name of the special room in which one class spends the day. */
  readonly lab: string;
}

const KINDS: Record<SchoolUse, Kind> = {
  kindergarten: { grades: 3, classSize: 18, perFloor: 8, yard: 4, pupilsPerStaff: 8, lab: "Playroom" },
  elementary: { grades: 6, classSize: 22, perFloor: 12, yard: 6, pupilsPerStaff: 13, lab: "Science room" },
  middle: { grades: 3, classSize: 25, perFloor: 12, yard: 6, pupilsPerStaff: 12, lab: "Science room" },
  high: { grades: 3, classSize: 24.5, perFloor: 12, yard: 6, pupilsPerStaff: 10, lab: "Science lab" },
  university: { grades: 4, classSize: 40, perFloor: 24, yard: 10, pupilsPerStaff: 15, lab: "Laboratory" },
};

/** The Korean standard classroom is 9 m by 7 m; its two doors are 0.9 m each. */
const SCHOOL: FloorMeasures = { roomWidth: 9, roomDepth: 7, corridorWidth: 3, doorWidth: 1.8, named: true };
const LECTURES: FloorMeasures = { roomWidth: 10, roomDepth: 8, corridorWidth: 3.5, doorWidth: 1.8, named: true };
/** Clear widths of the gate, the main entrance and the doors of halls, m. */
const GATE = 4;
const ENTRANCE = 3.6;
const HALL_DOOR = 3.6;
/** m from the gate to the middle of the yard and from there to the main entrance. */
const TO_YARD = 30;
const TO_ENTRANCE = 35;

/**
 * A school: gate (4 m) → schoolyard → corridors of each floor with classrooms on both sides, stairs at both ends,
 * roof, cafeteria and gym. One class spends the day in the science lab (in a
 * kindergarten the playroom; a lesson is always on), the others in their
 * classrooms.
 *
 * @param pupils  pupils it is made for, ≥ 1; the capacities of `rooms` sum to at least this
 */
export function school(b: Blueprint, lot: Lot, use: SchoolUse, pupils: number, name?: string): Interior {
  requireCount("pupils", pupils);
  const kind = KINDS[use];
  const classes = Math.max(2, Math.ceil(pupils / kind.classSize));
  const size = Math.ceil(pupils / classes);
  const building = b.addBuilding(use, name);
  const plans = floorPlans(use, classes, size, Math.ceil(pupils / kind.pupilsPerStaff));
  const floors = raiseFloors(b, lot, building, plans, use === "university" ? LECTURES : SCHOOL);

  const yard = b.addPlace(
    "open",
    lot.zone,
    Math.max(800, pupils * kind.yard),
    lot.x,
    lot.y - 40,
    building,
    "Schoolyard",
  );
  b.addDoor(lot.street, yard, lot.setback + TO_YARD, GATE);
  const ground = floors.corridors[0]!;
  b.addDoor(yard, ground[ground.length >> 1]!, TO_ENTRANCE, ENTRANCE);
  addHalls(b, lot, building, pupils, yard, ground.at(-1)!);

  const rooms: Room[] = [];
  const staff: Room[] = [];
  for (const [floor, plan] of plans.entries())
    for (const [k, { capacity, role }] of plan.entries()) {
      const room = { place: floors.rooms[floor]![k]!, capacity };
      if (role === "pupils") rooms.push(room);
      else if (role === "staff") staff.push(room);
    }
  return { building, homes: [], rooms, staff };
}

/** Cafeteria on the ground floor, gym across the yard. */
function addHalls(b: Blueprint, lot: Lot, building: number, pupils: number, yard: number, corridor: number): void {
  // A third of the pupils eat at a time, at 1.2 m² each.
  const cafeteriaArea = Math.max(80, pupils * 0.4);
  const cafeteria = b.addPlace("hall", lot.zone, cafeteriaArea, lot.x + 40, lot.y, building, "Cafeteria");
  b.addDoor(corridor, cafeteria, 28, HALL_DOOR);
  b.addDoor(yard, cafeteria, 45, HALL_DOOR);
  const gym = b.addPlace("hall", lot.zone, pupils < 150 ? 250 : 700, lot.x - 45, lot.y - 30, building, "Gym");
  b.addDoor(yard, gym, 45, HALL_DOOR);
}

/** A room and who spends the day in it, if anyone. */
interface SchoolRoom extends RoomPlan {
  readonly role: "pupils" | "staff" | "none";
}

/** Ground floor: staff and library. Above: classes by grade, and one special room a floor. */
function floorPlans(use: SchoolUse, classes: number, size: number, staff: number): SchoolRoom[][] {
  const lab: SchoolRoom = { name: KINDS[use].lab, capacity: size, area: 90, role: "pupils" };
  const plans: SchoolRoom[][] = [
    [
      { name: "Teachers' room", capacity: Math.ceil(staff * 0.7), area: 126, role: "staff" },
      { name: "Principal's office", capacity: 2, area: 40, role: "staff" },
      { name: "School office", capacity: Math.ceil(staff * 0.2), role: "staff" },
      { name: "Nurse's room", capacity: Math.ceil(staff * 0.1), role: "staff" },
      { name: "Library", capacity: 0, area: 126, role: "none" },
    ],
  ];
  for (const names of classFloors(use, classes - 1))
    plans.push(names.map((name) => ({ name, capacity: size, role: "pupils" })));
  const top = plans.length - 1;
  plans[1]!.unshift(lab);
  plans[Math.min(2, top)]!.push({ name: "Music room", capacity: 0, area: 90, role: "none" });
  plans[Math.min(3, top)]!.push({ name: "Broadcast room", capacity: 0, area: 32, role: "none" });
  plans.forEach((plan, floor) => {
    plan.push({ name: `Toilets ${floor + 1}`, capacity: 0, area: 30, role: "none" });
  });
  return plans;
}

/** Names of `count` classes by storey: grades stand together, and share a storey if they fit. At least one storey. */
function classFloors(use: SchoolUse, count: number): string[][] {
  const { grades, perFloor } = KINDS[use];
  const floors: string[][] = [[]];
  for (const grade of classNames(use, count, grades))
    for (let k = 0; k < grade.length; k += perFloor) {
      const names = grade.slice(k, k + perFloor);
      const last = floors.at(-1)!;
      if (last.length + names.length <= perFloor) last.push(...names);
      else floors.push(names);
    }
  return floors;
}

/** Names of `count` classes, spread evenly over the grades: "Classroom 2-5"; in a university by number alone. */
function classNames(use: SchoolUse, count: number, grades: number): string[][] {
  if (use === "university") return [Array.from({ length: count }, (_, k) => `Lecture room ${k + 1}`)];
  return Array.from({ length: grades }, (_, grade) => {
    const before = Math.floor((grade * count) / grades);
    const after = Math.floor(((grade + 1) * count) / grades);
    return Array.from({ length: after - before }, (_, k) => `Classroom ${grade + 1}-${k + 1}`);
  });
}
