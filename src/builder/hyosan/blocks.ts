/** Divides quarters into blocks by streets, each quarter in its own way. */
import type { Random } from "../../base/random.js";
import { CHARACTERS, type Character, CharacterCode, type LandUse } from "./characters.js";
import type { Block, Network } from "./network.js";
import type { Plan } from "./plan.js";
import { Purpose } from "./purpose.js";

/** A finished block of land between streets. */
export interface Lot {
  /** Row of the quarter, which is its zone. */
  readonly quarter: number;
  readonly character: number;
  /** Kept for a school or a park. */
  readonly campus: boolean;
  readonly block: Block;
  /** Middle on the plan, m. */
  readonly x: number;
  readonly y: number;
  /** m² on the plan. */
  readonly area: number;
}

/** Ways inside an apartment complex: blocks of one or two towers. */
const COMPLEX: Character = {
  ...CHARACTERS[CharacterCode.apartments]!,
  length: 105,
  depth: 92,
  jitter: 0.12,
  slant: 0.06,
  highway: "service",
  width: 7,
};
/** m across the parts of a quarter that share a character. */
const PART = 440;
/** Land kept for a school or a park, m². */
const CAMPUS = { from: 8_500, to: 19_000 };
/** Cuts longer than this become wider streets, m. */
const LONG = 230;
/** A blind alley ends at this share of the way to the block's middle and beyond. */
const ALLEY = 1.15;

/** Divides all quarters of a plan; the streets are added to its network. */
export function divide(random: Random, plan: Plan, land: LandUse, size: number): Lot[] {
  const divider = new Divider(random, plan.network);
  const chosen = new Set(plan.quarters.map(({ column, row }) => `${column},${row}`));
  for (const [quarter, { block, column, row }] of plan.quarters.entries()) {
    divider.begin(quarter, row * 65_536 + column);
    const [middleX, middleY] = divider.middle(block);
    const isEdge = (x: number, y: number) =>
      !chosen.has(`${x < middleX ? column - 1 : column + 1},${row}`) ||
      !chosen.has(`${column},${y < middleY ? row - 1 : row + 1}`);
    const across: Character = {
      ...CHARACTERS[CharacterCode.villas]!,
      length: PART,
      depth: PART,
      highway: size > 500 ? "tertiary" : "residential",
      width: size > 500 ? 14 : 8,
    };
    divider.split(block, across, CharacterCode.villas, (part) => divider.part(part, land, isEdge));
  }
  return divider.lots;
}

class Divider {
  readonly lots: Lot[] = [];
  private quarter = 0;
  /** Address of the quarter's next draw, so that a quarter's blocks do not depend on its neighbours'. */
  private entity = 0;
  private count = 0;
  /** Parts of the quarter without homes so far: one is enough. */
  private open = 0;

  constructor(
    private readonly random: Random,
    private readonly network: Network,
  ) {}

  begin(quarter: number, entity: number): void {
    this.quarter = quarter;
    this.entity = entity;
    this.count = 0;
    this.open = 0;
  }

  /** One part of a quarter: finds its character, and divides it accordingly. */
  part(block: Block, land: LandUse, isEdge: (x: number, y: number) => boolean): void {
    const [x, y] = this.middle(block);
    const code = land.at(x, y, this.entity * 64 + this.count++, isEdge(x, y), this.open === 0, this.quarter);
    if (code === CharacterCode.mountain || code === CharacterCode.fields) this.open++;
    const character = CHARACTERS[code]!;
    if (code !== CharacterCode.apartments) this.split(block, character, code, (b) => this.finish(b, code, false));
    else
      this.split(block, character, code, (complex) =>
        this.split(complex, COMPLEX, code, (b) => this.finish(b, code, false)),
      );
  }

  /** Cuts a block by streets until its pieces have the character's size; hands each piece to `done`. */
  split(block: Block, character: Character, code: number, done: (block: Block) => void): void {
    const { random, entity } = this;
    const area = this.area(block);
    const canBeKept = character.length < PART && area > CAMPUS.from && area < CAMPUS.to;
    if (canBeKept && random.uniform(Purpose.campus, entity, this.count++) < character.campus) {
      this.finish(block, code, true);
      return;
    }
    const halves = this.cut(block, character, code);
    if (halves === undefined) {
      done(block);
      return;
    }
    this.split(halves[0], character, code, done);
    this.split(halves[1], character, code, done);
  }

