/**
 * Stage: how fast the attraction of jobs falls with distance, measured against passengers counted in the morning.
 *
 * For each candidate the workers of every zone go to the jobs of every other as the gravity model says, by train as
 * often as the trip is long, from and to the stations around (`catchment.ts`); what boards and alights at each station
 * is held against what was counted there from 07:00 to 09:00.
 */
import { correlation } from "../base/correlation.js";
import { Catchment, rideShare } from "../city/catchment.js";
import type { CountDraft } from "./draft.js";
import { type Decay, decayWords, Gravity } from "./gravity.js";

/** The candidates, the steepest first within each form. */
const CANDIDATES: readonly Decay[] = [
  ...[3, 4, 5, 6, 7, 8, 10, 12, 15].map((km): Decay => ({ form: "exponential", value: km * 1000 })),
  ...[2.5, 2, 1.5, 1, 0.5].map((value): Decay => ({ form: "power", value })),
];

/** Stations with counts below which nothing is calibrated: a correlation over fewer says next to nothing. */
const LEAST_STATIONS = 20;

/** Hours of the morning peak: from 07:00 to 09:00. */
export const PEAK: readonly number[] = [7, 8];

/** A candidate and how well it did. */
export interface Trial {
  readonly decay: Decay;
  /** Correlation over stations of modelled and counted boardings and alightings in the peak. */
  readonly boardings: number;
  readonly alightings: number;
  /** Mean length of commutes between zones, and of those that go by train, m. */
  readonly metres: number;
  readonly rideMetres: number;
}

/** What was tried and which was taken. */
export interface Calibration {
  readonly trials: readonly Trial[];
  readonly chosen: Trial;
  /** Stations with counts. */
  readonly stations: number;
  /** Trials whose score cannot be told from the best have at least this. */
  readonly threshold: number;
  /** Measured mean length of trips by train, m. */
  readonly measuredMetres: number | undefined;
}

/** Where people set out and arrive, by zone. */
export interface Ends {
  /** Workers by zone of home, jobs by zone; [Z]. */
  readonly workers: Uint32Array;
  readonly jobs: Uint32Array;
  /** [Z × Z] m */
  readonly distances: Float64Array;
  /** Calls back with zone and position of every worker's home, and of every job. */
  readonly eachHome: (visit: (zone: number, x: number, y: number) => void) => void;
  readonly eachJob: (visit: (zone: number, x: number, y: number) => void) => void;
}

/**
 * Tries all candidates. Counts at stations say where people board, not how far they go, so steep decays and flat ones
 * correlate with them nearly alike: of the candidates within half a standard error of the best the one is taken whose
 * trips by train are nearest in mean length to the measured one (the best, where none is measured).
 *
 * @param rideMetres  measured mean length of trips by train in a straight line, m
 * @returns undefined where the counts are of fewer than 20 stations or do not vary between them
 */
export function calibrate(counts: readonly CountDraft[], ends: Ends, rideMetres?: number): Calibration | undefined {
  const stations = counts.filter(({ boardings }) => boardings !== undefined).length;
  if (stations < LEAST_STATIONS) return undefined;
  const catchment = new Catchment(counts);
  const homes = sharesByZone(catchment, counts.length, ends.workers, ends.eachHome, (first) =>
    catchment.accessAt(first),
  );
  const jobs = sharesByZone(catchment, counts.length, ends.jobs, ends.eachJob, () => 1);
  const trials = CANDIDATES.map((decay) => trial(decay, counts, ends, homes, jobs));
  const best = trials.reduce((a, b) => (score(b) > score(a) ? b : a));
  if (Number.isNaN(score(best))) return undefined;
  const standardError = (1 - score(best) ** 2) / Math.sqrt(stations);
  const threshold = score(best) - standardError / 2;
  const close = trials.filter((t) => score(t) >= threshold);
  const away = (t: Trial) => Math.abs(t.rideMetres - (rideMetres ?? best.rideMetres));
  const chosen = close.reduce((a, b) => (away(b) < away(a) ? b : a));
  return { trials, chosen, stations, threshold, measuredMetres: rideMetres };
}

/** Mean of the two correlations, or the one there is; NaN where the counts do not vary at all. */
export function score({ boardings, alightings }: Trial): number {
  if (Number.isNaN(boardings)) return alightings;
  return Number.isNaN(alightings) ? boardings : (boardings + alightings) / 2;
}

