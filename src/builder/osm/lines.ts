/** Cutting lines (x, y, x, y … in m) into pieces. */
import { hypot, lineLength, pointAlong } from "../geometry.js";

/** A line cut into pieces of equal length; each piece begins where the one before ends. */
export function cutEvenly(line: ArrayLike<number>, pieces: number): number[][] {
  if (pieces === 1) return [Array.from(line)];
  const total = lineLength(line);
  const cut: number[][] = [];
  let piece = [line[0]!, line[1]!];
  let walked = 0;
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i]! - line[i - 2]!;
    const dy = line[i + 1]! - line[i - 1]!;
    const step = hypot(dx, dy);
    while (cut.length < pieces - 1) {
      const target = (total * (cut.length + 1)) / pieces;
      if (target >= walked + step) break;
      const share = (target - walked) / step;
      const x = line[i - 2]! + share * dx;
      const y = line[i - 1]! + share * dy;
      cut.push(share === 0 ? piece : [...piece, x, y]);
      piece = [x, y];
    }
    walked += step;
    piece.push(line[i]!, line[i + 1]!);
  }
  cut.push(piece);
  return cut;
}

/** The point half way along a line. */
export function midpoint(line: ArrayLike<number>): { readonly x: number; readonly y: number } {
  return pointAlong(line, lineLength(line) / 2);
}
