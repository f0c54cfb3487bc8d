/** What is wrong with interventions is told: at its place, what was expected, what was found. */
import { expect, test } from "vitest";
import { InputError } from "../../src/base/problems.js";
import { explain } from "../../src/scenario/explain.js";
import { loadScenario } from "../../src/scenario/load.js";
import { resolveScenario } from "../../src/scenario/builtin.js";
import { Simulation } from "../../src/model/simulation.js";
import { schoolOutbreak, townOf } from "../model/town.js";

const town = townOf(schoolOutbreak(4_000), 150);
const at = { at: "1 h" };
const zones = ["0 0", "0 1"];

/** The problems of a scenario with these interventions, one a line. */
function problems(authority: readonly unknown[], changes: Record<string, unknown> = {}): string {
  try {
    new Simulation(town, schoolOutbreak(4_000, { authority, ...changes }));
  } catch (error) {
    if (error instanceof InputError)
      return error.problems
        .map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`)
        .join("\n");
    throw error;
  }
  return "";
}

test("the example is right, and told in words", () => {
  const { text, file } = resolveScenario("hyosan-orders");
  const words = explain(loadScenario(text, file));
  expect(words).toContain(
    "Once there are 200 infections: cordon (cordon), 700 m around first case, begins 30 min later",
  );
  expect(words).toContain("By hand: second strike (bombing), 700 m around first case");
});

test.for<[string, readonly unknown[], string]>([
  ["an unknown kind", [{ name: "a", do: "prayer", when: at }], "authority.0.do: expected one of"],
  ["no trigger", [{ name: "a", do: "shelter" }], "authority.0.when: expected a trigger: { at: 2 h }"],
  [
    "an unknown number",
    [{ name: "a", do: "shelter", when: { number: "ghosts", reaches: 1 } }],
    "authority.0.when.number: expected one of infections, deaths, turned, reported, convinced",
  ],
  [
    "a name twice",
    [
      { name: "a", do: "shelter", when: at },
      { name: "a", do: "shelter", when: at },
    ],
    'authority.1.name: expected another name than that of authority.0, found "a"',
  ],
  [
    "an order after the end",
    [{ name: "a", do: "shelter", when: { at: "2 d" } }],
    "authority.0.when.at: expected a time before the end (`until`, 86400 s), found 172800 s",
  ],
  [
    "a curfew that ends before it begins",
    [{ name: "a", do: "curfew", when: at, delay: "1 h", ends: "90 min", from: "22:00", to: "05:00" }],
    "authority.0.ends: expected a time after it begins, at the earliest at 7200 s, found 5400 s",
  ],
  [
    "two ends",
    [{ name: "a", do: "shelter", when: at, ends: "9 h", lasts: "2 h" }],
    "authority.0.ends: expected either `lasts` or `ends`, found both",
  ],
  [
    "no duration",
    [{ name: "a", do: "shelter", when: at, lasts: "0 s" }],
    "authority.0.lasts: expected more than 0, found 0 s",
  ],
  [
    "hours of no length",
    [{ name: "a", do: "curfew", when: at, from: "22:00", to: "22:00" }],
    "authority.0.to: expected another time of day than `from`, found the same",
  ],
  [
    "no time of day",
    [{ name: "a", do: "curfew", when: at, from: "25:00", to: "22:00" }],
    'authority.0.from: expected a time of day such as "22:00", found "25:00"',
  ],
  [
    "negative seats",
    [{ name: "a", do: "airlift", when: at, from: "Hyosan Hospital / Roof", seats: -3 }],
    "authority.0.seats: expected a number of at least 1, found -3",
  ],
  [
    "a negative number of doses",
    [{ name: "a", do: "vaccination", when: at, doses: -1, efficacy: 0.5 }],
    "authority.0.doses: expected a number of at least 1, found -1",
  ],
  [
    "ages the wrong way round",
    [{ name: "a", do: "vaccination", when: at, doses: 1, efficacy: 0.5, age: [9, 2] }],
    "authority.0.age: expected the younger age first, found 9 and 2",
  ],
  [
    "no probability",
    [{ name: "a", do: "shelter", when: at, compliance: 1.2 }],
    "authority.0.compliance: expected a probability from 0 to 1, found 1.2",
  ],
  [
    "a landing without time",
    [{ name: "a", do: "airlift", when: at, from: "Hyosan Hospital / Roof", every: "0 s" }],
    "authority.0.every: expected more than 0, found 0 s",
  ],
  [
    "two areas",
    [{ name: "a", do: "shelter", when: at, area: { zones, place: "Schoolyard" } }],
    "authority.0.area: expected one of `zones`, `place` and `around`, found 2 of them",
  ],
  [
    "a circle without radius",
    [{ name: "a", do: "shelter", when: at, area: { around: "first case" } }],
    "authority.0.area.within: expected the radius of the circle, since `around` is given, found nothing",
  ],
  [
    "a cordon around everything",
    [{ name: "a", do: "cordon", when: at }],
    "authority.0.area: expected a part of the city to be shut off, found the whole city",
  ],
  [
    "an evacuation to nowhere",
    [{ name: "a", do: "evacuation", when: at }],
    "authority.0.to: expected where to, since the area is the whole city, found nothing",
  ],
  [
    "an unknown place",
    [{ name: "a", do: "airlift", when: at, from: "Hyosan Hospitel" }],
    "authority.0.from: expected the name of a place or building of Hyosan, such as",
  ],
  [
    "an unknown zone",
    [{ name: "a", do: "shelter", when: at, area: { zones: ["0 0", "9 9"] } }],
    "authority.0.area.zones.1: expected a zone of Hyosan, such as",
  ],
  [
    "an unknown zone of a number",
    [{ name: "a", do: "shelter", when: { number: "deaths", reaches: 2, zones: ["x"] } }],
    "authority.0.when.zones.0: expected a zone of Hyosan, such as",
  ],
  [
    "an unknown middle",
    [{ name: "a", do: "bombing", when: at, area: { around: "Atlantis", within: "1 km" } }],
    "authority.0.area.around: expected the name of a place or building of Hyosan",
  ],
  [
    "an airlift from where all is destroyed",
    [
      { name: "a", do: "bombing", when: at, area: { place: "Hyosan Hospital" } },
      { name: "b", do: "airlift", when: { at: "2 h" }, from: "Hyosan Hospital / Roof" },
    ],
    'authority.1.from: expected a place that is not destroyed before (authority.0 bombs it), found "Hyosan Hospital / Roof"',
  ],
  [
    "an evacuation to where all is destroyed",
    [
      { name: "b", do: "evacuation", when: { at: "2 h" }, to: "Hyosan Hospital" },
      { name: "a", do: "bombing", when: at, area: { place: "Hyosan Hospital" } },
    ],
    'authority.0.to: expected a place that is not destroyed before (authority.1 bombs it), found "Hyosan Hospital"',
  ],
  [
    "overlapping cordons",
    [
      { name: "a", do: "cordon", when: at, area: { zones } },
      { name: "b", do: "cordon", when: { number: "turned", reaches: 3 }, area: { zones: ["0 1"] } },
    ],
    "authority.1.area: expected zones that no other cordon may lie around at the same time (authority.0 does), found 0 1",
  ],
])("%s is told", ([, authority, expected]) => {
  expect(problems(authority)).toContain(expected);
});

test("numbers of what is known need information, and a share is one", () => {
  const order = (number: string, reaches: number) => [{ name: "a", do: "shelter", when: { number, reaches } }];
  expect(problems(order("reported", 5))).toContain("authority.0.when.number: expected infections, deaths or turned");
  expect(problems(order("convinced", 0.5))).toContain("authority.0.when.number: expected infections, deaths or turned");
  expect(problems(order("convinced", 50), { information: {} })).toBe(
    "authority.0.when.reaches: expected a share from 0 to 1, found 50",
  );
  expect(problems([...order("convinced", 0.5)], { information: {} })).toBe("");
});

test("cordons around the same zone one after the other are no problem, nor is an airlift before the bombs", () => {
  expect(
    problems([
      { name: "a", do: "cordon", when: at, lasts: "1 h", area: { zones } },
      { name: "b", do: "cordon", when: { at: "2 h" }, area: { zones: ["0 1"] } },
      { name: "c", do: "airlift", when: at, from: "Hyosan Hospital / Roof" },
      { name: "d", do: "bombing", when: { at: "3 h" }, area: { place: "Hyosan Hospital" } },
    ]),
  ).toBe("");
});

test("cordons that turn out to overlap, and an area around a first case that has not been, are told when they are ordered", () => {
  const sim = new Simulation(
    town,
    schoolOutbreak(4_000, {
      authority: [
        { name: "a", do: "cordon", when: at, area: { around: "first case", within: "200 m" } },
        { name: "b", do: "cordon", when: { hand: true }, area: { around: "Hyosan High School", within: "200 m" } },
      ],
      stop: { extinction: false },
    }),
  );
  sim.runUntil(3600);
  expect(() => sim.order("b")).toThrow(/authority.1.area: expected zones that no other cordon lies around/);
  const early = { strain: "jonas", at: "2 h" };
  const none = new Simulation(
    town,
    schoolOutbreak(4_000, {
      authority: [{ name: "a", do: "bombing", when: at, area: { around: "first case", within: "200 m" } }],
      outbreak: [early],
    }),
  );
  expect(() => none.runUntil(3600)).toThrow(/authority.0.area.around: expected a first case by the time it is ordered/);
});

test("where nobody attacks, and where people are in a room, the authorities can keep people in and vaccinate, or nothing", () => {
  const flu = {
    strains: { flu: { entry: "sick", contact: { rate: "1 per day" }, states: { sick: { infectiousness: 1 } } } },
    outbreak: [{ strain: "flu" }],
  };
  expect(problems([{ name: "a", do: "airlift", when: at, from: "Park" }], flu)).toBe(
    "authority.0.do: expected one of broadcast, shelter, curfew, closure, vaccination: all else needs a strain that attacks by encounter, " +
      'found "airlift"',
  );
  expect(problems([{ name: "a", do: "shelter", when: at }], flu)).toBe("");
  expect(problems([{ name: "a", do: "vaccination", when: at, doses: 1, efficacy: 1 }], flu)).toBe("");
  const room = { city: { room: { people: 9 } }, outbreak: [{ strain: "jonas" }] };
  expect(problems([{ name: "a", do: "vaccination", when: at, doses: 1, efficacy: 1 }], room)).toContain(
    "authority: expected a city with zones",
  );
});

test("a state that an intervention leads to cannot be one of a strain", () => {
  const states = { incubating: { dwell: { fixed: "1 h" }, next: { bombed: 1 } }, bombed: { conduct: "turned" } };
  const attack = {
    law: { kind: "encounter", handling: "15 s" },
    outcomes: { bitten: 1 },
  };
  const strains = { jonas: { entry: "incubating", attack, states } };
  expect(problems([{ name: "a", do: "shelter", when: at }], { strains })).toContain(
    'strains.jonas.states.bombed: expected another name: interventions lead to a state "bombed" of their own',
  );
});
