/** Floors of rooms on both sides of a corridor, with stairs at both ends: the body of schools, hospitals, offices. */
import type { Blueprint } from "../blueprint.js";
import type { Lot } from "./lot.js";

/** A corridor is cut into places of at most this length, so that who is in one sees all of it, m. */
const CORRIDOR_PIECE = 30;
/** Area of a stair between two floors, m²; walking distance over it, m; its clear width, m. */
const STAIR_AREA = 28;
const STAIR_WALK = 12;
const STAIR_WIDTH = 2;

/** One room to be built. */
export interface RoomPlan {
  readonly name?: string;
  /** People it is made for by day; 0 for rooms nobody stays in. */
  readonly capacity: number;
  readonly kind?: "room" | "hall";
  /** m², unless the room has the standard size. */
  readonly area?: number;
}

/** Measures of a building's floors, in m. */
export interface FloorMeasures {
  /** Along the corridor and away from it. */
  readonly roomWidth: number;
  readonly roomDepth: number;
  readonly corridorWidth: number;
  /** Clear width of a room's doors together. */
  readonly doorWidth: number;
  /** Whether corridors and stairs get names. */
  readonly named: boolean;
}

/** Places of the floors, ground floor first. */
export interface Floors {
  /** West to east, for each floor. */
  readonly corridors: number[][];
  /** In the order of the plans, for each floor. */
  readonly rooms: number[][];
  /** Place of the roof. */
  readonly roof: number;
}

/** Builds floors from plans (ground floor first, each with its rooms), stairs at both ends and the roof above. */
export function raiseFloors(
  b: Blueprint,
  lot: Lot,
  building: number,
  plans: readonly (readonly RoomPlan[])[],
  measures: FloorMeasures,
): Floors {
  const longest = Math.max(...plans.map((rooms) => rooms.length));
  const length = Math.max(2, Math.ceil(longest / 2)) * measures.roomWidth;
  const corridors = plans.map((_, floor) => corridor(b, lot, building, floor + 1, length, measures));
  const rooms = plans.map((plan, floor) => roomsOf(b, lot, building, plan, corridors[floor]!, length, measures));
  const pieceLength = length / corridors[0]!.length;
  const west = stairs(b, lot, building, "West", corridors, pieceLength, measures.named);
  stairs(b, lot, building, "East", corridors, pieceLength, measures.named);
  const top = plans.length;
  const hatch = b.addPlace("stair", lot.zone, STAIR_AREA, lot.x - length / 2 - 2, lot.y, building);
  if (measures.named) b.placeNames.set(hatch, `West stairs ${top}–roof`);
  b.addDoor(corridors[top - 1]![0]!, hatch, pieceLength / 2 + STAIR_WALK / 2, STAIR_WIDTH);
  if (top > 1) b.addDoor(west, hatch, STAIR_WALK, STAIR_WIDTH);
  const roofArea = length * (2 * measures.roomDepth + measures.corridorWidth);
  const roof = b.addPlace("roof", lot.zone, roofArea, lot.x, lot.y, building, measures.named ? "Roof" : undefined);
  b.addDoor(hatch, roof, length / 2, 1.2);
  return { corridors, rooms, roof };
}

/** The corridor of one floor in equal pieces, west to east, each joined to the next. */
function corridor(b: Blueprint, lot: Lot, building: number, floor: number, length: number, m: FloorMeasures): number[] {
  const pieces = Math.ceil(length / CORRIDOR_PIECE);
  const piece = length / pieces;
  const places: number[] = [];
  for (let k = 0; k < pieces; k++) {
    const x = lot.x - length / 2 + (k + 0.5) * piece;
    const name = m.named ? `Corridor ${floor}${wing(k, pieces)}` : undefined;
    places.push(b.addPlace("corridor", lot.zone, piece * m.corridorWidth, x, lot.y, building, name));
    if (k > 0) b.addDoor(places[k - 1]!, places[k]!, piece, m.corridorWidth);
  }
  return places;
}

/** Which part of a corridor a piece is, in words: nothing if it is the whole. */
function wing(piece: number, pieces: number): string {
  if (pieces === 1) return "";
  if (piece === 0) return " west";
  if (piece === pieces - 1) return " east";
  return pieces === 3 ? " middle" : ` middle ${piece}`;
}

/** Rooms in pairs north and south of the corridor, west to east. */
function roomsOf(
  b: Blueprint,
  lot: Lot,
  building: number,
  plan: readonly RoomPlan[],
  corridors: readonly number[],
  length: number,
  m: FloorMeasures,
): number[] {
  const offset = m.roomDepth / 2 + m.corridorWidth / 2;
  return plan.map(({ name, kind = "room", area = m.roomWidth * m.roomDepth }, k) => {
    const x = lot.x - length / 2 + (Math.floor(k / 2) + 0.5) * m.roomWidth;
    const y = lot.y + (k % 2 === 0 ? offset : -offset);
    const place = b.addPlace(kind, lot.zone, area, x, y, building, name);
    const piece = Math.floor(((x - lot.x) / length + 0.5) * corridors.length);
    const beside = corridors[Math.min(piece, corridors.length - 1)]!;
    b.addDoor(beside, place, Math.abs(x - b.x[beside]!) + offset, m.doorWidth);
    return place;
  });
}

/**
 * The stairs at one end of the corridors: a place between each two floors, joined to both corridors and to the
 * stair below, so that one can go up without leaving the stairwell. Returns the highest one (NaN if one floor).
 */
function stairs(
  b: Blueprint,
  lot: Lot,
  building: number,
  side: "West" | "East",
  corridors: readonly (readonly number[])[],
  pieceLength: number,
  named: boolean,
): number {
  const end = (floor: number) => corridors[floor]!.at(side === "West" ? 0 : -1)!;
  const walk = pieceLength / 2 + STAIR_WALK / 2;
  const away = (side === "West" ? -1 : 1) * (pieceLength / 2 + 2);
  let below = Number.NaN;
  for (let floor = 0; floor + 1 < corridors.length; floor++) {
    const stair = b.addPlace("stair", lot.zone, STAIR_AREA, b.x[end(floor)]! + away, lot.y, building);
    if (named) b.placeNames.set(stair, `${side} stairs ${floor + 1}–${floor + 2}`);
    b.addDoor(end(floor), stair, walk, STAIR_WIDTH);
    b.addDoor(stair, end(floor + 1), walk, STAIR_WIDTH);
    if (floor > 0) b.addDoor(below, stair, STAIR_WALK, STAIR_WIDTH);
    below = stair;
  }
  return below;
}
