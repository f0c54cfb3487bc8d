/**
 * The situation as numbers by name, for orders that wait for one. Taken at an instant of the agenda, when every thread sees the
 * same. A number is a line in VALUES and a word in NUMBERS of the scenario.
 */
import type { SituationNumber } from "../../scenario/authority.js";
import { ConductCode, NO_STRAIN } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";

/** Value of a number among the residents of some zones; undefined: of all. */
type Value = (situation: Situation, zones: readonly number[] | undefined) => number;

const VALUES: Record<SituationNumber, Value> = {
  infections: (situation, zones) => situation.residents(zones, ({ ptts }, s) => ptts.info[s]!.strain !== NO_STRAIN),
  deaths: (situation, zones) => situation.residents(zones, ({ ptts }, s) => ptts.conduct[s] === ConductCode.dead),
  turned: (situation, zones) => situation.residents(zones, ({ ptts }, s) => ptts.conduct[s] === ConductCode.turned),
};

export class Situation {
  private readonly sim: Simulation;
  /** [zones × states] people by zone of residence. */
  private counts: Uint32Array;

  constructor(sim: Simulation) {
    this.sim = sim;
    this.counts = new Uint32Array(0);
  }

  /** Takes the numbers of now. All threads come here; none may change anything before all have. */
  take(): void {
    this.counts = this.sim.countByZoneState();
    this.sim.world.team.barrier();
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
}
