import { expect, test } from "vitest";
import { allocate, NONE } from "../../src/base/columns.js";
import { EventCode, EVENTS } from "../../src/engine/events.js";
import { compilePtts } from "../../src/model/infection/ptts.js";
import { PublicRecord } from "../../src/recorder/public-record.js";
import { informed } from "../model/informed-town.js";

const HOUR = 3600;
const N = 20_000;
const NEVER = Number.POSITIVE_INFINITY;
const scenario = informed(3_000, {
  policy: { stance: "deny", suppress: { share: 0.1, delay: "1 h" } },
  record: { share: 0.8, delay: "1 h", missing: "2 h", error: 0.05 },
});
const stateOf = (name: string) => compilePtts(scenario).info.findIndex((state) => state.name === name);

/** What the authorities have said, of those who hide everything until `admittedAt`. */
const official = (admittedAt: number) => ({ deniedAt: 0, admittedAt, hides: (t: number) => t < admittedAt, said: [] });
const OPEN = official(0);

/** Everyone is infected at 0, and enters a state at an hour. */
function recordOf(state: string): PublicRecord {
  const record = new PublicRecord(N, scenario, 1);
  const chunk = allocate(EVENTS, 1);
  const note = (kind: number, person: number, name: string, time: number) => {
    chunk.kind[0] = kind;
    chunk.person[0] = person;
    chunk.other[0] = NONE;
    chunk.state[0] = stateOf(name);
    chunk.time[0] = time;
    record.note(chunk, 0);
  };
  for (let person = 0; person < N; person++) note(EventCode.infected, person, "incubating", 0);
  for (let person = 0; person < N; person++) note(EventCode.progressed, person, state, HOUR);
  return record;
}

function near(count: number, p: number): void {
  expect(Math.abs(count / N - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N));
}

test("the authorities come to report their share, exponentially late, a part of it wrongly; others are missed", () => {
  const record = recordOf("turned");
  const after = record.count(2 * HOUR, OPEN);
  expect(after).toMatchObject({ cases: N, turned: N, dead: 0 });
  near(after.casesReported, 0.8 * (1 - Math.exp(-2)));
  const known = 0.8 * (1 - Math.exp(-1));
  near(after.turnedReported, known * 0.95);
  near(after.deadReported, known * 0.05);
  near(after.missingReported, (1 - known) * (1 - Math.exp(-0.5)));
  const end = record.count(1000 * HOUR, OPEN);
  near(end.turnedReported + end.deadReported, 0.8);
  expect(end.turnedReported + end.deadReported + end.missingReported).toBe(N);
});

test("while they hide it they report little; once they admit it the rest follows", () => {
  const record = recordOf("dead");
  const hidden = record.count(1000 * HOUR, official(NEVER));
  near(hidden.deadReported, 0.1 * 0.95);
  near(hidden.casesReported, 0.1);
  expect(hidden.dead).toBe(N);
  const admitted = official(1000 * HOUR);
  expect(record.count(1000 * HOUR, admitted).deadReported).toBe(hidden.deadReported);
  near(record.count(1001 * HOUR, admitted).casesReported, 0.1 + 0.7 * (1 - Math.exp(-1)));
  near(record.count(2000 * HOUR, admitted).casesReported, 0.8);
});

test("what is known of a person changes from alive at stated times, and what is known since stays known", () => {
  const record = recordOf("turned");
  for (let person = 0; person < 500; person++) {
    let last = record.of(person, 0, OPEN);
    expect(last).toEqual({ status: "alive", since: 0 });
    for (let t = 0; t <= 20 * HOUR; t += 900) {
      const entry = record.of(person, t, OPEN);
      expect(entry.since).toBeLessThanOrEqual(t);
      if (entry.status === last.status) expect(entry.since).toBe(last.since);
      else if (entry.status === "missing") expect(last.status).toBe("alive");
      else expect(["alive", "missing"]).toContain(last.status);
      last = entry;
    }
  }
});

