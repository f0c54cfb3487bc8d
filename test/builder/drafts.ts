/** Small hand-made drafts. */
import type { Draft, StreetDraft, ZoneDraft } from "../../src/builder/draft.js";

/** Side of a block of the grid, m. */
const BLOCK = 100;

/** A town on a square grid of streets with equal zones side by side, west to east. */
export function gridTown(blocks: number, zones: readonly Partial<ZoneDraft>[], changes: Partial<Draft> = {}): Draft {
  const side = blocks + 1;
  const x: number[] = [];
  const y: number[] = [];
  for (let j = 0; j < side * side; j++) {
    x.push((j % side) * BLOCK);
    y.push(Math.floor(j / side) * BLOCK);
  }
  const streets: StreetDraft[] = [];
  const add = (from: number, to: number) => {
    const line = [x[from]!, y[from]!, x[to]!, y[to]!];
    streets.push({ from, to, width: 8, line, highway: "residential" });
  };
  for (let j = 0; j < side * side; j++) {
    if (j % side < blocks) add(j, j + 1);
    if (j + side < side * side) add(j, j + side);
  }
  const width = (blocks * BLOCK) / zones.length;
  return {
    name: "Gridtown",
    origin: null,
    junctions: { x, y },
    streets,
    zones: zones.map((zone, z) => ({
      name: `Zone ${z}`,
      code: String(z),
      x: (z + 0.5) * width,
      y: (blocks * BLOCK) / 2,
      area: width * blocks * BLOCK,
      residents: 0,
      ...zone,
    })),
    zoneOf: (px) => Math.max(0, Math.min(zones.length - 1, Math.floor(px / width))),
    footprints: [],
    sites: [],
    sources: [],
    assumptions: [],
    leftOut: [],
    ...changes,
  };
}
