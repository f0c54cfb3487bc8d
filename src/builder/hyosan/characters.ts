/** What the quarters of the town are like. */
import type { Random } from "../../base/random.js";
import type { Ground } from "./ground.js";
import { Noise } from "./noise.js";
import { Purpose } from "./purpose.js";

/** How a kind of quarter is laid out and lived in. */
export interface Character {
  readonly name: string;
  /** m along and across a block. */
  readonly length: number;
  readonly depth: number;
  /** How far a cut may be from its regular place, as a share of a block, and from the right angle, as a slope. */
  readonly jitter: number;
  readonly slant: number;
  readonly highway: string;
  /** Width of the streets between blocks, m. */
  readonly width: number;
  /** Residents of a hectare of blocks, before the whole is fitted to the city's residents. */
  readonly residentsPerHectare: number;
  /** Weight of a metre of its streets in the choice of places for shops and for large workplaces. */
  readonly shops: number;
  readonly offices: number;
  /** Share of land kept for schools and parks, and share of blocks with a blind alley. */
  readonly campus: number;
  readonly alleys: number;
}

const plain = { jitter: 0.08, slant: 0.02, highway: "residential", campus: 0.08, alleys: 0 };

/** Densities are near those of mid-size Korean cities: low houses 100–150 persons/ha, apartments 250–350. */
export const CHARACTERS = [
  {
    ...plain,
    name: "old",
    length: 66,
    depth: 50,
    jitter: 0.24,
    slant: 0.24,
    width: 5,
    residentsPerHectare: 130,
    shops: 3.2,
    offices: 1.6,
    campus: 0.07,
    alleys: 0.45,
  },
  { ...plain, name: "villas", length: 104, depth: 40, width: 6, residentsPerHectare: 165, shops: 1, offices: 0.5 },
  {
    ...plain,
    name: "apartments",
    length: 215,
    depth: 185,
    width: 12,
    residentsPerHectare: 300,
    shops: 0.9,
    offices: 0.3,
  },
  {
    ...plain,
    name: "hillside",
    length: 92,
    depth: 56,
    jitter: 0.24,
    slant: 0.28,
    width: 4,
    residentsPerHectare: 95,
    shops: 0.5,
    offices: 0.1,
    campus: 0.07,
    alleys: 0.3,
  },
  {
    ...plain,
    name: "industry",
    length: 190,
    depth: 125,
    width: 12,
    residentsPerHectare: 7,
    shops: 0.25,
    offices: 6,
    campus: 0,
  },
  {
    ...plain,
    name: "mountain",
    length: 420,
    depth: 340,
    jitter: 0.3,
    slant: 0.5,
    highway: "footway",
    width: 2,
    residentsPerHectare: 0,
    shops: 0,
    offices: 0,
    campus: 0,
  },
  {
    ...plain,
    name: "fields",
    length: 210,
    depth: 150,
    jitter: 0.25,
    slant: 0.2,
    width: 4,
    residentsPerHectare: 9,
    shops: 0.15,
    offices: 0.3,
    campus: 0,
  },
  {
    ...plain,
    name: "business",
    length: 120,
    depth: 90,
    width: 12,
    residentsPerHectare: 45,
    shops: 3.2,
    offices: 9,
    campus: 0.03,
  },
] as const satisfies readonly Character[];

export const CharacterCode = Object.fromEntries(CHARACTERS.map(({ name }, code) => [name, code])) as Record<
  (typeof CHARACTERS)[number]["name"],
  number
>;

/** Says what a town is like at a point of its plan. */
export interface LandUse {
  /**
   * Code of the character of the part-quarter with this centre; `entity` addresses its draw.
   *
   * @param isEdge   nothing of the town lies beyond
   * @param canOpen  whether the quarter can do without the homes of this part
   * @param quarter  row of the plan's quarters
   */
  at(x: number, y: number, entity: number, isEdge: boolean, canOpen: boolean, quarter: number): number;
}

/** What Hyosan is like. */
export class Land implements LandUse {
  private readonly trade: Noise;

  constructor(
    private readonly random: Random,
    private readonly ground: Ground,
    private readonly size: number,
    private readonly radius: number,
  ) {
    this.trade = new Noise(random, 8, 2.2 * size, radius * 2 + 500);
  }

  at(x: number, y: number, entity: number, isEdge: boolean, canOpen: boolean): number {
    const { size, radius } = this;
    const luck = this.random.uniform(Purpose.character, entity, 0);
    const out = Math.sqrt(x * x + (y - 0.55 * size) * (y - 0.55 * size)) / size;
    if (out < 0.75) return CharacterCode.old;
    const steep = this.ground.hill(x, y);
    if (canOpen && steep > 0.7 && out > 1) return CharacterCode.mountain;
    if (steep > 0.3) return CharacterCode.hillside;
    if (canOpen && isEdge && this.random.uniform(Purpose.character, entity, 2) < 0.5) return CharacterCode.fields;
    if (x > 0.5 * radius && y > -1.1 * size && y < 1.3 * size) return CharacterCode.industry;
    if (out > 3 && this.trade.at(x, y) > 0.6) return CharacterCode.industry;
    if (this.nearOldVillage(x, y)) return CharacterCode.old;
    if (y < 0) return luck < 0.62 ? CharacterCode.apartments : CharacterCode.villas;
    return luck < 0.3 ? CharacterCode.apartments : luck < 0.88 ? CharacterCode.villas : CharacterCode.old;
  }

  /** Larger towns have swallowed old centres, about one in every 25 quarters. */
  private nearOldVillage(x: number, y: number): boolean {
    const step = 5 * this.size;
    const col = Math.floor(x / step + 0.5);
    const row = Math.floor(y / step + 0.5);
    if (col === 0 && row === 0) return false;
    this.random.draw(Purpose.character, row * 65_536 + col, 1);
    const dx = x - (col + this.random.w0 / 2 ** 33 - 0.25) * step;
    const dy = y - (row + this.random.w1 / 2 ** 33 - 0.25) * step;
    return dx * dx + dy * dy < 0.3 * this.size * this.size;
  }
}
