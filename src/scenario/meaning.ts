/** Checks beyond the shape: what a scenario of the right shape must also satisfy to mean something. */
import { castFindings, continueFindings } from "./cast-meaning.js";
import { HYBRID_BEFORE, LOST } from "./continue.js";
import { fightFindings } from "./fights.js";
import { hybridFindings } from "./hybrid.js";
import { noiseFindings } from "./noise.js";
import { authorityFindings } from "./authority-meaning.js";
import { oneOf, shown, type Finding, type Path, late } from "./findings.js";
import { type Dwell, isInline, type Scenario, type Seeding, type State, type Strain } from "./schema.js";
import { ageFindings, mutationFindings, susceptibilityFindings } from "./strain-meaning.js";
import { informationFindings } from "./information-meaning.js";
import { groupFindings } from "./groups.js";

/** States every scenario has; of these a strain may lead back to `susceptible`. */
const COMMON_STATES = ["susceptible", "protected", "killed"];

type Findings = Generator<Finding, void, undefined>;

/** Probabilities that should sum to 1 may be off by this much. */
const TOLERANCE = 1e-9;

/** States of all strains together that fit the event log's state code. */
const MOST_STATES = 250;
const MOST_STRAINS = 250;

/**
 * Everything in a scenario of the right shape that cannot be meant. Names of places and zones are not checked here,
 * since that needs the city.
 */
export function meaningFindings(scenario: Scenario): Finding[] {
  return [...meaning(scenario)];
}

function* meaning(scenario: Scenario): Findings {
  yield* positive(scenario.until, ["until"]);
  yield* positive(scenario.record.series, ["record", "series"]);
  yield* cityFindings(scenario);
  yield* sizes(scenario);
  const reserved = scenario.continue === undefined ? COMMON_STATES : [...COMMON_STATES, LOST, HYBRID_BEFORE];
  for (const [name, strain] of Object.entries(scenario.strains)) {
    const path = ["strains", name];
    yield* entryFindings(strain, path);
    yield* transmissionFindings(strain, path);
    yield* placeOfEdges(strain, path, scenario);
    yield* contactFindings(strain, [...path, "contact"], scenario);
    yield* hybridFindings(strain, path);
    yield* mutationFindings(name, scenario.strains, [...path, "mutation"]);
    for (const [state, facts] of Object.entries(strain.states)) {
      const statePath = [...path, "states", state];
      if (reserved.includes(state)) yield reservedName(state, statePath, reserved);
      yield* stateFindings(facts, strain, statePath);
      yield* onlyItself(state, facts, statePath);
      yield* conductFindings(facts, strain, statePath);
      yield* susceptibilityFindings(facts, scenario.strains, statePath);
      yield* ageFindings(facts, statePath);
    }
    yield* leadsNowhere(strain, name, scenario);
    yield* instantCycle(strain, path);
  }
  yield* fightFindings(scenario);
  yield* noiseFindings(scenario);
  if (scenario.groups !== undefined) {
    const attacks = Object.values(scenario.strains).some(({ attack }) => attack?.law.kind === "encounter");
    yield* groupFindings(scenario.groups, attacks, scenario.behaviour.breaking);
  }
  for (const [row, seeding] of scenario.outbreak.entries()) {
    yield* seedingFindings(seeding, scenario, ["outbreak", row]);
  }
  yield* castFindings(scenario);
  yield* continueFindings(scenario);
  yield* informationFindings(scenario, scenario.people ?? residents(scenario.city));
  yield* authorityFindings(scenario);
}

function* positive(value: number, path: Path): Findings {
  if (value <= 0) yield { path, expected: "more than 0", found: shown(value) };
}

function* sizes({ strains }: Scenario): Findings {
  const names = Object.keys(strains);
  const states = Object.values(strains).reduce((sum, strain) => sum + Object.keys(strain.states).length, 0);
  if (names.length > MOST_STRAINS) {
    yield { path: ["strains"], expected: `at most ${MOST_STRAINS} strains`, found: shown(names.length) };
  }
  if (states > MOST_STATES) {
    yield {
      path: ["strains"],
      expected: `at most ${MOST_STATES} states in all strains together`,
      found: shown(states),
    };
  }
}

function sumFinding(path: Path, what: string, weights: readonly number[]): Finding | undefined {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return undefined;
  return { path, expected: `${what} that sum to 1`, found: `a sum of ${Number(sum.toPrecision(6))}` };
}

// --- States -------------------------------------------------------------------------------------------------------

