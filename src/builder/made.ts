/** Cities that are made in memory: built-in, generated and inline ones. Needs no Node, so the app makes them too. */
import type { City } from "../city/city.js";
import type { Scenario } from "../scenario/schema.js";
import { draftHyosan } from "./hyosan.js";
import { cityFromGraph, cityFromRoom } from "./inline.js";
import { settle } from "./settle.js";

/** The names of the built-in cities. */
export const BUILT_IN = ["hyosan"] as const;

/** Residents and seed of the built-in Hyosan. */
const HYOSAN = { people: 120_000, seed: 1 };

/**
 * Makes the city a scenario asks for; undefined if it asks for a file.
 *
 * @param where  file for messages
 * @throws InputError for impossible graphs
 */
export function makeCity(source: Scenario["city"], where: string): City | undefined {
  if (typeof source === "string") return source === "hyosan" ? generate(HYOSAN) : undefined;
  if ("generate" in source) return generate(source.generate);
  if ("room" in source) return cityFromRoom(source.room);
  return cityFromGraph(source.graph, where);
}

function generate({ people, seed }: { people: number; seed: number }): City {
  return settle(draftHyosan({ people, seed }), seed);
}
