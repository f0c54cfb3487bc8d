/** What a reader asks of a run first: who began it, how fast it was worst, when it got out, how far it came. */
import { NONE, type Table } from "../base/columns.js";
import { type City, landZones } from "../city/city.js";
import { EventCode, type EVENTS, type Listener } from "../engine/events.js";

/** Someone, somewhere, at a time. */
export interface Moment {
  /** s since the scenario's start. */
  readonly time: number;
  /** Row of people. */
  readonly person: number;
  /** Row of places; NONE if nowhere. */
  readonly place: number;
}

const HOUR = 3600;

/** Counts over the event log. Give `listener` all events in order. */
export class Highlights {
  readonly listener: Listener = (chunk, rows) => this.listen(chunk, rows);
  /** The first infection. */
  first: Moment | null = null;
  /** The first infection by someone outside the building of the first one; null if that was in none. */
  outside: Moment | null = null;
  /** Where the first one was in no building: the first infection by someone in a building. */
  indoors: Moment | null = null;
  /** Infections that have no infector: those the scenario makes. */
  seeded = 0;
  /** Infections by someone. */
  infections = 0;
  /** People killed in attacks, turned and not. */
  kills = 0;
  /** Infections by someone, by hour of simulated time. */
  private readonly hourly: number[] = [];
  /** [Z] whether someone was infected in the zone. */
  private readonly reached: Uint8Array;

  constructor(private readonly city: City) {
    this.reached = new Uint8Array(city.zones.residents.length);
  }

  /** Number of zones in which someone was infected; those of lines not counted. */
  get zonesReached(): number {
    return this.reached.subarray(0, landZones(this.city)).reduce((sum, zone) => sum + zone, 0);
  }

  /** The hour of simulated time with the most infections; null if there was none. */
  get peakHour(): { readonly from: number; readonly infections: number } | null {
    let peak: { from: number; infections: number } | null = null;
    for (const [hour, infections = 0] of this.hourly.entries()) {
      if (infections > (peak?.infections ?? 0)) peak = { from: hour * HOUR, infections };
    }
    return peak;
  }

  private listen({ kind, person, other, place, time }: Table<typeof EVENTS>, rows: number): void {
    for (let row = 0; row < rows; row++) {
      if (kind[row] === EventCode.killed) this.kills++;
      else if (kind[row] === EventCode.infected) {
        this.infect({ time: time[row]!, person: person[row]!, place: place[row]! }, other[row] === NONE);
      }
    }
  }

  private infect(moment: Moment, seeded: boolean): void {
    const { places } = this.city;
    this.first ??= moment;
    if (moment.place !== NONE) this.reached[places.zone[moment.place]!] = 1;
    if (seeded) {
      this.seeded++;
      return;
    }
    this.infections++;
    const hour = Math.floor(moment.time / HOUR);
    this.hourly[hour] = (this.hourly[hour] ?? 0) + 1;
    const first = this.buildingOf(this.first);
    const here = this.buildingOf(moment);
    if (first === NONE && here !== NONE) this.indoors ??= moment;
    if (first !== NONE && here !== first) this.outside ??= moment;
  }

  private buildingOf({ place }: Moment): number {
    return place === NONE ? NONE : this.city.places.building[place]!;
  }
}
