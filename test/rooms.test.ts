import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOMS = [
  "base",
  "city",
  "scenario",
  "builder",
  "engine",
  "model",
  "recorder",
  "outputs",
  "lab",
  "threads",
  "cli",
];
const project = mkdtempSync(join(tmpdir(), "hyosan-rooms-"));

/** Lints a project of one file per pair of rooms, the first importing the second, with this project's rules. */
beforeAll(() => {
  for (const file of ["biome.json", ".gitignore"]) cpSync(file, join(project, file));
  for (const importer of ROOMS) {
    mkdirSync(join(project, "src", importer), { recursive: true });
    for (const imported of ROOMS) {
      const source = `import type { X } from "../${imported}/x.js";\n\nexport type Y = X;\n`;
      writeFileSync(join(project, "src", importer, `${imported}.ts`), source);
    }
  }
});
afterAll(() => rmSync(project, { recursive: true }));

/** "importer/imported" of every import the linter refuses. */
function refusedImports(): Set<string> {
  const biome = resolve("node_modules/.bin/biome");
  const { stdout } = spawnSync(biome, ["lint", "--reporter=github", "--max-diagnostics=none"], {
    cwd: project,
    encoding: "utf8",
  });
  const refused = stdout.matchAll(/noRestrictedImports,file=\S*?src\/(\w+)\/(\w+)\.ts/g);
  return new Set([...refused].map(([, importer, imported]) => `${importer}/${imported}`));
}

test("the linter refuses imports of later rooms and allows those of base", () => {
  const refused = refusedImports();
  for (const [row, importer] of ROOMS.entries()) {
    if (importer !== "base") expect(refused).not.toContain(`${importer}/base`);
    for (const later of ROOMS.slice(row + 1)) expect(refused).toContain(`${importer}/${later}`);
  }
});

/** What a module loads before it runs, from files and packages, and all that these load: not what is imported as a type, or later. */
function loadedBy(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const [, from] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type\b)[^;"]*from "([^"]+)";$/gm)) {
    if (from!.startsWith(".")) loadedBy(resolve(dirname(file), from!.replace(/\.js$/, ".ts")), loaded);
    else loaded.add(from!);
  }
  return loaded;
}

test("the command line loads no more than help needs until a command is called", () => {
  const rooms = [...loadedBy(resolve("src/cli/run.ts"))].map((file) => relative("src", file).split("/")[0]);
  expect(rooms).toEqual(expect.arrayContaining(["model", "engine", "outputs"])); // so it does find what is loaded
  const loaded = [...loadedBy(resolve("src/cli/main.ts"))].filter((from) => !from.startsWith("node:"));
  const names = loaded.map((from) => (from.startsWith("/") ? relative("src", from) : from));
  const own = ["main", "commands", "options", "failure", "terminal"].map((name) => `cli/${name}.ts`);
  const needed = [
    ...own,
    "base/problems.ts",
    "scenario/made-cities.ts",
    "outputs/version.ts",
    "commander",
    "picocolors",
  ];
  expect(names.sort()).toEqual(needed.sort());
});
