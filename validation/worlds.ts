/** The worlds in which published results are stated: a closed room and graphs of people. One model unit of time is 1 s. */
import { Hasher } from "../src/base/hash.js";
import { makeCity } from "../src/builder/made.js";
import type { City } from "../src/city/city.js";
import { EventCode, type Listener } from "../src/engine/events.js";
import { Simulation } from "../src/model/simulation.js";
import { parseScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/schema.js";

/** Where people are, as in a scenario file. */
export type Where =
  | { room: { people: number } }
  | {
      graph:
        | { kind: "lattice"; side: number; periodic: boolean }
        | { kind: "chain"; people: number; periodic: boolean }
        | { kind: "edges"; people: number; edges: readonly (readonly [number, number])[] };
    };

/** Law of a time as in a scenario file, in units of time. */
export type Period = { fixed: number } | { exponential: number } | { gamma: number; shape: number };

interface Common {
  readonly where: Where;
  /** Number infected at the start. */
  readonly seeds: number;
  /** End with this many infections, seeds included. */
  readonly cases?: number;
  readonly immune?: number;
}

/** Susceptible, turned, removed: every pair that meets is a bite or, `alpha` times as often, a turned one killed. */
export interface Szr extends Common {
  readonly alpha: number;
  /** Bites per susceptible and turned person and time. */
  readonly bite: number;
  readonly among: "pair-rate" | "edge-rate";
  /** Mean time from bite to turning (exponential); 0 by default. */
  readonly latent?: number;
  /** How long the turned last (fixed); for ever by default. */
  readonly lasts?: number;
}

/** SIR or, with a latent period, SEIR. */
export interface Sir extends Common {
  /** Contacts per infectious person and time. */
  readonly rate: number;
  readonly period: Period;
  readonly latent?: Period;
  /** k of the individual rates. */
  readonly dispersion?: number;
}

/** Any strains in one room, as in a scenario file: those of `seeded`, so many and in such a state, at the start. */
export function strainsInRoom(
  people: number,
  strains: Record<string, object>,
  seeded: readonly { strain: string; count: number; state: string }[],
  ends: { readonly cases?: number; readonly until?: number } = {},
): Scenario {
  const { cases, until } = ends;
  return registered({
    name: "validation",
    city: { room: { people } },
    until: until === undefined ? UNTIL : `${until} s`,
    strains,
    outbreak: seeded,
    stop: { extinction: true, ...(cases !== undefined && { cases }) },
  });
}

/** An infection as the log tells it; `other` NONE: seeded. */
export interface Infection {
  readonly person: number;
  readonly other: number;
  readonly strain: number;
}

/** The n-th replicate run to its end, with its infections and the number of mutations; `of`: the scenario it is a part of. */
export function traced(
  scenario: Scenario,
  n: number,
  of = scenario,
): { readonly sim: Simulation; readonly infections: readonly Infection[]; readonly mutations: number } {
  const infections: Infection[] = [];
  let mutations = 0;
  const listener: Listener = ({ kind, person, other, strain }, rows) => {
    for (let row = 0; row < rows; row++) {
      if (kind[row] === EventCode.mutated) mutations++;
      if (kind[row] !== EventCode.infected) continue;
      infections.push({ person: person[row]!, other: other[row]!, strain: strain[row]! });
    }
  };
  const sim = new Simulation(cityOf(of), scenario, { seed: firstSeeds.get(of)! + n, listener });
  sim.runUntil(Number.POSITIVE_INFINITY);
  sim.flush();
  return { sim, infections, mutations };
}

/** A rumour among people who all meet, and nothing else. */
export interface Rumour {
  readonly people: number;
  readonly model: "maki-thompson" | "daley-kendall";
  readonly spreaders?: number;
  readonly tell?: number;
  readonly stifle?: number;
}

const UNTIL = "1000 wk";

const cities = new WeakMap<Scenario, City>();
const firstSeeds = new WeakMap<Scenario, number>();

export function szr({ alpha, bite, among, latent, lasts, ...common }: Szr): Scenario {
  const decay = lasts !== undefined && { dwell: dwell({ fixed: lasts }), next: { decayed: 1 } };
  const turned = { turned: { conduct: "turned", ...decay }, ...(decay && { decayed: { conduct: "dead" } }) };
  const states = latent
    ? { latent: { dwell: dwell({ exponential: latent }), next: { turned: 1 } }, ...turned }
    : turned;
  const attack = {
    law: { kind: among, rate: `${bite * (1 + alpha)} /s` },
    outcomes: { bitten: 1 / (1 + alpha), attackerKilled: alpha / (1 + alpha) },
  };
  return scenario(common, { virus: { entry: latent ? "latent" : "turned", attack, states } }, "turned");
}

export function sir({ rate, period, latent, dispersion, ...common }: Sir): Scenario {
  const strain = sirStrain(
    { rate, period, ...(latent && { latent }), ...(dispersion && { dispersion }) },
    common.where,
  );
  return scenario(common, { virus: strain }, "infectious");
}

/** Two strains with full cross-immunity, `seeds` of each. */
export function twoStrains(a: Pick<Sir, "rate" | "period">, b: Pick<Sir, "rate" | "period">, common: Common): Scenario {
  return scenario(common, { a: sirStrain(a, common.where), b: sirStrain(b, common.where) }, "infectious");
}

export function rumour({ people, model, spreaders = 1, tell = 1, stifle = 1 }: Rumour): Scenario {
  const information = { begins: [{ count: spreaders }], crowd: { model, rate: "1 /s", tell, stifle } };
  return registered({
    name: "validation",
    city: { room: { people } },
    until: UNTIL,
    strains: {},
    outbreak: [],
    information,
  });
}

/** Ignorants at the end of a replicate as a share of those at its start. */
export function unawareShare(scenario: Scenario, n: number): number {
  const sim = finish(scenario, n);
  const spreaders = scenario.information!.begins[0]!.count;
  return sim.information!.countAt(Number.POSITIVE_INFINITY)[0]! / (sim.residence.length - spreaders);
}

/**
 * SIR with a mean infectious period of 1. Whoever is infected knows, and tells 2 people in a unit of time, of whom 3 in 10 take
 * it in; tellers forget after 1, so that the rumour alone would die out. Who has heard is infected `caution` times as often.
 */
export function aware(facts: { people: number; r0: number; seeds: number; caution: number; cases?: number }): Scenario {
  const { people, r0, seeds, caution, cases } = facts;
  const where: Where = { room: { people } };
  return registered({
    name: "validation",
    city: where,
    until: UNTIL,
    strains: { virus: sirStrain({ rate: r0, period: { exponential: 1 } }, where) },
    outbreak: [{ strain: "virus", count: seeds }],
    stop: { extinction: true, ...(cases !== undefined && { cases }) },
    information: { crowd: { rate: "2 /s", tell: 0.3, forget: "1 s" }, effects: { caution } },
  });
}

type SirStrain = Pick<Sir, "rate" | "period" | "latent" | "dispersion">;

function sirStrain({ rate, period, latent, dispersion }: SirStrain, where: Where): object {
  const among = "room" in where ? "place" : "edges";
  return {
    entry: latent ? "latent" : "infectious",
    contact: { rate: `${rate} /s`, among, ...(dispersion && { dispersion }) },
    states: {
      ...(latent && { latent: { dwell: dwell(latent), next: { infectious: 1 } } }),
      infectious: { infectiousness: 1, dwell: dwell(period), next: { recovered: 1 } },
      recovered: {},
    },
  };
}

function dwell(period: Period): object {
  if ("fixed" in period) return { fixed: `${period.fixed} s` };
  if ("exponential" in period) return { exponential: { mean: `${period.exponential} s` } };
  return { gamma: { mean: `${period.gamma} s`, shape: period.shape } };
}

function scenario({ where, seeds, cases, immune }: Common, strains: Record<string, object>, state: string): Scenario {
  const input = {
    name: "validation",
    city: where,
    until: UNTIL,
    strains,
    outbreak: Object.keys(strains).map((strain) => ({ strain, count: seeds, state })),
    stop: { extinction: true, ...(cases !== undefined && { cases }) },
    immune: immune ?? 0,
  };
  return registered(input);
}

function registered(input: object): Scenario {
  const parsed = parseScenario(input);
  firstSeeds.set(parsed, firstSeed(input));
  return parsed;
}

/** Seeds begin elsewhere for every scenario: else addressed draws would make their deviations alike. */
function firstSeed(input: object): number {
  const hasher = new Hasher();
  for (const character of JSON.stringify(input)) hasher.word(character.codePointAt(0)!);
  return Number.parseInt(hasher.hex().slice(0, 6), 16) * 2 ** 24;
}

/** The city of an inline scenario; made once. */
export function cityOf(scenario: Scenario): City {
  let city = cities.get(scenario);
  if (city === undefined) {
    city = makeCity(scenario.city, "validation")!;
    cities.set(scenario, city);
  }
  return city;
}

/** The n-th replicate of a scenario, not begun; with the seed of the n-th of another one, if that is given. */
export function start(scenario: Scenario, n: number, seedOf = scenario): Simulation {
  return new Simulation(cityOf(scenario), scenario, { seed: firstSeeds.get(seedOf)! + n });
}

/** The n-th replicate of a scenario, run to its end. */
export function finish(scenario: Scenario, n: number): Simulation {
  const sim = start(scenario, n);
  sim.runUntil(Number.POSITIVE_INFINITY);
  return sim;
}

/** What each of the replicates 1 to n gives. */
export function replicate<T>(n: number, run: (n: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => run(i + 1));
}

/** People in a state, by its name. */
export function countOf(sim: Simulation, name: string): number {
  return sim.countByState()[sim.states.findIndex((state) => state.name === name)]!;
}

/** Largest number of people in a state, and when, by looking every `step` until `end`. */
export function peakOf(sim: Simulation, name: string, step: number, end: number): { count: number; at: number } {
  const peak = { count: 0, at: 0 };
  for (let t = 0; t <= end; t += step) {
    sim.runUntil(t);
    const count = countOf(sim, name);
    if (count > peak.count) {
      peak.count = count;
      peak.at = t;
    }
  }
  return peak;
}
