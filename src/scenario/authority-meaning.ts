/** What interventions of the right shape must also satisfy to mean something. Names are looked up when there is a city. */
import { AUTHORITY_STATES, type Intervention, type Where } from "./authority.js";
import { type Finding, type Path, shown, late } from "./findings.js";
import { isInline, type Scenario } from "./schema.js";

type Findings = Generator<Finding, void, undefined>;

/** Most interventions: their rows are kept in a byte. */
const MOST = 200;

export function* authorityFindings(scenario: Scenario): Findings {
  const all = scenario.authority;
  if (all === undefined || all.length === 0) return;
  if (all.length > MOST)
    yield { path: ["authority"], expected: `at most ${MOST} interventions`, found: shown(all.length) };
  yield* settingFindings(scenario);
  yield* reservedStates(scenario);
  const names = new Map<string, number>();
  for (const [row, each] of all.entries()) {
    const path = ["authority", row];
    const before = names.get(each.name);
    if (before !== undefined) {
      yield {
        path: [...path, "name"],
        expected: `another name than that of authority.${before}`,
        found: shown(each.name),
      };
    }
    names.set(each.name, row);
    yield* timeFindings(each, scenario, path);
    yield* numberFindings(each, scenario, path);
    yield* whereFindings(each.area, [...path, "area"]);
    yield* resourceFindings(each, path);
  }
}

/** The states that interventions put people into. */
function* reservedStates({ strains }: Scenario): Findings {
  for (const [name, { states }] of Object.entries(strains)) {
    for (const state of AUTHORITY_STATES) {
      if (!Object.hasOwn(states, state)) continue;
      const expected = `another name: interventions lead to a state "${state}" of their own`;
      yield { path: ["strains", name, "states", state], expected, found: shown(state), atKey: true };
    }
  }
}

/** What can be done where nobody attacks, and so nobody ever leaves the routine. */
const WITHOUT_ATTACKS: readonly Intervention["do"][] = ["broadcast", "shelter", "curfew", "closure", "vaccination"];

/** Interventions need streets and zones; those that stop people or send them anywhere, people who can leave the routine. */
function* settingFindings({ city, strains, authority }: Scenario): Findings {
  if (isInline(city)) {
    yield {
      path: ["authority"],
      expected: "a city with zones (interventions do nothing in a room or graph)",
      found: "interventions",
    };
  }
  if (Object.values(strains).some(({ attack }) => attack?.law.kind === "encounter")) return;
  const expected = `one of ${WITHOUT_ATTACKS.join(", ")}: all else needs a strain that attacks by encounter`;
  for (const [row, each] of authority!.entries()) {
    if (!WITHOUT_ATTACKS.includes(each.do)) yield { path: ["authority", row, "do"], expected, found: shown(each.do) };
  }
}

function* timeFindings(each: Intervention, { until }: Scenario, path: Path): Findings {
  const at = "at" in each.when ? each.when.at : undefined;
  if (at !== undefined && at >= until) yield late([...path, "when", "at"], at, until);
  if (!("lasts" in each) && !("ends" in each)) return;
  const { lasts, ends } = each;
  if (lasts !== undefined && ends !== undefined) {
    yield { path: [...path, "ends"], expected: "either `lasts` or `ends`", found: "both", atKey: true };
  }
  if (lasts !== undefined && lasts <= 0)
    yield { path: [...path, "lasts"], expected: "more than 0", found: `${lasts} s` };
  const begins = (at ?? 0) + each.delay;
  if (ends !== undefined && ends <= begins) {
    yield {
      path: [...path, "ends"],
      expected: `a time after it begins, at the earliest at ${begins} s`,
      found: `${ends} s`,
    };
  }
}

/** What people know, and what is known of them, are numbers of scenarios with information only. */
function* numberFindings({ when }: Intervention, { information }: Scenario, path: Path): Findings {
  if (!("number" in when)) return;
  if (information === undefined && (when.number === "reported" || when.number === "convinced")) {
    const expected = "infections, deaths or turned (reported and convinced need the scenario's `information`)";
    yield { path: [...path, "when", "number"], expected, found: when.number };
  }
  if (when.number === "convinced" && when.reaches > 1) {
    yield { path: [...path, "when", "reaches"], expected: "a share from 0 to 1", found: shown(when.reaches) };
  }
}

function* whereFindings({ zones, place, around, within }: Where, path: Path): Findings {
  const given = [zones, place, around].filter((each) => each !== undefined).length;
  if (given > 1) yield { path, expected: "one of `zones`, `place` and `around`", found: `${given} of them` };
  if (around !== undefined && within === undefined) {
    yield {
      path: [...path, "within"],
      expected: "the radius of the circle, since `around` is given",
      found: "nothing",
    };
  }
  if (within === undefined) return;
  if (around === undefined) {
    yield {
      path: [...path, "around"],
      expected: "the middle of the circle, since `within` is given",
      found: "nothing",
    };
  }
  if (within <= 0) yield { path: [...path, "within"], expected: "more than 0", found: `${within} m` };
}

function* resourceFindings(each: Intervention, path: Path): Findings {
  const positive = function* (key: string, value: number, unit: string): Findings {
    if (value <= 0) yield { path: [...path, ...key.split(".")], expected: "more than 0", found: `${value} ${unit}` };
  };
  switch (each.do) {
    case "curfew":
      if (each.from === each.to)
        yield { path: [...path, "to"], expected: "another time of day than `from`", found: "the same" };
      break;
    case "cordon":
      yield* positive("checkpoints.every", each.checkpoints.every, "s");
      if (isWhole(each.area)) {
        yield { path: [...path, "area"], expected: "a part of the city to be shut off", found: "the whole city" };
      }
      break;
    case "evacuation":
      if (each.to === undefined && isWhole(each.area)) {
        yield { path: [...path, "to"], expected: "where to, since the area is the whole city", found: "nothing" };
      }
      break;
    case "sweep":
      yield* positive("fire", each.fire, "/s");
      break;
    case "airlift":
      yield* positive("every", each.every, "s");
      break;
    case "vaccination":
      if (each.age !== undefined && each.age[0] > each.age[1]) {
        yield { path: [...path, "age"], expected: "the younger age first", found: `${each.age[0]} and ${each.age[1]}` };
      }
  }
}

function isWhole({ zones, place, around }: Where): boolean {
  return zones === undefined && place === undefined && around === undefined;
}
