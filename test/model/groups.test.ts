/** People who shelter together: groups, supplies, decisions and their log. */
import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import type { City } from "../../src/city/city.js";
import { Draw } from "../../src/city/draws.js";
import { type ActionListener, DecisionCode, NO_CHOICE, TERMS } from "../../src/engine/actions.js";
import { EVENT_KINDS, EventCode, type EventKind, type Listener } from "../../src/engine/events.js";
import { ActivityCode } from "../../src/engine/world.js";
import { workersAt } from "../../src/model/groups/barricade.js";
import { logit } from "../../src/model/groups/choice.js";
import { lure } from "../../src/model/groups/lure.js";
import { askAlly } from "../../src/model/groups/pact.js";
import { membersOf, settle } from "../../src/model/groups/refuge.js";
import { Simulation } from "../../src/model/simulation.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { look, recount, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;
const DAY = 86_400;

interface Row {
  readonly time: number;
  readonly kind: EventKind;
  readonly person: number;
  readonly other: number;
  readonly place: number;
}
type Action = { readonly [name: string]: number };

/** A run with its events and decisions. */
function record(people: number, side: number, hours: number, seed = 1, groups: Record<string, unknown> = {}) {
  const events: Row[] = [];
  const actions: Action[] = [];
  const listener: Listener = ({ time, kind, person, other, place }, rows) => {
    for (let row = 0; row < rows; row++) {
      const name = EVENT_KINDS[kind[row]!]!;
      events.push({ time: time[row]!, kind: name, person: person[row]!, other: other[row]!, place: place[row]! });
    }
  };
  const onActions: ActionListener = (chunk, rows) => {
    for (let row = 0; row < rows; row++) {
      actions.push(Object.fromEntries(Object.entries(chunk).map(([name, values]) => [name, values[row]!])));
    }
  };
  const outbreak = [{ strain: "jonas", count: 3, where: { use: "high" } }];
  const scenario = schoolOutbreak(people, { groups, outbreak, until: `${hours} h` });
  const sim = new Simulation(townOf(scenario, side), scenario, { seed, listener, actions: onActions });
  sim.runUntil(hours * HOUR);
  sim.flush();
  return { sim, events, actions };
}

const run = record(6_000, 200, 6, 3);
const count = (kind: EventKind) => run.events.filter((event) => event.kind === kind).length;
const decisions = (decision: keyof typeof DecisionCode) =>
  run.actions.filter((action) => action.decision === DecisionCode[decision]);

