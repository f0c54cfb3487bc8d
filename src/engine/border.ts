/**
 * What zones know of each other while each is processed on its own: glimpses of the places beside a border, as they
 * were at the end of the last window but one side of a double buffer, and how many people out of routine a zone holds.
 */
import { type City, PlaceKindCode } from "../city/city.js";
import type { Memory } from "./memory.js";

/** Bits of a glimpse; the number of hunters, up to MOST_SEEN, stands above them. */
const PREY_SEEN = 1;
const SHUT = 2;
const BROKEN = 4;
const HUNTERS = 3;
const MOST_SEEN = 31;

export class Border {
  /** [P] 1: the place has a door into another zone, or is a vehicle, from which one gets out anywhere. */
  readonly edge: Uint8Array;
  /** CSR [Z + 1]: the places of each zone that can be seen from another one. */
  readonly start: Uint32Array;
  readonly places: Uint32Array;
  /** The glimpses that may be read, and those being written for the next window. */
  private seen: Uint8Array;
  private next: Uint8Array;

  /** `apart`: whether zones are processed apart at all. */
  constructor(city: City, apart: boolean, memory: Memory) {
    const places = city.places.kind.length;
    this.edge = memory.array("u8", places);
    this.seen = memory.array("u8", places);
    this.next = memory.array("u8", places);
    this.start = new Uint32Array(city.zones.x.length + 1);
    this.places = apart ? findEdges(city, this.edge, this.start) : new Uint32Array(0);
  }

  /** Whether people who can be attacked are there. */
  hasPrey(place: number): boolean {
    return (this.seen[place]! & PREY_SEEN) !== 0;
  }

  /** The turned who hunt there; more than 31 are not told apart. */
  hunters(place: number): number {
    return this.seen[place]! >> HUNTERS;
  }

  isShut(place: number): boolean {
    return (this.seen[place]! & SHUT) !== 0;
  }

  isBroken(place: number): boolean {
    return (this.seen[place]! & BROKEN) !== 0;
  }

  /** Sets what others will see of a place from the next window on. */
  show(place: number, prey: number, hunters: number, shut: number, broken: number): void {
    const head = Math.min(hunters, MOST_SEEN) << HUNTERS;
    this.next[place] = head | (prey > 0 ? PREY_SEEN : 0) | (shut === 1 ? SHUT : 0) | (broken === 1 ? BROKEN : 0);
  }

  /** Sets that others will see nobody in a place from the next window on. */
  hide(place: number): void {
    this.next[place] = 0;
  }

  /** The next window begins: what was shown can be seen. */
  turn(): void {
    const { seen } = this;
    this.seen = this.next;
    this.next = seen;
  }
}

/** Marks the edges; returns the places with a door into another zone, by zone. */
function findEdges(city: City, edge: Uint8Array, start: Uint32Array): Uint32Array {
  const { zone, kind } = city.places;
  const { doorStart, doors } = city;
  const found: number[] = [];
  for (let place = 0; place < kind.length; place++) {
    const here = zone[place]!;
    if (kind[place] === PlaceKindCode.vehicle) edge[place] = 1;
    for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
      if (zone[doors.to[door]!] === here) continue;
      edge[place] = 1;
      found.push(place);
      start[here + 1]!++;
      break;
    }
  }
  for (let z = 0; z + 1 < start.length; z++) start[z + 1]! += start[z]!;
  const next = start.slice();
  const places = new Uint32Array(found.length);
  for (const place of found) places[next[zone[place]!]!++] = place;
  return places;
}
