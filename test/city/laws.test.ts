import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { settle } from "../../src/builder/settle.js";
import { type City, PlaceKindCode, RoleCode } from "../../src/city/city.js";
import { decodeCity, encodeCity } from "../../src/city/format.js";
import { brokenLaws } from "../../src/city/laws.js";
import { gridTown } from "../builder/drafts.js";

const file = encodeCity(settle(gridTown(4, [{ residents: 500 }, { residents: 300 }]), 1));

const breaks: Record<string, { spoil: (city: City) => void; law: RegExp }> = {
  "an area of 0": { spoil: (c) => c.places.area.fill(0, 3, 4), law: /places.area > 0: broken 1 times, first in row 3/ },
  "a coordinate that is no number": { spoil: (c) => c.places.x.fill(Number.NaN, 0, 1), law: /finite coordinates/ },
  "a door to nowhere": { spoil: (c) => c.doors.to.fill(1e9, 5, 6), law: /doors.to refers/ },
  "a wrong back pointer": { spoil: (c) => c.doors.back.fill(0, 5, 6), law: /same door from the other side/ },
  "a door longer from one side": { spoil: (c) => c.doors.distance.fill(999, 5, 6), law: /same distance and width/ },
  "a way to shelter in a circle": {
    spoil: (c) => {
      const [door, back] = [0, c.doors.back[0]!];
      c.toShelter.door[c.doors.to[back]!] = door;
      c.toShelter.door[c.doors.to[door]!] = back;
    },
    law: /toShelter leads to an end: broken/,
  },
  "starts that fall": { spoil: (c) => c.householdStart.fill(9, 2, 3), law: /householdStart never falls/ },
  "a platform without vehicle": {
    spoil: (c) => c.places.kind.set([PlaceKindCode.open], c.places.kind.indexOf(PlaceKindCode.vehicle)),
    law: /a stop is followed by its vehicle/,
  },
  "a pupil without school": {
    spoil: (c) =>
      c.people.anchor.fill(NONE, c.people.role.indexOf(RoleCode.pupil), c.people.role.indexOf(RoleCode.pupil) + 1),
    law: /have no anchor: broken 1/,
  },
  "an anchor without a way": {
    spoil: (c) => c.toStop.distance.fill(Infinity, c.people.anchor.find((place) => place !== NONE)!),
    law: /every anchor reaches a stop/,
  },
  "a resident too many": { spoil: (c) => c.zones.residents.fill(501, 0, 1), law: /zones.residents: broken 1/ },
  "a home in another zone": {
    spoil: (c) => c.places.zone.fill(1, c.households.home[0]!, c.households.home[0]! + 1),
    law: /homes are in the zone/,
  },
  "a register without someone": { spoil: (c) => c.register.fill(c.register[1]!, 0, 1), law: /register/ },
};

for (const [name, { spoil, law }] of Object.entries(breaks))
  test(`the laws notice ${name}`, () => {
    const city = decodeCity(file.slice(0));
    expect(brokenLaws(city)).toEqual([]);
    spoil(city);
    expect(brokenLaws(city).join("\n")).toMatch(law);
  });
