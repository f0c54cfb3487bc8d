/**
 * When trains run: a pure function of local time, the same every day.
 *
 * From 05:30 on *runs* set out from the first station of each loop, one each headway of peak hours; outside peak hours
 * only every so many-th of them takes place. Run k is made by train k mod n of the loop's n trains: a round takes n
 * headways, so train and number of the run follow from each other, and a train goes from one run straight into its
 * next. All times are whole seconds, with a small offset for each loop so that trains of two loops never come at the
 * same instant; sums of them are exact.
 */
import { NONE } from "../base/columns.js";
import type { City } from "./city.js";
import type { Lines } from "./lines.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Local time at which the day of the timetable (and that of the routine) begins, s after midnight. */
export const DAWN = 4 * HOUR;
/** First and last departure from the first station of a loop, s after dawn: 05:30 and 24:00, as in Seoul. */
const FIRST = 1.5 * HOUR;
const LAST = 20 * HOUR;
/**
 * Runs that begin in these hours (s after dawn) are those of peak hours: 06:30–09:00 and 17:00–20:00. Seoul Metro's
 * peaks are 07–09 and 18–20; a run is on its way for up to an hour before it is where most people wait.
 */
const PEAKS = [
  [2.5 * HOUR, 5 * HOUR],
  [13 * HOUR, 16 * HOUR],
] as const;
/** Offset of each loop's times from those of the loop before, s. */
const TICK = 2 ** -10;
/** Rounds longer than this do not fit into a day of service, s. */
export const LONGEST_ROUND = 5 * HOUR;

export class Timetable {
  readonly lines: Lines;
  /** The train that `board` found, a place; when it leaves and when it comes to the station asked for, s. */
  train = NONE;
  departs = 0;
  arrives = 0;
  /** Where `locate` found a train, m. */
  x = 0;
  y = 0;

  private readonly city: City;
  /** s after midnight at which the simulation's clock stands at 0. */
  private readonly startOfDay: number;
  /** Of the train last looked for: the departure of its present run, s; its number; the time asked for after that. */
  private start = 0;
  private run = 0;
  private since = 0;

  constructor(city: City, lines: Lines, startOfDay: number) {
    this.city = city;
    this.lines = lines;
    this.startOfDay = startOfDay;
  }

  /** Finds the first train from one station of a line to another that leaves at time `t` or later. */
  board(station: number, exit: number, t: number): void {
    const { lines } = this;
    lines.ride(station, exit);
    const { loop, goesOn, departure } = lines;
    const line = lines.loopLine[loop]!;
    const headway = this.city.lines.headway[line]!;
    const trains = this.city.lines.trains[line]!;
    for (let dawn = this.dawnBefore(t); ; dawn += DAY) {
      const first = dawn + FIRST + loop * TICK + departure;
      let run = Math.max(0, Math.ceil((t - first) / headway));
      if (first + run * headway < t) run++;
      for (; FIRST + run * headway <= LAST; run++) {
        if (!this.takesPlace(line, run) || (goesOn && !this.takesPlace(line, run + trains))) continue;
        this.train = lines.loopTrain[loop]! + (run % trains);
        this.departs = first + run * headway;
        this.arrives = this.departs - departure + lines.arrival;
        return;
      }
    }
  }

  /** The platform (a place) at which a train stands with open doors at time `t`; NONE between stations. */
  standing(train: number, t: number): number {
    this.find(train, t);
    const call = this.presentCall(train);
    return call < 0 ? NONE : this.placeOfCall(call);
  }

  /** The train (a place) that makes a call at time `t`; NONE if none stands there. */
  trainAtCall(call: number, t: number): number {
    const { lines } = this;
    const loop = lines.loopOfCall[call]!;
    const line = lines.loopLine[loop]!;
    const { headway, dwell, trains } = this.city.lines;
    const arrival = this.dawnBefore(t) + FIRST + loop * TICK + lines.callDeparture[call]! - dwell[line]!;
    const run = floorDivide(t - arrival, headway[line]!);
    if (t - arrival - run * headway[line]! >= dwell[line]!) return NONE;
    const first = call === lines.callStart[loop]!;
    if (!this.takesPlace(line, run) && !(first && this.takesPlace(line, run - trains[line]!))) return NONE;
    return lines.loopTrain[loop]! + (run % trains[line]!);
  }

