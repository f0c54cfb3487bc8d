/**
 * The state of a run: columns over people, places and doors, the queue, the occupancy, the log. It holds no rules;
 * they are in `model/`.
 */
import { column, NONE, type Table } from "../base/columns.js";
import { Random } from "../base/random.js";
import type { City } from "../city/city.js";
import type { Lines } from "../city/lines.js";
import { Records } from "../city/records.js";
import { Routine } from "../city/routine.js";
import { Whereabouts } from "../city/whereabouts.js";
import { Arena } from "./arena.js";
import { Beliefs } from "./beliefs.js";
import { Border } from "./border.js";
import { DoorFlow } from "./door-flow.js";
import { emit } from "./events.js";
import { Exchange } from "./exchange.js";
import type { MAIL } from "./mail.js";
import type { Memory } from "./memory.js";
import { Occupancy } from "./occupancy.js";
import type { Page } from "./pages.js";
import { Queue, Timers } from "./queue.js";
import { MEMBER_STATE, REFUGE_STATE } from "./refuge.js";
import type { Team } from "./team.js";
import { Visits } from "./visits.js";

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
  "heading", // on an errand: on the way to a place for a purpose
  "fighting", // stands and fights the turned in the place
  "holding", // stays at a broken door so that others get out
  "confined", // infected, locked into a ward
] as const;
export type Activity = (typeof ACTIVITIES)[number];
export const ActivityCode = Object.fromEntries(ACTIVITIES.map((name, code) => [name, code])) as Record<
  Activity,
  number
>;

/** `person.owner` of those whom the routine places, and of those who take part no more; else the zone's row + 1. */
export const NOBODY = 0;
export const GONE = 0xffff;

/** Values of `person.crossing`. */
export const INSIDE = 0; // in a place
export const LEAVING = 1; // in routine, about to cross a border: their next act is to step onto it
export const ARRIVING = 2; // on a border: their next act is to come into their place
export const BURSTING_IN = 3; // the same, by a door that they broke

export const PERSON_STATE = {
  mood: column(
    "f64",
    "s",
    "turned: time after which they go dormant; fleeing: time at which they took flight; in routine: time until which they stay",
  ),
  speed: column("f64", "m/s", "desired walking speed; set when the person becomes explicit"),
  door: column("u32", "row of doors", "door the person is walking to; NONE if standing"),
  goal: column("u32", "row of places", "end of the trip; place a fleeing person makes for, NONE: any shelter"),
  decisions: column("u32", "count", "decisions taken: the count of movement draws"),
  entered: column("u32", "count", "states entered: the count of progression draws"),
  owner: column("u16", "row of zones + 1", "zone in which the person is explicit; NOBODY, GONE"),
  state: column("u8", "code", "state of health (states of the scenario)"),
  strain: column("u8", "row of strains", "strain of the last infection; 255 if none"),
  activity: column("u8", "code", "what the person is doing (ACTIVITIES)"),
  queued: column("u8", "code", "1: has a reserved slot at the door"),
  crossing: column("u8", "code", "where the person stands with regard to a zone border (INSIDE …)"),
} as const;

/** The columns of those who are never explicit. */
const HEALTH_STATE = ["entered", "state", "strain", "activity"] as const;

export const PLACE_STATE = {
  heardAt: column("f64", "s", "time of the last trace of prey; 0 if there was none"),
  trailDoor: column("u32", "row of doors", "door toward that trace"),
  danger: column("u32", "row of DANGER_STATE", "what attacks have left there; 0: there was none yet"),
  shut: column("u8", "code", "1: doors shut from the inside"),
  broken: column("u8", "code", "1: the door has been broken and keeps nobody out until someone shuts it again"),
} as const;

