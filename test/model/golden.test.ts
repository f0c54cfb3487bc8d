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
  expect(cityHash(city)).toMatchInlineSnapshot(`"b757d8b6d4abdc23"`);
});

test("12 hours of an outbreak in a town of 5,000 are the same to the bit", async () => {
  const hash = await outcome("any-city", "city={generate: {people: 5000}}", "until=12 h");
  expect(hash).toMatchInlineSnapshot(`"af35bb97015e337e 4a463dc9f0d467ed"`);
});

test("12 hours of an outbreak in which people shelter in groups are the same to the bit", async () => {
  const hash = await outcome("any-city", "city={generate: {people: 5000}}", "until=12 h", "groups={}");
  expect(hash).toMatchInlineSnapshot(`"c6b8601c1ae81995 9771355e85a803d1"`);
});

test("a town with lines, and an hour of an outbreak from one of its trains, are the same to the bit", () => {
  const town = lineTown(7_200);
  expect(cityHash(town)).toMatchInlineSnapshot(`"85ae7b79b463e03b"`);
  const scenario = schoolOutbreak(3_600, {
    start: "2021-10-29T18:00",
    outbreak: [{ strain: "jonas", count: 3, state: "turned", where: { zone: "Ring" } }],
  });
  const simulation = new Simulation(town, scenario);
  simulation.runUntil(3600);
  const { state, events } = simulation.hash();
  expect(`${state} ${events}`).toMatchInlineSnapshot(`"56bff4373ad16642 ddfa1f5b7ca6446c"`);
});

test("an hour with hybrids, fights, shots and alarms is the same to the bit", () => {
  const simulation = new Simulation(townOf(HYBRIDS, 250), HYBRIDS);
  simulation.runUntil(3600);
  const { state, events } = simulation.hash();
  expect(`${state} ${events}`).toMatchInlineSnapshot(`"082f46dfdbcc5161 b6942e7cb032547f"`);
});

test("the closed room, the lattice and the SIR room are the same to the bit", async () => {
  expect(await outcome("closed-room")).toMatchInlineSnapshot(`"433b26c3cbd4b0d2 f31f2509d7445812"`);
  expect(await outcome("lattice")).toMatchInlineSnapshot(`"9184a99d3b3bcd7d 10e8544fe433e173"`);
  expect(await outcome("sir-room")).toMatchInlineSnapshot(`"ea3b5961b4de0552 7e27cdd3b079f1a9"`);
});
