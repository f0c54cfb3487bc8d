/** Season 1 in a small town in which many become hybrids, and people fight: for the tests of both. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { schoolOutbreak } from "./town.js";

type Table = Record<string, unknown>;

const { strains } = parse(readFileSync("bench/school.yaml", "utf8")) as { strains: { jonas: Table } };

/** The strain of season 1 with a share of hybrids and their powers. */
export function strainWith(share: number, hybrid: Table): Table {
  const { states } = strains.jonas as { states: Table };
  const incubating = {
    dwell: { lognormal: { median: "6 min", sigma: 0.9 } },
    next: { turned: 1 - share, hybrid: share },
  };
  return { jonas: { ...strains.jonas, hybrid, states: { ...states, incubating } } };
}

/** Every feature at once, hungry hybrids in 3 of 10. */
export const HYBRIDS = schoolOutbreak(3_000, {
  strains: strainWith(0.3, { hunger: { after: "30 min" }, control: { rate: "4 /h" } }),
  fights: { arms: { police: 0.02 } },
  noise: { setOff: 0.05 },
  groups: {},
  outbreak: [{ strain: "jonas", count: 5, where: { use: "high" } }],
});
