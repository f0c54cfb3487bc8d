import { expect, test } from "vitest";
import type { Draft } from "../../src/builder/draft.js";
import { apportion } from "../../src/builder/apportion.js";
import { draftSeoul, SEOUL_RESIDENTS } from "../../src/builder/seoul.js";
import { AREA, DISTRICTS } from "../../src/builder/seoul/districts.js";
import { SeoulGround } from "../../src/builder/seoul/terrain.js";
import { settle } from "../../src/builder/settle.js";
import { Random } from "../../src/base/random.js";
import { cityHash } from "../../src/city/format.js";
import { PLACE_KINDS } from "../../src/city/city.js";
import { brokenLaws } from "../../src/city/laws.js";
import { Simulation } from "../../src/model/simulation.js";
import { Highlights } from "../../src/recorder/highlights.js";
import { resolveScenario } from "../../src/scenario/builtin.js";
import { loadScenario } from "../../src/scenario/load.js";
import { openCity } from "../../src/builder/cities.js";

const town = draftSeoul({ people: 60_000, seed: 1 });
const full = draftSeoul({ seed: 1 });

/** Name of the district a zone belongs to. */
const districtOf = (draft: Draft, zone: number) => draft.zones[zone]!.name.replace(/ \d+-dong$/, "");

/** A fact of each district: the sum over its zones. */
function byDistrict(draft: Draft, fact: (zone: Draft["zones"][number]) => number): number[] {
  const sums = new Map(DISTRICTS.map(({ name }) => [name, 0]));
  draft.zones.forEach((zone, row) => {
    const name = districtOf(draft, row);
    sums.set(name, sums.get(name)! + fact(zone));
  });
  return DISTRICTS.map(({ name }) => sums.get(name)!);
}

/** Districts joined by a street, "A|B" with A before B. */
function neighbours({ junctions, streets, zoneOf, zones }: Draft): Set<string> {
  const pairs = new Set<string>();
  const name = (junction: number) =>
    zones[zoneOf(junctions.x[junction]!, junctions.y[junction]!)]!.name.replace(/-gu .*$/, "");
  for (const { from, to } of streets) {
    const [a, b] = [name(from), name(to)].sort();
    if (a !== b) pairs.add(`${a}|${b}`);
  }
  return pairs;
}

test("the full city has every district's residents and dong, 9.57 million and 425 in all", () => {
  expect(SEOUL_RESIDENTS).toBe(9_565_990);
  expect(byDistrict(full, ({ residents }) => residents)).toEqual(DISTRICTS.map(({ residents }) => residents));
  expect(byDistrict(full, () => 1)).toEqual(DISTRICTS.map(({ dong }) => dong));
  expect(byDistrict(full, ({ workers }) => workers!)).toEqual(DISTRICTS.map(({ workers }) => 1_000 * workers));
  expect(DISTRICTS).toHaveLength(25);
  expect(full.zones).toHaveLength(425);
});

test("a smaller city has each district's share of its people, by largest remainders", () => {
  for (const people of [20_000, 60_000, 333_333]) {
    const expected = apportion(
      DISTRICTS.map(({ residents }) => residents),
      people,
    );
    const draft = people === 60_000 ? town : draftSeoul({ people, seed: 2 });
    expect(byDistrict(draft, ({ residents }) => residents)).toEqual([...expected]);
    for (const { residents, ages } of draft.zones)
      expect(ages!.reduce((sum, { persons }) => sum + persons, 0)).toBe(residents);
  }
});

test("districts have their share of the area within 8 %, in a small city within 40 %", () => {
  for (const [draft, within] of [
    [full, 0.08],
    [town, 0.4],
  ] as const) {
    const areas = byDistrict(draft, ({ area }) => area);
    const all = areas.reduce((sum, area) => sum + area, 0);
    DISTRICTS.forEach(({ area }, row) => {
      expect(Math.abs(areas[row]! / all / (area / AREA) - 1)).toBeLessThan(within);
    });
  }
});

test("districts are where they are: their zones' middle within 2 km, on their side of the Han", () => {
  const ground = new SeoulGround(new Random(1), 1);
  DISTRICTS.forEach(({ name, lon, lat, north }) => {
    const here = full.zones.filter((zone) => zone.name.startsWith(`${name} `));
    const area = here.reduce((sum, zone) => sum + zone.area, 0);
    const mean = (at: (zone: (typeof here)[number]) => number) =>
      here.reduce((sum, zone) => sum + at(zone) * zone.area, 0) / area;
    const [x, y] = [mean((zone) => zone.x), mean((zone) => zone.y)];
    const [x0, y0] = ground.at(lon, lat);
    expect(Math.hypot(x - x0, y - y0), name).toBeLessThan(2_000);
    expect(ground.planOf(x, y)[1] > 0, name).toBe(north);
  });
});

test("districts are in one piece: their zones hang together by streets", () => {
  const { junctions, streets, zoneOf } = full;
  const district = Array.from(junctions.x, (x, junction) => districtOf(full, zoneOf(x, junctions.y[junction]!)));
  const parent = district.map((_, junction) => junction);
  const root = (junction: number): number => {
    let j = junction;
    while (parent[j] !== j) j = parent[j] = parent[parent[j]!]!;
    return j;
  };
  for (const { from, to } of streets) if (district[from] === district[to]) parent[root(from)] = root(to);
  const parts = new Map<number, number>();
  for (let junction = 0; junction < parent.length; junction++)
    parts.set(root(junction), (parts.get(root(junction)) ?? 0) + 1);
  for (const { name } of DISTRICTS) {
    const sizes = [...parts].filter(([part]) => district[part] === name).map(([, junctions]) => junctions);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    // A few junctions on a border fall to the other side of it.
    expect(Math.max(...sizes) / all, name).toBeGreaterThan(0.98);
  }
});

