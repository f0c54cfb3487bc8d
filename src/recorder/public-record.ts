/**
 * The public record beside the truth: what is publicly known of each person, and how many cases, dead and missing the
 * authorities count. It listens to the log, and works out from draws at addresses of its own whether and when a fact is reported:
 * so what is known of a person at a time is a function of the facts until then, and of what the authorities have said.
 */
import { NONE, type Table } from "../base/columns.js";
import { Growing } from "../base/growing.js";
import { Random } from "../base/random.js";
import { Draw } from "../city/draws.js";
import { EventCode, type EVENTS } from "../engine/events.js";
import { CASE, DEATH, FATE, reportedAt } from "../model/information/reports.js";
import { compilePtts } from "../model/infection/ptts.js";
import type { Scenario } from "../scenario/schema.js";
import type { ObservedOfficial } from "./observed.js";

/** What the public record says of a person. */
export const STATUSES = ["alive", "missing", "turned", "dead"] as const;
export type Status = (typeof STATUSES)[number];

/** What is publicly known of a person. */
export interface Entry {
  readonly status: Status;
  /** s; since when it has been known. */
  readonly since: number;
}

/** People by what is known of them, and by what is true. */
export interface Tally {
  casesReported: number;
  cases: number;
  turnedReported: number;
  turned: number;
  deadReported: number;
  dead: number;
  missingReported: number;
}

/** What is true of a person, as far as the record could know it. */
export const TRUTHS = ["alive", "turned", "hybrid", "dead"] as const;
export type Truth = (typeof TRUTHS)[number];

/** What is publicly known of a person beside what is true, from a time on. */
export interface Chapter {
  /** s */
  readonly time: number;
  readonly status: Status;
  readonly truth: Truth;
}

const NEVER = Number.POSITIVE_INFINITY;
const ALIVE: Entry = { status: "alive", since: 0 };

export class PublicRecord {
  private readonly random: Random;
  private readonly settings: NonNullable<Scenario["information"]>;
  /** [states] conduct of those in the state. */
  private readonly conduct: readonly string[];
  /** [N] s; when the person was first infected, turned or became a hybrid, died; NEVER if not. */
  private readonly caseAt: Float64Array;
  private readonly fateAt: Float64Array;
  private readonly deadAt: Float64Array;
  /** [N] 1: their fate is to be a hybrid. */
  private readonly isHybrid: Uint8Array;
  /** [N] 1 + row of those of whom there is anything to report; 0: there is nothing. */
  private readonly rowOf: Uint32Array;
  /** By row: the person, and whether what follows holds, until something else befalls them. */
  private readonly affected = new Growing(Uint32Array);
  private readonly isFresh = new Growing(Uint8Array);
  /** By row, s: when the authorities report case, fate and death, and when the person is missed. */
  private readonly caseKnown = new Growing(Float64Array);
  private readonly fateKnown = new Growing(Float64Array);
  private readonly deathKnown = new Growing(Float64Array);
  private readonly missed = new Growing(Float64Array);
  /** By row, bits: the report of their fate (1), of their death (2) is wrong. */
  private readonly wrong = new Growing(Uint8Array);
  /** s; when the authorities admit it, as far as was known at the last count. */
  private admittedAt = NEVER;

  /** Of a scenario with `information`. */
  constructor(people: number, scenario: Scenario, seed: number) {
    this.random = new Random(seed);
    this.settings = scenario.information!;
    this.conduct = compilePtts(scenario).info.map(({ conduct }) => conduct);
    this.caseAt = new Float64Array(people).fill(NEVER);
    this.fateAt = new Float64Array(people).fill(NEVER);
    this.deadAt = new Float64Array(people).fill(NEVER);
    this.isHybrid = new Uint8Array(people);
    this.rowOf = new Uint32Array(people);
  }

  /** Takes in one row of the log. */
  note({ kind, person, other, state, time }: Table<typeof EVENTS>, row: number): void {
    const code = kind[row]!;
    if (code === EventCode.infected) {
      this.set(this.caseAt, person[row]!, time[row]!);
      this.enter(person[row]!, state[row]!, time[row]!);
    } else if (code === EventCode.progressed || code === EventCode.bombed)
      this.enter(person[row]!, state[row]!, time[row]!);
    else if (code === EventCode.killed && other[row] !== NONE) this.set(this.deadAt, other[row]!, time[row]!);
  }

  private enter(person: number, state: number, time: number): void {
    const conduct = this.conduct[state]!;
    if (conduct === "dead" || conduct === "gone") this.set(this.deadAt, person, time);
    else if (conduct === "turned" || conduct === "hybrid") {
      this.set(this.fateAt, person, time);
      this.isHybrid[person] = conduct === "hybrid" ? 1 : 0;
    }
  }

  private set(times: Float64Array, person: number, time: number): void {
    const { rowOf, affected, isFresh, caseKnown, fateKnown, deathKnown, missed, wrong } = this;
    if (rowOf[person] === 0) {
      rowOf[person] = affected.push(person) + 1;
      for (const column of [isFresh, caseKnown, fateKnown, deathKnown, missed, wrong]) column.push(0);
    }
    isFresh.array[rowOf[person]! - 1] = 0;
    if (times[person] === NEVER) times[person] = time;
  }

