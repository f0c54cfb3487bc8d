import { expect, test } from "vitest";
import { allocate, NONE } from "../../src/base/columns.js";
import { PlaceKindCode, ZONES } from "../../src/city/city.js";
import { streetOutside, toLonLat } from "../../src/recorder/geography.js";
import { Recorder } from "../../src/recorder/recorder.js";
import type { TableName } from "../../src/recorder/tables.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { fakeCity } from "../outputs/fake-city.js";
import { FakeRun, fakeScenario, play, STATES } from "../outputs/fake-run.js";

type Rows = Record<string, number>[];

const city = fakeCity({ side: 8, households: 400 });
const { run, tables } = record(fakeScenario({ record: { series: "5 min" } }));
const series = tables.series!;
const transmissions = tables.transmissions!;

/** Plays two hours and collects every row the sink gets. */
function record(scenario: Scenario): { run: FakeRun; tables: Partial<Record<TableName, Rows>> } {
  const tables: Partial<Record<TableName, Rows>> = {};
  const recorder = new Recorder(city, scenario, (table, columns, rows) => {
    tables[table] ??= [];
    const list = tables[table];
    for (let row = 0; row < rows; row++) {
      list.push(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]!])));
    }
  });
  const run = new FakeRun(city, scenario, recorder.listener);
  play(run, (now) => recorder.sample(now), 7200);
  recorder.finish();
  return { run, tables };
}

test("at every time of the series every resident is in exactly one state", () => {
  const totals = new Map<number, number>();
  for (const { time_s, n } of series) totals.set(time_s!, (totals.get(time_s!) ?? 0) + n!);
  expect(totals.size).toBe(7200 / 300 + 1);
  for (const total of totals.values()) expect(total).toBe(city.people.age.length);
});

test("people in a state that nobody leaves are the sum of those who entered it, the killed included", () => {
  for (const name of ["dead", "hybrid", "immune"]) {
    const state = STATES.findIndex((info) => info.name === name);
    for (let zone = 0; zone < city.zones.residents.length; zone++) {
      const rows = series.filter((row) => row.state === state && row.zone === zone);
      const entered = rows.reduce((sum, row) => sum + row.new!, 0);
      expect(entered, `${name} in zone ${zone}`).toBe(rows.at(-1)!.n);
    }
  }
  expect(run.countByState()[STATES.findIndex(({ name }) => name === "dead")]).toBeGreaterThan(20);
});

test("an infection is one generation after its infector's, and a seeded one is generation 0", () => {
  const generation = new Map<number, number>();
  expect(transmissions.length).toBeGreaterThan(200);
  for (const row of transmissions) {
    expect(row.generation).toBe(row.infector === NONE ? 0 : generation.get(row.infector!)! + 1);
    generation.set(row.infectee!, row.generation!);
  }
  expect(transmissions.map(({ id }) => id)).toEqual(transmissions.map((_, row) => row));
});

test("whoever infects is turned at that time", () => {
  const turned = STATES.findIndex(({ conduct }) => conduct === "turned");
  const states = new Set(transmissions.filter(({ infector }) => infector !== NONE).map((row) => row.infector_state));
  expect([...states]).toEqual([turned]);
});

test("the line list has the infectee's age and home and the place's position", () => {
  for (const { infectee, infectee_age, home_zone, place, x_m, lat } of transmissions.slice(0, 50)) {
    const home = city.households.home[city.people.household[infectee!]!]!;
    expect(infectee_age).toBe(city.people.age[infectee!]);
    expect(home_zone).toBe(city.places.zone[home]);
    expect(x_m).toBe(city.places.x[place!]);
    expect(lat).toBeCloseTo(36.5 + city.places.y[place!]! / 111_320, 6);
  }
});

test("a street's arrival is the first event of the outbreak on it or in a place whose way out leads onto it", () => {
  const first = new Map<number, number>();
  for (const { place, time_s, kind } of tables.events!) {
    const street = streetOutside(city, place!);
    if (kind! <= 3 && !first.has(street)) first.set(street, time_s!);
  }
  for (const { street, arrival_s } of tables.streets!) {
    if (first.has(street!)) expect(arrival_s).toBe(first.get(street!));
    else expect(arrival_s).toBeNaN();
  }
  const infections = tables.streets!.reduce((sum, row) => sum + row.infections!, 0);
  expect(infections).toBe(transmissions.length);
});

test("the street outside is a street, and a street is its own", () => {
  for (let place = 0; place < city.places.kind.length; place++) {
    const street = streetOutside(city, place);
    expect(city.places.kind[street]).toBe(PlaceKindCode.street);
    if (city.places.kind[place] === PlaceKindCode.street) expect(street).toBe(place);
  }
});

test("a scenario that records neither events nor transmissions gets neither", () => {
  const { tables } = record(fakeScenario({ record: { events: false, transmissions: false } }));
  expect(Object.keys(tables).sort()).toEqual(["series", "streets"]);
});

test("in a city of more than 100 zones rows of zeros are left out, and nothing else", () => {
  const zones = 101;
  const large = { ...city, zones: { ...allocate(ZONES, zones) } };
  const scenario = fakeScenario();
  const rows: { n: number; entered: number }[] = [];
  const recorder = new Recorder(large, scenario, (table, columns, count) => {
    if (table !== "series") return;
    for (let row = 0; row < count; row++) rows.push({ n: columns.n![row]!, entered: columns.new![row]! });
  });
  const small = new FakeRun(city, scenario, recorder.listener);
  const counts = new Uint32Array(zones * STATES.length);
  counts.set(small.countByZoneState());
  recorder.sample(Object.assign(Object.create(small), { countByZoneState: () => counts }));
  recorder.finish();
  expect(rows.every(({ n, entered }) => n > 0 || entered > 0)).toBe(true);
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(city.people.age.length);
});

test("a thousand metres north and east are what they are on the sphere", () => {
  const [lon, lat] = toLonLat(city)!(1000, 1000);
  const radius = 6_378_137;
  const north = ((lat - 36.5) * Math.PI * radius) / 180;
  const east = ((lon - 127.5) * Math.PI * radius * Math.cos((36.5 * Math.PI) / 180)) / 180;
  expect(Math.abs(north - 1000)).toBeLessThan(1);
  expect(Math.abs(east - 1000)).toBeLessThan(1);
  expect(toLonLat(fakeCity({ side: 3, households: 5, origin: false }))).toBeNull();
});
