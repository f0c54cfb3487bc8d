import { expect, test, vi } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Random } from "../../src/base/random.js";
import { Draw } from "../../src/city/draws.js";
import { FAMILY, RIVAL } from "../../src/city/ties.js";
import { ActivityCode } from "../../src/engine/world.js";
import type { Course } from "../../src/model/cast/courses.js";
import { pinCast } from "../../src/model/cast/plan.js";
import { Simulation } from "../../src/model/simulation.js";
import { Cast } from "../../src/scenario/cast.js";
import { observe, schoolOutbreak, townOf } from "./town.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3600;
const SCHOOL = "Hyosan High School";
const PEOPLE = {
  "Nam On-jo": { age: [16, 18], sex: "female", role: "pupil", school: SCHOOL, traits: { courage: 1 } },
  "Lee Cheong-san": { sex: "male", class: { of: "Nam On-jo" } },
  "Nam So-ju": { age: [35, 65], sex: "male", household: "Nam On-jo" },
  "Yoon Gwi-nam": { sex: "male", class: "Science lab", school: SCHOOL, traits: { courage: 0 } },
  "Park Sun-hwa": { role: "worker", school: SCHOOL },
};
const TIES = [{ between: ["Lee Cheong-san", "Yoon Gwi-nam"], kind: "rival", strength: 0.7 }];
const scenario = schoolOutbreak(3_000, { cast: { people: PEOPLE, ties: TIES } });
const town = townOf(scenario, 250);
const { people, places } = town;

function pinned(changes: Record<string, unknown> = {}, seed = 1): Map<string, number> {
  const cast = Cast.parse({ people: { ...PEOPLE, ...changes } });
  const rows = pinCast(town, cast, new Random(seed));
  return new Map(Object.keys(cast.people).map((name, row) => [name, rows[row]!]));
}

test("each of the cast is a resident of their own who is what the scenario says", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const rows = pinned({}, seed);
    const [onJo, cheongSan, father, gwiNam, teacher] = [...rows.values()];
    expect(new Set(rows.values()).size).toBe(5);
    expect([people.sex[onJo!], people.age[onJo!]! >= 16 && people.age[onJo!]! <= 18]).toEqual([0, true]);
    expect([people.anchor[cheongSan!], people.sex[cheongSan!]]).toEqual([people.anchor[onJo!], 1]);
    expect([people.household[father!], people.age[father!]! >= 35]).toEqual([people.household[onJo!], true]);
    expect(town.manifest.placeNames[people.anchor[gwiNam!]!]).toBe("Science lab");
    expect(town.manifest.buildingNames[places.building[people.anchor[teacher!]!]!]).toBe(SCHOOL);
  }
});

test("of those who fit the smallest draw plays, so another member moves nobody else", () => {
  const before = pinned();
  const after = pinned({ "Han Gyeong-su": { role: "pupil" } });
  for (const [name, row] of before) expect(after.get(name)).toBe(row);
  const one = pinCast(town, Cast.parse({ people: { A: { role: "worker" } } }), new Random(1))[0]!;
  const key = Math.imul(0x811c9dc5 ^ 65, 0x01000193) >>> 0; // FNV-1a of "A"
  const random = new Random(1);
  const draw = (person: number) => random.uniform(Draw.cast, person, key);
  const workers = [...people.role.keys()].filter((person) => people.role[person] === 3);
  expect(workers.every((person) => draw(person) >= draw(one))).toBe(true);
  expect(pinned({}, 2)).not.toEqual(before);
});

test.each([
  [
    { A: { school: SCHOOL, role: "pupil", age: 60 } },
    /people\.A\.age: .*found \d+ people of Hyosan High School, with the role pupil, none of them aged 60/,
  ],
  [{ A: { school: "Hyosan Hihg School" } }, /people\.A\.school: .*did you mean "Hyosan High School"/],
  [{ A: { school: "Hyosan Hospital" } }, /people\.A\.school: expected the name of a school/],
  [{ A: { class: "Classroom 9-9" } }, /people\.A\.class: expected the name of a room/],
  [{ A: { zone: "Atlantis" } }, /people\.A\.zone: expected a zone of Hyosan/],
  [
    { A: { role: "pupil" }, B: { class: { of: "A" }, age: 70, role: "worker" } },
    /people\.B\.class: .*none of them in the class of A/,
  ],
  [{ A: { age: 40 }, B: { household: "A", age: [39, 41], sex: "male", role: "student" } }, /people\.B\./],
  [
    {
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, k) => [`P${k}`, { class: "Science lab", school: SCHOOL, role: "pupil" }]),
      ),
    },
    /who all play others.*two cannot be one resident/,
  ],
])("who cannot be found is told with the condition that leaves none, %#", (members, expected) => {
  const cast = Cast.parse({ people: members });
  expect(() => pinCast(town, cast, new Random(1))).toThrow(expected);
});

