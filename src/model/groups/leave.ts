/**
 * Staying or going. Someone who looks out, or whose group has no water, weighs staying against home, a shop and the roof. When
 * they have had no water for `thirst` they cannot stay. Children go with the last grown-up of their household.
 */
import { NONE } from "../../base/columns.js";
import { PlaceKindCode } from "../../city/city.js";
import type { EventKind } from "../../engine/events.js";
import { PurposeCode, send } from "../movement/errand.js";
import { startReturning } from "../movement/return.js";
import type { Simulation } from "../simulation.js";
import { choose, type Option } from "./choice.js";
import { crowd, huntersOutside } from "./danger.js";
import { membersOf } from "./refuge.js";
import { need, waterLeft } from "./supplies.js";
import { centred, courageOf, isOfAge } from "./traits.js";

/** Utilities before anything is weighed (assumed), staying being 0: once it is quiet most go home, few to anywhere else. */
const HOME = 1.5;
const SHOP = -0.5;
const ROOF = -1.5;
/** Danger outside counts this much more for going out than for opening a door. */
const GOING_OUT = 2;
/** A shop is thought of, and one's home not trusted, where there is water for less than this, d. */
const SHORT = 1;

/** Someone in a refuge decides whether to go; returns whether they went. */
export function considerLeaving(sim: Simulation, person: number, place: number): boolean {
  const children = childrenWith(sim, person, place);
  if (children === undefined) return false;
  const { world } = sim;
  const { city, refuge, routine, now } = world;
  const { weights, thirst } = sim.groups!;
  const danger = huntersOutside(sim, place);
  const courage = courageOf(sim, person);
  const supplies = waterLeft(sim, place);
  const out = weights.courage * centred(courage) - GOING_OUT * weights.danger * crowd(danger);
  const shop = city.households.shop[city.people.household[person]!]!;
  const roof = roofOf(sim, place);
  const dryAt = refuge.dryAt[place]!;
  const options: Option[] = [];
  if (dryAt === 0 || now - dryAt < thirst) {
    options.push({ kind: "stayed", utility: -weights.supplies * need(sim, place) });
  }
  if (supplies < SHORT && shop !== NONE && shop !== place) options.push({ kind: "moved", utility: SHOP + out });
  if (danger > 0 && roof !== NONE && roof !== place) options.push({ kind: "climbed", utility: ROOF + out });
  const home = routine.home(person) !== place || supplies >= SHORT || options.length === 0;
  if (home) options.push({ kind: "calmed", utility: HOME + out });
  if (options.length === 1 && options[0]!.kind === "stayed") return false;
  const chosen = choose(sim, "leave", person, NONE, place, options, { courage, danger, supplies });
  if (chosen === "stayed") return false;
  const target = chosen === "moved" ? shop : roof;
  for (const each of [person, ...children]) go(sim, each, chosen, target);
  return true;
}

function go(sim: Simulation, person: number, chosen: EventKind, target: number): void {
  if (chosen === "calmed") startReturning(sim, person);
  else send(sim, person, target, PurposeCode.shelter, true);
}

/**
 * Children of the household who go with someone, since nobody of age of it would stay with them; undefined if the person is a
 * child themselves and not left alone.
 */
function childrenWith(sim: Simulation, person: number, place: number): number[] | undefined {
  const { household } = sim.world.city.people;
  const family = membersOf(sim, place).filter((each) => household[each] === household[person] && each !== person);
  const ofAge = family.some((each) => isOfAge(sim, each));
  if (!isOfAge(sim, person)) return ofAge ? undefined : [];
  return ofAge ? [] : family;
}

/** The roof of the building a place is in; NONE if it has none. */
function roofOf({ world }: Simulation, place: number): number {
  const { places, buildings } = world.city;
  const building = places.building[place]!;
  if (building === NONE) return NONE;
  const first = buildings.firstPlace[building]!;
  for (let each = first; each < first + buildings.places[building]!; each++) {
    if (places.kind[each] === PlaceKindCode.roof) return each;
  }
  return NONE;
}
