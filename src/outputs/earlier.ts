/** Reads from the folder of a run what it has left to a run that continues it. */
import { join } from "node:path";
import { InputError } from "../base/problems.js";
import type { Earlier, EarlierPlayer } from "../scenario/continue.js";
import { readTable } from "./report/read.js";
import { readRunFile } from "./run-file.js";
import { readCast } from "./story/people.js";

/** Throws InputError if the folder holds no run, or one that is not finished or has no end state. */
export async function readEarlier(folder: string): Promise<Earlier> {
  const run = readRunFile(folder);
  const refuse = (expected: string, found: string) => new InputError({ where: folder, path: "", expected, found });
  if (run.status !== "finished")
    throw refuse("a finished run, since its end is continued", `one that is ${run.status}`);
  if (run.tables.state === undefined || run.tables.damage === undefined) {
    const found = `none in it, which hyosan ${run.versions.hyosan} has written`;
    throw refuse("a run with its end state (state.parquet, damage.parquet)", found);
  }
  const people: { person: number; state: string; strain: string | null }[] = [];
  await readTable(join(folder, "state.parquet"), ["person", "state", "strain"], (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++)
      people.push({ person: c.person![row]!, state: c.state![row]!, strain: c.strain![row] ?? null });
  });
  const damage: { place: number; what: string }[] = [];
  await readTable(join(folder, "damage.parquet"), ["place", "what"], (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) damage.push({ place: c.place![row]!, what: c.what![row]! });
  });
  const strainOf = new Map(people.map(({ person, strain }) => [person, strain]));
  const cast = (await readCast(folder, run)).map((row): EarlierPlayer => {
    const { name, person, age, sex, state } = row;
    return { name, person, age, sex, state, strain: strainOf.get(person) ?? null };
  });
  const { scenario, city, earlier } = run;
  return {
    ...{ run: folder, scenario, cityName: city.name, cityHash: city.hash, people, damage, cast },
    seed: earlier?.seed ?? run.seed,
    lasted: run.time_s,
    elapsed: (earlier?.elapsed_s ?? 0) + run.time_s,
  };
}
