/** Tables of people: the cast, its courses, and who the people of the events are. */
import { NONE, type Table } from "../base/columns.js";
import type { City } from "../city/city.js";
import { AIMS, type Course } from "../model/cast/courses.js";
import { Batch } from "./batch.js";
import { homeZone } from "./geography.js";
import type { Observed } from "./observed.js";
import { type PublicRecord, STATUSES, TRUTHS } from "./public-record.js";
import { CAST, COURSES, FATES, NO_CODE, NO_ZONE, PEOPLE_ROWS, type Sink } from "./tables.js";

/** What people are somewhere for, by code. */
export const AIM_WORDS: readonly string[] = AIMS;

type PersonColumns = Pick<
  Table<typeof PEOPLE_ROWS>,
  "person" | "age" | "sex" | "role" | "household" | "home_zone" | "day_place" | "day_building" | "day_use"
>;

/** Fills in who someone is. */
function describePerson(city: City, columns: PersonColumns, row: number, person: number): void {
  const { people, places, buildings } = city;
  const anchor = people.anchor[person]!;
  const building = anchor === NONE ? NONE : places.building[anchor]!;
  columns.person[row] = person;
  columns.age[row] = people.age[person]!;
  columns.sex[row] = people.sex[person]!;
  columns.role[row] = people.role[person]!;
  columns.household[row] = people.household[person]!;
  columns.home_zone[row] = homeZone(city, person);
  columns.day_place[row] = anchor;
  columns.day_building[row] = building;
  columns.day_use[row] = building === NONE ? NO_CODE : buildings.use[building]!;
}

/** N residents. */
export class People {
  private readonly rows: Batch<typeof PEOPLE_ROWS>;
  /** [N / 32] bits of those who occur. */
  private readonly seen: Uint32Array;

  constructor(
    private readonly city: City,
    sink: Sink,
  ) {
    this.rows = new Batch("people", PEOPLE_ROWS, sink);
    this.seen = new Uint32Array((city.people.age.length >>> 5) + 1);
  }

  /** Someone occurs in an event. */
  note(person: number): void {
    if (person !== NONE) this.seen[person >>> 5]! |= 1 << (person & 31);
  }

  finish(): void {
    for (let person = 0; person < this.city.people.age.length; person++) {
      if ((this.seen[person >>> 5]! & (1 << (person & 31))) === 0) continue;
      describePerson(this.city, this.rows.columns, this.rows.next(), person);
    }
    this.rows.flush();
  }
}

/** The cast, its courses, and what is publicly known of it. */
export class Casting {
  private readonly cast: Batch<typeof CAST>;
  private readonly courses: Batch<typeof COURSES>;
  private readonly sink: Sink;

  /** @param start  ms since 1970 in local time at which the clock stands at 0 */
  constructor(
    private readonly city: City,
    private readonly start: number,
    sink: Sink,
  ) {
    this.cast = new Batch("cast", CAST, sink);
    this.courses = new Batch("courses", COURSES, sink);
    this.sink = sink;
  }

  /** Adds a row to the course of one of the cast. */
  move({ time, person, place, goal, activity, aim }: Course): void {
    const { places, buildings } = this.city;
    const { columns } = this.courses;
    const row = this.courses.next();
    const nowhere = place === NONE;
    const building = nowhere ? NONE : places.building[place]!;
    columns.time_s[row] = time;
    columns.clock[row] = this.start + time * 1000;
    columns.name[row] = person;
    columns.person[row] = person;
    columns.place[row] = place;
    columns.place_name[row] = place;
    columns.place_kind[row] = nowhere ? NO_CODE : places.kind[place]!;
    columns.building_name[row] = building;
    columns.building_use[row] = building === NONE ? NO_CODE : buildings.use[building]!;
    columns.zone[row] = nowhere ? NO_ZONE : places.zone[place]!;
    columns.activity[row] = activity;
    columns.purpose[row] = aim;
    columns.goal[row] = goal;
  }

  /** `record`: the public record, of scenarios with `information`. */
  finish(simulation: Observed, record: PublicRecord | null): void {
    const { people, households } = this.city;
    for (const { person } of simulation.cast?.players ?? []) {
      const row = this.cast.next();
      const { columns } = this.cast;
      describePerson(this.city, columns, row, person);
      columns.name[row] = person;
      columns.home[row] = households.home[people.household[person]!]!;
      columns.anchor[row] = people.anchor[person]!;
      columns.state[row] = simulation.stateOf(person);
    }
    this.cast.flush();
    this.courses.flush();
    if (record !== null) this.tellFates(simulation, record);
  }

  private tellFates({ cast, information, now }: Observed, record: PublicRecord): void {
    const fates = new Batch("fates", FATES, this.sink);
    const { columns } = fates;
    for (const { person } of cast?.players ?? []) {
      for (const { time, status, truth } of record.historyOf(person, now, information!.official)) {
        const row = fates.next();
        columns.time_s[row] = time;
        columns.clock[row] = this.start + time * 1000;
        columns.name[row] = person;
        columns.person[row] = person;
        columns.status[row] = STATUSES.indexOf(status);
        columns.truth[row] = TRUTHS.indexOf(truth);
      }
    }
    fates.flush();
  }
}
