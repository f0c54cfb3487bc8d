/** Lines in the plane, as x, y, x, y …; lengths in m. */

/** Length of a line, m. */
export function lineLength(line: ArrayLike<number>): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!);
  return length;
}

/** A point on a line and the line's unit direction there. */
export interface PointOnLine {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** The point `metres` along a line (its ends beyond them). A line of length 0 points east. */
export function pointAlong(line: ArrayLike<number>, metres: number): PointOnLine {
  let left = metres;
  const last = line.length - 4;
  for (let i = 0; i <= last; i += 2) {
    const x = line[i]!;
    const y = line[i + 1]!;
    const ex = line[i + 2]! - x;
    const ey = line[i + 3]! - y;
    const length = hypot(ex, ey);
    if (left > length && i < last) {
      left -= length;
      continue;
    }
    if (length === 0) return { x, y, dx: 1, dy: 0 };
    const along = Math.min(left, length) / length;
    return { x: x + along * ex, y: y + along * ey, dx: ex / length, dy: ey / length };
  }
  return { x: line[0]!, y: line[1]!, dx: 1, dy: 0 };
}

/** Distance from a point to a segment, m. */
export function distanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
  return hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Euclidean length; Math.hypot may differ between platforms. */
export function hypot(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}
