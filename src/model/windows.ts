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
import { ACTIVE, BOUND, INFECTIONS, LOAD, STIRRED } from "../engine/exchange.js";
import { CHUNK } from "../engine/events.js";
import { ARRIVAL, type Letter, NEWS } from "../engine/mail.js";
import { HUNTER, PREY } from "../engine/occupancy.js";
import type { Team } from "../engine/team.js";
import { takeOver } from "./movement/crossing.js";
import { deliver } from "./information/news.js";
import { hearAcross } from "./danger/noise.js";
import type { Simulation } from "./simulation.js";
import { dispatch } from "./step.js";
import { shownAsShut } from "./movement/train.js";
import { isAlert, sleep, wake } from "./movement/waking.js";

/** Windows are no longer than this, s: a longer one would be felt by who crosses a border. */
const LONGEST = 1;
/**
 * A zone falls asleep once it has not been alert for this long, s. To wake one means to ask for everybody on its register,
 * and those who ride away from an outbreak come through a zone (the trains of a line above all) again and again.
 */
const DROWSY = 600;
/** Share of a thread's load that is forgotten with each window: what counts is about the last quarter of an hour. */
const FORGOTTEN = 1 / 1024;

export class Windows {
  /** Length of a window, s; Infinity where there are no borders. */
  readonly length: number;
  /** Time at which the present window ends, s. */
  end: number;
  /** [Z] 1: the zone is alert in this window. Of the zones of this thread, as all that follows. */
  private readonly alert: Uint8Array;
  private zones: readonly number[];
  /** ms for which this thread had work in the last windows: it says which thread gets a zone, and changes no outcome. */
  load = 0;
  private busyFrom = 0;
  private readonly sim: Simulation;

  constructor(sim: Simulation) {
    const { city, apart, team, queues } = sim.world;
    this.sim = sim;
    this.length = apart ? lookahead(city) : Number.POSITIVE_INFINITY;
    this.end = this.length;
    this.zones = ownZones(team, queues.length);
    this.alert = new Uint8Array(queues.length);
  }

  /** Whether there is one window only. Else it is at the end of a window that a run may be found to be over. */
  get isEndless(): boolean {
    return this.length === Number.POSITIVE_INFINITY;
  }

  /** A time before which nothing happens in the zones of this thread, s; Infinity if nothing ever does. */
  get bound(): number {
    const { queues, mail } = this.sim.world;
    let bound = mail.rows > 0 ? this.end : Number.POSITIVE_INFINITY;
    for (const zone of this.zones) bound = Math.min(bound, queues[zone]!.bound);
    return bound;
  }

  /** Carries out all events up to and including time `stop`, s. All threads must be told the same. */
  advance(stop: number): void {
    const { sim } = this;
    this.busyFrom = performance.now();
    while (sim.finished === "no" && stop >= this.end) {
      this.process(justBefore(this.end));
      if (this.isEndless) return;
      this.turn(stop);
    }
    if (sim.finished === "no") this.process(stop);
  }

  /** Carries out the events up to and including time `limit`. */
  private process(limit: number): void {
    for (const zone of this.zones) this.processZone(zone, limit);
  }

  private processZone(zone: number, limit: number): void {
    const { sim } = this;
    const { world } = sim;
    const queue = world.queues[zone]!;
    if (queue.bound > limit) return;
    world.turnTo(zone, world.now);
    const alone = this.isEndless;
    const draft = world.exchange.drafts[world.team.rank]!;
    for (let id = queue.next(limit); id >= 0; id = queue.next(limit)) {
      world.now = queue.now;
      sim.tally.events++;
      dispatch(sim, id);
      if (!alone) continue;
      sim.checkEnd(sim.tally.infections, sim.tally.active);
      if (draft.rows >= CHUNK) {
        sim.log?.add([draft], world.exchange.actions);
        draft.clear();
        for (const decided of world.exchange.actions) decided.clear();
      }
      if (sim.finished !== "no") return;
    }
  }

  /** Ends the window and begins the next one that has anything in it, or the one in which `stop` lies. */
  private turn(stop: number): void {
    const { sim } = this;
    const { world } = sim;
    const { exchange, team } = world;
    this.show();
    this.load += performance.now() - this.busyFrom - this.load * FORGOTTEN;
    sim.publish();
    team.barrier();
    this.busyFrom = performance.now();
    exchange.turn();
    world.border.turn();
    world.mail.clear();
    sim.log?.add(exchange.last.drafts, exchange.last.actions);
    exchange.drafts[team.rank]!.clear();
    sim.takeMoves();
    exchange.moves[team.rank]?.clear();
    exchange.actions[team.rank]?.clear();
    sim.checkEnd(exchange.sum(INFECTIONS), exchange.sum(ACTIVE));
    if (sim.finished !== "no") {
      world.now = this.end;
      return;
    }
    const quiet = exchange.sum(STIRRED) === 0;
    const next = quiet ? Math.min(exchange.least(BOUND), stop) : this.end;
    this.end = Math.max(this.end, Math.floor(next / this.length) * this.length) + this.length;
    this.begin(this.end - this.length);
  }

