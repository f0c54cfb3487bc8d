/**
 * The run in windows of time. Within a window each zone is processed on its own, event by event in continuous time; what
 * crosses a border is handed over when the next window begins. Whoever crosses is on the border for a window's length, and
 * nothing else reaches another zone before the next window, so the order in which zones are processed cannot matter
 * (conservative parallel simulation; the length of the window is its lookahead). A city of one zone, one in which nobody
 * moves, and one with both attacks and contacts have one endless window.
 */
import { type City, PlaceKindCode } from "../city/city.js";
import { FASTEST_WALK } from "../city/routine.js";
import { glimpseOf } from "../engine/border.js";
import { ACTIVE, BOUND, INFECTIONS, STIRRED } from "../engine/exchange.js";
import { CHUNK } from "../engine/events.js";
import { ARRIVAL, Inbox, type Letter, NEWS } from "../engine/mail.js";
import { HUNTER, PREY } from "../engine/occupancy.js";
import type { Page } from "../engine/pages.js";
import type { RELEASED } from "../engine/visits.js";
import { takeOver } from "./movement/crossing.js";
import { deliver } from "./information/news.js";
import { hearAcross } from "./danger/noise.js";
import type { Simulation } from "./simulation.js";
import { dispatch } from "./step.js";
import { shownAsShut } from "./movement/train.js";
import { awaitReleased, isAlert, sleep, wake } from "./movement/waking.js";

/** Windows are no longer than this, s: a longer one would be felt by who crosses a border. */
const LONGEST = 1;
/**
 * A zone falls asleep once it has not been alert for this long, s. To wake one means to ask for everybody on its register,
 * and those who ride away from an outbreak come through a zone (the trains of a line above all) again and again.
 */
const DROWSY = 600;
/** Windows after which zones are put in the order of their work anew, and the share of it that is forgotten with each. */
const REORDERED = 16;
const FORGOTTEN = 1 / 8;

const NONE_HEARD: Letter[] = [];

export class Windows {
  /** Length of a window, s; Infinity where there are no borders. */
  readonly length: number;
  /** Time at which the present window ends, s. */
  end: number;
  /** A time before which nothing happens in the zones this thread has dealt with last, s; Infinity if nothing ever does. */
  bound = 0;
  /** Whether somebody in one of these is out of routine, or something can be seen or heard by others. */
  stirred = false;
  /** Whether the present window has yet to be begun, in all zones. */
  private begins = false;
  /** [Z] zones in the order in which they are taken: those to wake, then those with most to do. It changes no outcome. */
  private readonly order: Uint16Array;
  /** [Z] zones by their work of late. */
  private readonly byWork: Uint16Array;
  private turns = 0;
  private readonly inbox: Inbox;
  /** Who was left to the routine in the last window, ascending. */
  private released: Uint32Array = new Uint32Array(0);
  private readonly sim: Simulation;

  constructor(sim: Simulation) {
    const { city, apart, queues } = sim.world;
    this.sim = sim;
    this.length = apart ? lookahead(city) : Number.POSITIVE_INFINITY;
    this.end = this.length;
    this.order = Uint16Array.from({ length: queues.length }, (_, zone) => zone);
    this.byWork = this.order.slice();
    this.inbox = new Inbox(city.zones.x.length, city.places.zone);
  }

  /** Whether there is one window only. Else it is at the end of a window that a run may be found to be over. */
  get isEndless(): boolean {
    return this.length === Number.POSITIVE_INFINITY;
  }

  /** Carries out all events up to and including time `stop`, s. All threads must be told the same. */
  advance(stop: number): void {
    const { sim } = this;
    while (sim.finished === "no" && stop >= this.end) {
      this.process(justBefore(this.end), !this.isEndless);
      if (this.isEndless) return;
      this.turn(stop);
    }
    if (sim.finished === "no") this.process(stop, false);
  }

  /** Looks again at what is pending, after something has been done between windows. */
  survey(): void {
    const { team } = this.sim.world;
    this.bound = Number.POSITIVE_INFINITY;
    this.stirred = false;
    for (const zone of this.order) {
      if (!team.has(zone)) continue;
      this.sim.world.turnTo(zone, this.sim.now);
      this.note(zone);
    }
    this.noteMail();
    this.sim.world.turnAway();
  }

  /**
   * Carries out the events of the window up to and including time `limit`, with which it `ends` or not. Each thread takes one
   * zone after the other, as long as there are any.
   */
  private process(limit: number, ends: boolean): void {
    const { sim, order } = this;
    const { team } = sim.world;
    if (this.begins) this.prepare();
    this.bound = Number.POSITIVE_INFINITY;
    this.stirred = false;
    for (let k = team.takeWork(); k < order.length; k = team.takeWork()) {
      const zone = order[k]!;
      sim.world.turnTo(zone, sim.now);
      if (this.begins) this.begin(zone);
      this.processZone(zone, limit);
      if (ends) this.show(zone);
      this.note(zone);
    }
    this.begins = false;
    this.noteMail();
    sim.world.turnAway();
  }

