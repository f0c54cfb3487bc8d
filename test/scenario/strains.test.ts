import { expect, test } from "vitest";
import { explain } from "../../src/scenario/explain.js";
import { loadScenario } from "../../src/scenario/load.js";
import { HEALTHY, problemsOf } from "./sick.js";

/** The healthy scenario with a second strain, a variant of the first, and what is wrong with it after `changes`. */
const TWO = HEALTHY.replace(
  "outbreak:",
  `  cold:
    entry: ill
    contact: { rate: 1 /d, dispersion: 0.5 }
    mutation: { probability: 0.1, spread: { infectiousness: 0.2 }, to: { worse: 0.01 } }
    states:
      ill:
        infectiousness: 1
        dwell: { fixed: 2 d }
        next: { over: 1 }
        byAge: [{ age: [0, 4], next: { over: 0.5, ill: 0.5 } }, { age: [65, 120], dwell: { fixed: 4 d } }]
      over: { susceptibility: { worse: 0.5, bite: 1 } }
  worse:
    base: cold
    label: a nastier cold
    states:
      over: { susceptibility: 0 }
outbreak:`,
);

function wrong(piece: string, replacement: string): string[] {
  if (!TWO.includes(piece)) throw new Error(`not in the scenario: ${piece}`);
  const problems = problemsOf(TWO.replace(piece, replacement));
  return problems.map(({ where, path, expected, found }) => `${where} ${path}: expected ${expected}, found ${found}`);
}

test("a scenario with strains that mutate, give immunity and depend on age is read, and told in words", () => {
  const scenario = loadScenario(TWO, "a.yaml");
  expect(scenario.strains.worse!.states.ill).toEqual(scenario.strains.cold!.states.ill);
  expect(scenario.strains.worse!.mutation!.to).toEqual({});
  expect(explain(scenario).split("\n").slice(18, 34).join("\n")).toMatchInlineSnapshot(`
    "  ill               person   0 %                     × 1         exactly 2 d  over 100 %
        aged 0 to 4                                                  exactly 2 d  over 50 %, ill 50 %
        aged 65 to 120                                               exactly 4 d  over 100 %
      over              person   worse 50 %, bite 100 %  × 0         stays
      Infected people enter the state ill.
      Contact: each infectious person meets someone in the same place: 1 /d; rates differ from person to person (dispersion k 0.5).
      Mutation, at each transmission: a new variant 10 % (σ of the logarithm of its factors: infectiousness 0.2), worse 1 %.

    Strain worse (a nastier cold), a variant of cold
      state             conduct  infectious  time spent   then
      ill               person   × 1         exactly 2 d  over 100 %
        aged 0 to 4                          exactly 2 d  over 50 %, ill 50 %
        aged 65 to 120                       exactly 4 d  over 100 %
      over              person   × 0         stays
      Infected people enter the state ill.
      Contact: each infectious person meets someone in the same place: 1 /d; rates differ from person to person (dispersion k 0.5)."
  `);
});

test("probabilities of mutation are probabilities, and together at most 1", () => {
  expect(wrong("probability: 0.1", "probability: 1.5")[0]).toBe(
    "a.yaml:20:30 strains.cold.mutation.probability: expected a probability from 0 to 1, found 1.5",
  );
  expect(wrong("probability: 0.1", "probability: -0.1")[0]).toContain("expected a probability from 0 to 1, found -0.1");
  expect(wrong("worse: 0.01", "worse: 0.95")).toEqual([
    "a.yaml:20:15 strains.cold.mutation: expected probabilities (`probability` and those of `to`) that sum to at most 1, " +
      "found a sum of 1.05",
  ]);
  expect(wrong("infectiousness: 0.2", "infectiousness: -1")[0]).toContain("expected a number of at least 0, found -1");
  expect(wrong("to: { worse: 0.01 }", "most: 0.5")[0]).toContain("mutation.most: expected a number of at least 1");
});

test("a strain mutates into another strain of the scenario, not into itself", () => {
  expect(wrong("to: { worse: 0.01 }", "to: { cold: 0.01 }")).toEqual([
    'a.yaml:20:74 strains.cold.mutation.to.cold: expected one of the strains bite or worse, found "cold", the strain itself',
  ]);
  expect(wrong("to: { worse: 0.01 }", "to: { worst: 0.01 }")[0]).toContain('(did you mean "worse"?), found "worst"');
});