/** Of places that have seen hunters beside prey, or a noise. Row 0 is that of all others, and stays 0. */
export const DANGER_STATE = {
  hazardRate: column("f64", "1/s", "hazard of the next attack"),
  hazard: column(
    "f64",
    "s or 1",
    "rate > 0: time of the next attack; else the unit-exponential hazard left, 0 if not drawn",
  ),
  attacks: column("u32", "count", "attacks so far: the count of encounter draws"),
  quietUntil: column("f32", "s", "until then a further scream tells nobody anything new"),
} as const;

/** Rows of DANGER_STATE that a thread takes at once: no two threads write to one cache line. */
const DANGER_ROWS = 256;

/** Where people on an errand go, and what for; only where the scenario sends people anywhere. */
export const ERRAND_STATE = {
  target: column("u32", "row of places", "where the person goes"),
  purpose: column("u8", "code", "what for (PURPOSES)"),
  hurry: column("u8", "code", "1: at a run"),
} as const;

/** Hunger and secret of hybrids; only where a strain has them. */
export const HYBRID_STATE = {
  fedAt: column("f64", "s", "time at which hunger was 0"),
  endsAt: column("f64", "s", "time at which they leave their state; Infinity: never"),
  status: column("u8", "bits", "1: it is known what they are; 2: out of control"),
} as const;

/** Alarms of buildings; only where people may set them off. */
export const ALARM_STATE = {
  ringsUntil: column("f64", "s", "end of the alarm that rings in the place, or rang last; 0 if none has"),
} as const;

/** What fights cost people, and what they fight with; only where the scenario has fights. */
export const FIGHT_STATE = {
  spent: column("f32", "share", "of the reserve of strength, spent when last exerted"),
  tiredAt: column("f64", "s", "end of that exertion"),
  arm: column("u8", "code", "arms carried wherever the person goes (UNARMED, …)"),
} as const;

/** How far people reach as hunters; only where some reach farther than others. */
export const REACH_STATE = {
  factor: column(
    "f32",
    "1",
    "reach as a factor on that of the attack law, but for hybrids' own; 0: not worked out yet",
  ),
} as const;

/** Words that lists of people take, a resident, where their memory is not to grow: several times what a day of Seoul needs. */
const LIST_WORDS = 48;
const FEWEST_LIST_WORDS = 1 << 20;

export interface WorldOptions {
  readonly alwaysAwake: boolean;
  /** Some transmission runs as infectious-side streams. */
  readonly streams: boolean;
  /** Some of these are contacts in a city, which ask where people in routine are. */
  readonly airborne: boolean;
  /**
   * People can be explicit, and events of people and places go through queues. Otherwise everyone is always where the
   * routine says, and of people there is no more state than their health.
   */
  readonly queued: boolean;
  /** Each zone is processed on its own, with a queue of its own; else all are processed together, as one. */
  readonly apart: boolean;
  /** People may be sent on errands. */
  readonly errands: boolean;
  /** Strength, arms and help decide attacks. */
  readonly fights: boolean;
  /** Hybrids have hunger, and may lose control. */
  readonly hybrids: boolean;
  /** Some hunters reach farther than others. */
  readonly reach: boolean;
  /** People may set off alarms. */
  readonly alarms: boolean;
  /** The course of some is recorded. */
  readonly followed?: boolean;
  /** What people believe of the outbreak, whether they pass it on by word of mouth, and by calls; undefined: nothing. */
  readonly beliefs?: { readonly crowd: boolean; readonly calls: boolean } | undefined;
  /** People shelter together, and decide. */
  readonly groups: boolean;
  readonly memory: Memory;
  readonly team: Team;
}

