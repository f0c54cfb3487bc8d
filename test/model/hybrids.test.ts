import { expect, test, vi } from "vitest";
import { cityFromRoom } from "../../src/builder/inline.js";
import { EventCode, type EventKind } from "../../src/engine/events.js";
import { BYSTANDER, HUNTER, PREY } from "../../src/engine/occupancy.js";
import { ActivityCode } from "../../src/engine/world.js";
import { exert, ownStrength, spentOf, strength } from "../../src/model/fights/abilities.js";
import { gather } from "../../src/model/fights/help.js";
import { makeNoise, Noise } from "../../src/model/danger/noise.js";
import { feast, feed } from "../../src/model/hybrids/control.js";
import { seeDanger } from "../../src/model/hybrids/defend.js";
import { cumulatedHazard, hungerOf, relieve, timeOfHazard } from "../../src/model/hybrids/hunger.js";
import { isHybrid, isRevealed, isWild, reveal } from "../../src/model/hybrids/hybrids.js";
import { infect } from "../../src/model/infection/progression.js";
import { NONE } from "../../src/base/columns.js";
import { runningSpeed } from "../../src/model/movement/movement.js";
import { Simulation } from "../../src/model/simulation.js";
import { parseScenario } from "../../src/scenario/load.js";
import { problemsOf, HEALTHY } from "../scenario/sick.js";
import { HYBRIDS, strainWith } from "./hybrid-town.js";
import { observe, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;
const LAW = {
  predators: 0,
  hunger: { after: "2 h" },
  control: { rate: "1 /h", power: 2, spell: "20 min", lost: 0.25 },
};

interface Who {
  readonly people: number;
  readonly hybrids?: number;
  readonly turned?: number;
}

interface Row {
  readonly time: number;
  readonly kind: number;
  readonly person: number;
  readonly other: number;
}

/** A room with so many hybrids and turned, the rest people; what happens in it is written to `rows`. */
function room({ people, hybrids = 0, turned = 0 }: Who, hybrid: Record<string, unknown>, seed = 1, more = {}) {
  const outbreak = [
    ...(hybrids > 0 ? [{ strain: "v", state: "hybrid", count: hybrids }] : []),
    ...(turned > 0 ? [{ strain: "v", state: "turned", count: turned }] : []),
  ];
  const scenario = parseScenario({
    name: "room",
    city: { room: { people, area: "1000 m²" } },
    until: "30 d",
    strains: {
      v: {
        entry: "bitten",
        hybrid,
        attack: { law: { kind: "encounter", handling: "15 s" }, outcomes: { bitten: 0.6, escaped: 0.4 } },
        states: {
          bitten: { dwell: { fixed: "300 d" }, next: { turned: 1 } },
          turned: { conduct: "turned" },
          hybrid: { conduct: "hybrid" },
        },
      },
    },
    outbreak,
    stop: { extinction: false },
    behaviour: { courage: 0 },
    ...more,
  });
  const rows: Row[] = [];
  const sim = new Simulation(cityFromRoom({ people, area: 1000 }), scenario, {
    seed,
    listener: ({ time, kind, person, other }, n) => {
      for (let i = 0; i < n; i++) rows.push({ time: time[i]!, kind: kind[i]!, person: person[i]!, other: other[i]! });
    },
  });
  sim.runUntil(0);
  sim.world.turnTo(0, 0);
  return { sim, rows };
}

function of(sim: Simulation, conduct: string): number[] {
  return [...sim.world.person.state.keys()].filter((person) => sim.states[sim.stateOf(person)]!.conduct === conduct);
}

const kindOf = (rows: readonly Row[], kind: EventKind) => rows.filter((row) => row.kind === EventCode[kind]);

/** Kolmogorov & Smirnov: the largest gap between a sample and a distribution, held against its 0.1 % point. */
function expectDistribution(sample: number[], cumulated: (x: number) => number): void {
  const n = sample.length;
  sample.sort((a, b) => a - b);
  const gaps = sample.map((x, i) => Math.max(cumulated(x) - i / n, (i + 1) / n - cumulated(x)));
  expect(Math.max(...gaps)).toBeLessThan(1.95 / Math.sqrt(n));
}

function expectShare(count: number, n: number, p: number): void {
  expect(Math.abs(count - n * p)).toBeLessThan(3.3 * Math.sqrt(n * p * (1 - p)));
}

test("who is not fed keeps control with the survival function of the hazard rate·H^power", () => {
  const people = 600;
  const { sim, rows } = room({ people, hybrids: people }, LAW);
  sim.runUntil(40 * HOUR);
  sim.flush();
  const first = new Map<number, number>();
  for (const { person, time } of kindOf(rows, "lost-control")) if (!first.has(person)) first.set(person, time);
  expect(first.size).toBe(people);
  const hazard = (t: number) => (Math.min(t, 2 * HOUR) / (2 * HOUR)) ** 3 * (2 / 3) + Math.max(0, t / HOUR - 2);
  expectDistribution([...first.values()], (t) => 1 - Math.exp(-hazard(t)));
});

test("spells are exponential, and their stated share ends among the turned", () => {
  const { sim, rows } = room({ people: 600, hybrids: 600 }, LAW, 2);
  sim.runUntil(15 * HOUR);
  sim.flush();
  const since = new Map<number, number>();
  const spells: number[] = [];
  let lost = 0;
  for (const { kind, person, time } of rows) {
    if (kind === EventCode["lost-control"]) since.set(person, time);
    else if (kind === EventCode["came-back"] || kind === EventCode.progressed) {
      if (time < 12 * HOUR) spells.push(time - since.get(person)!);
      if (time < 12 * HOUR && kind === EventCode.progressed) lost++;
    }
  }
  expect(of(sim, "turned").length).toBe(kindOf(rows, "progressed").length);
  expect(spells.length).toBeGreaterThan(500);
  expectShare(lost, spells.length, 0.25);
  expectDistribution(spells, (t) => 1 - Math.exp(-t / 1200));
});

test("the time of a cumulated hazard is its inverse", () => {
  const law = HYBRIDS.strains.jonas!.hybrid!;
  for (const since of [10, 600, 1800, 1801, 1e5]) {
    expect(timeOfHazard(law, cumulatedHazard(law, since)) / since).toBeCloseTo(1, 9);
  }
  expect(timeOfHazard({ ...law, control: { ...law.control, rate: 0 } }, 1)).toBe(Number.POSITIVE_INFINITY);
});

test("hunger rises in its time, a fight takes its share off, and a meal all of it", () => {
  const { sim } = room({ people: 2, hybrids: 1 }, { hunger: { after: "2 h", fight: 0.25 }, control: { rate: "0 /h" } });
  const [hybrid] = of(sim, "hybrid");
  const at = (t: number) => {
    sim.world.now = t * HOUR;
    return hungerOf(sim, hybrid!);
  };
  expect([0, 1, 2, 5].map(at)).toEqual([0, 0.5, 1, 1]);
  relieve(sim, hybrid!);
  expect(at(5)).toBeCloseTo(0.75, 12);
  expect(at(5.5)).toBeCloseTo(1, 12);
  relieve(sim, hybrid!, 0.5);
  expect(at(5.5)).toBeCloseTo(0.875, 12);
  feed(sim, hybrid!, 1 - hybrid!);
  expect(at(5.5)).toBe(0);
});

test("the turned leave hybrids alone, whoever else there is to attack", () => {
  const { sim, rows } = room({ people: 60, hybrids: 30, turned: 10 }, { control: { rate: "0 /h" } });
  sim.runUntil(2 * HOUR);
  sim.flush();
  const hybrids = new Set(of(sim, "hybrid"));
  const touched = [...kindOf(rows, "attacked"), ...kindOf(rows, "killed")].filter(({ other }) => hybrids.has(other));
  expect(touched).toEqual([]);
  expect(hybrids.size).toBe(30);
  expect(kindOf(rows, "infected").length).toBeGreaterThan(50);
});

test("out of control hybrids bite as the turned do, and a bite brings them back", () => {
  let bites = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { sim, rows } = room({ people: 30, hybrids: 1 }, { ...LAW, control: { rate: "60 /h", spell: "10 h" } }, seed);
    const [hybrid] = of(sim, "hybrid");
    sim.runUntil(12 * HOUR);
    sim.flush();
    const infected = kindOf(rows, "infected").filter(({ other }) => other === hybrid);
    bites += infected.length;
    for (const { time } of infected) {
      const then = rows.filter((row) => row.time === time).map(({ kind }) => kind);
      expect(then).toEqual(expect.arrayContaining([EventCode.fed, EventCode["came-back"]]));
    }
    expect(isWild(sim, hybrid!) ? HUNTER : BYSTANDER).toBe(sim.world.occupancy.group[hybrid!]);
  }
  expect(bites).toBeGreaterThan(40);
});

