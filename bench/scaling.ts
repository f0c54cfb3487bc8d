/** How cost and memory grow with the city: whole outbreaks in cities of 10⁴ to 10⁶ residents (10⁷ with --full). */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCity } from "../src/builder/made.js";
import { Simulation } from "../src/model/simulation.js";
import { loadScenario } from "../src/scenario/load.js";
import { bytesByField } from "./bytes.js";
import { drawScaling } from "./scaling-chart.js";
import { printTable, seconds, whole } from "./table.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCENARIO = "bench/school.yaml";
const PICTURE = "bench/scaling.svg";
const SIZES = [10_000, 100_000, 1_000_000];
const LARGEST = 10_000_000;
/** The outbreak counts as saturated once it has this share of all its infections. */
const SATURATED = 0.9;
/** s of the simulation's clock between looks. */
const LOOK = 300;

/** A run in one size of city. */
export interface Scale {
  readonly residents: number;
  readonly events: number;
  readonly infections: number;
  /** ms of CPU, and what an event took, µs: of the whole run, and from the first bite to saturation. */
  readonly ms: number;
  readonly cost: number;
  readonly costToSaturation: number;
  /** h from the first bite to saturation. */
  readonly saturation: number;
  /** Bytes by table: of the city, and of the run's state. */
  readonly city: ReadonlyMap<string, number>;
  readonly state: ReadonlyMap<string, number>;
}

export function benchScaling(full: boolean): void {
  const scales = (full ? [...SIZES, LARGEST] : SIZES).map(measure);
  printTable("hyosan-high in cities of all sizes, from the first bite to 24 h", [
    [
      "residents",
      "events",
      "infections",
      "CPU",
      "µs an event",
      "saturated after",
      "µs an event until then",
      "city, B a resident",
      "state, B a resident",
    ],
    ...scales.map((scale) => [
      whole(scale.residents),
      whole(scale.events),
      whole(scale.infections),
      seconds(scale.ms),
      scale.cost.toFixed(2),
      `${scale.saturation.toFixed(1)} h`,
      scale.costToSaturation.toFixed(2),
      (sum(scale.city) / scale.residents).toFixed(0),
      (sum(scale.state) / scale.residents).toFixed(0),
    ]),
  ]);
  writeFileSync(join(ROOT, PICTURE), drawScaling(scales));
  console.log(`\n${PICTURE} is the picture of it.`);
}

function measure(residents: number): Scale {
  const scenario = loadScenario(readFileSync(join(ROOT, SCENARIO), "utf8"), SCENARIO);
  const city = makeCity({ generate: { people: residents, seed: 1 } }, SCENARIO);
  if (city === undefined) throw new Error("the city is not made in memory");
  const simulation = new Simulation(city, scenario);
  const looks = [{ events: 0, infections: 0, ms: 0 }];
  const began = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
  for (let t = LOOK; simulation.finished === "no" && t <= scenario.until; t += LOOK) {
    simulation.runUntil(t);
    looks.push({ events: simulation.events, infections: simulation.infections, ms: spent() });
  }
  const last = looks.at(-1)!;
  const saturated = looks.findIndex(({ infections }) => infections >= SATURATED * last.infections);
  const { events, ms } = looks[saturated]!;
  return {
    residents,
    events: last.events,
    infections: last.infections,
    ms: last.ms,
    cost: (1_000 * last.ms) / last.events,
    costToSaturation: (1_000 * ms) / events,
    saturation: (saturated * LOOK) / 3_600,
    city: bytesByField(city),
    state: stateBytes(simulation, city),
  };
}

/** Bytes of the world's tables without the city's and, as one, of what the simulation keeps beside them. */
function stateBytes(simulation: Simulation, city: object): Map<string, number> {
  const seen = new Set<object>();
  bytesByField({ city }, seen);
  const bytes = bytesByField(simulation.world, seen);
  const others = sum(bytesByField(simulation, seen));
  return others > 0 ? bytes.set("others", others) : bytes;
}

export function sum(bytes: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const here of bytes.values()) total += here;
  return total;
}
