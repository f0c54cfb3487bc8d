/** The built-in scenarios of strains, in a short form: they show what they say they show. */
import { expect, test, vi } from "vitest";
import { NONE } from "../../../src/base/columns.js";
import { resolveScenario } from "../../../src/scenario/builtin.js";
import { loadScenario } from "../../../src/scenario/load.js";
import type { Scenario } from "../../../src/scenario/schema.js";
import { ofKind, run, stateOf } from "./runs.js";

vi.setConfig({ testTimeout: 60_000 });

function builtin(name: string, ...sets: string[]): Scenario {
  const { text, file } = resolveScenario(name);
  return loadScenario(text, file, sets);
}

test("two-strains: the second arises from the first, and infects people who have had that", () => {
  const { sim, rows } = run(builtin("two-strains", "people=3000", "until=90 d"), { seed: 2 });
  const infected = ofKind(rows, "infected");
  const second = infected.filter(({ strain }) => strain === 1);
  expect(second.length).toBeGreaterThan(200);
  expect(infected.some(({ strain, other }) => strain === 1 && other === NONE)).toBe(false);
  expect(infected.length).toBeGreaterThan(new Set(infected.map(({ person }) => person)).size + 100);
  expect(ofKind(rows, "mutated").some(({ strain }) => strain === 0)).toBe(true);
  expect(stateOf(sim, "escape.carrier")).toBeGreaterThan(0);
});

test("measles: it spreads where 90 % are immune, hardly where 97 % are, and to nearly everyone where nobody is", () => {
  const cases = [0, 0.9, 0.97].map((immune) => {
    const scenario = builtin("measles", "people=6000", `immune=${immune}`, `until=${immune === 0 ? 60 : 150} d`);
    return [1, 2].reduce((sum, seed) => sum + run(scenario, { seed }).sim.infections / 2, 0);
  });
  expect(cases[0]).toBeGreaterThan(5_500);
  expect(cases[1]).toBeGreaterThan(100);
  expect(cases[2]).toBeLessThan(60);
});

test("rabies-village: furious dogs bite very unevenly, 1.6 on average, and the paralytic bite nobody", () => {
  const scenario = builtin("rabies-village", "outbreak.0.count=300", "until=30 d", "city.room.people=20000");
  const { sim, rows } = run(scenario);
  const bites = new Map(ofKind(rows, "infected").flatMap(({ person, other }) => (other === NONE ? [[person, 0]] : [])));
  const paralytic = new Set<number>();
  for (const { person, other, state } of rows) {
    if (state === stateOf(sim, "paralytic")) paralytic.add(person);
    expect(paralytic.has(other)).toBe(false);
    if (bites.has(other)) bites.set(other, bites.get(other)! + 1);
  }
  const counts = [...bites.values()];
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / counts.length;
  expect(Math.abs(mean - 1.6)).toBeLessThan(4 * Math.sqrt(variance / counts.length));
  expect(variance).toBeGreaterThan(2 * mean);
  expect(paralytic.size).toBeGreaterThan(20);
});