test("the plan's point of a ground's point is its inverse", () => {
  const ground = new SeoulGround(new Random(3), 1);
  for (const [lon, lat] of [[126.98, 37.57] as const, ...DISTRICTS.map(({ lon, lat }) => [lon, lat] as const)]) {
    const [x, y] = ground.at(lon, lat);
    const point = [0, 0];
    ground.place(...ground.planOf(x, y), point, 0);
    expect(Math.hypot(point[0]! - x, point[1]! - y)).toBeLessThan(1);
  }
});

test("districts that touch in Seoul touch here, and bridges join the banks", () => {
  const pairs = neighbours(full);
  const land = ["Gangnam|Seocho", "Gangnam|Songpa", "Gangdong|Songpa", "Jongno|Jung", "Dobong|Nowon", "Dobong|Gangbuk"];
  const more = ["Gangseo|Yangcheon", "Dongjak|Gwanak", "Mapo|Seodaemun", "Geumcheon|Guro", "Seongdong|Gwangjin"];
  const bridges = ["Mapo|Yeongdeungpo", "Gangnam|Seongdong", "Seocho|Yongsan"];
  for (const pair of [...land, ...more, ...bridges]) expect(pairs, pair).toContain(pair.split("|").sort().join("|"));
  for (const pair of ["Gangseo|Gangdong", "Dobong|Gwanak", "Eunpyeong|Songpa"])
    expect(pairs).not.toContain(pair.split("|").sort().join("|"));
});

test("line 2 is a loop through the districts it serves, its stations about 1.1 km apart", () => {
  const { lines, stations } = full;
  expect(lines!.map(({ name }) => name)).toEqual(Array.from({ length: 9 }, (_, k) => `Line ${k + 1}`));
  const two = lines![1]!;
  expect(two.closed).toBe(true);
  const stops = two.stations.map((row) => stations![row]!);
  const served = new Set(stops.map(({ x, y }) => districtOf(full, full.zoneOf(x, y))));
  for (const name of ["Jung-gu", "Seongdong-gu", "Songpa-gu", "Gangnam-gu", "Seocho-gu", "Gwanak-gu", "Mapo-gu"])
    expect(served).toContain(name);
  const gaps = stops.map((stop, k) => {
    const next = stops[(k + 1) % stops.length]!;
    return Math.hypot(next.x - stop.x, next.y - stop.y);
  });
  expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeGreaterThan(900);
  expect(Math.max(...gaps)).toBeLessThan(1_800);
});

test("lines change where they meet, and every station belongs to one line", () => {
  for (const { lines, stations } of [town, full]) {
    const rows = lines!.flatMap((line) => line.stations);
    expect(rows.toSorted((a, b) => a - b)).toEqual(stations!.map((_, row) => row));
    const linesAt = new Map<string, number>();
    for (const line of lines!)
      for (const row of line.stations) {
        const { interchange } = stations![row]!;
        linesAt.set(interchange, (linesAt.get(interchange) ?? 0) + 1);
      }
    for (const line of lines!)
      expect(
        line.stations.some((row) => linesAt.get(stations![row]!.interchange)! > 1),
        line.name,
      ).toBe(true);
  }
});

test("the laws of a city hold", () => {
  const city = settle(town, 1);
  expect(brokenLaws(city)).toEqual([]);
  expect(city.people.age.length).toBe(60_000);
});

test("the same seed gives the same city, another seed another", () => {
  const hash = (seed: number) => cityHash(settle(draftSeoul({ people: 20_000, seed }), seed));
  expect(hash(1)).toBe(hash(1));
  expect(hash(1)).not.toBe(hash(2));
});

test("it says that only the districts are facts", () => {
  for (const draft of [town, full]) {
    expect(draft.name).toContain("streets generated");
    expect(draft.assumptions[0]).toMatch(/^Only the districts are facts/);
  }
  expect(town.origin).toBeNull();
  expect(full.origin).not.toBeNull();
});

test("the scenario runs in a smaller Seoul, and begins with someone on a platform in Gangnam-gu", async () => {
  const { text, file } = resolveScenario("seoul");
  const scenario = loadScenario(text, file, ["city={generate: {name: seoul, people: 20000}}", "until=2 h"]);
  const city = await openCity(scenario.city, { file });
  const highlights = new Highlights(city);
  const simulation = new Simulation(city, scenario, { listener: highlights.listener });
  simulation.runUntil(scenario.until);
  simulation.flush();
  const { place, time } = highlights.first!;
  expect(time).toBe(0);
  expect(PLACE_KINDS[city.places.kind[place]!]).toBe("platform");
  expect(city.manifest.zones[city.places.zone[place]!]!.name).toBe("Gangnam-gu 1-dong");
  expect(simulation.events).toBeGreaterThan(1_000);
});

test("too few people are refused", () => {
  for (const people of [0, 9_999, 20_000.5]) expect(() => draftSeoul({ people, seed: 1 })).toThrow(RangeError);
});
