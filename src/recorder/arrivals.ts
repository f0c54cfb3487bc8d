/** When the outbreak came to each street, and how many were infected along it. */
import { NONE } from "../base/columns.js";
import type { City } from "../city/city.js";
import { EventCode } from "../engine/events.js";
import { streetOutside } from "./geography.js";

/** Events that show someone infected to be there (people who only hear of danger do not). */
const OF_THE_OUTBREAK = new Uint8Array(256);
for (const kind of ["infected", "progressed", "attacked", "killed", "broke-in"] as const) {
  OF_THE_OUTBREAK[EventCode[kind]] = 1;
}

/** S streets. */
export class Arrivals {
  /** [S] s since the start; NaN where the outbreak has not been. */
  readonly time: Float64Array;
  /** [S] infections on the street and in the places whose way out leads onto it. */
  readonly infections: Uint32Array;

  constructor(private readonly city: City) {
    const streets = city.shapeStart.length - 1;
    this.time = new Float64Array(streets).fill(Number.NaN);
    this.infections = new Uint32Array(streets);
  }

  /** Takes in one event, in order of time. */
  note(kind: number, place: number, time: number): void {
    if (OF_THE_OUTBREAK[kind] === 0 || place === NONE) return;
    const street = streetOutside(this.city, place);
    if (street >= this.time.length) return;
    if (Number.isNaN(this.time[street]!)) this.time[street] = time;
    if (kind === EventCode.infected) this.infections[street]!++;
  }
}