test("options of equal utility are equally likely; the temperature divides utilities", () => {
  const options = [
    { kind: "opened", utility: 1 },
    { kind: "refused", utility: 0 },
  ] as const;
  expect(logit([options[1], options[1], options[1]], 2)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(logit(options, 1)[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  expect(logit(options, 0.5)[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  expect(logit([{ kind: "opened", utility: 1e4 }, options[1]], 1)).toEqual([1, 0]);
});

test("everything people can decide is decided both ways", () => {
  const kinds: EventKind[] = ["formed", "joined", "left", "dissolved", "knocked", "opened", "refused", "went-back"];
  kinds.push(
    "stayed-in",
    "found",
    "stayed",
    "calmed",
    "expelled",
    "kept",
    "confessed",
    "concealed",
    "held-door",
    "ran",
  );
  kinds.push("waited", "abandoned", "allied", "declined", "water-out", "food-out", "broke-in");
  for (const kind of kinds) expect(count(kind), kind).toBeGreaterThan(0);
  expect(count("lured") + count("lay-low")).toBeGreaterThan(0);
});

test("those at work on a door leave it for the noise that somebody makes", () => {
  const scenario = schoolOutbreak(3_000, {
    groups: {},
    outbreak: [{ strain: "jonas", count: 3, where: { use: "high" } }],
  });
  const sim = new Simulation(townOf(scenario, 200), scenario, { seed: 1 });
  const { refuge, person: people } = sim.world;
  const besieged = () => refuge.working.findIndex((working, place) => working > 0 && refuge.members[place]! > 1);
  for (let minute = 10; minute < 240 && besieged() < 0; minute++) sim.runUntil(minute * 60);
  const place = besieged();
  sim.world.turnTo(sim.city.places.zone[place]!, sim.now);
  const workers = workersAt(sim, place);
  expect(workers).toHaveLength(refuge.working[place]!);
  const [person] = membersOf(sim, place);
  lure(sim, person!);
  expect(refuge.working[place]).toBe(0);
  expect(refuge.breakAt[place]).toBe(Number.POSITIVE_INFINITY);
  for (const worker of workers) {
    expect(look.activity(sim, worker)).toBe(ActivityCode.hunting);
    expect(people.door[worker]).toBe(NONE);
  }
});

test("every decision belongs to the event it made, in order, one each", () => {
  let last = -1;
  for (const { event, time, person, other, place, choice } of run.actions) {
    expect(event).toBeGreaterThan(last);
    last = event!;
    const made = run.events[event!]!;
    expect(made).toEqual({ time, person, other, place, kind: EVENT_KINDS[choice!]! });
  }
  expect(run.actions.length).toBeGreaterThan(1000);
});

test.for(["open", "go-back", "leave", "ally", "reveal"] as const)(
  "people decide to %s as often as the stated probabilities say, within 4 standard errors",
  (decision) => {
    // of all choices that were not sure: is the one that is the better of the two best as frequent as it should be?
    const rows = decisions(decision).filter(({ instead, options }) => instead !== NO_CHOICE && options === 2);
    let expected = 0;
    let variance = 0;
    let found = 0;
    for (const { utility, insteadUtility, probability } of rows) {
      const better = utility! >= insteadUtility!;
      const p = better ? probability! : 1 - probability!;
      expect(p).toBeCloseTo(1 / (1 + Math.exp(-Math.abs(utility! - insteadUtility!))), 4);
      expected += p;
      variance += p * (1 - p);
      if (better) found++;
    }
    expect(rows.length).toBeGreaterThan(50);
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(variance));
  },
);

test("the utility of going back is the stated one, of the terms that are written down", () => {
  for (const { utility, insteadUtility, choice, tie, courage, loyalty, risk, danger } of decisions("go-back")) {
    const stated = -3 + tie! * (0.5 + loyalty!) + 2 * courage! - 1 + 2 * risk! - 1 - 2 * Math.log(1 + danger!);
    const went = choice === EventCode["went-back"];
    expect(went ? utility : insteadUtility).toBeCloseTo(stated, 4);
    expect(went ? insteadUtility : utility).toBe(0);
  }
});

test("a term is written down where it is weighed, and only there", () => {
  const weighed = { open: "tie courage loyalty danger supplies bitten", wait: "tie loyalty danger" } as const;
  for (const [decision, terms] of Object.entries(weighed)) {
    for (const action of decisions(decision as "open" | "wait")) {
      for (const term of Object.keys(TERMS)) {
        expect(Number.isNaN(action[term]), `${decision} ${term}`).toBe(!terms.split(" ").includes(term));
      }
    }
  }
});

test("families are let in more often than strangers, the bitten less often than others, and danger shuts doors", () => {
  const share = (rows: readonly Action[]) =>
    rows.filter(({ choice }) => choice === EventCode.opened).length / rows.length;
  const rows = decisions("open");
  const quiet = rows.filter(({ danger, bitten }) => danger === 0 && bitten === 0);
  expect(share(quiet.filter(({ tie }) => tie! > 0))).toBeGreaterThan(share(quiet.filter(({ tie }) => tie === 0)));
  expect(share(quiet)).toBeGreaterThan(share(rows.filter(({ danger, bitten }) => danger! > 3 && bitten === 0)) + 0.2);
  expect(share(quiet)).toBeGreaterThan(share(rows.filter(({ bitten }) => bitten === 1)) + 0.3);
});

test("whoever joins a group leaves it before they join another; a group lives from its first member to its last", () => {
  const of = new Map<number, number>();
  const members = new Map<number, number>();
  for (const { kind, person, place } of run.events) {
    const n = members.get(place) ?? 0;
    if (kind === "formed" || kind === "joined") {
      expect(of.has(person)).toBe(false);
      expect(n === 0).toBe(kind === "formed");
      of.set(person, place);
      members.set(place, n + 1);
    } else if (kind === "left") {
      expect(of.get(person)).toBe(place);
      of.delete(person);
      members.set(place, n - 1);
    } else if (kind === "dissolved") expect(n).toBe(0);
  }
  const { refuge, member } = run.sim.world;
  for (const [place, n] of members) expect(refuge.members[place]).toBe(n);
  for (const [person, place] of of) expect(member.refuge[person]).toBe(place + 1);
});

test("while it goes on, members are those who hide in a place, and those at work on its doors are counted", () => {
  const scenario = schoolOutbreak(2_000, { groups: {} });
  const sim = new Simulation(townOf(scenario, 150), scenario, { seed: 4 });
  const { refuge, ally } = { refuge: sim.world.refuge, ally: sim.world.refuge.ally };
  let groups = 0;
  let wrong = 0;
  for (let minute = 1; minute <= 180; minute += 20) {
    sim.runUntil(minute * 60);
    recount(sim);
    const hiding = new Uint16Array(refuge.members.length);
    for (let person = 0; person < sim.city.people.age.length; person++) {
      if (look.activity(sim, person) !== ActivityCode.hiding) continue;
      const place = look.place(sim, person);
      hiding[place]!++;
      if (look.isShut(sim, place) !== 1 || sim.world.member.refuge[person] !== place + 1) wrong++;
    }
    expect(refuge.members).toEqual(hiding);
    for (let place = 0; place < hiding.length; place++) {
      sim.world.zone = sim.city.places.zone[place]!;
      if (workersAt(sim, place).length !== refuge.working[place]) wrong++;
      if (ally[place] !== 0 && ally[ally[place]! - 1] !== place + 1) wrong++;
      if (hiding[place]! > 0) groups++;
    }
  }
  expect(wrong).toBe(0);
  expect(groups).toBeGreaterThan(50);
});

/** Person-days spent in each refuge up to a time. */
function personDays(events: readonly Row[], until: number): Map<number, number> {
  const days = new Map<number, number>();
  const members = new Map<number, { n: number; since: number }>();
  const change = (place: number, by: number, time: number) => {
    const state = members.get(place) ?? { n: 0, since: 0 };
    days.set(place, (days.get(place) ?? 0) + (state.n * (time - state.since)) / DAY);
    members.set(place, { n: state.n + by, since: time });
  };
  for (const { kind, place, time } of events) {
    if (time > until) break;
    if (kind === "formed" || kind === "joined") change(place, 1, time);
    else if (kind === "left") change(place, -1, time);
  }
  for (const place of members.keys()) change(place, 0, until);
  return days;
}

/** Water a place had at first: its mean times the draw. */
function firstWater(sim: Simulation, place: number): number {
  const { places, buildings } = sim.city;
  const { home, room, shop, hall } = sim.groups!.supplies;
  const kind = ["street", "home", "room", "corridor", "stair", "roof", "hall"][places.kind[place]!];
  const isShop = buildings.use[places.building[place]!] === 8;
  const mean = {
    home: home.water * sim.world.refuge.residents[place]!,
    room: (isShop ? shop.water : room.water) * places.area[place]!,
    hall: hall.water * places.area[place]!,
  }[kind as "home" | "room" | "hall"];
  return (mean ?? 0) * sim.world.random.exponential(Draw.stock, place, 0);
}

test("water runs out when the people in a place have used what was there, a person-day a day, and not before", () => {
  const { sim, events } = run;
  const shared = new Set(events.filter(({ kind }) => kind === "shared").map(({ place }) => place));
  const dry = new Map<number, number>();
  for (const { kind, place, time } of events) if (kind === "water-out" && !dry.has(place)) dry.set(place, time);
  let checked = 0;
  for (const [place, time] of dry) {
    const used = personDays(events, time).get(place)!;
    expect(used).toBeCloseTo(firstWater(sim, place), 4);
    checked++;
  }
  const used = personDays(events, sim.now);
  for (const place of used.keys()) {
    if (dry.has(place) || shared.has(place)) continue;
    sim.world.turnTo(sim.city.places.zone[place]!, sim.now);
    settle(sim, place);
    expect(sim.world.refuge.water[place]! + used.get(place)!).toBeCloseTo(
      Math.max(firstWater(sim, place), used.get(place)!),
      3,
    );
  }
  expect(checked).toBeGreaterThan(3);
});

test("what an ally gives, the other gets: water and food are conserved", () => {
  const { sim } = record(2_000, 150, 1);
  const { world } = sim;
  const { refuge } = world;
  const of = (zone: number) =>
    Array.from(refuge.members.keys()).filter(
      (place) => refuge.members[place]! > 0 && sim.city.places.zone[place] === zone && refuge.ally[place] === 0,
    );
  const zone = Array.from(sim.city.zones.x.keys()).find((each) => of(each).length > 1)!;
  const [giver, asker] = of(zone);
  world.turnTo(zone, sim.now);
  let shared = 0;
  for (let k = 0; k < 40; k++) {
    refuge.ally[giver!] = asker! + 1;
    refuge.ally[asker!] = giver! + 1;
    for (const place of [giver!, asker!]) settle(sim, place);
    refuge.water[giver!] = 50;
    refuge.food[giver!] = 20;
    refuge.water[asker!] = 0;
    refuge.food[asker!] = 3;
    askAlly(sim, asker!);
    expect(refuge.water[giver!]! + refuge.water[asker!]!).toBeCloseTo(50, 12);
    expect(refuge.food[giver!]! + refuge.food[asker!]!).toBeCloseTo(23, 12);
    if (refuge.water[asker!]! > 0) shared++;
    else expect(refuge.ally[giver!]).toBe(0);
  }
  expect(shared).toBeGreaterThan(5);
  expect(shared).toBeLessThan(40);
});

test("nobody stays for longer without water than people can", () => {
  const supplies = { home: { water: 0 }, room: { water: 0 }, shop: { water: 0 }, hall: { water: 0 } };
  const { events } = record(1_000, 150, 30, 1, { supplies, thirst: "20 h", talk: "40 h" });
  const since = new Map<number, number>();
  let longest = 0;
  for (const { kind, place, time } of events) {
    if (kind === "formed") since.set(place, time);
    if (kind !== "left") continue;
    longest = Math.max(longest, time - since.get(place)!);
  }
  expect(longest / HOUR).toBeGreaterThan(19.9);
  expect(longest / HOUR).toBeLessThan(20 + 1e-6);
});

test("without groups nobody forms one, and no memory is taken for any", () => {
  const scenario = schoolOutbreak(2_000);
  const sim = new Simulation(townOf(scenario, 150), scenario, { seed: 4 });
  expect(sim.world.refuge.members).toHaveLength(0);
  expect(sim.world.member.refuge).toHaveLength(0);
  expect(sim.world.errand.target).toHaveLength(0);
  expect(sim.world.exchange.now.actions).toHaveLength(0);
});

test.for([1, 2, 3])("a lazy town with groups and a fully awake one have the same outbreak, seed %i", (seed) => {
  const scenario = schoolOutbreak(3_000, { groups: {} });
  const town = townOf(scenario, 120);
  const lazy = new Simulation(town, scenario, { seed });
  const awake = new Simulation(town, scenario, { seed, alwaysAwake: true });
  for (const hour of [0.1, 0.5, 1, 2, 4]) {
    lazy.runUntil(hour * HOUR);
    awake.runUntil(hour * HOUR);
    expect(lazy.hash(), `after ${hour} h`).toEqual(awake.hash());
  }
  expect(lazy.events).toBeLessThan(awake.events);
});

test("also in a city of one zone, pauses of a run change neither events nor decisions", () => {
  const scenario = schoolOutbreak(3_000, { groups: {} });
  for (const side of [120, 100_000]) expectSame(scenario, townOf(scenario, side));
});

/** Runs a scenario for an hour without and with pauses, and compares. */
function expectSame(scenario: Scenario, town: City): void {
  const hashes = [HOUR, 100.3].map((slice) => {
    const sim = new Simulation(town, scenario, { seed: 2 });
    for (let t = slice; t < HOUR; t += slice) sim.runUntil(t);
    sim.runUntil(HOUR);
    return sim.hash();
  });
  expect(hashes[0]).toEqual(hashes[1]);
}

test("bites are seen at the door and inside, or hidden", () => {
  const known = decisions("expel").length;
  const hidden = decisions("reveal").length;
  expect(known + hidden).toBeGreaterThan(50);
  expect(decisions("expel").every(({ bitten }) => bitten === 1)).toBe(true);
  const seen = decisions("open").filter(({ bitten }) => bitten === 1).length;
  expect(seen).toBeGreaterThan(20);
});
