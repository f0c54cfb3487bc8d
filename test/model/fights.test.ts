import { expect, test, vi } from "vitest";
import { cityFromRoom } from "../../src/builder/inline.js";
import { EventCode } from "../../src/engine/events.js";
import {
  exert,
  FIREARM,
  meanStrength,
  ownStrength,
  run,
  spentOf,
  SPENT_SPEED,
} from "../../src/model/fights/abilities.js";
import { choose, combined, weigh } from "../../src/model/fights/fight.js";
import { gather } from "../../src/model/fights/help.js";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";
import { problemsOf, HEALTHY } from "../scenario/sick.js";
import { recount, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const OUTCOMES = { bitten: 0.5, escaped: 0.3, attackerKilled: 0.15, victimKilled: 0.05 };
/** Nobody helps, nobody has arms: two alone with each other. */
const ALONE = {
  help: { most: 0 },
  arms: { police: 0, home: 0, hall: 0, room: 0, outside: 0 },
};

/** All who are there help. */
const ALL = { family: 1, friend: 1, stranger: 1 };

/** A room in which one is turned; the others are people. */
function room(people: number, fights: Record<string, unknown> | undefined, behaviour: Record<string, unknown> = {}) {
  return parseScenario({
    name: "room",
    city: { room: { people, area: "10 m²" } },
    until: "1 d",
    strains: {
      v: {
        entry: "bitten",
        attack: { law: { kind: "encounter", handling: "15 s" }, outcomes: OUTCOMES },
        states: { bitten: {}, turned: { conduct: "turned" } },
      },
    },
    outbreak: [{ strain: "v", state: "turned" }],
    behaviour: { courage: 0, ...behaviour },
    ...(fights === undefined ? {} : { fights }),
  });
}

interface Row {
  readonly time: number;
  readonly kind: number;
  readonly person: number;
  readonly other: number;
}

/** The rows of the first attack in a room. */
function firstAttack(scenario: ReturnType<typeof room>, people: number, seed: number) {
  const rows: Row[] = [];
  const sim = new Simulation(cityFromRoom({ people, area: 10 }), scenario, {
    seed,
    listener: ({ time, kind, person, other }, n) => {
      for (let i = 0; i < n; i++) rows.push({ time: time[i]!, kind: kind[i]!, person: person[i]!, other: other[i]! });
    },
  });
  const turned = turnedOf(sim);
  for (let t = 1; sim.attacks === 0; t++) sim.runUntil(t);
  sim.flush();
  const first = rows.find(({ time, kind }) => time > 0 && kind !== EventCode.alarmed)!;
  return { sim, turned, rows: rows.filter(({ time }) => time === first.time) };
}

function turnedOf(sim: Simulation): number {
  return sim.world.person.state.findIndex((state) => sim.states[state]!.conduct === "turned");
}

/** Holds a count of successes against the sum of their probabilities. */
function expectCount(count: number, probabilities: readonly number[]): void {
  const mean = probabilities.reduce((sum, p) => sum + p, 0);
  const variance = probabilities.reduce((sum, p) => sum + p * (1 - p), 0);
  expect(Math.abs(count - mean)).toBeLessThan(3.3 * Math.sqrt(variance));
}

const happened = (rows: readonly Row[], kind: number) => rows.some((row) => row.kind === kind);

test.for([1, 2])(
  "alone the odds of a good outcome go with (victim / attacker)^%i, the strain's odds between equals",
  (exponent) => {
    const scenario = room(2, { ...ALONE, exponent });
    const good: number[] = [];
    const killed: number[] = [];
    let escaped = 0;
    let kills = 0;
    for (let seed = 1; seed <= 1_500; seed++) {
      const { sim, turned, rows } = firstAttack(scenario, 2, seed);
      const odds = (ownStrength(sim, 1 - turned) / ownStrength(sim, turned)) ** exponent;
      const total = OUTCOMES.bitten + OUTCOMES.victimKilled + (OUTCOMES.escaped + OUTCOMES.attackerKilled) * odds;
      good.push((OUTCOMES.escaped * odds) / total);
      killed.push((OUTCOMES.attackerKilled * odds) / total);
      if (happened(rows, EventCode.attacked)) escaped++;
      if (rows.some(({ kind, person }) => kind === EventCode.killed && person !== turned)) kills++;
    }
    expectCount(escaped, good);
    expectCount(kills, killed);
  },
);

test("n together count n^c times one, between Lanchester's linear and his square law", () => {
  expect(combined([0.7], 2)).toBe(0.7);
  expect(combined([1, 1, 1], 1)).toBe(3);
  expect(combined([1, 1, 1], 2)).toBeCloseTo(9, 12);
  expect(combined([0.5, 1], 1.5)).toBeCloseTo(1.5 * Math.SQRT2, 12);
});

test("helpers change the frequencies of outcomes as the law says, and are struck in place of the victim at their risk", () => {
  const scenario = room(4, { ...ALONE, help: { ...ALL, most: 2, risk: 0.4 } }, { fighting: 1 });
  const bad: number[] = [];
  const ofHelper: number[] = [];
  const rescues: number[] = [];
  let struck = 0;
  let helpersStruck = 0;
  let rescued = 0;
  for (let seed = 1; seed <= 1_500; seed++) {
    const { sim, turned, rows } = firstAttack(scenario, 4, seed);
    const helpers = rows.filter(({ kind }) => kind === EventCode.helped);
    expect(helpers).toHaveLength(2);
    const victim = helpers[0]!.other;
    const defence =
      3 * [victim, ...helpers.map(({ person }) => person)].reduce((sum, p) => sum + ownStrength(sim, p), 0);
    const odds = defence / ownStrength(sim, turned);
    const total = 0.55 + 0.45 * odds;
    bad.push(0.55 / total);
    ofHelper.push((0.55 / total) * (0.8 / 1.8));
    rescues.push((0.3 * odds) / total);
    const hit = rows.find(
      ({ kind, person }) => kind === EventCode.infected || (kind === EventCode.killed && person === turned),
    );
    if (hit !== undefined) struck++;
    if (hit !== undefined && (hit.kind === EventCode.infected ? hit.person : hit.other) !== victim) helpersStruck++;
    if (happened(rows, EventCode.rescued)) rescued++;
  }
  expectCount(struck, bad);
  expectCount(helpersStruck, ofHelper);
  expectCount(rescued, rescues);
});

test("help raises a victim's chances, at the helpers' risk", () => {
  const unhurt = (most: number) => {
    let n = 0;
    for (let seed = 1; seed <= 600; seed++) {
      const { rows, turned } = firstAttack(room(4, { ...ALONE, help: { ...ALL, most } }), 4, seed);
      const hurt = rows.some(
        ({ kind, person }) => kind === EventCode.infected || (kind === EventCode.killed && person === turned),
      );
      if (!hurt) n++;
    }
    return n / 600;
  };
  const alone = unhurt(0);
  const together = unhurt(3);
  expect(together - alone).toBeGreaterThan(3.3 * Math.sqrt((2 * 0.25) / 600));
});

test("without fights the outcome is that of the strain, whoever is stronger", () => {
  let bitten = 0;
  for (let seed = 1; seed <= 800; seed++)
    if (happened(firstAttack(room(2, undefined), 2, seed).rows, EventCode.infected)) bitten++;
  expectCount(bitten, Array<number>(800).fill(OUTCOMES.bitten));
});

test("family and friends help at their probability, the brave twice as often, small children never", () => {
  const probability = { family: 0.4, friend: 0.2, stranger: 0.1, brave: 2, most: 8, risk: 0.3 };
  const scenario = schoolOutbreak(1_000, { fights: { help: probability }, until: "1 h" });
  const town = townOf(scenario, 10_000);
  const sim = new Simulation(town, scenario, { alwaysAwake: true });
  const { occupancy, city } = sim.world;
  const helped: number[] = [];
  let helpers = 0;
  for (let place = 0; place < city.places.kind.length; place++) {
    if (occupancy.total(place) < 2 || occupancy.total(place) > 8) continue;
    const present = Array.from(
      { length: occupancy.total(place) },
      (_, k) => occupancy.pool[occupancy.first(place, 0) + k]!,
    );
    const victim = Math.min(...present);
    for (let count = 0; count < 10; count++) {
      gather(sim, victim, place, count);
      const chosen = sim.combat!.defence.person.slice(1);
      helpers += chosen.length;
      expect(chosen.every((person) => city.people.age[person]! >= 12 && present.includes(person))).toBe(true);
      for (const person of present) {
        if (person === victim || city.people.age[person]! < 12) continue;
        const family = city.people.household[person] === city.people.household[victim];
        const tie = sim.ties!.between(victim, person) < 3 ? (family ? 0.4 : 0.2) : 0.1;
        helped.push(tie * (sim.fights(person) ? 2 : 1));
      }
    }
  }
  expect(helped.length).toBeGreaterThan(500);
  expectCount(helpers, helped);
});

test("strength is that of grip by age and sex, with a spread of a fifth", () => {
  expect(meanStrength(30, 1)).toBe(1);
  expect(meanStrength(30, 0)).toBeCloseTo(30.5 / 47, 12);
  for (const sex of [0, 1]) {
    for (let age = 1; age <= 25; age++) expect(meanStrength(age, sex)).toBeGreaterThan(meanStrength(age - 1, sex));
    for (let age = 46; age <= 90; age++) expect(meanStrength(age, sex)).toBeLessThan(meanStrength(age - 1, sex));
    expect(meanStrength(100, sex)).toBe(meanStrength(90, sex));
  }
  const scenario = schoolOutbreak(3_000, { fights: {} });
  const sim = new Simulation(townOf(scenario, 10_000), scenario);
  const { age, sex } = sim.city.people;
  const shares = Array.from(age, (years, person) => ownStrength(sim, person) / meanStrength(years, sex[person]!));
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(Math.abs(mean - 1)).toBeLessThan(3.3 * (0.2 / Math.sqrt(shares.length)));
  expect(Math.max(...shares)).toBeLessThanOrEqual(1.4001);
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.5999);
});