  /** One street across a block, at right angles to its relatively longer extent; undefined if it is small enough. */
  private cut(block: Block, character: Character, code: number): [Block, Block] | undefined {
    const { network } = this;
    const { corners } = block;
    const [ux, uy, longest] = this.direction(block);
    let alongFrom = Infinity;
    let alongTo = -Infinity;
    let acrossFrom = Infinity;
    let acrossTo = -Infinity;
    for (const corner of corners) {
      const along = ux * network.x[corner]! + uy * network.y[corner]!;
      const across = ux * network.y[corner]! - uy * network.x[corner]!;
      alongFrom = Math.min(alongFrom, along);
      alongTo = Math.max(alongTo, along);
      acrossFrom = Math.min(acrossFrom, across);
      acrossTo = Math.max(acrossTo, across);
    }
    const alongRatio = (alongTo - alongFrom) / character.length;
    const acrossRatio = (acrossTo - acrossFrom) / character.depth;
    const ratio = Math.max(alongRatio, acrossRatio);
    const pieces = Math.round(ratio);
    if (pieces < 2 || longest === 0) return undefined;
    this.random.draw(Purpose.cut, this.entity, this.count++);
    const shift = character.jitter * (this.random.w0 / 2 ** 31 - 1);
    const slant = character.slant * (this.random.w1 / 2 ** 31 - 1);
    const share = (Math.floor(pieces / 2) + shift) / pieces;
    const isAlong = alongRatio >= acrossRatio;
    // The cut is the line n · p = c through the middle of the other extent, its normal n turned by the slant.
    const along = isAlong ? alongFrom + share * (alongTo - alongFrom) : (alongFrom + alongTo) / 2;
    const across = isAlong ? (acrossFrom + acrossTo) / 2 : acrossFrom + share * (acrossTo - acrossFrom);
    const px = ux * along - uy * across;
    const py = uy * along + ux * across;
    const nx = isAlong ? ux - slant * uy : -uy + slant * ux;
    const ny = isAlong ? uy + slant * ux : ux + slant * uy;
    return this.cutAlong(block, nx, ny, nx * px + ny * py, character, code);
  }

  /** Cuts a convex block by the line nx·x + ny·y = c; undefined where the sides it meets are too short. */
  private cutAlong(
    block: Block,
    nx: number,
    ny: number,
    c: number,
    character: Character,
    code: number,
  ): [Block, Block] | undefined {
    const { network } = this;
    const { corners, sides } = block;
    const n = corners.length;
    const height = (k: number) => nx * network.x[corners[k]!]! + ny * network.y[corners[k]!]! - c;
    const crossed: number[] = [];
    for (let k = 0; k < n; k++) if (height(k) > 0 !== height((k + 1) % n) > 0) crossed.push(k);
    if (crossed.length !== 2) return undefined;
    const [i, j] = crossed as [number, number];
    const share = (k: number) => height(k) / (height(k) - height((k + 1) % n));
    const a = network.meet(sides[i]!, corners[i]!, corners[(i + 1) % n]!, share(i));
    if (Number.isNaN(a)) return undefined;
    const b = network.meet(sides[j]!, corners[j]!, corners[(j + 1) % n]!, share(j));
    if (Number.isNaN(b)) return undefined;
    const isLong = network.distance(a, b) > LONG && character.highway === "residential";
    const street = network.line(a, b, character.highway, Math.max(character.width, isLong ? 9 : 0), code);
    const [first, second] = [corners.slice(i + 1, j + 1), [...corners.slice(j + 1), ...corners.slice(0, i + 1)]];
    return [
      { corners: [a, ...first, b], sides: [sides[i]!, ...sides.slice(i + 1, j + 1), street] },
      { corners: [b, ...second, a], sides: [sides[j]!, ...sides.slice(j + 1), ...sides.slice(0, i + 1), street] },
    ];
  }

  /** Keeps a block; in old quarters a blind alley may lead into it. */
  private finish(block: Block, code: number, campus: boolean): void {
    const [x, y] = this.middle(block);
    const { alleys } = CHARACTERS[code]!;
    if (!campus && this.random.uniform(Purpose.alley, this.entity, this.count) < alleys) this.alley(block, x, y, code);
    this.count++;
    this.lots.push({ quarter: this.quarter, character: code, campus, block, x, y, area: this.area(block) });
  }

  /** A footway from the middle of the longest side to beyond the block's middle, open at one end only. */
  private alley(block: Block, x: number, y: number, code: number): void {
    const { network } = this;
    const { corners, sides } = block;
    const length = (k: number) => network.distance(corners[k]!, corners[(k + 1) % corners.length]!);
    let longest = 0;
    for (let k = 1; k < corners.length; k++) if (length(k) > length(longest)) longest = k;
    const start = network.meet(sides[longest]!, corners[longest]!, corners[(longest + 1) % corners.length]!, 0.5);
    if (Number.isNaN(start)) return;
    const endX = network.x[start]! + ALLEY * (x - network.x[start]!);
    const endY = network.y[start]! + ALLEY * (y - network.y[start]!);
    network.line(start, network.junction(endX, endY), "footway", 3, code);
  }

  /** Unit vector along the longest side, and that side's length. */
  private direction({ corners }: Block): [number, number, number] {
    const { x, y } = this.network;
    let ux = 1;
    let uy = 0;
    let longest = 0;
    for (let k = 0; k < corners.length; k++) {
      const a = corners[k]!;
      const b = corners[(k + 1) % corners.length]!;
      const length = this.network.distance(a, b);
      if (length <= longest) continue;
      longest = length;
      ux = (x[b]! - x[a]!) / length;
      uy = (y[b]! - y[a]!) / length;
    }
    return [ux, uy, longest];
  }

  /** Mean of the corners on the plan, m. */
  middle({ corners }: Block): [number, number] {
    let x = 0;
    let y = 0;
    for (const corner of corners) {
      x += this.network.x[corner]!;
      y += this.network.y[corner]!;
    }
    return [x / corners.length, y / corners.length];
  }

  private area({ corners }: Block): number {
    const { x, y } = this.network;
    let twice = 0;
    for (let k = 0; k < corners.length; k++) {
      const a = corners[k]!;
      const b = corners[(k + 1) % corners.length]!;
      twice += x[a]! * y[b]! - x[b]! * y[a]!;
    }
    return Math.abs(twice) / 2;
  }
}
