/** Footprints and destinations of an extract, placed in the local frame. */
import Flatbush from "flatbush";
import { NONE } from "../../base/columns.js";
import type { FootprintDraft, SiteDraft } from "../draft.js";
import type { Area, Extract, Span } from "./extract.js";
import type { Projection } from "./projection.js";
import { midpoint } from "./lines.js";
import { ringCentre, ringHolds } from "./rings.js";
import type { Nodes } from "./segments.js";
import type { LeftOut } from "./words.js";

/** Smaller outlines than this, m², are sheds and kiosks that nobody lives in. */
const SMALLEST_FOOTPRINT = 15;
/** Two elements of one use and one name that stand no further apart, m, are one destination. */
const SAME_SITE = 30;

export interface Outlines {
  readonly footprints: FootprintDraft[];
  readonly sites: SiteDraft[];
}

const OUTSIDE = "more than 1 km outside the box around the zones";

/** A site and how far, m, another element of the same use and name stands for the same thing. */
interface Candidate {
  readonly site: SiteDraft;
  readonly reach: number;
}

/**
 * Buildings and destinations inside the area of interest. A building that is a destination is in both lists: the
 * footprint is its outline, the site its name and place.
 */
export function placeOutlines(
  { areas, points, rows }: Extract,
  nodes: Nodes,
  projection: Projection,
  isInside: (x: number, y: number) => boolean,
  leftOut: LeftOut,
): Outlines {
  const footprints: FootprintDraft[] = [];
  const candidates: Candidate[] = [];
  for (const { site, lat, lon } of points) {
    const x = projection.x(lon / 1e7);
    const y = projection.y(lat / 1e7);
    if (isInside(x, y)) candidates.push({ site: siteAt(site, x, y), reach: SAME_SITE });
    else leftOut.add(OUTSIDE, 1, "building or destination", "buildings and destinations");
  }
  for (const area of areas) {
    const outline = lineOf(area.outline, rows, nodes);
    if (!outline) leftOut.add("outlines with nodes that the file does not hold", 1, "area");
    else placeArea(area, outline, holesOf(area, outline, rows, nodes), isInside, footprints, candidates, leftOut);
  }
  return { footprints, sites: withoutRepeats(candidates, leftOut) };
}

function placeArea(
  { building, site }: Area,
  outline: readonly number[],
  holes: number,
  isInside: (x: number, y: number) => boolean,
  footprints: FootprintDraft[],
  candidates: Candidate[],
  leftOut: LeftOut,
): void {
  const centre = ringCentre(outline);
  const isRing = centre.area > 0;
  const { x, y } = isRing ? centre : outline.length > 2 ? midpoint(outline) : centre;
  if (!isInside(x, y)) {
    leftOut.add(OUTSIDE, 1, "building or destination", "buildings and destinations");
    return;
  }
  const area = centre.area - holes;
  if (building && area < SMALLEST_FOOTPRINT) {
    leftOut.add(`smaller than ${SMALLEST_FOOTPRINT} m²`, 1, "building");
  } else if (building) {
    const { use, levels, name } = building;
    footprints.push({
      ...{ x, y, area },
      ...(levels === undefined ? {} : { levels }),
      ...(use === undefined ? {} : { use }),
      ...(name === undefined ? {} : { name }),
    });
  }
  if (site) candidates.push({ site: siteAt(site, x, y), reach: Math.max(SAME_SITE, Math.sqrt(centre.area)) });
}

function siteAt({ use, name, capacity }: NonNullable<Area["site"]>, x: number, y: number): SiteDraft {
  return { use, x, y, ...(name === undefined ? {} : { name }), ...(capacity === undefined ? {} : { capacity }) };
}

/** x, y, x, y … of a way; null if a node of it is missing. */
function lineOf({ first, end }: Span, rows: Uint32Array, { x, y }: Nodes): number[] | null {
  const line: number[] = [];
  for (let i = first; i < end; i++) {
    const row = rows[i]!;
    if (row === NONE) return null;
    line.push(x[row]!, y[row]!);
  }
  return line;
}

/** m² of the holes that begin inside an outline. */
function holesOf({ holes }: Area, outline: readonly number[], rows: Uint32Array, nodes: Nodes): number {
  let area = 0;
  for (const span of holes) {
    const hole = lineOf(span, rows, nodes);
    if (hole && ringHolds(outline, hole[0]!, hole[1]!)) area += ringCentre(hole).area;
  }
  return area;
}

/** Of elements with one use and one name that stand close together the one drawn largest stays. */
function withoutRepeats(candidates: readonly Candidate[], leftOut: LeftOut): SiteDraft[] {
  if (candidates.length === 0) return [];
  const index = new Flatbush(candidates.length);
  for (const { site } of candidates) index.add(site.x, site.y);
  index.finish();
  const isRepeat = new Uint8Array(candidates.length);
  const order = candidates.map((_, row) => row).sort((a, b) => candidates[b]!.reach - candidates[a]!.reach || a - b);
  for (const row of order) {
    if (isRepeat[row]) continue;
    const { site, reach } = candidates[row]!;
    for (const other of index.search(site.x - reach, site.y - reach, site.x + reach, site.y + reach)) {
      const { use, name, x, y } = candidates[other]!.site;
      if (other === row || use !== site.use || name !== site.name) continue;
      if ((x - site.x) ** 2 + (y - site.y) ** 2 <= reach * reach) isRepeat[other] = 1;
    }
  }
  const sites = candidates.filter((_, row) => !isRepeat[row]).map(({ site }) => site);
  leftOut.add("the same use and name as a destination close by", candidates.length - sites.length, "element");
  return sites;
}
