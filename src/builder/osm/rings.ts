/** Plane geometry of rings: x, y, x, y … in m, closed or not (the last point joins the first). */

/** Area in m² (never negative) and centroid of a ring. A ring without area has its first point as centroid. */
export function ringCentre(ring: ArrayLike<number>): { area: number; x: number; y: number } {
  const points = ring.length >> 1;
  // Relative to the first point: large coordinates would cost digits.
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let twice = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0, j = points - 1; i < points; j = i++) {
    const ax = ring[2 * j]! - x0;
    const ay = ring[2 * j + 1]! - y0;
    const bx = ring[2 * i]! - x0;
    const by = ring[2 * i + 1]! - y0;
    const cross = ax * by - bx * ay;
    twice += cross;
    sumX += (ax + bx) * cross;
    sumY += (ay + by) * cross;
  }
  if (twice === 0) return { area: 0, x: x0, y: y0 };
  return { area: Math.abs(twice) / 2, x: x0 + sumX / (3 * twice), y: y0 + sumY / (3 * twice) };
}

/** Whether a point lies inside a ring (even-odd rule; of two rings that share an edge one holds a point on it). */
export function ringHolds(ring: ArrayLike<number>, x: number, y: number): boolean {
  const points = ring.length >> 1;
  let inside = false;
  for (let i = 0, j = points - 1; i < points; j = i++) {
    const yi = ring[2 * i + 1]!;
    const yj = ring[2 * j + 1]!;
    if (yi > y === yj > y) continue;
    const xi = ring[2 * i]!;
    if (x < xi + ((ring[2 * j]! - xi) * (y - yi)) / (yj - yi)) inside = !inside;
  }
  return inside;
}

/** Axis-parallel box: west, south, east, north. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Smallest box around all points of some rings; west > east when there are none. */
export function boxAround(rings: Iterable<ArrayLike<number>>): Box {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      west = Math.min(west, ring[i]!);
      east = Math.max(east, ring[i]!);
      south = Math.min(south, ring[i + 1]!);
      north = Math.max(north, ring[i + 1]!);
    }
  }
  return { west, south, east, north };
}

export function boxHolds({ west, south, east, north }: Box, x: number, y: number): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}
