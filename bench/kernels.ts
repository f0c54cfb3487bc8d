/** The kernels of the engine, one by one: operations a second in one thread. */
import { NONE } from "../src/base/columns.js";
import { Random } from "../src/base/random.js";
import { draftHyosan } from "../src/builder/hyosan.js";
import { settle } from "../src/builder/settle.js";
import type { City } from "../src/city/city.js";
import { Routine } from "../src/city/routine.js";
import { Course } from "../src/city/course.js";
import { Timetable } from "../src/city/timetable.js";
import { Trips } from "../src/city/trips.js";
import { type Group, Occupancy } from "../src/engine/occupancy.js";
import { Queue, Timers } from "../src/engine/queue.js";
import { attackHazard, type AttackLaw } from "../src/model/danger/encounter.js";
import { Heap } from "./heap.js";
import { consume, printTable, rate, shortest, whole } from "./table.js";

const RUNS = 3;
const random = new Random(1);

/** Uniforms of (0, 1) made beforehand, so that drawing them is not part of what is measured. */
const UNIFORMS = Float64Array.from({ length: 1 << 16 }, (_, i) => random.uniform(1, i, 0));

/** Hold model: each event taken is scheduled anew after an exponential wait, so that `pending` events always wait. */
function hold(queue: Queue | Heap, waits: Float64Array, events: number): void {
  const { length } = waits;
  for (let k = 0; k < events; k++) {
    const id = queue.next(Number.POSITIVE_INFINITY);
    queue.schedule(id, queue.now + waits[k & (length - 1)]!);
  }
}

function benchQueue(): void {
  const rows = [["events pending", "queue: million events/s", "ns an event", "binary heap: million events/s", "ratio"]];
  const waits = UNIFORMS.map((u) => -3600 * Math.log(u));
  for (const pending of [1e4, 1e5, 1e6, 1e7]) {
    const events = Math.max(2e6, Math.min(pending, 4e6));
    const measure = (make: (ids: number) => Queue | Heap) => {
      const queue = make(pending);
      for (let id = 0; id < pending; id++)
        queue.schedule(id, waits[id & (waits.length - 1)]! * UNIFORMS[(id >> 16) & 0xffff]!);
      hold(queue, waits, Math.min(2 * pending, 4e6));
      return shortest(
        RUNS,
        () => undefined,
        () => hold(queue, waits, events),
      );
    };
    const own = measure((ids) => new Queue(new Timers(ids)));
    const heap = measure((ids) => new Heap(ids));
    const [million, nanoseconds] = rate(events, own);
    rows.push([whole(pending), million, nanoseconds, rate(events, heap)[0], (heap / own).toFixed(1)]);
  }
  printTable("Event queue, hold model (exponential waits)", rows);
}

interface Kernel {
  readonly name: string;
  readonly operations: number;
  /** ms */
  readonly time: number;
}

function benchOccupancy(): Kernel {
  const people = 120_000;
  const places = 80_000;
  const operations = 4e6;
  const occupancy = new Occupancy(people, places);
  for (let person = 0; person < people; person++) occupancy.enter(person, person % places, (person % 3) as Group);
  const walk = () => {
    for (let k = 0; k < operations; k++) {
      const u = UNIFORMS[k & 0xffff]!;
      const person = Math.floor(((u * 1000 + k * 0.618) % 1) * people);
      const group = occupancy.group[person]! as Group;
      const at = occupancy.place[person]!;
      occupancy.leave(person);
      occupancy.enter(person, (at + 1 + (k & 7)) % places, group);
    }
  };
  return { name: "occupancy: person leaves and enters", operations, time: shortest(RUNS, () => undefined, walk) };
}

function benchHazard(): Kernel {
  const operations = 2e7;
  const law: AttackLaw = { kind: "encounter", sweep: 4, handling: 15 };
  const run = () => {
    let sum = 0;
    for (let k = 0; k < operations; k++) sum += attackHazard(law, k & 63, k & 7, 20 + (k & 255));
    consume(sum);
  };
  return { name: "attackHazard", operations, time: shortest(RUNS, () => undefined, run) };
}

function benchDraws(): Kernel[] {
  const operations = 5e6;
  const draw = () => {
    let sum = 0;
    for (let k = 0; k < operations; k++) {
      random.draw(1, k, 0);
      sum ^= random.w0 ^ random.w3;
    }
    consume(sum);
  };
  const exponential = () => {
    let sum = 0;
    for (let k = 0; k < operations; k++) sum += random.exponential(1, k, 0);
    consume(sum);
  };
  const time = (run: () => void) => shortest(RUNS, () => undefined, run);
  return [
    { name: "Threefry4x32-20: four words at an address", operations, time: time(draw) },
    { name: "exponential at an address", operations, time: time(exponential) },
  ];
}

function benchRoutine(city: City): Kernel[] {
  const routine = new Routine(city, random, "2021-10-29T00:00");
  const people = city.people.age.length;
  const at = (hour: number, pick: (person: number) => boolean): { operations: number; time: number } => {
    const chosen: number[] = [];
    for (let person = 0; person < people; person++) {
      routine.at(person, hour * 3600);
      if (pick(person)) chosen.push(person);
    }
    const rounds = Math.ceil(1e6 / chosen.length);
    const run = () => {
      for (let round = 0; round < rounds; round++) {
        for (const person of chosen) {
          routine.at(person, hour * 3600);
          consume(routine.place);
        }
      }
    };
    return { operations: rounds * chosen.length, time: shortest(RUNS, () => undefined, run) };
  };
  const home = (person: number) => routine.place === routine.home(person);
  const anchor = (person: number) => routine.place === city.people.anchor[person];
  return [
    { name: "routine.at, at home at 05:00", ...at(5, home) },
    { name: "routine.at, at the anchor at 13:30", ...at(13.5, anchor) },
    { name: "routine.at, on a trip at 08:00", ...at(8, (person) => !home(person) && !anchor(person)) },
  ];
}

function benchCourse(city: City): Kernel {
  const trips = new Trips(city);
  const course = new Course(city, trips, new Timetable(city, trips.lines, 0));
  const from: number[] = [];
  const to: number[] = [];
  for (let person = 0; person < city.people.age.length; person++) {
    if (city.people.anchor[person] === NONE) continue;
    from.push(city.households.home[city.people.household[person]!]!);
    to.push(city.people.anchor[person]!);
  }
  const rounds = Math.ceil(1e6 / from.length);
  const run = () => {
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < from.length; i++) course.begin(from[i]!, to[i]!, 0, 0.75);
    }
  };
  const time = shortest(RUNS, () => undefined, run);
  return { name: "course.begin, home to anchor", operations: rounds * from.length, time };
}

/** Prints the kernels' tables. */
export function benchKernels(): void {
  benchQueue();
  const city = settle(draftHyosan({ people: 120_000, seed: 1 }), 1);
  const kernels = [benchOccupancy(), benchHazard(), ...benchDraws(), ...benchRoutine(city), benchCourse(city)];
  printTable("Kernels, Hyosan of 120,000 residents where a city is needed", [
    ["kernel", "million/s", "ns"],
    ...kernels.map(({ name, operations, time }) => [name, ...rate(operations, time)]),
  ]);
}
