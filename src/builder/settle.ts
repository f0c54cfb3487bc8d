/** From the draft of a city to the city: one-way stages, each of which only reads what those before it made. */
import { allocate, NONE } from "../base/columns.js";
import { Random } from "../base/random.js";
import { BUILDING_USES, type City, HOUSEHOLDS, type Manifest, PlaceKindCode, ZONES } from "../city/city.js";
import { shortestPaths } from "../city/forest.js";
import { Blueprint } from "./blueprint.js";
import { type Days, newDays } from "./days.js";
import { completeFacts } from "./demography.js";
import { destinations } from "./destinations.js";
import { neighbourZones } from "./doors.js";
import type { Draft } from "./draft.js";
import { employ, planEmployment } from "./employment.js";
import { type Frozen, freeze } from "./freeze.js";
import { Frontage } from "./frontage.js";
import { houseEveryone } from "./housing.js";
import { LotDraws } from "./lots.js";
import { layStreets } from "./network.js";
import { type Population, populate } from "./population.js";
import { registerOf, type Unregistered } from "./register.js";
import { placeSchools } from "./schools.js";
import type { BuildRecord, Settlement } from "./settlement.js";
import { chooseShops } from "./shopping.js";
import { placeStops } from "./stops.js";
import { placeUniversities } from "./university.js";
import { fillJobs, placeWorkplaces } from "./workplaces.js";

/**
 * Settles a draft: everybody gets a household, a home and a day. The same draft and seed give the same city, bit for
 * bit.
 *
 * @param progress  called with the name of each stage as it begins
 * @throws InputError if the draft has no street on which buildings can open
 */
export function settle(draft: Draft, seed: number, progress?: (stage: string) => void): City {
  return settleRecorded(draft, seed, progress).city;
}

/** As `settle`, with what the build found out. */
export function settleRecorded(
  draft: Draft,
  seed: number,
  progress: (stage: string) => void = () => {},
): { readonly city: City; readonly record: BuildRecord } {
  const record: BuildRecord = { homes: { sites: 0, footprints: 0, generated: 0 } };
  const random = new Random(seed);
  const blueprint = new Blueprint();
  const assumptions = [...draft.assumptions];
  const leftOut = [...draft.leftOut];
  progress("streets");
  const streets = layStreets(draft, blueprint, leftOut);
  const frontage = new Frontage(streets, draft.zones.length);
  const s: Settlement = { draft, blueprint, random, streets, frontage, assumptions, leftOut, record };

  progress("people");
  const facts = completeFacts(draft, random, assumptions);
  const population = populate(facts, random, assumptions);
  progress("homes");
  const homes = houseEveryone(s, facts.households);

  progress("destinations");
  const sites = destinations(draft);
  const days = newDays(population);
  const lots = new LotDraws(s);
  placeSchools(s, sites, population, homes, days, lots);
  placeUniversities(s, sites, population, days);
  placeWorkplaces(s, sites, facts.residents, days, lots);
  placeStops(s, sites);

  progress("work");
  const employment = planEmployment(s, population, days);
  fillJobs(s, employment.jobs, days, lots);
  employ(s, population, homes, employment, days);
  const shops = chooseShops(s, homes, days.shops);

  progress("tables");
  const frozen = freeze(blueprint, streets, homes, draft.zones.length);
  const unregistered = assemble(s, population, homes, days, shops, frozen);
  progress("register");
  return { city: { ...unregistered, ...registerOf(unregistered) }, record };
}

/** The city's tables and forests from the frozen places. */
function assemble(
  s: Settlement,
  population: Population,
  homes: Uint32Array,
  days: Days,
  shops: Uint32Array,
  frozen: Frozen,
): Unregistered {
  const { rowOf, buildingNames, placeNames, ...tables } = frozen;
  const newRow = (place: number) => (place === NONE ? NONE : rowOf[place]!);
  const households = allocate(HOUSEHOLDS, homes.length);
  households.home.set(homes.map(newRow));
  households.shop.set(shops.map(newRow));
  return {
    manifest: manifestOf(s, buildingNames, placeNames),
    ...tables,
    people: {
      age: population.age,
      sex: population.sex,
      role: days.role,
      household: population.household,
      anchor: days.anchor.map(newRow),
    },
    households,
    householdStart: population.householdStart,
    zones: zonesOf(s.draft, population),
    ...neighbourZones(s.draft.zones.length, tables.places.zone, tables),
    toStop: shortestPaths(tables, stopsOf(frozen)),
    toShelter: { door: shortestPaths(tables, sheltersOf(frozen)).door },
  };
}

function zonesOf(draft: Draft, { zoneHouseholds, zonePeople }: Population): City["zones"] {
  const zones = allocate(ZONES, draft.zones.length);
  draft.zones.forEach(({ x, y, area }, zone) => {
    zones.x[zone] = x;
    zones.y[zone] = y;
    zones.area[zone] = Math.max(1, area);
    zones.firstHousehold[zone] = zoneHouseholds[zone]!;
    zones.firstPerson[zone] = zonePeople[zone]!;
    zones.residents[zone] = zonePeople[zone + 1]! - zonePeople[zone]!;
  });
  return zones;
}

function stopsOf({ places: { kind } }: Frozen): number[] {
  const stops: number[] = [];
  kind.forEach((code, place) => {
    if (code === PlaceKindCode.platform) stops.push(place);
  });
  return stops;
}

/** Rooms and halls of buildings that are not housing. */
function sheltersOf({ places: { kind, building }, buildings }: Frozen): number[] {
  const shelters: number[] = [];
  kind.forEach((code, place) => {
    if (code !== PlaceKindCode.room && code !== PlaceKindCode.hall) return;
    const use = building[place] === NONE ? undefined : BUILDING_USES[buildings.use[building[place]!]!];
    if (use !== undefined && use !== "house" && use !== "apartments") shelters.push(place);
  });
  return shelters;
}

function manifestOf(
  { draft, assumptions, leftOut }: Settlement,
  buildingNames: Record<number, string>,
  placeNames: Record<number, string>,
): Manifest {
  return {
    name: draft.name,
    origin: draft.origin,
    zones: draft.zones.map(({ name, code }) => ({ name, code })),
    buildingNames,
    placeNames,
    sources: draft.sources,
    assumptions,
    leftOut,
  };
}
