/** The interventions of a scenario with their names resolved against the city, and what contradicts itself told. */
import { NONE } from "../../base/columns.js";
import { InputError } from "../../base/problems.js";
import { BuildingUseCode, type City, landZones, PlaceKindCode } from "../../city/city.js";
import { FIRST_CASE, type Intervention, type Where } from "../../scenario/authority.js";
import { suggestion } from "../../scenario/findings.js";
import { knownPlaces, placesNamed, same, zoneNamed } from "../names.js";
import type { Area, Areas } from "./area.js";

type Kind<K extends Intervention["do"]> = Extract<Intervention, { readonly do: K }>;

/** An intervention with its names resolved. */
export interface Plan {
  /** Row of the scenario's `authority`. */
  readonly row: number;
  readonly what: Intervention;
  /** Where; undefined if that is known only once there is a first case. */
  readonly area: Area | undefined;
  /** Where people are sent (evacuation) or lifted from (airlift); NONE if nothing is named. */
  readonly place: number;
  /** Zones whose residents the trigger counts; undefined: all. */
  readonly counted: readonly number[] | undefined;
  /** s: when it begins and ends as far as the scenario says it; NaN: when the trigger comes. */
  readonly begins: number;
  readonly ends: number;
}

/** Resolves the interventions. Names the city does not have, and contradictions, are an InputError. */
export function planInterventions(city: City, areas: Areas, interventions: readonly Intervention[]): readonly Plan[] {
  const plans = interventions.map((what, row) => planOne(city, areas, what, row));
  for (const plan of plans) {
    if (is(plan, "cordon")) for (const other of plans.slice(0, plan.row)) checkCordons(city, plan, other);
    if (plan.place !== NONE) for (const other of plans) checkPlace(areas, plan, other);
  }
  return plans;
}

/** A plan of one kind. */
export type PlanOf<K extends Intervention["do"]> = Plan & { readonly what: Kind<K> };

/** Whether a plan is one of a kind. */
export function is<K extends Intervention["do"]>(plan: Plan, kind: K): plan is PlanOf<K> {
  return plan.what.do === kind;
}

/** When an intervention that begins at a time, s, ends. */
export function endOf(what: Intervention, begins: number): number {
  if (!("lasts" in what) && !("ends" in what)) return Number.POSITIVE_INFINITY;
  return what.ends ?? begins + (what.lasts ?? Number.POSITIVE_INFINITY);
}

function planOne(city: City, areas: Areas, what: Intervention, row: number): Plan {
  const path = `authority.${row}`;
  const named = what.do === "airlift" ? what.from : what.do === "evacuation" ? what.to : undefined;
  const begins = "at" in what.when ? what.when.at + what.delay : Number.NaN;
  const zones = "zones" in what.when ? what.when.zones : undefined;
  if (what.do === "triage" && hospitals(city).length === 0) {
    throw problem(`${path}.do`, `a city with a hospital (${city.manifest.name} has none)`, "triage");
  }
  return {
    row,
    what,
    area: areaOf(city, areas, what, `${path}.area`),
    place: named === undefined ? NONE : meetingPlace(city, named, `${path}.${what.do === "airlift" ? "from" : "to"}`),
    counted: zones?.map((zone, k) => findZone(city, zone, `${path}.when.zones.${k}`)),
    begins,
    ends: endOf(what, begins),
  };
}

function areaOf(city: City, areas: Areas, { area, do: kind }: Intervention, path: string): Area | undefined {
  const { zones, place, around } = area;
  if (zones !== undefined) return areas.ofZones(zones.map((zone, k) => findZone(city, zone, `${path}.zones.${k}`)));
  if (place !== undefined) {
    const found = areas.ofPlaces(findPlaces(city, place, `${path}.place`));
    return kind === "cordon" ? areas.ofZones(found.zones) : found;
  }
  if (around === undefined) return areas.whole();
  if (same(around, FIRST_CASE)) return undefined;
  return areaAround(city, areas, kind, area, Math.min(...findPlaces(city, around, `${path}.around`)));
}

