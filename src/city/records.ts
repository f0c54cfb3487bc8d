/**
 * What contact infections read together of a person, in one line of memory: whoever is next is somewhere else in
 * memory each time, and at a million people it is the lines touched that cost, not what is computed.
 */

/** 32-bit words of a record: 64 bytes, a cache line. */
const WORDS = 16;
/** Large buffers begin 16 bytes after a page does (the allocator's header): this far on, records and lines coincide. */
const ALIGN = 48;

/** Word of each field in a person's record. Written once, from the city: */
export const HOME = 0; // row of places
export const ANCHOR = 1; // row of places, NONE if there is none
export const ROLE = 2; // code (ROLES)
export const FIRST_AT_HOME = 3; // row of people: first of the household
export const FIRST_AT_ANCHOR = 4; // row of the roster: first at the anchor
export const OTHERS = 5; // two halves: others of the household, others at the anchor
export const ANCHOR_TRIP = 6; // float32, s: no trip between home and anchor takes longer
export const SHOP_TRIP = 7; // float32, s: no trip between home and shop takes longer
/** Changing: */
export const ATTEMPTS = 8; // count of attempts to infect
export const ENTERED = 9; // count of states entered
export const END = 10; // float64, s: end of the present state
export const FOLLOWED = 12; // float64, s: how far the stream of attempts has been followed; Infinity: there is none
export const HEALTH = 14; // two bytes: state, strain; and a half: zone the person lives in

/** The records of all people, as words, and the same memory as halves, bytes, floats and doubles. */
export class Records {
  readonly words: Uint32Array;
  readonly halves: Uint16Array;
  readonly bytes: Uint8Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;

  constructor(people: number) {
    const buffer = new ArrayBuffer(ALIGN + people * WORDS * 4);
    this.words = new Uint32Array(buffer, ALIGN);
    this.halves = new Uint16Array(buffer, ALIGN);
    this.bytes = new Uint8Array(buffer, ALIGN);
    this.floats = new Float32Array(buffer, ALIGN);
    this.doubles = new Float64Array(buffer, ALIGN);
  }
}

/** Index of a field of a person's record: among the words or floats, the halves, the bytes, the doubles. */
export function wordOf(person: number, word: number): number {
  return person * WORDS + word;
}
export function halfOf(person: number, word: number): number {
  return 2 * (person * WORDS + word);
}
export function byteOf(person: number, word: number): number {
  return 4 * (person * WORDS + word);
}
export function doubleOf(person: number, word: number): number {
  return person * (WORDS / 2) + word / 2;
}
