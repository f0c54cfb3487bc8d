/**
 * Where Seoul's land and water are, to about 1 km, and the ground that bends the generator's straight plan to them.
 * The plan's river is the line y = 0; on the ground it is the Han.
 */
import type { Random } from "../../base/random.js";
import { hypot } from "../geometry.js";
import type { Terrain } from "../hyosan/ground.js";
import { Noise } from "../hyosan/noise.js";

/** Middle of the plan: where the Han bends below Namsan. */
export const ORIGIN = { lon: 126.99, lat: 37.53 };
/** Metres of a degree at the origin (WGS84). */
const EAST = 88_350;
const NORTH = 110_990;

/** The city's outline, lon, lat (after the boundaries of Statistics Korea's SGIS, to about 1 km). */
const OUTLINE = [
  126.97, 37.63, 126.99, 37.64, 126.98, 37.655, 126.995, 37.68, 127.015, 37.7, 127.05, 37.685, 127.08, 37.695, 127.095,
  37.685, 127.085, 37.655, 127.11, 37.64, 127.105, 37.62, 127.115, 37.615, 127.1, 37.56, 127.18, 37.58, 127.185, 37.545,
  127.165, 37.545, 127.14, 37.515, 127.14, 37.505, 127.16, 37.5, 127.155, 37.485, 127.115, 37.46, 127.095, 37.46,
  127.07, 37.43, 127.05, 37.43, 127.035, 37.44, 127.035, 37.465, 127.01, 37.455, 127.005, 37.465, 126.96, 37.44, 126.94,
  37.435, 126.93, 37.45, 126.905, 37.435, 126.87, 37.495, 126.845, 37.475, 126.815, 37.475, 126.815, 37.5, 126.83,
  37.53, 126.82, 37.54, 126.795, 37.535, 126.765, 37.555, 126.8, 37.59, 126.8, 37.605, 126.85, 37.575, 126.875, 37.58,
  126.885, 37.595, 126.9, 37.59, 126.91, 37.64, 126.92, 37.645, 126.945, 37.66,
];
/** Points of the Han from west to east, lon, lat. */
const HAN = [
  126.75, 37.62, 126.8, 37.597, 126.83, 37.585, 126.865, 37.567, 126.895, 37.549, 126.92, 37.541, 126.94, 37.531,
  126.96, 37.517, 126.98, 37.508, 127.0, 37.518, 127.015, 37.531, 127.04, 37.535, 127.06, 37.526, 127.085, 37.523,
  127.105, 37.537, 127.125, 37.552, 127.16, 37.569, 127.2, 37.585,
];
/** Mountains: lon, lat and m from the middle to the foot. */
const MOUNTAINS = [
  [126.978, 37.658, 4_600], // Bukhansan
  [127.008, 37.69, 3_000], // Dobongsan
  [127.088, 37.69, 2_600], // Suraksan
  [127.098, 37.655, 1_700], // Buramsan
  [126.953, 37.6, 1_300], // Inwangsan and Baengnyeonsan
  [126.978, 37.598, 2_100], // Bugaksan
  [126.99, 37.551, 1_000], // Namsan
  [127.1, 37.572, 1_500], // Yongmasan and Achasan
  [126.958, 37.443, 3_400], // Gwanaksan
  [126.93, 37.447, 1_600], // Samseongsan
  [127.048, 37.438, 3_200], // Cheonggyesan
  [127.012, 37.466, 1_700], // Umyeonsan
  [127.085, 37.472, 1_700], // Daemosan and Guryongsan
  [126.845, 37.59, 500], // Gaehwasan
] as const;
/** m north of the origin about which the Han bends; m from it within which its bends bend the streets most. */
const MIDDLE = 2_500;
const REACH = 9_000;
/** m between lattice points and m of displacement of the bends of all streets. */
const BEND = { wavelength: 2_400, shift: 170 };
const LOCAL = { wavelength: 700, shift: 40 };
/** Steps of the inverse of the ground: each leaves less than half of the error. */
const STEPS = 40;

