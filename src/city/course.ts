/**
 * The course of one trip in time: where someone is at a time, when they arrive, when they come into a zone.
 *
 * A trip goes *up* from where it begins, *rides* (a few places in which one stays, walks to a platform or rides), and goes
 * *down* to where it ends; both walks lie on the forest toward the stops. Lengths and paces are on a grid (`base/grid.ts`), so
 * that a place is entered at the same time, to the bit, whether its walk is followed door by door or in one product; and
 * only the walk in which a time falls is followed at all.
 */
import { NONE } from "../base/columns.js";
import { type City, NO_STATION } from "./city.js";
import type { Timetable } from "./timetable.js";
import { type Trips, WAIT } from "./trips.js";

/** Time one needs to get from the platform into a train, s (assumed; longer than any window of a run). */
export const BOARDING = 2;

export class Course {
  /** s: end of the trip. */
  arrival = 0;
  /** After `at`: the place, and the time until which one is in it, s. */
  place = NONE;
  until = 0;

  private from = NONE;
  private to = NONE;
  /** s, s/m */
  private leave = 0;
  private pace = 0;
  /** Where the way up ends and the way down begins, and when one gets there, s. */
  private top = NONE;
  private topAt = 0;
  private bottom = NONE;
  private bottomAt = 0;
  /** Places of the ride and when they are entered, s; `stays` of them are valid. */
  private readonly stayIn: number[] = [];
  private readonly stayFrom: number[] = [];
  private stays = 0;

  private readonly city: City;
  private readonly trips: Trips;
  private readonly timetable: Timetable;

  constructor(city: City, trips: Trips, timetable: Timetable) {
    this.city = city;
    this.trips = trips;
    this.timetable = timetable;
  }

  /** Begins a trip at time `leave` (s) at a pace (s/m), both on their grids. Where there is no way one is there at once. */
  begin(from: number, to: number, leave: number, pace: number): void {
    // whoever asks where a person is often asks next when they come by, on the same trip
    if (from === this.from && to === this.to && leave === this.leave && pace === this.pace) return;
    this.from = from;
    this.to = to;
    this.leave = leave;
    this.pace = pace;
    this.plan();
  }

  private plan(): void {
    const { from, to, leave, pace, trips } = this;
    const { distance } = this.city.toStop;
    this.stays = 0;
    this.top = from;
    this.topAt = leave;
    this.bottom = to;
    this.bottomAt = leave;
    this.arrival = leave;
    if (from === to || !trips.joins(from, to)) return;
    const start = trips.stopOf(from);
    const end = trips.stopOf(to);
    if (start === end) {
      this.goUpTo(trips.meetingOf(from, to));
      this.bottom = this.top;
      this.bottomAt = this.topAt;
    } else {
      this.bottomAt = this.ride(start, end);
      this.bottom = end;
    }
    this.arrival = this.bottomAt + (distance[to]! - distance[this.bottom]!) * pace;
  }

  private goUpTo(top: number): void {
    const { distance } = this.city.toStop;
    this.top = top;
    this.topAt = this.leave + (distance[this.from]! - distance[top]!) * this.pace;
  }

  /** Plans the ride from one stop to another; returns the time at which one is at that, s. */
  private ride(start: number, end: number): number {
    const { from, trips, pace, city } = this;
    const platform = trips.platformAt(from);
    if (platform !== NONE && trips.nextStation(platform, trips.interchangeNear(end)) !== NO_STATION)
      return this.takeLines(platform, trips.interchangeNear(end), end, this.leave);
    this.goUpTo(start);
    if (!trips.byLines(start, end)) return this.takeBus(start, end, this.topAt);
    const { enter, leave, platform: first } = trips;
    const entrance = city.interchanges.stop[enter]!;
    const now = this.takeBus(start, entrance, this.topAt);
    this.stay(entrance, now);
    return this.takeLines(first, leave, end, now + city.doors.distance[trips.doorTo(entrance, first)]! * pace);
  }

  /** By line from a platform, entered at time `at`, to an interchange, and on to a stop; returns when one is there, s. */
  private takeLines(first: number, interchange: number, end: number, at: number): number {
    const { trips, timetable, pace } = this;
    const { platforms, stations, doors, toStop } = this.city;
    const { interchangeOf } = trips.lines;
    let now = at;
    let platform = first;
    let place = platforms.place[platform]!;
    for (;;) {
      const next = trips.nextStation(platform, interchange);
      this.stay(place, now);
      if (next === NO_STATION) break;
      const other = stations.platform[next]!;
      if (interchangeOf[other] === interchangeOf[platform]) {
        now += doors.distance[trips.doorTo(place, other)]! * pace;
      } else {
        timetable.board(trips.lines.boarding(platform, next), next, now + BOARDING);
        this.stay(timetable.train, timetable.departs);
        now = timetable.arrives;
      }
      platform = other;
      place = platforms.place[platform]!;
    }
    now += doors.distance[toStop.door[place]!]! * pace;
    return this.takeBus(trips.above[place]!, end, now);
  }

