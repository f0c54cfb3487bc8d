import { expect, test } from "vitest";
import type { InputError } from "../../src/base/problems.js";
import { loadScenario, parseScenario } from "../../src/scenario/load.js";
import { HEALTHY, problemsOf, sick, sickSet } from "./sick.js";

test("quantities are SI numbers in the loaded scenario, and defaults are filled in", () => {
  const scenario = loadScenario(HEALTHY, "a.yaml");
  expect(scenario.until).toBe(86_400);
  expect(scenario.start).toBe("2021-10-29T09:10");
  expect(scenario.strains.bite?.states.incubating?.dwell).toEqual({ exponential: { mean: 360 } });
  expect(scenario.strains.bite?.attack?.law).toEqual({ kind: "encounter", reach: 1, speed: 2, handling: 15 });
  expect(scenario.strains.bite?.attack?.outcomes.victimKilled).toBe(0);
  expect(scenario.behaviour.screamRadius).toBe(60);
  expect(scenario.record.series).toBe(600);
  expect(scenario.outbreak[0]).toEqual({ strain: "bite", count: 2, at: 0, where: {}, who: {} });
});

test("the same scenario as an object gives the same result, and problems carry its name", () => {
  const city = { room: { people: 10, area: "20 m²" } };
  const states = { ill: { infectiousness: 1, dwell: { fixed: "5 d" }, next: { well: 1 } }, well: {} };
  const input = {
    name: "x",
    city,
    until: "9 d",
    strains: { flu: { entry: "ill", contact: { rate: "2 per day" }, states } },
    outbreak: [{ strain: "flu" }],
  };
  expect(parseScenario(input)).toEqual(loadScenario(JSON.stringify(input), "a.json"));
  expect(() => parseScenario({ ...input, until: 9 }, "mine")).toThrow(
    'mine until: expected a duration such as "36 h", found 9',
  );
});

test("YAML that cannot be read is reported at its line and column", () => {
  expect(sick("  bite:", "\tbite:")).toContain("a.yaml:6:1: expected spaces at the start of the line, found a tab");
  expect(sick("escaped: 0.4 }", "escaped: 0.4")).toBe(
    "a.yaml:11:5: expected a closing } or ] before this line, found none",
  );
  expect(sick("name: flu", "name: flu: 2")).toContain("a.yaml:1:7: expected one key on a line");
  expect(sick("until: 24 h", "until: 24 h\nuntil: 25 h")).toBe(
    "a.yaml:5:1: expected every key once, found a key that is there already",
  );
  expect(sick("city: hyosan", "city: *there")).toContain("expected YAML whose aliases (*name) have an anchor (&name)");
});

test("a file that is no table of keys is told what a scenario is", () => {
  for (const text of ["", "hello", "- a"]) {
    expect(problemsOf(text)[0]).toMatchObject({ where: "a.yaml:1:1", expected: expect.stringContaining("a scenario") });
  }
});

test("every problem is reported, each at its own line and column", () => {
  const text = HEALTHY.replace("until: 24 h", "until: 24")
    .replace("mean: 6 min", "mean: 6")
    .replace("count: 2", "count: 0");
  expect(problemsOf(text).map(({ where, path }) => `${where} ${path}`)).toEqual([
    "a.yaml:4:8 until",
    "a.yaml:13:39 strains.bite.states.incubating.dwell.exponential.mean",
    "a.yaml:19:12 outbreak.0.count",
  ]);
});

test("an unknown key is reported at the key, with the nearest known one, which is then not missing too", () => {
  expect(sick("entry:", "entri:")).toBe(
    'a.yaml:7:5 strains.bite.entri: expected a known key (did you mean "entry"?), found "entri"',
  );
  expect(sick("city: hyosan", "city: hyosan\nweather: rain")).toMatch(
    /^a\.yaml:3:1 weather: expected one of the keys name, title, .*, record, found "weather"$/,
  );
});

test("a missing key is reported at the table that lacks it", () => {
  expect(sick("    entry: incubating\n", "")).toBe(
    "a.yaml:6:3 strains.bite.entry: expected text (state an infected person enters), found nothing (the key is missing)",
  );
  expect(sick("kind: encounter, ", "")).toBe(
    "a.yaml:9:12 strains.bite.attack.law.kind: expected one of encounter, pair-rate, edge-rate, " +
      "found nothing (the key is missing)",
  );
});

test("a number without its unit, or with a wrong one, is told how to write it", () => {
  expect(sick("24 h", "24")).toBe('a.yaml:4:8 until: expected a duration such as "36 h", found 24');
  expect(sick("24 h", "24 hrs")).toBe(
    'a.yaml:4:8 until: expected a duration such as "36 h" (units: s, min, h, d, wk, a), found "24 hrs"',
  );
  expect(sick("2021-10-29 09:10", "2021-02-29 09:10")).toBe(
    'a.yaml:3:8 start: expected a date and time such as "2021-10-29 08:00", found "2021-02-29 09:10"',
  );
});

test("a probability above 1 is refused", () => {
  expect(sick("bitten: 0.6", "bitten: 1.2")).toBe(
    "a.yaml:10:27 strains.bite.attack.outcomes.bitten: expected a probability from 0 to 1, found 1.2",
  );
});

