import { describe, expect, it } from "vitest";
import { Visits } from "../../src/engine/visits.js";
import { dice } from "./dice.js";

describe("awaited visits", () => {
  it("come out in order of time and person, whatever is added between", () => {
    const next = dice(1);
    const visits = new Visits();
    const model: { person: number; time: number }[] = [];
    let now = 0;
    for (let round = 0; round < 20_000; round++) {
      if (model.length === 0 || next() < 0.5) {
        // few times, so that there are ties
        const entry = { person: Math.floor(next() * 1000), time: now + Math.floor(next() * 50) };
        visits.push(entry.person, entry.time);
        model.push(entry);
      } else {
        model.sort((a, b) => a.time - b.time || a.person - b.person);
        const { person, time } = model.shift()!;
        if (next() < 0.5) expect(visits.first).toBe(time); // or is taken right after another
        expect(visits.pop()).toBe(person);
        now = time;
      }
      if (round % 7 === 0) expect(visits.first).toBe(Math.min(...model.map((entry) => entry.time)));
    }
    expect(model.length).toBeGreaterThan(20);
    visits.clear();
    expect(visits.first).toBe(Infinity);
  });
});
