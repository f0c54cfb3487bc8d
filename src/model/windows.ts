/**
 * The run in windows of time. Within a window each zone is processed on its own, event by event in continuous time; what
 * crosses a border is handed over when the next window begins. Whoever crosses is on the border for a window's length, and
 * nothing else reaches another zone in less, so the order in which zones are processed cannot matter (conservative parallel
 * simulation; the length of the window is its lookahead). A city of one zone, or in which
 * nobody moves, has one endless window.
 */
import type { City } from "../city/city.js";
import { FASTEST_WALK } from "../city/routine.js";
import { ARRIVAL } from "../engine/mail.js";
import { HUNTER, PREY } from "../engine/occupancy.js";
import { takeOver } from "./crossing.js";
import { hearAcross } from "./noise.js";
import type { Simulation } from "./simulation.js";
import { dispatch } from "./step.js";
import { isAlert, sleep, wake } from "./waking.js";

/** Windows are no longer than this, s: a longer one would be felt by who crosses a border. */
const LONGEST = 1;

export class Windows {
  /** Length of a window, s; Infinity where there are no borders. */
  readonly length: number;
  /** [Z] people out of routine in each zone at the end of the last window. */
  readonly seen: Uint32Array;
  /** Time at which the present window ends, s. */
  private end: number;
  /** [Z] 1: the zone is alert in this window. */
  private readonly alert: Uint8Array;
  /** [Z] windows for which the zone's edges must be shown once more. */
  private readonly fresh: Uint8Array;
  private readonly sim: Simulation;

  constructor(sim: Simulation) {
    const { city, apart } = sim.world;
    const zones = city.zones.x.length;
    this.sim = sim;
    this.length = apart ? lookahead(city) : Number.POSITIVE_INFINITY;
    this.end = this.length;
    this.seen = new Uint32Array(zones);
    this.alert = new Uint8Array(zones);
    this.fresh = new Uint8Array(zones);
  }

  /** A time before which nothing happens, s; Infinity if nothing ever does. */
  next(): number {
    const { queues, mail } = this.sim.world;
    if (mail.size > 0) return this.end;
    let next = Number.POSITIVE_INFINITY;
    for (const queue of queues) next = Math.min(next, queue.bound);
    return next;
  }

  /** Carries out all events up to and including time `stop`, s. */
  advance(stop: number): void {
    const { sim } = this;
    while (sim.finished === "no") {
      if (stop < this.end) {
        this.process(stop);
        return;
      }
      this.process(justBefore(this.end));
      if (this.length === Number.POSITIVE_INFINITY) return;
      if (sim.finished === "no") sim.checkEnd();
      if (!this.turn(stop)) return;
    }
  }

  /** Carries out the events of every zone up to and including time `limit`. */
  private process(limit: number): void {
    const { queues, log, draft } = this.sim.world;
    for (let zone = 0; zone < queues.length; zone++) this.processZone(zone, limit);
    log.add(draft);
  }

  private processZone(zone: number, limit: number): void {
    const { sim } = this;
    const { world } = sim;
    const queue = world.queues[zone]!;
    if (queue.bound > limit) return;
    world.turnTo(zone, world.now);
    const alone = this.length === Number.POSITIVE_INFINITY;
    for (let id = queue.next(limit); id >= 0; id = queue.next(limit)) {
      world.now = queue.now;
      sim.events++;
      dispatch(sim, id);
      if (!alone) continue;
      sim.checkEnd();
      if (sim.finished !== "no") return;
    }
    this.fresh[zone] = 2;
  }

  /** Ends the window and begins the next one that has anything in it; false if that is after `stop`. */
  private turn(stop: number): boolean {
    const { world } = this.sim;
    this.show();
    world.border.turn();
    const quiet = this.isQuiet();
    const next = quiet ? Math.min(this.next(), stop) : this.end;
    this.end = Math.max(this.end, Math.floor(next / this.length) * this.length) + this.length;
    this.begin(this.end - this.length);
    return true;
  }

  /** Whether nobody is out of routine and nothing crosses a border, so that windows without events may be left out. */
  private isQuiet(): boolean {
    const { world } = this.sim;
    if (world.mail.size > 0) return false;
    for (let zone = 0; zone < this.seen.length; zone++) {
      if (this.seen[zone]! > 0 || this.alert[zone] === 1 || this.fresh[zone]! > 0) return false;
    }
    return true;
  }

