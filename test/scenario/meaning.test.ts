import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { HEALTHY, problemsOf, sick } from "./sick.js";

const ROOM = HEALTHY.replace("city: hyosan", "city: { room: { people: 30 } }");

/** where, path and found of the only problem. */
function only(text: string): string {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  const { where, path, found } = problems[0]!;
  return `${where} ${path}: ${found}`;
}

test("probabilities of the next states must sum to 1, within rounding", () => {
  expect(sick("turned: 0.9", "turned: 0.8")).toBe(
    "a.yaml:14:15 strains.bite.states.incubating.next: expected probabilities that sum to 1, found a sum of 0.9",
  );
  const tenths = "{ turned: 0.1, immune: 0.2, a: 0.7 }";
  const rounded = HEALTHY.replace("{ turned: 0.9, immune: 0.1 }", tenths).replace(
    "immune: {}",
    "immune: {}\n      a: {}",
  );
  expect(() => loadScenario(rounded, "a.yaml")).not.toThrow();
});

test("outcomes of an attack must sum to 1", () => {
  expect(sick("escaped: 0.4", "escaped: 0.3")).toBe(
    "a.yaml:10:17 strains.bite.attack.outcomes: expected probabilities that sum to 1, found a sum of 0.9",
  );
});

test("a state that cannot be left is told both ways out", () => {
  expect(sick("turned: { conduct: turned }", "turned: { conduct: turned, dwell: { fixed: 1 h } }")).toBe(
    "a.yaml:15:15 strains.bite.states.turned.next: expected the states that follow, since `dwell` says how long this " +
      "one lasts, found nothing: a state that cannot be left (give `next`, or leave out `dwell` if the state is final)",
  );
  expect(sick("turned: { conduct: turned }", "turned: { conduct: turned, next: { immune: 1 } }")).toContain(
    "found nothing: a state that cannot be left (give `dwell`, or leave out `next` if the state is final)",
  );
});

test("states and strains that are named must exist", () => {
  expect(sick("turned: 0.9", "turnd: 0.9")).toBe(
    "a.yaml:14:17 strains.bite.states.incubating.next.turnd: expected one of the states incubating, turned or immune " +
      '(did you mean "turned"?), found "turnd"',
  );
  expect(sick("entry: incubating", "entry: bitten")).toBe(
    'a.yaml:7:12 strains.bite.entry: expected one of the states incubating, turned or immune, found "bitten"',
  );
  expect(sick("strain: bite", "strain: flu")).toBe(
    'a.yaml:18:13 outbreak.0.strain: expected the strain bite, found "flu"',
  );
  expect(sick("strain: bite", "strain: toString")).toContain('found "toString"');
  expect(sick("count: 2", "state: tunred")).toContain('(did you mean "turned"?), found "tunred"');
});

test("a strain must have a way to spread that its states can use", () => {
  const attack = / {4}attack:\n.*\n.*\n/;
  expect(only(HEALTHY.replace(attack, ""))).toBe("a.yaml:6:3 strains.bite: neither");
  expect(only(HEALTHY.replace("{ conduct: turned }", "{}"))).toBe("a.yaml:8:5 strains.bite.attack: none");
  const contact = "    contact: { rate: 2 per day }\n";
  expect(problemsOf(HEALTHY.replace(attack, contact)).map(({ where, path }) => `${where} ${path}`)).toEqual([
    "a.yaml:6:3 strains.bite.attack",
    "a.yaml:8:14 strains.bite.contact",
  ]);
  expect(only(HEALTHY.replace("immune: {}", "immune: { infectiousness: 1 }"))).toContain(
    "strains.bite.contact: nothing",
  );
});

test("an entry state that leads nowhere is refused only if the living states beside it are lost", () => {
  const stuck = HEALTHY.replace("entry: incubating", "entry: immune");
  expect(only(stuck)).toBe("a.yaml:16:15 strains.bite.states.immune.next: nothing");
  const killed = HEALTHY.replace(/ {6}incubating:\n.*\n.*\n/, "").replace("entry: incubating", "entry: turned");
  expect(() => loadScenario(killed.replace("immune: {}", "corpse: { conduct: dead }"), "a.yaml")).not.toThrow();
});

test("a cycle of states that take no time is refused", () => {
  const instant = "dwell: { fixed: 0 s }, next: { incubating: 1 }";
  const text = HEALTHY.replace("{ exponential: { mean: 6 min } }", "{ fixed: 0 s }").replace(
    "immune: {}",
    `immune: { ${instant} }`,
  );
  expect(only(text)).toBe(
    "a.yaml:13:16 strains.bite.states.incubating.dwell: a cycle through incubating that takes no time",
  );
  expect(() => loadScenario(text.replace("{ fixed: 0 s }\n", "{ fixed: 1 s }\n"), "a.yaml")).not.toThrow();
});

test("times must be possible", () => {
  expect(sick("24 h", "0 h")).toBe("a.yaml:4:8 until: expected more than 0, found 0");
  expect(sick("6 min", "0 min")).toContain("exponential.mean: expected more than 0");
  expect(only(HEALTHY.replace("{ exponential: { mean: 6 min } }", "{ uniform: { from: 2 h, to: 1 h } }"))).toBe(
    "a.yaml:13:27 strains.bite.states.incubating.dwell.uniform: from 7200 s to 3600 s",
  );
  expect(only(HEALTHY.replace("count: 2", "at: 1 d"))).toBe("a.yaml:19:9 outbreak.0.at: 86400 s");
});

