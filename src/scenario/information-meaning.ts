/** What a scenario's information must also satisfy to mean something. */
import { shown, type Finding, type Path, late } from "./findings.js";
import type { Information } from "./information.js";
import { isInline, type Scenario } from "./schema.js";

type Findings = Generator<Finding, void, undefined>;

const PART = "information";

/** `people`: of the city, if the scenario says how many. */
export function* informationFindings(scenario: Scenario, people: number | undefined): Findings {
  const { information, strains, city } = scenario;
  if (information === undefined) return;
  yield* positives(information);
  const contacts = Object.values(strains).some(({ contact }) => contact !== undefined);
  if (information.effects.caution !== 1 && !contacts) {
    const expected = "1, since no strain spreads by `contact`";
    yield { path: [PART, "effects", "caution"], expected, found: shown(information.effects.caution) };
  }
  if (Object.keys(strains).length === 0 && information.begins.length === 0) {
    yield { path: [PART, "begins"], expected: "who begins the rumour, since there is no strain", found: "nobody" };
  }
  yield* beginnings(information, scenario, people, isInline(city));
}

function* beginnings(
  { begins }: Information,
  { until }: Scenario,
  people: number | undefined,
  inline: boolean,
): Findings {
  for (const [row, { at, count, zone }] of begins.entries()) {
    const path = [PART, "begins", row];
    if (at >= until && until > 0) yield late([...path, "at"], at, until);
    if (people !== undefined && count > people) {
      yield { path: [...path, "count"], expected: `at most the ${people} people of the city`, found: shown(count) };
    }
    if (inline && zone !== undefined) {
      yield { path: [...path, "zone"], expected: "no `zone`, since this city has no named zones", found: shown(zone) };
    }
  }
}

/** Times and rates that must be above 0. */
function* positives({ crowd, calls, policy, record }: Information): Findings {
  const values: [Path, number | undefined][] = [
    [["crowd", "rate"], crowd?.rate],
    [["crowd", "forget"], crowd?.forget],
    [["calls", "delay", "median"], calls?.delay.median],
    [["policy", "review"], policy?.review],
    [["policy", "broadcast", "delay"], policy?.broadcast.delay],
    [["policy", "suppress", "delay"], policy?.suppress.delay],
    [["record", "delay"], record.delay],
    [["record", "missing"], record.missing],
  ];
  for (const [path, value] of values) {
    if (value !== undefined && value <= 0)
      yield { path: [PART, ...path], expected: "more than 0", found: shown(value) };
  }
}
