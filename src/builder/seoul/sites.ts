/** Where people go in the generated Seoul: schools, hospitals, offices of city and districts, stations, parks, trade. */
import type { Random } from "../../base/random.js";
import { apportion } from "../apportion.js";
import type { SiteDraft, StationDraft } from "../draft.js";
import { Chooser, demand, PLACES, SCHOOLS, type Territory } from "../hyosan/chooser.js";
import { HOSPITAL, keptParks, park, UNIVERSITY } from "../hyosan/sites.js";
import { largestOffice, officeSites, shopSites, shopsFor, type Streets } from "../hyosan/trade.js";
import type { Plan } from "../hyosan/plan.js";
import { DISTRICTS, RESIDENTS } from "./districts.js";
import type { SeoulGround } from "./terrain.js";

/** Those who work in the City Hall and in the office of a district, in the full city. */
const CITY_HALL = 3_000;
const DISTRICT_OFFICE = 1_400;
/** Railway stations: lon, lat to about 500 m. */
const STATIONS = [
  ["Seoul Station", 126.971, 37.554],
  ["Yongsan Station", 126.965, 37.53],
  ["Yeongdeungpo Station", 126.907, 37.515],
  ["Cheongnyangni Station", 127.047, 37.58],
  ["Suseo Station", 127.103, 37.487],
] as const;
/** The great markets of the old centre, in Jung-gu. */
const MARKET = { district: "Jung-gu", lon: 127.005, lat: 37.569 };
/** Shops for each worker of a district, as for this many residents. */
const CUSTOMERS = 1.2;
/** m² of a park on the bank of the Han. */
const BANK_PARK = 60_000;
/** Numbers of the shops and offices of one district, which address their draws. */
const NUMBERS = 2 ** 20;

/** Sites on kept land, beside the river and at the stations. */
export function publicSites(
  town: Territory,
  ground: SeoulGround,
  plan: Plan,
  zoneOfQuarter: Uint16Array,
  stations: readonly StationDraft[],
): SiteDraft[] {
  const chooser = new Chooser(town);
  const scale = town.people / RESIDENTS;
  const office = (lon: number, lat: number, name: string, workers: number) => {
    const [x, y] = ground.planOf(...ground.at(lon, lat));
    chooser.nearest("office", x, y, name, Math.max(2, Math.round(workers * scale)), false);
  };
  office(126.978, 37.567, "Seoul City Hall", CITY_HALL);
  for (const { name, lon, lat } of DISTRICTS) office(lon, lat, `${name} Office`, DISTRICT_OFFICE);
  for (const use of ["high", "elementary", "middle", "kindergarten"] as const)
    chooser.schools(use, demand(town, SCHOOLS[use]) * PLACES);
  spread(town, chooser, "hospital", HOSPITAL.residents, "Medical Centre", (people) =>
    Math.min(HOSPITAL.most, Math.max(HOSPITAL.least, people / HOSPITAL.perBed)),
  );
  if (town.people >= UNIVERSITY.from)
    spread(town, chooser, "university", UNIVERSITY.residents, "University", (people) => people * UNIVERSITY.students);
  return [
    ...chooser.sites,
    ...STATIONS.map(([name, lon, lat]): SiteDraft => {
      const [x, y] = ground.at(lon, lat);
      return { use: "station", x, y, name };
    }),
    ...busStops(stations),
    ...keptParks(town, chooser.taken),
    ...bankParks(town, plan, zoneOfQuarter),
  ];
}

/** One site for `residents`, spread evenly over the zones. */
function spread(
  town: Territory,
  chooser: Chooser,
  use: "hospital" | "university",
  residents: number,
  title: string,
  capacity: (people: number) => number,
): void {
  const count = Math.max(1, Math.round(town.people / residents));
  for (let k = 0; k < count; k++) {
    const zone = Math.floor(((k + 0.5) / count) * town.zones.length);
    chooser.inZone(use, zone, `${town.names[zone]!.stem} ${title}`, Math.round(capacity(town.people / count)));
  }
}

/** A bus stop at every place where one can change to the subway. */
function busStops(stations: readonly StationDraft[]): SiteDraft[] {
  const places = new Map(stations.map((station) => [station.interchange, station]));
  return [...places].map(([name, { x, y }]) => ({ use: "stop", x, y, name: `${name} bus stop` }));
}

function bankParks(town: Territory, { quarters, bank, network }: Plan, zoneOfQuarter: Uint16Array): SiteDraft[] {
  return quarters.flatMap(({ row, block }, quarter): SiteDraft[] => {
    if (row !== 0 && row !== -1) return [];
    const [west, east] = [network.x[block.corners[0]!]!, network.x[block.corners[1]!]!];
    const area = Math.min(BANK_PARK, (east - west) * bank * 0.2);
    const name = `${town.names[zoneOfQuarter[quarter]!]!.stem} Riverside Park`;
    return [park(town, (west + east) / 2, (row === 0 ? 0.8 : -0.8) * bank, area, name)];
  });
}

/** What the choice of places for trade looks at. */
export interface Trade {
  readonly streets: Streets;
  /** [streets] row of the districts. */
  readonly districtOf: Uint8Array;
  /** [districts] posts, and those of them in sites other than shops and offices. */
  readonly jobs: Uint32Array;
  readonly served: Float64Array;
}

/** Shops and offices, in each district as many as its jobs ask for. */
export function tradeSites(random: Random, people: number, ground: SeoulGround, trade: Trade): SiteDraft[] {
  const { jobs, served } = trade;
  const shops = apportion(
    DISTRICTS.map(({ residents, workers }) => residents + CUSTOMERS * 1_000 * workers),
    shopsFor(people),
  );
  return DISTRICTS.flatMap(({ name }, district) => {
    const town = streetsOf(trade, district);
    const market = name === MARKET.district ? ground.at(MARKET.lon, MARKET.lat) : NOWHERE;
    const selling = shopSites(random, shops[district]!, town, market, district * NUMBERS);
    const left = jobs[district]! - served[district]! - selling.reduce((sum, { capacity = 0 }) => sum + capacity, 0);
    return [...selling, ...officeSites(random, Math.max(0, left), largestOffice(people), town, district * NUMBERS)];
  });
}

const NOWHERE = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

function streetsOf({ streets: { streets, characters }, districtOf }: Trade, district: number): Streets {
  const rows: number[] = [];
  for (let row = 0; row < districtOf.length; row++) if (districtOf[row] === district) rows.push(row);
  return { streets: rows.map((row) => streets[row]!), characters: rows.map((row) => characters[row]!) };
}
