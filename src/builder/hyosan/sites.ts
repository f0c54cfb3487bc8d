/** Where the city's people go: schools, hospitals, the town hall, parks, stops. Shops and offices: trade.ts. */
import type { SiteDraft, StreetDraft, ZoneDraft } from "../draft.js";
import { lineLength, pointAlong } from "../geometry.js";
import type { Lot } from "./blocks.js";
import { CharacterCode } from "./characters.js";
import type { Terrain } from "./ground.js";
import type { ZoneName } from "./names.js";
import type { Plan } from "./plan.js";

/** What the choice of sites looks at. */
export interface Town {
  readonly people: number;
  /** m across a quarter. */
  readonly size: number;
  readonly plan: Plan;
  readonly ground: Terrain;
  readonly lots: readonly Lot[];
  readonly zones: readonly Omit<ZoneDraft, "workers">[];
  readonly names: readonly ZoneName[];
  zoneOf(x: number, y: number): number;
}

/** Ages of a kind of school in completed years, and pupils of one school. */
const SCHOOLS = {
  kindergarten: { from: 3, to: 5, usual: 95, title: "Kindergarten" },
  elementary: { from: 7, to: 12, usual: 680, title: "Elementary School" },
  middle: { from: 13, to: 15, usual: 620, title: "Middle School" },
  high: { from: 16, to: 18, usual: 700, title: "High School" },
} as const;
/** Places for each pupil; pupils of Hyosan High School where there are enough. */
const PLACES = 1.04;
const HYOSAN_HIGH = 700;
/** Smallest school. */
const LEAST_PUPILS = 30;
/** Residents for a university and its students for each of them, from this many residents on. */
const UNIVERSITY = { residents: 220_000, students: 0.022, from: 30_000 };
/** Residents for a hospital, and for one of its beds; fewest and most beds. */
const HOSPITAL = { residents: 90_000, perBed: 280, least: 20, most: 900 };
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

/** Residents of the given ages. */
function demand({ zones }: Pick<Town, "zones">, ages: { from: number; to: number }): number {
  return zones.reduce((sum, zone) => sum + demandOf(zone, ages), 0);
}

function demandOf({ ages }: Omit<ZoneDraft, "workers">, { from, to }: { from: number; to: number }): number {
  let persons = 0;
  for (const band of ages!) {
    const years = Math.min(band.to, to) - Math.max(band.from, from) + 1;
    if (years > 0) persons += (band.persons * years) / (band.to - band.from + 1);
  }
  return persons;
}

/** Gives land to sites: each takes the nearest free kept land, or where none is left any block. */
class Chooser {
  readonly sites: SiteDraft[] = [];
  readonly taken = new Set<number>();
  private readonly kept: number[] = [];
  private readonly blocks: number[] = [];
  /** The blocks of each zone. */
  private readonly blocksIn: number[][];
  private readonly titles = new Map<string, number>();

  constructor(private readonly town: Town) {
    this.blocksIn = town.zones.map(() => []);
    town.lots.forEach(({ campus, character, quarter }, lot) => {
      if (campus) this.kept.push(lot);
      else if (character !== CharacterCode.mountain) {
        this.blocks.push(lot);
        this.blocksIn[quarter]!.push(lot);
      }
    });
  }

  /** A site on the free land nearest to a point of the plan. */
  nearest(use: SiteDraft["use"], x: number, y: number, name: string, capacity: number, onKept = true): void {
    const lot = (onKept ? this.free(this.kept, x, y) : undefined) ?? this.free(this.blocks, x, y);
    this.build(lot, use, name, capacity);
  }

  /** A site near the middle of a zone. Kindergartens need no kept land. */
  inZone(use: SiteDraft["use"], zone: number, name: string, capacity: number): void {
    const [x, y] = this.middleOf(zone);
    if (use !== "kindergarten") this.nearest(use, x, y, name, capacity);
    else this.build(this.free(this.blocksIn[zone]!, x, y) ?? this.free(this.blocks, x, y), use, name, capacity);
  }

