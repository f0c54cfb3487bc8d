/**
 * Golden hashes: the outcome of a few runs, to the bit. They change only with a change that alters outcomes on purpose;
 * such a change says so in CHANGELOG.md and renews them in the same commit (`npx vitest run test/model/golden -u`).
 */
import { expect, test, vi } from "vitest";
import { openCity } from "../../src/builder/cities.js";
import { cityHash } from "../../src/city/format.js";
import { Simulation } from "../../src/model/simulation.js";
import { resolveScenario } from "../../src/scenario/builtin.js";
import { loadScenario } from "../../src/scenario/load.js";
import { lineTown } from "../city/line-town.js";
import { HYBRIDS } from "./hybrid-town.js";
import { schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

/** Hash of state and events of a built-in scenario, run to its end. */
async function outcome(name: string, ...sets: string[]): Promise<string> {
  const { text, file } = resolveScenario(name);
  const scenario = loadScenario(text, file, sets);
  const simulation = new Simulation(await openCity(scenario.city, { file }), scenario);
  simulation.runUntil(Number.POSITIVE_INFINITY);
  const { state, events } = simulation.hash();
  return `${state} ${events}`;
}

test("the generated town of 5,000 is the same to the bit", async () => {
  const city = await openCity({ generate: { people: 5_000, seed: 1 } }, { file: "golden" });
  expect(cityHash(city)).toMatchInlineSnapshot(`"f3ac0936176b5917"`);
});

test("12 hours of an outbreak in a town of 5,000 are the same to the bit", async () => {
  const hash = await outcome("any-city", "city={generate: {people: 5000}}", "until=12 h");
  expect(hash).toMatchInlineSnapshot(`"15c47a965f05e6ef 1bebc59849b32d4c"`);
});

test("12 hours of an outbreak in which people shelter in groups are the same to the bit", async () => {
  const hash = await outcome("any-city", "city={generate: {people: 5000}}", "until=12 h", "groups={}");
  expect(hash).toMatchInlineSnapshot(`"fc8b59272dd87f3f f73726ce53df86ea"`);
});

test("a town with lines, and an hour of an outbreak from one of its trains, are the same to the bit", () => {
  const town = lineTown(7_200);
  expect(cityHash(town)).toMatchInlineSnapshot(`"fcd5dbc56f4f1094"`);
  const scenario = schoolOutbreak(3_600, {
    start: "2021-10-29T18:00",
    outbreak: [{ strain: "jonas", count: 3, state: "turned", where: { zone: "Ring" } }],
  });
  const simulation = new Simulation(town, scenario);
  simulation.runUntil(3600);
  const { state, events } = simulation.hash();
  expect(`${state} ${events}`).toMatchInlineSnapshot(`"2b1fed5e9513279c 1f9bcf452193f13c"`);
});

test("an hour with hybrids, fights, shots and alarms is the same to the bit", () => {
  const simulation = new Simulation(townOf(HYBRIDS, 250), HYBRIDS);
  simulation.runUntil(3600);
  const { state, events } = simulation.hash();
  expect(`${state} ${events}`).toMatchInlineSnapshot(`"082f46dfdbcc5161 d140a3a4940944e0"`);
});

test("the closed room, the lattice and the SIR room are the same to the bit", async () => {
  expect(await outcome("closed-room")).toMatchInlineSnapshot(`"433b26c3cbd4b0d2 f31f2509d7445812"`);
  expect(await outcome("lattice")).toMatchInlineSnapshot(`"9184a99d3b3bcd7d 10e8544fe433e173"`);
  expect(await outcome("sir-room")).toMatchInlineSnapshot(`"ea3b5961b4de0552 7e27cdd3b079f1a9"`);
});
