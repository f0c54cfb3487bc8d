import { expect, test } from "vitest";
import type { Draft } from "../../../src/builder/draft.js";
import { draftFromOsm } from "../../../src/builder/osm/index.js";
import { lineLength } from "../../../src/builder/geometry.js";
import { cutEvenly, midpoint } from "../../../src/builder/osm/lines.js";
import { degrees, type Elements, pbfFile } from "./write-pbf.js";

type Place = [number, number];
const RESIDENTIAL = { highway: "residential" };

/** A town from nodes in metres (east, north) and ways of node ids. */
function town(nodes: Record<number, Place>, ways: Elements["ways"]): Promise<Draft> {
  const placed = Object.entries(nodes).map(([id, [x, y]]) => [id, [degrees(x), degrees(y)]]);
  return draftFromOsm({ osm: pbfFile({ nodes: Object.fromEntries(placed) as Elements["nodes"], ways: ways! }) });
}

const totalLength = ({ streets }: Draft) => streets.reduce((sum, { line }) => sum + lineLength(line), 0);

test("ways are cut at the nodes they share, and nowhere else", async () => {
  const draft = await town({ 1: [0, 0], 2: [50, 0], 3: [100, 0], 4: [100, 80], 5: [150, 0] }, [
    { refs: [1, 2, 3, 5], tags: RESIDENTIAL },
    { refs: [3, 4], tags: { highway: "footway", width: "1.5 m" } },
  ]);
  expect(draft.streets.map(({ highway, width }) => `${highway} ${width}`)).toEqual([
    "residential 7",
    "residential 7",
    "footway 1.5",
  ]);
  const ends = draft.streets.flatMap(({ from, to }) => [from, to]);
  expect(ends.filter((end) => end === draft.streets[0]!.to)).toHaveLength(3);
  expect(draft.junctions.x).toHaveLength(4);
  expect(draft.leftOut).toEqual([]);
});

test("a long street becomes equal pieces of at most 200 m whose ends are junctions, and keeps its length", async () => {
  const draft = await town({ 1: [0, 0], 2: [0, 400], 3: [0, 450], 4: [0, 1001] }, [
    { refs: [1, 2, 3, 4], tags: RESIDENTIAL },
  ]);
  expect(draft.streets).toHaveLength(6);
  expect(draft.junctions.x).toHaveLength(7);
  for (const { line } of draft.streets) expect(lineLength(line)).toBeCloseTo(1001 / 6, 1);
  expect(totalLength(draft)).toBeCloseTo(1001, 1);
});

test("every street begins and ends at its junctions and no street at one junction twice", async () => {
  const loop = [1, 2, 3, 4, 1];
  const draft = await town({ 1: [0, 0], 2: [30, 0], 3: [30, 30], 4: [0, 30], 5: [-40, 0] }, [
    { refs: loop, tags: RESIDENTIAL },
    { refs: [5, 1], tags: RESIDENTIAL },
  ]);
  expect(draft.streets).toHaveLength(3);
  const { x, y } = draft.junctions;
  for (const { from, to, line } of draft.streets) {
    expect(from).not.toBe(to);
    expect([line[0], line[1], line[line.length - 2], line[line.length - 1]]).toEqual([x[from], y[from], x[to], y[to]]);
  }
});

test("segments drawn twice and segments without length are dropped, and what they joined stays joined", async () => {
  const draft = await town({ 1: [0, 0], 2: [60, 0], 3: [60, 0], 4: [120, 0] }, [
    { refs: [1, 2], tags: RESIDENTIAL },
    { refs: [2, 1], tags: { highway: "footway" } },
    { refs: [2, 3], tags: RESIDENTIAL },
    { refs: [3, 4], tags: RESIDENTIAL },
  ]);
  expect(draft.streets).toHaveLength(2);
  expect(draft.streets[0]!.to).toBe(draft.streets[1]!.from);
  expect(draft.leftOut).toEqual(["1 street segment: drawn twice", "1 street segment: without length"]);
});

test("of several networks the longest stays and the others are counted", async () => {
  const draft = await town({ 1: [0, 0], 2: [60, 0], 3: [0, 300], 4: [150, 300] }, [
    { refs: [1, 2], tags: RESIDENTIAL },
    { refs: [3, 4], tags: RESIDENTIAL },
  ]);
  expect(totalLength(draft)).toBeCloseTo(151, 0);
  expect(draft.leftOut).toEqual(["1 street segment: not connected to the largest street network (0.1 km in 1 part)"]);
});

test("streets closed to people, not built and motorways are left out, each with a count", async () => {
  const nodes: Record<number, Place> = { 1: [0, 0], 2: [60, 0], 3: [90, 0] };
  const draft = await town(nodes, [
    { refs: [1, 2], tags: RESIDENTIAL },
    { refs: [2, 3], tags: { highway: "service", access: "private" } },
    { refs: [2, 3], tags: { highway: "primary", foot: "no" } },
    { refs: [2, 3], tags: { highway: "construction" } },
    { refs: [2, 3], tags: { highway: "motorway" } },
    { refs: [1, 3], tags: { highway: "path", access: "no", foot: "yes" } },
  ]);
  expect(draft.streets.map(({ highway }) => highway)).toEqual(["residential", "path"]);
  expect(draft.leftOut).toEqual([
    "1 street: closed to the public (access=private or no)",
    "1 street: closed to people on foot (foot=no or private)",
    "1 street: not a street in use (construction, proposed, platform and the like)",
    "1 street: motorways",
  ]);
  const onlyMotorway = await town(nodes, [{ refs: [1, 2], tags: { highway: "motorway" } }]);
  expect(onlyMotorway.streets).toHaveLength(1);
});

test("a street ends before a node that the file does not hold", async () => {
  const draft = await town({ 1: [0, 0], 2: [60, 0], 4: [180, 0], 5: [230, 0] }, [
    { refs: [1, 2, 3, 4, 5], tags: RESIDENTIAL },
  ]);
  expect(draft.streets).toHaveLength(1);
  expect(draft.leftOut[0]).toBe(
    "1 reference: nodes of streets that the file does not hold; the street ends before them",
  );
});

test("cutting a line keeps its length and its ends, also where a cut falls on a vertex", () => {
  const line = [0, 0, 30, 40, 30, 90, 30, 90, -20, 90];
  for (let pieces = 1; pieces <= 7; pieces++) {
    const cut = cutEvenly(line, pieces);
    expect(cut).toHaveLength(pieces);
    for (const piece of cut) expect(lineLength(piece)).toBeCloseTo(150 / pieces, 9);
    cut.forEach((piece, i) => {
      expect(piece.slice(0, 2)).toEqual(i === 0 ? [0, 0] : cut[i - 1]!.slice(-2));
    });
  }
  expect(midpoint(line)).toMatchObject({ x: 30, y: 65 });
});