  /** Puts a site on a lot; on the first one of the town if every lot is taken. */
  private build(lot: number | undefined, use: SiteDraft["use"], name: string, capacity: number): void {
    if (lot !== undefined) this.taken.add(lot);
    const { x, y } = this.town.lots[lot ?? 0]!;
    const point = [0, 0];
    this.town.ground.place(x, y, point, 0);
    this.sites.push({ use, x: point[0]!, y: point[1]!, name, capacity });
  }

  /** Schools for `pupils`, of equal size, spread over the zones by the number of residents of their ages. */
  schools(use: keyof typeof SCHOOLS, pupils: number): void {
    const { usual, title } = SCHOOLS[use];
    const { zones, names } = this.town;
    // Hyosan High School alone serves a small town.
    const count = use === "high" ? Math.ceil(pupils / usual - 0.2) : Math.max(1, Math.round(pupils / usual));
    if (count <= 0) return;
    const size = Math.max(LEAST_PUPILS, Math.ceil(pupils / count));
    const total = demand(this.town, SCHOOLS[use]);
    let zone = 0;
    let before = 0;
    for (let k = 0; k < count; k++) {
      const target = ((k + 0.5) / count) * total;
      while (zone < zones.length - 1 && before + demandOf(zones[zone]!, SCHOOLS[use]) < target)
        before += demandOf(zones[zone++]!, SCHOOLS[use]);
      this.inZone(use, zone, this.title(names[zone]!.stem, title), size);
    }
  }

  /** "Yangji Middle School", then "Yangji 2nd Middle School" … */
  private title(stem: string, title: string): string {
    const key = `${stem} ${title}`;
    const number = (this.titles.get(key) ?? 0) + 1;
    this.titles.set(key, number);
    if (number === 1) return key;
    return `${stem} ${number}${number === 2 ? "nd" : number === 3 ? "rd" : "th"} ${title}`;
  }

  private free(lots: readonly number[], x: number, y: number): number | undefined {
    let best: number | undefined;
    let nearest = Infinity;
    for (const lot of lots) {
      const dx = this.town.lots[lot]!.x - x;
      const dy = this.town.lots[lot]!.y - y;
      const squared = dx * dx + dy * dy;
      if (squared >= nearest || this.taken.has(lot)) continue;
      nearest = squared;
      best = lot;
    }
    return best;
  }

  private middleOf(zone: number): [number, number] {
    const { network, quarters } = this.town.plan;
    const { corners } = quarters[zone]!.block;
    const mean = (values: readonly number[]) => corners.reduce((sum, c) => sum + values[c]!, 0) / corners.length;
    return [mean(network.x), mean(network.y)];
  }
}

/** Kept land that no school took, the mountains, and meadows along the river; capacity in m². */
function parks({ plan, ground, lots, names, size }: Town, { taken }: Chooser): SiteDraft[] {
  const sites: SiteDraft[] = [];
  const point = [0, 0];
  const add = (x: number, y: number, area: number, name: string) => {
    ground.place(x, y, point, 0);
    sites.push({ use: "park", x: point[0]!, y: point[1]!, name, capacity: Math.round(area) });
  };
  lots.forEach(({ campus, character, x, y, area, quarter }, lot) => {
    const isMountain = character === CharacterCode.mountain;
    if ((campus && !taken.has(lot)) || isMountain)
      add(x, y, area * 0.8, `${names[quarter]!.stem} ${isMountain ? "Hill" : "Park"}`);
  });
  plan.quarters.forEach(({ row, column }, zone) => {
    if (row !== 0 && row !== -1) return;
    const y = (row === 0 ? 0.75 : -0.75) * plan.bank;
    add(column * size, y, Math.min(BANK_PARK, size * plan.bank * 0.2), `${names[zone]!.stem} Riverside Park`);
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