test("a full reserve lasts for the endurance, then one goes at a fast walk, and it comes back exponentially", () => {
  const sim = new Simulation(cityFromRoom({ people: 2, area: 10 }), room(2, ALONE, { endurance: "100 s" }));
  const speed = 4;
  expect(run(sim, 1, 50 * speed, speed)).toBe(1);
  expect(spentOf(sim, 1)).toBeCloseTo(0.5, 6);
  sim.world.now = 50;
  expect(run(sim, 1, 100 * speed, speed)).toBeCloseTo(1 / (0.5 + 0.5 / SPENT_SPEED), 6);
  sim.world.now = 100;
  expect(spentOf(sim, 1)).toBe(1);
  expect(run(sim, 1, 10 * speed, speed)).toBeCloseTo(SPENT_SPEED, 6);
  sim.world.now = 100 + 480;
  expect(spentOf(sim, 1)).toBeCloseTo(Math.exp(-1), 6);
  exert(sim, 1, 5);
  expect(spentOf(sim, 1)).toBe(1);
});

test("a weary victim is weaker, and arms make one stronger and deadlier", () => {
  const sim = new Simulation(cityFromRoom({ people: 2, area: 10 }), room(2, ALONE));
  const turned = turnedOf(sim);
  const victim = 1 - turned;
  const weights = () => {
    gather(sim, victim, 0, 0);
    return weigh(sim, turned);
  };
  const rested = weights();
  exert(sim, victim, 1);
  expect(weights().escaped / rested.escaped).toBeCloseTo(0.5, 6);
  sim.world.fight.spent[victim] = 0;
  sim.world.fight.arm[victim] = FIREARM;
  expect(weights().escaped / rested.escaped).toBeCloseTo(3, 6);
  expect(weights().attackerKilled / rested.attackerKilled).toBeCloseTo(3 * 4 * 1.5, 6);
  expect(weights().bitten).toBe(rested.bitten);
});

