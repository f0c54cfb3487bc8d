/** The zones (dong), one a quarter: which zone a point is in, and the facts of each. */
import type { Random } from "../../base/random.js";
import { apportion } from "../apportion.js";
import type { ZoneDraft } from "../draft.js";
import type { Lot } from "./blocks.js";
import { CHARACTERS, CharacterCode } from "./characters.js";
import type { Terrain } from "./ground.js";
import type { ZoneName } from "./names.js";
import type { Plan } from "./plan.js";
import { Purpose } from "./purpose.js";

/** Corners of each zone's outline on the ground: x, y, x, y … */
export function outlines(plan: Plan, ground: Terrain): number[][] {
  return plan.quarters.map(({ block: { corners } }) =>
    corners.flatMap((corner, k) => plan.network.trace(ground, corner, corners[(k + 1) % corners.length]!).slice(0, -2)),
  );
}

/** m² inside an outline. */
export function areaOf(outline: readonly number[]): number {
  let twice = 0;
  const n = outline.length;
  for (let k = 0; k < n; k += 2) twice += outline[k]! * outline[(k + 3) % n]! - outline[(k + 2) % n]! * outline[k + 1]!;
  return Math.abs(twice) / 2;
}

const NOWHERE = 0xffff;

/** Looks up the zone of a point in a grid of squares: exact to half a square, the nearest zone outside all. */
export class ZoneGrid {
  private readonly zone: Uint16Array;
  private readonly columns: number;
  private readonly rows: number;
  private readonly west: number;
  private readonly south: number;

  /** @param step  m across a square */
  constructor(
    outlines: readonly (readonly number[])[],
    private readonly step: number,
  ) {
    let west = Infinity;
    let east = -Infinity;
    let south = Infinity;
    let north = -Infinity;
    for (const outline of outlines)
      for (let k = 0; k < outline.length; k += 2) {
        west = Math.min(west, outline[k]!);
        east = Math.max(east, outline[k]!);
        south = Math.min(south, outline[k + 1]!);
        north = Math.max(north, outline[k + 1]!);
      }
    this.west = west - step;
    this.south = south - step;
    this.columns = Math.ceil((east - this.west) / step) + 1;
    this.rows = Math.ceil((north - this.south) / step) + 1;
    this.zone = new Uint16Array(this.columns * this.rows).fill(NOWHERE);
    outlines.forEach((outline, zone) => {
      this.paint(outline, zone);
    });
    this.spread();
  }

  /** Row of the zone that holds a point, or of the nearest. */
  of(x: number, y: number): number {
    const column = Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.west) / this.step)));
    const row = Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.south) / this.step)));
    return this.zone[row * this.columns + column]!;
  }

  /** Sets the squares whose middle is inside an outline. */
  private paint(outline: readonly number[], zone: number): void {
    const { step, columns } = this;
    const n = outline.length;
    let low = Infinity;
    let high = -Infinity;
    for (let k = 1; k < n; k += 2) {
      low = Math.min(low, outline[k]!);
      high = Math.max(high, outline[k]!);
    }
    for (let row = Math.floor((low - this.south) / step); row <= (high - this.south) / step; row++) {
      const y = this.south + (row + 0.5) * step;
      const crossings: number[] = [];
      for (let k = 0; k < n; k += 2) {
        const ay = outline[k + 1]!;
        const by = outline[(k + 3) % n]!;
        if (ay > y === by > y) continue;
        const ax = outline[k]!;
        crossings.push(ax + ((y - ay) / (by - ay)) * (outline[(k + 2) % n]! - ax));
      }
      crossings.sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.ceil((crossings[k]! - this.west) / step - 0.5);
        const to = Math.floor((crossings[k + 1]! - this.west) / step - 0.5);
        for (let column = from; column <= to; column++) this.zone[row * columns + column] = zone;
      }
    }
  }

  /** Gives the squares of no zone to the nearest one (in steps between squares). */
  private spread(): void {
    const { zone, columns, rows } = this;
    const queue = new Uint32Array(zone.length);
    let end = 0;
    for (let square = 0; square < zone.length; square++) if (zone[square] !== NOWHERE) queue[end++] = square;
    for (let next = 0; next < end; next++) {
      const square = queue[next]!;
      const column = square % columns;
      const visit = (other: number) => {
        if (zone[other] !== NOWHERE) return;
        zone[other] = zone[square]!;
        queue[end++] = other;
      };
      if (column > 0) visit(square - 1);
      if (column < columns - 1) visit(square + 1);
      if (square >= columns) visit(square - columns);
      if (square < columns * (rows - 1)) visit(square + columns);
    }
  }
}

