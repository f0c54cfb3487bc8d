import { expect, test } from "vitest";
import { ATTEMPT, Batch, CHANGE, isBefore, TimeOrder } from "../../src/model/contact/batch.js";
import { below, dice } from "../engine/dice.js";

test("rows are put in the order of time, kind and person, many of them at one time", () => {
  const order = new TimeOrder();
  for (const [rows, times] of [
    [0, 1],
    [1, 1],
    [500, 1],
    [3000, 40],
    [3000, 1e9],
  ] as const) {
    const random = dice(rows + times);
    const batch = new Batch();
    for (let row = 0; row < rows; row++) {
      const kind = below(random, 2) === 0 ? CHANGE : ATTEMPT;
      batch.push(1e6 + below(random, times) / 7, kind, row, 0, 1, 2);
    }
    order.sort(batch);
    const sorted = [...order.rows.subarray(0, rows)];
    expect(new Set(sorted).size).toBe(rows);
    for (let at = 1; at < rows; at++) expect(isBefore(batch, sorted[at - 1]!, batch, sorted[at]!)).toBe(true);
  }
});