  /** The next time after `t` at which a train opens or shuts its doors. */
  nextChange(train: number, t: number): number {
    this.find(train, t);
    const { lines } = this;
    const { dwell, headway, trains } = this.city.lines;
    const loop = lines.loopOf[lines.trainAt(train)]!;
    const line = lines.loopLine[loop]!;
    const stands = dwell[line]!;
    const first = lines.callStart[loop]!;
    const end = lines.callStart[loop + 1]!;
    let { run, start } = this;
    for (;;) {
      if (this.isAtFirst(line, run)) {
        if (start - stands > t) return start - stands;
        if (start > t) return start;
      }
      if (this.takesPlace(line, run)) {
        for (let call = first + 1; call < end; call++) {
          const departure = start + lines.callDeparture[call]!;
          if (departure - stands > t) return departure - stands;
          if (departure > t) return departure;
        }
      }
      run += trains[line]!;
      start += lines.round(line);
      if (FIRST + run * headway[line]! <= DAY) continue;
      run = lines.numberOf[lines.trainAt(train)]!;
      start = this.dawnBefore(start) + FIRST + loop * TICK + run * headway[line]!;
    }
  }

  /** The next time after `t` at which a train opens its doors. */
  nextArrival(train: number, t: number): number {
    const change = this.nextChange(train, t);
    return this.standing(train, change) === NONE ? this.nextChange(train, change) : change;
  }

  /** Finds where a train is at time `t`: straight between two stations, at its first one while it is not in service. */
  locate(train: number, t: number): void {
    this.find(train, t);
    const { lines, run, since } = this;
    const loop = lines.loopOf[lines.trainAt(train)]!;
    const line = lines.loopLine[loop]!;
    const first = lines.callStart[loop]!;
    if (since < 0 || !this.takesPlace(line, run)) return this.interpolate(first, first, 0);
    let next = first + 1;
    while (next < lines.callStart[loop + 1]! && lines.callDeparture[next]! <= since) next++;
    const atEnd = next === lines.callStart[loop + 1];
    const left = lines.callDeparture[next - 1]!;
    const arrives = (atEnd ? lines.round(line) : lines.callDeparture[next]!) - this.city.lines.dwell[line]!;
    this.interpolate(next - 1, atEnd ? first : next, Math.min(1, (since - left) / (arrives - left)));
  }

  private interpolate(from: number, to: number, share: number): void {
    const { x, y } = this.city.places;
    const a = this.placeOfCall(from);
    const b = this.placeOfCall(to);
    this.x = x[a]! + share * (x[b]! - x[a]!);
    this.y = y[a]! + share * (y[b]! - y[a]!);
  }

  /** Time of the last dawn, s. */
  private dawnBefore(t: number): number {
    return Math.floor((t + this.startOfDay - DAWN) / DAY) * DAY - this.startOfDay + DAWN;
  }

  private takesPlace(line: number, run: number): boolean {
    const { headway, every } = this.city.lines;
    const start = FIRST + run * headway[line]!;
    if (run < 0 || start > LAST || start + this.lines.round(line) > DAY) return false;
    if (run % every[line]! === 0) return true;
    for (const [from, to] of PEAKS) if (start >= from && start < to) return true;
    return false;
  }

  /** Whether the train of a run comes to the first station before it: to make it, or from the one before. */
  private isAtFirst(line: number, run: number): boolean {
    return this.takesPlace(line, run) || this.takesPlace(line, run - this.city.lines.trains[line]!);
  }

  /** Finds the run of a train at time `t`; a run begins with the arrival at the first station. */
  private find(place: number, t: number): void {
    const { lines } = this;
    const train = lines.trainAt(place);
    const loop = lines.loopOf[train]!;
    const line = lines.loopLine[loop]!;
    const { headway, dwell, trains } = this.city.lines;
    const number = lines.numberOf[train]!;
    const first = this.dawnBefore(t) + FIRST + loop * TICK + number * headway[line]!;
    const round = lines.round(line);
    const rounds = floorDivide(t - first + dwell[line]!, round);
    this.run = number + rounds * trains[line]!;
    this.start = first + rounds * round;
    this.since = t - this.start;
  }

  /** The call that the train last looked for makes; -1 between two. */
  private presentCall(place: number): number {
    const { lines, run, since } = this;
    const loop = lines.loopOf[lines.trainAt(place)]!;
    const line = lines.loopLine[loop]!;
    const first = lines.callStart[loop]!;
    if (since < 0) return this.isAtFirst(line, run) ? first : -1;
    if (!this.takesPlace(line, run)) return -1;
    let low = first;
    let high = lines.callStart[loop + 1]! - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines.callDeparture[middle]! > since) high = middle;
      else low = middle + 1;
    }
    const departure = lines.callDeparture[low]!;
    return since < departure && since >= departure - this.city.lines.dwell[line]! ? low : -1;
  }

  private placeOfCall(call: number): number {
    return this.city.platforms.place[this.city.stations.platform[this.lines.callStation[call]!]!]!;
  }
}

/** The largest whole number n with n·divisor ≤ value. */
function floorDivide(value: number, divisor: number): number {
  const n = Math.floor(value / divisor);
  return n * divisor > value ? n - 1 : n;
}
