/**
 * The strains' probabilistic timed transition systems, compiled to tables: one row for each state of the scenario.
 * The first three states belong to every scenario; the strains' states follow in the order of the file, and last, if the scenario
 * continues an earlier run, those of people from before.
 */
import { log } from "../../base/exact.js";
import { NO_STATE } from "../../engine/events.js";
import type { Intervention } from "../../scenario/authority.js";
import { HYBRID_BEFORE, LOST } from "../../scenario/continue.js";
import { type AgeBand, CONDUCTS, type Conduct, type Dwell, type Scenario, type State } from "../../scenario/schema.js";

export const SUSCEPTIBLE = 0;
/** Immune from the start. */
export const PROTECTED = 1;
/** Dead by violence: people killed by the turned, and turned killed by people. */
export const KILLED = 2;

/** Number of these states. */
const COMMON = 3;

export const NO_STRAIN = 255;

export const ConductCode = Object.fromEntries(CONDUCTS.map((name, code) => [name, code])) as Record<Conduct, number>;

export interface StateInfo {
  readonly name: string;
  readonly label: string;
  readonly conduct: Conduct;
  /** Row of the scenario's strains; NO_STRAIN for the states every scenario has. */
  readonly strain: number;
}

/** Dwell laws; `final`: no change of state follows. */
export const DwellLaw = { final: 0, fixed: 1, exponential: 2, gamma: 3, lognormal: 4, uniform: 5 } as const;

/** All states of a scenario. Arrays are by state unless their shape says otherwise. */
export interface Ptts {
  readonly info: readonly StateInfo[];
  readonly conduct: Uint8Array;
  readonly infectiousness: Float64Array;
  /** [states × strains] probability that a contact or bite takes. */
  readonly susceptibility: Float64Array;
  readonly strains: number;
  /** 1: no contact infects people in this state, now or later: neither it nor any that may follow is susceptible. */
  readonly immune: Uint8Array;
  /** 1: the turned attack people in this state: not those already infected. */
  readonly attackable: Uint8Array;
  /** 1: the epidemic is not over while someone is in this state. */
  readonly active: Uint8Array;
  /** 1: an infection under way in which the person has neither turned nor infected anybody yet. */
  readonly incubating: Uint8Array;
  /** CSR [states + 1]: bands of ages whose laws are others than the state's. */
  readonly bandStart: Uint32Array;
  readonly bandFrom: Uint16Array;
  readonly bandTo: Uint16Array;
  /** By row of laws, as all that follows: those of the states, then those of the bands of ages. */
  readonly dwellLaw: Uint8Array;
  /** Parameters of the law: fixed a; exponential mean a; gamma mean a, shape b; log-normal ln(median) a, σ b; uniform from a to b. */
  readonly dwellA: Float64Array;
  readonly dwellB: Float64Array;
  /** CSR [laws + 1]: the states that may follow, with their cumulative probability. */
  readonly nextStart: Uint32Array;
  readonly next: Uint8Array;
  readonly nextCumulative: Float64Array;
  /** [strains] state an infected person enters. */
  readonly entry: Uint8Array;
  /** States that interventions lead to: killed by a bombing, taken out of the city, made immune; NO_STATE if none of the scenario does. */
  readonly bombed: number;
  readonly evacuated: number;
  readonly vaccinated: number;
}

