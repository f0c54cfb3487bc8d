import { expect, test } from "vitest";
import { calibrate, type Ends } from "../../src/builder/calibrate.js";
import type { CountDraft } from "../../src/builder/draft.js";
import { type Decay, Gravity, zoneDistances } from "../../src/builder/gravity.js";
import { Catchment, rideShare } from "../../src/city/catchment.js";
import { Random } from "../../src/base/random.js";

/** A square of 12 × 12 zones of 1 km, dense homes at the edges, jobs in the middle, a station in every fourth zone. */
const SIDE = 12;
const zones = Array.from({ length: SIDE * SIDE }, (_, k) => ({
  x: 1000 * (k % SIDE),
  y: 1000 * Math.floor(k / SIDE),
  area: 1e6,
}));
const random = new Random(1);
const away = ({ x, y }: { x: number; y: number }) => Math.hypot(x - 5500, y - 5500) / 5500;
const workers = Uint32Array.from(zones, (z, k) => 200 + 800 * away(z) * random.uniform(1, k, 0));
const total = workers.reduce((a, b) => a + b, 0);
const pull = zones.map((z, k) => (0.2 + random.uniform(2, k, 0)) * Math.exp(-2 * away(z)));
const jobs = Uint32Array.from(pull, (p) => Math.floor((p * total) / pull.reduce((a, b) => a + b, 0)));
jobs[0]! += total - jobs.reduce((a, b) => a + b, 0);
const distances = zoneDistances(zones);

test("the gravity model sends as many from and to each zone as there are workers and jobs", () => {
  const gravity = new Gravity(distances, workers, jobs, { form: "exponential", value: 4000 });
  const arriving = new Float64Array(zones.length);
  for (let i = 0; i < zones.length; i++) {
    const sum = gravity.row(i).slice();
    sum.forEach((s, j) => {
      arriving[j]! += (workers[i]! * (s - (j === 0 ? 0 : sum[j - 1]!))) / sum.at(-1)!;
    });
  }
  jobs.forEach((n, j) => {
    expect(Math.abs(arriving[j]! - n)).toBeLessThan(0.01 * n + 0.5);
  });
});

test("shares of a catchment sum to 1, and grow with nearness and supply", () => {
  const catchment = new Catchment([
    { x: 0, y: 0, supply: 1 },
    { x: 1000, y: 0, supply: 1 },
    { x: 0, y: 1000, supply: 2 },
  ]);
  const at = (x: number, y: number) => {
    const first = catchment.at(x, y);
    const shares = [0, 0, 0];
    for (let k = first; k < first + catchment.choices; k++) shares[catchment.station[k]!] = catchment.share[k]!;
    return shares;
  };
  const [a, b, c] = at(50, 50);
  expect(a! + b! + c!).toBeCloseTo(1, 12);
  expect(a).toBeGreaterThan(b!);
  expect(c! / b!).toBeCloseTo(2, 6); // equally far, twice the supply
  expect(catchment.accessAt(catchment.at(50, 50))).toBeGreaterThan(catchment.accessAt(catchment.at(550, 550)));
  expect(rideShare(0)).toBe(0);
  expect(rideShare(30_000)).toBeCloseTo(1, 6);
});

const ENDS: Ends = {
  workers,
  jobs,
  distances,
  eachHome: (visit) =>
    zones.forEach((z, k) => {
      for (let n = 0; n < workers[k]!; n++) visit(k, z.x, z.y);
    }),
  eachJob: (visit) =>
    zones.forEach((z, k) => {
      for (let n = 0; n < jobs[k]!; n++) visit(k, z.x, z.y);
    }),
};

/** What would be counted, from 07:00 to 08:00, if people went to work by a decay; and how far they rode. */
function countsOf(decay: Decay, ends: Ends): { counts: CountDraft[]; metres: number } {
  const stations = zones.filter((_, k) => k % 4 === 1).map(({ x, y }, k) => ({ name: String(k), x, y, supply: 1 }));
  const catchment = new Catchment(stations);
  const boardings = stations.map(() => new Float64Array(24));
  const alightings = stations.map(() => new Float64Array(24));
  const gravity = new Gravity(ends.distances, workers, jobs, decay);
  let [metres, riders] = [0, 0];
  const spread = (to: Float64Array[], first: number, n: number) => {
    for (let k = first; k < first + catchment.choices; k++) to[catchment.station[k]!]![7]! += n * catchment.share[k]!;
  };
  for (let i = 0; i < zones.length; i++) {
    const sum = gravity.row(i);
    for (let j = 0, before = 0; j < zones.length; j++) {
      const home = catchment.at(zones[i]!.x, zones[i]!.y);
      const distance = ends.distances[i * zones.length + j]!;
      const trips = (workers[i]! * (sum[j]! - before)) / sum.at(-1)!;
      const n = trips * rideShare(distance) * catchment.accessAt(home);
      before = sum[j]!;
      spread(boardings, home, n);
      spread(alightings, catchment.at(zones[j]!.x, zones[j]!.y), n);
      metres += n * distance;
      riders += n;
    }
  }
  const counts = stations.map((s, k) => ({ ...s, boardings: boardings[k]!, alightings: alightings[k]! }));
  return { counts, metres: metres / riders };
}

test.each([
  { form: "exponential", value: 3000 },
  { form: "exponential", value: 6000 },
  { form: "power", value: 2 },
] as const)("calibrating finds the decay the counts were made with: %o", (decay) => {
  const { counts, metres } = countsOf(decay, ENDS);
  const { chosen, trials } = calibrate(counts, ENDS, metres)!;
  const own = trials.find((t) => t.decay.form === decay.form && t.decay.value === decay.value)!;
  expect(own.boardings).toBeCloseTo(1, 9);
  expect(own.alightings).toBeCloseTo(1, 9);
  expect(own.rideMetres / metres).toBeCloseTo(1, 9);
  expect(chosen).toBe(own);
});

test("counts that are the same everywhere calibrate nothing", () => {
  const { counts } = countsOf({ form: "exponential", value: 4000 }, ENDS);
  const same = new Float64Array(24).fill(7);
  expect(
    calibrate(
      counts.map((s) => ({ ...s, boardings: same, alightings: same })),
      ENDS,
    ),
  ).toBeUndefined();
});
