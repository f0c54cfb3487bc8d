/** What the tags of an OSM building say: its use, storeys and name. */
import type { BuildingUse } from "../../city/city.js";
import type { Tags } from "./pbf.js";
import { describeSite, schoolLevel } from "./places.js";

/** Mean storey height, m, where a building has `height` but no `building:levels`. */
export const STOREY_HEIGHT = 3.2;

export interface BuildingTags {
  /** undefined: unknown, housing by default. */
  readonly use: BuildingUse | undefined;
  readonly levels: number | undefined;
  readonly name: string | undefined;
}

function uses(use: BuildingUse, values: string): [string, BuildingUse][] {
  return values.split(" ").map((value) => [value, use]);
}

/** Use by the value of `building`; values not named here and not in EMPTY are unknown. */
const USES = new Map<string, BuildingUse>([
  ...uses("house", "house detached semidetached_house terrace bungalow farm cabin static_caravan villa houseboat"),
  ...uses("apartments", "apartments residential dormitory"),
  ...uses("kindergarten", "kindergarten"),
  ...uses("university", "university college"),
  ...uses("hospital", "hospital"),
  ...uses("shop", "retail supermarket kiosk shop"),
  ...uses("office", "office commercial industrial warehouse factory manufacture public government civic hotel hangar"),
  ...uses("office", "church cathedral chapel mosque temple synagogue shrine monastery religious clinic fire_station"),
  ...uses("office", "sports_hall sports_centre stadium grandstand museum transportation toilets"),
  ...uses("station", "train_station"),
]);

/** Buildings in which nobody lives or works. */
const EMPTY = new Set(
  (
    "garage garages carport shed hut roof greenhouse ruins construction collapsed demolished barn stable sty cowshed " +
    "bunker silo storage_tank tank service transformer_tower water_tower parking bridge container tent canopy no"
  ).split(" "),
);

/** What a building's tags say; null for an element that is no building, "empty" for one that people do not use. */
export function describeBuilding(tags: Tags): BuildingTags | "empty" | null {
  const building = tags.get("building");
  if (building === undefined) return null;
  if (EMPTY.has(building)) return "empty";
  const site = describeSite(tags)?.use;
  const own = building === "school" ? schoolLevel(tags) : USES.get(building);
  const use = site !== undefined && site !== "stop" && site !== "park" && !isHousing(own) ? site : own;
  return { use, levels: levelsOf(tags), name: tags.get("name") };
}

/** A shop on the ground floor does not make a block of flats a shop. */
function isHousing(use: BuildingUse | undefined): boolean {
  return use === "house" || use === "apartments";
}

/** Storeys from `building:levels`, else from `height`; undefined unless 1 to 200. */
function levelsOf(tags: Tags): number | undefined {
  const stated = Number.parseFloat(tags.get("building:levels") ?? "");
  const height = Number.parseFloat(tags.get("height") ?? "");
  const levels = Math.round(Number.isFinite(stated) ? stated : height / STOREY_HEIGHT);
  if (!Number.isFinite(levels) || levels < 0 || levels > 200) return undefined;
  return Math.max(1, levels);
}
