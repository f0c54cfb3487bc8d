/**
 * The situation as numbers by name, for orders that wait for one. Taken at an instant of the agenda, when every thread sees the
 * same. A number is a line in VALUES and a word in NUMBERS of the scenario.
 */
import type { Memory } from "../../engine/memory.js";
import { Visits } from "../../engine/visits.js";
import type { SituationNumber } from "../../scenario/authority.js";
import { ConductCode, NO_STRAIN } from "../infection/ptts.js";
import { CONVINCED_PEOPLE, COUNTED, RUMOUR_PEOPLE, UNAWARE_PEOPLE } from "../information/information.js";
import { CASE, reportedAt } from "../information/reports.js";
import type { Simulation } from "../simulation.js";

/** Value of a number among the residents of some zones; undefined: of all. */
type Value = (situation: Situation, zones: readonly number[] | undefined) => number;

const VALUES: Record<SituationNumber, Value> = {
  infections: (situation, zones) => situation.residents(zones, ({ ptts }, s) => ptts.info[s]!.strain !== NO_STRAIN),
  deaths: (situation, zones) => situation.residents(zones, ({ ptts }, s) => ptts.conduct[s] === ConductCode.dead),
  turned: (situation, zones) => situation.residents(zones, ({ ptts }, s) => ptts.conduct[s] === ConductCode.turned),
  reported: (situation, zones) => situation.reported(zones),
  convinced: (situation, zones) => situation.convinced(zones),
};

export class Situation {
  private readonly sim: Simulation;
  /** [zones × states] people by zone of residence. */
  private counts: Uint32Array = new Uint32Array(0);
  private readonly usesReports: boolean;
  private readonly usesBelief: boolean;
  /** [N] s: when a person was first infected; Infinity: not yet. Of nobody if no order waits for reports. */
  private readonly caseAt: Float64Array;
  /** Those first infected in a zone of this thread; as many of them as are among those to be reported. */
  private readonly cases: number[] = [];
  private reckoned = 0;
  /** Those to be reported, by the time at which they are, as it follows from what the authorities have admitted. */
  private readonly coming = new Visits();
  private admittedAt = Number.POSITIVE_INFINITY;
  /** [threads] [zones] reported cases by zone of residence: what each thread knows. */
  private readonly reports: readonly Uint32Array[];

  /** @param numbers  those that orders wait for */
  constructor(sim: Simulation, numbers: ReadonlySet<SituationNumber>, memory: Memory) {
    const { city, team } = sim.world;
    this.sim = sim;
    this.usesReports = numbers.has("reported");
    this.usesBelief = numbers.has("convinced");
    this.caseAt = memory.array("f64", this.usesReports ? city.people.age.length : 0);
    if (!memory.attached) this.caseAt.fill(Number.POSITIVE_INFINITY);
    const zones = this.usesReports ? city.zones.x.length : 0;
    this.reports = Array.from({ length: team.size }, () => memory.array("u32", zones));
  }

  /** Someone has been infected, in a zone of this thread. */
  noteCase(person: number): void {
    if (!this.usesReports || this.caseAt[person]! < Number.POSITIVE_INFINITY) return;
    this.caseAt[person] = this.sim.world.now;
    this.cases.push(person);
  }

  /** Takes the numbers of now. All threads come here; none may change anything before all have. */
  take(at: number): void {
    const { sim } = this;
    this.counts = sim.countByZoneState();
    if (this.usesReports) this.countReports(at);
    if (this.usesBelief) sim.information!.survey(at);
    sim.world.team.barrier();
  }

  private countReports(at: number): void {
    const { world, information, residence } = this.sim;
    const { official, settings } = information!;
    const own = this.reports[world.team.rank]!;
    if (this.admittedAt !== official.admittedAt) {
      this.admittedAt = official.admittedAt;
      this.coming.clear();
      this.reckoned = 0;
      own.fill(0);
    }
    for (; this.reckoned < this.cases.length; this.reckoned++) {
      const person = this.cases[this.reckoned]!;
      const time = reportedAt(world.random, settings, official, person, CASE, this.caseAt[person]!);
      if (time < Number.POSITIVE_INFINITY) this.coming.push(person, time);
    }
    while (this.coming.first <= at) own[residence[this.coming.pop()]!]!++;
  }

  /** A number by its name, as it was when last taken. */
  value(name: SituationNumber, zones: readonly number[] | undefined): number {
    return VALUES[name](this, zones);
  }

  /** Residents of some zones in the states that `counted` says. */
  residents(zones: readonly number[] | undefined, counted: (sim: Simulation, state: number) => boolean): number {
    const { sim, counts } = this;
    const states = sim.ptts.info.length;
    let sum = 0;
    for (let s = 0; s < states; s++) {
      if (!counted(sim, s)) continue;
      for (let row = s; row < counts.length; row += states) {
        if (zones === undefined || zones.includes((row - s) / states)) sum += counts[row]!;
      }
    }
    return sum;
  }

  /** Residents of some zones whose infection has been reported. */
  reported(zones: readonly number[] | undefined): number {
    let sum = 0;
    for (const counts of this.reports) {
      for (let zone = 0; zone < counts.length; zone++) {
        if (zones === undefined || zones.includes(zone)) sum += counts[zone]!;
      }
    }
    return sum;
  }

  /** Share of the residents of some zones still alive who are convinced of the outbreak. */
  convinced(zones: readonly number[] | undefined): number {
    const { surveyed } = this.sim.information!;
    let convinced = 0;
    let all = 0;
    for (let row = 0; row < surveyed.length; row += COUNTED) {
      if (zones !== undefined && !zones.includes(row / COUNTED)) continue;
      convinced += surveyed[row + CONVINCED_PEOPLE]!;
      all += surveyed[row + UNAWARE_PEOPLE]! + surveyed[row + RUMOUR_PEOPLE]! + surveyed[row + CONVINCED_PEOPLE]!;
    }
    return all === 0 ? 0 : convinced / all;
  }
}
