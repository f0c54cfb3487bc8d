/**
 * The strains' probabilistic timed transition systems, compiled to tables: one row for each state of the scenario.
 * The first three states belong to every scenario; the strains' states follow in the order of the file.
 */
import { log } from "../../base/exact.js";
import type { Intervention } from "../../scenario/authority.js";
import { CONDUCTS, type Conduct, type Dwell, type Scenario } from "../../scenario/schema.js";

export const SUSCEPTIBLE = 0;
/** Immune from the start. */
export const PROTECTED = 1;
/** Dead by violence: people killed by the turned, and turned killed by people. */
export const KILLED = 2;

export const NO_STRAIN = 255;
export const NO_STATE = 255;

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
  readonly susceptibility: Float64Array;
  /** 1: no contact infects people in this state, now or later: neither it nor any that may follow is susceptible. */
  readonly immune: Uint8Array;
  /** 1: the turned attack people in this state: not those already infected. */
  readonly attackable: Uint8Array;
  /** 1: the epidemic is not over while someone is in this state. */
  readonly active: Uint8Array;
  readonly dwellLaw: Uint8Array;
  /** Parameters of the law: fixed a; exponential mean a; gamma mean a, shape b; log-normal ln(median) a, σ b; uniform from a to b. */
  readonly dwellA: Float64Array;
  readonly dwellB: Float64Array;
  /** CSR [states + 1]: the states that may follow, with their cumulative probability. */
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
      const full = strains.length === 1 ? name : `${strainName}.${name}`;
      rowOf.set(`${row}.${name}`, info.push({ name: full, label: label ?? name, conduct, strain: row }) - 1);
    }
  });
  const add = (kind: Intervention["do"], name: string, label: string, conduct: Conduct) =>
    scenario.authority?.some((each) => each.do === kind) === true
      ? info.push({ name, label, conduct, strain: NO_STRAIN }) - 1
      : NO_STATE;
  const bombed = add("bombing", "bombed", "killed by a bombing", "dead");
  const evacuated = add("airlift", "evacuated", "taken out of the city", "gone");
  const vaccinated = add("vaccination", "vaccinated", "immune by vaccination", "person");
  const n = info.length;
  const transitions: { next: number; cumulative: number }[][] = info.map(() => []);
  const states: Ptts = {
    info,
    conduct: Uint8Array.from(info, ({ conduct }) => ConductCode[conduct]),
    infectiousness: new Float64Array(n),
    susceptibility: new Float64Array(n),
    immune: new Uint8Array(n),
    attackable: new Uint8Array(n),
    active: new Uint8Array(n),
    dwellLaw: new Uint8Array(n),
    dwellA: new Float64Array(n),
    dwellB: new Float64Array(n),
    nextStart: new Uint32Array(n + 1),
    next: new Uint8Array(0),
    nextCumulative: new Float64Array(0),
    entry: Uint8Array.from(strains, ([, strain], row) => rowOf.get(`${row}.${strain.entry}`)!),
    bombed,
    evacuated,
    vaccinated,
  };
  states.susceptibility[SUSCEPTIBLE] = 1;
  states.attackable[SUSCEPTIBLE] = 1;
  states.attackable[PROTECTED] = 1;
  if (vaccinated !== NO_STATE) states.attackable[vaccinated] = 1;
  strains.forEach(([, strain], row) => {
    for (const [name, state] of Object.entries(strain.states)) {
      const s = rowOf.get(`${row}.${name}`)!;
      states.infectiousness[s] = state.infectiousness;
      states.susceptibility[s] = state.susceptibility;
      const final = state.dwell === undefined;
      states.attackable[s] = state.conduct === "person" && (final || state.susceptibility > 0) ? 1 : 0;
      states.active[s] = !final || state.infectiousness > 0 || state.conduct === "turned" ? 1 : 0;
      if (state.dwell) setDwell(states, s, state.dwell);
      let cumulative = 0;
      for (const [nextName, probability] of Object.entries(state.next ?? {})) {
        cumulative += probability;
        const next = nextName === "susceptible" ? SUSCEPTIBLE : rowOf.get(`${row}.${nextName}`)!;
        transitions[s]!.push({ next, cumulative });
      }
    }
  });
  markImmune(states, transitions);
  const flat = transitions.flat();
  let start = 0;
  transitions.forEach((list, s) => {
    states.nextStart[s] = start;
    start += list.length;
  });
  states.nextStart[n] = start;
  return {
    ...states,
    next: Uint8Array.from(flat, ({ next }) => next),
    nextCumulative: Float64Array.from(flat, ({ cumulative }) => cumulative),
  };
}

/** Marks the states from which no susceptible one can be reached. */
function markImmune({ immune, susceptibility }: Ptts, transitions: readonly (readonly { next: number }[])[]): void {
  immune.fill(1);
  const isImmune = (s: number) => susceptibility[s] === 0 && transitions[s]!.every(({ next }) => immune[next] === 1);
  for (let changed = true; changed; ) {
    changed = false;
    for (let s = 0; s < immune.length; s++) {
      if (immune[s] === 0 || isImmune(s)) continue;
      immune[s] = 0;
      changed = true;
    }
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