  /** By bus from a stop, at which one is at time `now`, to another, if it is one; returns when one is there, s. */
  private takeBus(stop: number, exit: number, now: number): number {
    if (stop === exit) return now;
    this.stay(stop, now);
    this.stay(stop + 1, now + WAIT);
    return now + WAIT + this.trips.rideTime(stop, exit);
  }

  private stay(place: number, from: number): void {
    this.stayIn[this.stays] = place;
    this.stayFrom[this.stays++] = from;
  }

  /** Finds where one is at a time between `leave` and `arrival`, s: sets `place` and `until`. */
  at(t: number): void {
    if (t < this.topAt) this.climb(t);
    else if (t < this.bottomAt) this.look(t);
    else this.descend(t);
  }

  private climb(t: number): void {
    const { leave, pace, from } = this;
    const { distance } = this.city.toStop;
    const { above } = this.trips;
    for (let place = from; ; ) {
      const next = above[place]!;
      const entered = leave + (distance[from]! - distance[next]!) * pace;
      if (entered > t) return this.found(place, entered);
      place = next;
    }
  }

  private look(t: number): void {
    let last = this.stays - 1;
    let until = this.bottomAt;
    while (this.stayFrom[last]! > t) until = this.stayFrom[last--]!;
    this.found(this.stayIn[last]!, until);
  }

  private descend(t: number): void {
    const { bottom, bottomAt, pace, to } = this;
    const { distance } = this.city.toStop;
    const { above } = this.trips;
    let until = this.arrival;
    for (let place = above[to]!; ; place = above[place]!) {
      const entered = bottomAt + (distance[place]! - distance[bottom]!) * pace;
      if (entered <= t) return this.found(place, until);
      until = entered;
    }
  }

  private found(place: number, until: number): void {
    this.place = place;
    this.until = until;
  }

  /** The first time after `t` at which one comes into a zone from another, s; Infinity if one does not. */
  entry(zone: number, t: number): number {
    if (t >= this.arrival) return Number.POSITIVE_INFINITY;
    const up = t < this.topAt ? this.entryUp(zone, t) : Number.POSITIVE_INFINITY;
    if (up < Number.POSITIVE_INFINITY) return up;
    const ride = t <= this.bottomAt ? this.entryOfRide(zone, t) : Number.POSITIVE_INFINITY;
    return ride < Number.POSITIVE_INFINITY ? ride : this.entryDown(zone, t);
  }

  private entryUp(zone: number, t: number): number {
    const { leave, pace, from } = this;
    const { distance } = this.city.toStop;
    const zoneOf = this.city.places.zone;
    const end = distance[this.top]!;
    for (let place = this.nextZone(from); place !== NONE && distance[place]! >= end; place = this.nextZone(place)) {
      if (zoneOf[place] !== zone) continue;
      const entered = leave + (distance[from]! - distance[place]!) * pace;
      if (entered > t) return entered;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The first place of another zone on the way from a place to its stop; NONE if there is none. */
  private nextZone(place: number): number {
    const top = this.trips.zoneTop[place]!;
    const next = this.trips.above[top]!;
    return next === top ? NONE : next;
  }

  private entryOfRide(zone: number, t: number): number {
    const zoneOf = this.city.places.zone;
    let before = zoneOf[this.top]!;
    for (let i = 0; i < this.stays; i++) {
      const here = zoneOf[this.stayIn[i]!]!;
      if (here === zone && before !== zone && this.stayFrom[i]! > t) return this.stayFrom[i]!;
      before = here;
    }
    const comes = zoneOf[this.bottom] === zone && before !== zone && this.bottomAt > t;
    return comes ? this.bottomAt : Number.POSITIVE_INFINITY;
  }

  private entryDown(zone: number, t: number): number {
    const { bottomAt, pace } = this;
    const { distance } = this.city.toStop;
    const { zoneTop, above } = this.trips;
    const zoneOf = this.city.places.zone;
    const begins = distance[this.bottom]!;
    let first = Number.POSITIVE_INFINITY;
    for (let place = zoneTop[this.to]!; distance[place]! > begins; place = zoneTop[above[place]!]!) {
      const entered = bottomAt + (distance[place]! - begins) * pace;
      if (entered <= t) break;
      if (zoneOf[place] === zone) first = entered;
    }
    return first;
  }

  /** Calls `visit` for each zone on the way, some of them more than once. */
  zones(visit: (zone: number) => void): void {
    const { distance } = this.city.toStop;
    const { zoneTop, above } = this.trips;
    const zoneOf = this.city.places.zone;
    const end = distance[this.top]!;
    visit(zoneOf[this.from]!);
    for (let place = this.nextZone(this.from); place !== NONE && distance[place]! >= end; place = this.nextZone(place))
      visit(zoneOf[place]!);
    for (let i = 0; i < this.stays; i++) visit(zoneOf[this.stayIn[i]!]!);
    visit(zoneOf[this.bottom]!);
    for (let place = zoneTop[this.to]!; distance[place]! > distance[this.bottom]!; place = zoneTop[above[place]!]!)
      visit(zoneOf[place]!);
  }
}
