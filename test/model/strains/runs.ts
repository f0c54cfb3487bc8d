/** Runs of small worlds with strains that vary, and what their logs say. */
import { makeCity } from "../../../src/builder/made.js";
import type { City } from "../../../src/city/city.js";
import { EventCode } from "../../../src/engine/events.js";
import { Simulation, type SimulationOptions } from "../../../src/model/simulation.js";
import { parseScenario } from "../../../src/scenario/load.js";
import type { Scenario } from "../../../src/scenario/schema.js";

/** One row of the log. */
export interface Row {
  readonly kind: number;
  readonly time: number;
  readonly person: number;
  readonly other: number;
  readonly state: number;
  readonly strain: number;
}

/** A scenario in one room. `changes` replace parts of it. */
export function inRoom(people: number, strains: object, changes: Record<string, unknown> = {}): Scenario {
  return parseScenario({
    name: "room",
    city: { room: { people, area: "1000 m²" } },
    until: "52 wk",
    strains,
    outbreak: Object.keys(strains).map((strain) => ({ strain, count: 10 })),
    ...changes,
  });
}

/** Runs a scenario to its end; `at` is called at each infection, in rooms and with everyone awake at its instant. */
export function run(
  scenario: Scenario,
  options: SimulationOptions = {},
  city: City = makeCity(scenario.city, "test")!,
): { sim: Simulation; rows: Row[] } {
  const rows: Row[] = [];
  const sim = new Simulation(city, scenario, {
    ...options,
    listener: (chunk, n) => {
      for (let k = 0; k < n; k++) {
        const { kind, time, person, other, state, strain } = chunk;
        rows.push({
          ...{ kind: kind[k]!, time: time[k]!, person: person[k]! },
          ...{ other: other[k]!, state: state[k]!, strain: strain[k]! },
        });
      }
    },
  });
  sim.runUntil(Number.POSITIVE_INFINITY);
  sim.flush();
  return { sim, rows };
}

export function ofKind(rows: readonly Row[], kind: keyof typeof EventCode): Row[] {
  return rows.filter((row) => row.kind === EventCode[kind]);
}

/** Row of a state by its name. */
export function stateOf(sim: Simulation, name: string): number {
  return sim.states.findIndex((state) => state.name === name);
}
