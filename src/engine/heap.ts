/**
 * Heaps of ids by time in a block of an arena: the times, then the ids. The earliest comes first, of two at the same time the
 * lower id. Whose heap it is keeps the block, its size, its room (entries it holds) and how many are used.
 */
import { type Arena, roomOf, sizeFor } from "./arena.js";

/** Entries below each entry. Their times stand together, and in a large city most of a large heap lies in far memory. */
const BELOW = 4;
/** Words of an entry. */
const WORDS = 3;

/** Size of a block with room for so many entries. */
export function heapSizeFor(entries: number): number {
  return sizeFor(WORDS * entries);
}

/** Entries a block of a size has room for. */
export function heapRoomOf(size: number): number {
  return Math.floor(roomOf(size) / WORDS);
}

/** Time of an entry; 0 is the earliest. */
export function timeAt({ doubles }: Arena, block: number, entry: number): number {
  return doubles[(block >> 1) + entry]!;
}

export function idAt({ words }: Arena, block: number, room: number, entry: number): number {
  return words[block + 2 * room + entry]!;
}

/** Copies a heap that fills its block into a larger one, and gives its own back. */
export function moveHeap(arena: Arena, from: number, fromSize: number, to: number, toSize: number): void {
  const { words } = arena;
  const held = heapRoomOf(fromSize);
  words.copyWithin(to, from, from + 2 * held);
  words.copyWithin(to + 2 * heapRoomOf(toSize), from + 2 * held, from + 3 * held);
  arena.give(from, fromSize);
}

/** Puts an id into the hole at an entry below which there is nothing earlier. */
export function siftUp(
  { words, doubles }: Arena,
  block: number,
  room: number,
  from: number,
  id: number,
  time: number,
): void {
  const times = block >> 1;
  const ids = block + 2 * room;
  let hole = from;
  while (hole > 0) {
    const parent = (hole - 1) >> 2;
    const above = doubles[times + parent]!;
    if (above < time || (above === time && words[ids + parent]! < id)) break;
    doubles[times + hole] = above;
    words[ids + hole] = words[ids + parent]!;
    hole = parent;
  }
  doubles[times + hole] = time;
  words[ids + hole] = id;
}

/** Puts an id in the place of the earliest, in a heap of so many entries. */
export function siftDown(
  { words, doubles }: Arena,
  block: number,
  room: number,
  used: number,
  id: number,
  time: number,
): void {
  const times = block >> 1;
  const ids = block + 2 * room;
  let hole = 0;
  for (;;) {
    const first = BELOW * hole + 1;
    if (first >= used) break;
    const end = Math.min(first + BELOW, used);
    let child = first;
    let least = doubles[times + first]!;
    for (let other = first + 1; other < end; other++) {
      const at = doubles[times + other]!;
      if (at > least || (at === least && words[ids + other]! > words[ids + child]!)) continue;
      child = other;
      least = at;
    }
    if (time < least || (time === least && id < words[ids + child]!)) break;
    doubles[times + hole] = least;
    words[ids + hole] = words[ids + child]!;
    hole = child;
  }
  doubles[times + hole] = time;
  words[ids + hole] = id;
}
