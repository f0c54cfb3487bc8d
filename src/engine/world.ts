/**
 * The state of a run: columns over people, places and doors, the queue, the occupancy, the log. It holds no rules;
 * they are in `model/`.
 */
import { allocate, column, NONE, type Table } from "../base/columns.js";
import { Random } from "../base/random.js";
import type { City } from "../city/city.js";
import type { Lines } from "../city/lines.js";
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
export const ActivityCode = Object.fromEntries(ACTIVITIES.map((name, code) => [name, code])) as Record<
  Activity,
  number
>;

export const PERSON_STATE = {
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

export const PLACE_STATE = {
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
  shut: column("u8", "code", "1: doors shut from the inside"),
  broken: column("u8", "code", "1: the door has been broken and keeps nobody out until someone shuts it again"),
} as const;

export const LINE_STATE = {
  watched: column("u8", "code", "1: its trains have timers, because someone out of routine is or was on it"),
  quietSince: column("f64", "s", "time at which the last one out of routine left its trains and platforms"),
} as const;

export const TRAIN_STATE = {
  unusual: column("u32", "count", "people out of routine in the train"),
  held: column("u32", "row of places", "platform whose zone the train keeps awake while it stands there; NONE"),
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
  readonly lines: Lines;
  readonly queue: Queue;
  readonly occupancy: Occupancy;
  readonly log: EventLog;
  /**
   * First queue id of each kind of event: acts of people from 0, their changes of state, their contacts (none without
   * streams), attacks in places, doors of trains, and last the scenario's agenda.
   */
  readonly progressId: number;
  readonly contactId: number;
  readonly attackId: number;
  readonly trainId: number;
  readonly agendaId: number;
  readonly person: Table<typeof PERSON_STATE>;
  readonly place: Table<typeof PLACE_STATE>;
  readonly line: Table<typeof LINE_STATE>;
  readonly train: Table<typeof TRAIN_STATE>;
  /** [D] s: time at which the next person can pass the door; kept in the lower row of the door's two. */
  readonly doorFree: Float64Array;
  /** [Z] 1: the zone is awake. */
  readonly awake: Uint8Array;
  /** [Z] 1: the zone and all that touch it are awake. */
  readonly ringAwake: Uint8Array;
  /**
   * [Z] people out of routine in the zone. In the zone of a line also those on its platforms; and each train with some
   * in it counts as one in the zone of the platform at which it stands.
   */
  readonly unusual: Uint32Array;
  /** Never let a zone sleep (the fully awake city that the lazy one is tested against). */
  readonly alwaysAwake: boolean;
  /** Time of the event being carried out, s. */
  now = 0;

  constructor(city: City, seed: number, start: string, { listener, alwaysAwake, streams }: WorldOptions) {
    const people = city.people.age.length;
    const places = city.places.kind.length;
    this.city = city;
    this.progressId = people;
    this.contactId = 2 * people;
    this.attackId = this.contactId + (streams ? people : 0);
    this.trainId = this.attackId + places;
    this.random = new Random(seed);
    this.routine = new Routine(city, this.random, start);
    this.lines = this.routine.trips.lines;
    this.agendaId = this.trainId + this.lines.trains;
    this.queue = new Queue(this.agendaId + 1);
    this.log = new EventLog(listener);
    this.person = allocate(PERSON_STATE, people);
    this.place = allocate(PLACE_STATE, places);
    this.line = allocate(LINE_STATE, this.lines.count);
    this.train = allocate(TRAIN_STATE, this.lines.trains);
    this.train.held.fill(NONE);
    this.occupancy = new Occupancy(people, places);
    this.person.strain.fill(255);
    this.person.door.fill(NONE);
    this.person.goal.fill(NONE);
    this.place.trailDoor.fill(NONE);
    this.place.trailAt.fill(Number.NEGATIVE_INFINITY);
    this.place.screamAt.fill(Number.NEGATIVE_INFINITY);
    this.doorFree = new Float64Array(city.doors.to.length);
    this.awake = new Uint8Array(city.zones.x.length);
    this.ringAwake = new Uint8Array(city.zones.x.length);
    this.unusual = new Uint32Array(city.zones.x.length);
    this.alwaysAwake = alwaysAwake;
  }

  /** Sets a person's next act; Infinity: none. */
  actAt(person: number, time: number): void {
    this.queue.schedule(person, time);
  }

  /** Whether a person has a next act. */
  willAct(person: number): boolean {
    return this.queue.at[person] !== Number.POSITIVE_INFINITY;
  }

  /** Sets the time of a person's next change of state; Infinity: none. */
  progressAt(person: number, time: number): void {
    this.queue.schedule(this.progressId + person, time);
  }

  /** Sets the time of a person's next contact; Infinity: none. Only where some transmission runs as streams. */
  contactAt(person: number, time: number): void {
    this.queue.schedule(this.contactId + person, time);
  }

  /** Whether a person has a contact pending. */
  willContact(person: number): boolean {
    return this.queue.at[this.contactId + person] !== Number.POSITIVE_INFINITY;
  }

  /** Sets the time of a place's next attack; Infinity: none. */
  attackAt(place: number, time: number): void {
    this.queue.schedule(this.attackId + place, time);
  }

  /** Sets the time at which a train (a row) next opens or shuts its doors; Infinity: nobody asks. */
  trainAt(train: number, time: number): void {
    this.queue.schedule(this.trainId + train, time);
  }

  /** Place the person is in now, explicit or by routine; leaves both unchanged. */
  whereabouts(person: number): number {
    const place = this.occupancy.place[person]!;
    if (place !== NONE) return place;
    this.routine.at(person, this.now);
    return this.routine.place;
  }
}
