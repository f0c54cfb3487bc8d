/** How long a journey by train takes, from nothing but the passengers counted in and out by hour: Little's law. */

/** Time of a journey between gates that is not spent in trains, s: ways to and from platforms, waiting, changing. */
const NOT_RIDING = 8 * 60;
/** Mean speed of a train, stops included, m/s (33 km/h, public knowledge). */
const COMMERCIAL_SPEED = 9.2;
/** Length of the way by train for one metre in a straight line. Assumed. */
const DETOUR = 1.3;

/** The mean journey of a network. */
export interface Journey {
  /** s between gates, by Little's law. */
  readonly seconds: number;
  /** m in a straight line, as assumed from the time. */
  readonly metres: number;
}

/**
 * The mean journey of a network whose passengers are all counted when they enter and when they leave.
 *
 * The mean number of people between the gates is the arrivals in a unit of time × the mean time between gates (Little
 * 1961). How many are there when the counts begin is not known: as many as when they end, corrected by what more left
 * than entered; and at the end as many as have entered in the time of a journey before.
 *
 * @param entered  [24] by hour, 0 outside the hours counted
 * @returns undefined where the counts cannot tell: too few, or as many in the last hour as in others
 */
export function meanJourney(entered: Float64Array, left: Float64Array): Journey | undefined {
  const first = entered.findIndex((n) => n > 0);
  const last = entered.findLastIndex((n) => n > 0);
  let inside = 0;
  let personHours = 0;
  let total = 0;
  for (let hour = first; hour >= 0 && hour <= last; hour++) {
    const before = inside;
    inside += entered[hour]! - left[hour]!;
    personHours += (before + inside) / 2;
    total += entered[hour]!;
  }
  const hours = last - first + 1;
  const known = total - hours * (entered[last] ?? 0);
  const time = ((personHours - hours * inside) / known) * 3600;
  if (first < 0 || !(known > total / 2) || !(time > NOT_RIDING)) return undefined;
  return { seconds: time, metres: ((time - NOT_RIDING) * COMMERCIAL_SPEED) / DETOUR };
}

/** What was measured and assumed. */
export function journeySentence({ seconds, metres }: Journey): string {
  return (
    `Mean journey by train: ${(seconds / 60).toFixed(0)} min between gates by Little's law from the hourly counts of the ` +
    `whole network; less ${NOT_RIDING / 60} min on foot and waiting, at ${COMMERCIAL_SPEED} m/s and ${DETOUR} m of way a ` +
    `metre in a straight line, ${(metres / 1000).toFixed(1)} km.`
  );
}
