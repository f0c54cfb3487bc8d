import { expect, test } from "vitest";
import type { Happening } from "../../../src/outputs/story/events.js";
import { groupsOf, idsOf } from "../../../src/outputs/story/groups.js";

const SITE = { place: 1, placeName: null, placeKind: "room", buildingName: null, buildingUse: null, zone: null };
const ANYONE = { isNear: () => false, isSmall: () => false };

function event(id: number, kind: string, person: number, other: number | null, time = 1000 * id): Happening {
  return { ...SITE, id, time, kind, person, other, state: "", strain: null };
}

test("a knock and its answer are one sentence, and hiding right after it none", () => {
  const events = [event(4, "knocked", 1, 2), event(5, "opened", 2, 1, 4001), event(6, "hid", 1, null, 4010)];
  for (const person of [1, 2]) {
    const groups = groupsOf(person, events, ANYONE);
    expect(groups.map(([first]) => first!.kind)).toEqual(["let-in"]);
    expect(idsOf(groups[0]![0]!)).toEqual([4, 5]);
  }
  const refused = [event(4, "knocked", 1, 2), event(5, "refused", 2, 1, 4001)];
  expect(groupsOf(1, refused, ANYONE)[0]![0]!.kind).toBe("turned-away");
  const unanswered = [event(4, "knocked", 1, 2), event(5, "opened", 3, 1, 4001)];
  expect(
    groupsOf(1, unanswered, ANYONE)
      .flat()
      .map(({ kind }) => kind),
  ).toEqual(["knocked", "opened"]);
});

test("several knocks at one door are one sentence; three of another kind are, two are not", () => {
  const knocks = [1, 2].flatMap((n) => [event(2 * n, "knocked", n, 9), event(2 * n + 1, "refused", 9, n)]);
  expect(groupsOf(9, knocks, ANYONE).map((group) => group.length)).toEqual([2]);
  const attacks = [1, 2, 3].map((n) => event(n, "attacked", 9, n));
  expect(groupsOf(9, attacks, ANYONE)).toHaveLength(1);
  expect(groupsOf(9, attacks.slice(1), ANYONE)).toHaveLength(2);
});

test("who only hears of it is no story, unless from their own; small children decide nothing", () => {
  const calls = [event(1, "convinced", 1, 2), event(2, "convinced", 1, null)];
  expect(groupsOf(1, calls, ANYONE)).toEqual([]);
  expect(groupsOf(1, calls, { ...ANYONE, isNear: () => true })).toHaveLength(1);
  const expelled = [event(1, "expelled", 1, 2)];
  expect(groupsOf(1, expelled, ANYONE)).toHaveLength(1);
  expect(groupsOf(1, expelled, { ...ANYONE, isSmall: (person) => person === 1 })).toEqual([]);
});
