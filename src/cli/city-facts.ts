/** What is in a city: as data for --json and as words. */
import { BUILDING_USES, type City, landZones, type Manifest, PLACE_KINDS, ROLES } from "../city/city.js";
import { cityHash } from "../city/format.js";
import { Lines } from "../city/lines.js";
import { brokenLaws } from "../city/laws.js";
import { count } from "../outputs/report/words.js";
import { colours, formatBytes, formatFacts } from "./terminal.js";
import { plural } from "./words.js";

export interface CityFacts {
  readonly name: string;
  readonly file: string | null;
  readonly file_bytes: number | null;
  readonly hash: string;
  readonly residents: number;
  readonly households: number;
  readonly zones: number;
  readonly places: number;
  /** Directed doors. */
  readonly doors: number;
  readonly places_by_kind: Readonly<Record<string, number>>;
  readonly buildings_by_use: Readonly<Record<string, number>>;
  /** Lines of trains, their stations (interchanges count once), and trains. */
  readonly lines: number;
  readonly stations: number;
  readonly trains: number;
  readonly people_by_role: Readonly<Record<string, number>>;
  readonly sources: Manifest["sources"];
  readonly assumptions: Manifest["assumptions"];
  readonly left_out: Manifest["leftOut"];
  /** What a city must obey and this one does not; empty for a sound city. */
  readonly broken_laws: readonly string[];
}

/** `file` and `hash`, of a city that is in a file; the hash of others is worked out. */
export function cityFacts(city: City, file: string | null, bytes: number | null, hash = cityHash(city)): CityFacts {
  const { manifest, places, people, households, doors, buildings } = city;
  return {
    name: manifest.name,
    file,
    file_bytes: bytes,
    hash,
    residents: people.age.length,
    households: households.home.length,
    zones: landZones(city),
    places: places.kind.length,
    doors: doors.to.length,
    places_by_kind: countCodes(places.kind, PLACE_KINDS),
    buildings_by_use: countCodes(buildings.use, BUILDING_USES),
    lines: city.lines.zone.length,
    stations: city.interchanges.stop.length,
    trains: new Lines(city).trains,
    people_by_role: countCodes(people.role, ROLES),
    sources: manifest.sources,
    assumptions: manifest.assumptions,
    left_out: manifest.leftOut,
    broken_laws: brokenLaws(city),
  };
}

/** How often each code occurs, by its word; words that do not occur are left out. */
function countCodes(codes: Uint8Array, words: readonly string[]): Record<string, number> {
  const counts = new Uint32Array(256);
  for (const code of codes) counts[code]!++;
  return Object.fromEntries(words.flatMap((word, code) => (counts[code] === 0 ? [] : [[word, counts[code]!]])));
}

export function formatCityFacts(facts: CityFacts): string {
  const { residents, households, zones, doors, places, file_bytes, broken_laws } = facts;
  const laws = broken_laws.length === 0 ? "all held" : colours.red(`${broken_laws.length} broken`);
  const table = formatFacts([
    ["people", `${plural(residents, "resident")} in ${plural(households, "household")}: ${list(facts.people_by_role)}`],
    ["zones", count(zones)],
    ["places", `${count(places)}: ${list(facts.places_by_kind)}`],
    ["buildings", list(facts.buildings_by_use) || "none"],
    ["lines", linesInWords(facts)],
    ["doors", `${count(doors)} directed`],
    ["file", file_bytes === null ? "none: it is generated" : `${facts.file}, ${formatBytes(file_bytes)}`],
    ["laws", laws],
  ]);
  const sources = facts.sources.map(({ name, licence }) => `${name} (${licence})`);
  return [
    colours.bold(facts.name),
    table,
    ...section("Sources", sources),
    ...section("Assumptions", facts.assumptions),
    ...section("Left out", facts.left_out),
    ...section("Broken laws", broken_laws),
  ].join("\n");
}

function linesInWords({ lines, stations, trains }: CityFacts): string {
  if (lines === 0) return "none";
  return `${plural(lines, "line")} with ${plural(stations, "station")} and ${plural(trains, "train")}`;
}

/** "9 room, 2 corridor", the most frequent first. */
function list(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.map(([word, n]) => `${count(n)} ${word}`).join(", ");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", colours.bold(title), ...lines.map((line) => `  ${line}`)];
}
