/** Stage: a home for every household of every zone, exactly. */
import { NONE } from "../base/columns.js";
import { group, startsFromCounts } from "../base/csr.js";
import { Growing } from "../base/growing.js";
import type { FootprintDraft } from "./draft.js";
import { homesOfFootprint } from "./footprints.js";
import { generateHomes, HOUSES } from "./plots.js";
import { apartments, house, type Interior } from "./interiors.js";
import { spatialOrder } from "./order.js";
import { count, type Settlement } from "./settlement.js";

/** Homes and storeys of a site of apartments that does not say. */
const SITE_HOMES = 120;
const MOST_LEVELS = 20;
const HOMES_A_LEVEL = 4;

/** Homes still to be found, by zone, and those found. */
interface Search {
  readonly missing: Int32Array;
  /** Provisional place rows. */
  readonly homes: Growing<Uint32Array>;
}

/**
 * Builds the homes: first in the draft's apartment sites, then in its footprints (known housing before unknown use),
 * then on generated plots along the zone's streets.
 *
 * @param households  [Z]
 * @returns [H] provisional place row of each household's home, in the order the homes will have in the city
 */
export function houseEveryone(s: Settlement, households: Uint32Array): Uint32Array {
  const search: Search = { missing: Int32Array.from(households), homes: new Growing(Uint32Array) };
  const inSites = fillSites(s, search);
  const inFootprints = fillFootprints(s, search);
  let generated = 0;
  for (let zone = 0; zone < households.length; zone++) {
    const homes = search.missing[zone]!;
    if (homes === 0) continue;
    generated += homes;
    generateHomes(s, zone, homes, (interior) => keep(search, interior, zone));
  }
  s.record.homes = { sites: inSites, footprints: inFootprints, generated };
  s.assumptions.push(
    `Homes: ${count(search.homes.length)}, of which ${count(inSites)} in apartment sites of the input, ${count(inFootprints)} in its building footprints and ${count(generated)} on generated plots along streets.`,
  );
  if (generated > 0)
    s.assumptions.push(
      `Of the generated homes ${HOUSES * 100} % are houses (Korea 2021), fewer where the streets have no plots; the others are in blocks of 8 or 60 flats.`,
    );
  return inOrder(s, search.homes.values(), households);
}

function keep(search: Search, { homes }: Interior, zone: number): void {
  for (const home of homes) search.homes.push(home);
  search.missing[zone]! -= homes.length;
}

/** Apartment blocks the draft asks for. */
function fillSites(s: Settlement, search: Search): number {
  let filled = 0;
  let empty = 0;
  for (const site of s.draft.sites) {
    const { use, x, y, capacity = SITE_HOMES, name, homeArea } = site;
    if (use !== "apartments" && use !== "house") continue;
    const zone = site.zone ?? s.draft.zoneOf(x, y);
    const homes = Math.min(use === "house" ? 1 : Math.max(1, Math.round(capacity)), search.missing[zone]!);
    if (homes === 0) {
      empty++;
      continue;
    }
    const levels = site.levels ?? Math.max(1, Math.min(MOST_LEVELS, Math.ceil(capacity / HOMES_A_LEVEL)));
    const lot = s.frontage.lotAt(x, y, zone);
    const { blueprint: b } = s;
    keep(search, use === "house" ? house(b, lot) : apartments(b, lot, homes, levels, name, homeArea), zone);
    filled += homes;
  }
  if (empty > 0) s.leftOut.push(`${count(empty)} sites of housing beyond the households of their zone`);
  return filled;
}

/** Footprints, in each zone as many homes as fit or as are needed; spread over all of them if they hold more. */
function fillFootprints(s: Settlement, search: Search): number {
  const { footprints, zones } = s.draft;
  const candidates: number[] = [];
  const capacity: number[] = [];
  const zoneOf: number[] = [];
  footprints.forEach((footprint, f) => {
    const { homes } = homesOfFootprint(footprint);
    if (homes === 0) return;
    candidates.push(f);
    capacity.push(homes);
    zoneOf.push(s.draft.zoneOf(footprint.x, footprint.y));
  });
  let filled = 0;
  let empty = 0;
  const { start, items } = group(zoneOf, zones.length);
  for (let zone = 0; zone < zones.length; zone++) {
    const here = items.subarray(start[zone]!, start[zone + 1]!);
    for (const known of [true, false]) {
      const tier = here.filter((i) => (footprints[candidates[i]!]!.use !== undefined) === known);
      const homes = shares(tier, capacity, search.missing[zone]!);
      tier.forEach((i, k) => {
        if (homes[k] === 0) empty++;
        else buildFootprint(s, search, footprints[candidates[i]!]!, homes[k]!, zone);
        filled += homes[k]!;
      });
    }
  }
  if (empty > 0) s.leftOut.push(`${count(empty)} building footprints for housing without a household`);
  return filled;
}

/** Homes in each footprint of a tier: its capacity, or less in proportion where fewer homes are needed. */
function shares(tier: Uint32Array, capacity: readonly number[], needed: number): Uint32Array {
  let total = 0;
  for (const i of tier) total += capacity[i]!;
  const homes = new Uint32Array(tier.length);
  const share = total <= needed ? 1 : needed / total;
  let exact = 0;
  let given = 0;
  for (let k = 0; k < tier.length; k++) {
    exact += capacity[tier[k]!]! * share;
    homes[k] = (k === tier.length - 1 ? Math.min(total, needed) : Math.floor(exact + 1e-9)) - given;
    given += homes[k]!;
  }
  return homes;
}

function buildFootprint(s: Settlement, search: Search, footprint: FootprintDraft, homes: number, zone: number): void {
  const lot = s.frontage.lotAt(footprint.x, footprint.y, zone);
  const { homes: most, levels } = homesOfFootprint(footprint);
  const interior = most === 1 ? house(s.blueprint, lot) : apartments(s.blueprint, lot, homes, levels, footprint.name);
  keep(search, interior, zone);
}

/** Homes by zone, along a curve through the zone, those of one building together. */
function inOrder({ blueprint }: Settlement, homes: Uint32Array, households: Uint32Array): Uint32Array {
  const { zone, building, buildingUse, x, y } = blueprint;
  const firstHome = new Uint32Array(buildingUse.length).fill(NONE);
  for (const home of homes) if (firstHome[building[home]!] === NONE) firstHome[building[home]!] = home;
  const order = spatialOrder(
    Uint16Array.from(homes, (home) => zone[home]!),
    Float64Array.from(homes, (home) => x[firstHome[building[home]!]!]!),
    Float64Array.from(homes, (home) => y[firstHome[building[home]!]!]!),
    households.length,
  );
  const expected = startsFromCounts(households).at(-1);
  if (order.length !== expected) throw new Error(`homes: expected ${expected}, found ${order.length}`);
  return order.map((i) => homes[i]!);
}