function* stateFindings(state: State, strain: Strain, path: Path): Findings {
  const { dwell, next } = state;
  for (const [row, laws] of [state, ...(state.byAge ?? [])].entries()) {
    const lawsPath = row === 0 ? path : [...path, "byAge", row - 1];
    if (laws.dwell !== undefined) yield* dwellFindings(laws.dwell, [...lawsPath, "dwell"]);
    if (laws.next !== undefined) yield* nextFindings(laws.next, Object.keys(strain.states), [...lawsPath, "next"]);
  }
  if (dwell !== undefined && next === undefined) {
    yield {
      path: [...path, "next"],
      expected: "the states that follow, since `dwell` says how long this one lasts",
      found: "nothing: a state that cannot be left (give `next`, or leave out `dwell` if the state is final)",
    };
  }
  if (dwell === undefined && next !== undefined) {
    yield {
      path: [...path, "dwell"],
      expected: "the time spent in this state, since `next` says what follows",
      found: "nothing: a state that cannot be left (give `dwell`, or leave out `next` if the state is final)",
    };
  }
}

/** Whoever enters such a state stays in it for ever, though it has a `dwell`. Longer cycles may be meant. */
function* onlyItself(name: string, state: State, path: Path): Findings {
  const after = followers(state);
  if (after.length === 0 || after.some((follower) => follower !== name)) return;
  yield {
    path: [...path, "next"],
    expected: "another state to follow (or neither `dwell` nor `next` if the state is final)",
    found: `a state that cannot be left: ${name} leads only to itself`,
  };
}

function reservedName(state: string, path: Path, reserved: readonly string[]): Finding {
  const expected = `a name of its own for the state (${reserved.join(", ")} are states of every ${reserved === COMMON_STATES ? "" : "such "}scenario)`;
  return { path, expected, found: shown(state), atKey: true };
}

/** The dead take no part any more, and nobody comes back from being one of the turned who roam a city. */
function* conductFindings(state: State, strain: Strain, path: Path): Findings {
  const { conduct, dwell, infectiousness } = state;
  if ((conduct === "dead" || conduct === "gone") && (dwell !== undefined || infectiousness > 0)) {
    yield { path, expected: `a final state without infectiousness, since its conduct is ${conduct}`, found: "another" };
  }
  if (conduct !== "turned" || strain.attack?.law.kind !== "encounter") return;
  for (const name of new Set(nextsOf(state).flatMap(Object.keys))) {
    const after = strain.states[name]?.conduct ?? "person";
    if (after !== "person" && after !== "hybrid") continue;
    yield {
      path: [...path, "next", name],
      expected: "a state with conduct turned, dead or gone after one with conduct turned",
      found: `conduct ${after}`,
      atKey: true,
    };
  }
}

function* nextFindings(next: Readonly<Record<string, number>>, states: readonly string[], path: Path): Findings {
  for (const name of Object.keys(next)) {
    if (states.includes(name) || name === "susceptible") continue;
    yield { path: [...path, name], expected: oneOf("state", states, name), found: shown(name), atKey: true };
  }
  const sum = sumFinding(path, "probabilities", Object.values(next));
  if (sum !== undefined) yield sum;
}

function* dwellFindings(dwell: Dwell, path: Path): Findings {
  if ("exponential" in dwell) yield* positive(dwell.exponential.mean, [...path, "exponential", "mean"]);
  if ("gamma" in dwell) yield* positive(dwell.gamma.mean, [...path, "gamma", "mean"]);
  if ("lognormal" in dwell) yield* positive(dwell.lognormal.median, [...path, "lognormal", "median"]);
  if ("uniform" in dwell && dwell.uniform.from > dwell.uniform.to) {
    yield {
      path: [...path, "uniform"],
      expected: "`from` no longer than `to`",
      found: `from ${dwell.uniform.from} s to ${dwell.uniform.to} s`,
    };
  }
}

function* entryFindings({ entry, states }: Strain, path: Path): Findings {
  const names = Object.keys(states);
  if (names.includes(entry)) return;
  yield { path: [...path, "entry"], expected: oneOf("state", names, entry), found: shown(entry) };
}

/** The tables of states that follow: those of all ages, and of some. */
function nextsOf({ next = {}, byAge = [] }: State): Readonly<Record<string, number>>[] {
  return [next, ...byAge.map((band) => band.next ?? {})];
}

/** States that can follow, with a probability above 0. */
function followers(state: State | undefined): string[] {
  if (state === undefined) return [];
  const all = nextsOf(state).flatMap((next) => Object.entries(next));
  return [...new Set(all.flatMap(([name, probability]) => (probability > 0 ? [name] : [])))];
}

