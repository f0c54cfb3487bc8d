/**
 * Which stations trips by train begin and end at, where only the places are known: the nearer and the better served,
 * the more. For calibrating and checking a city against counted passengers; trips of a run follow `trips.ts`.
 */
import { exp } from "../base/exact.js";

/** A place to board. */
export interface Boarding {
  /** m */
  readonly x: number;
  readonly y: number;
  /** Persons an hour that its trains can carry in the peak, or any measure in proportion to that. */
  readonly supply: number;
}

/** Stations among which a traveller chooses. */
export const CHOICE = 6;
/**
 * Length over which a station's pull falls to 1 / e, m. Of 300, 500, 700 and 1,000 m this gives the best correlation
 * with the boardings and alightings counted in Seoul in the morning of 2022-10, and supply to the power 1 is as good as
 * any from 0.5 to 1.25.
 */
export const REACH = 500;
/**
 * Length over which the share of residents who ride falls to 1 / e with the distance of their home from a station, m.
 * Of 600, 800, 1,000 and 1,500 m as good as any (Seoul, as above); without it the correlation of boardings is 0.02 less.
 */
export const ACCESS = 1_000;
/** Shorter trips are walked or made by bus: the share that rides is 1 - exp(-(distance / RIDE)²); m. Assumed. */
export const RIDE = 3_000;

/** Side of the cells, m, within which everybody chooses alike. */
const CELL = 100;

/** Share of trips of a length (m, straight) that go by train. */
export function rideShare(distance: number): number {
  const d = distance / RIDE;
  return 1 - exp(-d * d);
}

/** Chooses stations for points. */
export class Catchment {
  private readonly stations: readonly Boarding[];
  /** Per cell where its CHOICE stations begin in `station` and `share`. */
  private readonly cells = new Map<number, number>();
  /** Rows of stations, and the share of trips each gets, CHOICE for a cell. */
  readonly station: number[] = [];
  readonly share: number[] = [];
  /** Share of the residents of a cell who ride, for the distance to the nearest station; one for each cell. */
  private readonly access: number[] = [];
  /** Stations a cell chooses from: CHOICE, or all if there are fewer. */
  readonly choices: number;

  constructor(stations: readonly Boarding[]) {
    this.stations = stations;
    this.choices = Math.min(CHOICE, stations.length);
  }

  /** Position in `station` and `share` of the first of the `choices` of a point. */
  at(x: number, y: number): number {
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    const key = column * 2 ** 24 + row;
    const known = this.cells.get(key);
    if (known !== undefined) return known;
    const first = this.station.length;
    this.choose((column + 0.5) * CELL, (row + 0.5) * CELL);
    this.cells.set(key, first);
    return first;
  }

  /** Share of the residents who ride, where `at` gave `first`. */
  accessAt(first: number): number {
    return this.access[first / this.choices]!;
  }

  private choose(x: number, y: number): void {
    const distances = this.stations.map((station, row) => {
      const dx = station.x - x;
      const dy = station.y - y;
      return { row, distance: Math.sqrt(dx * dx + dy * dy) };
    });
    const nearest = distances.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, this.choices);
    const least = nearest[0]?.distance ?? 0;
    this.access.push(exp(-least / ACCESS));
    const pulls = nearest.map(({ row, distance }) => this.stations[row]!.supply * exp((least - distance) / REACH));
    const total = pulls.reduce((sum, pull) => sum + pull, 0);
    nearest.forEach(({ row }, k) => {
      this.station.push(row);
      this.share.push(pulls[k]! / total);
    });
  }
}