test("of the forms a value can have, the one that fits best is checked", () => {
  const dwell = "strains.bite.states.incubating.dwell";
  expect(sick("{ exponential: { mean: 6 min } }", "{ gamma: { mean: 6 min, shape: 0 } }")).toBe(
    `a.yaml:13:47 ${dwell}.gamma.shape: expected a number above 0, found 0`,
  );
  expect(sick("{ exponential: { mean: 6 min } }", "{ exponentail: { mean: 6 min } }")).toBe(
    `a.yaml:13:16 ${dwell}: expected a law of time such as { fixed: 36 h } (or exponential, gamma, lognormal, ` +
      'uniform) (did you mean "exponential"?), found a table with the key exponentail',
  );
  expect(sick("{ exponential: { mean: 6 min } }", "6 min")).toContain('found "6 min"');
  expect(sick("city: hyosan", "city: { room: { people: few } }")).toBe(
    'a.yaml:2:25 city.room.people: expected a number, found "few"',
  );
  expect(sick("kind: encounter", "kind: encountr")).toBe(
    'a.yaml:9:20 strains.bite.attack.law.kind: expected one of encounter, pair-rate, edge-rate, found "encountr"',
  );
});

test("an empty state is told to be written {}", () => {
  expect(sick("immune: {}", "immune:")).toBe(
    "a.yaml:16:14 strains.bite.states.immune: expected a table of keys ({} for an empty one), found nothing",
  );
});

test("--set replaces values, and makes optional tables that are missing", () => {
  const scenario = loadScenario(HEALTHY, "a.yaml", [
    "until=2 d",
    "outbreak.0.count=7",
    "behaviour.heed=0.1",
    "city={ generate: { people: 500 } }",
    "strains.bite.states.incubating.next={ turned: 1 }",
  ]);
  expect(scenario.until).toBe(172_800);
  expect(scenario.outbreak[0]?.count).toBe(7);
  expect(scenario.behaviour).toMatchObject({ heed: 0.1, hide: 0.7 });
  expect(scenario.city).toEqual({ generate: { people: 500, seed: 1 } });
  expect(scenario.strains.bite?.states.incubating?.next).toEqual({ turned: 1 });
});

test("the last --set of a path counts, and the text itself is not changed by an alias", () => {
  const shared = HEALTHY.replace("turned: { conduct", "turned: &t { conduct").replace("immune: {}", "immune: *t");
  const scenario = loadScenario(shared, "a.yaml", [
    "strains.bite.states.immune.label=a",
    "strains.bite.states.immune.label=b",
  ]);
  expect(scenario.strains.bite?.states.immune?.label).toBe("b");
  expect(scenario.strains.bite?.states.turned?.label).toBeUndefined();
});

test("a problem that --set caused is reported as its own", () => {
  expect(sickSet("until=3")).toBe('--set until=3 until: expected a duration such as "36 h", found 3');
  expect(sickSet("persons=10")).toContain("--set persons=10 persons: expected one of the keys name,");
  expect(sickSet("outbreak.1.count=3")).toContain("--set outbreak.1.count=3 outbreak.1.strain: expected text");
  expect(sickSet("strains.bite.states.incubating.next.turned=0.5")).toContain("found a sum of 0.6");
  expect(sickSet("title={")).toBe('--set title={ title: expected a value in YAML, found "{"');
});

test("a --set that leads nowhere is refused, and all of them are reported", () => {
  expect(
    sickSet("immune", "strains.bit.entry=x", "city.generate.people=500", "outbreak.5.count=1").split("\n"),
  ).toEqual([
    '--set immune: expected a path and a value, such as immune=0.3 or outbreak.0.count=5, found "immune"',
    '--set strains.bit.entry=x strains.bit: expected the strain bite (did you mean "bite"?), found "bit"',
    '--set city.generate.people=500 city: expected a table of keys that can be set one by one, found "hyosan"',
    "--set outbreak.5.count=1 outbreak: expected a position from 0 to 0 in this list, found 5",
  ]);
});

test("a problem of the file is not blamed on a --set elsewhere", () => {
  try {
    loadScenario(HEALTHY.replace("24 h", "24"), "a.yaml", ["immune=0.1"]);
    expect.unreachable();
  } catch (error) {
    expect((error as InputError).problems.map(({ where }) => where)).toEqual(["a.yaml:4:8"]);
  }
});

test("aliases that repeat others too many times are refused", () => {
  const levels = [..."bcdefgh"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[i]}`).join(", ")}]`);
  const [problem] = problemsOf(["a: &a [1, 1]", ...levels].join("\n"));
  expect(problem).toMatchObject({ where: "a.yaml", path: "", expected: "YAML without excessive aliases" });
  expect(problemsOf(HEALTHY, ["immune=*x"])[0]).toMatchObject({ where: "--set immune=*x", path: "immune" });
});

test("a setting that has an option of its own is named by the option", () => {
  const until = { text: "--until 5", path: ["until"], value: "5", hasOption: true };
  expect(() => loadScenario(HEALTHY, "a.yaml", [until])).toThrow(/^--until 5: expected a duration.*, found "5"$/);
});
