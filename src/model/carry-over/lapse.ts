/**
 * What becomes of people in the years between two runs. Whoever was in a state that passes goes on by the earlier strain's own
 * law (time in states, next states), alone, until the years are over or a state is final. Then: the dead are dead; those still
 * turned are taken to have been found and destroyed; hybrids are hybrids; those who cannot be infected any more are immune;
 * all others are well. Ages grow by the years and the part of a year by a birthday of one's own.
 */
import { Random } from "../../base/random.js";
import { Draw } from "../../city/draws.js";
import type { Earlier } from "../../scenario/continue.js";
import { compilePtts, ConductCode, DwellLaw, lawOf, type Ptts } from "../infection/ptts.js";
import { drawDwell, drawNext } from "../infection/transition.js";

/** s of a year (Julian). */
export const YEAR = 31_557_600;

export const FATES = ["well", "immune", "hybrid", "lost"] as const;
export type Fate = (typeof FATES)[number];

/** What someone is when the next run begins. */
export interface Survivor {
  readonly fate: Fate;
  /** State by its name in the earlier run, and its strain. */
  readonly state: string;
  readonly strain: string | null;
}

export class Lapse {
  private readonly ptts: Ptts;
  private readonly random: Random;
  private readonly seconds: number;

  /** @param seconds  from the end of the earlier run to the start of this one */
  constructor(
    private readonly earlier: Earlier,
    seconds: number,
  ) {
    this.ptts = compilePtts(earlier.scenario);
    this.random = new Random(earlier.seed);
    this.seconds = seconds;
  }

  /** What becomes of someone of an age who was in a state at the end. */
  of(person: number, age: number, stateName: string, strain: string | null): Survivor {
    const { ptts } = this;
    const start = ptts.info.findIndex(({ name }) => name === stateName);
    if (start < 0) throw new RangeError(`state: expected one of the earlier run, found ${stateName}`);
    const state = this.settled(person, age, start);
    const { name } = ptts.info[state]!;
    return { fate: this.fate(state), state: name, strain };
  }

  /** Age at the end of the earlier run of someone who is `age` in the city as it was made. */
  ageThen(person: number, age: number): number {
    return aged(this.random, person, age, this.earlier.elapsed);
  }

  /** Age by now of someone who was `age` when the earlier run began. */
  age(person: number, age: number): number {
    return aged(this.random, person, age, this.earlier.lasted + this.seconds);
  }

  private fate(state: number): Fate {
    const { ptts } = this;
    switch (ptts.conduct[state]) {
      case ConductCode.turned:
      case ConductCode.dead:
      case ConductCode.gone:
        return "lost";
      case ConductCode.hybrid:
        return "hybrid";
      default:
        return this.canBeInfected(state) ? "well" : "immune";
    }
  }

  /** Whether any of the earlier strains infects people in a state. */
  private canBeInfected(state: number): boolean {
    const { strains, susceptibility } = this.ptts;
    return susceptibility.subarray(state * strains, (state + 1) * strains).some((value) => value > 0);
  }

  /** The state that someone is in when the years are over. */
  private settled(person: number, age: number, start: number): number {
    const { ptts } = this;
    let left = this.seconds;
    let state = start;
    for (let step = 0; ; step++) {
      const law = lawOf(ptts, state, age);
      if (ptts.dwellLaw[law] === DwellLaw.final) break;
      left -= drawDwell(ptts, law, this.random, Draw.lapse, person, 2 * step + 1);
      if (left < 0) break;
      state = drawNext(ptts, law, this.random, Draw.lapse, person, 2 * step);
    }
    return state;
  }
}

/** The oldest that anyone gets, a: that of the record (122, Calment). */
const OLDEST = 122;

/** Age after `seconds`, with a birthday drawn for each person. */
export function aged(random: Random, person: number, age: number, seconds: number): number {
  return Math.min(OLDEST, Math.floor(age + seconds / YEAR + random.uniform(Draw.birthday, person, 0)));
}