/** The ground of Seoul with all lengths multiplied by `scale`. */
export class SeoulGround implements Terrain {
  private readonly fields: readonly Noise[];
  private readonly waver: Noise;
  private readonly han: readonly number[];
  private readonly mountains: readonly (readonly number[])[];
  private readonly outline: readonly number[];

  constructor(
    random: Random,
    private readonly scale: number,
  ) {
    const reach = 22_000 * scale + 500;
    this.fields = [BEND, BEND, LOCAL, LOCAL].map(
      ({ wavelength }, layer) => new Noise(random, layer, wavelength * scale, reach),
    );
    this.waver = new Noise(random, 7, 900 * scale, reach);
    this.han = this.metres(HAN);
    this.outline = this.metres(OUTLINE);
    this.mountains = MOUNTAINS.map(([lon, lat, radius]) => [...this.metres([lon, lat]), radius * scale]);
  }

  /** x, y of a longitude and latitude, m. */
  at(lon: number, lat: number): [number, number] {
    return [(lon - ORIGIN.lon) * EAST * this.scale, (lat - ORIGIN.lat) * NORTH * this.scale];
  }

  /** Whether a point of the ground is in the city. */
  holds(x: number, y: number): boolean {
    const { outline } = this;
    const n = outline.length;
    let inside = false;
    for (let k = 0; k < n; k += 2) {
      const ay = outline[k + 1]!;
      const by = outline[(k + 3) % n]!;
      if (ay > y === by > y) continue;
      const ax = outline[k]!;
      if (x < ax + ((y - ay) / (by - ay)) * (outline[(k + 2) % n]! - ax)) inside = !inside;
    }
    return inside;
  }

  /** Steepness at a point of the plan: 1 on mountains, 0 in the plain. */
  hill(x: number, y: number): number {
    const point = [0, 0];
    this.place(x, y, point, 0);
    let steep = 0;
    for (const [mx, my, radius] of this.mountains as readonly [number, number, number][]) {
      const share = hypot(point[0]! - mx, point[1]! - my) / radius;
      if (share < 1.25) steep = Math.max(steep, 1.6 * (1.15 - share));
    }
    return steep === 0 ? 0 : Math.min(1, Math.max(0, steep + 0.15 * this.waver.at(x, y)));
  }

  place(x: number, y: number, out: number[] | Float64Array, at: number): void {
    const [bendX, bendY, localX, localY] = this.fields as [Noise, Noise, Noise, Noise];
    const bend = BEND.shift * this.scale;
    const local = LOCAL.shift * this.scale;
    const far = y / (REACH * this.scale);
    out[at] = x + bend * bendX.at(x, y) + local * localX.at(x, y);
    const middle = MIDDLE * this.scale;
    const river = middle + (this.river(x) - middle) / (1 + far * far);
    out[at + 1] = y + river + bend * bendY.at(x, y) + local * localY.at(x, y);
  }

  /** The plan's point of a point of the ground. */
  planOf(x: number, y: number): [number, number] {
    const point = [0, 0];
    let px = x;
    let py = y;
    for (let step = 0; step < STEPS; step++) {
      this.place(px, py, point, 0);
      px += x - point[0]!;
      py += 0.7 * (y - point[1]!);
    }
    return [px, py];
  }

  /** y of the Han's middle, m. */
  private river(x: number): number {
    const { han } = this;
    let k = 0;
    while (k < han.length - 4 && han[k + 2]! < x) k += 2;
    const share = Math.min(1, Math.max(0, (x - han[k]!) / (han[k + 2]! - han[k]!)));
    const smooth = share * share * (3 - 2 * share);
    return han[k + 1]! + (0.5 * share + 0.5 * smooth) * (han[k + 3]! - han[k + 1]!);
  }

  private metres(points: readonly number[]): number[] {
    const metres: number[] = [];
    for (let k = 0; k < points.length; k += 2) metres.push(...this.at(points[k]!, points[k + 1]!));
    return metres;
  }
}