test("predators hunt until they have fed, however long that takes, and defend nobody", () => {
  const law = { predators: 1, control: { rate: "600 /h", power: 0, spell: "1 min", lost: 1 } };
  const { sim, rows } = room({ people: 200, hybrids: 200 }, law, 1, { fights: {} });
  sim.runUntil(5 * HOUR);
  sim.flush();
  expect(kindOf(rows, "came-back")).toEqual([]);
  expect(of(sim, "hybrid").every((hybrid) => isWild(sim, hybrid))).toBe(true);
  const defending = room({ people: 12, hybrids: 6, turned: 1 }, { predators: 1, protect: 1, defend: 1 }, 1, {
    fights: { help: { family: 0, friend: 0, stranger: 0 } },
  }).sim;
  const [victim] = of(defending, "person");
  gather(defending, victim!, 0, 0);
  expect(defending.combat!.defence.person).toEqual([victim]);
  for (const hybrid of of(defending, "hybrid")) {
    seeDanger(defending, hybrid);
    expect(defending.world.person.activity[hybrid]).not.toBe(ActivityCode.fighting);
  }
});

test("hybrids feed on the body of who is killed before them, with the probability of their hunger", () => {
  let fed = 0;
  for (let seed = 1; seed <= 5; seed++) {
    const { sim, rows } = room(
      { people: 82, hybrids: 80 },
      { hunger: { after: "10 h" }, control: { rate: "0 /h" } },
      seed,
    );
    sim.world.now = 3 * HOUR;
    feast(sim, 0, of(sim, "person")[0]!);
    sim.runUntil(3 * HOUR);
    sim.flush();
    fed += kindOf(rows, "fed").length;
    expect(of(sim, "hybrid").filter((hybrid) => hungerOf(sim, hybrid) === 0).length).toBe(kindOf(rows, "fed").length);
    expect(of(sim, "hybrid").filter((hybrid) => isRevealed(sim, hybrid)).length).toBe(kindOf(rows, "fed").length);
  }
  expectShare(fed, 400, 0.3);
});

