/** The first moment of a run that continues another: who is lost, immune, or a hybrid since before, and what is broken. */
import { ActivityCode, GONE, NOBODY } from "../../engine/world.js";
import { HYBRID_BEFORE, LOST } from "../../scenario/continue.js";
import { ConductCode, PROTECTED } from "../infection/ptts.js";
import { beginHunger } from "../hybrids/hunger.js";
import { hybridLaw } from "../hybrids/hybrids.js";
import { appear } from "../movement/presence.js";
import type { Simulation } from "../simulation.js";
import type { CarryOver } from "./carry-over.js";

/** Kinds of damage to places that last; in `damage.parquet`. Whoever adds one says here how it is found and put back. */
export const DAMAGE = ["broken"] as const;
export type Damage = (typeof DAMAGE)[number];

/** Sets the state of those carried over, before the census is taken. */
export function beginFrom(sim: Simulation, { people }: CarryOver): void {
  const { person: column } = sim.world;
  for (const { person, name, fate, state, strain } of people) {
    const row = person ?? sim.cast.rowOf(name!);
    switch (fate) {
      case "lost":
        column.state[row] = stateCalled(sim, LOST);
        column.activity[row] = ActivityCode.still;
        if (column.owner.length > 0) column.owner[row] = GONE;
        break;
      case "immune":
        column.state[row] = PROTECTED;
        break;
      case "hybrid": {
        const same = sim.ptts.info.findIndex((info) => {
          return (
            strain !== null && sim.strains[info.strain] === strain && plain(info.name, strain) === plain(state, strain)
          );
        });
        const known = same >= 0 && sim.ptts.conduct[same] === ConductCode.hybrid;
        column.state[row] = known ? same : stateCalled(sim, HYBRID_BEFORE);
        if (known) column.strain[row] = sim.ptts.info[same]!.strain;
      }
    }
  }
}

/** Name of a state without that of its strain. */
function plain(state: string, strain: string): string {
  return state.startsWith(`${strain}.`) ? state.slice(strain.length + 1) : state;
}

function stateCalled(sim: Simulation, wanted: string): number {
  return sim.ptts.info.findIndex(({ name }) => name === wanted);
}

/** What goes on in hybrids from before goes on: they are fed as the run begins, and their hunger grows. At time 0. */
export function beginHunting(sim: Simulation, { people }: CarryOver, at: number): void {
  const { world, hybrids } = sim;
  if (hybrids === undefined) return;
  const { city, person: column, team, routine } = world;
  const rows = people.flatMap(({ person, name, fate }) => (fate === "hybrid" ? [person ?? sim.cast.rowOf(name!)] : []));
  const zones = rows.map((row) => (world.apart ? city.places.zone[world.whereabouts(row)]! : 0));
  team.barrier(); // all know where they are, before the first is placed
  rows.forEach((row, k) => {
    if (hybridLaw(sim, row) === undefined || !team.has(zones[k]!)) return;
    world.turnTo(zones[k]!, at);
    if (column.owner[row] === NOBODY) {
      routine.at(row, at);
      appear(sim, row, true);
    }
    beginHunger(sim, row, Number.POSITIVE_INFINITY);
  });
  team.barrier();
}

/** Puts back what was broken. */
export function damageAgain({ world }: Simulation, { damage }: CarryOver): void {
  for (const { place, what } of damage) if (what === "broken") world.place.broken[place] = 1;
}

/** The places that are not as they were. */
export function damageOf({ world }: Simulation): { readonly place: number; readonly what: Damage }[] {
  const list: { place: number; what: Damage }[] = [];
  const { broken } = world.place;
  for (let place = 0; place < broken.length; place++) if (broken[place] === 1) list.push({ place, what: "broken" });
  return list;
}
