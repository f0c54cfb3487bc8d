/** Lots for generated buildings: on the busier streets of a zone. */
import type { Lot } from "./interiors.js";
import type { Frontage } from "./frontage.js";
import { BuildDraw } from "./purposes.js";
import type { Settlement } from "./settlement.js";

/** Streets of a zone and the running sum of their weights. */
interface Choice {
  readonly streets: Uint32Array;
  readonly sum: Float64Array;
}

/** Draws lots one after the other; the draw's address is the zone and its number of lots so far. */
export class LotDraws {
  private readonly s: Settlement;
  private readonly choices: (Choice | undefined)[] = [];
  private readonly drawn: Uint32Array;

  constructor(s: Settlement) {
    this.s = s;
    this.drawn = new Uint32Array(s.draft.zones.length);
  }

  /** A lot `depth` m behind the edge of a street, chosen in proportion to length × width². */
  next(zone: number, depth: number): Lot {
    const { random, frontage, streets } = this.s;
    const choice = this.choiceOf(zone, frontage);
    const k = this.drawn[zone]!++;
    const u = random.uniform(BuildDraw.lot, zone, 2 * k);
    const street = choice.streets[firstAbove(choice.sum, u * choice.sum.at(-1)!)]!;
    const along = random.uniform(BuildDraw.lot, zone, 2 * k + 1);
    const side = random.second() < 0.5 ? 1 : -1;
    return frontage.lotAlong(street, along * streets.length[street]!, side, depth, zone);
  }

  private choiceOf(zone: number, frontage: Frontage): Choice {
    const known = this.choices[zone];
    if (known !== undefined) return known;
    const { x, y } = this.s.draft.zones[zone]!;
    const own = frontage.streetsIn(zone);
    const streets = own.length > 0 ? own : frontage.streetsNear(x, y, 8);
    let total = 0;
    const sum = Float64Array.from(streets, (street) => {
      const { width } = this.s.streets.drafts[street]!;
      total += this.s.streets.length[street]! * width * width;
      return total;
    });
    const choice = { streets, sum };
    this.choices[zone] = choice;
    return choice;
  }
}

/** The first position whose running sum is above a value (the last if none is). */
export function firstAbove(sum: Float64Array, value: number): number {
  let low = 0;
  let high = sum.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sum[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
