/**
 * The state of a run: columns over people, places and doors, the queue, the occupancy, the log. It holds no rules;
 * they are in `model/`.
 */
import { column, NONE } from "../base/columns.js";
import { Random } from "../base/random.js";
import { interleave, type Records } from "../base/records.js";
import type { City } from "../city/city.js";
import { Routine } from "../city/routine.js";
import { EventLog, type Listener } from "./events.js";
import { OCCUPANT, OCCUPIED, Occupancy } from "./occupancy.js";
import { Queue } from "./queue.js";

/** What a person is doing; the code in `person.activity` is the position in this list. */
export const ACTIVITIES = [
  "routine", // follows the routine; placed by it unless the zone is awake
  "startled", // aware of danger, about to act
  "fleeing", // on the move
  "hiding", // behind shut doors
  "returning", // calm again, on the way home, or at home until the routine says so
  "hunting", // turned, active
  "breaking", // turned, at a shut door
  "dormant", // turned, inactive until woken
  "still", // takes part no more: dead, gone
] as const;
export type Activity = (typeof ACTIVITIES)[number];
export const ActivityCode = Object.fromEntries(ACTIVITIES.map((name, code) => [name, code])) as Record<
  Activity,
  number
>;

/** One record a person: what an event reads and writes of them stands in one cache line. */
export const PERSON_STATE = {
  ...OCCUPANT,
  progressAt: column("f64", "s", "time of the next change of state; Infinity if none"),
  actAt: column("f64", "s", "time of the next act; Infinity if none"),
  mood: column("f64", "s", "turned: time after which they go dormant; fleeing: time at which they took flight"),
  door: column("u32", "row of doors", "door the person is walking to; NONE if standing"),
  goal: column("u32", "row of places", "end of the trip; place a fleeing person makes for, NONE: any shelter"),
  decisions: column("u32", "count", "decisions taken: the count of movement draws"),
  entered: column("u32", "count", "states entered: the count of progression draws"),
  speed: column("f64", "m/s", "desired walking speed; set when the person becomes explicit"),
  state: column("u8", "code", "state of health (states of the scenario)"),
  strain: column("u8", "code", "strain of the last infection; 255 if none"),
  activity: column("u8", "code", "what the person is doing (ACTIVITIES)"),
  queued: column("u8", "code", "1: has a reserved slot at the door"),
  followed: column(
    "u8",
    "count",
    "reasons to keep the person explicit: awake zones on the routine, being out of routine",
  ),
} as const;

/** One record a place, with copies of what the hot rules read of the city. */
export const PLACE_STATE = {
  ...OCCUPIED,
  hazardRate: column("f64", "1/s", "hazard of the next attack"),
  hazard: column(
    "f64",
    "s or 1",
    "rate > 0: time of the next attack; else the unit-exponential hazard left, 0 if not drawn",
  ),
  trailAt: column("f64", "s", "time of the last trace of prey"),
  trailDoor: column("u32", "row of doors", "door toward that trace"),
  attacks: column("u32", "count", "attacks so far: the count of encounter draws"),
  screamAt: column("f32", "s", "time of the last scream"),
  area: column("f32", "m²", "copy of places.area"),
  zone: column("u16", "row of zones", "copy of places.zone"),
  kind: column("u8", "code", "copy of places.kind"),
  shut: column("u8", "code", "1: doors shut from the inside"),
  broken: column("u8", "code", "1: the door has been broken and keeps nobody out until someone shuts it again"),
} as const;

export interface WorldOptions {
  readonly listener: Listener | undefined;
  readonly alwaysAwake: boolean;
  /** Some transmission runs as infectious-side streams. */
  readonly streams: boolean;
}

export class World {
  readonly city: City;
  readonly random: Random;
  readonly routine: Routine;
  readonly queue: Queue;
  readonly occupancy: Occupancy;
  readonly log: EventLog;
  readonly person: Records<typeof PERSON_STATE>;
  readonly place: Records<typeof PLACE_STATE>;
  /** [people] s: time of the next contact attempt, Infinity if none; empty if no strain runs as streams. */
  readonly contactAt: Float64Array;
  /** [D] s: time at which the next person can pass the door; kept in the lower row of the door's two. */
  readonly doorFree: Float64Array;
  /** [Z] 1: the zone is awake. */
  readonly awake: Uint8Array;
  /** [Z] 1: the zone and all that touch it are awake. */
  readonly ringAwake: Uint8Array;
  /** [Z] people out of routine in the zone. */
  readonly unusual: Uint32Array;
  /** Never let a zone sleep (the fully awake city that the lazy one is tested against). */
  readonly alwaysAwake: boolean;
  /** Time of the event being carried out, s. */
  now = 0;

  constructor(city: City, seed: number, start: string, { listener, alwaysAwake, streams }: WorldOptions) {
    const people = city.people.age.length;
    const places = city.places.kind.length;
    this.city = city;
    this.random = new Random(seed);
    this.routine = new Routine(city, this.random, start);
    this.queue = new Queue(people + places + 1);
    this.log = new EventLog(listener);
    this.person = interleave(PERSON_STATE, people);
    this.place = interleave(PLACE_STATE, places);
    this.occupancy = new Occupancy(this.person, this.place);
    this.contactAt = new Float64Array(streams ? people : 0).fill(Number.POSITIVE_INFINITY);
    for (let row = 0; row < people; row++) this.resetPerson(row);
    for (let row = 0; row < places; row++) this.resetPlace(row);
    this.doorFree = new Float64Array(city.doors.to.length);
    this.awake = new Uint8Array(city.zones.x.length);
    this.ringAwake = new Uint8Array(city.zones.x.length);
    this.unusual = new Uint32Array(city.zones.x.length);
    this.alwaysAwake = alwaysAwake;
  }

  private resetPerson(person: number): void {
    const { strain, door, goal, progressAt, actAt } = this.person;
    strain.set(person, 255);
    door.set(person, NONE);
    goal.set(person, NONE);
    progressAt.set(person, Number.POSITIVE_INFINITY);
    actAt.set(person, Number.POSITIVE_INFINITY);
  }

  private resetPlace(place: number): void {
    const { trailDoor, trailAt, screamAt, area, zone, kind } = this.place;
    const { places } = this.city;
    trailDoor.set(place, NONE);
    trailAt.set(place, Number.NEGATIVE_INFINITY);
    screamAt.set(place, Number.NEGATIVE_INFINITY);
    area.set(place, places.area[place]!);
    zone.set(place, places.zone[place]!);
    kind.set(place, places.kind[place]!);
  }

  /** Queue id of a place's pending attack. */
  attackId(place: number): number {
    return this.person.rows + place;
  }

  /** Queue id of the scenario's agenda. */
  get agendaId(): number {
    return this.person.rows + this.place.rows;
  }

  /** Sets a person's next act and brings their timer in line. */
  actAt(person: number, time: number): void {
    this.person.actAt.set(person, time);
    this.setTimer(person);
  }

  /** A person's one timer is the earliest of what awaits them. */
  setTimer(person: number): void {
    let time = this.person.progressAt.get(person);
    const act = this.person.actAt.get(person);
    if (act < time) time = act;
    if (this.contactAt.length > 0 && this.contactAt[person]! < time) time = this.contactAt[person]!;
    this.queue.schedule(person, time);
  }

  /** Place the person is in now, explicit or by routine; leaves both unchanged. */
  whereabouts(person: number): number {
    const place = this.occupancy.place.get(person);
    if (place !== NONE) return place;
    this.routine.at(person, this.now);
    return this.routine.place;
  }
}
