/** Who is infected at the start, or at a later time the scenario names. */
import { NONE } from "../base/columns.js";
import { InputError } from "../base/problems.js";
import { BUILDING_USES, type City, PLACE_KINDS, ROLES } from "../city/city.js";
import { Draw } from "../city/draws.js";
import { ARRIVING } from "../engine/world.js";
import { suggestion } from "../scenario/findings.js";
import type { Seeding } from "../scenario/schema.js";
import { infect } from "./infection/progression.js";
import { knownPlaces, placesNamed, zoneNamed } from "./names.js";
import type { Simulation } from "./simulation.js";
import { SUSCEPTIBLE } from "./infection/ptts.js";

/** A seeding with its names resolved. */
export interface SeedingPlan {
  readonly row: number;
  readonly at: number;
  readonly count: number;
  readonly strain: number;
  readonly state: number;
  /** Whether a place is one where those to be infected are; undefined: anywhere. */
  readonly here: ((place: number) => boolean) | undefined;
  readonly matches: (person: number) => boolean;
  readonly seeding: Seeding;
}

/** Resolves the scenario's outbreak against the city; in order of time. Names the city does not have are an InputError. */
export function planSeedings(sim: Simulation): SeedingPlan[] {
  const { scenario } = sim;
  const { city } = sim.world;
  const strains = Object.keys(scenario.strains);
  return scenario.outbreak
    .map((seeding, row) => {
      const strain = strains.indexOf(seeding.strain);
      const prefix = strains.length === 1 ? "" : `${seeding.strain}.`;
      const state =
        seeding.state === undefined
          ? sim.ptts.entry[strain]!
          : sim.ptts.info.findIndex(({ name, strain: s }) => s === strain && name === prefix + seeding.state);
      const { role, age, name } = seeding.who;
      const named = name === undefined ? -1 : sim.cast.rowOf(name);
      const roleCode = role === undefined ? -1 : ROLES.indexOf(role);
      const matches = (person: number) =>
        (named < 0 || named === person) &&
        (roleCode < 0 || city.people.role[person] === roleCode) &&
        (age === undefined || (city.people.age[person]! >= age[0] && city.people.age[person]! <= age[1]));
      return {
        row,
        at: seeding.at,
        count: seeding.count,
        strain,
        state,
        here: placeFilter(city, seeding, row),
        matches,
        seeding,
      };
    })
    .sort((a, b) => a.at - b.at || a.row - b.row);
}

function placeFilter(city: City, seeding: Seeding, row: number): ((place: number) => boolean) | undefined {
  const { place, kind, use, zone } = seeding.where;
  const filters: ((place: number) => boolean)[] = [];
  const { places, buildings, manifest } = city;
  if (place !== undefined) filters.push(namedPlace(city, place, row));
  if (kind !== undefined) {
    const code = PLACE_KINDS.indexOf(kind);
    filters.push((p) => places.kind[p] === code);
  }
  if (use !== undefined) {
    const code = BUILDING_USES.indexOf(use);
    filters.push((p) => places.building[p] !== NONE && buildings.use[places.building[p]!] === code);
  }
  if (zone !== undefined) {
    const wanted = zoneNamed(city, zone);
    if (wanted < 0)
      throw unknown(
        row,
        "zone",
        zone,
        `a zone of ${manifest.name}`,
        manifest.zones.map(({ name }) => name),
      );
    filters.push((p) => places.zone[p] === wanted);
  }
  return filters.length === 0 ? undefined : (p) => filters.every((filter) => filter(p));
}

/** Matches places by name. */
function namedPlace(city: City, wanted: string, row: number): (place: number) => boolean {
  const chosen = placesNamed(city, wanted);
  if (chosen.size > 0) return (place) => chosen.has(place);
  throw unknown(row, "place", wanted, `the name of a place or building of ${city.manifest.name}`, knownPlaces(city));
}

/** A name the city does not have: tells the nearest it has, or how to begin elsewhere in it. */
function unknown(row: number, key: string, found: string, what: string, known: readonly string[]): InputError {
  const examples = known.slice(0, 6).join(", ");
  const list = examples === "" ? `${what}, which has none` : `${what}, such as ${examples}`;
  const near = suggestion(found, known);
  const remedy = near === "" ? `; or, to begin in the streets, --set 'outbreak.${row}.where={kind: street}'` : near;
  return new InputError({
    where: "scenario",
    path: `outbreak.${row}.where.${key}`,
    expected: list + remedy,
    found: JSON.stringify(found),
  });
}

/**
 * Infects those planned, each in the zone in which they are. Someone named who can no longer be infected at a later time is
 * left to what has become of them.
 */
export function seed(sim: Simulation, plan: SeedingPlan, at: number): void {
  const { world } = sim;
  const chosen = choose(sim, plan);
  if (chosen.length === 0 && at > 0 && plan.seeding.who.name !== undefined) return;
  if (chosen.length < plan.count) {
    throw new InputError({
      where: "scenario",
      path: `outbreak.${plan.row}`,
      expected: `at least ${plan.count} susceptible people who fit "who" and are at "where" at that time`,
      found: String(chosen.length),
    });
  }
  const zones = chosen.map((person) => (world.apart ? world.city.places.zone[world.whereabouts(person)]! : 0));
  if (sim.authority !== undefined && sim.authority.firstCase === NONE)
    sim.authority.firstCase = world.whereabouts(chosen[0]!);
  world.team.barrier(); // all have chosen, before the first is infected
  chosen.forEach((person, row) => {
    if (!world.team.has(zones[row]!)) return;
    world.turnTo(zones[row]!, at);
    infect(sim, person, NONE, plan.strain, plan.state);
  });
  world.team.barrier();
}

/** The `count` susceptible people with the smallest draws of their own among those who fit, by ascending row. */
function choose(sim: Simulation, plan: SeedingPlan): number[] {
  const { world } = sim;
  const { person: people, random, city } = world;
  const best: { person: number; draw: number }[] = [];
  for (let person = 0; person < city.people.age.length; person++) {
    if (people.state[person] !== SUSCEPTIBLE || !plan.matches(person)) continue;
    if (people.crossing[person]! >= ARRIVING) continue; // on a border: nowhere, for a moment
    const draw = random.uniform(Draw.seeding, person, plan.row);
    if (best.length === plan.count && draw >= best[best.length - 1]!.draw) continue;
    if (plan.here !== undefined && !plan.here(world.whereabouts(person))) continue;
    if (best.length === plan.count) best.pop();
    let at = best.length;
    while (at > 0 && best[at - 1]!.draw > draw) at--;
    best.splice(at, 0, { person, draw });
  }
  return best.map(({ person }) => person).sort((a, b) => a - b);
}
