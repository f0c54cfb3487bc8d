/** Cities that are made in memory: built-in, generated and inline ones. Needs no Node, so the app makes them too. */
import { InputError } from "../base/problems.js";
import type { City } from "../city/city.js";
import { BUILT_IN, type BuiltIn, FEWEST_GENERATED } from "../scenario/made-cities.js";
import type { Scenario } from "../scenario/schema.js";
import type { Draft } from "./draft.js";
import { draftHyosan } from "./hyosan.js";
import { joinDrafts } from "./join.js";
import { draftSeoul, FEWEST_IN_SEOUL, SEOUL_RESIDENTS } from "./seoul.js";
import { cityFromGraph, cityFromRoom } from "./inline.js";
import { settle } from "./settle.js";

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
    if (!BUILT_IN.some((name) => name === source)) return undefined;
    return generate(townOf(source as BuiltIn, where, "city"), progress);
  }
  if ("generate" in source) return generate(townOf(source, where, "city"), progress);
  if ("join" in source) {
    const { cities, distance, headway, commuters } = source.join;
    const drafts = cities.map((city, row) => {
      const options = townOf(city, where, `city.join.cities.${row}`);
      return draftBuiltIn(options.name, options.people, options.seed, progress);
    });
    return settle(joinDrafts(drafts, { distance, headway, commuters }, where), SEED, progress);
  }
  if ("room" in source) return cityFromRoom(source.room);
  return cityFromGraph(source.graph, where);
}

/** Draws up a built-in city of `people` residents. */
export function draftBuiltIn(name: BuiltIn, people: number, seed: number, progress: StageListener = () => {}): Draft {
  return name === "hyosan" ? draftHyosan({ people, seed }) : draftSeoul({ people, seed, progress });
}

type Generate = Extract<Scenario["city"], { generate: unknown }>;

interface Generated {
  readonly name: BuiltIn;
  readonly people: number;
  readonly seed: number;
}

/** What to generate, for a built-in city by its name or with its numbers. */
function townOf(source: BuiltIn | Generate, where: string, path: string): Generated {
  if (typeof source === "string") return { name: source, people: BUILT_IN_PEOPLE[source].usual, seed: SEED };
  const { name = "hyosan", people, seed } = source.generate;
  const { least } = BUILT_IN_PEOPLE[name];
  if (people >= least) return { name, people, seed };
  const expected = `at least ${least} people in ${name}`;
  throw new InputError({ where, path: `${path}.generate.people`, expected, found: String(people) });
}

function generate({ name, people, seed }: Generated, progress?: StageListener): City {
  return settle(draftBuiltIn(name, people, seed, progress), seed, progress);
}
