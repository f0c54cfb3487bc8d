/** Checks of a recipe's files before anything long begins: they are there, whole, and have the columns named. */
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../base/problems.js";
import type { Path } from "../../scenario/findings.js";
import type { LoadedRecipe } from "./load.js";
import { headerOf } from "./rows.js";
import type { Recipe, Role } from "./schema.js";

/** Files that are there and whole. */
export interface Checked {
  readonly paths: Paths;
  /** SHA-256 by role. */
  readonly sums: { readonly [R in Role]?: string };
}

/** Where the files lie, by role; roles that the recipe does not have are missing. */
export type Paths = { readonly [R in Role]?: string } & { readonly [R in "map" | "outlines" | "people"]: string };

/**
 * Checks all files of a recipe.
 *
 * @param folder  in which they lie
 * @throws InputError naming the first file that is missing, changed or without a column
 */
export async function checkFiles(loaded: LoadedRecipe, folder: string): Promise<Checked> {
  const { files } = loaded.recipe;
  const roles = (Object.keys(files) as Role[]).filter((role) => files[role] !== undefined);
  const paths: Partial<Record<Role, string>> = {};
  for (const role of roles) paths[role] = existing(loaded, role, folder);
  const sums: Partial<Record<Role, string>> = {};
  for (const role of roles) sums[role] = await checkSum(loaded, role, paths[role]!);
  for (const role of roles) await checkColumns(loaded, role, paths[role]!);
  return { paths: paths as Paths, sums };
}

function existing(loaded: LoadedRecipe, role: Role, folder: string): string {
  const { file, url } = loaded.recipe.files[role]!;
  const path = join(folder, file);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) return path;
  const origin = typeof url === "string" ? url : url.join(", ");
  const found = stat === undefined ? "no such file" : "a folder";
  throw loaded.problem(["files", role, "file"], `the file ${path} (see ${origin})`, found);
}

/** The checksum of a file, which is the one that the recipe states if it does. */
async function checkSum(loaded: LoadedRecipe, role: Role, path: string): Promise<string> {
  const { sha256: expected } = loaded.recipe.files[role]!;
  const found = await sha256(path);
  if (expected === undefined || found === expected) return found;
  throw loaded.problem(["files", role, "sha256"], `that of ${path}`, `${found} for that file`);
}

/** SHA-256 of a file, 64 hexadecimal digits; read in pieces. */
async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function checkColumns(loaded: LoadedRecipe, role: Role, path: string): Promise<void> {
  const named = columnsOf(loaded.recipe, role);
  if (named.length === 0) return;
  const header = await headerOf(path);
  for (const { column, at } of named) {
    if (header.includes(column)) continue;
    const expected = `a column "${column}", as the recipe names it (${["files", role, ...at].join(".")})`;
    const found = header.length === 0 ? "an empty file" : `only ${header.join(", ")}`;
    throw new InputError({ where: `${path}:1`, path: column, expected, found });
  }
}

/** The columns a recipe names for a file, and where in the file's entry it does. */
function columnsOf(recipe: Recipe, role: Role): { column: string; at: Path }[] {
  const entry = recipe.files[role]!;
  if (!("columns" in entry)) return [];
  return Object.entries(entry.columns).flatMap(([key, value]) => {
    if (typeof value === "string") return [{ column: value, at: ["columns", key] as Path }];
    return (value ?? []).map(({ column }, i) => ({ column, at: ["columns", key, i, "column"] as Path }));
  });
}
