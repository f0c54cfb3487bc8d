/** Stage: places of work, as many posts in each zone as it has jobs. */
import { pow } from "../base/exact.js";
import { group } from "../base/csr.js";
import { addPosts, type Days } from "./days.js";
import type { FootprintDraft, SiteDraft } from "./draft.js";
import { hospital, type Interior, type Lot, office, shop, station } from "./interiors.js";
import type { LotDraws } from "./lots.js";
import { BuildDraw } from "./purposes.js";
import { count, type Settlement } from "./settlement.js";

/** Sizes of workplaces are Pareto: at least LEAST workers, tail exponent TAIL, cut at MOST. Mean about 13 and 4. */
const OFFICE = { least: 4, tail: 1.3, most: 800 };
const SHOP = { least: 2, tail: 1.7, most: 150 };
/** Beds of a hospital that does not say. */
const BEDS = 120;
/** Residents for one shop at most; where there are fewer shops, more are generated. */
const RESIDENTS_A_SHOP = 400;
/** Floor area for one worker where the outline of an office or shop is known, m². */
const AREA_A_WORKER = 40;
const SHOP_DEPTH = 6;
const OFFICE_DEPTH = 14;

/** Hospitals, stations, shops and offices of the input, and shops where there are too few. */
export function placeWorkplaces(
  s: Settlement,
  sites: readonly SiteDraft[],
  residents: Uint32Array,
  days: Days,
  lots: LotDraws,
): void {
  const shops = new Uint32Array(residents.length);
  sites.forEach((site, row) => {
    const zone = s.draft.zoneOf(site.x, site.y);
    const interior = buildSite(s, site, row, s.frontage.lotAt(site.x, site.y, zone));
    if (interior === undefined) return;
    addPosts(days, interior, false);
    if (site.use !== "shop") return;
    shops[zone]!++;
    days.shops.push(interior.rooms[0]!.place);
  });
  let generated = 0;
  for (let zone = 0; zone < residents.length; zone++) {
    for (let k = shops[zone]!; k < residents[zone]! / RESIDENTS_A_SHOP; k++, generated++) {
      const workers = pareto(s.random.uniform(BuildDraw.workplaceSize, zone, k, 1), SHOP);
      const interior = shop(s.blueprint, lots.next(zone, SHOP_DEPTH), workers);
      addPosts(days, interior, false);
      days.shops.push(interior.rooms[0]!.place);
    }
  }
  if (generated > 0)
    s.assumptions.push(
      `${count(generated)} shops were generated, so that there is one for ${RESIDENTS_A_SHOP} residents in every zone.`,
    );
}

/** The building of one site; undefined for sites that are no workplace or are built elsewhere. */
function buildSite({ blueprint, random }: Settlement, site: SiteDraft, row: number, lot: Lot): Interior | undefined {
  const { use, name } = site;
  const size = (otherwise: number) => Math.max(1, Math.round(site.capacity ?? otherwise));
  const u = random.uniform(BuildDraw.workplaceSize, row, 0, 2);
  if (use === "hospital") return hospital(blueprint, lot, size(BEDS), name);
  if (use === "station") return station(blueprint, lot, name);
  if (use === "shop") return shop(blueprint, lot, size(pareto(u, SHOP)), name);
  if (use === "office") return office(blueprint, lot, size(pareto(u, OFFICE)), name);
  return undefined;
}

function pareto(u: number, { least, tail, most }: { least: number; tail: number; most: number }): number {
  return Math.min(most, Math.floor(least * pow(u, -1 / tail)));
}

/**
 * Adds workplaces until every zone has posts for its jobs: in the input's outlines of offices and shops, then
 * generated along the larger streets.
 *
 * @param jobs  [Z]
 */
export function fillJobs(s: Settlement, jobs: Uint32Array, days: Days, lots: LotDraws): void {
  const missing = Int32Array.from(jobs);
  const { zone: zoneOf } = s.blueprint;
  for (const { place, capacity } of days.posts) missing[zoneOf[place]!]! -= capacity;
  const outlines = s.draft.footprints.filter(({ use }) => use === "office" || use === "shop");
  const { start, items } = group(
    outlines.map(({ x, y }) => s.draft.zoneOf(x, y)),
    jobs.length,
  );
  let generated = 0;
  let posts = 0;
  for (let zone = 0; zone < jobs.length; zone++) {
    for (let i = start[zone]!; i < start[zone + 1]! && missing[zone]! > 0; i++)
      missing[zone]! -= inOutline(s, outlines[items[i]!]!, zone, missing[zone]!, days);
    for (let k = 0; missing[zone]! > 0; k++, generated++) {
      const workers = Math.min(missing[zone]!, pareto(s.random.uniform(BuildDraw.workplaceSize, zone, k, 3), OFFICE));
      addPosts(days, office(s.blueprint, lots.next(zone, OFFICE_DEPTH), workers), false);
      missing[zone]! -= workers;
      posts += workers;
    }
  }
  if (generated > 0)
    s.assumptions.push(
      `${count(generated)} offices with ${count(posts)} posts were generated along the larger streets (Pareto sizes from ${OFFICE.least} to ${OFFICE.most} workers).`,
    );
}

/** A workplace in a known outline; returns its posts. */
function inOutline(s: Settlement, footprint: FootprintDraft, zone: number, most: number, days: Days): number {
  const { x, y, area, levels = 1, name } = footprint;
  const workers = Math.min(most, Math.max(1, Math.round((area * levels) / AREA_A_WORKER)));
  const lot = s.frontage.lotAt(x, y, zone);
  const interior =
    footprint.use === "shop" ? shop(s.blueprint, lot, workers, name) : office(s.blueprint, lot, workers, name);
  addPosts(days, interior, false);
  if (footprint.use === "shop") days.shops.push(interior.rooms[0]!.place);
  return interior.rooms.reduce((total, { capacity }) => total + capacity, 0);
}
