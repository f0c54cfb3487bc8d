import { draftHyosan } from "../../src/builder/hyosan.js";
import { settle } from "../../src/builder/settle.js";
import type { City } from "../../src/city/city.js";

/** A small built-in city. */
export function smallCity(people: number): City {
  return settle(draftHyosan({ people, seed: 1 }), 1);
}

/** Home of a person. */
export function homeOf({ people, households }: City, person: number): number {
  return households.home[people.household[person]!]!;
}
