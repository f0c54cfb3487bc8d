/** Houses and blocks of flats. */
import type { Blueprint } from "../blueprint.js";
import { type Interior, type Lot, requireCount } from "./lot.js";

/** Floor area of a detached house and of a flat, m² (near the means of Korean dwellings of their kind). */
const HOUSE_AREA = 90;
const FLAT_AREA = 75;
/** Clear widths, m: the door of a home, the entrance of a stairwell, a flight of stairs. */
const HOME_DOOR = 0.9;
const ENTRANCE = 1.6;
const FLIGHT = 1.2;
/** Landing and two flights, m² a floor; walking distance up one floor, m. */
const STAIR_AREA = 14;
const STAIR_WALK = 8;
/** A stair place covers this many floors, so that neighbours above and below meet. */
const FLOORS_A_STAIR = 2;
const HOMES_A_STAIRWELL = 40;
/** Length of a building along its front for one stairwell, m. */
const STAIRWELL_FRONT = 22;

/** A house of one home, whose private door opens on the street. */
export function house(b: Blueprint, lot: Lot): Interior {
  const building = b.addBuilding("house");
  const home = b.addPlace("home", lot.zone, HOUSE_AREA, lot.x, lot.y, building);
  b.addDoor(lot.street, home, lot.setback + 4, HOME_DOOR, true);
  return { building, homes: [home], rooms: [], staff: [] };
}

/**
 * Flats on stairwells of at most 40 homes. Street → ground stair → stair …, one stair place for two floors; every
 * home opens on its stair by a private door.
 *
 * @param homes   number of homes, ≥ 1
 * @param levels  storeys, ≥ 1
 * @param area    of a flat, m²
 */
export function apartments(
  b: Blueprint,
  lot: Lot,
  homes: number,
  levels: number,
  name?: string,
  area = FLAT_AREA,
): Interior {
  requireCount("homes", homes);
  requireCount("levels", levels);
  const building = b.addBuilding("apartments", name);
  const wells = Math.ceil(homes / HOMES_A_STAIRWELL);
  const places: number[] = [];
  for (let well = 0; well < wells; well++) {
    const count = Math.floor(((well + 1) * homes) / wells) - Math.floor((well * homes) / wells);
    const x = lot.x + (well - (wells - 1) / 2) * STAIRWELL_FRONT;
    stairwell(b, { ...lot, x }, building, count, levels, area, places);
  }
  return { building, homes: places, rooms: [], staff: [] };
}

/** Adds one stairwell of `count` homes and appends them to `homes`. */
function stairwell(
  b: Blueprint,
  lot: Lot,
  building: number,
  count: number,
  levels: number,
  area: number,
  homes: number[],
): void {
  const aFloor = Math.ceil(count / levels);
  const floors = Math.ceil(count / aFloor);
  let below = lot.street;
  let left = count;
  for (let floor = 0; floor < floors; floor += FLOORS_A_STAIR) {
    const covered = Math.min(FLOORS_A_STAIR, floors - floor);
    const stair = b.addPlace("stair", lot.zone, STAIR_AREA * covered, lot.x, lot.y, building);
    if (floor === 0) b.addDoor(below, stair, lot.setback + 4, ENTRANCE);
    else b.addDoor(below, stair, STAIR_WALK * FLOORS_A_STAIR, FLIGHT);
    for (let k = Math.min(left, covered * aFloor); k > 0; k--, left--) {
      const side = k % 2 === 0 ? -1 : 1;
      const home = b.addPlace("home", lot.zone, area, lot.x + side * 6, lot.y, building);
      b.addDoor(stair, home, 6 + STAIR_WALK / 2, HOME_DOOR, true);
      homes.push(home);
    }
    below = stair;
  }
}
