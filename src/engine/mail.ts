/**
 * What crosses a zone border during a window, or goes from anywhere to the zone someone lives in: written by the zone it comes
 * from, read by the other when the next window begins.
 */
import { column, type Table } from "../base/columns.js";
import type { Page } from "./pages.js";

/** Kinds of mail. */
export const ARRIVAL = 0; // a person, on their way into a place
export const NOISE = 1; // a noise, heard up to the border
export const NEWS = 2; // what someone comes to believe, wherever they are, to their home

export const MAIL = {
  kind: column("u8", "code", "ARRIVAL, NOISE or NEWS"),
  to: column("u32", "row of places", "place it comes into; news: their home"),
  time: column("f64", "s", "arrival: when; noise: when it was made"),
  person: column("u32", "row of people", "arrival, news: who"),
  progress: column("f64", "s", "arrival: time of their next change of state; Infinity if none"),
  contact: column("f64", "s", "arrival: time of their next contact; Infinity if none"),
  door: column("u32", "row of doors", "noise: way back to where it came from"),
  source: column("u32", "row of places", "noise: where it was made"),
  range: column("f64", "m", "noise: distance it has come"),
  noise: column("u8", "code", "noise: its kind (NOISES)"),
  belief: column("u8", "code", "news: what becomes of their belief (RUMOUR …)"),
  from: column("u32", "row of people", "news: from whom; NONE: from nobody"),
} as const;

/** A row of mail. */
export interface Letter {
  readonly mail: Table<typeof MAIL>;
  readonly row: number;
}

/** The mail of a window, by the zone it goes to. Every thread sorts it for itself. */
export class Inbox {
  private readonly zoneOf: Uint16Array;
  /** [Z + 1] where the letters of each zone begin. */
  private readonly start: Uint32Array;
  private readonly end: Uint32Array;
  /** The letters by zone, those of one zone in no order. */
  private page: Uint8Array = new Uint8Array(256);
  private row: Uint32Array = new Uint32Array(256);
  private pages: readonly Page<typeof MAIL>[] = [];
  private filled = false;

  /** @param zoneOf  [P] zone of each place */
  constructor(zones: number, zoneOf: Uint16Array) {
    this.zoneOf = zoneOf;
    this.start = new Uint32Array(zones + 1);
    this.end = new Uint32Array(zones);
  }

  /** Takes in the mail of a window; that of the window before is forgotten. */
  sort(pages: readonly Page<typeof MAIL>[]): void {
    const { start, end, zoneOf } = this;
    this.pages = pages;
    const rows = pages.reduce((sum, page) => sum + page.rows, 0);
    if (rows === 0 && !this.filled) return;
    this.filled = rows > 0;
    start.fill(0);
    for (const { columns, rows } of pages) for (let row = 0; row < rows; row++) start[zoneOf[columns.to[row]!]! + 1]!++;
    for (let zone = 0; zone < end.length; zone++) {
      start[zone + 1]! += start[zone]!;
      end[zone] = start[zone]!;
    }
    if (rows > this.row.length) {
      this.page = new Uint8Array(2 * rows);
      this.row = new Uint32Array(2 * rows);
    }
    pages.forEach(({ columns, rows }, page) => {
      for (let row = 0; row < rows; row++) {
        const letter = end[zoneOf[columns.to[row]!]!]!++;
        this.page[letter] = page;
        this.row[letter] = row;
      }
    });
  }

  /** Whether there is mail for a zone. */
  has(zone: number): boolean {
    return this.end[zone]! > this.start[zone]!;
  }

  /** Looks at each letter to a zone. */
  read(zone: number, look: (mail: Table<typeof MAIL>, row: number) => void): void {
    for (let letter = this.start[zone]!; letter < this.end[zone]!; letter++)
      look(this.pages[this.page[letter]!]!.columns, this.row[letter]!);
  }
}
