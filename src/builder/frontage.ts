/** Where buildings can stand: the nearest street to a point, and lots along the streets of a zone. */
import Flatbush from "flatbush";
import { group } from "../base/csr.js";
import type { Lot } from "./interiors.js";
import { distanceToSegment, pointAlong } from "./geometry.js";
import type { Streets } from "./network.js";

/** Width of a plot along the street, m. */
const PLOT = 12;
/** Boxes are compared before segments: this many of the nearest boxes are looked at. */
const CANDIDATES = 6;
/** Most buildings have a street within this distance, m; others are looked for farther away. */
const REACH = 50;

/** Streets on which buildings open, indexed. */
export class Frontage {
  private readonly streets: Streets;
  private readonly index: Flatbush;
  /** Street of each indexed segment, and the segment's ends. */
  private readonly streetOf: Uint32Array;
  private readonly ends: Float64Array;
  /** Open streets by zone (CSR). */
  private readonly zoneStart: Uint32Array;
  private readonly zoneStreets: Uint32Array;

  constructor(streets: Streets, zones: number) {
    this.streets = streets;
    const open: number[] = [];
    let segments = 0;
    for (let street = 0; street < streets.drafts.length; street++) {
      if (streets.open[street] === 0) continue;
      open.push(street);
      segments += streets.drafts[street]!.line.length / 2 - 1;
    }
    this.streetOf = new Uint32Array(segments);
    this.ends = new Float64Array(segments * 4);
    this.index = new Flatbush(segments);
    let segment = 0;
    for (const street of open) {
      const { line } = streets.drafts[street]!;
      for (let i = 2; i < line.length; i += 2) this.addSegment(segment++, street, line, i);
    }
    this.index.finish();
    const byZone = group(
      Uint16Array.from(open, (street) => streets.zone[street]!),
      zones,
    );
    this.zoneStart = byZone.start;
    this.zoneStreets = byZone.items.map((i) => open[i]!);
  }

  private addSegment(segment: number, street: number, line: ArrayLike<number>, i: number): void {
    const ax = line[i - 2]!;
    const ay = line[i - 1]!;
    const bx = line[i]!;
    const by = line[i + 1]!;
    this.streetOf[segment] = street;
    this.ends.set([ax, ay, bx, by], segment * 4);
    this.index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }

  /** The lot of a building whose centre is known: on the nearest street. */
  lotAt(x: number, y: number, zone: number): Lot {
    return this.lotWithin(x, y, zone, REACH) ?? this.lotWithin(x, y, zone, Infinity)!;
  }

  /** The lot on the nearest street, if one is nearer than `reach` m (which makes the search short). */
  private lotWithin(x: number, y: number, zone: number, reach: number): Lot | undefined {
    let nearest = 0;
    let distance = reach;
    for (const segment of this.index.neighbors(x, y, CANDIDATES, reach)) {
      const e = this.ends;
      const k = segment * 4;
      const d = distanceToSegment(x, y, e[k]!, e[k + 1]!, e[k + 2]!, e[k + 3]!);
      if (d >= distance) continue;
      distance = d;
      nearest = this.streetOf[segment]!;
    }
    return distance < reach ? { street: nearest, zone, x, y, setback: Math.max(2, distance) } : undefined;
  }

  /** A lot `metres` along a street, `depth` m behind its edge, on the left (1) or right (-1). */
  lotAlong(street: number, metres: number, side: number, depth: number, zone: number): Lot {
    const { line, width } = this.streets.drafts[street]!;
    const { x, y, dx, dy } = pointAlong(line, metres);
    const setback = width / 2 + depth;
    return { street, zone, x: x - side * setback * dy, y: y + side * setback * dx, setback };
  }

  /** Open streets whose middle is in the zone. */
  streetsIn(zone: number): Uint32Array {
    return this.zoneStreets.subarray(this.zoneStart[zone]!, this.zoneStart[zone + 1]!);
  }

  /** The open streets with a segment among the `most` nearest to a point, nearest first. */
  streetsNear(x: number, y: number, most: number): Uint32Array {
    const found = new Set<number>();
    for (const segment of this.index.neighbors(x, y, most)) found.add(this.streetOf[segment]!);
    return Uint32Array.from(found);
  }

  /** Number of segments indexed: `streetsNear` with this many finds all open streets. */
  get segments(): number {
    return this.streetOf.length;
  }

  /** Plots of 12 m on both sides of a street: at least two. */
  plotsOn(street: number): number {
    return 2 * Math.max(1, Math.floor(this.streets.length[street]! / PLOT));
  }

  /** The lot of plot k of `plotsOn(street)`; even plots are on the left. */
  plot(street: number, k: number, depth: number, zone: number): Lot {
    const perSide = this.plotsOn(street) / 2;
    const metres = ((Math.floor(k / 2) + 0.5) / perSide) * this.streets.length[street]!;
    return this.lotAlong(street, metres, k % 2 === 0 ? 1 : -1, depth, zone);
  }
}
