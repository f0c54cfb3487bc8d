/**
 * The state of a run: columns over people, places and doors, the queue, the occupancy, the log. It holds no rules;
 * they are in `model/`.
 */
import { allocate, column, NONE, type Table } from "../base/columns.js";
import { Random } from "../base/random.js";
import type { City } from "../city/city.js";
import { Routine } from "../city/routine.js";
import { EventLog, type Listener } from "./events.js";
import { Occupancy } from "./occupancy.js";
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
export const ActivityCode = Object.fromEntries(ACTIVITIES.map((name, code) => [name, code])) as Record<Activity, number>;

export const PERSON_STATE = {
  state: column("u8", "code", "state of health (states of the scenario)"),
  strain: column("u8", "code", "strain of the last infection; 255 if none"),
  activity: column("u8", "code", "what the person is doing (ACTIVITIES)"),
  queued: column("u8", "code", "1: has a reserved slot at the door"),
  followed: column("u8", "count", "reasons to keep the person explicit: awake zones on the routine, being out of routine"),
  entered: column("u32", "count", "states entered: the count of progression draws"),
  decisions: column("u32", "count", "decisions taken: the count of movement draws"),
  door: column("u32", "row of doors", "door the person is walking to; NONE if standing"),
  goal: column("u32", "row of places", "place a fleeing person makes for; NONE: any shelter"),
  progressAt: column("f64", "s", "time of the next change of state; Infinity if none"),
  actAt: column("f64", "s", "time of the next act; Infinity if none"),
  contactAt: column("f64", "s", "time of the next contact attempt; Infinity if none"),
  mood: column("f64", "s", "turned: time after which they go dormant; fleeing: time at which they were alarmed"),
} as const;

export const PLACE_STATE = {
  shut: column("u8", "code", "1: doors shut from the inside"),
  broken: column("u8", "code", "1: the door has been broken and keeps nobody out until someone shuts it again"),
  attacks: column("u32", "count", "attacks so far: the count of encounter draws"),
  hazardLeft: column("f64", "1", "unit-exponential hazard left until the next attack; 0 if not drawn"),
  hazardRate: column("f64", "1/s", "hazard of the next attack"),
  hazardSince: column("f64", "s", "time from which the rate holds"),
  trailDoor: column("u32", "row of doors", "door toward the last prey seen leaving or heard"),
  trailAt: column("f64", "s", "time of that trace"),
  screamAt: column("f64", "s", "time of the last scream"),
} as const;

export class World {
  readonly city: City;
  readonly random: Random;
  readonly routine: Routine;
  readonly queue: Queue;
  readonly occupancy: Occupancy;
  readonly log: EventLog;
  readonly person: Table<typeof PERSON_STATE>;
  readonly place: Table<typeof PLACE_STATE>;
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

  constructor(city: City, seed: number, start: string, listener: Listener | undefined, alwaysAwake: boolean) {
    const people = city.people.age.length;
    const places = city.places.kind.length;
    this.city = city;
    this.random = new Random(seed);
    this.routine = new Routine(city, this.random, start);
    this.queue = new Queue(people + places + 1);
    this.occupancy = new Occupancy(people, places);
    this.log = new EventLog(listener);
    this.person = allocate(PERSON_STATE, people);
    this.person.strain.fill(255);
    this.person.door.fill(NONE);
    this.person.goal.fill(NONE);
    this.person.progressAt.fill(Number.POSITIVE_INFINITY);
    this.person.actAt.fill(Number.POSITIVE_INFINITY);
    this.person.contactAt.fill(Number.POSITIVE_INFINITY);
    this.place = allocate(PLACE_STATE, places);
    this.place.trailDoor.fill(NONE);
    this.place.trailAt.fill(Number.NEGATIVE_INFINITY);
    this.place.screamAt.fill(Number.NEGATIVE_INFINITY);
    this.doorFree = new Float64Array(city.doors.to.length);
    this.awake = new Uint8Array(city.zones.x.length);
    this.ringAwake = new Uint8Array(city.zones.x.length);
    this.unusual = new Uint32Array(city.zones.x.length);
    this.alwaysAwake = alwaysAwake;
  }

  /** Queue id of a place's pending attack. */
  attackId(place: number): number {
    return this.person.state.length + place;
  }

  /** Queue id of the scenario's agenda. */
  get agendaId(): number {
    return this.person.state.length + this.place.shut.length;
  }

  /** Sets a person's next act and brings their timer in line. */
  actAt(person: number, time: number): void {
    this.person.actAt[person] = time;
    this.setTimer(person);
  }

  /** A person's one timer is the earliest of what awaits them. */
  setTimer(person: number): void {
    const { progressAt, actAt, contactAt } = this.person;
    let time = progressAt[person]!;
    if (actAt[person]! < time) time = actAt[person]!;
    if (contactAt[person]! < time) time = contactAt[person]!;
    this.queue.schedule(person, time);
  }

  /** Place the person is in now, explicit or by routine; leaves both unchanged. */
  whereabouts(person: number): number {
    const place = this.occupancy.place[person]!;
    if (place !== NONE) return place;
    this.routine.at(person, this.now);
    return this.routine.place;
  }
}
