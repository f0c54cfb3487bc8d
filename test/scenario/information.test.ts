import { expect, test } from "vitest";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";
import { InputError } from "../../src/base/problems.js";
import { makeCity } from "../../src/builder/made.js";
import { HEALTHY, sickSet } from "./sick.js";

test("what information does not mean is told with its place", () => {
  expect(sickSet("information={crowd: {rate: 0 per h}}")).toContain(
    "information.crowd.rate: expected more than 0, found 0",
  );
  expect(sickSet("information={crowd: {}}")).toContain("information.crowd.rate: expected");
  expect(sickSet("information={policy: {stance: lie}}")).toContain("expected one of tell, silent, deny");
  expect(sickSet("information={policy: {review: 0 s}}")).toContain("information.policy.review: expected more than 0");
  expect(sickSet("information={calls: {familly: {}}}")).toContain('did you mean "family"?');
  expect(sickSet("information={trust: {mean: 1.2}}")).toContain("a probability from 0 to 1");
  expect(sickSet("information={effects: {caution: 0.5}}")).toContain(
    "information.effects.caution: expected 1, since no strain spreads by `contact`",
  );
  expect(sickSet("information={begins: [{at: 30 h}]}")).toContain("information.begins.0.at: expected a time before");
  expect(sickSet("information={}", "strains={}", "outbreak=[]")).toContain("information.begins: expected who begins");
});

test("contacts in a city may know of it, and caution is for contacts", () => {
  const contact = "strains.bite.contact={rate: 1 per h}";
  const careful = "information={effects: {caution: 0.5}}";
  expect(HEALTHY).not.toContain("contact");
  expect(() => sickSet(careful, contact, "strains.bite.states.immune.infectiousness=1")).toThrow(
    "no problem was found",
  );
  expect(sickSet(careful)).toContain("information.effects.caution: expected 1, since no strain spreads by `contact`");
});

test("a zone that the city does not have is told with the nearest it has", () => {
  const rumour = (zone: string, count = 1) =>
    parseScenario({
      name: "rumour",
      city: { generate: { people: 1_000 } },
      until: "1 h",
      strains: {},
      outbreak: [],
      information: { begins: [{ zone, count }], crowd: { rate: "1 per h" } },
    });
  const city = makeCity(rumour("x").city, "test")!;
  const { name } = city.manifest.zones[0]!;
  expect(() => new Simulation(city, rumour(`${name}x`))).toThrow(InputError);
  expect(() => new Simulation(city, rumour(`${name}x`))).toThrow(`did you mean "${name}"?`);
  expect(() => new Simulation(city, rumour(name, 900))).toThrow(/information.begins.0.count: expected at most the/);
  expect(new Simulation(city, rumour(name)).information!.countAt(1)[1]).toBe(1);
});
