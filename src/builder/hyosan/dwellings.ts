/** Buildings for housing: towers in the apartment complexes, houses and walk-ups along the streets elsewhere. */
import type { Random } from "../../base/random.js";
import { group } from "../../base/csr.js";
import { apportion } from "../apportion.js";
import type { FootprintDraft, ZoneDraft } from "../draft.js";
import type { Lot } from "./blocks.js";
import { CharacterCode } from "./characters.js";
import type { Terrain } from "./ground.js";
import type { ZoneName } from "./names.js";
import type { Network } from "./network.js";
import { Purpose } from "./purpose.js";
import { expectedResidents } from "./zones.js";

/** Outside area of a home with its share of stairs and walls, m². */
const GROSS_AREA = 80 / 0.75;
/** Homes of a tower about, homes of one of its floors, its lowest and highest. */
const TOWER = 72;
const TOWER_FLOOR = 4;
const LOW = 5;
const HIGH = 29;
/** m from the street's edge to the middle of a house, and between neighbours along the street. */
const DEPTH = 8;
const FRONT = { house: 12, walkUp: 15 };
/** Share of plots in a villa quarter with a walk-up, and how many homes it has for one of a house's. */
const WALK_UPS = 0.3;
const WALK_UP_WEIGHT = 7;
const WALK_UP_LEVELS = 4;
const ESTATES = ["Greenvill", "Hanmaeum", "Sunrise", "Pine Hill", "Riverside", "Joeun", "Central", "Haneul"];

/** The footprints of all housing. In each zone they hold exactly its households. */
export function dwellings(
  random: Random,
  network: Network,
  ground: Terrain,
  lots: readonly Lot[],
  zones: readonly Pick<ZoneDraft, "households">[],
  names: readonly ZoneName[],
): FootprintDraft[] {
  const builder = new Builder(random, network, ground);
  const byZone = group(
    lots.map(({ quarter }) => quarter),
    zones.length,
  );
  for (let zone = 0; zone < zones.length; zone++) {
    const rows = byZone.items.subarray(byZone.start[zone]!, byZone.start[zone + 1]!);
    const here = Array.from(rows, (row) => lots[row]!).filter((lot) => expectedResidents(lot) > 0);
    const homes = apportion(here.map(expectedResidents), zones[zone]!.households!);
    let tower = 0;
    here.forEach((lot, k) => {
      if (lot.character !== CharacterCode.apartments) builder.alongStreets(lot, homes[k]!);
      else tower += builder.towers(lot, homes[k]!, zone, tower, names[zone]!.stem);
    });
  }
  return builder.footprints;
}

class Builder {
  readonly footprints: FootprintDraft[] = [];
  private readonly point = [0, 0];

  constructor(
    private readonly random: Random,
    private readonly network: Network,
    private readonly ground: Terrain,
  ) {}

  /**
   * Towers in a row along a block's longer middle line; returns their number.
   *
   * @param before  towers of the zone built so far
   */
  towers(lot: Lot, homes: number, zone: number, before: number, stem: string): number {
    const count = Math.ceil(homes / TOWER);
    const [ux, uy, length] = this.longAxis(lot);
    for (let k = 0; k < count; k++) {
      const here = Math.floor(((k + 1) * homes) / count) - Math.floor((k * homes) / count);
      const levels = Math.min(HIGH, Math.max(LOW, Math.ceil(here / TOWER_FLOOR)));
      const along = ((k + 0.5) / count - 0.5) * (length - 20);
      const number = before + k;
      const estate = ESTATES[(zone * 3 + Math.floor(number / 12)) % ESTATES.length]!;
      const name = `${stem} ${estate} ${101 + number}-dong`;
      this.build("apartments", lot.x + along * ux, lot.y + along * uy, here, levels, name);
    }
    return count;
  }

  /** Houses and walk-ups around a block, each on the nearest side's street. */
  alongStreets(lot: Lot, homes: number): void {
    const isVillas = lot.character === CharacterCode.villas;
    const spots = this.spots(lot, isVillas ? FRONT.walkUp : FRONT.house);
    const weights = new Float64Array(spots.length / 2);
    const entity = this.footprints.length;
    for (let k = 0; k < weights.length; k++)
      weights[k] = isVillas && this.random.uniform(Purpose.dwelling, entity, k) < WALK_UPS ? WALK_UP_WEIGHT : 1;
    const shares = apportion(weights, homes);
    shares.forEach((here, k) => {
      if (here === 0) return;
      const levels = here === 1 ? 1 : here < 4 ? 2 : Math.max(WALK_UP_LEVELS, Math.ceil(here / TOWER_FLOOR));
      this.build(here < 4 ? "house" : "apartments", spots[2 * k]!, spots[2 * k + 1]!, here, levels);
    });
  }

  /** Middles of the plots along a block's sides (x, y, x, y …), at least one. */
  private spots({ block: { corners, sides }, x, y }: Lot, front: number): number[] {
    const { network } = this;
    const spots: number[] = [];
    for (let k = 0; k < corners.length; k++) {
      const a = corners[k]!;
      const b = corners[(k + 1) % corners.length]!;
      const length = network.distance(a, b);
      const setback = network.lines[sides[k]!]!.width / 2 + DEPTH;
      const plots = Math.floor((length - 2 * DEPTH) / front);
      const ux = (network.x[b]! - network.x[a]!) / length;
      const uy = (network.y[b]! - network.y[a]!) / length;
      // The middle of a convex block tells which side of the street is inside.
      const inside = ux * (y - network.y[a]!) - uy * (x - network.x[a]!) > 0 ? 1 : -1;
      for (let plot = 0; plot < plots; plot++) {
        const along = length / 2 + (plot - (plots - 1) / 2) * front;
        spots.push(
          network.x[a]! + along * ux - inside * setback * uy,
          network.y[a]! + along * uy + inside * setback * ux,
        );
      }
    }
    return spots.length > 0 ? spots : [x, y];
  }

  private build(use: "house" | "apartments", x: number, y: number, homes: number, levels: number, name?: string): void {
    this.ground.place(x, y, this.point, 0);
    const area = ((homes + 0.01) * GROSS_AREA) / levels;
    const [px, py] = this.point as [number, number];
    this.footprints.push({ x: px, y: py, area, levels, use, ...(name === undefined ? {} : { name }) });
  }

  /** Unit vector along a block's longest side, and that side's length. */
  private longAxis({ block: { corners } }: Lot): [number, number, number] {
    const { network } = this;
    let best = 0;
    const next = (k: number) => corners[(k + 1) % corners.length]!;
    const length = (k: number) => network.distance(corners[k]!, next(k));
    for (let k = 1; k < corners.length; k++) if (length(k) > length(best)) best = k;
    const a = corners[best]!;
    const b = next(best);
    const m = length(best);
    return [(network.x[b]! - network.x[a]!) / m, (network.y[b]! - network.y[a]!) / m, m];
  }
}
