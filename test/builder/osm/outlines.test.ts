import { expect, test } from "vitest";
import { draftFromOsm } from "../../../src/builder/osm/index.js";
import { describeBuilding } from "../../../src/builder/osm/buildings.js";
import { describeSite, schoolLevel } from "../../../src/builder/osm/places.js";
import { ringCentre, ringHolds } from "../../../src/builder/osm/rings.js";
import { degrees, type Elements, pbfFile } from "./write-pbf.js";

const tags = (values: Record<string, string>) => new Map(Object.entries(values));
const at = (x: number, y: number, values: Record<string, string> = {}): [number, number, Record<string, string>] => [
  degrees(x),
  degrees(y),
  values,
];

/** A street from (-100, 0) to (100, 0) and other elements. */
function townWith({ nodes, ways = [], relations = [] }: Elements) {
  return draftFromOsm({
    osm: pbfFile({
      nodes: { 1: at(-100, 0), 2: at(100, 0), ...nodes },
      ways: [{ refs: [1, 2], tags: { highway: "residential" } }, ...ways],
      relations,
    }),
  });
}

/** Nodes of a rectangle around (x, y), ids from `id`, and the closed list of them. */
function rectangle(id: number, x: number, y: number, width: number, height: number) {
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([sx, sy], i) => [id + i, at(x + (sx! * width) / 2, y + (sy! * height) / 2)]);
  return { nodes: Object.fromEntries(corners) as Elements["nodes"], refs: [id, id + 1, id + 2, id + 3, id] };
}

test.each([
  ["서울청계초등학교", "elementary"],
  ["효산중학교", "middle"],
  ["효산고등학교", "high"],
  ["경안중고등학교", "high"],
  ["Riverside Junior High School", "middle"],
  ["Riverside High School", "high"],
  ["Volksschule Krems", "elementary"],
  ["BRG Krems Realgymnasium", "high"],
  ["Collège Charles III", "middle"],
  ["Lycée Albert Ier", "high"],
  ["Escola Secundária Camões", "high"],
])("the name %s says %s school", (name, level) => {
  expect(schoolLevel(tags({ amenity: "school", name }))).toBe(level);
});

test("without a name isced:level says the level of a school, else it is elementary", () => {
  expect(schoolLevel(tags({ "isced:level": "2" }))).toBe("middle");
  expect(schoolLevel(tags({ "isced:level": "2;3" }))).toBe("high");
  expect(schoolLevel(tags({}))).toBe("elementary");
});

test.each([
  [{ amenity: "hospital", beds: "320" }, "hospital", 320],
  [{ amenity: "restaurant" }, "shop", undefined],
  [{ shop: "vacant" }, null, undefined],
  [{ office: "company" }, "office", undefined],
  [{ railway: "halt" }, "station", undefined],
  [{ public_transport: "platform", highway: "bus_stop" }, "stop", undefined],
  [{ leisure: "park", capacity: "100" }, "park", undefined],
  [{ amenity: "parking" }, null, undefined],
])("%o is a %s", (values, use, capacity) => {
  const site = describeSite(tags(values as unknown as Record<string, string>));
  expect(site?.use ?? null).toBe(use);
  expect(site?.capacity).toBe(capacity);
});

test("a building's use is its own kind if that is housing, else the destination in it, else unknown", () => {
  expect(describeBuilding(tags({ building: "apartments", shop: "bakery" }))).toMatchObject({ use: "apartments" });
  expect(describeBuilding(tags({ building: "yes", amenity: "school", name: "효산고등학교" }))).toMatchObject({
    use: "high",
  });
  expect(describeBuilding(tags({ building: "yes" }))).toMatchObject({ use: undefined, levels: undefined });
  expect(describeBuilding(tags({ building: "garage" }))).toBe("empty");
  expect(describeBuilding(tags({ highway: "service" }))).toBeNull();
});

test("storeys are those stated, else one for each 3.2 m of height", () => {
  const levels = (values: Record<string, string>) => describeBuilding(tags({ building: "yes", ...values }));
  expect(levels({ "building:levels": "5", height: "99" })).toMatchObject({ levels: 5 });
  expect(levels({ height: "32 m" })).toMatchObject({ levels: 10 });
  expect(levels({ height: "2" })).toMatchObject({ levels: 1 });
  expect(levels({ "building:levels": "9999" })).toMatchObject({ levels: undefined });
});

test("a building has its centre and its ground area, courtyards not counted", async () => {
  const outer = rectangle(10, 40, 30, 20, 30);
  const inner = rectangle(20, 40, 30, 10, 10);
  const { footprints } = await townWith({
    nodes: { ...outer.nodes, ...inner.nodes },
    ways: [
      { id: 7, refs: outer.refs, tags: { building: "yes" } },
      { id: 8, refs: inner.refs },
    ],
    relations: [
      {
        tags: { type: "multipolygon", building: "apartments" },
        members: [
          { ref: 7, role: "outer" },
          { ref: 8, role: "inner" },
        ],
      },
    ],
  });
  expect(footprints).toHaveLength(1);
  const [{ x, y, area, use }] = footprints as [(typeof footprints)[0]];
  expect(use).toBe("apartments");
  expect(area / 1.00675).toBeCloseTo(20 * 30 - 10 * 10, 0);
  expect([x / 1.00675, y]).toEqual([expect.closeTo(40, 1), expect.closeTo(30, 1)]);
});

test("a school drawn as building, as grounds and as a point inside is one destination", async () => {
  const grounds = rectangle(10, 0, 100, 120, 100);
  const building = rectangle(20, 10, 90, 40, 20);
  const school = { amenity: "school", name: "효산고등학교" };
  const draft = await townWith({
    nodes: { ...grounds.nodes, ...building.nodes, 30: at(40, 110, school) },
    ways: [
      { refs: grounds.refs, tags: school },
      { refs: building.refs, tags: { building: "school", ...school } },
    ],
  });
  expect(draft.sites).toHaveLength(1);
  expect(draft.sites[0]).toMatchObject({ use: "high", name: "효산고등학교" });
  expect(draft.footprints).toMatchObject([{ use: "high" }]);
  expect(draft.leftOut).toEqual(["2 elements: the same use and name as a destination close by"]);
});

test("two shops of different names, or of one name far apart, are two", async () => {
  const { sites } = await townWith({
    nodes: {
      10: at(0, 10, { shop: "bakery", name: "Brot" }),
      11: at(5, 10, { shop: "bakery", name: "Krume" }),
      12: at(60, 10, { shop: "bakery", name: "Brot" }),
    },
  });
  expect(sites).toHaveLength(3);
});

test("the centre of a ring does not depend on where it begins or which way it runs", () => {
  const ring = [0, 0, 4, 0, 4, 2, 0, 2];
  for (const points of [ring, [4, 0, 4, 2, 0, 2, 0, 0], [0, 2, 4, 2, 4, 0, 0, 0], [...ring, 0, 0]]) {
    expect(ringCentre(points)).toEqual({ area: 8, x: 2, y: 1 });
  }
  expect(ringHolds(ring, 3.9, 1.9)).toBe(true);
  expect(ringHolds(ring, 4.1, 1)).toBe(false);
});
