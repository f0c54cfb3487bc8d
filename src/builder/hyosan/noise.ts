/** Smooth random fields. */
import type { Random } from "../../base/random.js";
import { Purpose } from "./purpose.js";

/**
 * Value noise: independent uniforms of (-1, 1) on a square lattice, smoothly interpolated between. Its slope is at
 * most 3 / wavelength, which lets callers keep a displacement invertible.
 */
export class Noise {
  private readonly values: Float64Array;
  private readonly half: number;
  private readonly wavelength: number;

  /**
   * @param layer       tells the fields of one seed apart
   * @param wavelength  m between lattice points
   * @param reach       m from the origin within which it is asked; beyond, the edge's values repeat
   */
  constructor(random: Random, layer: number, wavelength: number, reach: number) {
    this.wavelength = wavelength;
    this.half = Math.ceil(reach / wavelength) + 2;
    const side = 2 * this.half + 1;
    this.values = new Float64Array(side * side);
    for (let row = 0; row < side; row++)
      for (let col = 0; col < side; col++) {
        // Addresses count from the origin, so that a larger town keeps the ground of a smaller one.
        const entity = (row - this.half) * 65_536 + (col - this.half);
        this.values[row * side + col] = 2 * random.uniform(Purpose.bend, entity, layer) - 1;
      }
  }

  /** Value in (-1, 1) at a point in metres. */
  at(x: number, y: number): number {
    const { half, values } = this;
    const side = 2 * half + 1;
    const u = Math.min(side - 1.001, Math.max(0, x / this.wavelength + half));
    const v = Math.min(side - 1.001, Math.max(0, y / this.wavelength + half));
    const col = Math.floor(u);
    const row = Math.floor(v);
    const a = u - col;
    const b = v - row;
    const s = a * a * (3 - 2 * a);
    const t = b * b * (3 - 2 * b);
    const k = row * side + col;
    const south = values[k]! + s * (values[k + 1]! - values[k]!);
    const north = values[k + side]! + s * (values[k + side + 1]! - values[k + side]!);
    return south + t * (north - south);
  }
}