/**
 * An entry state without `next` beside states of the living that nothing leads to: then the progression was
 * forgotten. States of the dead may be entered by being killed, and any state by the outbreak.
 */
function* leadsNowhere({ entry, states }: Strain, strain: string, { outbreak }: Scenario): Findings {
  const start = states[entry];
  if (start === undefined || start.next !== undefined || start.dwell !== undefined) return;
  const seeded = new Set(outbreak.filter((seeding) => seeding.strain === strain).map((seeding) => seeding.state));
  const lost = Object.entries(states).filter(
    ([name, { conduct }]) => name !== entry && conduct !== "dead" && conduct !== "gone" && !seeded.has(name),
  );
  if (lost.length === 0) return;
  const names = lost.map(([name]) => name).join(", ");
  yield {
    path: ["strains", strain, "states", entry, "next"],
    expected: `a way on from the entry state, since otherwise nobody reaches ${names}`,
    found: "nothing",
  };
}

function isInstant(state: State | undefined): boolean {
  return [state, ...(state?.byAge ?? [])].some((laws) => {
    const dwell = laws?.dwell;
    if (dwell === undefined) return false;
    return ("fixed" in dwell && dwell.fixed === 0) || ("uniform" in dwell && dwell.uniform.to === 0);
  });
}

/** A cycle of states that take no time: the clock would stand still. One finding a strain. */
function* instantCycle({ states }: Strain, path: Path): Findings {
  for (const name of Object.keys(states)) {
    const reached = new Set<string>();
    const open = [name];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (!isInstant(states[state])) continue;
      for (const follower of followers(states[state])) {
        if (!reached.has(follower)) open.push(follower);
        reached.add(follower);
      }
    }
    if (!reached.has(name)) continue;
    yield {
      path: [...path, "states", name, "dwell"],
      expected: "some time spent in at least one state of a cycle",
      found: `a cycle through ${name} that takes no time`,
    };
    return;
  }
}

// --- Transmission -------------------------------------------------------------------------------------------------

function* transmissionFindings(strain: Strain, path: Path): Findings {
  const { attack, contact, states } = strain;
  const list = Object.values(states);
  const turned = list.some(({ conduct }) => conduct === "turned");
  const infectious = list.some(({ infectiousness }) => infectiousness > 0);
  if (attack === undefined && contact === undefined) {
    yield { path, expected: "a way to spread: `attack`, `contact` or both", found: "neither" };
    return;
  }
  if (attack !== undefined) {
    const sum = sumFinding([...path, "attack", "outcomes"], "probabilities", Object.values(attack.outcomes));
    if (sum !== undefined) yield sum;
    if (!turned) {
      yield { path: [...path, "attack"], expected: "a state with `conduct: turned`, which attacks", found: "none" };
    }
  } else if (turned) {
    yield {
      path: [...path, "attack"],
      expected: "`attack`, since there is a state with `conduct: turned`",
      found: "nothing",
    };
  }
  if (contact !== undefined && !infectious) {
    yield { path: [...path, "contact"], expected: "a state with `infectiousness` above 0", found: "none" };
  }
  if (contact === undefined && infectious) {
    yield {
      path: [...path, "contact"],
      expected: "`contact`, since there is a state with `infectiousness`",
      found: "nothing",
    };
  }
}

/** A single room has no doors, so nobody is behind one. */
function* placeOfEdges({ attack, contact }: Strain, path: Path, { city }: Scenario): Findings {
  if (typeof city === "string" || !("room" in city)) return;
  if (attack?.law.kind === "edge-rate") {
    const expected = "encounter or pair-rate, since a city of one room has no doors";
    yield { path: [...path, "attack", "law", "kind"], expected, found: "edge-rate" };
  }
  if (contact?.among === "edges") {
    const expected = "place, since a city of one room has no doors";
    yield { path: [...path, "contact", "among"], expected, found: "edges" };
  }
}

/** Contacts have one rate, or rates by setting in a city, where there are settings. */
function* contactFindings({ contact }: Strain, path: Path, { city }: Scenario): Findings {
  if (contact === undefined) return;
  const { rate, rates, among } = contact;
  if ((rate === undefined) === (rates === undefined)) {
    const found = rate === undefined ? "neither" : "both";
    yield { path, expected: "either `rate`, or `rates` by setting", found };
  } else if (rates !== undefined && (isInline(city) || among === "edges")) {
    const expected = "`rate`, since settings (household, class, …) are for contacts by place in a city";
    yield { path: [...path, "rates"], expected, found: "rates by setting", atKey: true };
  }
}

