/**
 * Hybrids: half turned, with their minds. The turned ignore them, and so they walk among people and among the turned. They may
 * hide what they are; who sees them fight or lose control knows.
 */
import { NONE } from "../../base/columns.js";
import { Draw } from "../../city/draws.js";
import { EventCode } from "../../engine/events.js";
import { BYSTANDER, PREY } from "../../engine/occupancy.js";
import { ActivityCode } from "../../engine/world.js";
import type { Hybrid } from "../../scenario/hybrid.js";
import type { Scenario } from "../../scenario/schema.js";
import { startle } from "../danger/flee.js";
import { expectNotice } from "../groups/notice.js";
import { ConductCode, type Ptts } from "../infection/ptts.js";
import type { Simulation } from "../simulation.js";

/** Bits of `hybrid.status`. */
export const REVEALED = 1;
export const WILD = 2; // out of control

/** The scenario's hybrids. */
export class Hybrids {
  /** [states] law of those in a state with conduct hybrid, if their strain has one. */
  readonly law: readonly (Hybrid | undefined)[];
  /** [states] state of those of them who are lost to the turned. */
  readonly lost: readonly number[];
  /** Farthest that any of them hears, as a factor on the range of people. */
  readonly senses: number;
  /** Told of each hybrid whose secret is out, in the zone being processed, after those present have reacted. */
  readonly whenRevealed: ((sim: Simulation, hybrid: number) => void)[] = [];

  constructor(scenario: Scenario, { info }: Ptts) {
    const strains = Object.values(scenario.strains);
    const names = Object.keys(scenario.strains);
    this.law = info.map(({ conduct, strain }) => (conduct === "hybrid" ? strains[strain]?.hybrid : undefined));
    this.lost = info.map(({ strain }, state) => {
      const becomes = this.law[state]?.control.becomes;
      const full = names.length === 1 ? becomes : `${names[strain]}.${becomes}`;
      return info.findIndex(
        (each) => each.strain === strain && each.conduct === "turned" && (becomes === undefined || each.name === full),
      );
    });
    this.senses = Math.max(1, ...strains.map(({ hybrid }) => hybrid?.senses ?? 1));
  }
}

/** The law of a hybrid; undefined for all others, and where the scenario has none. */
export function hybridLaw({ hybrids, world }: Simulation, person: number): Hybrid | undefined {
  return hybrids?.law[world.person.state[person]!];
}

/** Whether a person is a hybrid, known or not, in control or not. */
export function isHybrid({ ptts, world }: Simulation, person: number): boolean {
  return ptts.conduct[world.person.state[person]!] === ConductCode.hybrid;
}

/** Whether it is known that a person is a hybrid. */
export function isRevealed({ hybrids, world }: Simulation, person: number): boolean {
  return hybrids !== undefined && (world.hybrid.status[person]! & REVEALED) !== 0;
}

/** Whether a hybrid is out of control. */
export function isWild({ hybrids, world }: Simulation, person: number): boolean {
  return hybrids !== undefined && (world.hybrid.status[person]! & WILD) !== 0;
}

/** Whether a hybrid cares for nobody, as the least loyal do: they defend nobody, and once they hunt they do until they have fed. */
export function isPredator(sim: Simulation, hybrid: number): boolean {
  return sim.traits.of(hybrid, "loyalty") < (hybridLaw(sim, hybrid)?.predators ?? 0);
}

/** Whether someone who becomes a hybrid stays hidden where they are; a group they are in may come to know, or be told. */
export function staysHidden(sim: Simulation, person: number): boolean {
  const { activity } = sim.world.person;
  if (hybridLaw(sim, person) === undefined || activity[person] !== ActivityCode.hiding) return false;
  if (sim.groups !== undefined) expectNotice(sim, person, sim.world.occupancy.place[person]!);
  return true;
}

/** Whether a person attacks others without a mind of their own: turned, or a hybrid out of control. */
export function isMindless(sim: Simulation, person: number): boolean {
  return sim.ptts.conduct[sim.world.person.state[person]!] === ConductCode.turned || isWild(sim, person);
}

/** A hybrid does what shows what they are: if people are there to see it, the secret is out. */
export function showThemselves(sim: Simulation, hybrid: number): void {
  if (hybridLaw(sim, hybrid) === undefined || isRevealed(sim, hybrid)) return;
  if (witnesses(sim, hybrid).length > 0) reveal(sim, hybrid);
}

/** It becomes known what a hybrid of the zone being processed is; strangers present may take flight. */
export function reveal(sim: Simulation, hybrid: number): void {
  const law = hybridLaw(sim, hybrid);
  if (law === undefined || isRevealed(sim, hybrid)) return;
  const { world } = sim;
  const { state, strain } = world.person;
  world.hybrid.status[hybrid]! |= REVEALED;
  world.emit(EventCode.revealed, hybrid, NONE, world.whereabouts(hybrid), state[hybrid]!, strain[hybrid]!);
  const present = witnesses(sim, hybrid);
  sim.ties.of(hybrid);
  const strangers = present.filter((person) => !sim.ties.isClose(person));
  for (const person of strangers) {
    if (world.random.uniform(Draw.fear, person, hybrid) < law.fear) startle(sim, person);
  }
  for (const listener of sim.hybrids!.whenRevealed) listener(sim, hybrid);
}

/** The people in a hybrid's place, who see what they do, in the order of their rows; none where the hybrid is not explicit. */
function witnesses(sim: Simulation, hybrid: number): number[] {
  const { world } = sim;
  const { occupancy, person: people } = world;
  if (!world.isOurs(hybrid)) return [];
  const found: number[] = [];
  const place = occupancy.place[hybrid]!;
  for (const group of [PREY, BYSTANDER] as const) {
    const first = occupancy.first(place, group);
    const end = first + occupancy.count(place, group);
    for (let entry = first; entry < end; entry++) {
      const person = occupancy.pool[entry]!;
      if (sim.ptts.conduct[people.state[person]!] === ConductCode.person) found.push(person);
    }
  }
  return found.sort((a, b) => a - b);
}
