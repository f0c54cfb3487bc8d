/**
 * Who would be where on a working day by the routines alone: boardings at stations by hour, and people in zones by part
 * of the day. Nobody is simulated; everyone's plan of the day is asked for once.
 */
import { NONE } from "../../base/columns.js";
import { correlation } from "../../base/correlation.js";
import { Random } from "../../base/random.js";
import { Catchment, rideShare } from "../../city/catchment.js";
import { type City, RoleCode } from "../../city/city.js";
import { Routine } from "../../city/routine.js";
import type { CountedFootfall, CountedStation } from "./evidence.js";

/** A Wednesday; any working day would do. */
const DAY = "2022-10-12T00:00";
const HOUR = 3600;
const HOURS = 24;
/** Mean speed of a journey by train from door to door in a straight line, m/s: 15 km/h. For hours of alighting only. */
const DOOR_TO_DOOR = 4.2;

/** What the routines of a day add up to. */
export interface Movements {
  /** [stations × 24] */
  readonly boardings: Float64Array;
  readonly alightings: Float64Array;
  /** Per part of the day and zone: people who are at home or at their place of the day in the middle of it. */
  readonly present: readonly Float64Array[];
  /** Per part of the day and zone: how often people set out or arrive there. */
  readonly abroad: readonly Float64Array[];
}

/** Asks everyone. `seed`: of the routines. */
export function movements(
  city: City,
  stations: readonly CountedStation[],
  parts: readonly CountedFootfall[],
  seed: number,
): Movements {
  const { people, households, places } = city;
  const zones = city.zones.x.length;
  const routine = new Routine(city, new Random(seed), DAY);
  const trains = new Trains(stations);
  const feet = new Feet(parts, zones);
  for (let person = 0; person < people.age.length; person++) {
    const home = households.home[people.household[person]!]!;
    const anchor = people.anchor[person]!;
    const { leave, back, shop } = routine.departures(person, 0);
    const goes = leave < Number.POSITIVE_INFINITY && anchor !== NONE;
    feet.day(places.zone[home]!, goes ? places.zone[anchor]! : -1, leave / HOUR, back / HOUR, shop / HOUR);
    const role = people.role[person];
    if (!goes || stations.length === 0 || (role !== RoleCode.worker && role !== RoleCode.student)) continue;
    trains.day(places.x[home]!, places.y[home]!, places.x[anchor]!, places.y[anchor]!, leave / HOUR, back / HOUR);
  }
  return { boardings: trains.boardings, alightings: trains.alightings, present: feet.present, abroad: feet.abroad };
}

/** Trips by train, by station and hour. */
class Trains {
  readonly boardings: Float64Array;
  readonly alightings: Float64Array;
  private readonly catchment: Catchment;

  constructor(stations: readonly CountedStation[]) {
    this.boardings = new Float64Array(stations.length * HOURS);
    this.alightings = new Float64Array(stations.length * HOURS);
    this.catchment = new Catchment(stations);
  }

  /** There and back, hours after midnight. */
  day(homeX: number, homeY: number, x: number, y: number, leave: number, back: number): void {
    const metres = Math.sqrt((homeX - x) ** 2 + (homeY - y) ** 2);
    const atHome = this.catchment.at(homeX, homeY);
    const away = this.catchment.at(x, y);
    const rides = rideShare(metres) * this.catchment.accessAt(atHome);
    const time = metres / DOOR_TO_DOOR / HOUR;
    this.add(this.boardings, atHome, leave, rides);
    this.add(this.alightings, away, leave + time, rides);
    this.add(this.boardings, away, back, rides);
    this.add(this.alightings, atHome, back + time, rides);
  }

  private add(to: Float64Array, first: number, time: number, rides: number): void {
    const { station, share, choices } = this.catchment;
    const hour = Math.floor(time) % HOURS;
    for (let k = first; k < first + choices; k++) to[station[k]! * HOURS + hour]! += rides * share[k]!;
  }
}

/** People in zones, and going in and out, by part of the day. */
class Feet {
  readonly present: Float64Array[];
  readonly abroad: Float64Array[];

  constructor(
    private readonly parts: readonly CountedFootfall[],
    zones: number,
  ) {
    this.present = parts.map(() => new Float64Array(zones));
    this.abroad = parts.map(() => new Float64Array(zones));
  }

  /** Someone's day; `anchor` -1 and Infinity for what does not take place. */
  day(home: number, anchor: number, leave: number, back: number, shop: number): void {
    for (let part = 0; part < this.parts.length; part++) {
      const { from, to } = this.parts[part]!;
      const middle = (from + to) / 2;
      const isAway = anchor >= 0 && leave <= middle && middle < back;
      this.present[part]![isAway ? anchor : home]!++;
      const abroad = this.abroad[part]!;
      if (shop >= from && shop < to) abroad[home]! += 4;
      for (const time of anchor < 0 ? [] : [leave, back]) {
        if (time < from || time >= to) continue;
        abroad[home]!++;
        abroad[anchor]!++;
      }
    }
  }
}

/** A station's boardings or alightings over some hours, as modelled and as counted. */
export interface Compared {
  readonly name: string;
  readonly modelled: number;
  readonly counted: number;
}

/** Stations with counts over some hours. */
export function compareStations(
  stations: readonly CountedStation[],
  modelled: Float64Array,
  of: "boardings" | "alightings",
  hours: readonly number[],
): Compared[] {
  return stations.flatMap((station, s) => {
    const counts = station[of];
    if (counts === undefined) return [];
    let [sum, counted] = [0, 0];
    for (const hour of hours) {
      sum += modelled[s * HOURS + hour]!;
      counted += counts[hour]!;
    }
    return [{ name: station.name, modelled: sum, counted }];
  });
}

/** Correlation of a comparison; NaN where there is nothing to compare. */
export function agreement(rows: readonly { readonly modelled: number; readonly counted: number }[]): number {
  return correlation(
    rows.map(({ modelled }) => modelled),
    rows.map(({ counted }) => counted),
  );
}
