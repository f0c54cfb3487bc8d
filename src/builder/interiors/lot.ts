/** Where a building stands, and what it offers once it is built. */

/** The spot a building is put on. */
export interface Lot {
  /** Place row of the street it opens on. */
  readonly street: number;
  readonly zone: number;
  /** Centre of the building, m. */
  readonly x: number;
  readonly y: number;
  /** m from the street's centre to the building's door. */
  readonly setback: number;
}

/** A room where people spend the day, and for how many it is made. */
export interface Room {
  readonly place: number;
  readonly capacity: number;
}

export interface Interior {
  readonly building: number;
  /** Places of the homes, lowest floor first. */
  readonly homes: number[];
  /**
   * Rooms where people spend the day. In schools these are for pupils; elsewhere for those who work there
   * (in wards: nurses and doctors, not patients).
   */
  readonly rooms: Room[];
  /** Rooms for those who work in a school; empty elsewhere. */
  readonly staff: Room[];
}

/** Throws a RangeError unless `value` is a whole number from 1 on: a caller's mistake, not a user's. */
export function requireCount(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${what}: expected a whole number ≥ 1, found ${value}`);
}
