/** People counted on foot, by zone and part of the day. */
import { readRows } from "./rows.js";
import type { Recipe } from "./schema.js";

/** One part of the day. */
export interface Footfall {
  /** Hours after midnight. */
  readonly from: number;
  readonly to: number;
  /** Persons a day by code of the zone; zones without a figure are missing. */
  readonly byZone: ReadonlyMap<string, number>;
}

/** The parts of the day a recipe names; none if it names none. */
export async function readFootfall(path: string, columns: Recipe["files"]["people"]["columns"]): Promise<Footfall[]> {
  if (columns.footfall.length === 0) return [];
  const rows = await readRows(path);
  return columns.footfall.map(({ from, to, column }) => {
    const byZone = new Map<string, number>();
    for (const row of rows) {
      const persons = row.number(column, 0);
      if (persons !== undefined) byZone.set(row.text(columns.code), persons);
    }
    return { from, to, byZone };
  });
}
