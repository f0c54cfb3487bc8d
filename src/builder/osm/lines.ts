/** Lines in the plane: x, y, x, y … in m. */

/** m along a line */
export function lineLength(line: ArrayLike<number>): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += stepLength(line, i);
  return length;
}

/** m from the vertex before position `i` to the one at it. */
function stepLength(line: ArrayLike<number>, i: number): number {
  const dx = line[i]! - line[i - 2]!;
  const dy = line[i + 1]! - line[i - 1]!;
  return Math.sqrt(dx * dx + dy * dy);
}

/** A line cut into pieces of equal length; each piece begins where the one before ends. */
export function cutEvenly(line: ArrayLike<number>, pieces: number): number[][] {
  if (pieces === 1) return [Array.from(line)];
  const total = lineLength(line);
  const cut: number[][] = [];
  let piece = [line[0]!, line[1]!];
  let walked = 0;
  for (let i = 2; i < line.length; i += 2) {
    const step = stepLength(line, i);
    while (cut.length < pieces - 1) {
      const target = (total * (cut.length + 1)) / pieces;
      if (target >= walked + step) break;
      const share = (target - walked) / step;
      const x = line[i - 2]! + share * (line[i]! - line[i - 2]!);
      const y = line[i - 1]! + share * (line[i + 1]! - line[i - 1]!);
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
export function midpoint(line: ArrayLike<number>): { x: number; y: number } {
  const [, secondHalf] = cutEvenly(line, 2);
  return { x: secondHalf![0]!, y: secondHalf![1]! };
}
