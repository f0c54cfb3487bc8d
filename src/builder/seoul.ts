/**
 * Seoul without data: the 25 districts with their real residents, areas and positions, the Han and the mountains where
 * they are, on generated streets. Of any size: with fewer people all lengths shrink, so that densities stay.
 *
 * Stages: plan (quarters within the outline) → districts → blocks → zones (facts) → sites and subway.
 */
import { Random } from "../base/random.js";
import { apportion } from "./apportion.js";
import type { Draft, SiteDraft, ZoneDraft } from "./draft.js";
import { workersOf } from "./hyosan.js";
import { divide } from "./hyosan/blocks.js";
import { CharacterCode } from "./hyosan/characters.js";
import { dwellings } from "./hyosan/dwellings.js";
import { AVENUE, layOutWithin, type Plan } from "./hyosan/plan.js";
import { stopSites } from "./hyosan/sites.js";
import type { Streets } from "./hyosan/trade.js";
import { areaOf, outlines, ZoneGrid } from "./hyosan/zones.js";
import { AREA, DISTRICTS, RESIDENTS } from "./seoul/districts.js";
import { SeoulLand } from "./seoul/land.js";
import { districtsOf, type Quarters } from "./seoul/regions.js";
import { publicSites, type Trade, tradeSites } from "./seoul/sites.js";
import { subway } from "./seoul/subway.js";
import { ORIGIN, SeoulGround } from "./seoul/terrain.js";
import { divideDistricts, residentsOf, zoneFacts } from "./seoul/zones.js";
import { count } from "./settlement.js";

/** Residents of the full city, and the fewest it can be made with. */
export const SEOUL_RESIDENTS = RESIDENTS;
export const FEWEST_IN_SEOUL = 10_000;

/** m across a quarter: in the full city, in a smaller one, and in the full city's measure at most. */
const QUARTER = { full: 660, small: 500, coarsest: 2_100 };
/** m from the middle of the Han to its banks. */
const BANK = 450;
/** m from the origin to the farthest point of the city. */
const REACH = 22_500;
/** Avenues on ground as steep as this are trails. */
const TRAIL = 0.8;

export interface SeoulOptions {
  /** Residents, a whole number ≥ 10,000 (RangeError otherwise); default: all. */
  readonly people?: number;
  readonly seed: number;
  /** Called with the name of each stage as it begins. */
  readonly progress?: (stage: string) => void;
}

/** Draws up Seoul. The same options give the same draft, on every platform. */
export function draftSeoul({ people = RESIDENTS, seed, progress = () => {} }: SeoulOptions): Draft {
  if (!Number.isInteger(people) || people < FEWEST_IN_SEOUL)
    throw new RangeError(`people: expected a whole number ≥ ${FEWEST_IN_SEOUL}, found ${people}`);
  const random = new Random(seed);
  const scale = Math.sqrt(people / RESIDENTS);
  const ground = new SeoulGround(random, scale);
  progress("districts");
  const size = scale * Math.min(QUARTER.coarsest, Math.max(QUARTER.full, QUARTER.small / scale));
  const plan = planOf(random, ground, size, scale);
  const borders = outlines(plan, ground);
  const quarters = quartersOf(plan, ground, borders);
  const middles = DISTRICTS.map(({ lon, lat }) => ground.at(lon, lat));
  const district = districtsOf(quarters, DISTRICTS, middles);

  progress("blocks");
  const blocks = divide(random, plan, new SeoulLand(random, ground, DISTRICTS, district, scale), size);
  const zones = divideDistricts(DISTRICTS, district, quarters, blocks, people);
  const facts = zoneFacts(DISTRICTS, zones, quarters, blocks, borders, people);
  const lots = blocks.map((lot) => ({ ...lot, quarter: zones.of[lot.quarter]! }));
  const grid = new ZoneGrid(borders, Math.min(15, size / 30));
  const zoneOf = (x: number, y: number) => zones.of[grid.of(x, y)]!;

  progress("laying streets");
  const laid = streetsOf(plan, ground);
  progress("sites");
  const { lines, stations } = subway(ground, scale, (x, y) => facts[zoneOf(x, y)]!.name);
  const planned = zones.quarters.map((rows) => middleOf(plan, rows));
  const territory = {
    people,
    ground,
    lots,
    zones: facts,
    names: zones.names,
    middleOf: (zone: number) => planned[zone]!,
  };
  const served = [...publicSites(territory, ground, plan, zones.of, stations), ...stopSites(laid.streets, laid.line)];
  const jobs = jobsOf(people);
  const trade = tradeOf(laid, served, jobs, (x, y) => zones.district[zoneOf(x, y)]!);
  const sites = [...served, ...tradeSites(random, people, ground, trade)];
  progress("dwellings");
  return {
    name: "Seoul (districts real, streets generated)",
    origin: people === RESIDENTS ? ORIGIN : null,
    junctions: plan.network.junctionsOn(ground),
    streets: laid.streets,
    zones: withWorkers(facts, zones.district, jobs, sites, zoneOf),
    zoneOf,
    footprints: dwellings(random, plan.network, ground, lots, facts, zones.names),
    sites,
    lines,
    stations,
    sources: SOURCES,
    assumptions: assumptions(people, seed, scale, facts.length, stations.length),
    leftOut: [],
  };
}

