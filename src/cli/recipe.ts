/** From a recipe to a city and to what it is held against. */
import { readFileSync } from "node:fs";
import { InputError } from "../base/problems.js";
import { decayWords } from "../builder/gravity.js";
import { draftFromRecipe, loadRecipe, type LoadedRecipe } from "../builder/recipe/index.js";
import { settleRecorded } from "../builder/settle.js";
import type { City } from "../city/city.js";
import type { Evidence } from "../outputs/build-report/evidence.js";

/** Whether an argument is the file of a recipe and not the name of a city. */
export function isRecipe(argument: string): boolean {
  return /\.ya?ml$/i.test(argument);
}

/**
 * Builds the city of a recipe.
 *
 * @param file    the recipe
 * @param folder  of its data
 * @throws InputError for everything in recipe and files that cannot be used, before anything is written
 */
export async function cookRecipe(
  file: string,
  folder: string,
  seed: number,
  progress: (stage: string, share?: number) => void,
): Promise<{ readonly city: City; readonly evidence: Evidence }> {
  const loaded = loadRecipe(textOf(file), file);
  const { draft, footfall } = await draftFromRecipe(loaded, { folder, progress });
  const { city, record } = settleRecorded(draft, seed, progress);
  const { trials = [], chosen } = record.calibration ?? {};
  const evidence: Evidence = {
    facts: draft.zones,
    homes: record.homes,
    stations: draft.counts ?? [],
    footfall,
    tried: trials.map((trial) => ({ ...trial, words: decayWords(trial.decay), isChosen: trial === chosen })),
    links: linksOf(loaded),
  };
  return { city, evidence };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "a folder" : `no way to read it (${code})`;
    throw new InputError({ where: file, path: "", expected: "a recipe", found });
  }
}

function linksOf({ recipe }: LoadedRecipe): Evidence["links"] {
  const entries = Object.values(recipe.files).filter((entry) => entry !== undefined);
  return Object.fromEntries(entries.map(({ file, url }) => [file, typeof url === "string" ? [url] : url]));
}