test("hybrids are alive in the record, save those whom it has dead by mistake", () => {
  const end = recordOf("hybrid").count(1000 * HOUR, OPEN);
  expect(end).toMatchObject({ turned: 0, turnedReported: 0, dead: 0, missingReported: 0 });
  near(end.deadReported, 0.8 * 0.05);
});

test("a history has what is known and what is true at every time, and changes only where one of them does", () => {
  const secret = official(5 * HOUR);
  for (const state of ["turned", "dead", "hybrid"]) {
    const record = recordOf(state);
    for (let person = 0; person < 300; person++) {
      const history = record.historyOf(person, 20 * HOUR, secret);
      expect(history[0]).toEqual({ time: 0, status: "alive", truth: "alive" });
      expect(history.at(-1)!.truth).toBe(state);
      for (const [row, chapter] of history.entries()) {
        const before = history[row - 1];
        if (before === undefined) continue;
        expect(chapter.time).toBeGreaterThanOrEqual(before.time);
        expect([chapter.status, chapter.truth]).not.toEqual([before.status, before.truth]);
      }
      for (let t = 0; t <= 20 * HOUR; t += 1800) {
        const { status, truth } = history.findLast(({ time }) => time <= t)!;
        expect(status).toBe(record.of(person, t, secret).status);
        expect(truth).toBe(record.truthOf(person, t));
      }
    }
  }
});

test("a hybrid who dies is missed only then, and never taken for turned", () => {
  const record = recordOf("hybrid");
  const chunk = allocate(EVENTS, 1);
  for (let person = 0; person < 500; person++) {
    chunk.kind[0] = EventCode.progressed;
    chunk.person[0] = person;
    chunk.other[0] = NONE;
    chunk.state[0] = stateOf("dead");
    chunk.time[0] = 10 * HOUR;
    record.note(chunk, 0);
  }
  let dead = 0;
  for (let person = 0; person < 500; person++) {
    for (const { time, status } of record.historyOf(person, 1000 * HOUR, OPEN)) {
      expect(["alive", "missing", "dead"]).toContain(status);
      if (status === "missing") expect(time).toBeGreaterThanOrEqual(10 * HOUR);
    }
    if (record.of(person, 1000 * HOUR, OPEN).status === "dead") dead++;
  }
  expect(Math.abs(dead / 500 - 0.8)).toBeLessThan(0.08);
});

test("counts are those of the entries of everyone, whatever befalls people between two counts, and once it is admitted", () => {
  const record = new PublicRecord(N, scenario, 1);
  const chunk = allocate(EVENTS, 1);
  const note = (kind: number, person: number, other: number, name: string, time: number) => {
    Object.assign(chunk, { kind: [kind], person: [person], other: [other], state: [stateOf(name)], time: [time] });
    record.note(chunk, 0);
  };
  const hides = official(NEVER);
  const admits = official(5 * HOUR);
  const seen = new Set<string>();
  for (let hour = 0; hour < 12; hour++) {
    for (let person = hour; person < 2_000; person += 7) {
      const time = hour * HOUR;
      if (person % 5 === hour % 5) note(EventCode.infected, person, NONE, "incubating", time);
      else if (person % 5 < 3) note(EventCode.progressed, person, NONE, person % 2 ? "turned" : "hybrid", time);
      else note(EventCode.killed, 0, person, "turned", time);
    }
    const t = (hour + 0.5) * HOUR;
    const known = hour < 5 ? hides : admits;
    const counts = { dead: 0, turned: 0, missing: 0, alive: 0 };
    for (let person = 0; person < 2_000; person++) counts[record.of(person, t, known).status]++;
    const { deadReported, turnedReported, missingReported } = record.count(t, known);
    expect([deadReported, turnedReported, missingReported]).toEqual([counts.dead, counts.turned, counts.missing]);
    for (const [status, n] of Object.entries(counts)) if (n > 0) seen.add(status);
  }
  expect(seen.size).toBe(4);
});
