/**
 * What people believe of the outbreak, as the times from which it holds. A person's belief belongs to the zone they live in,
 * wherever they are. A time is written when a window begins, or between two windows, and holds from the end of that window at
 * the earliest, and "holds at t" means: it is before t. So whoever asks what holds by now, in any zone and any thread, gets the
 * same answer whether the time has been written yet or not.
 */
import { column, type Table } from "../base/columns.js";
import type { Memory } from "./memory.js";

/** What comes of news for a person's belief. */
export const RUMOUR = 1; // they have heard of it
export const CONVINCED = 2; // they are convinced
export const STIFLED = 3; // they pass it on no more
export const SILENT = 4; // they tell nobody anything any more: turned, dead or gone

export const BELIEF_STATE = {
  heardAt: column("f64", "s", "time from which the person has heard of the outbreak; Infinity: never"),
  convincedAt: column("f64", "s", "time from which the person is convinced of it; Infinity: never"),
  silentAt: column("f64", "s", "time from which the person tells nobody anything: turned, dead, gone; Infinity: never"),
  stifledAt: column("f64", "s", "time from which the person passes the rumour on no more; Infinity: not yet"),
  meetings: column("u32", "count", "people met while passing it on: the count of draws"),
} as const;

export class Beliefs {
  readonly table: Table<typeof BELIEF_STATE>;

  constructor(people: number, memory: Memory) {
    this.table = memory.table(BELIEF_STATE, people);
    if (memory.attached) return;
    const { heardAt, convincedAt, silentAt, stifledAt } = this.table;
    for (const times of [heardAt, convincedAt, silentAt, stifledAt]) times.fill(Number.POSITIVE_INFINITY);
  }

  /** Whether a person has heard of it by time `t`, s. */
  hasHeard(person: number, t: number): boolean {
    return this.table.heardAt[person]! < t;
  }

  /** Whether a person is convinced of it at time `t`, s. */
  isConvinced(person: number, t: number): boolean {
    return this.table.convincedAt[person]! < t;
  }

  /** Whether a person is turned, dead or gone at time `t`, s, as far as those at home know. */
  isSilent(person: number, t: number): boolean {
    return this.table.silentAt[person]! < t;
  }
}
