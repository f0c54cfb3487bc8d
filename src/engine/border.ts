/**
 * What zones see of each other while each is processed on its own: glimpses of the places beside a border, as they were at
 * the end of the last window. There are two of each: one to be read, one being written for the next window.
 */
import { type City, PlaceKindCode } from "../city/city.js";
import type { Memory } from "./memory.js";

/** Bits of a glimpse; the number of hunters, up to MOST_SEEN, stands above them. */
const PREY_SEEN = 1;
const SHUT = 2;
const BROKEN = 4;
const HUNTERS = 3;
const MOST_SEEN = 31;

/** Bits of `edge`. */
const EDGE = 1;
const TOUCHED = 2; // it stands in the list of places to be shown

export class Border {
  /** [P] 1: the place has a door into another zone, or is a vehicle, from which one gets out anywhere; 0 inside. */
  readonly edge: Uint8Array;
  /** CSR [Z + 1]: the places of each zone that can be seen from another one. */
  readonly start: Uint32Array;
  readonly places: Uint32Array;
  /** The glimpses that may be read, and those being written for the next window. */
  private seen: Uint8Array;
  private next: Uint8Array;
  /** CSR [Z + 1]: room for all places of each zone on the edge, in the two lists below. */
  private readonly listStart: Uint32Array;
  /** Places of each zone that have changed in this window, and in the one before. The two take turns. */
  private readonly lists: readonly [Uint32Array, Uint32Array];
  /** [2 × Z] how many these are. */
  private readonly counts: Uint32Array;
  /** Which of the two lists is that of this window; of all zones. */
  private now = 0;
  private readonly zone: Uint16Array;

  /** `apart`: whether zones are processed apart at all. */
  constructor(city: City, apart: boolean, memory: Memory) {
    const places = city.places.kind.length;
    const zones = city.zones.x.length;
    this.zone = city.places.zone;
    this.edge = memory.array("u8", places);
    this.seen = memory.array("u8", places);
    this.next = memory.array("u8", places);
    this.start = new Uint32Array(zones + 1);
    this.places = apart ? findEdges(city, this.edge, this.start) : new Uint32Array(0);
    this.listStart = countEdges(city, this.edge);
    const room = this.listStart[zones]!;
    this.lists = [memory.array("u32", room), memory.array("u32", room)];
    this.counts = memory.array("u32", 2 * zones);
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

  /** Something that can be seen of a place on the edge has changed. */
  touch(place: number): void {
    const { edge, now } = this;
    if (edge[place] !== EDGE) return;
    edge[place] = EDGE | TOUCHED;
    const zone = this.zone[place]!;
    this.lists[now]![this.listStart[zone]! + this.counts[2 * zone + now]!++] = place;
  }

  /** Whether something of a zone is still to be shown. */
  isFresh(zone: number): boolean {
    return this.counts[2 * zone]! + this.counts[2 * zone + 1]! > 0;
  }

  /**
   * Shows others in the next window what of a zone has changed in this one, and in the one before, when the other glimpse was
   * written.
   *
   * @param glimpse  what is to be seen of a place now
   */
  show(zone: number, glimpse: (place: number) => number): void {
    const { edge, next, counts, now } = this;
    const first = this.listStart[zone]!;
    const before = this.lists[1 - now]!;
    for (let i = first; i < first + counts[2 * zone + 1 - now]!; i++) next[before[i]!] = glimpse(before[i]!);
    counts[2 * zone + 1 - now] = 0;
    const touched = this.lists[now]!;
    for (let i = first; i < first + counts[2 * zone + now]!; i++) {
      next[touched[i]!] = glimpse(touched[i]!);
      edge[touched[i]!] = EDGE;
    }
  }

  /** The next window begins: what was shown can be seen. */
  turn(): void {
    const { seen } = this;
    this.seen = this.next;
    this.next = seen;
    this.now = 1 - this.now;
  }
}

/** What is to be seen of a place with these in it. */
export function glimpseOf(prey: number, hunters: number, shut: number, broken: number): number {
  const head = Math.min(hunters, MOST_SEEN) << HUNTERS;
  return head | (prey > 0 ? PREY_SEEN : 0) | (shut === 1 ? SHUT : 0) | (broken === 1 ? BROKEN : 0);
}

/** Marks the edges; returns the places with a door into another zone, by zone. */
function findEdges(city: City, edge: Uint8Array, start: Uint32Array): Uint32Array {
  const { zone, kind } = city.places;
  const { doorStart, doors } = city;
  const found: number[] = [];
  const mark = (place: number) => {
    if (edge[place] === 0) edge[place] = EDGE; // else another thread has marked, and perhaps touched it
  };
  for (let place = 0; place < kind.length; place++) {
    const here = zone[place]!;
    if (kind[place] === PlaceKindCode.vehicle) mark(place);
    for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
      if (zone[doors.to[door]!] === here) continue;
      mark(place);
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

/** CSR [Z + 1]: the places of each zone on an edge, vehicles too. */
function countEdges({ places: { zone }, zones }: City, edge: Uint8Array): Uint32Array {
  const start = new Uint32Array(zones.x.length + 1);
  for (let place = 0; place < zone.length; place++) if (edge[place] !== 0) start[zone[place]! + 1]!++;
  for (let z = 0; z + 1 < start.length; z++) start[z + 1]! += start[z]!;
  return start;
}
