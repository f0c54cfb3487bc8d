/** Schools and hospitals from tables, in the place of those the map knows. */
import type { BuildingUse } from "../../city/city.js";
import type { FootprintDraft, SiteDraft } from "../draft.js";
import type { Projection } from "../osm/projection.js";
import { grouped, type LeftOut } from "../osm/words.js";
import { type Row, readRows } from "./rows.js";
import type { Recipe } from "./schema.js";

const LEVELS: readonly string[] = ["elementary", "middle", "high"];

/** Beds by class of hospital. Assumed: no open table gives them by name; the classes' usual size in Korea. */
const BEDS: Readonly<Record<string, number>> = { tertiary: 850, general: 330, hospital: 100 };

/** An outline of a school or hospital belongs to one of the table within this distance, m (east or north). */
const CAMPUS = 250;

/** What a table of destinations gives. */
export interface TablePlaces {
  readonly sites: readonly SiteDraft[];
  /** Uses of which the table is the whole truth. */
  readonly uses: ReadonlySet<string>;
  readonly assumptions: readonly string[];
}

/** Where a row says it is, m; undefined without a position. Throws InputError for what is no longitude or latitude. */
export function positionIn(
  row: Row,
  columns: { readonly lon: string; readonly lat: string },
  projection: Pick<Projection, "x" | "y">,
): { readonly x: number; readonly y: number } | undefined {
  const lon = row.number(columns.lon);
  const lat = row.number(columns.lat);
  if (lon === undefined || lat === undefined) return undefined;
  if (Math.abs(lon) > 180) row.fail(columns.lon, "degrees from -180 to 180", String(lon));
  if (Math.abs(lat) > 90) row.fail(columns.lat, "degrees from -90 to 90", String(lat));
  return { x: projection.x(lon), y: projection.y(lat) };
}

/** The city a table's rows are placed in. */
export interface Ground {
  readonly projection: Projection;
  /** Whether a point (m) is in a zone. */
  readonly isInside: (x: number, y: number) => boolean;
  readonly leftOut: LeftOut;
}

/** Where a row is, m; undefined, and counted, outside the zones. */
function placeIn(
  row: Row,
  columns: { readonly lon: string; readonly lat: string },
  { projection, isInside, leftOut }: Ground,
  noun: string,
): { readonly x: number; readonly y: number } | undefined {
  const at = positionIn(row, columns, projection) ?? row.fail(columns.lon, "a position", "nothing");
  if (isInside(at.x, at.y)) return at;
  leftOut.add("of the table, outside the zones", 1, noun);
  return undefined;
}

/** Schools by level. */
export async function schoolSites(
  path: string,
  { columns }: NonNullable<Recipe["files"]["schools"]>,
  ground: Ground,
): Promise<TablePlaces> {
  const sites: SiteDraft[] = [];
  for (const row of await readRows(path)) {
    const level = row.text(columns.level);
    if (!LEVELS.includes(level)) row.fail(columns.level, "elementary, middle or high", `"${level}"`);
    const at = placeIn(row, columns, ground, "school");
    if (at) sites.push({ use: level as BuildingUse, ...at, name: row.text(columns.name) });
  }
  return { sites, uses: new Set(LEVELS), assumptions: [] };
}

/** Hospitals by class. */
export async function hospitalSites(
  path: string,
  { columns }: NonNullable<Recipe["files"]["hospitals"]>,
  ground: Ground,
): Promise<TablePlaces> {
  const sites: SiteDraft[] = [];
  for (const row of await readRows(path)) {
    const capacity = BEDS[row.text(columns.class)];
    if (capacity === undefined) {
      row.fail(columns.class, Object.keys(BEDS).join(", "), `"${row.text(columns.class)}"`);
    }
    const at = placeIn(row, columns, ground, "hospital");
    if (at) sites.push({ use: "hospital", ...at, name: row.text(columns.name), capacity: capacity! });
  }
  const beds = Object.entries(BEDS).map(([name, n]) => `${name} ${n}`);
  return { sites, uses: new Set(["hospital"]), assumptions: [`Beds of hospitals by class: ${beds.join(", ")}.`] };
}

/**
 * Outlines of schools and hospitals the tables do not know are workplaces: the table says which institutions there are.
 * Returns the outlines and how many were changed.
 */
export function withoutStrangers(
  footprints: readonly FootprintDraft[],
  tables: readonly TablePlaces[],
): { readonly footprints: FootprintDraft[]; readonly strangers: number } {
  let strangers = 0;
  const kept = footprints.map((footprint) => {
    const table = tables.find(({ uses }) => footprint.use !== undefined && uses.has(footprint.use));
    if (table === undefined || table.sites.some((site) => isOf(footprint, site))) return footprint;
    strangers++;
    return { ...footprint, use: "office" as const };
  });
  return { footprints: kept, strangers };
}

function isOf(footprint: FootprintDraft, { use, x, y }: SiteDraft): boolean {
  return use === footprint.use && Math.abs(x - footprint.x) < CAMPUS && Math.abs(y - footprint.y) < CAMPUS;
}

/** The sentence on how many there are. */
export function tableSentence(what: string, { sites }: TablePlaces): string {
  return `${what}: the ${grouped(sites.length)} of the table; those of the map are not used.`;
}