// --- City and outbreak --------------------------------------------------------------------------------------------

function* cityFindings({ city, people }: Scenario): Findings {
  const isOfAnySize = city === "hyosan" || (typeof city === "object" && "generate" in city);
  if (people !== undefined && !isOfAnySize) {
    const expected = "a city that can be generated with that many residents: { generate: … } or hyosan";
    yield { path: ["city"], expected, found: typeof city === "string" ? shown(city) : "a city of another kind" };
  }
  if (typeof city === "string") return;
  if ("room" in city) yield* positive(city.room.area, ["city", "room", "area"]);
  if (!("graph" in city)) return;
  const { graph } = city;
  const path = ["city", "graph"];
  if (graph.kind === "lattice" && graph.periodic && graph.side < 3) {
    yield { path: [...path, "side"], expected: "at least 3 on a periodic lattice", found: shown(graph.side) };
  }
  if (graph.kind === "chain" && graph.periodic && graph.people < 3) {
    yield { path: [...path, "people"], expected: "at least 3 in a periodic chain", found: shown(graph.people) };
  }
  if (graph.kind === "random-regular") yield* regularFindings(graph.people, graph.degree, [...path, "degree"]);
  if (graph.kind !== "edges") return;
  for (const [row, [from, to]] of graph.edges.entries()) {
    if (from < graph.people && to < graph.people && from !== to) continue;
    const expected = `two different people, numbered from 0 to ${graph.people - 1}`;
    yield { path: [...path, "edges", row], expected, found: `${from} and ${to}` };
  }
}

function* regularFindings(people: number, degree: number, path: Path): Findings {
  if (degree >= people) yield { path, expected: `less than the ${people} people`, found: shown(degree) };
  else if ((people * degree) % 2 === 1) {
    yield { path, expected: "an even number, since the number of people is odd", found: shown(degree) };
  }
}

/** People of a city given in the scenario itself; undefined for one in a file. */
function residents(city: Scenario["city"]): number | undefined {
  if (typeof city === "string") return undefined;
  if ("generate" in city) return city.generate.people;
  if ("join" in city) return undefined;
  if ("room" in city) return city.room.people;
  return city.graph.kind === "lattice" ? city.graph.side * city.graph.side : city.graph.people;
}

function* seedingFindings(seeding: Seeding, scenario: Scenario, path: Path): Findings {
  const { strains, city, until } = scenario;
  const strain = Object.hasOwn(strains, seeding.strain) ? strains[seeding.strain] : undefined;
  if (strain === undefined) {
    const expected = oneOf("strain", Object.keys(strains), seeding.strain);
    yield { path: [...path, "strain"], expected, found: shown(seeding.strain) };
  } else if (seeding.state !== undefined && !Object.hasOwn(strain.states, seeding.state)) {
    const expected = oneOf("state", Object.keys(strain.states), seeding.state);
    yield { path: [...path, "state"], expected, found: shown(seeding.state) };
  }
  if (seeding.at >= until && until > 0) yield late([...path, "at"], seeding.at, until);
  const people = scenario.people ?? residents(city);
  if (people !== undefined && seeding.count > people) {
    yield {
      path: [...path, "count"],
      expected: `at most the ${people} people of the city`,
      found: shown(seeding.count),
    };
  }
  const age = seeding.who.age;
  if (age !== undefined && age[0] > age[1]) {
    yield { path: [...path, "who", "age"], expected: "the younger age first", found: `${age[0]} and ${age[1]}` };
  }
  yield* namedFindings(seeding, scenario, path);
  yield* filterFindings(seeding, city, path);
}

/** Someone of the cast is one person. */
function* namedFindings({ who, count }: Seeding, { cast }: Scenario, path: Path): Findings {
  if (who.name === undefined) return;
  const names = Object.keys(cast?.people ?? {});
  if (!names.includes(who.name)) {
    yield { path: [...path, "who", "name"], expected: oneOf("name", names, who.name), found: shown(who.name) };
  } else if (count > 1) {
    yield { path: [...path, "count"], expected: `1, since ${who.name} is one person`, found: shown(count) };
  }
}

/** The places of an inline city have no names, no buildings and no zones to choose by. */
function* filterFindings({ where }: Seeding, city: Scenario["city"], path: Path): Findings {
  if (!isInline(city)) return;
  for (const key of ["place", "use", "zone"] as const) {
    if (where[key] === undefined) continue;
    const expected = `no \`${key}\`, since this city (a ${"room" in city ? "room" : "graph"}) has no named places or zones`;
    yield { path: [...path, "where", key], expected, found: shown(where[key]) };
  }
}