test("traits are drawn uniformly, and the scenario's where it sets them; courage decides who fights", () => {
  const sim = new Simulation(town, scenario);
  const [onJo, , , gwiNam] = sim.cast.players;
  expect([sim.traits.of(onJo!.person, "courage"), sim.fights(onJo!.person)]).toEqual([1, true]);
  expect([sim.traits.of(gwiNam!.person, "courage"), sim.fights(gwiNam!.person)]).toEqual([0, false]);
  const n = people.age.length;
  for (const trait of ["courage", "loyalty", "strength", "trust"] as const) {
    let sum = 0;
    for (let person = 0; person < n; person++) sum += sim.traits.of(person, trait);
    expect(Math.abs(sum / n - 0.5), trait).toBeLessThan(4 / Math.sqrt(12 * n));
  }
});

test("ties of the scenario hold both ways, before the ties that everyone has", () => {
  const { ties, cast } = new Simulation(town, scenario);
  const [cheongSan, gwiNam] = ["Lee Cheong-san", "Yoon Gwi-nam"].map((name) => cast.rowOf(name));
  expect([ties.between(cheongSan!, gwiNam!), ties.between(gwiNam!, cheongSan!)]).toEqual([RIVAL, RIVAL]);
  ties.of(gwiNam!);
  expect([ties.person[0], ties.strength[0]]).toEqual([cheongSan, 0.7]);
  expect(ties.between(cast.rowOf("Nam On-jo"), cast.rowOf("Nam So-ju"))).toBe(FAMILY);
});

/** Runs some hours in pieces, and returns the simulation and the courses of the cast. */
function coursesOf(hours: number, options: { alwaysAwake?: boolean; pieces?: number; seed?: number } = {}) {
  const { pieces = 7, ...rest } = options;
  const courses: Course[] = [];
  const sim = new Simulation(town, scenario, { ...rest, courses: (course) => courses.push(course) });
  for (let piece = 1; piece <= pieces; piece++) {
    sim.runUntil((hours * HOUR * piece) / pieces);
    sim.flush();
  }
  return { sim, courses };
}

test("to be of the cast changes nothing but what the scenario sets", () => {
  const plain = { ...scenario, cast: Cast.parse({ people: { A: {}, B: { role: "pupil" } } }) };
  const { cast, ...without } = plain;
  expect(cast).toBeDefined();
  const [a, b] = [plain, without].map((each) => {
    const sim = new Simulation(town, each, { courses: () => {} });
    sim.runUntil(2 * HOUR);
    return sim.hash();
  });
  expect(a).toEqual(b);
});

test.each([1, 2, 3])(
  "the courses are the same in a lazy town and an awake one, in one piece and in many, seed %i",
  (seed) => {
    const { courses } = coursesOf(8, { seed });
    expect(coursesOf(8, { seed, pieces: 1 }).courses).toEqual(courses);
    expect(coursesOf(8, { seed, alwaysAwake: true }).courses).toEqual(courses);
  },
);

test("whenever a zone has one of the cast somewhere, so has their course", () => {
  const courses: Course[] = [];
  const sim = new Simulation(town, scenario, { seed: 1, courses: (course) => courses.push(course) });
  const seen: { person: number; time: number; place: number }[] = [];
  observe(
    sim,
    () => {},
    (id) => {
      if (id >= sim.world.progressId || sim.followed![id] === 0) return;
      const { activity, crossing } = sim.world.person;
      if (activity[id] === ActivityCode.still || crossing[id]! >= 2) return;
      seen.push({ person: id, time: sim.world.now, place: sim.world.occupancy.place[id]! });
    },
  );
  sim.runUntil(8 * HOUR);
  sim.flush();
  expect(seen.length).toBeGreaterThan(50);
  for (const { person, time, place } of seen) {
    const row = courses.findLast((course) => course.person === person && course.time <= time);
    expect(row!.place, `person ${person} at ${time}`).toBe(place);
  }
});

test("the course of someone to whom nothing happens is the routine", () => {
  const quiet = {
    ...schoolOutbreak(3_000, { cast: { people: { A: { role: "worker" } } }, until: "2 d" }),
    outbreak: [],
  };
  const courses: Course[] = [];
  const sim = new Simulation(town, { ...quiet, stop: { extinction: false } }, { courses: (row) => courses.push(row) });
  sim.runUntil(48 * HOUR);
  sim.flush();
  expect(courses.length).toBeGreaterThan(10);
  expect(courses.every(({ activity, place }) => activity === ActivityCode.routine && place !== NONE)).toBe(true);
  for (let t = 0; t < 48 * HOUR; t += 613) {
    sim.world.routine.at(courses[0]!.person, t);
    expect(courses.findLast(({ time }) => time <= t)!.place).toBe(sim.world.routine.place);
  }
});
