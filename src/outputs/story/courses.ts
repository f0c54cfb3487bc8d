/** The course of one of the cast in short: stretches of time in which they do one thing. */
import { join } from "node:path";
import { readTable } from "../report/read.js";
import type { RunFile } from "../run-file.js";
import { type Site, surroundings, whereabouts } from "./where.js";

/** A stretch of someone's course. */
export interface Stretch {
  readonly from_s: number;
  to_s: number;
  readonly activity: string;
  readonly purpose: string | null;
  /** They are on the way to somewhere. */
  readonly isTrip: boolean;
  /** Different places. */
  places: number;
  readonly start: Site;
  end: Site;
}

const COLUMNS = [
  ...["time_s", "person", "place", "place_name", "place_kind", "building_name", "building_use", "zone"],
  ...["activity", "purpose", "goal"],
];

/** Activities that are one to a reader, with their purpose. */
const SAME: Readonly<Record<string, readonly [activity: string, purpose: string]>> = {
  startled: ["fleeing", "safety"],
  breaking: ["hunting", "prey"],
  dormant: ["hunting", "prey"],
};

/** The course of a person until the end of the run; empty for those who are not of the cast. */
export async function readCourse(folder: string, run: RunFile, person: number): Promise<Stretch[]> {
  const stretches: Stretch[] = [];
  if (run.tables.courses === undefined) return stretches;
  await readTable(join(folder, "courses.parquet"), COLUMNS, (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      if (c.person![row] !== person) continue;
      const site: Site = {
        place: c.place![row] ?? null,
        placeName: c.place_name![row] ?? null,
        placeKind: c.place_kind![row] ?? null,
        buildingName: c.building_name![row] ?? null,
        buildingUse: c.building_use![row] ?? null,
        zone: c.zone![row] ?? null,
      };
      const [activity, purpose] = SAME[c.activity![row]!] ?? [c.activity![row]!, c.purpose![row] ?? null];
      extend(stretches, c.time_s![row]!, activity, purpose, (c.goal![row] ?? null) !== null, site);
    }
  });
  for (const [row, stretch] of stretches.entries()) stretch.to_s = stretches[row + 1]?.from_s ?? run.time_s;
  return stretches;
}

function extend(
  stretches: Stretch[],
  time: number,
  activity: string,
  purpose: string | null,
  isTrip: boolean,
  site: Site,
): void {
  const last = stretches.at(-1);
  if (last?.activity === activity && last.purpose === purpose && last.isTrip === isTrip) {
    if (last.end.place !== site.place) last.places++;
    last.end = site;
    return;
  }
  stretches.push({ from_s: time, to_s: time, activity, purpose, isTrip, places: 1, start: site, end: site });
}

/** Words for purposes of the routine: on the way there, and there. */
const ROUTINE: Readonly<Record<string, readonly [way: string, there: string]>> = {
  home: ["on the way home", "at home"],
  school: ["on the way to school", "at school"],
  work: ["on the way to work", "at work"],
  shop: ["on the way to the shop", "shopping"],
};

/** What someone did in a stretch, in words. */
export function stretchWords({ activity, purpose, isTrip, places, start, end }: Stretch): string {
  const there = whereabouts(start);
  const [from, to] = [surroundings(start), surroundings(end)];
  const course = from === to ? `through ${from}, ${places} places` : `from ${from} to ${to}, ${places} places`;
  switch (activity) {
    case "routine": {
      const [way, stay] = ROUTINE[purpose ?? ""] ?? ["on the way", "there"];
      if (isTrip) return way;
      return purpose === "home" ? stay : `${stay}, ${there}`;
    }
    case "fleeing":
      return places > 1 ? `on the run ${course}` : `in fear, ${there}`;
    case "hiding":
      return `in hiding ${there}`;
    case "returning":
      return places > 1 ? `making for home ${course}` : `waits to go home, ${there}`;
    case "hunting":
      return places > 1 ? `hunting ${course}` : `turned, ${there}`;
    case "still":
      return "takes part no more";
    default:
      return `${activity}${purpose === null ? "" : ` (${purpose})`} ${places > 1 ? course : there}`;
  }
}