test("a uniform falls on weights in proportion, and what is left of it is uniform", () => {
  expect(choose([1, 1, 2], 0.5)).toEqual({ row: 2, rest: 0 });
  expect(choose([1, 1, 2], 0.375)).toEqual({ row: 1, rest: 0.5 });
  expect(choose([1, 0], 1 - 2 ** -53).row).toBe(0);
});

test("people with firearms stand and shoot, and a town with many of them loses fewer to the turned", () => {
  const infections = [0, 0.5].map((police) => {
    const scenario = schoolOutbreak(3_000, {
      fights: { arms: { police } },
      outbreak: [{ strain: "jonas", state: "turned", count: 10, where: { kind: "street" } }],
      start: "2021-10-29T08:00",
    });
    let shots = 0;
    let n = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const sim = new Simulation(townOf(scenario, 250), scenario, {
        seed,
        listener: ({ kind }, rows) => {
          for (let i = 0; i < rows; i++) if (kind[i] === EventCode.shot) shots++;
        },
      });
      sim.runUntil(2 * 3600);
      sim.flush();
      recount(sim);
      n += sim.infections;
    }
    expect(shots > 0).toBe(police > 0);
    return n;
  });
  expect(infections[1]).toBeLessThan(infections[0]!);
});

test("what cannot be meant about fights is told where it stands", () => {
  const problem = (line: string) => {
    const [{ path, expected, found } = { path: "", expected: "", found: "" }] = problemsOf(`${HEALTHY}${line}\n`);
    return `${path}: expected ${expected}, found ${found}`;
  };
  expect(problem("fights: { recovery: 0 s }")).toBe("fights.recovery: expected more than 0, found 0");
  expect(problem("fights: { help: { family: 2 } }")).toContain(
    "fights.help.family: expected a probability from 0 to 1",
  );
  expect(problem("fights: { arms: { firearm: { strenth: 2 } } }")).toContain('did you mean "strength"');
  expect(problem("fights: { concentration: 3 }")).toContain("fights.concentration: expected");
  const [{ path, found } = { path: "", found: "" }] = problemsOf(
    `${HEALTHY.replace("{ kind: encounter, handling: 15 s }", "{ kind: pair-rate, rate: 1 /h }")}fights: {}\n`,
  );
  expect(`${path}: ${found}`).toBe("fights: pair-rate");
});