export class World {
  readonly city: City;
  readonly random: Random;
  readonly routine: Routine;
  readonly lines: Lines;
  /** The place someone in routine is in; only if airborne, else it is asked for too rarely to remember anything. */
  readonly byRoutine: Whereabouts | undefined;
  /** What contact infections read together of a person; of nobody if not airborne. */
  readonly records: Records;
  readonly occupancy: Occupancy;
  /**
   * First queue id of each kind of event: acts of people from 0, their changes of state, their contacts (none without
   * streams), attacks in places, visits of zones, doors of trains, people a teller of a rumour meets, calls, refuges (none
   * without groups).
   */
  readonly progressId: number;
  readonly contactId: number;
  readonly attackId: number;
  readonly visitId: number;
  readonly trainId: number;
  readonly tellId: number;
  readonly callId: number;
  readonly refugeId: number;
  readonly person: Table<typeof PERSON_STATE>;
  readonly place: Table<typeof PLACE_STATE>;
  readonly danger: Table<typeof DANGER_STATE>;
  readonly errand: Table<typeof ERRAND_STATE>;
  readonly fight: Table<typeof FIGHT_STATE>;
  readonly hybrid: Table<typeof HYBRID_STATE>;
  readonly alarm: Table<typeof ALARM_STATE>;
  readonly reach: Table<typeof REACH_STATE>;
  readonly refuge: Table<typeof REFUGE_STATE>;
  readonly member: Table<typeof MEMBER_STATE>;
  /** What people believe of the outbreak; undefined if nobody believes anything. */
  readonly beliefs: Beliefs | undefined;
  /** By queue: the flow of the doors of its zone; each by the lower of its two rows, at a border by both. */
  readonly flows: readonly DoorFlow[];
  readonly timers: Timers;
  /** [Z] queue of each zone, or one for all. */
  readonly queues: readonly Queue[];
  /** [Z] who will come into each awake zone. */
  readonly visits: readonly Visits[];
  readonly border: Border;
  readonly team: Team;
  readonly exchange: Exchange;
  /** [Z] 1: the zone is awake. */
  readonly awake: Uint8Array;
  /** [Z] 1: the zone is alert in this window. */
  readonly alert: Uint8Array;
  /** [Z] s: when the zone last woke, or a window began with it alert. */
  readonly alertAt: Float64Array;
  /** [Z] people out of routine in the zone, or on its border and coming in. */
  readonly unusual: Uint32Array;
  /** Never let a zone sleep (the fully awake city that the lazy one is tested against). */
  readonly alwaysAwake: boolean;
  readonly apart: boolean;

  /** [1] rows of `danger` taken by all threads, behind the first few; and the ones of this thread that are still free. */
  private readonly dangerTaken: Uint32Array;
  private dangerNext = 0;
  private dangerEnd = 0;

  /** The zone being processed, its queue, the flow of its doors, and the time of the event being carried out, s. */
  zone = 0;
  queue: Queue;
  flow: DoorFlow;
  now = 0;
  /** What stands for the queue where this thread is in none. */
  private readonly nowhere: Queue;

