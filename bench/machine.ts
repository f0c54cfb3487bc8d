/** What the measurements were made on. */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** One line: processor, cores, memory, Node. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}, ${process.platform}`;
}

/** Load average of the last minute: above the number of cores, other programs took part of the time. */
export function load(): string {
  return loadavg()[0]!.toFixed(2);
}
