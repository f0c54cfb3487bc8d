/** Doors as the city has them: directed, by place, ways before private doors. */
import { allocate } from "../base/columns.js";
import { group } from "../base/csr.js";
import { metresOnGrid } from "../base/grid.js";
import { type City, DOORS } from "../city/city.js";

/** Doors joining places both ways, one row each. */
export interface Joints {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** m */
  readonly distance: ArrayLike<number>;
  readonly width: ArrayLike<number>;
  /** Not a way to see or wander through. */
  readonly isPrivate: ArrayLike<boolean | number>;
}

/** The doors of `places` places; each joint becomes two rows, which point back to each other. */
export function freezeDoors(places: number, joints: Joints): Pick<City, "doors" | "doorStart" | "wayEnd"> {
  const { a, b, distance, width, isPrivate } = joints;
  const rows = a.length * 2;
  // Half 2j leads from a to b, half 2j + 1 back.
  const keys = new Uint32Array(rows);
  for (let joint = 0; joint < a.length; joint++) {
    const shut = isPrivate[joint] ? 1 : 0;
    keys[2 * joint] = a[joint]! * 2 + shut;
    keys[2 * joint + 1] = b[joint]! * 2 + shut;
  }
  const { start, items } = group(keys, places * 2);
  const rowOf = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) rowOf[items[row]!] = row;
  const doors = allocate(DOORS, rows);
  for (let row = 0; row < rows; row++) {
    const half = items[row]!;
    const joint = half >> 1;
    doors.to[row] = half % 2 === 0 ? b[joint]! : a[joint]!;
    doors.back[row] = rowOf[half ^ 1]!;
    doors.distance[row] = metresOnGrid(distance[joint]!);
    doors.width[row] = width[joint]!;
  }
  const doorStart = new Uint32Array(places + 1);
  const wayEnd = new Uint32Array(places);
  for (let place = 0; place < places; place++) {
    wayEnd[place] = start[2 * place + 1]!;
    doorStart[place + 1] = start[2 * place + 2]!;
  }
  return { doors, doorStart, wayEnd };
}

/**
 * Zones joined by any door, for each zone ascending; CSR [zones + lines + 1].
 *
 * @param lines  zones of lines, after the `zones` others: doors of trains, mostly shut, join no zones
 */
export function neighbourZones(
  zones: number,
  zone: Uint16Array,
  { doors, doorStart }: Pick<City, "doors" | "doorStart">,
  lines = 0,
): Pick<City, "neighbourStart" | "neighbour"> {
  const pairs = new Set<number>();
  for (let place = 0; place < zone.length; place++) {
    const here = zone[place]!;
    if (here >= zones) continue;
    for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
      const there = zone[doors.to[door]!]!;
      if (there !== here && there < zones) pairs.add(here * zones + there);
    }
  }
  const sorted = Float64Array.from(pairs).sort();
  const { start } = group(
    Uint32Array.from(sorted, (pair) => Math.floor(pair / zones)),
    zones + lines,
  );
  return { neighbourStart: start, neighbour: Uint16Array.from(sorted, (pair) => pair % zones) };
}
