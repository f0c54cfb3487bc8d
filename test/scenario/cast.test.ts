import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { HEALTHY, sick } from "./sick.js";

const AFTER = "until: 24 h\n";

/** The complaints about the healthy scenario with a cast. */
function complaints(people: string, ties = "[]"): string {
  return sick(AFTER, `${AFTER}cast:\n  people:\n    ${people.split("\n").join("\n    ")}\n  ties: ${ties}\n`);
}

const TWO = "Nam On-jo: { age: 17 }\nLee Cheong-san: { class: { of: Nam On-jo } }";

test("a cast is people by name, and ties between them that are of strength 0.8 if nothing else is said", () => {
  const cast = `cast:\n  people:\n    A: { age: 17, traits: { courage: 1 } }\n    B: {}\n  ties: [{ between: [A, B], kind: rival }]\n`;
  const scenario = loadScenario(HEALTHY.replace(AFTER, AFTER + cast), "a.yaml");
  expect(scenario.cast!.people.A).toMatchObject({ age: 17, traits: { courage: 1 } });
  expect(scenario.cast!.ties).toEqual([{ between: ["A", "B"], kind: "rival", strength: 0.8 }]);
  expect(loadScenario(HEALTHY, "a.yaml").cast).toBeUndefined();
});

test.each([
  [
    "the same name twice",
    "Nam On-jo: {}\nnam on-jo: {}",
    "[]",
    /^a\.yaml:8:5 .*nobody else of the cast has \(Nam On-jo/,
  ],
  ["the same key twice", "A: {}\nA: {}", "[]", /every key once/],
  ["a number for a name", '"12": {}', "[]", /a name that is no number/],
  ["ages the wrong way round", "A: { age: [18, 16] }", "[]", /people\.A\.age: expected the younger age first/],
  ["an age in words", "A: { age: old }", "[]", /people\.A\.age: expected an age in years, or two: \[16, 18\]/],
  ["a trait beyond 1", "A: { traits: { courage: 2 } }", "[]", /traits\.courage: expected a probability from 0 to 1/],
  ["a trait there is not", "A: { traits: { corage: 1 } }", "[]", /did you mean "courage"/],
  ["the class of nobody", "A: { class: { of: B } }", "[]", /class\.of: expected someone named before.*found "B"/],
  [
    "the class of someone later",
    "A: {}\nB: { class: { of: C } }\nC: {}",
    "[]",
    /expected A, named before.*"C", named later/,
  ],
  ["the household of oneself", "A: { household: A }", "[]", /household: .*"A", named here/],
  ["a tie to oneself", TWO, "[{ between: [Nam On-jo, Nam On-jo], kind: friend }]", /expected two different people/],
  [
    "a tie of someone unknown",
    TWO,
    "[{ between: [Nam On-jo, Nam Onjo], kind: friend }]",
    /between\.1: .*did you mean "Nam On-jo"/,
  ],
  [
    "two ties of one pair",
    TWO,
    "[{ between: [Nam On-jo, Lee Cheong-san], kind: friend }, { between: [Lee Cheong-san, Nam On-jo], kind: rival }]",
    /expected every pair once/,
  ],
  [
    "a kind of tie there is not",
    TWO,
    "[{ between: [Nam On-jo, Lee Cheong-san], kind: love }]",
    /friend, family, rival/,
  ],
])("%s is told at its line", (_, people, ties, expected) => {
  expect(complaints(people, ties)).toMatch(expected);
});

test("a room has no cast", () => {
  const text = HEALTHY.replace("city: hyosan", "city: { room: { people: 50 } }").replace(
    AFTER,
    `${AFTER}cast: { people: { A: {} } }\n`,
  );
  expect(() => loadScenario(text, "a.yaml")).toThrow(
    /cast: expected no cast, since the people of this city \(a room\) are all alike/,
  );
});

test("someone of the cast can be the first to be infected; someone else cannot be named, nor be two", () => {
  const named = (who: string, count = 1) => {
    const outbreak = `outbreak:\n  - strain: bite\n    count: ${count}\n    who: { name: ${who} }\n`;
    return HEALTHY.replace(/outbreak:[\s\S]*$/, outbreak).replace(AFTER, `${AFTER}cast: { people: { A: {} } }\n`);
  };
  expect(loadScenario(named("A"), "a.yaml").outbreak[0]!.who.name).toBe("A");
  expect(() => loadScenario(named("B"), "a.yaml")).toThrow(/who\.name: expected the name A .*found "B"/);
  expect(() => loadScenario(named("A", 2), "a.yaml")).toThrow(/count: expected 1, since A is one person, found 2/);
});
