/** A town and its outbreak for the tests of interventions. */
import { EVENT_KINDS } from "../../src/engine/events.js";
import { Simulation, type SimulationOptions } from "../../src/model/simulation.js";
import { schoolOutbreak, townOf } from "./town.js";

export const HOUR = 3600;
const PEOPLE = 4_000;
/** Zones are squares of 150 m, named by their place in the grid; the school lies in the middle. */
const SIDE = 150;
export const SCHOOL = ["-2 0", "-1 -1", "-1 0", "-2 1", "-1 1", "0 0"];
export const town = townOf(schoolOutbreak(PEOPLE), SIDE);

export interface Row {
  readonly time: number;
  readonly kind: string;
  readonly person: number;
  readonly other: number;
  readonly place: number;
  readonly state: number;
}

/** A run of the outbreak with these interventions, and the rows of its log, as they come. */
export function runOf(
  authority: readonly unknown[],
  changes: Record<string, unknown> = {},
  options: SimulationOptions = {},
  city = town,
): { readonly sim: Simulation; readonly rows: Row[] } {
  const rows: Row[] = [];
  const scenario = schoolOutbreak(PEOPLE, { ...(authority.length > 0 && { authority }), ...changes });
  const sim = new Simulation(city, scenario, {
    seed: 3,
    ...options,
    listener: ({ time, kind, person, other, place, state }, n) => {
      for (let k = 0; k < n; k++) {
        rows.push({
          time: time[k]!,
          kind: EVENT_KINDS[kind[k]!]!,
          person: person[k]!,
          other: other[k]!,
          place: place[k]!,
          state: state[k]!,
        });
      }
    },
  });
  return { sim, rows };
}

export const at = (minutes: number) => ({ at: `${minutes} min` });

/** An outbreak that goes nowhere: so many people infected at the start who turn after the run. */
export function carriers(count: number): Record<string, unknown> {
  return {
    start: "2021-10-29T07:00",
    strains: {
      jonas: {
        entry: "incubating",
        attack: {
          law: { kind: "encounter", reach: "1 m", speed: "2 m/s", handling: "15 s" },
          outcomes: { bitten: 0.5, escaped: 0.5 },
        },
        states: {
          incubating: { dwell: { fixed: "30 d" }, next: { turned: 1 } },
          turned: { conduct: "turned" },
        },
      },
    },
    outbreak: [{ strain: "jonas", count }],
    stop: { extinction: false },
  };
}

/** Several interventions at once. */
export const ALL = [
  {
    name: "clear the school",
    do: "evacuation",
    when: { number: "infections", reaches: 10 },
    area: { zones: SCHOOL.slice(0, 4) },
  },
  { name: "helicopter", do: "airlift", when: at(12), from: "Hyosan Hospital / Roof", seats: 5, every: "5 min" },
  { name: "to the roof", do: "evacuation", when: at(30), to: "Hyosan Hospital / Roof", compliance: 0.2 },
  { name: "triage", do: "triage", when: at(3), seek: 1 },
  { name: "squads", do: "sweep", when: { number: "turned", reaches: 5 }, area: { zones: SCHOOL }, squads: 3 },
  { name: "curfew", do: "curfew", when: at(15), from: "10:00", to: "20:00" },
  { name: "vaccine", do: "vaccination", when: at(60), doses: 2_000, efficacy: 0.7, cures: true },
  {
    name: "ring",
    do: "cordon",
    when: at(20),
    area: { zones: SCHOOL },
    lasts: "90 min",
    checkpoints: { count: 3 },
  },
  { name: "second ring", do: "cordon", when: at(35), area: { zones: ["0 1", "-1 2", "0 2"] }, lasts: "4 h" },
  {
    name: "bomb",
    do: "bombing",
    when: { number: "infections", reaches: 40 },
    delay: "5 min",
    area: { around: "first case", within: "100 m" },
  },
];
