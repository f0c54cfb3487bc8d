/**
 * Outings that do not take place: out of fear, by order. An outing is called off if there is a reason to, by what is known
 * LEAD before it would begin. So the answer is fixed from then on, and everyone who asks gets the same, whenever and in
 * whatever thread; who asks earlier is told that the outing takes place, and asks again when it begins.
 */

/** The outings of a day; the code is the position in this list. */
export const OUTINGS = [
  "anchor", // to school, to work
  "shop",
  "community", // what the routine does not have: contacts among neighbours, on visits and errands (contact infections)
] as const;
export type Outing = (typeof OUTINGS)[number];
export const OutingCode = Object.fromEntries(OUTINGS.map((name, code) => [name, code])) as Record<Outing, number>;

/** An outing is decided on this long before it begins, s (assumed; longer than any window of a run). */
export const LEAD = 60;

/**
 * Whether there is a reason for a person not to set out at time `begins` (s) on an outing (OUTINGS). It may depend on what
 * has been known before the time `decided`, and on nothing that is written at that time or later. It must not ask the routine.
 */
export type Reason = (person: number, outing: number, begins: number, decided: number) => boolean;

/** Who says what time it is. */
export interface Clock {
  readonly now: number;
}

/** Of all time everything is known. */
export const END_OF_TIME: Clock = { now: Number.POSITIVE_INFINITY };

export class CalledOff {
  private readonly reasons: Reason[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Adds a reason. One is enough to stay at home. */
  add(reason: Reason): void {
    this.reasons.push(reason);
  }

  /** Whether an outing that would begin at a time, s, is known by now not to take place. */
  has(person: number, outing: number, begins: number): boolean {
    const decided = begins - LEAD;
    if (decided > this.clock.now) return false;
    for (const reason of this.reasons) if (reason(person, outing, begins, decided)) return true;
    return false;
  }
}