/** The circle of an intervention around a place; whole zones for a cordon. */
export function areaAround(
  city: City,
  areas: Areas,
  kind: Intervention["do"],
  { within }: Where,
  middle: number,
): Area {
  const circle = { x: city.places.x[middle]!, y: city.places.y[middle]!, radius: within! };
  return kind === "cordon" ? areas.zonesIn(circle, middle) : areas.placesIn(circle);
}

/** The place of a name; of a building the hall, else its first place. */
function meetingPlace(city: City, name: string, path: string): number {
  const found = [...findPlaces(city, name, path)].sort((a, b) => a - b);
  return found.find((place) => city.places.kind[place] === PlaceKindCode.hall) ?? found[0]!;
}

function findPlaces(city: City, name: string, path: string): Set<number> {
  const found = placesNamed(city, name);
  if (found.size > 0) return found;
  throw unknown(path, name, `the name of a place or building of ${city.manifest.name}`, knownPlaces(city));
}

function findZone(city: City, name: string, path: string): number {
  const zone = zoneNamed(city, name);
  if (zone >= 0 && zone < landZones(city)) return zone;
  const known = city.manifest.zones.slice(0, landZones(city)).map((each) => each.name);
  throw unknown(path, name, `a zone of ${city.manifest.name}`, known);
}

function unknown(path: string, found: string, what: string, known: readonly string[]): InputError {
  const examples = known.slice(0, 6).join(", ");
  const list = examples === "" ? `${what}, which has none` : `${what}, such as ${examples}`;
  return problem(path, list + suggestion(found, known), JSON.stringify(found));
}

export function problem(path: string, expected: string, found: string): InputError {
  return new InputError({ where: "scenario", path, expected, found });
}

/** Two cordons may not stand around one zone at a time. */
function checkCordons(city: City, plan: PlanOf<"cordon">, other: Plan): void {
  if (!is(other, "cordon") || plan.area === undefined || other.area === undefined) return;
  if (plan.ends <= other.begins || other.ends <= plan.begins) return;
  const common = plan.area.zones.find((zone) => other.area!.zones.includes(zone));
  if (common === undefined) return;
  const zone = city.manifest.zones[common]!.name;
  const expected = `zones that no other cordon may lie around at the same time (authority.${other.row} does)`;
  throw problem(`authority.${plan.row}.area`, expected, zone);
}

/** Nobody is sent to, or lifted from, what has been destroyed by then. */
function checkPlace(areas: Areas, plan: Plan, other: Plan): void {
  if (!is(other, "bombing") || other.area === undefined || !(other.begins <= plan.begins)) return;
  if (!areas.has(other.area, plan.place)) return;
  const key = plan.what.do === "airlift" ? "from" : "to";
  const named = plan.what.do === "airlift" ? plan.what.from : (plan.what as Kind<"evacuation">).to!;
  const expected = `a place that is not destroyed before (authority.${other.row} bombs it)`;
  throw problem(`authority.${plan.row}.${key}`, expected, JSON.stringify(named));
}

/** A hospital: its building, and the room in which it holds people: of those with fewest people at work the last. */
export interface Hospital {
  readonly building: number;
  readonly ward: number;
}

/** The hospitals of a city that have a room. */
export function hospitals(city: City): Hospital[] {
  const { buildings, places, people } = city;
  const found: Hospital[] = [];
  const staff = new Map<number, number>();
  for (let building = 0; building < buildings.use.length; building++) {
    if (buildings.use[building] !== BuildingUseCode.hospital) continue;
    const first = buildings.firstPlace[building]!;
    for (let place = first; place < first + buildings.places[building]!; place++) {
      if (places.kind[place] === PlaceKindCode.room) staff.set(place, 0);
    }
  }
  if (staff.size === 0) return found;
  for (const anchor of people.anchor) if (staff.has(anchor)) staff.set(anchor, staff.get(anchor)! + 1);
  const wards = new Map<number, number>();
  for (const [place, n] of staff) {
    const building = places.building[place]!;
    const ward = wards.get(building);
    if (ward === undefined || n <= staff.get(ward)!) wards.set(building, place);
  }
  for (const [building, ward] of wards) found.push({ building, ward });
  return found;
}
