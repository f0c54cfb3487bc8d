/** The draft's destinations: its sites, and the outlines of public buildings that no site stands for. */
import type { BuildingUse } from "../city/city.js";
import type { Draft, FootprintDraft, SiteDraft } from "./draft.js";

/** Uses of which a building outline alone tells that there is one. */
const INSTITUTIONS: ReadonlySet<SiteDraft["use"]> = new Set(["elementary", "middle", "high", "university", "hospital"]);
/** Outlines of the same use nearer than this belong to one institution, m. */
const CAMPUS = 250;

/** Sites, then one more for each institution known only by its outlines. */
export function destinations({ sites, footprints }: Draft): SiteDraft[] {
  const found = [...sites];
  const institutions: SiteDraft[] = sites.filter(({ use }) => INSTITUTIONS.has(use));
  for (const { use, x, y, name } of footprints.filter(isInstitution)) {
    const isNear = (other: SiteDraft) => Math.abs(other.x - x) < CAMPUS && Math.abs(other.y - y) < CAMPUS;
    if (institutions.some((other) => other.use === use && isNear(other))) continue;
    institutions.push({ use, x, y });
    found.push(name === undefined ? { use, x, y } : { use, x, y, name });
  }
  return found;
}

function isInstitution(footprint: FootprintDraft): footprint is FootprintDraft & { use: BuildingUse } {
  return footprint.use !== undefined && INSTITUTIONS.has(footprint.use);
}
