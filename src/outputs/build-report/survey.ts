/** What there is to say of a built city, as numbers: the report draws them. */
import { Growing } from "../../base/growing.js";
import { type City, RoleCode } from "../../city/city.js";
import type { ZoneFact } from "./evidence.js";

/** Side of the cells of the map of density, m. */
export const CELL = 250;
/** Longest commute of the histogram, km; the last class is open. */
export const MOST_KM = 30;
/** Oldest age band of five years, from this age on. */
export const OLDEST = 95;
/** Largest household of the histogram; the last class is open. */
export const LARGEST = 7;

/** How far the zones of a city are from what is known of them. */
export interface Deviation {
  readonly what: string;
  readonly built: number;
  readonly known: number;
  /** Zones of which it is known. */
  readonly zones: number;
  /** Share by which a zone is off at most and on average. */
  readonly most: number;
  readonly mean: number;
}

export interface Survey {
  readonly deviations: readonly Deviation[];
  /** Residents of each cell with any: column and row of CELL m, persons. */
  readonly cells: readonly { readonly column: number; readonly row: number; readonly persons: number }[];
  /** Women and men by age band of five years. */
  readonly ages: readonly { readonly from: number; readonly women: number; readonly men: number }[];
  /** [LARGEST + 1] households by size. */
  readonly sizes: readonly number[];
  /** [MOST_KM + 1] workers by whole km from home to work in a straight line, and their mean and median, m. */
  readonly commutes: readonly number[];
  readonly meanCommute: number;
  readonly medianCommute: number;
}

/** Looks at everyone once. */
export function survey(city: City, facts: readonly ZoneFact[]): Survey {
  return {
    deviations: deviationsOf(city, facts),
    cells: cellsOf(city),
    ages: agesOf(city),
    sizes: sizesOf(city),
    ...commutesOf(city),
  };
}

function deviationsOf(city: City, facts: readonly ZoneFact[]): Deviation[] {
  const { people, zones, places, households } = city;
  const ends = [...zones.firstHousehold.subarray(1), households.home.length];
  const jobs = new Float64Array(facts.length);
  for (let person = 0; person < people.age.length; person++)
    if (people.role[person] === RoleCode.worker) jobs[places.zone[people.anchor[person]!]!]!++;
  const rows = [
    deviation(
      "residents",
      [...zones.residents],
      facts.map(({ residents }) => residents),
    ),
    deviation(
      "households",
      ends.map((end, zone) => end - zones.firstHousehold[zone]!),
      facts.map(({ households }) => households),
    ),
    bandDeviation(city, facts),
    deviation(
      "people at work",
      [...jobs],
      facts.map(({ workers }) => workers),
    ),
  ];
  return rows.filter(({ zones }) => zones > 0);
}

function deviation(what: string, built: readonly number[], known: readonly (number | undefined)[]): Deviation {
  let [sumBuilt, sumKnown, zones, most, sum] = [0, 0, 0, 0, 0];
  known.forEach((fact, zone) => {
    if (fact === undefined || fact <= 0) return;
    const share = Math.abs(built[zone]! - fact) / fact;
    sumBuilt += built[zone]!;
    sumKnown += fact;
    zones++;
    most = Math.max(most, share);
    sum += share;
  });
  return { what, built: sumBuilt, known: sumKnown, zones, most, mean: sum / Math.max(1, zones) };
}

/** Of each zone the persons in a wrong age band, as a share of its residents. */
function bandDeviation({ people, zones }: City, facts: readonly ZoneFact[]): Deviation {
  const right: number[] = [];
  const known: (number | undefined)[] = [];
  facts.forEach(({ ages }, zone) => {
    const byAge = new Uint32Array(256);
    const first = zones.firstPerson[zone]!;
    for (let p = first; p < first + zones.residents[zone]!; p++) byAge[people.age[p]!]!++;
    const total = ages?.reduce((sum, { persons }) => sum + persons, 0) ?? 0;
    const persons = zones.residents[zone]!;
    let wrong = 0;
    for (const band of ages ?? []) {
      let n = 0;
      for (let age = band.from; age <= Math.min(255, band.to); age++) n += byAge[age]!;
      wrong += Math.abs(n - (band.persons * persons) / total) / 2;
    }
    right.push(persons - wrong);
    known.push(total > 0 && persons > 0 ? persons : undefined);
  });
  return deviation("in the right age band", right, known);
}

function cellsOf({ people, households, places }: City): Survey["cells"] {
  const cells = new Map<number, { column: number; row: number; persons: number }>();
  for (let person = 0; person < people.age.length; person++) {
    const home = households.home[people.household[person]!]!;
    const column = Math.floor(places.x[home]! / CELL);
    const row = Math.floor(places.y[home]! / CELL);
    const key = column * 2 ** 20 + row;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { column, row, persons: 1 });
    else cell.persons++;
  }
  return [...cells.values()];
}

function agesOf({ people }: City): Survey["ages"] {
  const bands = Array.from({ length: OLDEST / 5 + 1 }, (_, band) => ({ from: 5 * band, women: 0, men: 0 }));
  for (let person = 0; person < people.age.length; person++) {
    const band = bands[Math.min(bands.length - 1, Math.floor(people.age[person]! / 5))]!;
    if (people.sex[person] === 1) band.men++;
    else band.women++;
  }
  return bands;
}

function sizesOf({ householdStart }: City): number[] {
  const sizes = new Array<number>(LARGEST + 1).fill(0);
  for (let h = 0; h + 1 < householdStart.length; h++)
    sizes[Math.min(LARGEST, householdStart[h + 1]! - householdStart[h]!)]!++;
  return sizes;
}

function commutesOf({ people, households, places }: City) {
  const commutes = new Array<number>(MOST_KM + 1).fill(0);
  const lengths = new Growing(Float32Array);
  let sum = 0;
  for (let person = 0; person < people.age.length; person++) {
    if (people.role[person] !== RoleCode.worker) continue;
    const home = households.home[people.household[person]!]!;
    const anchor = people.anchor[person]!;
    const metres = Math.hypot(places.x[home]! - places.x[anchor]!, places.y[home]! - places.y[anchor]!);
    commutes[Math.min(MOST_KM, Math.floor(metres / 1000))]!++;
    lengths.push(metres);
    sum += metres;
  }
  const sorted = lengths.values().slice().sort();
  const meanCommute = sum / Math.max(1, sorted.length);
  return { commutes, meanCommute, medianCommute: sorted[sorted.length >> 1] ?? 0 };
}