/** Who rides of those who set out or arrive in a zone. */
interface Riders {
  /** [Z] share of them. */
  readonly share: Float64Array;
  /** [Z × S] which station, shares of all who set out or arrive. */
  readonly byStation: Float64Array;
}

function sharesByZone(
  catchment: Catchment,
  stations: number,
  totals: Uint32Array,
  each: Ends["eachHome"],
  shareAt: (first: number) => number,
): Riders {
  const share = new Float64Array(totals.length);
  const byStation = new Float64Array(totals.length * stations);
  each((zone, x, y) => {
    const first = catchment.at(x, y);
    const rides = shareAt(first) / totals[zone]!;
    share[zone]! += rides;
    for (let k = first; k < first + catchment.choices; k++)
      byStation[zone * stations + catchment.station[k]!]! += rides * catchment.share[k]!;
  });
  return { share, byStation };
}

function trial(
  decay: Decay,
  counts: readonly CountDraft[],
  { workers, jobs, distances }: Ends,
  homes: Riders,
  posts: Riders,
): Trial {
  const zones = jobs.length;
  const gravity = new Gravity(distances, workers, jobs, decay);
  const leaving = new Float64Array(zones);
  const arriving = new Float64Array(zones);
  let metres = 0;
  let trips = 0;
  let riddenMetres = 0;
  let ridden = 0;
  for (let i = 0; i < zones; i++) {
    const sum = gravity.row(i);
    const total = sum[zones - 1]!;
    for (let j = 0, before = 0; j < zones; j++) {
      const n = total > 0 ? (workers[i]! * (sum[j]! - before)) / total : 0;
      before = sum[j]!;
      const distance = distances[i * zones + j]!;
      const far = n * rideShare(distance);
      const riders = far * homes.share[i]!;
      leaving[i]! += far;
      arriving[j]! += riders;
      metres += n * distance;
      trips += n;
      riddenMetres += riders * distance;
      ridden += riders;
    }
  }
  const boardings = atStations(homes.byStation, leaving, counts.length);
  const alightings = atStations(posts.byStation, arriving, counts.length);
  return {
    decay,
    boardings: against(counts, boardings, "boardings"),
    alightings: against(counts, alightings, "alightings"),
    metres: metres / Math.max(1, trips),
    rideMetres: riddenMetres / Math.max(1, ridden),
  };
}

function atStations(shares: Float64Array, byZone: Float64Array, stations: number): Float64Array {
  const at = new Float64Array(stations);
  for (let zone = 0; zone < byZone.length; zone++)
    for (let s = 0; s < stations; s++) at[s]! += byZone[zone]! * shares[zone * stations + s]!;
  return at;
}

/** Correlation with the counts of the peak, over the stations that have some. */
function against(counts: readonly CountDraft[], modelled: Float64Array, of: "boardings" | "alightings"): number {
  const known = counts.flatMap((station, s) => (station[of] === undefined ? [] : [s]));
  const counted = known.map((s) => PEAK.reduce((sum, hour) => sum + counts[s]![of]![hour]!, 0));
  return correlation(
    known.map((s) => modelled[s]!),
    counted,
  );
}

/** A correlation, or that there is none. */
function shown(correlation: number): string {
  return Number.isNaN(correlation) ? "none" : correlation.toFixed(3);
}

/** What was measured and taken, for the manifest. */
export function calibrationSentence({ trials, chosen, stations, measuredMetres }: Calibration): string {
  const { decay, metres, rideMetres } = chosen;
  const km = (length: number) => `${(length / 1000).toFixed(1)} km`;
  const goodness = (t: Trial) => `${shown(t.boardings)} of boardings and ${shown(t.alightings)} of alightings`;
  const best = trials.reduce((a, b) => (score(b) > score(a) ? b : a));
  const measured =
    measuredMetres === undefined
      ? "the best"
      : `trips by train of ${km(rideMetres)} are nearest to the measured ${km(measuredMetres)} among those that cannot be told from the best`;
  return (
    `Attraction of a zone's jobs falls with ${decayWords(decay)} (mean commute ${km(metres)} in a straight line), of ` +
    `${trials.length} decays tried against the passengers counted from 07:00 to 09:00 at ${stations} stations: ${measured}. ` +
    `Correlation ${goodness(chosen)}; best ${goodness(best)} with ${decayWords(best.decay)}.`
  );
}
