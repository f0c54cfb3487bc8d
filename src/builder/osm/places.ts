/** What the tags of an OSM element say about a destination: school, hospital, shop, stop… */
import type { SiteDraft } from "../draft.js";
import type { Tags } from "./pbf.js";

export type SiteUse = SiteDraft["use"];

export interface SiteTags {
  readonly use: SiteUse;
  readonly name: string | undefined;
  /** Pupils or beds as tagged. */
  readonly capacity: number | undefined;
}

function values(use: SiteUse, names: string): [string, SiteUse][] {
  return names.split(" ").map((name) => [name, use]);
}

/** Use by the value of `amenity`; schools are told apart by `schoolLevel`. */
const AMENITIES = new Map<string, SiteUse>([
  ...values("kindergarten", "kindergarten childcare"),
  ...values("university", "university college"),
  ...values("hospital", "hospital"),
  ...values("shop", "restaurant cafe fast_food food_court bar pub biergarten ice_cream nightclub internet_cafe"),
  ...values("shop", "bank pharmacy marketplace post_office fuel car_wash cinema"),
  ...values("office", "townhall courthouse police fire_station public_building embassy prison"),
  ...values("office", "clinic doctors dentist veterinary nursing_home social_facility"),
  ...values("office", "library community_centre social_centre arts_centre theatre studio coworking_space"),
  ...values("office", "driving_school language_school music_school prep_school research_institute"),
  ...values("stop", "bus_station"),
]);

const NOT_A_SHOP = new Set(["no", "vacant", "disused"]);

/** The destination an element is; null if it is none. */
export function describeSite(tags: Tags): SiteTags | null {
  const use = siteUse(tags);
  if (use === null) return null;
  const capacity = Number(tags.get(use === "hospital" ? "beds" : "capacity") ?? "");
  const hasCapacity = use !== "shop" && use !== "stop" && use !== "park" && Number.isInteger(capacity) && capacity > 0;
  return { use, name: tags.get("name"), capacity: hasCapacity ? capacity : undefined };
}

function siteUse(tags: Tags): SiteUse | null {
  if (tags.size === 0) return null;
  const amenity = tags.get("amenity");
  if (amenity === "school") return schoolLevel(tags);
  const railway = tags.get("railway");
  if (railway === "station" || railway === "halt" || tags.get("public_transport") === "station") return "station";
  const byAmenity = amenity === undefined ? undefined : AMENITIES.get(amenity);
  if (byAmenity !== undefined) return byAmenity;
  const shop = tags.get("shop");
  if (shop !== undefined && !NOT_A_SHOP.has(shop)) return "shop";
  const office = tags.get("office");
  if (office !== undefined && !NOT_A_SHOP.has(office)) return "office";
  if (tags.get("highway") === "bus_stop" || railway === "tram_stop") return "stop";
  if (tags.get("public_transport") === "platform") return "stop";
  if (tags.get("leisure") === "park") return "park";
  return tags.get("landuse") === "industrial" ? "office" : null;
}

/** Name words by level of school, the first that fits; Korean, English, German, French, Portuguese. */
const SCHOOL_WORDS: readonly (readonly ["elementary" | "middle" | "high", RegExp])[] = [
  ["elementary", /초등학교|초교$|국민학교/],
  ["high", /고등학교|고교$|여고$/],
  ["middle", /중학교|여중$/],
  ["middle", /middle school|junior high|intermediate school/],
  ["elementary", /elementary|primary school|infant school|grundschule|volksschule/],
  ["elementary", /école (primaire|élémentaire|maternelle)|ensino fundamental|\bemef\b|escola primária/],
  ["middle", /hauptschule|realschule|mittelschule|collège/],
  ["high", /high school|secondary school|gymnasium|oberschule|berufsschule|handelsakademie|\bhtl\b|\bhak\b|\bhlw\b/],
  ["high", /lycée|ensino médio|escola secundária|\betec\b/],
];

/** Level of a school by its name, else by `isced:level`, else elementary. */
export function schoolLevel(tags: Tags): "elementary" | "middle" | "high" {
  const name = (tags.get("name") ?? "").toLowerCase();
  for (const [level, words] of SCHOOL_WORDS) if (words.test(name)) return level;
  const isced = tags.get("isced:level") ?? "";
  if (isced.includes("1")) return "elementary";
  if (isced.includes("3")) return "high";
  return isced.includes("2") ? "middle" : "elementary";
}
