/** What a run knows of who knows what: the parts of the scenario's `information`, and the state they share. */
import type { Hasher } from "../../base/hash.js";
import type { Beliefs } from "../../engine/beliefs.js";
import type { Memory } from "../../engine/memory.js";
import type { Information as Settings } from "../../scenario/information.js";
import type { Simulation } from "../simulation.js";
import { Calls } from "./calls.js";
import { Official } from "./official.js";

/** Rows of a zone in `counts`. */
export const UNAWARE_PEOPLE = 0;
export const RUMOUR_PEOPLE = 1;
export const CONVINCED_PEOPLE = 2;
/** People of any belief who pass the rumour on. */
export const TELLING_PEOPLE = 3;
export const COUNTED = 4;

/** What is kept of people's beliefs; undefined: nothing. */
export function believed(information: Settings | undefined): { crowd: boolean; calls: boolean } | undefined {
  if (information === undefined) return undefined;
  return { crowd: information.crowd !== undefined, calls: information.calls !== undefined };
}

export class Information {
  readonly settings: Settings;
  readonly beliefs: Beliefs;
  readonly official: Official;
  /** Calls along ties; undefined if nobody calls. */
  readonly calls: Calls | undefined;
  /** [zones × COUNTED] people by zone of residence, as `survey` last counted them. */
  private readonly counts: Uint32Array;
  private readonly sim: Simulation;

  constructor(sim: Simulation, settings: Settings, beliefs: Beliefs, memory: Memory) {
    const { city } = sim.world;
    this.sim = sim;
    this.settings = settings;
    this.beliefs = beliefs;
    this.official = new Official(settings);
    this.calls = settings.calls === undefined ? undefined : new Calls(sim.ties, settings.calls);
    this.counts = memory.array("u32", city.zones.residents.length * COUNTED);
  }

  /**
   * People by belief at a time, [zones × COUNTED] by zone of residence, without those who are turned, dead or gone.
   * For one who looks on while no event is carried out.
   */
  countAt(t: number): Uint32Array {
    const { residents } = this.sim.world.city.zones;
    const counts = new Uint32Array(residents.length * COUNTED);
    for (let zone = 0; zone < residents.length; zone++) this.countZone(zone, t, counts);
    return counts;
  }

  /** The same for the whole city, [COUNTED]: each thread counts its zones. Of the agenda: all threads must ask. */
  survey(t: number): Uint32Array {
    const { team, city } = this.sim.world;
    const { counts } = this;
    const zones = city.zones.residents.length;
    for (let zone = 0; zone < zones; zone++) if (team.has(zone)) this.countZone(zone, t, counts);
    team.barrier();
    const sum = new Uint32Array(COUNTED);
    for (let row = 0; row < counts.length; row++) sum[row % COUNTED]! += counts[row]!;
    team.barrier(); // all have read, before anyone counts again
    return sum;
  }

  /** [zones × COUNTED] people by zone of residence, as last surveyed. */
  get surveyed(): Readonly<Uint32Array> {
    return this.counts;
  }

  /** Adds what everyone believes to a hash. */
  hash(hasher: Hasher): void {
    const { heardAt, convincedAt, silentAt, stifledAt } = this.beliefs.table;
    for (const times of [heardAt, convincedAt, silentAt, stifledAt]) for (const time of times) hasher.float(time);
  }

  private countZone(zone: number, t: number, counts: Uint32Array): void {
    const { beliefs } = this;
    const { firstPerson, residents } = this.sim.world.city.zones;
    const { stifledAt } = beliefs.table;
    const passesOn = this.settings.crowd !== undefined;
    const row = zone * COUNTED;
    counts.fill(0, row, row + COUNTED);
    for (let person = firstPerson[zone]!; person < firstPerson[zone]! + residents[zone]!; person++) {
      if (beliefs.isSilent(person, t)) continue;
      const heard = beliefs.hasHeard(person, t);
      const belief = !heard ? UNAWARE_PEOPLE : beliefs.isConvinced(person, t) ? CONVINCED_PEOPLE : RUMOUR_PEOPLE;
      counts[row + belief]!++;
      if (passesOn && heard && !(stifledAt[person]! < t)) counts[row + TELLING_PEOPLE]!++;
    }
  }
}