/** Compiles the states of a valid scenario. */
export function compilePtts(scenario: Scenario): Ptts {
  const strains = Object.entries(scenario.strains);
  const info: StateInfo[] = [
    { name: "susceptible", label: "susceptible", conduct: "person", strain: NO_STRAIN },
    { name: "protected", label: "immune from the start", conduct: "person", strain: NO_STRAIN },
    { name: "killed", label: "killed", conduct: "dead", strain: NO_STRAIN },
  ];
  const rowOf = new Map<string, number>();
  strains.forEach(([strainName, strain], row) => {
    for (const [name, { label, conduct }] of Object.entries(strain.states)) {
      const isOnly = strains.length === 1;
      const full = isOnly ? name : `${strainName}.${name}`;
      const word = label ?? (isOnly ? name : `${name} (${strain.label ?? strainName})`);
      rowOf.set(`${row}.${name}`, info.push({ name: full, label: word, conduct, strain: row }) - 1);
    }
  });
  const add = (kind: Intervention["do"], name: string, label: string, conduct: Conduct) =>
    scenario.authority?.some((each) => each.do === kind) === true
      ? info.push({ name, label, conduct, strain: NO_STRAIN }) - 1
      : NO_STATE;
  const bombed = add("bombing", "bombed", "killed by a bombing", "dead");
  const evacuated = add("airlift", "evacuated", "taken out of the city", "gone");
  const vaccinated = add("vaccination", "vaccinated", "immune by vaccination", "person");
  if (scenario.continue !== undefined) {
    info.push({ name: LOST, label: "dead before the start", conduct: "dead", strain: NO_STRAIN });
    info.push({ name: HYBRID_BEFORE, label: "hybrid since before", conduct: "hybrid", strain: NO_STRAIN });
  }
  const n = info.length;
  const bands = bandsOf(scenario, n);
  const laws = n + bands.list.length;
  const transitions: { next: number; cumulative: number }[][] = Array.from({ length: laws }, () => []);
  const states: Ptts = {
    info,
    conduct: Uint8Array.from(info, ({ conduct }) => ConductCode[conduct]),
    infectiousness: new Float64Array(n),
    susceptibility: new Float64Array(n * strains.length),
    strains: strains.length,
    immune: new Uint8Array(n),
    attackable: new Uint8Array(n),
    active: new Uint8Array(n),
    incubating: new Uint8Array(n),
    bandStart: bands.start,
    bandFrom: Uint16Array.from(bands.list, ({ age }) => Math.min(age[0], OLDEST)),
    bandTo: Uint16Array.from(bands.list, ({ age }) => Math.min(age[1], OLDEST)),
    dwellLaw: new Uint8Array(laws),
    dwellA: new Float64Array(laws),
    dwellB: new Float64Array(laws),
    nextStart: new Uint32Array(laws + 1),
    next: new Uint8Array(0),
    nextCumulative: new Float64Array(0),
    entry: Uint8Array.from(strains, ([, strain], row) => rowOf.get(`${row}.${strain.entry}`)!),
    bombed,
    evacuated,
    vaccinated,
  };
  states.susceptibility.fill(1, SUSCEPTIBLE * strains.length, (SUSCEPTIBLE + 1) * strains.length);
  states.attackable[SUSCEPTIBLE] = 1;
  states.attackable[PROTECTED] = 1;
  if (vaccinated !== NO_STATE) states.attackable[vaccinated] = 1;
  strains.forEach(([, strain], row) => {
    for (const [name, state] of Object.entries(strain.states)) {
      const s = rowOf.get(`${row}.${name}`)!;
      states.infectiousness[s] = state.infectiousness;
      strains.forEach(([to], other) => {
        states.susceptibility[s * strains.length + other] = susceptibilityTo(state, to);
      });
      const final = state.dwell === undefined;
      const infectable = isSusceptible(states, s);
      states.attackable[s] = state.conduct === "person" && (final || infectable) ? 1 : 0;
      const hungers = state.conduct === "hybrid" && (strain.hybrid?.control.rate ?? 0) > 0;
      states.active[s] = !final || state.infectiousness > 0 || state.conduct === "turned" || hungers ? 1 : 0;
      setLaws(s, row, state);
      const first = bands.start[s]!;
      state.byAge?.forEach((band, k) => {
        setLaws(n + first + k, row, { dwell: band.dwell ?? state.dwell, next: band.next ?? state.next });
      });
    }
  });
  markImmune(states, transitions);
  markIncubating(states, transitions);
  const flat = transitions.flat();
  let start = 0;
  transitions.forEach((list, law) => {
    states.nextStart[law] = start;
    start += list.length;
  });
  states.nextStart[laws] = start;
  return {
    ...states,
    next: Uint8Array.from(flat, ({ next }) => next),
    nextCumulative: Float64Array.from(flat, ({ cumulative }) => cumulative),
  };

  /** Sets a row of laws of a strain. */
  function setLaws(law: number, strain: number, { dwell, next }: Pick<State, "dwell" | "next">): void {
    if (dwell) setDwell(states, law, dwell);
    let cumulative = 0;
    for (const [name, probability] of Object.entries(next ?? {})) {
      cumulative += probability;
      transitions[law]!.push({
        next: name === "susceptible" ? SUSCEPTIBLE : rowOf.get(`${strain}.${name}`)!,
        cumulative,
      });
    }
  }
}

