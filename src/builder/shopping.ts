/** Stage: the shop each household goes to, one of the three nearest. */
import Flatbush from "flatbush";
import { NONE } from "../base/columns.js";
import { BuildDraw } from "./purposes.js";
import type { Settlement } from "./settlement.js";

/** Probability of the nearest shop and of the second; the third has the rest. */
const NEAREST = 0.5;
const SECOND = 0.3;
/** Most homes have three shops within this distance, m; others look farther. */
const REACH = 400;

/** [H] provisional place of each household's shop; NONE if there is none. Households of a building share its three. */
export function chooseShops(
  { blueprint, random }: Settlement,
  homes: Uint32Array,
  shops: readonly number[],
): Uint32Array {
  const chosen = new Uint32Array(homes.length).fill(NONE);
  if (shops.length === 0) return chosen;
  const { x, y, building: buildingOf } = blueprint;
  const index = new Flatbush(shops.length);
  for (const room of shops) index.add(x[room]!, y[room]!, x[room]!, y[room]!);
  index.finish();
  let nearest: number[] = [];
  let building = NONE;
  for (let household = 0; household < homes.length; household++) {
    const home = homes[household]!;
    if (nearest.length === 0 || buildingOf[home] !== building) {
      nearest = index.neighbors(x[home]!, y[home]!, 3, REACH);
      if (nearest.length < 3) nearest = index.neighbors(x[home]!, y[home]!, 3);
      building = buildingOf[home]!;
    }
    const u = random.uniform(BuildDraw.householdShop, household, 0);
    const k = u < NEAREST ? 0 : u < NEAREST + SECOND ? 1 : 2;
    chosen[household] = shops[nearest[Math.min(k, nearest.length - 1)]!]!;
  }
  return chosen;
}
