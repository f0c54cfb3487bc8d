/** What a resident must be to play one of the cast, resolved against the city. */
import { NONE } from "../../base/columns.js";
import { InputError } from "../../base/problems.js";
import { BUILDING_USES, type BuildingUse, type City, ROLES } from "../../city/city.js";
import type { Member } from "../../scenario/cast.js";
import { suggestion } from "../../scenario/findings.js";

/** One condition on a resident. */
export interface Condition {
  /** Key of the scenario it comes from. */
  readonly key: keyof Member;
  /** As in "24 of class Classroom 2-5". */
  readonly words: string;
  readonly holds: (person: number) => boolean;
}

const SCHOOLS: readonly BuildingUse[] = ["kindergarten", "elementary", "middle", "high", "university"];

/** The conditions of a member that concern nobody else. Names the city does not have are an InputError. */
export function conditionsOf(city: City, name: string, member: Member): Condition[] {
  const { people, places, buildings, households } = city;
  const list: Condition[] = [];
  const buildingOf = (person: number) => {
    const anchor = people.anchor[person]!;
    return anchor === NONE ? NONE : places.building[anchor]!;
  };
  const add = (key: keyof Member, words: string, holds: Condition["holds"]) => list.push({ key, words, holds });
  const { age, sex, role, school, work, use, class: room, zone } = member;
  for (const [key, wanted, of] of [
    ["school", school, SCHOOLS],
    ["work", work, BUILDING_USES],
  ] as const) {
    if (wanted === undefined) continue;
    const chosen = namedBuildings(city, wanted, of, name, key);
    add(key, `of ${wanted}`, (person) => chosen.has(buildingOf(person)));
  }
  if (use !== undefined) {
    const code = BUILDING_USES.indexOf(use);
    add("use", `who spend the day in a building of use ${use}`, (person) => {
      const building = buildingOf(person);
      return building !== NONE && buildings.use[building] === code;
    });
  }
  if (typeof room === "string") {
    const chosen = namedRooms(city, room, name);
    add("class", `of ${room}`, (person) => chosen.has(people.anchor[person]!));
  }
  if (zone !== undefined) {
    const wanted = zoneCalled(city, zone, name);
    add("zone", `who live in ${zone}`, (person) => places.zone[households.home[people.household[person]!]!] === wanted);
  }
  if (role !== undefined) {
    const code = ROLES.indexOf(role);
    add("role", `with the role ${role}`, (person) => people.role[person] === code);
  }
  if (sex !== undefined) {
    const code = sex === "female" ? 0 : 1;
    add("sex", sex, (person) => people.sex[person] === code);
  }
  if (age !== undefined) {
    const [from, to] = typeof age === "number" ? [age, age] : age;
    const words = from === to ? `aged ${from}` : `aged ${from} to ${to}`;
    add("age", words, (person) => people.age[person]! >= from && people.age[person]! <= to);
  }
  return list;
}

function namedBuildings(
  { manifest, buildings }: City,
  wanted: string,
  uses: readonly BuildingUse[],
  name: string,
  key: string,
): ReadonlySet<number> {
  const known = Object.entries(manifest.buildingNames).filter(([row]) =>
    uses.includes(BUILDING_USES[buildings.use[Number(row)]!]!),
  );
  const rows = known.filter(([, each]) => same(each, wanted)).map(([row]) => Number(row));
  if (rows.length > 0) return new Set(rows);
  const what = key === "school" ? "school" : "building";
  throw unknown(
    `${name}.${key}`,
    wanted,
    `the name of a ${what} of ${manifest.name}`,
    known.map(([, each]) => each),
  );
}

/** Rooms by name, or as "Building / Room". */
function namedRooms({ manifest, places }: City, wanted: string, name: string): ReadonlySet<number> {
  const { placeNames, buildingNames } = manifest;
  const rows: number[] = [];
  for (const [key, room] of Object.entries(placeNames)) {
    const building = buildingNames[places.building[Number(key)]!];
    if (same(room, wanted) || same(`${building} / ${room}`, wanted)) rows.push(Number(key));
  }
  if (rows.length > 0) return new Set(rows);
  throw unknown(`${name}.class`, wanted, `the name of a room of ${manifest.name}`, [
    ...new Set(Object.values(placeNames)),
  ]);
}

function zoneCalled({ manifest }: City, wanted: string, name: string): number {
  const row = manifest.zones.findIndex((zone) => same(zone.name, wanted) || zone.code === wanted);
  if (row >= 0) return row;
  throw unknown(
    `${name}.zone`,
    wanted,
    `a zone of ${manifest.name}`,
    manifest.zones.map((zone) => zone.name),
  );
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unknown(path: string, wanted: string, what: string, known: readonly string[]): InputError {
  const examples = known.slice(0, 5).join(", ");
  const list = examples === "" ? `${what}, which has none` : `${what}, such as ${examples}`;
  return new InputError({
    where: "scenario",
    path: `cast.people.${path}`,
    expected: list + suggestion(wanted, known),
    found: JSON.stringify(wanted),
  });
}