/** No age is above this, a. */
const OLDEST = 0xffff;

/** The bands of ages of all states, in the order of their rows: CSR [states + 1]. */
function bandsOf({ strains }: Scenario, n: number): { start: Uint32Array; list: readonly AgeBand[] } {
  const start = new Uint32Array(n + 1);
  const list: AgeBand[] = [];
  let state = COMMON;
  for (const { states } of Object.values(strains)) {
    for (const { byAge = [] } of Object.values(states)) {
      list.push(...byAge);
      start[++state] = list.length;
    }
  }
  return { start, list };
}

/** The row of laws of a state for a person of some age. */
export function lawOf({ bandStart, bandFrom, bandTo, info }: Ptts, state: number, age: number): number {
  const end = bandStart[state + 1]!;
  for (let band = bandStart[state]!; band < end; band++) {
    if (age >= bandFrom[band]! && age <= bandTo[band]!) return info.length + band;
  }
  return state;
}

/** Probability that a contact or bite takes with someone in a state. */
export function susceptibility(ptts: Ptts, state: number, strain: number): number {
  return ptts.susceptibility[state * ptts.strains + strain]!;
}

function susceptibilityTo({ susceptibility }: State, strain: string): number {
  if (typeof susceptibility === "number") return susceptibility;
  return Object.hasOwn(susceptibility, strain) ? susceptibility[strain]! : 0;
}

/** Whether some strain infects people in a state. */
function isSusceptible({ susceptibility, strains }: Ptts, state: number): boolean {
  return susceptibility.subarray(state * strains, (state + 1) * strains).some((each) => each > 0);
}

type Transitions = readonly (readonly { readonly next: number; readonly cumulative: number }[])[];

/** The states that may follow a state, at whatever age. */
function followersOf({ bandStart, info }: Ptts, transitions: Transitions, state: number): number[] {
  const bands = transitions.slice(info.length + bandStart[state]!, info.length + bandStart[state + 1]!);
  return [transitions[state]!, ...bands].flatMap((list) => list.map(({ next }) => next));
}

/** Marks the states from which no susceptible one can be reached. */
function markImmune(states: Ptts, transitions: Transitions): void {
  const { immune } = states;
  immune.fill(1);
  const isImmune = (s: number) =>
    !isSusceptible(states, s) && followersOf(states, transitions, s).every((next) => immune[next] === 1);
  for (let changed = true; changed; ) {
    changed = false;
    for (let s = 0; s < immune.length; s++) {
      if (immune[s] === 0 || isImmune(s)) continue;
      immune[s] = 0;
      changed = true;
    }
  }
}

/** Marks the states on the way from the entry to the first in which one turns, infects or stays. */
function markIncubating(states: Ptts, transitions: Transitions): void {
  const { incubating, entry, conduct, infectiousness } = states;
  const open = [...entry];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const quiet = conduct[state] === ConductCode.person && infectiousness[state] === 0;
    if (!quiet || transitions[state]!.length === 0 || incubating[state] === 1) continue;
    incubating[state] = 1;
    open.push(...followersOf(states, transitions, state));
  }
}

function setDwell(states: Ptts, s: number, dwell: Dwell): void {
  if ("fixed" in dwell) set(DwellLaw.fixed, dwell.fixed, 0);
  else if ("exponential" in dwell) set(DwellLaw.exponential, dwell.exponential.mean, 0);
  else if ("gamma" in dwell) set(DwellLaw.gamma, dwell.gamma.mean, dwell.gamma.shape);
  else if ("lognormal" in dwell) set(DwellLaw.lognormal, log(dwell.lognormal.median), dwell.lognormal.sigma);
  else set(DwellLaw.uniform, dwell.uniform.from, dwell.uniform.to);

  function set(law: number, a: number, b: number): void {
    states.dwellLaw[s] = law;
    states.dwellA[s] = a;
    states.dwellB[s] = b;
  }
}