  constructor(city: City, seed: number, start: string, options: WorldOptions) {
    const { alwaysAwake, streams, airborne, queued, apart, errands, memory, team } = options;
    const { fights, hybrids, reach, alarms, followed = false, beliefs, groups } = options;
    const people = city.people.age.length;
    const places = city.places.kind.length;
    const zones = city.zones.x.length;
    this.city = city;
    this.apart = apart;
    this.team = team;
    this.alwaysAwake = alwaysAwake;
    this.progressId = queued ? people : 0;
    this.contactId = queued ? 2 * people : 0;
    this.attackId = this.contactId + (queued && streams ? people : 0);
    this.visitId = this.attackId + (queued ? places : 0);
    this.random = new Random(seed);
    this.routine = new Routine(city, this.random, start, this);
    this.records = new Records(airborne ? people : 0);
    this.byRoutine = airborne ? new Whereabouts(city, this.routine, this.records) : undefined;
    this.lines = this.routine.trips.lines;
    this.trainId = this.visitId + zones;
    this.tellId = this.trainId + this.lines.trains;
    this.callId = this.tellId + (beliefs?.crowd === true ? people : 0);
    this.refugeId = this.callId + (beliefs?.calls === true ? people : 0);
    const arena = new Arena(memory, LIST_WORDS * people + FEWEST_LIST_WORDS);
    this.timers = new Timers(this.refugeId + (groups ? places : 0), memory);
    this.queues = Array.from(
      { length: apart ? zones : 1 },
      (_, number) => new Queue(this.timers, number, memory, arena),
    );
    this.visits = Array.from({ length: zones }, (_, zone) => {
      return new Visits(city.registerStart[zone + 1]! - city.registerStart[zone]!, memory, arena);
    });
    this.nowhere = memory.shared ? new Queue(this.timers) : this.queues[0]!;
    this.queue = this.nowhere;
    this.flows = this.queues.map(() => new DoorFlow(memory, arena));
    this.flow = this.flows[0]!;
    this.border = new Border(city, apart, memory);
    this.exchange = new Exchange(team.size, zones, people, memory, { moves: followed, actions: groups });
    this.person = memory.table(PERSON_STATE, people, queued ? undefined : HEALTH_STATE);
    this.place = memory.table(PLACE_STATE, queued ? places : 0);
    // Of full size, since what is never written to takes no room; each thread may leave some of its last rows unused.
    this.danger = memory.table(DANGER_STATE, (queued ? places : 0) + DANGER_ROWS * (1 + team.size));
    this.dangerTaken = memory.array("u32", 1);
    this.errand = memory.table(ERRAND_STATE, errands ? people : 0);
    this.fight = memory.table(FIGHT_STATE, fights ? people : 0);
    this.hybrid = memory.table(HYBRID_STATE, hybrids ? people : 0);
    this.alarm = memory.table(ALARM_STATE, alarms ? places : 0);
    this.reach = memory.table(REACH_STATE, reach ? people : 0);
    this.refuge = memory.table(REFUGE_STATE, groups ? places : 0);
    this.member = memory.table(MEMBER_STATE, groups ? people : 0);
    this.beliefs = beliefs === undefined ? undefined : new Beliefs(people, memory);
    this.occupancy = new Occupancy(
      queued ? people : 0,
      queued ? places : 0,
      memory,
      arena,
      apart ? this.border : undefined,
    );
    this.awake = memory.array("u8", zones);
    this.alert = memory.array("u8", zones);
    this.alertAt = memory.array("f64", zones);
    this.unusual = memory.array("u32", zones);
    if (!memory.attached) this.person.strain.fill(255);
  }

  /** Writes down that something happened, to a person in a place, now; `other` and `place` may be NONE. Returns the row of the draft. */
  emit(kind: number, person: number, other: number, place: number, state: number, strain: number): number {
    const { exchange, team, zone, now } = this;
    return emit(exchange.now.drafts[team.rank]!, zone, kind, now, person, other, place, state, strain);
  }

  /** The row of `danger` of a place of the zone being processed, made if there is none. Which one it is never matters. */
  dangerOf(place: number): number {
    const row = this.place.danger[place]!;
    if (row !== 0) return row;
    if (this.dangerNext === this.dangerEnd) {
      this.dangerNext = DANGER_ROWS + Atomics.add(this.dangerTaken, 0, DANGER_ROWS);
      this.dangerEnd = this.dangerNext + DANGER_ROWS;
    }
    this.place.danger[place] = this.dangerNext;
    return this.dangerNext++;
  }

  /** Shuts the doors of a place from the inside. */
  shut(place: number): void {
    this.place.shut[place] = 1;
    this.place.broken[place] = 0;
    this.border.touch(place);
  }

  /** Opens the doors of a place. */
  open(place: number): void {
    this.place.shut[place] = 0;
    this.border.touch(place);
  }

  /** Breaks the doors of a place open. */
  breakOpen(place: number): void {
    this.place.shut[place] = 0;
    this.place.broken[place] = 1;
    this.border.touch(place);
  }

  /** Leaves someone to the routine, who is explicit no more. */
  release(person: number): void {
    this.person.crossing[person] = INSIDE;
    this.person.owner[person] = NOBODY;
    if (!this.apart) return;
    const page = this.exchange.now.released[this.team.rank]!;
    const row = page.add();
    page.columns.person[row] = person;
  }

