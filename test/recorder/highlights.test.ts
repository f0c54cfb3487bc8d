import { expect, test } from "vitest";
import { NONE } from "../../src/base/columns.js";
import { Highlights } from "../../src/recorder/highlights.js";
import { fakeCity } from "../outputs/fake-city.js";
import { FakeRun, fakeScenario } from "../outputs/fake-run.js";

const city = fakeCity({ side: 8, households: 400 });

function highlightsIn(building: Uint32Array): Highlights {
  const highlights = new Highlights({ ...city, places: { ...city.places, building } });
  new FakeRun(city, fakeScenario(), highlights.listener).advance(3600);
  return highlights;
}

test("an outbreak that begins in a building gets out, one that begins in none comes indoors", () => {
  const inside = highlightsIn(city.places.building);
  const home = city.places.building[inside.first!.place]!;
  expect(home).not.toBe(NONE);
  expect(city.places.building[inside.outside!.place]).not.toBe(home);
  expect(inside.indoors).toBeNull();

  const building = city.places.building.slice();
  building[inside.first!.place] = NONE;
  const outdoors = highlightsIn(building);
  expect(outdoors.outside).toBeNull();
  expect(building[outdoors.indoors!.place]).not.toBe(NONE);
  expect(outdoors.infections).toBe(inside.infections);
});
