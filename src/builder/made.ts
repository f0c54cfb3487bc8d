/** Cities that are made in memory: built-in, generated and inline ones. Needs no Node, so the app makes them too. */
import { InputError } from "../base/problems.js";
import type { City } from "../city/city.js";
import { FEWEST_GENERATED, type Scenario } from "../scenario/schema.js";
import type { Draft } from "./draft.js";
import { draftHyosan } from "./hyosan.js";
import { draftSeoul, FEWEST_IN_SEOUL, SEOUL_RESIDENTS } from "./seoul.js";
import { cityFromGraph, cityFromRoom } from "./inline.js";
import { settle } from "./settle.js";

/** The names of the built-in cities. */
export const BUILT_IN = ["hyosan", "seoul"] as const;
export type BuiltIn = (typeof BUILT_IN)[number];

/** Residents of the built-in cities, and the fewest they can be made with. */
export const BUILT_IN_PEOPLE: Record<BuiltIn, { readonly usual: number; readonly least: number }> = {
  hyosan: { usual: 120_000, least: FEWEST_GENERATED },
  seoul: { usual: SEOUL_RESIDENTS, least: FEWEST_IN_SEOUL },
};
/** Seed of the built-in cities. */
const SEED = 1;

/** Called with the name of each stage of the work as it begins. */
export type StageListener = (stage: string) => void;

/**
 * Makes the city a scenario asks for; undefined if it asks for a file.
 *
 * @param where  file for messages
 * @throws InputError for impossible graphs, and fewer people than the city can be made with
 */
export function makeCity(source: Scenario["city"], where: string, progress?: StageListener): City | undefined {
  if (typeof source === "string") {
    const name = BUILT_IN.find((builtIn) => builtIn === source);
    return name && generate({ name, people: BUILT_IN_PEOPLE[name].usual, seed: SEED }, progress);
  }
  if ("generate" in source) {
    const { name = "hyosan", people } = source.generate;
    const { least } = BUILT_IN_PEOPLE[name];
    if (people >= least) return generate({ ...source.generate, name }, progress);
    const expected = `at least ${least} people in ${name}`;
    throw new InputError({ where, path: "city.generate.people", expected, found: String(people) });
  }
  if ("room" in source) return cityFromRoom(source.room);
  return cityFromGraph(source.graph, where);
}

/** Draws up a built-in city of `people` residents. */
export function draftBuiltIn(name: BuiltIn, people: number, seed: number, progress: StageListener = () => {}): Draft {
  return name === "hyosan" ? draftHyosan({ people, seed }) : draftSeoul({ people, seed, progress });
}

interface Generated {
  readonly name: BuiltIn;
  readonly people: number;
  readonly seed: number;
}

function generate({ name, people, seed }: Generated, progress?: StageListener): City {
  return settle(draftBuiltIn(name, people, seed, progress), seed, progress);
}