/** Quarters wherever the middle is inside the city's outline. */
function planOf(random: Random, ground: SeoulGround, size: number, scale: number): Plan {
  const shape = { size, bank: BANK * scale, railway: 0, reach: Math.ceil((REACH * scale) / size) + 2 };
  const point = [0, 0];
  return layOutWithin(random, shape, (x, y) => {
    ground.place(x, y, point, 0);
    return ground.holds(point[0]!, point[1]!);
  });
}

function quartersOf(plan: Plan, ground: SeoulGround, borders: readonly (readonly number[])[]): Quarters {
  const { quarters } = plan;
  const x = new Float64Array(quarters.length);
  const y = new Float64Array(quarters.length);
  const point = [0, 0];
  quarters.forEach((_, quarter) => {
    ground.place(...middleOf(plan, [quarter]), point, 0);
    x[quarter] = point[0]!;
    y[quarter] = point[1]!;
  });
  return {
    x,
    y,
    area: Float64Array.from(borders, areaOf),
    north: quarters.map(({ row }) => row >= 0),
    beside: besideOf(quarters),
  };
}

/** For each quarter those that share a side with it, not over the river. */
function besideOf(quarters: Plan["quarters"]): number[][] {
  const at = new Map(quarters.map(({ column, row }, quarter) => [`${column},${row}`, quarter]));
  return quarters.map(({ column, row }) =>
    [
      [column - 1, row],
      [column + 1, row],
      [column, row - 1],
      [column, row + 1],
    ].flatMap(([c, r]) => {
      const other = at.get(`${c},${r}`);
      return other === undefined || r! >= 0 !== row >= 0 ? [] : [other];
    }),
  );
}

/** Mean of the corners of some quarters on the plan, m. */
function middleOf({ network, quarters }: Plan, rows: readonly number[]): [number, number] {
  const corners = rows.flatMap((row) => quarters[row]!.block.corners);
  const mean = (values: readonly number[]) => corners.reduce((sum, c) => sum + values[c]!, 0) / corners.length;
  return [mean(network.x), mean(network.y)];
}

/** The streets; avenues over mountains are trails. */
function streetsOf({ network }: Plan, ground: SeoulGround) {
  const laid = network.streets(ground);
  const { x, y } = network;
  laid.streets.forEach(({ from, to, line }, row) => {
    if (laid.characters[row] !== AVENUE) return;
    if (ground.hill((x[from]! + x[to]!) / 2, (y[from]! + y[to]!) / 2) < TRAIL) return;
    laid.streets[row] = { from, to, line, width: 3, highway: "footway" };
    laid.characters[row] = CharacterCode.mountain;
  });
  return laid;
}

/** What the choice of places for trade looks at: each district's streets, and its jobs that other sites have. */
function tradeOf(
  streets: Streets,
  served: readonly SiteDraft[],
  jobs: Uint32Array,
  districtAt: (x: number, y: number) => number,
): Trade {
  const posts = new Float64Array(DISTRICTS.length);
  for (const site of served) posts[districtAt(site.x, site.y)]! += workersOf(site);
  const districtOf = Uint8Array.from(streets.streets, ({ line }) => {
    const half = 2 * (line.length >> 2);
    return districtAt(line[half]!, line[half + 1]!);
  });
  return { streets, districtOf, jobs, served: posts };
}

