/** From the draft of a city to the city: one-way stages, each of which only reads what those before it made. */
import { allocate, NONE } from "../base/columns.js";
import { metresOnGrid } from "../base/grid.js";
import { Random } from "../base/random.js";
import {
  BUILDING_USES,
  type City,
  HOUSEHOLDS,
  type Manifest,
  noLines,
  PlaceKindCode,
  type Subway,
  ZONES,
} from "../city/city.js";
import { shortestPaths } from "../city/forest.js";
import { EXPECTED_PACE, WAIT } from "../city/trips.js";
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
import { commute } from "./join.js";
import { layStreets } from "./network.js";
import { type Population, populate } from "./population.js";
import { registerOf, type Unregistered } from "./register.js";
import { routesBetween } from "./routes.js";
import { placeSchools } from "./schools.js";
import type { BuildRecord, Settlement } from "./settlement.js";
import { chooseShops } from "./shopping.js";
import { placeStops } from "./stops.js";
import { type PlacedLines, placeLines, subwayTables } from "./subway.js";
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
  const placed = placeLines(s);
  placeStops(s, sites);

  progress("work");
  const employment = planEmployment(s, population, days);
  fillJobs(s, employment.jobs, days, lots);
  employ(s, population, homes, employment, days);
  commute(s, population, days);
  const shops = chooseShops(s, homes, days.shops);

  progress("tables");
  const frozen = freeze(blueprint, streets, homes, draft.zones.length + (placed?.lines.length ?? 0));
  const unregistered = assemble(s, population, homes, days, shops, frozen, placed);
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
  placed: PlacedLines | undefined,
): Unregistered {
  const { rowOf, buildingNames, placeNames, ...tables } = frozen;
  const newRow = (place: number) => (place === NONE ? NONE : rowOf[place]!);
  const subway = subwayOf(s, frozen, placed);
  const households = allocate(HOUSEHOLDS, homes.length);
  households.home.set(homes.map(newRow));
  households.shop.set(shops.map(newRow));
  return {
    manifest: manifestOf(s, buildingNames, placeNames, placed),
    ...tables,
    ...subway,
    people: {
      age: population.age,
      sex: population.sex,
      role: days.role,
      household: population.household,
      anchor: days.anchor.map(newRow),
    },
    households,
    householdStart: population.householdStart,
    zones: zonesOf(s.draft, population, placed),
    ...neighbourZones(s.draft.zones.length, tables.places.zone, tables, subway.lines.zone.length),
    ...forestsOf(frozen, subway),
  };
}

function subwayOf(s: Settlement, frozen: Frozen, placed: PlacedLines | undefined): Subway {
  if (placed === undefined) return noLines();
  const tables = subwayTables(placed, s.draft.zones.length, frozen.rowOf);
  return { ...tables, ...routesBetween({ ...tables, ...frozen }) };
}

function zonesOf(
  draft: Draft,
  { zoneHouseholds, zonePeople }: Population,
  placed: PlacedLines | undefined,
): City["zones"] {
  const zones = allocate(ZONES, draft.zones.length + (placed?.lines.length ?? 0));
  draft.zones.forEach(({ x, y, area }, zone) => {
    zones.x[zone] = x;
    zones.y[zone] = y;
    zones.area[zone] = Math.max(1, area);
    zones.firstHousehold[zone] = zoneHouseholds[zone]!;
    zones.firstPerson[zone] = zonePeople[zone]!;
    zones.residents[zone] = zonePeople[zone + 1]! - zonePeople[zone]!;
  });
  placed?.lines.forEach(({ x, y, area }, line) => {
    const zone = draft.zones.length + line;
    zones.x[zone] = x;
    zones.y[zone] = y;
    zones.area[zone] = area;
    zones.firstHousehold[zone] = zoneHouseholds.at(-1)!;
    zones.firstPerson[zone] = zonePeople.at(-1)!;
  });
  return zones;
}

/**
 * The forests to stops and shelters; neither leads through a train. Who could walk to the stop of an interchange while
 * waiting for a bus at another stop walks there: other stops count as that much farther away.
 */
function forestsOf(frozen: Frozen, { interchanges, platforms, lines }: Subway): Pick<City, "toStop" | "toShelter"> {
  const { kind } = frozen.places;
  const ofLines = new Set(platforms.place);
  const stops: number[] = [];
  kind.forEach((code, place) => {
    if (code === PlaceKindCode.platform && !ofLines.has(place)) stops.push(place);
  });
  const entrances = new Set(interchanges.stop);
  const start =
    entrances.size === 0
      ? undefined
      : stops.map((place) => (entrances.has(place) ? 0 : metresOnGrid(WAIT * EXPECTED_PACE)));
  const barred: number[] = [];
  const firstTrain = lines.firstTrain[0] ?? kind.length;
  for (let place = firstTrain; kind[place] === PlaceKindCode.vehicle; place++) barred.push(place);
  return {
    toStop: shortestPaths(frozen, stops, { ...(start && { start }), barred }),
    toShelter: { door: shortestPaths(frozen, sheltersOf(frozen), { barred }).door },
  };
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
  placed: PlacedLines | undefined,
): Manifest {
  const lineNames = placed?.drafts.map(({ name }) => name);
  const zones = draft.zones.map(({ name, code }) => ({ name, code }));
  return {
    name: draft.name,
    origin: draft.origin,
    zones: [...zones, ...(lineNames ?? []).map((name, line) => ({ name, code: `line-${line + 1}` }))],
    ...(lineNames && { lineNames }),
    buildingNames,
    placeNames,
    sources: draft.sources,
    assumptions,
    leftOut,
  };
}
