/** Who hears of the outbreak without having seen anything: as the scenario says, those with the smallest draws of their own. */
import { NONE } from "../../base/columns.js";
import { InputError } from "../../base/problems.js";
import { Draw } from "../../city/draws.js";
import { CONVINCED, RUMOUR } from "../../engine/beliefs.js";
import { suggestion } from "../../scenario/findings.js";
import type { Simulation } from "../simulation.js";
import { inform } from "./news.js";

/** Puts the beginnings of rumours on the agenda. Zones the city does not have are an InputError. */
export function planBeginnings(sim: Simulation): void {
  const { information, agenda, city } = sim;
  information?.settings.begins.forEach(({ at, count, belief, zone }, row) => {
    const where = zone === undefined ? undefined : zoneOf(sim, zone, row);
    const fitting = where === undefined ? city.people.age.length : city.zones.residents[where]!;
    if (count > fitting) {
      const expected = `at most the ${fitting} people who live there`;
      throw new InputError({ where: "scenario", path: `information.begins.${row}.count`, expected, found: `${count}` });
    }
    const what = belief === "convinced" ? CONVINCED : RUMOUR;
    agenda.add(at, () => begin(sim, row, count, what, where), true);
  });
}

function zoneOf({ city }: Simulation, name: string, row: number): number {
  const { zones, name: cityName } = city.manifest;
  const found = zones.findIndex((zone) => zone.name.toLowerCase() === name.toLowerCase() || zone.code === name);
  if (found >= 0) return found;
  const known = zones.map((zone) => zone.name);
  throw new InputError({
    where: "scenario",
    path: `information.begins.${row}.zone`,
    expected: `a zone of ${cityName}, such as ${known.slice(0, 6).join(", ")}${suggestion(name, known)}`,
    found: JSON.stringify(name),
  });
}

function begin(sim: Simulation, row: number, count: number, belief: number, zone: number | undefined): void {
  const { world, residence } = sim;
  const { firstPerson, residents } = world.city.zones;
  const first = zone === undefined ? 0 : firstPerson[zone]!;
  const end = zone === undefined ? residence.length : first + residents[zone]!;
  for (const person of smallest(sim, first, end, count, row)) {
    if (world.team.has(residence[person]!)) inform(sim, person, belief, NONE);
  }
}

/** The `count` people of a range with the smallest draws, by ascending row. */
function smallest({ world }: Simulation, first: number, end: number, count: number, row: number): number[] {
  const best: { person: number; draw: number }[] = [];
  for (let person = first; person < end; person++) {
    const draw = world.random.uniform(Draw.begins, person, row);
    if (best.length === count && draw >= best[count - 1]!.draw) continue;
    if (best.length === count) best.pop();
    let at = best.length;
    while (at > 0 && best[at - 1]!.draw > draw) at--;
    best.splice(at, 0, { person, draw });
  }
  return best.map(({ person }) => person).sort((a, b) => a - b);
}
