/** Gives land to schools, hospitals and other sites. */
import type { SiteDraft, ZoneDraft } from "../draft.js";
import type { Lot } from "./blocks.js";
import { CharacterCode } from "./characters.js";
import type { Terrain } from "./ground.js";
import type { ZoneName } from "./names.js";

/** What the choice of sites looks at. */
export interface Territory {
  readonly people: number;
  readonly ground: Terrain;
  readonly lots: readonly Lot[];
  readonly zones: readonly Omit<ZoneDraft, "workers">[];
  readonly names: readonly ZoneName[];
  /** Middle of a zone on the plan, m. */
  middleOf(zone: number): readonly [number, number];
}

/** Ages of a kind of school in completed years, and pupils of one school. */
export const SCHOOLS = {
  kindergarten: { from: 3, to: 5, usual: 95, title: "Kindergarten" },
  elementary: { from: 7, to: 12, usual: 680, title: "Elementary School" },
  middle: { from: 13, to: 15, usual: 620, title: "Middle School" },
  high: { from: 16, to: 18, usual: 700, title: "High School" },
} as const;
/** Places for each pupil. */
export const PLACES = 1.04;
/** Smallest school. */
export const LEAST_PUPILS = 30;

/** Residents of the given ages. */
export function demand({ zones }: Pick<Territory, "zones">, ages: { from: number; to: number }): number {
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
export class Chooser {
  readonly sites: SiteDraft[] = [];
  readonly taken = new Set<number>();
  private readonly kept: number[] = [];
  private readonly blocks: number[] = [];
  /** The blocks of each zone. */
  private readonly blocksIn: number[][];
  private readonly titles = new Map<string, number>();

  constructor(private readonly town: Territory) {
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
    const [x, y] = this.town.middleOf(zone);
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
}