test("a trait that spreads must be one that the strain has", () => {
  expect(wrong("infectiousness: 0.2", "bite: 0.2")[0]).toBe(
    "a.yaml:20:51 strains.cold.mutation.spread.bite: expected an `attack`, which this trait changes, found none",
  );
  for (const trait of ["speed", "dormancy"]) {
    expect(wrong("infectiousness: 0.2", `${trait}: 0.2`)[0]).toContain("expected an `attack` by the law encounter");
  }
  expect(wrong("infectiousness: 0.2", "hybrids: 0.2")[0]).toContain("expected a state with `conduct: hybrid`");
  expect(wrong("infectiousness: 0.2", "sped: 0.2")[0]).toContain('a known key (did you mean "speed"?)');
  expect(wrong("probability: 0.1", "probability: 0")[0]).toBe(
    "a.yaml:20:30 strains.cold.mutation.probability: expected more than 0, since there is a `spread`, found 0",
  );
  const bite = "    entry: incubating\n    mutation: { probability: 0.1, spread: { infectiousness: 1 } }";
  expect(wrong("    entry: incubating", bite)[0]).toContain("expected `contact`, which this trait changes");
});

test("susceptibility is a probability, or one for each of the strains there are", () => {
  expect(wrong("worse: 0.5, bite: 1", "worst: 0.5")).toEqual([
    'a.yaml:27:33 strains.cold.states.over.susceptibility.worst: expected one of the strains bite, cold or worse (did you mean "worse"?), ' +
      'found "worst"',
  ]);
  expect(wrong("worse: 0.5, bite: 1", "worse: 2")[0]).toContain("expected a probability from 0 to 1, found 2");
  expect(wrong("{ worse: 0.5, bite: 1 }", "1.2")[0]).toContain("expected a probability from 0 to 1, found 1.2");
  expect(wrong("{ worse: 0.5, bite: 1 }", "some")[0]).toContain(
    "or one for each strain, such as { wild: 0, escape: 0.5 }",
  );
});

test("a dispersion is above 0", () => {
  expect(wrong("dispersion: 0.5", "dispersion: 0")[0]).toBe(
    "a.yaml:19:40 strains.cold.contact.dispersion: expected a number above 0, found 0",
  );
  expect(wrong("dispersion: 0.5", "dispersion: -2")[0]).toContain("expected a number above 0, found -2");
});

test("bands of ages are in order, apart, and say something that the state can have", () => {
  expect(wrong("[65, 120]", "[4, 120]")).toContain(
    "a.yaml:26:72 strains.cold.states.ill.byAge.1.age: expected ages that no other band has (0 to 4 are taken), found 4 to 120",
  );
  expect(wrong("[0, 4]", "[4, 0]")[0]).toContain("byAge.0.age: expected the younger age first, found 4 and 0");
  expect(wrong(", dwell: { fixed: 4 d } }]", " }]")[0]).toContain("expected `dwell`, `next` or both");
  expect(wrong("over: 0.5, ill: 0.5", "over: 0.5")[0]).toContain("byAge.0.next: expected probabilities that sum to 1");
  expect(wrong("over: 0.5, ill: 0.5", "ovr: 1")[0]).toContain(
    "byAge.0.next.ovr: expected one of the states ill or over",
  );
  expect(wrong("{ fixed: 4 d } }]", "{ exponential: { mean: 0 d } } }]")[0]).toContain("expected more than 0");
  const final = "over: { byAge: [{ age: [0, 1], next: { ill: 1 } }], susceptibility";
  expect(wrong("over: { susceptibility: { w", `${final}: { w`)[0]).toContain(
    "expected a state with `dwell` and `next`",
  );
});

test("a base is another strain, and no two are each other's", () => {
  expect(wrong("base: cold", "base: colt")).toEqual([
    'a.yaml:29:11 strains.worse.base: expected one of the strains bite or cold (did you mean "cold"?), found "colt"',
  ]);
  expect(wrong("base: cold", "base: worse")[0]).toContain("expected one of the strains bite or cold");
  expect(wrong("    entry: ill\n", "    base: worse\n")).toEqual([
    'a.yaml:18:11 strains.cold.base: expected a strain that is not itself a variant of this one, found "worse"',
    'a.yaml:29:11 strains.worse.base: expected a strain that is not itself a variant of this one, found "cold"',
  ]);
});

test("what a variant has from its base is checked with it", () => {
  expect(wrong("over: { susceptibility: 0 }", "over: {}\n      ill: { next: { gone: 1 } }")[0]).toBe(
    'a.yaml:33:22 strains.worse.states.ill.next.gone: expected one of the states ill or over, found "gone"',
  );
});
