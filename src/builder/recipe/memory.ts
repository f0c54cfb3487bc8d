/** Whether a city of so many residents can be built in the memory there is. */
import { freemem } from "node:os";
import { getHeapStatistics } from "node:v8";
import { InputError } from "../../base/problems.js";
import { grouped } from "../osm/words.js";

/**
 * Memory of a build, bytes: fixed, and for each resident; in all, and of that in the JavaScript heap. Measured with
 * Seoul (9.8 million residents: 1.8 GB, of which 0.5 GB heap), with a fifth for safety.
 */
const FIXED = 300e6;
const PER_RESIDENT = 200;
const FIXED_HEAP = 150e6;
const PER_RESIDENT_HEAP = 60;

/** Memory that can be used, bytes. */
export interface Memory {
  /** Free in the machine. */
  readonly free: number;
  /** Limit of the JavaScript heap. */
  readonly heap: number;
}

/** Memory of this machine and process. A limit on the process (a container's) counts where it is lower. */
export function memoryHere(): Memory {
  const limit = process.constrainedMemory?.() ?? 0;
  const free = limit > 0 && limit < 2 ** 50 ? Math.min(freemem(), limit - process.memoryUsage().rss) : freemem();
  return { free, heap: getHeapStatistics().heap_size_limit };
}

/**
 * @param file  table that says how many residents there are, for the message
 * @throws InputError saying how much memory is needed and how much there is
 */
export function checkMemory(residents: number, file: string, { free, heap }: Memory): void {
  const needed = FIXED + PER_RESIDENT * residents;
  const neededHeap = FIXED_HEAP + PER_RESIDENT_HEAP * residents;
  const people = `for ${grouped(residents)} residents`;
  const fail = (expected: string, found: string) => {
    throw new InputError({ where: file, path: "", expected, found });
  };
  if (free < needed) fail(`${gigabytes(needed)} of free memory ${people}`, gigabytes(free));
  if (heap < neededHeap) {
    const megabytes = Math.ceil(neededHeap / 2 ** 20);
    const how = `NODE_OPTIONS=--max-old-space-size=${megabytes}`;
    fail(`a JavaScript heap of ${gigabytes(neededHeap)} ${people} (set ${how})`, `a limit of ${gigabytes(heap)}`);
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