test("helpers hold a hybrid out of control instead of running", () => {
  const help = { family: 1, friend: 1, stranger: 1, most: 3 };
  let held = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const law = { predators: 0, strength: 1, control: { rate: "600 /h", power: 0, spell: "10 h" } };
    const { sim, rows } = room({ people: 12, hybrids: 1 }, law, seed, { fights: { help } });
    sim.runUntil(10 * 60);
    sim.flush();
    for (const { other, time } of kindOf(rows, "restrained")) {
      held++;
      expect(rows.some((row) => row.time === time && row.kind === EventCode["came-back"] && row.person === other)).toBe(
        true,
      );
    }
    expect(kindOf(rows, "rescued")).toEqual([]);
  }
  expect(held).toBeGreaterThan(20);
});

test("of those who fall ill the stated share become hybrids", () => {
  const scenario = schoolOutbreak(3_000, {
    strains: strainWith(0.2, { control: { rate: "0 /h" } }),
    outbreak: [{ strain: "jonas", count: 1_000, where: {} }],
    until: "30 min",
  });
  let hybrids = 0;
  let all = 0;
  const town = townOf(scenario, 250);
  const sim = new Simulation(town, scenario, {
    listener: ({ kind, state }, rows) => {
      for (let i = 0; i < rows; i++) {
        if (kind[i] !== EventCode.progressed) continue;
        all++;
        if (sim.states[state[i]!]!.conduct === "hybrid") hybrids++;
      }
    },
  });
  sim.runUntil(30 * 60);
  sim.flush();
  expect(all).toBeGreaterThan(500);
  expectShare(hybrids, all, 0.2);
});

