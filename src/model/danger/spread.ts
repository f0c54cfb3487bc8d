import { NONE } from "../../base/columns.js";

/** Slots at first: a scream reaches some dozens of places. */
const SLOTS = 1 << 10;
/** 2^32 over the golden ratio, which sends places that stand together to slots far apart. */
const GOLDEN = 0x9e3779b1;

/**
 * How far a noise has come: scratch of one, kept between them. A hash table, since one noise reaches few places, and all noises
 * of a day nearly all there are.
 */
export class Spread {
  /** Kind of the noise, and s until which it goes on. */
  kind = 0;
  until = 0;
  /** Place in which it was made. */
  source = NONE;
  /** Places it has reached. */
  readonly reached: number[] = [];
  /** Those whose doors are yet to be looked through; one again for each shorter way found to it. */
  readonly work: number[] = [];

  /** Number of the noise; by slot, that of the noise that last used it, the place, and how far it came, m. */
  private number = 0;
  private stamp = new Uint32Array(SLOTS);
  private place = new Uint32Array(SLOTS);
  private distance = new Float32Array(SLOTS);
  private shift = Math.clz32(SLOTS) + 1;

  /** A new noise, which has come nowhere yet. */
  begin(kind: number, source: number, until: number): void {
    this.number++;
    this.kind = kind;
    this.source = source;
    this.until = until;
    this.reached.length = 0;
    this.work.length = 0;
  }

  /** The noise has come to a place over `range` m; false if it has been heard there over a shorter way. */
  reach(place: number, range: number): boolean {
    const { number, reached } = this;
    if (2 * reached.length >= this.stamp.length) this.grow();
    const slot = this.slotOf(place);
    if (this.stamp[slot] !== number) {
      this.stamp[slot] = number;
      this.place[slot] = place;
      reached.push(place);
    } else if (this.distance[slot]! <= range) return false;
    this.distance[slot] = range;
    this.work.push(place);
    return true;
  }

  /** m over which the noise has come to a place; Infinity if it has not. */
  distanceTo(place: number): number {
    const slot = this.slotOf(place);
    return this.stamp[slot] === this.number ? this.distance[slot]! : Number.POSITIVE_INFINITY;
  }

  /** The slot of a place; a free one if the noise has not reached it. */
  private slotOf(place: number): number {
    const { number, stamp, place: places } = this;
    const last = stamp.length - 1;
    let slot = Math.imul(place, GOLDEN) >>> this.shift;
    while (stamp[slot] === number && places[slot] !== place) slot = (slot + 1) & last;
    return slot;
  }

  private grow(): void {
    const { reached } = this;
    const distances = reached.map((place) => this.distanceTo(place));
    const slots = 2 * this.stamp.length;
    this.stamp = new Uint32Array(slots);
    this.place = new Uint32Array(slots);
    this.distance = new Float32Array(slots);
    this.shift--;
    for (let i = 0; i < reached.length; i++) {
      const slot = this.slotOf(reached[i]!);
      this.stamp[slot] = this.number;
      this.place[slot] = reached[i]!;
      this.distance[slot] = distances[i]!;
    }
  }
}
