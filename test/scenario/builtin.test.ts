import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { builtinScenarios, resolveScenario } from "../../src/scenario/builtin.js";
import { explain } from "../../src/scenario/explain.js";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.js";
import { loadScenario } from "../../src/scenario/load.js";
import { HEALTHY } from "./sick.js";

const SCENARIOS = builtinScenarios();

test("the package has scenarios", () => {
  expect(SCENARIOS.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["any-city", "closed-room", "hyosan-high", "lattice", "sir-room"]),
  );
});

test.each(SCENARIOS)(
  "the scenario $name is valid, is named as its file, and points editors to the schema",
  ({ name, title }) => {
    const { text, file } = resolveScenario(name);
    const scenario = loadScenario(text, file);
    expect(scenario.name).toBe(name);
    expect(scenario.title).toBe(title);
    for (const strain of Object.keys(scenario.strains)) expect(explain(scenario)).toContain(`Strain ${strain}`);
    expect(text.split("\n", 1)[0]).toBe("# yaml-language-server: $schema=../schema/scenario.schema.json");
  },
);

test("any-city has the virus of hyosan-high, and begins where no city has a name of its own", () => {
  const [anywhere, hyosan] = ["any-city", "hyosan-high"].map((name) => {
    const { text, file } = resolveScenario(name);
    return loadScenario(text, file);
  });
  const { hybrid, ...virus } = hyosan!.strains.jonas!;
  expect(hybrid).toBeDefined();
  expect(anywhere!.strains).toEqual({ jonas: virus });
  for (const { where } of anywhere!.outbreak) expect(where).toEqual({ kind: "street" });
});

test("a scenario is found by file too, and an unknown name is told the known ones", () => {
  const { file } = SCENARIOS[0]!;
  expect(resolveScenario(file)).toEqual({ text: readFileSync(file, "utf8"), file });
  expect(() => resolveScenario("hyosan-hihg")).toThrow(
    /built-in scenario: any-city, closed-room, .*\(did you mean "hyosan-high"\?\), found "hyosan-hihg"/,
  );
  expect(() => resolveScenario("scenarios")).toThrow(/expected a scenario file, found a folder/);
});

test("the closed room is SZR with alpha = kills / bites = 0.6 and beta = 0.005 per hour", () => {
  const { text, file } = resolveScenario("closed-room");
  const { attack } = loadScenario(text, file).strains.szr!;
  expect(attack!.outcomes.attackerKilled / attack!.outcomes.bitten).toBeCloseTo(0.6, 12);
  const rate = attack!.law.kind === "pair-rate" ? attack!.law.rate : Number.NaN;
  expect(rate * attack!.outcomes.bitten * 3600).toBeCloseTo(0.005, 12);
});

test("R0 of the SIR room, contact rate times mean time infectious, is 2", () => {
  const { text, file } = resolveScenario("sir-room");
  const { contact, states } = loadScenario(text, file).strains.sir!;
  const dwell = states.infectious!.dwell!;
  expect(contact!.rate! * ("exponential" in dwell ? dwell.exponential.mean : 0)).toBeCloseTo(2, 12);
});

test("the published JSON Schema is that of the code (npx vitest run test/scenario -u writes it anew)", async () => {
  const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../schema/scenario.schema.json");
});

test("defaults in the JSON Schema are written as in the file", () => {
  const text = JSON.stringify(scenarioJsonSchema());
  expect(text).toContain('"default":"10 min"');
  expect(text).toContain('"default":"3.8 m/s"');
  expect(text).toContain('"default":"100 m²"');
});

test("hybrids, fights and noise in words", () => {
  const strain = "    hybrid: { control: { rate: 1 /h } }\n    states:\n";
  const text = HEALTHY.replace("    states:\n", strain).replace(
    "immune: {}",
    "immune: {}\n      half: { conduct: hybrid }",
  );
  const words = explain(loadScenario(`${text}fights: {}\nnoise: { setOff: 0.05 }\n`, "a.yaml"));
  expect(words).toContain("3 times as strong, 1.5 times as fast");
  expect(words).toContain("starving 12 h after a meal, they lose control at 1 /h then");
  expect(words).toContain("60 % of the family help, 30 % of friends, 2 % of others");
  expect(words).toContain("a shot 300 m, an alarm 100 m; 5 % of those who take flight");
});

test("a scenario in words", () => {
  expect(explain(loadScenario(HEALTHY, "a.yaml"))).toMatchInlineSnapshot(`
    "flu-and-bites

      City      hyosan
      Clock     Fri 2021-10-29 09:10 to Sat 2021-10-30 09:10
      Ends      after 1 d, or once nobody is infected, turned or can still change state: whichever comes first
      Seed      1

    Strain bite
      state       conduct  time spent               then
      incubating  person   exponential, mean 6 min  turned 90 %, immune 10 %
      turned      turned   stays
      immune      person   stays
      Infected people enter the state incubating.
      Attack: the turned reach 1 m at 2 m/s; one attack takes them 15 s.
        One attack: victim infected 60 %, victim escapes 40 %.

    Outbreak
      At the start: 2 people (anywhere) with bite
    "
  `);
});
