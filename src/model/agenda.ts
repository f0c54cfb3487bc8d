/**
 * What happens to the whole city at once, at an instant known beforehand: seedings, orders, reviews of the situation. The run
 * stops for it: all that is due by then has been carried out in every zone, and every thread does the act, each for the zones
 * it has. All threads must hold the same agenda, so an act may add to it only what all threads know (the scenario, numbers
 * that were published, what is there to be read by all).
 */
import type { Simulation } from "./simulation.js";

/** One item: when (s), and what to do then. */
export interface Item {
  readonly at: number;
  readonly act: (sim: Simulation, at: number) => void;
  /** The outbreak is not over while this is to come: it may infect somebody. */
  readonly awaited: boolean;
}

export class Agenda {
  /** In order of time, of two at the same time the one added first. */
  private readonly items: Item[] = [];

  /** Time of the next item, s; Infinity if there is none. */
  get next(): number {
    return this.items[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Whether something is to come for which an outbreak that has died out is not over. */
  get isAwaited(): boolean {
    return this.items.some(({ awaited }) => awaited);
  }

  /** Adds an act at a time not before the present one. */
  add(at: number, act: Item["act"], awaited = false): void {
    let row = this.items.length;
    while (row > 0 && this.items[row - 1]!.at > at) row--;
    this.items.splice(row, 0, { at, act, awaited });
  }

  /** Does all that is due by a time, s. */
  run(sim: Simulation, time: number): void {
    while (this.next <= time) {
      const { at, act } = this.items.shift()!;
      sim.world.now = at;
      act(sim, at);
      sim.world.team.barrier(); // the next act may read what this one wrote
    }
  }
}
