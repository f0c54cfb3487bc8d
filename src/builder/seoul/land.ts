/** What the quarters of Seoul are like: from mountains, centres of work, and each district's share of apartments. */
import type { Random } from "../../base/random.js";
import { hypot } from "../geometry.js";
import { CharacterCode, type LandUse } from "../hyosan/characters.js";
import { Purpose } from "../hyosan/purpose.js";
import { CENTRES, type District } from "./districts.js";
import type { SeoulGround } from "./terrain.js";

/** Steepness from which on land is mountain, and hillside. */
const MOUNTAIN = 0.6;
const HILLSIDE = 0.3;
/** Share of the land without apartments that is old town. */
const OLD = 0.15;
/** How far the edge of a centre of work wavers, as a share of its radius. */
const FRAYED = 0.35;

export class SeoulLand implements LandUse {
  private readonly centres: readonly { x: number; y: number; radius: number; industry: boolean }[];

  /**
   * @param districtOf  [quarters] row of `districts`
   * @param scale       of all lengths
   */
  constructor(
    private readonly random: Random,
    private readonly ground: SeoulGround,
    private readonly districts: readonly District[],
    private readonly districtOf: Uint8Array,
    scale: number,
  ) {
    this.centres = CENTRES.map(({ lon, lat, across, industry }) => {
      const [x, y] = ground.at(lon, lat);
      return { x, y, radius: across * 500 * scale, industry };
    });
  }

  at(x: number, y: number, entity: number, _isEdge: boolean, _canOpen: boolean, quarter: number): number {
    const steep = this.ground.hill(x, y);
    if (steep > MOUNTAIN) return CharacterCode.mountain;
    this.random.draw(Purpose.character, entity, 0);
    const luck = this.random.w0 / 2 ** 32;
    const fray = 1 + FRAYED * (this.random.w1 / 2 ** 31 - 1);
    const point = [0, 0];
    this.ground.place(x, y, point, 0);
    for (const centre of this.centres) {
      if (hypot(point[0]! - centre.x, point[1]! - centre.y) > centre.radius * fray) continue;
      return centre.industry ? CharacterCode.industry : CharacterCode.business;
    }
    if (steep > HILLSIDE) return CharacterCode.hillside;
    const { apartments } = this.districts[this.districtOf[quarter]!]!;
    if (luck < apartments) return CharacterCode.apartments;
    return luck < apartments + (1 - apartments) * OLD ? CharacterCode.old : CharacterCode.villas;
  }
}
