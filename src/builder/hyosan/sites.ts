/** Where the city's people go: schools, hospitals, the town hall, parks, stops. Shops and offices: trade.ts. */
import type { SiteDraft, StreetDraft } from "../draft.js";
import { lineLength, pointAlong } from "../geometry.js";
import { CharacterCode } from "./characters.js";
import { Chooser, demand, LEAST_PUPILS, PLACES, SCHOOLS, type Territory } from "./chooser.js";
import type { Plan } from "./plan.js";

/** What the choice of Hyosan's sites looks at. */
export interface Town extends Territory {
  /** m across a quarter. */
  readonly size: number;
  readonly plan: Plan;
  zoneOf(x: number, y: number): number;
}

/** Pupils of Hyosan High School where there are enough. */
const HYOSAN_HIGH = 700;
/** Residents for a university and its students for each of them, from this many residents on. */
export const UNIVERSITY = { residents: 220_000, students: 0.022, from: 30_000 };
/** Residents for a hospital, and for one of its beds; fewest and most beds. */
export const HOSPITAL = { residents: 90_000, perBed: 280, least: 20, most: 900 };
const HOSPITALS = ["Hyosan Hospital", "Saint Mary Hospital", "Dongseo Hospital", "Medical Centre"];
/** Residents for each who works at the City Hall, and their number at least and at most. */
const CITY_HALL = { perWorker: 170, least: 6, most: 3_000 };
/** m between stops along a street that has them; streets narrower than WIDE have none. */
const STOPS = 400;
const WIDE = 12;
/** m² of a park on the river bank. */
const BANK_PARK = 12_000;
/** Residents for one further railway station. */
const STATION = 250_000;

/** Sites on kept land and beside river and railway, Hyosan High School first. */
export function publicSites(town: Town): SiteDraft[] {
  const chooser = new Chooser(town);
  const centre = { x: 0, y: 0.55 * town.size };
  const high = demand(town, SCHOOLS.high) * PLACES;
  const first = Math.round(Math.max(LEAST_PUPILS, high < HYOSAN_HIGH * 1.25 ? high : HYOSAN_HIGH));
  chooser.nearest("high", centre.x, centre.y, "Hyosan High School", first);
  chooser.nearest("office", 0.1 * town.size, 0.35 * town.size, "Hyosan City Hall", cityHall(town.people), false);
  hospitals(town, chooser);
  stations(town, chooser);
  chooser.schools("high", high - first);
  for (const use of ["elementary", "middle", "kindergarten"] as const)
    chooser.schools(use, demand(town, SCHOOLS[use]) * PLACES);
  universities(town, chooser);
  return [...chooser.sites, ...parks(town, chooser)];
}

function cityHall(people: number): number {
  return Math.round(Math.min(CITY_HALL.most, Math.max(CITY_HALL.least, people / CITY_HALL.perWorker)));
}

function hospitals(town: Town, chooser: Chooser): void {
  const count = Math.max(1, Math.round(town.people / HOSPITAL.residents));
  const beds = Math.min(HOSPITAL.most, Math.max(HOSPITAL.least, town.people / count / HOSPITAL.perBed));
  for (let k = 0; k < count; k++) {
    // The first across the river from the old centre, the others spread over the zones.
    if (k === 0) chooser.nearest("hospital", -0.6 * town.size, -0.7 * town.size, HOSPITALS[0]!, Math.round(beds));
    else {
      const zone = Math.floor(((k + 0.5) / count) * town.zones.length);
      const name = k < HOSPITALS.length - 1 ? HOSPITALS[k]! : `${town.names[zone]!.stem} ${HOSPITALS.at(-1)!}`;
      chooser.inZone("hospital", zone, name, Math.round(beds));
    }
  }
}

function universities(town: Town, chooser: Chooser): void {
  if (town.people < UNIVERSITY.from) return;
  const count = Math.max(1, Math.round(town.people / UNIVERSITY.residents));
  const students = Math.round((town.people * UNIVERSITY.students) / count);
  for (let k = 0; k < count; k++) {
    const zone = Math.floor(((count - k - 0.5) / count) * town.zones.length);
    chooser.inZone(
      "university",
      zone,
      k === 0 ? "Hyosan University" : `${town.names[zone]!.stem} University`,
      students,
    );
  }
}

/** Hyosan Station beside the old centre, and in larger cities others along the line. */
function stations({ people, plan, ground, zones, names, zoneOf }: Town, chooser: Chooser): void {
  const count = 1 + Math.floor(people / STATION);
  const point = [0, 0];
  for (let k = 0; k < count; k++) {
    const x = k === 0 ? 0 : plan.west + ((k - 0.5) / (count - 1)) * (plan.east - plan.west);
    ground.place(0.85 * x, plan.railway, point, 0);
    const zone = zoneOf(point[0]!, point[1]!);
    const name = k === 0 ? "Hyosan Station" : `${names[Math.min(zone, zones.length - 1)]!.stem} Station`;
    chooser.sites.push({ use: "station", x: point[0]!, y: point[1]!, name });
  }
}

/** Kept land that no school took, the mountains, and meadows along the river; capacity in m². */
function parks(town: Town, { taken }: Chooser): SiteDraft[] {
  const { plan, names, size } = town;
  const sites = keptParks(town, taken);
  plan.quarters.forEach(({ row, column }, zone) => {
    if (row !== 0 && row !== -1) return;
    const y = (row === 0 ? 0.75 : -0.75) * plan.bank;
    const area = Math.min(BANK_PARK, size * plan.bank * 0.2);
    sites.push(park(town, column * size, y, area, `${names[zone]!.stem} Riverside Park`));
  });
  return sites;
}

/** A park at a point of the plan. */
export function park(
  { ground }: Pick<Territory, "ground">,
  x: number,
  y: number,
  area: number,
  name: string,
): SiteDraft {
  const point = [0, 0];
  ground.place(x, y, point, 0);
  return { use: "park", x: point[0]!, y: point[1]!, name, capacity: Math.round(area) };
}

/** Kept land that nothing else took, and the mountains. */
export function keptParks(town: Territory, taken: ReadonlySet<number>): SiteDraft[] {
  const sites: SiteDraft[] = [];
  const { lots, names } = town;
  lots.forEach(({ campus, character, x, y, area, quarter }, lot) => {
    const isMountain = character === CharacterCode.mountain;
    if ((campus && !taken.has(lot)) || isMountain)
      sites.push(park(town, x, y, area * 0.8, `${names[quarter]!.stem} ${isMountain ? "Hill" : "Park"}`));
  });
  return sites;
}

/** Stops every 400 m along the wider streets. `line`: the plan's line each street is a part of. */
export function stopSites(streets: readonly StreetDraft[], line: readonly number[]): SiteDraft[] {
  const sites: SiteDraft[] = [];
  let since = 0;
  streets.forEach((street, row) => {
    if (street.width < WIDE || !/^(primary|secondary|tertiary)$/.test(street.highway)) return;
    if (line[row] !== line[row - 1]) since = STOPS / 2;
    const length = lineLength(street.line);
    since += length;
    if (since < STOPS) return;
    since -= STOPS;
    const { x, y, dx, dy } = pointAlong(street.line, length / 2);
    const aside = street.width / 2;
    sites.push({ use: "stop", x: x + aside * dy, y: y - aside * dx });
  });
  return sites;
}