/** Jobs of each district: the real numbers in proportion to `people` (largest remainders). */
function jobsOf(people: number): Uint32Array {
  const thousands = DISTRICTS.map(({ workers }) => workers);
  const all = thousands.reduce((sum, n) => sum + n, 0) * 1_000;
  return apportion(thousands, Math.round((all * people) / RESIDENTS));
}

/** Jobs of each zone: its district's, by the posts of the sites in it. */
function withWorkers(
  facts: readonly Omit<ZoneDraft, "workers">[],
  districtOf: readonly number[],
  jobs: Uint32Array,
  sites: readonly SiteDraft[],
  zoneOf: (x: number, y: number) => number,
): ZoneDraft[] {
  const posts = new Float64Array(facts.length);
  for (const site of sites) posts[zoneOf(site.x, site.y)]! += workersOf(site);
  const workers = new Uint32Array(facts.length);
  jobs.forEach((here, district) => {
    const rows = districtOf.flatMap((of, zone) => (of === district ? [zone] : []));
    const shares = apportion(
      rows.map((zone) => posts[zone]!),
      here,
    );
    rows.forEach((zone, k) => {
      workers[zone] = shares[k]!;
    });
  });
  return facts.map((zone, row) => ({ ...zone, workers: workers[row]! }));
}

const SOURCES = [
  {
    name: "Residents and households of the districts: resident register, 2nd quarter of 2021",
    licence: "public facts",
  },
  {
    name: "Areas, positions and numbers of dong of the districts: Seoul Metropolitan Government",
    licence: "public facts",
  },
  { name: "Outline to about 1 km: after boundaries of Statistics Korea (SGIS)", licence: "KOGL type 1" },
  { name: "Subway lines through their main stations, to about 500 m", licence: "public knowledge" },
  { name: "Streets, blocks, buildings, dong and stations between: Hyosan's own generator", licence: "Apache-2.0" },
];

function assumptions(people: number, seed: number, scale: number, zones: number, stations: number): string[] {
  const full = people === RESIDENTS;
  return [
    `Only the districts are facts: residents, households, area and position of the 25 gu of Seoul. The streets, blocks, buildings and dong are generated (seed ${seed}) and are not Seoul's.`,
    full
      ? `All ${count(RESIDENTS)} residents (nationals on the register) on ${AREA.toFixed(1)} km².`
      : `A smaller Seoul: ${count(people)} residents for ${count(RESIDENTS)}, in each district the same share (largest remainders); all lengths of the plan are multiplied by ${scale.toFixed(3)}, so that densities stay. Blocks and buildings keep their size.`,
    `The Han, its ${full ? "" : "shrunken "}course and the mountains to about 1 km; a bridge at every second avenue; district borders follow avenues: each district has the quarters nearest to its middle, as many as its share of the area on its side of the river.`,
    `${zones} dong, as many in each district as it has${full ? "" : " in proportion, at least two where the land allows"}, of about equal residents, numbered; 1-dong is the one with most business.`,
    "Ages: Seoul's of October 2021 in every dong. Households: each district's mean size.",
    `Work: ${count(jobsOf(people).reduce((sum, n) => sum + n, 0))} jobs, by district near the establishment survey of 2018 (Gangnam-gu 14 %, Seocho-gu 8 %, Jung-gu 8 %, Yeongdeungpo-gu 8 %), in centres of offices and industry; all are filled by residents.`,
    "Housing: each district's share of apartment complexes is assumed after the census of 2020, rounded; the rest are walk-ups and houses.",
    `Subway: lines 1 to 9 inside the city, ${stations} platforms; main stations where they are, those between every 1.1 km (at least 300 m in a smaller city) and named after their dong; trains every 2.5 to 4.5 min in the peak hours, 13 m/s between stations, 30 s at each, 160 persons a car.`,
    "Schools, hospitals, universities and shops: the same numbers for residents as in Hyosan; more shops where people work.",
  ];
}

/** Residents of each district in a city of `people`. */
export function seoulResidents(people: number): Uint32Array {
  return residentsOf(DISTRICTS, people);
}