  /** Whether somebody in a zone of this thread is out of routine, or something can be seen or heard by others. */
  get stirred(): boolean {
    const { mail, unusual, border } = this.sim.world;
    if (mail.rows > 0 || border.isFresh) return true;
    return this.zones.some((zone) => unusual[zone]! > 0 || this.alert[zone] === 1);
  }

  /** Shows the other zones what they may see in the next window: the edges of alert zones, and who is out of routine. */
  private show(): void {
    const { border, unusual, exchange, queues } = this.sim.world;
    for (const zone of this.zones) {
      exchange.unusual[zone] = unusual[zone]!;
      exchange.fresh[zone] = queues[zone]!.isFresh ? 1 : 0;
    }
    border.show(this.glimpse);
  }

  private readonly glimpse = (at: number): number => {
    const { city, place, occupancy } = this.sim.world;
    if (this.alert[city.places.zone[at]!] === 0) return 0;
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

  /** Begins a window at time `start`: hands over what crossed a border, then zones wake and sleep, then noise is heard. */
  private begin(start: number): void {
    if (this.sim.world.team.size > 1) this.deal();
    const noises = this.handOver(start);
    for (const zone of this.zones) this.wakeOrSleep(zone, start);
    this.hear(noises, start);
  }

  /**
   * Deals the zones that are about to wake for the first time, and in which nothing is kept yet, to the threads that have least
   * to do. All threads know the same and come to the same.
   */
  private deal(): void {
    const { world } = this.sim;
    const { exchange, team } = world;
    const { fresh } = exchange.last;
    const waking: number[] = [];
    for (let zone = 0; zone < fresh.length; zone++) if (fresh[zone] === 1 && isAlert(this.sim, zone)) waking.push(zone);
    if (waking.length === 0) return;
    const loads = Array.from({ length: team.size }, (_, thread) => exchange.of(thread, LOAD));
    const inUse = fresh.length - fresh.reduce((sum, is) => sum + is, 0);
    const mean = exchange.sum(LOAD) / Math.max(1, inUse);
    for (const zone of waking) {
      const least = loads.indexOf(Math.min(...loads));
      team.give(zone, least);
      loads[least]! += mean;
    }
    this.zones = ownZones(team, fresh.length);
  }

  /** Takes over those who come into a zone of this thread, and delivers news to those who live in one; returns the noises. */
  private handOver(start: number): Letter[] {
    const { sim } = this;
    const { world } = sim;
    const zoneOf = world.city.places.zone;
    const noises: Letter[] = [];
    const news: Letter[] = [];
    for (const { columns: mail, rows } of world.exchange.last.mail) {
      for (let row = 0; row < rows; row++) {
        const zone = zoneOf[mail.to[row]!]!;
        if (!world.team.has(zone)) continue;
        if (mail.kind[row] !== ARRIVAL) {
          (mail.kind[row] === NEWS ? news : noises).push({ mail, row });
          continue;
        }
        world.turnTo(zone, start);
        takeOver(sim, mail, row);
      }
    }
    if (news.length > 0) deliver(sim, news, start, this.end);
    return noises;
  }

  private wakeOrSleep(zone: number, start: number): void {
    const { sim, alert } = this;
    const { world } = sim;
    const now = isAlert(sim, zone) ? 1 : 0;
    if (now !== alert[zone]) this.touchEdges(zone);
    alert[zone] = now;
    if (now === 1) world.alertAt[zone] = start;
    if (now === world.awake[zone]) return;
    world.turnTo(zone, start);
    if (now === 1) wake(sim);
    else if (this.maySleep(zone, start)) sleep(sim);
  }

  private maySleep(zone: number, start: number): boolean {
    const { world } = this.sim;
    if (world.alwaysAwake || world.unusual[zone]! > 0 || isWatched(this.sim, zone)) return false;
    return start - world.alertAt[zone]! >= DROWSY;
  }

  /** Lets the noises that crossed a border be heard, each zone's by itself, one that came in by several places at once. */
  private hear(noises: Letter[], start: number): void {
    const zoneOf = this.sim.world.city.places.zone;
    const zone = ({ mail, row }: Letter) => zoneOf[mail.to[row]!]!;
    const order = (a: Letter, b: Letter) =>
      zone(a) - zone(b) ||
      a.mail.time[a.row]! - b.mail.time[b.row]! ||
      a.mail.source[a.row]! - b.mail.source[b.row]! ||
      a.mail.noise[a.row]! - b.mail.noise[b.row]!;
    const within = (a: Letter, b: Letter) =>
      a.mail.to[a.row]! - b.mail.to[b.row]! || a.mail.range[a.row]! - b.mail.range[b.row]!;
    noises.sort((a, b) => order(a, b) || within(a, b));
    for (let first = 0, end = 0; first < noises.length; first = end) {
      while (end < noises.length && order(noises[first]!, noises[end]!) === 0) end++;
      this.sim.world.turnTo(zone(noises[first]!), start);
      hearAcross(this.sim, noises.slice(first, end));
    }
  }
}

function ownZones(team: Team, zones: number): number[] {
  return Array.from({ length: zones }, (_, zone) => zone).filter((zone) => team.has(zone));
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
