import { expect, test } from "vitest";
import {
  DIMENSIONS,
  formatClock,
  formatDuration,
  formatQuantity,
  localTimeAt,
  parseLocalTime,
  parseQuantity,
  unitExample,
  weekday,
  type Dimension,
} from "../../src/base/units.js";

test.each<[string, Dimension, number]>([
  ["90 s", "duration", 90],
  ["12 min", "duration", 720],
  ["36 h", "duration", 129_600],
  ["36h", "duration", 129_600],
  [" 1.5 d ", "duration", 129_600],
  ["1 d 12 h", "duration", 129_600],
  ["2 weeks", "duration", 1_209_600],
  ["0 s", "duration", 0],
  ["1e3 s", "duration", 1000],
  ["500 mm", "length", 0.5],
  ["150 cm", "length", 1.5],
  ["2 km", "length", 2000],
  ["2.5 m/s", "speed", 2.5],
  ["9 km/h", "speed", 2.5],
  ["36 km/h", "speed", 10],
  ["0.008 /h", "rate", 0.008 / 3600],
  ["0.008/h", "rate", 0.008 / 3600],
  ["3 1/min", "rate", 0.05],
  ["0.4 per day", "rate", 0.4 / 86_400],
  ["5 per second", "rate", 5],
  ["100 m²", "area", 100],
  ["100 m2", "area", 100],
  ["3 ha", "area", 30_000],
  ["2 km²", "area", 2e6],
])("%s is a %s of %d in SI", (text, dimension, value) => {
  expect(parseQuantity(text, dimension)).toBe(value);
});

test.each<[string, Dimension]>([
  ["36", "duration"],
  ["36 hrs", "duration"],
  ["-1 h", "duration"],
  ["5 m", "duration"],
  ["h", "duration"],
  ["1 h30", "duration"],
  ["1e999 h", "duration"],
  ["", "duration"],
  ["1,5 m", "length"],
  ["3 m/h", "speed"],
  ["31/h", "length"],
  ["3 h", "rate"],
  ["3 m", "area"],
])("%j is no %s", (text, dimension) => {
  expect(parseQuantity(text, dimension)).toBeUndefined();
});

test("every example in a message is itself a quantity of its dimension", () => {
  for (const [name, { example }] of Object.entries(DIMENSIONS)) {
    expect(parseQuantity(example, name as Dimension), name).toBeGreaterThan(0);
  }
  expect(unitExample("duration")).toBe('a duration such as "36 h"');
});

test("a quantity is written in the unit that reads best, and reads back as the same number", () => {
  const written: [number, Dimension, string][] = [
    [600, "duration", "10 min"],
    [21_600, "duration", "6 h"],
    [2_592_000, "duration", "30 d"],
    [5400, "duration", "1.5 h"],
    [45, "duration", "45 s"],
    [0, "duration", "0 s"],
    [0.5, "length", "50 cm"],
    [25, "length", "25 m"],
    [10_000, "area", "1 ha"],
    [3.8, "speed", "3.8 m/s"],
    [0.008 / 3600, "rate", "0.008 /h"],
    [0.4 / 86_400, "rate", "0.4 /d"],
    [2, "rate", "2 /s"],
  ];
  for (const [value, dimension, text] of written) {
    expect(formatQuantity(value, dimension)).toBe(text);
    expect(parseQuantity(text, dimension)).toBeCloseTo(value, 12);
  }
});

test.each([
  [0, "0 s"],
  [0.25, "0.3 s"],
  [45, "45 s"],
  [59.7, "1 min"],
  [720, "12 min"],
  [750, "12 min 30 s"],
  [3600, "1 h"],
  [5400, "1 h 30 min"],
  [86_399, "1 d"],
  [86_400, "1 d"],
  [86_400 + 4.5 * 3600, "1 d 04:30"],
  [-60, "-1 min"],
  [Infinity, "forever"],
])("%d seconds are %s in words", (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test("the clock counts days from the date of the start", () => {
  expect(formatClock("2021-10-29T08:00", 2 * 3600 + 42 * 60)).toBe("Fri 10:42, day 1");
  expect(formatClock("2021-10-29T08:00", 16 * 3600 - 1)).toBe("Fri 23:59, day 1");
  expect(formatClock("2021-10-29T08:00", 16 * 3600)).toBe("Sat 00:00, day 2");
  expect(localTimeAt("2021-12-31T23:00", 7200)).toBe("2022-01-01 01:00");
  expect(weekday("2021-10-29 08:00")).toBe("Fri");
  expect(() => weekday("tomorrow")).toThrow(RangeError);
});

test("a local time is normalised, and must be on the calendar", () => {
  expect(parseLocalTime("2021-10-29 08:00")).toBe("2021-10-29T08:00");
  expect(parseLocalTime("2024-02-29T23:59:30")).toBe("2024-02-29T23:59:30");
  for (const text of ["2021-02-29 08:00", "2021-13-01 08:00", "2021-10-29 24:00", "2021-10-29 08:60", "2021-10-29"]) {
    expect(parseLocalTime(text), text).toBeUndefined();
  }
});
