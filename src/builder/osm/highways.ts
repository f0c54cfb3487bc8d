/** Which OSM highways people can walk, and how wide they are taken to be. */
import type { Tags } from "./pbf.js";

/**
 * Width by highway class, m, pavements included: usual cross-sections (lanes of 3 to 3.5 m, pavements of 1.5 to
 * 3 m each side where a class has them). A plausible `width` tag goes before.
 */
export const WIDTHS: Readonly<Record<string, number>> = {
  motorway: 20,
  motorway_link: 8,
  trunk: 20,
  trunk_link: 8,
  primary: 18,
  primary_link: 8,
  secondary: 14,
  secondary_link: 8,
  tertiary: 10,
  tertiary_link: 7,
  unclassified: 7,
  residential: 7,
  road: 7,
  living_street: 6,
  pedestrian: 8,
  service: 4,
  track: 3,
  bridleway: 2.5,
  cycleway: 2.5,
  footway: 2.5,
  path: 2,
  steps: 2.5,
};

/** A street people can walk, or why a highway is none; null for a way that is no highway. */
export type Highway = { readonly highway: string; readonly width: number } | { readonly leftOut: string } | null;

const FOOT_ALLOWED = new Set(["yes", "designated", "permissive", "official", "destination"]);
const CLOSED = new Set(["no", "private"]);

/** What a way's tags say about walking on it. */
export function describeHighway(tags: Tags): Highway {
  const highway = tags.get("highway");
  if (highway === undefined) return null;
  const usual = WIDTHS[highway];
  if (usual === undefined) return { leftOut: "not a street in use (construction, proposed, platform and the like)" };
  const foot = tags.get("foot");
  if (foot === undefined || !FOOT_ALLOWED.has(foot)) {
    if (foot !== undefined && CLOSED.has(foot)) return { leftOut: "closed to people on foot (foot=no or private)" };
    if (CLOSED.has(tags.get("access") ?? "")) return { leftOut: "closed to the public (access=private or no)" };
  }
  return { highway, width: statedWidth(tags.get("width")) ?? usual };
}

/** Motorways serve only where a file has no other street. */
export function isMotorway(highway: string): boolean {
  return highway === "motorway" || highway === "motorway_link";
}

/** Metres of a `width` tag ("4", "4.5 m"); undefined when it is none between 0.5 and 60 m. */
function statedWidth(text: string | undefined): number | undefined {
  const match = text === undefined ? null : /^(\d+(?:\.\d+)?) ?m?$/.exec(text.trim());
  const metres = match ? Number(match[1]) : 0;
  return metres >= 0.5 && metres <= 60 ? metres : undefined;
}
