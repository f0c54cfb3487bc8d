import { expect, test } from "vitest";
import { projectionAround, projectionError } from "../../../src/builder/osm/projection.js";

test.each([
  // Length of a degree on WGS84, km: latitude, then longitude (published tables of the ellipsoid).
  [0, 110.574, 111.32],
  [15, 110.649, 107.551],
  [30, 110.852, 96.486],
  [60, 111.412, 55.8],
  [-75, 111.618, 28.902],
])("a degree at latitude %s is as long as on the WGS84 ellipsoid", (lat, kmLat, kmLon) => {
  const { metresPerDegreeLat, metresPerDegreeLon } = projectionAround(127, lat);
  expect(Math.abs(metresPerDegreeLat / 1000 - kmLat)).toBeLessThan(0.001);
  expect(Math.abs(metresPerDegreeLon / 1000 - kmLon)).toBeLessThan(0.001);
});

test("the stated error is the change of the length of a degree of longitude", () => {
  const here = projectionAround(127, 37.5);
  const north = projectionAround(127, 37.5 + 20_000 / here.metresPerDegreeLat);
  const change = 1 - north.metresPerDegreeLon / here.metresPerDegreeLon;
  expect(projectionError(here, 20_000)).toBeCloseTo(change, 4);
  expect(change).toBeCloseTo(0.0024, 4);
});
