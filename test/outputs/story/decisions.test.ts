import { expect, test } from "vitest";
import {
  type Candidate,
  type Decision,
  DecisionChooser,
  likelihoodWords,
  reasonWords,
} from "../../../src/outputs/story/decisions.js";
import type { RunFile } from "../../../src/outputs/run-file.js";

const weights = { tie: 1, courage: 1, loyalty: 1, danger: 2, supplies: 1.5, bitten: 4 };
const run = { scenario: { groups: { weights } } } as unknown as RunFile;
const PLAIN: Decision = {
  ...{ event: 2, time: 0, decision: "open", choice: "opened", person: 1, other: 2, probability: 0.5 },
  ...{ tie: 0, courage: 0.5, loyalty: 0.5, risk: 0.5, danger: 0, supplies: 1 },
};
const words = (changes: Partial<Decision>, isFamily = false) =>
  reasonWords({ ...PLAIN, ...changes }, run, "she", isFamily);

test("a reason is what pulled most toward the choice, and what pulled most against it", () => {
  expect(words({})).toBe("");
  expect(words({ tie: 3 })).toBe(": the two are close");
  expect(words({ tie: 3 }, true)).toBe(": they are family");
  expect(words({ tie: 1.5, danger: 4 })).toBe(": the two are friends, although 4 of the turned stand right outside");
  expect(words({ choice: "refused", danger: 1 })).toBe(": one of the turned stands right outside");
  expect(words({ choice: "refused", danger: 1, tie: 3 })).toBe(
    ": one of the turned stands right outside, although the two are close",
  );
  expect(words({ courage: 0.94 })).toBe(": she has more courage than 94 in 100");
  expect(words({ choice: "refused", courage: 0.05 })).toBe(": she has less courage than 95 in 100");
  expect(words({ decision: "expel", choice: "expelled", tie: 3 })).toBe(", although the two are close");
  expect(words({ decision: "expel", choice: "kept", tie: 3, courage: Number.NaN })).toBe(": the two are close");
});

test("how likely a choice was is said in whole numbers", () => {
  const said = (probability: number, event = 2) => likelihoodWords({ ...PLAIN, probability, event });
  expect(said(0.05)).toBe("One in 20 would have done so.");
  expect(said(0.05, 3)).toBe("Of 20 people in that place one would have.");
  expect(said(0.3)).toBe("Three in ten would have done so.");
  expect(said(0.5)).toBe("It could have gone either way.");
  expect(said(0.9)).toBe("Nine in ten would have done so.");
  expect(said(0.99)).toBe("Nearly everyone would have done so.");
});

test("an episode tells at most three decisions, of other choices and people, none that is told already", () => {
  const candidate = (event: number, choice: string, person: number, weight: number): Candidate => {
    return { decision: { ...PLAIN, event, choice, person, other: person + 100 }, weight };
  };
  const all = [
    candidate(1, "opened", 1, 9),
    candidate(2, "opened", 2, 8),
    candidate(3, "refused", 1, 7),
    candidate(4, "refused", 3, 6),
    candidate(5, "lured", 4, 5),
    candidate(6, "betrayed", 5, 4),
  ];
  const events = (told: readonly number[]) =>
    new DecisionChooser().choose(all, new Set(told)).map(({ event }) => event);
  expect(events([])).toEqual([1, 4, 5]);
  expect(events([1])).toEqual([2, 3, 5]);
  const chooser = new DecisionChooser();
  const two = [candidate(1, "opened", 1, 9), candidate(2, "refused", 2, 8)];
  chooser.choose([two[0]!], new Set());
  expect(chooser.choose(two, new Set([1])).map(({ event }) => event)).toEqual([2]);
});
