/**
 * The ground the town lies on. Streets are laid out straight on a plan; the ground bends the plan: broad bends of
 * river, railway and avenues everywhere, tight windings on the hills. The bending is smooth and its slope below 1,
 * so that lines which do not cross on the plan do not cross in the city.
 */
import type { Random } from "../../base/random.js";
import { Noise } from "./noise.js";

/** m between lattice points and m of displacement, of the broad bends, the local ones and those of hills. */
const BROAD = { wavelength: 2_600, shift: 400 };
const LOCAL = { wavelength: 800, shift: 55 };
const WINDING = { wavelength: 190, shift: 26 };
/** The whole city is turned by the angle of the triangle 12, 35, 37, about 19°. */
const COS = 35 / 37;
const SIN = 12 / 37;

/** Bends a plan to the ground. */
export interface Terrain {
  /** Steepness at a point of the plan, 0 flat to 1 mountain. */
  hill(x: number, y: number): number;
  /** Writes the city's point of a plan's point into `out[at]`, `out[at + 1]`. */
  place(x: number, y: number, out: number[] | Float64Array, at: number): void;
}

/** The ground of Hyosan. */
export class Ground implements Terrain {
  private readonly fields: readonly Noise[];
  private readonly relief: Noise;
  private readonly size: number;
  private readonly radius: number;
  private readonly waver: Noise;

  /**
   * @param size    m across a quarter
   * @param radius  m from the plan's origin to the edge of town, about
   */
  constructor(random: Random, size: number, radius: number) {
    this.size = size;
    this.radius = radius;
    const reach = radius * 2 + 500;
    this.fields = [BROAD, BROAD, LOCAL, LOCAL, WINDING, WINDING].map(
      ({ wavelength }, layer) => new Noise(random, layer, wavelength, reach),
    );
    this.relief = new Noise(random, 6, 2.6 * size, reach);
    this.waver = new Noise(random, 7, 0.9 * size, reach);
  }

  /** Steepness at a point of the plan, 0 flat to 1 mountain: one range at the north-western edge, hills outside. */
  hill(x: number, y: number): number {
    const { radius, size } = this;
    const dx = x + 0.7 * radius;
    const dy = y - 0.95 * radius;
    const range = 1.12 - Math.sqrt(dx * dx + dy * dy) / (0.85 * Math.min(radius, 6 * size));
    const out = Math.sqrt(x * x + y * y) / size;
    const lone = out < 2.2 ? 0 : this.relief.at(x, y) * 1.7 - 0.25;
    return Math.min(1, Math.max(0, Math.max(range, lone) + 0.12 * this.waver.at(x, y)));
  }

  /** Writes the city's point of a plan's point into `out[at]`, `out[at + 1]`. */
  place(x: number, y: number, out: number[] | Float64Array, at: number): void {
    const [broadX, broadY, localX, localY, windX, windY] = this.fields as [Noise, Noise, Noise, Noise, Noise, Noise];
    const steep = Math.min(1, 2 * this.hill(x, y)) * WINDING.shift;
    const px = x + BROAD.shift * broadX.at(x, y) + LOCAL.shift * localX.at(x, y) + steep * windX.at(x, y);
    const py = y + BROAD.shift * broadY.at(x, y) + LOCAL.shift * localY.at(x, y) + steep * windY.at(x, y);
    out[at] = COS * px - SIN * py;
    out[at + 1] = SIN * px + COS * py;
  }
}
