/** Which part of a city a map shows, and at what scale. */
import type { Lines, StreetLine } from "./digest.js";

export interface Frame {
  readonly west: number;
  readonly north: number;
  /** m */
  readonly width: number;
  readonly height: number;
}

/**
 * What to show: the streets the outbreak reached with room around them, inside the city, between tall and wide. Null
 * if everything is in one point.
 */
export function frameOf(streets: readonly StreetLine[], points: Lines["points"]): Frame | null {
  const reached = streets.filter(({ arrival }) => arrival !== null).flatMap(({ line }) => line);
  const inner = box([...reached, ...points.map(({ x, y }) => [x, y] as const)]);
  const outer = streets.length === 0 ? inner : box(streets.flatMap(({ line }) => line));
  if (outer === null || inner === null) return null;
  if (outer.east === outer.west && outer.north === outer.south) return null;
  const room =
    streets.length === 0 ? 0 : Math.max(300, 0.25 * Math.max(inner.east - inner.west, inner.north - inner.south));
  const margin = 0.02 * Math.max(outer.east - outer.west, outer.north - outer.south);
  const west = Math.max(inner.west - room, outer.west - margin);
  const east = Math.min(inner.east + room, outer.east + margin);
  const south = Math.max(inner.south - room, outer.south - margin);
  const north = Math.min(inner.north + room, outer.north + margin);
  const width = Math.max(east - west, 0.8 * (north - south));
  const height = Math.max(north - south, 0.45 * (east - west));
  return { west: (west + east - width) / 2, north: (south + north + height) / 2, width, height };
}

function box(points: readonly (readonly [number, number])[]) {
  if (points.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return { west, south, east, north };
}

/** Whether some of a line is in the frame. */
export function isOn({ west, north, width, height }: Frame, line: StreetLine["line"]): boolean {
  return line.some(([x, y]) => x >= west && x <= west + width && y <= north && y >= north - height);
}

/** m of a scale bar: the longest that reads well and takes at most `most` m. */
export function scaleBar(most: number): number {
  return [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2].find((m) => m <= most) ?? 1;
}
