import { expect, test } from "vitest";
import { Batch } from "../../src/recorder/batch.js";
import { DAMAGE } from "../../src/recorder/tables.js";

test("a batch hands its rows over when it has no room for one more, and what is left when told to", () => {
  const places: number[][] = [];
  const batch = new Batch("damage", DAMAGE, (_, { place }, rows) => places.push([...place!.subarray(0, rows)]), 3);
  for (let place = 0; place < 7; place++) batch.columns.place[batch.next()] = place;
  batch.flush();
  batch.flush();
  expect(places).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  expect(batch.total).toBe(7);
});
