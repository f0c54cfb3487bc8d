import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PAGES = readdirSync(".").filter((file) => file.endsWith(".md"));

/** Targets inside the repository that a page links to or shows. */
function links(page: string): string[] {
  const targets = [...readFileSync(page, "utf8").matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target!);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

test.each(PAGES)("every link of %s leads somewhere", (page) => {
  expect(links(page).filter((target) => !existsSync(target))).toEqual([]);
});

test("ARCHITECTURE.md links every room", () => {
  const rooms = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(links("ARCHITECTURE.md")).toEqual(expect.arrayContaining(rooms.map(({ name }) => `src/${name}`)));
});

test("README.md names every built-in scenario and every table of a run", () => {
  const readme = readFileSync("README.md", "utf8");
  for (const file of readdirSync("scenarios")) expect(readme).toContain(`\`${file.replace(/\.yaml$/, "")}\``);
  for (const table of [
    ...["series", "events", "transmissions", "streets", "people", "cast", "courses", "fates", "beliefs"],
    ...["record", "state", "damage"],
  ])
    expect(readme).toContain(`${table}.parquet`);
});