  /** Takes note of what is to come in a zone. */
  private note(zone: number): void {
    const { queues, border, unusual, alert } = this.sim.world;
    this.bound = Math.min(this.bound, queues[zone]!.bound);
    this.stirred ||= border.isFresh(zone) || unusual[zone]! > 0 || alert[zone] === 1;
  }

  private noteMail(): void {
    const { mail, exchange, team } = this.sim.world;
    if (mail.rows === 0 && exchange.now.released[team.rank]!.rows === 0) return;
    this.bound = Math.min(this.bound, this.end);
    this.stirred = true;
  }

  private processZone(zone: number, limit: number): void {
    const { sim } = this;
    const { world } = sim;
    const queue = world.queues[zone]!;
    if (queue.bound > limit) return;
    const before = sim.tally.events;
    const alone = this.isEndless;
    const draft = world.exchange.now.drafts[world.team.rank]!;
    for (let id = queue.next(limit); id >= 0; id = queue.next(limit)) {
      world.now = queue.now;
      sim.tally.events++;
      dispatch(sim, id);
      if (!alone) continue;
      sim.checkEnd(sim.tally.infections, sim.tally.active);
      if (draft.rows >= CHUNK) {
        sim.log?.add([draft], world.exchange.now.actions);
        draft.clear();
        for (const decided of world.exchange.now.actions) decided.clear();
      }
      if (sim.finished !== "no") return;
    }
    world.exchange.now.work[zone]! += sim.tally.events - before;
  }

  /** Ends the window and begins the next one that has anything in it, or the one in which `stop` lies. */
  private turn(stop: number): void {
    const { sim } = this;
    const { world } = sim;
    const { exchange, team } = world;
    sim.publish();
    team.barrier();
    exchange.turn();
    world.border.turn();
    world.mail.clear();
    exchange.now.released[team.rank]!.clear();
    sim.log?.add(exchange.last.drafts, exchange.last.actions);
    exchange.now.drafts[team.rank]!.clear();
    sim.takeMoves();
    exchange.now.moves[team.rank]?.clear();
    exchange.now.actions[team.rank]?.clear();
    sim.checkEnd(exchange.sum(INFECTIONS), exchange.sum(ACTIVE));
    if (sim.finished !== "no") {
      world.now = this.end;
      return;
    }
    const quiet = exchange.sum(STIRRED) === 0;
    const next = quiet ? Math.min(exchange.least(BOUND), stop) : this.end;
    this.end = Math.max(this.end, Math.floor(next / this.length) * this.length) + this.length;
    this.begins = true;
  }

  /** The window ends for a zone: shows the other zones what they may see in the next one, at its edges and of its state. */
  private show(zone: number): void {
    const { border, unusual, awake, exchange } = this.sim.world;
    exchange.now.unusual[zone] = unusual[zone]!;
    exchange.now.awake[zone] = awake[zone]!;
    border.show(zone, this.glimpse);
  }

  private readonly glimpse = (at: number): number => {
    const { city, place, occupancy, alert } = this.sim.world;
    if (alert[city.places.zone[at]!] === 0) return 0;
    return glimpseOf(
      occupancy.count(at, PREY),
      occupancy.count(at, HUNTER),
      shownAsShut(this.sim, at),
      place.broken[at]!,
    );
  };

  private touchEdges(zone: number): void {
    const { border } = this.sim.world;
    for (let i = border.start[zone]!; i < border.start[zone + 1]!; i++) border.touch(border.places[i]!);
  }

  /** Makes ready for a window: sorts its mail, and the zones by what there is to do. All threads come to the same. */
  private prepare(): void {
    const { sim, inbox, order, byWork } = this;
    const { exchange, team } = sim.world;
    inbox.sort(exchange.last.mail);
    this.released = sortedPeople(exchange.last.released);
    if (team.size === 1) return;
    const { work, awake } = exchange.last;
    if (this.turns++ % REORDERED === 0) byWork.sort((a, b) => work[b]! - work[a]! || a - b);
    const waking = byWork.filter((zone) => awake[zone] === 0 && isAlert(sim, zone));
    order.set(waking);
    let k = waking.length;
    for (const zone of byWork) if (!waking.includes(zone)) order[k++] = zone;
  }

