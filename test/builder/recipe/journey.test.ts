import { expect, test } from "vitest";
import { meanJourney } from "../../../src/builder/recipe/journey.js";

/** Passengers through gates by hour: `rate` a minute from 05:00 to 24:00, each for `minutes`; only 06 to 24 is counted. */
function counted(rate: (minute: number) => number, minutes: number): { entered: Float64Array; left: Float64Array } {
  const entered = new Float64Array(24);
  const left = new Float64Array(24);
  for (let minute = 5 * 60; minute < 24 * 60; minute++) {
    const [inHour, outHour] = [Math.floor(minute / 60), Math.floor((minute + minutes) / 60)];
    if (inHour >= 6) entered[inHour]! += rate(minute);
    if (outHour >= 6 && outHour < 24) left[outHour]! += rate(minute);
  }
  return { entered, left };
}

/** A day with two peaks and an end, passengers a minute. */
function day(minute: number): number {
  const peak = (at: number, width: number) => Math.exp(-(((minute - at) / width) ** 2));
  return 100 * peak(8 * 60, 50) + 120 * peak(18 * 60, 80) + 70 * Math.sin((Math.PI * (minute - 290)) / 1160);
}

test.each([15, 27, 45])("Little's law finds the %i minutes of a journey from hourly counts alone", (minutes) => {
  const { entered, left } = counted(day, minutes);
  // Hours are coarse: within one, arrivals are taken to be even, which is off by some minutes.
  expect(Math.abs(meanJourney(entered, left)!.seconds / 60 - minutes)).toBeLessThan(4);
});

test("counts that cannot tell give no journey", () => {
  expect(meanJourney(new Float64Array(24), new Float64Array(24))).toBeUndefined();
  const steady = counted(() => 10, 27);
  expect(meanJourney(steady.entered, steady.left)).toBeUndefined();
});
