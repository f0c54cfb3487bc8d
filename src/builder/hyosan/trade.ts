/** Shops, offices and factories. */
import { pow } from "../../base/exact.js";
import type { Random } from "../../base/random.js";
import type { SiteDraft, StreetDraft } from "../draft.js";
import { lineLength, pointAlong } from "../geometry.js";
import { CHARACTERS } from "./characters.js";
import { AVENUE } from "./plan.js";
import { Purpose } from "./purpose.js";

/** Residents for one shop. */
export const RESIDENTS_A_SHOP = 90;

/** Shops of a city. */
export function shopsFor(people: number): number {
  return Math.max(1, Math.round(people / RESIDENTS_A_SHOP));
}

/** Those who work in a shop: Pareto, at least, tail exponent, at most. Mean 3.5. */
const SHOP = { least: 1.5, tail: 1.6, most: 60 };
/** Those who work in an office or factory; the most also at most a share of the residents. Mean about 10. */
const OFFICE = { least: 2.2, tail: 1.1, most: 1_500, share: 1 / 80 };
/** From this size on workplaces seek the industrial quarters. */
const LARGE = 30;
/** Weight of a metre of avenue, for shops and for offices, and of wide streets against others. */
const AVENUE_WEIGHT = { shops: 1.6, offices: 2 };
const WIDE_FACTOR = 2.5;
/** The market: streets within this distance of its middle have this weight more, m. */
const MARKET = { radius: 130, factor: 8 };
/** m from the street's edge to the middle of a shop, of an office. */
const DEPTH = { shop: 6, office: 14 };

/** Streets and what they are like. */
export interface Streets {
  readonly streets: readonly StreetDraft[];
  readonly characters: readonly number[];
}

/**
 * Shops, densest in the old centre and around its market.
 *
 * @param market  x, y on the ground
 * @param first   number of the first shop, which addresses its draws
 */
export function shopSites(
  random: Random,
  count: number,
  town: Streets,
  market: readonly number[],
  first = 0,
): SiteDraft[] {
  const weights = town.streets.map((street, row) => {
    const character = town.characters[row]!;
    const weight = character === AVENUE ? AVENUE_WEIGHT.shops : CHARACTERS[character]!.shops;
    const dx = street.line[0]! - market[0]!;
    const dy = street.line[1]! - market[1]!;
    const near = dx * dx + dy * dy < MARKET.radius * MARKET.radius ? MARKET.factor : 1;
    return weight * near * breadth(street) * lineLength(street.line);
  });
  const choice = new Choice(weights);
  return Array.from({ length: count }, (_, row) => {
    const k = first + row;
    const capacity = pareto(random.uniform(Purpose.shopSize, k, 0), SHOP);
    random.draw(Purpose.shopSpot, k, 0);
    const street = town.streets[choice.at(random.w0 / 2 ** 32)]!;
    return { use: "shop", capacity, ...spot(street, random.w1 / 2 ** 32, DEPTH.shop) };
  });
}

/** Posts of the largest office of a city. */
export function largestOffice(people: number): number {
  return Math.min(OFFICE.most, Math.max(10, Math.floor(people * OFFICE.share)));
}

/**
 * Offices and factories until they have `jobs` posts; the large ones in the industrial and business quarters.
 *
 * @param jobs   posts of offices and factories, persons
 * @param most   posts of the largest
 * @param first  number of the first, which addresses its draws
 */
export function officeSites(random: Random, jobs: number, most: number, town: Streets, first = 0): SiteDraft[] {
  const base = town.streets.map((street, row) => {
    const character = town.characters[row]!;
    const weight = character === AVENUE ? AVENUE_WEIGHT.offices : CHARACTERS[character]!.offices;
    return weight * lineLength(street.line);
  });
  const small = new Choice(base.map((weight, row) => weight * breadth(town.streets[row]!)));
  const large = new Choice(base.map((weight, row) => weight * weight * breadth(town.streets[row]!)));
  const sites: SiteDraft[] = [];
  for (let left = Math.round(jobs), k = first; left > 0; k++) {
    const capacity = Math.min(left, pareto(random.uniform(Purpose.office, k, 0), { ...OFFICE, most }));
    left -= capacity;
    random.draw(Purpose.officeSpot, k, 0);
    const street = town.streets[(capacity < LARGE ? small : large).at(random.w0 / 2 ** 32)]!;
    sites.push({ use: "office", capacity, ...spot(street, random.w1 / 2 ** 32, DEPTH.office) });
  }
  return sites;
}

/** Business is on the streets where people pass. */
function breadth({ width, highway }: StreetDraft): number {
  return highway === "footway" ? 0 : width >= 12 ? WIDE_FACTOR : 1;
}

function pareto(u: number, { least, tail, most }: { least: number; tail: number; most: number }): number {
  return Math.max(1, Math.min(most, Math.floor(least * pow(u, -1 / tail))));
}

/** A point beside a street: `u` says how far along it and on which side. */
function spot({ line, width }: StreetDraft, u: number, depth: number): { x: number; y: number } {
  const side = u < 0.5 ? 1 : -1;
  const along = 0.12 + 0.76 * ((2 * u) % 1);
  const { x, y, dx, dy } = pointAlong(line, along * lineLength(line));
  const aside = side * (width / 2 + depth);
  return { x: x - aside * dy, y: y + aside * dx };
}

/** Draws rows in proportion to weights. */
class Choice {
  private readonly upTo: Float64Array;

  constructor(weights: readonly number[]) {
    this.upTo = new Float64Array(weights.length);
    let total = 0;
    weights.forEach((weight, row) => {
      total += weight;
      this.upTo[row] = total;
    });
  }

  /** The row at the share `u` of the total weight, 0 ≤ u < 1. */
  at(u: number): number {
    const { upTo } = this;
    const target = u * upTo.at(-1)!;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