  /** Begins the window for a zone: who crossed its border comes in, news is delivered, it wakes or sleeps, hears noise. */
  private begin(zone: number): void {
    const { sim, inbox } = this;
    const { world } = sim;
    const { exchange } = world;
    const start = this.end - this.length;
    exchange.now.work[zone] = exchange.last.work[zone]! * (1 - FORGOTTEN);
    world.turnTo(zone, start);
    const noises = inbox.has(zone) ? this.takeMail(zone) : NONE_HEARD;
    if (world.awake[zone] === 1) awaitReleased(sim, this.released);
    this.wakeOrSleep(zone, start);
    if (noises.length > 0) this.hear(noises);
  }

  /** Takes over those who come into the zone, and delivers news to those who live in it; returns the noises. */
  private takeMail(zone: number): Letter[] {
    const { sim } = this;
    const noises: Letter[] = [];
    const news: Letter[] = [];
    this.inbox.read(zone, (mail, row) => {
      if (mail.kind[row] === ARRIVAL) takeOver(sim, mail, row);
      else (mail.kind[row] === NEWS ? news : noises).push({ mail, row });
    });
    if (news.length > 0) deliver(sim, news, this.end);
    return noises;
  }

  private wakeOrSleep(zone: number, start: number): void {
    const { sim } = this;
    const { world } = sim;
    const { alert } = world;
    const now = isAlert(sim, zone) ? 1 : 0;
    if (now !== alert[zone]) this.touchEdges(zone);
    alert[zone] = now;
    if (now === 1) world.alertAt[zone] = start;
    if (now === world.awake[zone]) return;
    if (now === 1) wake(sim);
    else if (this.maySleep(zone, start)) sleep(sim);
  }

  private maySleep(zone: number, start: number): boolean {
    const { world } = this.sim;
    if (world.alwaysAwake || world.unusual[zone]! > 0 || isWatched(this.sim, zone)) return false;
    return start - world.alertAt[zone]! >= DROWSY;
  }

  /** Lets the noises that crossed the border of the zone be heard, one that came in by several places at once. */
  private hear(noises: Letter[]): void {
    const order = (a: Letter, b: Letter) =>
      a.mail.time[a.row]! - b.mail.time[b.row]! ||
      a.mail.source[a.row]! - b.mail.source[b.row]! ||
      a.mail.noise[a.row]! - b.mail.noise[b.row]!;
    const within = (a: Letter, b: Letter) =>
      a.mail.to[a.row]! - b.mail.to[b.row]! || a.mail.range[a.row]! - b.mail.range[b.row]!;
    noises.sort((a, b) => order(a, b) || within(a, b));
    for (let first = 0, end = 0; first < noises.length; first = end) {
      while (end < noises.length && order(noises[first]!, noises[end]!) === 0) end++;
      hearAcross(this.sim, noises.slice(first, end));
    }
  }
}

/**
 * The shortest time in which someone in routine gets from a place to the next over a border (on foot; rides take longer),
 * cut to LONGEST and to a power of two, so that multiples of it are exact.
 */
function lookahead({ places, doors, doorStart, zones }: City): number {
  const { zone, kind } = places;
  let shortest = Number.POSITIVE_INFINITY;
  for (let place = 0; place < zone.length; place++) {
    for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
      const to = doors.to[door]!;
      if (kind[place] === PlaceKindCode.vehicle || kind[to] === PlaceKindCode.vehicle) continue;
      if (zone[to] !== zone[place]) shortest = Math.min(shortest, doors.distance[door]!);
    }
  }
  if (zones.x.length === 1) return Number.POSITIVE_INFINITY;
  const seconds = Math.min(LONGEST, shortest / FASTEST_WALK);
  if (seconds === 0) throw new RangeError("doors: expected a distance above 0 at the borders of zones, found 0");
  return 2 ** Math.floor(Math.log2(seconds));
}

/** The people on some pages, ascending. */
function sortedPeople(pages: readonly Page<typeof RELEASED>[]): Uint32Array {
  const people = new Uint32Array(pages.reduce((sum, { rows }) => sum + rows, 0));
  let filled = 0;
  for (const { columns, rows } of pages) {
    people.set(columns.person.subarray(0, rows), filled);
    filled += rows;
  }
  return people.sort();
}

const BITS = new DataView(new ArrayBuffer(8));

/** Whether an intervention keeps a zone awake. */
function isWatched({ authority }: Simulation, zone: number): boolean {
  return authority !== undefined && authority.watched[zone]! > 0;
}

/** The greatest double below a positive one. */
export function justBefore(time: number): number {
  if (time === Number.POSITIVE_INFINITY) return time;
  BITS.setFloat64(0, time);
  BITS.setBigInt64(0, BITS.getBigInt64(0) - 1n);
  return BITS.getFloat64(0);
}