test("hybrids are stronger, faster and last longer by their factors", () => {
  const powers = { strength: 3, speed: 1.5, endurance: 4, control: { rate: "0 /h" } };
  const { sim } = room({ people: 2, hybrids: 1 }, powers, 1, { fights: {} });
  const [hybrid] = of(sim, "hybrid");
  const person = 1 - hybrid!;
  expect(strength(sim, hybrid!)).toBeCloseTo(3 * ownStrength(sim, hybrid!), 12);
  expect(strength(sim, person)).toBe(ownStrength(sim, person));
  const { speed } = sim.world.person;
  expect(runningSpeed(sim, hybrid!) / speed[hybrid!]!).toBeCloseTo(
    (1.5 * runningSpeed(sim, person)) / speed[person]!,
    12,
  );
  exert(sim, hybrid!, 0.4);
  expect(spentOf(sim, hybrid!)).toBeCloseTo(0.1, 6);
});

test("hybrids protect those they are tied to likelier than others, and step between", () => {
  const law = { predators: 0, protect: 0.8, defend: 0.1, control: { rate: "0 /h" } };
  const none = { family: 0, friend: 0, stranger: 0, risk: 0.2 };
  const { sim } = room({ people: 60, hybrids: 1, turned: 1 }, law, 1, { fights: { help: none } });
  const [hybrid] = of(sim, "hybrid");
  for (const isTied of [true, false]) {
    const victim = of(sim, "person").find((each) => (sim.ties!.between(each, hybrid!) !== NONE) === isTied)!;
    let helps = 0;
    for (let count = 0; count < 1_000; count++) {
      gather(sim, victim, 0, count);
      if (sim.combat!.defence.person.length === 1) continue;
      helps++;
      expect(sim.combat!.defence.person).toEqual([victim, hybrid]);
      expect(sim.combat!.defence.exposure).toEqual([1, 1]);
    }
    expectShare(helps, 1_000, isTied ? 0.8 : 0.1);
  }
});

test("a hybrid who sees the turned attack those tied to them stands and fights, and is seen for what they are", () => {
  let turnedLeft = 0;
  const bitten = [0, 1].map((protect) => {
    let n = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const law = { predators: 0, protect, defend: 0, strength: 5, control: { rate: "0 /h" } };
      const outcomes = { bitten: 0.5, escaped: 0.3, attackerKilled: 0.2 };
      const { sim, rows } = room({ people: 12, hybrids: 1, turned: 1 }, law, seed, { fights: {} });
      (sim.outcomes as unknown[])[0] = { ...outcomes, victimKilled: 0 };
      const [hybrid] = of(sim, "hybrid");
      seeDanger(sim, hybrid!);
      expect(sim.world.person.activity[hybrid!] === ActivityCode.fighting).toBe(protect === 1);
      sim.runUntil(600);
      sim.flush();
      n += kindOf(rows, "infected").length - 2;
      if (protect === 1) turnedLeft += of(sim, "turned").length;
      expect(isRevealed(sim, hybrid!)).toBe(protect === 1);
    }
    return n;
  });
  expect(turnedLeft).toBeLessThan(5);
  expect(bitten[1]).toBeLessThan(bitten[0]! / 2);
});