/** Korea's residents by age in 2021, % (resident registration, rounded), in bands of five years; the last is open. */
const PYRAMID = [3.1, 4.2, 4.6, 4.5, 6, 7, 6.2, 6.8, 7.6, 8.2, 8.5, 8, 7.8, 6.1, 4.1, 3.1, 2.4, 1.8];
/** How much more of a band young quarters have: children and their parents, against the old. */
const YOUTH = [1, 1, 0.8, 0.3, 0, 0.1, 0.6, 0.9, 0.7, 0.3, 0, -0.2, -0.4, -0.7, -0.9, -1, -1, -1];
const OLDEST = 99;
/** Mean household size of the city, and how much larger households are in a quarter of apartments alone. */
export const MEAN_HOUSEHOLD = 2.3;
const FAMILY_QUARTER = 0.4;
const APARTMENT_SHARE = 0.45;
/** A zone has between these shares of the mean zone's residents. */
const LEAST = 0.85;
const MOST = 1.15;

/** Residents, households and ages of each zone, from what its blocks are like. Residents sum to `people`. */
export function zoneFacts(
  random: Random,
  people: number,
  lots: readonly Lot[],
  names: readonly ZoneName[],
  borders: readonly (readonly number[])[],
): Omit<ZoneDraft, "workers">[] {
  const zones = borders.length;
  const weight = new Float64Array(zones);
  const apartments = new Float64Array(zones);
  for (const lot of lots) {
    const persons = expectedResidents(lot);
    weight[lot.quarter]! += persons;
    if (lot.character === CharacterCode.apartments) apartments[lot.quarter]! += persons;
  }
  const mean = weight.reduce((sum, w) => sum + w, 0) / zones;
  const residents = apportion(
    weight.map((w) => Math.min(MOST, Math.max(LEAST, w / mean))),
    people,
  );
  return borders.map((outline, zone) => {
    const families = (weight[zone]! > 0 ? apartments[zone]! / weight[zone]! : 0) - APARTMENT_SHARE;
    const luck = random.uniform(Purpose.households, zone, 0) - 0.5;
    const size = MEAN_HOUSEHOLD + FAMILY_QUARTER * families + 0.1 * luck;
    const youth = 0.45 * families + 0.15 * (random.uniform(Purpose.ages, zone, 0) - 0.5);
    const persons = apportion(
      PYRAMID.map((share, band) => share * (1 + youth * YOUTH[band]!)),
      residents[zone]!,
    );
    const [x, y] = centre(outline);
    return {
      name: names[zone]!.dong,
      code: `HS${String(zone + 1).padStart(4, "0")}`,
      x,
      y,
      area: areaOf(outline),
      residents: residents[zone]!,
      households: Math.max(1, Math.round(residents[zone]! / size)),
      ages: PYRAMID.map((_, band) => ({
        from: 5 * band,
        to: band === PYRAMID.length - 1 ? OLDEST : 5 * band + 4,
        persons: persons[band]!,
      })),
    };
  });
}

/** Residents of a block by its character's density, before fitting to the zone. */
export function expectedResidents({ campus, character, area }: Lot): number {
  return campus ? 0 : (area / 10_000) * CHARACTERS[character]!.residentsPerHectare;
}

function centre(outline: readonly number[]): [number, number] {
  let x = 0;
  let y = 0;
  for (let k = 0; k < outline.length; k += 2) {
    x += outline[k]!;
    y += outline[k + 1]!;
  }
  return [(2 * x) / outline.length, (2 * y) / outline.length];
}