  /** What leaves the zones of this thread during this window. */
  get mail(): Page<typeof MAIL> {
    return this.exchange.now.mail[this.team.rank]!;
  }

  /** Turns to a zone: what is scheduled from now on is scheduled in its queue. */
  turnTo(zone: number, now: number): void {
    this.zone = this.apart ? zone : 0;
    if (this.queue !== this.queues[this.zone]) {
      this.queue.leave();
      this.queue = this.queues[this.zone]!;
      this.queue.enter();
    }
    this.flow = this.flows[this.zone]!;
    this.now = now;
  }

  /** Leaves the zone to any thread that may turn to it. */
  turnAway(): void {
    this.queue.leave();
    this.queue = this.nowhere;
  }

  /** Whether a place belongs to the zone being processed. */
  isHere(place: number): boolean {
    return !this.apart || this.city.places.zone[place] === this.zone;
  }

  /** Whether the person is explicit in the zone being processed, or on its border and coming in. */
  isOurs(person: number): boolean {
    return this.person.owner[person] === this.zone + 1 && this.isHere(this.occupancy.place[person]!);
  }

  /** Sets a person's next act; Infinity: none. */
  actAt(person: number, time: number): void {
    this.queue.schedule(person, time);
  }

  /** Whether a person has a next act. */
  willAct(person: number): boolean {
    return this.timers.has(person);
  }

  /** Sets the time of a person's next change of state; Infinity: none. */
  progressAt(person: number, time: number): void {
    this.queue.schedule(this.progressId + person, time);
  }

  /** Time of a person's next change of state; Infinity: none. */
  progressTime(person: number): number {
    return this.timers.timeOf(this.progressId + person);
  }

  /** Sets the time of a person's next contact; Infinity: none. Only where some transmission runs as streams. */
  contactAt(person: number, time: number): void {
    this.queue.schedule(this.contactId + person, time);
  }

  /** Whether a person has a contact pending. */
  willContact(person: number): boolean {
    return this.timers.has(this.contactId + person);
  }

  /** Sets the time of a place's next attack; Infinity: none. */
  attackAt(place: number, time: number): void {
    this.queue.schedule(this.attackId + place, time);
  }

  /** Sets the time of a refuge's next event; Infinity: none. Only where the scenario has groups. */
  refugeAt(place: number, time: number): void {
    this.queue.schedule(this.refugeId + place, time);
  }

  /** Sets the time at which a train (a row) next opens or shuts its doors. */
  trainAt(train: number, time: number): void {
    this.queue.schedule(this.trainId + train, time);
  }

  /** Sets the time at which someone who passes a rumour on next meets someone; in the zone they live in. */
  tellAt(person: number, time: number): void {
    this.queue.schedule(this.tellId + person, time);
  }

  /** Whether a person passes a rumour on. */
  willTell(person: number): boolean {
    return this.callId > this.tellId && this.timers.has(this.tellId + person);
  }

  /** Sets the time of a person's next call; in the zone they live in. */
  callAt(person: number, time: number): void {
    this.queue.schedule(this.callId + person, time);
  }

  /**
   * Place the person is in now, explicit or by routine; for someone out of routine on a border, the place they come into.
   * NONE for the dead and gone. Leaves everything unchanged.
   */
  whereabouts(person: number): number {
    const { owner, crossing, activity } = this.person;
    const by = owner[person] ?? NOBODY;
    if (by === GONE) return NONE;
    if (by !== NOBODY) {
      const onBorder = activity[person] === ActivityCode.routine && crossing[person]! >= ARRIVING;
      if (!onBorder) return this.occupancy.place[person]!;
    }
    if (this.byRoutine !== undefined) return this.byRoutine.at(person, this.now);
    this.routine.at(person, this.now);
    return this.routine.place;
  }
}