test("ages are given from younger to older", () => {
  expect(sick("count: 2", "who: { age: [20, 10] }")).toBe(
    "a.yaml:19:17 outbreak.0.who.age: expected the younger age first, found 20 and 10",
  );
});

test("a city given in the scenario holds the infected, and has no names to choose by", () => {
  expect(only(ROOM.replace("count: 2", "count: 31"))).toBe("a.yaml:19:12 outbreak.0.count: 31");
  expect(
    problemsOf(ROOM.replace("count: 2", "where: { place: lab, use: shop, zone: a }")).map(({ path }) => path),
  ).toEqual(["outbreak.0.where.place", "outbreak.0.where.use", "outbreak.0.where.zone"]);
  expect(only(ROOM.replace("kind: encounter, handling: 15 s", "kind: edge-rate, rate: 1 /h"))).toContain(
    "attack.law.kind",
  );
});

test.each([
  ["{ kind: random-regular, people: 5, degree: 3 }", "city.graph.degree"],
  ["{ kind: random-regular, people: 4, degree: 4 }", "city.graph.degree"],
  ["{ kind: lattice, side: 2, periodic: true }", "city.graph.side"],
  ["{ kind: chain, people: 2, periodic: true }", "city.graph.people"],
  ["{ kind: edges, people: 3, edges: [[0, 1], [1, 3]] }", "city.graph.edges.1"],
  ["{ kind: edges, people: 3, edges: [[2, 2]] }", "city.graph.edges.0"],
])("the graph %s is not possible", (graph, path) => {
  expect(
    problemsOf(HEALTHY.replace("city: hyosan", `city: { graph: ${graph} }`)).map((problem) => problem.path),
  ).toEqual([path]);
});

test("a state that leads only to itself is refused, a longer cycle is not", () => {
  expect(sick("next: { turned: 0.9, immune: 0.1 }", "next: { incubating: 1, turned: 0 }")).toBe(
    "a.yaml:14:15 strains.bite.states.incubating.next: expected another state to follow (or neither `dwell` nor `next` " +
      "if the state is final), found a state that cannot be left: incubating leads only to itself",
  );
  const withChance = HEALTHY.replace("turned: 0.9, immune: 0.1", "turned: 0.1, incubating: 0.9");
  const cycle = HEALTHY.replace("immune: {}", "immune: { dwell: { fixed: 1 h }, next: { incubating: 1 } }");
  for (const text of [withChance, cycle]) expect(() => loadScenario(text, "a.yaml")).not.toThrow();
});

test("cities made for a scenario are no larger than a computer can hold", () => {
  const city = (text: string) => only(HEALTHY.replace("city: hyosan", `city: ${text}`));
  expect(city("{ room: { people: 1e12 } }")).toMatch(/city\.room\.people: 1000000000000$/);
  expect(city("{ graph: { kind: chain, people: 20000001 } }")).toMatch(/city\.graph\.people: 20000001$/);
  expect(city("{ graph: { kind: lattice, side: 4001 } }")).toMatch(/city\.graph\.side: 4001$/);
});

test("contacts have either one rate or rates by setting, and settings need a city", () => {
  const attack = / {4}attack:\n.*\n.*\n/;
  const contact = (text: string) =>
    HEALTHY.replace(attack, `    contact: ${text}\n`).replace(
      "turned: { conduct: turned }",
      "turned: { infectiousness: 1 }",
    );
  expect(problemsOf(contact("{}"))[0]).toMatchObject({ path: "strains.bite.contact", found: "neither" });
  const both = contact("{ rate: 1 /d, rates: { class: 1 /d } }");
  expect(problemsOf(both)[0]).toMatchObject({ path: "strains.bite.contact", found: "both" });
  const rates = contact("{ rates: { class: 1 /d } }");
  expect(loadScenario(rates, "a.yaml").strains.bite?.contact?.rates?.class).toBeCloseTo(1 / 86_400, 12);
  const room = rates.replace("city: hyosan", "city: { room: { people: 30 } }");
  expect(problemsOf(room)[0]).toMatchObject({ path: "strains.bite.contact.rates" });
});

test("people is the number of residents of a city that can be generated", () => {
  const generated = HEALTHY.replace("city: hyosan", "city: { generate: { people: 500, seed: 3 } }");
  expect(loadScenario(generated, "a.yaml", ["people=700"]).city).toEqual({ generate: { people: 700, seed: 3 } });
  const builtin = loadScenario(HEALTHY, "a.yaml", ["people=900"]);
  expect(builtin.city).toEqual({ generate: { people: 900, seed: 1 } });
  expect(builtin).not.toHaveProperty("people");
  expect(problemsOf(ROOM, ["people=700"])[0]?.expected).toContain("a city that can be generated");
  expect(problemsOf(HEALTHY.replace("hyosan", "a.city"), ["people=700"])[0]?.found).toBe('"a.city"');
});