test("a secret comes out once; strangers take flight at the stated probability, those who are tied do not; others are told", () => {
  let strangers = 0;
  let fled = 0;
  for (let seed = 1; seed <= 3; seed++) {
    const scenario = schoolOutbreak(3_000, {
      strains: strainWith(0.2, { fear: 0.4, control: { rate: "0 /h" } }),
      start: "2021-10-29T10:00",
      outbreak: [],
    });
    const town = townOf(scenario, 250);
    const sim = new Simulation(town, scenario, { seed, alwaysAwake: true });
    const state = sim.states.findIndex(({ conduct }) => conduct === "hybrid");
    const told: number[] = [];
    sim.hybrids!.whenRevealed.push((_, hybrid) => told.push(hybrid));
    const { occupancy, person: people } = sim.world;
    const rooms = [...town.places.kind.keys()].filter((place) => occupancy.count(place, PREY) >= 20).slice(0, 12);
    for (const place of rooms) {
      sim.world.turnTo(town.places.zone[place]!, 0);
      const present = Array.from({ length: occupancy.count(place, PREY) }, (_, k) => occupancy.pick(place, PREY, k));
      const hybrid = present[0]!;
      infect(sim, hybrid, NONE, 0, state, place);
      expect([isHybrid(sim, hybrid), isRevealed(sim, hybrid), isHybrid(sim, present[1]!)]).toEqual([
        true,
        false,
        false,
      ]);
      reveal(sim, hybrid);
      reveal(sim, hybrid);
      expect(isRevealed(sim, hybrid)).toBe(true);
      expect(told.splice(0)).toEqual([hybrid]);
      for (const person of present.slice(1)) {
        const startled = people.activity[person] === ActivityCode.startled;
        if (sim.ties!.between(hybrid, person) !== NONE) expect(startled).toBe(false);
        else {
          strangers++;
          if (startled) fled++;
        }
      }
    }
  }
  expect(strangers).toBeGreaterThan(300);
  expectShare(fled, strangers, 0.4);
});

test("who becomes a hybrid in a refuge stays hidden; once it is known, the group decides about them", () => {
  const scenario = schoolOutbreak(6_000, {
    strains: strainWith(0.6, { control: { rate: "0 /h" } }),
    outbreak: [{ strain: "jonas", count: 40, where: { use: "high" } }],
    fights: {},
    groups: {},
  });
  const rows: Row[] = [];
  const sim = new Simulation(townOf(scenario, 250), scenario, {
    listener: ({ time, kind, person, other }, n) => {
      for (let i = 0; i < n; i++) rows.push({ time: time[i]!, kind: kind[i]!, person: person[i]!, other: other[i]! });
    },
  });
  const { world } = sim;
  const { member, refuge, person: people, occupancy } = world;
  sim.runUntil(HOUR);
  const secret = of(sim, "hybrid").filter((hybrid) => {
    if (people.activity[hybrid] !== ActivityCode.hiding || member.judged[hybrid] === 1) return false;
    return !isRevealed(sim, hybrid) && refuge.members[occupancy.place[hybrid]!]! > 1;
  });
  expect(secret.length).toBeGreaterThan(2);
  for (const hybrid of secret) {
    world.turnTo(sim.city.places.zone[occupancy.place[hybrid]!]!, HOUR);
    reveal(sim, hybrid);
  }
  sim.runUntil(2 * HOUR);
  sim.flush();
  const decided = [...kindOf(rows, "expelled"), ...kindOf(rows, "kept")].filter(({ time }) => time >= HOUR);
  expect(decided.filter(({ other }) => secret.includes(other)).length).toBeGreaterThan(0);
});