  /** Shows the other zones what they may see in the next window: the edges of alert zones, and who is out of routine. */
  private show(): void {
    const { border, unusual, place, occupancy } = this.sim.world;
    for (let zone = 0; zone < this.seen.length; zone++) {
      this.seen[zone] = unusual[zone]!;
      if (this.fresh[zone] === 0) continue;
      this.fresh[zone]!--;
      for (let i = border.start[zone]!; i < border.start[zone + 1]!; i++) {
        const at = border.places[i]!;
        if (this.alert[zone] === 0) border.hide(at);
        else {
          const { shut, broken } = place;
          border.show(at, occupancy.count(at, PREY), occupancy.count(at, HUNTER), shut[at]!, broken[at]!);
        }
      }
    }
  }

  /** Begins a window at time `start`: hands over what crossed a border, then zones wake and sleep, then noise is heard. */
  private begin(start: number): void {
    const { sim } = this;
    const { world } = sim;
    const { mail, awake, unusual, alwaysAwake } = world;
    const { columns } = mail;
    const noises: number[] = [];
    for (let row = 0; row < mail.size; row++) {
      if (columns.kind[row] !== ARRIVAL) noises.push(row);
      else {
        world.turnTo(world.city.places.zone[columns.to[row]!]!, start);
        takeOver(sim, columns, row);
      }
    }
    for (let zone = 0; zone < this.seen.length; zone++) {
      const alert = isAlert(sim, zone) ? 1 : 0;
      if (alert !== this.alert[zone]) this.fresh[zone] = 2;
      this.alert[zone] = alert;
      if (alert === awake[zone]) continue;
      world.turnTo(zone, start);
      if (alert === 1) wake(sim);
      else if (!alwaysAwake && unusual[zone] === 0) sleep(sim);
    }
    this.hear(noises, start);
    mail.clear();
  }

  /** Lets the noises that crossed a border be heard, each zone's by itself, one that came in by several places at once. */
  private hear(noises: number[], start: number): void {
    const { sim } = this;
    const { world } = sim;
    const { to, time, source } = world.mail.columns;
    const zoneOf = world.city.places.zone;
    const order = (a: number, b: number) =>
      zoneOf[to[a]!]! - zoneOf[to[b]!]! || time[a]! - time[b]! || source[a]! - source[b]! || to[a]! - to[b]!;
    noises.sort((a, b) => order(a, b) || world.mail.columns.range[a]! - world.mail.columns.range[b]!);
    for (let first = 0; first < noises.length; ) {
      const row = noises[first]!;
      let end = first + 1;
      const zone = zoneOf[to[row]!]!;
      const same = (other: number) =>
        zoneOf[to[other]!] === zone && time[other] === time[row] && source[other] === source[row];
      while (end < noises.length && same(noises[end]!)) end++;
      world.turnTo(zone, start);
      hearAcross(sim, world.mail.columns, noises.slice(first, end));
      this.fresh[zone] = 2;
      first = end;
    }
  }
}

/**
 * The shortest time in which someone in routine gets from a place to the next over a border, cut to LONGEST and to a power
 * of two, so that multiples of it are exact.
 */
function lookahead({ places, doors, doorStart, zones }: City): number {
  const { zone } = places;
  let shortest = Number.POSITIVE_INFINITY;
  for (let place = 0; place < zone.length; place++) {
    for (let door = doorStart[place]!; door < doorStart[place + 1]!; door++) {
      if (zone[doors.to[door]!] !== zone[place]) shortest = Math.min(shortest, doors.distance[door]!);
    }
  }
  if (zones.x.length === 1) return Number.POSITIVE_INFINITY;
  const seconds = Math.min(LONGEST, shortest / FASTEST_WALK);
  if (seconds === 0) throw new RangeError("doors: expected a distance above 0 at the borders of zones, found 0");
  return 2 ** Math.floor(Math.log2(seconds));
}

const BITS = new DataView(new ArrayBuffer(8));

/** The greatest double below a positive one. */
function justBefore(time: number): number {
  if (time === Number.POSITIVE_INFINITY) return time;
  BITS.setFloat64(0, time);
  BITS.setBigInt64(0, BITS.getBigInt64(0) - 1n);
  return BITS.getFloat64(0);
}