  /** What is publicly known of a person at a time, s, not before the last row. */
  of(person: number, t: number, official: ObservedOfficial): Entry {
    const { fate, death, missed } = this.times(person, official);
    if (death <= t) return { status: this.isWrong(person, DEATH) ? "missing" : "dead", since: death };
    const isHybrid = this.isHybrid[person] === 1;
    if (fate <= t && this.isWrong(person, FATE)) return { status: "dead", since: fate };
    if (fate <= t && !isHybrid) return { status: "turned", since: fate };
    return missed <= t ? { status: "missing", since: missed } : ALIVE;
  }

  /** What is true of a person at a time, s, not before the last row. */
  truthOf(person: number, t: number): Truth {
    if (this.deadAt[person]! <= t) return "dead";
    if (this.fateAt[person]! > t) return "alive";
    return this.isHybrid[person] === 1 ? "hybrid" : "turned";
  }

  /** What has been known of a person until a time, s, beside what was true: a chapter whenever either changes. */
  historyOf(person: number, t: number, official: ObservedOfficial): Chapter[] {
    const { fate, death, missed } = this.times(person, official);
    const instants = [0, this.fateAt[person]!, this.deadAt[person]!, fate, death, missed];
    const chapters: Chapter[] = [];
    for (const time of instants.filter((each) => each <= t).sort((a, b) => a - b)) {
      const { status } = this.of(person, time, official);
      const truth = this.truthOf(person, time);
      const last = chapters.at(-1);
      if (last?.status !== status || last.truth !== truth) chapters.push({ time, status, truth });
    }
    return chapters;
  }

  /** s; when a person's fate and death are reported, and when they are missed: the hybrids among them once they are dead. */
  private times(person: number, official: ObservedOfficial) {
    const fateAt = this.fateAt[person]!;
    const deadAt = this.deadAt[person]!;
    const from = this.isHybrid[person] === 1 ? deadAt : Math.min(fateAt, deadAt);
    const wait = this.settings.record.missing * this.random.exponential(Draw.missing, person, 0);
    return {
      fate: this.reported(person, FATE, fateAt, official),
      death: this.reported(person, DEATH, deadAt, official),
      missed: from + wait,
    };
  }

  /** Time at which the authorities report a fact about a person that came to be at a time, s; NEVER if they do not. */
  private reported(person: number, fact: number, at: number, official: ObservedOfficial): number {
    return reportedAt(this.random, this.settings, official, person, fact, at);
  }

  private isWrong(person: number, fact: number): boolean {
    return this.random.uniform(Draw.report, person, fact, 1) < this.settings.record.error;
  }

  /** What the authorities count at a time, s, and what is true. */
  count(t: number, official: ObservedOfficial): Tally {
    const tally: Tally = {
      casesReported: 0,
      cases: 0,
      turnedReported: 0,
      turned: 0,
      deadReported: 0,
      dead: 0,
      missingReported: 0,
    };
    this.bringUpToDate(official);
    const caseKnown = this.caseKnown.values();
    for (const [row, person] of this.affected.values().entries()) {
      if (this.caseAt[person]! <= t) tally.cases++;
      if (caseKnown[row]! <= t) tally.casesReported++;
      if (this.deadAt[person]! <= t) tally.dead++;
      else if (this.fateAt[person]! <= t && this.isHybrid[person] === 0) tally.turned++;
      const status = this.statusOf(row, t);
      if (status === "dead") tally.deadReported++;
      else if (status === "turned") tally.turnedReported++;
      else if (status === "missing") tally.missingReported++;
    }
    return tally;
  }

  /**
   * Works out when things come to be known of those to whom something has happened since the last count; of everyone, once the
   * authorities admit it. Of all others it stays as it was: the draws are, and what is kept from the public is what came to be
   * before the admission.
   */
  private bringUpToDate(official: ObservedOfficial): void {
    const { isFresh } = this;
    if (official.admittedAt !== this.admittedAt) isFresh.array.fill(0);
    this.admittedAt = official.admittedAt;
    for (let row = 0; row < isFresh.length; row++) {
      if (isFresh.array[row] === 1) continue;
      isFresh.array[row] = 1;
      const person = this.affected.array[row]!;
      const { fate, death, missed } = this.times(person, official);
      this.caseKnown.array[row] = this.reported(person, CASE, this.caseAt[person]!, official);
      this.fateKnown.array[row] = fate;
      this.deathKnown.array[row] = death;
      this.missed.array[row] = missed;
      this.wrong.array[row] = (this.isWrong(person, FATE) ? 1 : 0) | (this.isWrong(person, DEATH) ? 2 : 0);
    }
  }

  /** What is publicly known at a time, s, of one of the affected, by row: as `of` has it. */
  private statusOf(row: number, t: number): Status {
    const wrong = this.wrong.array[row]!;
    if (this.deathKnown.array[row]! <= t) return (wrong & 2) !== 0 ? "missing" : "dead";
    if (this.fateKnown.array[row]! <= t) {
      if ((wrong & 1) !== 0) return "dead";
      if (this.isHybrid[this.affected.array[row]!] === 0) return "turned";
    }
    return this.missed.array[row]! <= t ? "missing" : "alive";
  }
}