test("hybrids hear an attack as far as their senses reach, and no farther; people only in the usual range", () => {
  const senses = 3;
  const scenario = schoolOutbreak(3_000, {
    strains: strainWith(0.2, { predators: 0, senses, defend: 1, control: { rate: "0 /h" } }),
    fights: {},
    start: "2021-10-29T10:00",
    outbreak: [],
  });
  const town = townOf(scenario, 2_000);
  const sim = new Simulation(town, scenario, { alwaysAwake: true });
  const { occupancy, person: people } = sim.world;
  const source = [...town.places.kind.keys()].find((place) => occupancy.count(place, PREY) >= 20)!;
  sim.world.turnTo(town.places.zone[source]!, 0);
  const state = sim.states.findIndex(({ conduct }) => conduct === "hybrid");
  const hybrids: number[] = [];
  for (let place = 0; place < town.places.kind.length; place++) {
    if (!sim.world.isHere(place) || occupancy.count(place, PREY) < 2 || place === source) continue;
    const hybrid = occupancy.pick(place, PREY, 0);
    infect(sim, hybrid, NONE, 0, state, place);
    hybrids.push(hybrid);
  }
  makeNoise(sim, source, Noise.scream);
  const { spread } = sim.noises;
  const { trips } = sim.world.routine;
  let far = 0;
  for (const hybrid of hybrids) {
    const place = occupancy.place[hybrid]!;
    const away = spread.distanceTo(place);
    const goes = away <= 60 * senses && trips.stopOf(place) === trips.stopOf(source);
    expect(people.activity[hybrid] === ActivityCode.heading).toBe(goes);
    if (goes && away > 60) far++;
    if (away <= 60) continue;
    for (let k = 0; k < occupancy.count(place, PREY); k++)
      expect(people.activity[occupancy.pick(place, PREY, k)]).not.toBe(ActivityCode.startled);
  }
  expect(far).toBeGreaterThan(0);
});

test("hybrids keep their days: in control they go home, and follow their routine again", () => {
  const scenario = schoolOutbreak(3_000, {
    strains: strainWith(1, { control: { rate: "0 /h" } }),
    outbreak: [{ strain: "jonas", count: 30, where: {} }],
    stop: { extinction: false },
  });
  const sim = new Simulation(townOf(scenario, 250), scenario);
  sim.runUntil(20 * HOUR);
  const hybrids = of(sim, "hybrid");
  expect(hybrids).toHaveLength(30);
  const again = hybrids.filter((person) => sim.world.person.activity[person] === ActivityCode.routine);
  expect(again.length).toBeGreaterThan(25);
});

test("a hybrid out of control hunts, breaks doors or lies still, and does nothing else", () => {
  const sim = new Simulation(townOf(HYBRIDS, 250), HYBRIDS, { seed: 3 });
  let wild = 0;
  observe(
    sim,
    () => {},
    () => {
      if (sim.tally.events % 50 !== 0) return;
      for (const person of of(sim, "hybrid")) {
        if (!isWild(sim, person)) continue;
        wild++;
        expect([ActivityCode.hunting, ActivityCode.breaking, ActivityCode.dormant]).toContain(
          sim.world.person.activity[person],
        );
      }
    },
  );
  sim.runUntil(1.5 * HOUR);
  expect(wild).toBeGreaterThan(0);
});

test("what cannot be meant about hybrids is told where it stands", () => {
  const withHybrid = (hybrid: string) =>
    HEALTHY.replace("    states:\n", `    hybrid: ${hybrid}\n    states:\n`).replace(
      "      immune: {}\n",
      "      immune: {}\n      half: { conduct: hybrid }\n",
    );
  const problem = (text: string) => {
    const [{ path, expected, found } = { path: "", expected: "", found: "" }] = problemsOf(text);
    return `${path}: expected ${expected}, found ${found}`;
  };
  expect(problem(withHybrid("{ control: { becomes: turnd } }"))).toBe(
    'strains.bite.hybrid.control.becomes: expected the turned state turned (did you mean "turned"?), found "turnd"',
  );
  expect(problem(withHybrid("{ control: { becomes: immune } }"))).toContain("expected the turned state turned, found");
  expect(problem(withHybrid("{ hunger: { after: 0 h } }"))).toContain("hybrid.hunger.after: expected more than 0");
  expect(problem(withHybrid("{ strength: 0 }"))).toContain("strains.bite.hybrid.strength: expected");
  expect(problem(withHybrid("{}").replace("      half: { conduct: hybrid }\n", ""))).toBe(
    "strains.bite.hybrid: expected a state with `conduct: hybrid`, found none",
  );
  const pairs = withHybrid("{}").replace("{ kind: encounter, handling: 15 s }", "{ kind: pair-rate, rate: 1 /h }");
  expect(problem(pairs)).toContain("found pair-rate");
});
