/** What a run takes over from an earlier one, worked out before it begins, so that every thread has the same. */
import type { City } from "../../city/city.js";
import { InputError, type Problem } from "../../base/problems.js";
import type { Cast } from "../../scenario/cast.js";
import type { Earlier, EarlierPlayer } from "../../scenario/continue.js";
import type { Scenario } from "../../scenario/schema.js";
import { type Fate, Lapse } from "./lapse.js";

/** Someone who does not begin as the others do. */
export interface Carried {
  /** Row of people; undefined for someone of the cast whose row is found when the cast is. */
  readonly person: number | undefined;
  readonly name: string | undefined;
  readonly fate: Exclude<Fate, "well">;
  /** State by its name in the earlier run, and its strain. */
  readonly state: string;
  readonly strain: string | null;
}

export interface CarryOver {
  /** Of who people are: their ties and traits. */
  readonly seed: number;
  readonly people: readonly Carried[];
  readonly damage: Earlier["damage"];
  /** Rows of people of the cast that are given, by name. */
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Works out what a scenario takes over. Returns the scenario too: its cast has those of the earlier one who are alive (in
 * another city those it names), with traits and ties as before unless it says otherwise, and in another city of the sex they had
 * and the age they have come to.
 *
 * @throws InputError if the run is of another city, or someone of the cast was dead at its end
 */
export function carryOver(
  scenario: Scenario,
  earlier: Earlier,
  city: City,
  cityHash: string,
): { readonly scenario: Scenario; readonly carried: CarryOver } {
  const { after, carry } = scenario.continue!;
  const lapse = new Lapse(earlier, after);
  if (carry === "city") checkCity(earlier, cityHash, city.manifest.name);
  const players = castBefore(scenario.cast, earlier, lapse);
  const living = players.filter(({ fate }) => fate !== "lost");
  return carry === "city"
    ? { scenario: withCast(scenario, earlier, living), carried: wholeCity(earlier, city, lapse, living) }
    : castOnly(scenario, earlier, lapse, living);
}

/** The scenario with people of the earlier cast in its own. */
function withCast(scenario: Scenario, earlier: Earlier, living: Players): Scenario {
  if (living.length === 0) return scenario;
  const before = earlier.scenario.cast;
  const { people = {}, ties = [] } = scenario.cast ?? {};
  const all = { ...people };
  for (const { name } of living) {
    const member = people[name] ?? { traits: {} };
    all[name] = { ...member, traits: { ...before?.people[name]?.traits, ...member.traits } };
  }
  const isNew = ([a, b]: readonly string[]) =>
    !ties.some(({ between }) => between.includes(a!) && between.includes(b!));
  const names = new Set(living.map(({ name }) => name));
  const kept = (before?.ties ?? []).filter(({ between }) => between.every((name) => names.has(name)) && isNew(between));
  return { ...scenario, cast: { people: all, ties: [...ties, ...kept] } };
}

function checkCity(earlier: Earlier, cityHash: string, cityName: string): void {
  if (earlier.cityHash === cityHash) return;
  throw problem(
    "continue.run",
    `a run of this city, ${cityName} (${cityHash}), or \`carry: cast\`, which takes only named people over`,
    `one of ${earlier.cityName} (${earlier.cityHash})`,
  );
}

/** The earlier cast, with what has become of each and the state that they are in. */
type Players = readonly (EarlierPlayer & { readonly fate: Fate; readonly settled: string })[];

/** The earlier cast with what has become of them. Whoever is in the new cast must be alive. */
function castBefore(cast: Cast | undefined, { cast: before, run }: Earlier, lapse: Lapse): Players {
  const problems: Problem[] = [];
  const players = before.map((player) => {
    const { fate, state } = lapse.of(player.person, player.age, player.state, player.strain);
    if (fate === "lost" && cast?.people[player.name] !== undefined) {
      problems.push({
        where: "scenario",
        path: `cast.people.${player.name}`,
        expected: `someone who was alive at the end of ${run}, and still is`,
        found: `${player.name}, dead in truth${state === player.state ? "" : ` by now (then: ${player.state})`}: ${state}`,
      });
    }
    return { ...player, fate, settled: state };
  });
  if (problems.length > 0) throw new InputError(problems);
  return players;
}

function wholeCity(earlier: Earlier, city: City, lapse: Lapse, living: Players): CarryOver {
  const people = earlier.people.flatMap(({ person, state: old, strain }): Carried[] => {
    const { fate, state } = lapse.of(person, lapse.ageThen(person, city.people.age[person]!), old, strain);
    return fate === "well" ? [] : [{ person, name: undefined, fate, state, strain }];
  });
  const { seed, damage } = earlier;
  return { seed, people, damage, names: new Map(living.map(({ name, person }) => [name, person])) };
}

/** Of another city only the named: they are new residents of the age and sex they had, some years later. */
function castOnly(scenario: Scenario, earlier: Earlier, lapse: Lapse, living: Players) {
  const cast = scenario.cast!;
  const known = living.filter(({ name }) => cast.people[name] !== undefined);
  if (known.length === 0) {
    const names = living.map(({ name }) => name).join(", ") || "there is nobody";
    throw problem("cast.people", `someone who is left of the cast of ${earlier.run} (${names})`, "only other names");
  }
  const people = Object.fromEntries(
    Object.entries(cast.people).map(([name, member]) => {
      const before = known.find((player) => player.name === name);
      if (before === undefined) return [name, member];
      const age = lapse.age(before.person, before.age);
      const [from, to] = typeof member.age === "object" ? member.age : [member.age ?? age, member.age ?? age];
      if (age < from || age > to)
        throw problem(`cast.people.${name}.age`, `${age}, as ${name} is by now`, `${from} to ${to}`);
      if (member.sex !== undefined && member.sex !== before.sex) {
        throw problem(`cast.people.${name}.sex`, `${before.sex}, as before`, member.sex);
      }
      return [name, { ...member, age, sex: before.sex as "female" | "male" }];
    }),
  );
  const carried: CarryOver = {
    ...{ seed: scenario.seed, damage: [], names: new Map() },
    people: known.flatMap(({ name, fate, settled, strain }): Carried[] =>
      fate === "well" ? [] : [{ person: undefined, name, fate, state: settled, strain }],
    ),
  };
  return { scenario: withCast({ ...scenario, cast: { ...cast, people } }, earlier, known), carried };
}

function problem(path: string, expected: string, found: string): InputError {
  return new InputError({ where: "scenario", path, expected, found });
}
